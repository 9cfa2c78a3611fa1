"""Importing records: nothing lost, nothing guessed, nothing overwritten, nothing done twice."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import time
from pathlib import Path

import pytest
from django.db import connection

from motcua.queries import actors, catalogue
from motcua.services.catalogue import importing, publishing, rights, sources
from motcua.storage.ledger.models import Entry
from motcua.storage.procedures.models import ImportRun, Procedure
from tests import make
from tests.catalogue_examples import NATIONAL, PROVINCE, document, told

AT = make.MONDAY
LATER = AT + dt.timedelta(days=1)
SHARED = (
    Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data")) / "procedures"
)
REAL = SHARED / "procedures.jsonl.gz"
real = pytest.mark.skipif(
    not REAL.exists(), reason=f"the real records are not here: {REAL} (set MOTCUA_SHARED_DATA)"
)


def run(folder: Path, *records: object, at: dt.datetime = AT) -> importing.Report:
    """Write the records to a file, one a line, and import it."""
    path = folder / "records.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return importing.run(path, actor=actors.SYSTEM, at=at)


def row(code: str = "1.001193", publisher: str = "G15") -> Procedure:
    return Procedure.objects.get(code=code, publisher=publisher)


def digest() -> str:
    """Return a digest of every column of every procedure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM procedures_procedure p ORDER BY id")
        return hashlib.sha256("\n".join(line[0] for line in cursor.fetchall()).encode()).hexdigest()


@pytest.mark.django_db
def test_a_record_is_kept_in_its_own_words_beside_what_was_understood(tmp_path: Path) -> None:
    report = run(tmp_path, told())
    kept = row()
    assert kept.record == told()
    assert kept.structured["limits"] == [{"channel": "counter", "amount": 3, "unit": "working_days"}]
    assert kept.structured["fees"] == [{"channel": "counter", "amount": 0, "unit": "", "kind": None}]
    assert (kept.completeness, kept.flags, kept.in_scope) == ("record", [], False)
    assert report.counts["new"] == report.counts["without_doubt"] == 1


@pytest.mark.django_db
def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    records = [
        told(),
        told(code="", agency="", level=[]),
        told(source=PROVINCE),
        told(code="2.000635", source="x\x00\ud800"),
    ]
    first = run(tmp_path, *records)
    before = digest()
    again = run(tmp_path, *records, at=LATER)
    assert digest() == before
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 3)
    assert again.reasons == first.reasons


@pytest.mark.django_db
def test_what_is_in_doubt_is_flagged_with_its_text_and_not_structured(tmp_path: Path) -> None:
    doubtful = [{"method": "Trực tiếp", "time_limit": "5", "fee": "Miễn phí(Theo nghị quyết của HĐND tỉnh)"}]
    report = run(tmp_path, told(channels=doubtful), told(code="2.000635"))
    kept = row()
    assert kept.flags == ["fee_by_council", "limit_no_unit"]
    assert kept.structured["limits"] == kept.structured["fees"] == []
    assert report.reasons["limit_no_unit"] == {
        "count": 1,
        "examples": [{"code": "1.001193", "name": "Thủ tục đăng ký khai sinh", "text": "5"}],
    }
    assert catalogue.imports()[0].reasons == report.reasons


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["together", "the other way round"])
def test_of_two_sources_the_national_one_is_the_record_and_the_other_stands_beside_it(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    both = [told(), told(source=PROVINCE, agency="UBND xã")]
    report = run(tmp_path, *(both[place] for place in order))
    kept = row()
    assert kept.record == both[0]
    assert [v["record"] for v in kept.variants] == [both[1]]
    assert kept.flags == ["several_sources"]
    assert (report.counts["read"], report.counts["procedures"], report.counts["several_sources"]) == (2, 1, 1)
    page = catalogue.procedure(kept.id)
    assert page is not None
    assert [t.record.agency for t in page.tellings] == ["Ủy ban nhân dân cấp xã", "UBND xã"]


@pytest.mark.django_db
def test_it_does_not_matter_which_source_was_imported_first(tmp_path: Path) -> None:
    run(tmp_path, told(source=PROVINCE))
    assert row().record["source"] == PROVINCE
    run(tmp_path, told(), at=LATER)
    assert row().record["source"] == NATIONAL
    assert [v["source"] for v in row().variants] == [PROVINCE]
    before = digest()
    assert run(tmp_path, told(source=PROVINCE), at=LATER).counts["unchanged"] == 1
    assert digest() == before, "what stands beside is known too"


@pytest.mark.django_db
def test_one_source_that_tells_twice_loses_neither(tmp_path: Path) -> None:
    report = run(tmp_path, told(), told(agency="UBND cấp tỉnh"), told())
    assert report.counts["repeated"] == 1, "word for word"
    assert len(row().variants) == 1


@pytest.mark.django_db
def test_another_publishers_procedure_of_the_same_code_is_another_procedure(tmp_path: Path) -> None:
    city = told(code="1.001193.000.00.00.H17", promulgator="UBND thành phố Đà Nẵng", source=PROVINCE)
    report = run(tmp_path, told(), city)
    assert row(publisher="UBND thành phố Đà Nẵng").record["code"] == "1.001193.000.00.00.H17"
    assert report.counts["several_publishers"] == 1
    chosen = catalogue.by_code("1.001193.000.00.00.H17")
    assert chosen == row().id, "the ministry's holds in every province"
    page = catalogue.procedure(row().id)
    assert page is not None
    assert [other.publisher for other in page.others] == ["UBND thành phố Đà Nẵng"]


@pytest.mark.django_db
def test_a_changed_source_replaces_the_record_of_what_nobody_has_completed(tmp_path: Path) -> None:
    run(tmp_path, told())
    report = run(tmp_path, told(name="Đăng ký khai sinh"), at=LATER)
    assert (row().name, row().updated_at) == ("Đăng ký khai sinh", LATER)
    assert report.counts["changed"] == 1
    assert "source_changed" not in row().flags


@pytest.mark.django_db
def test_what_a_controller_has_completed_stays_and_is_flagged_when_its_source_changes(
    tmp_path: Path, world: make.World
) -> None:
    run(tmp_path, told(code="9.000002"))
    before = row("9.000002")
    controller = world.actor("catalogue")
    draft = publishing.save_draft(document=document(), procedure_id=before.id, actor=controller, at=AT)
    publishing.publish(revision_id=draft.revision_id, actor=controller, at=AT)
    assert row("9.000002").flags == [], "completing settles the doubts of the record"
    report = run(tmp_path, told(code="9.000002", name="Tên mới ở nguồn"), at=LATER)
    kept = row("9.000002")
    assert (kept.name, kept.completeness, kept.current_id) == (
        "Cấp giấy xác nhận thử",
        "complete",
        draft.revision_id,
    )
    assert kept.record["name"] == "Tên mới ở nguồn", "the record beside it is the source's"
    assert kept.flags == ["source_changed"]
    assert (report.counts["completed"], report.reasons["source_changed"]["count"]) == (1, 1)
    run(tmp_path, told(code="9.000002", name="Tên mới ở nguồn"), at=LATER)
    publishing.settle(LATER)
    publishing.expire(revision_id=draft.revision_id, last_day=LATER.date(), actor=controller, at=LATER)
    assert row("9.000002").flags == ["source_changed"], "until a controller has looked"


@pytest.mark.django_db
def test_a_completed_procedure_of_the_province_is_flagged_when_the_ministrys_record_changes(
    tmp_path: Path, world: make.World
) -> None:
    run(tmp_path, told(code="9.000001"))
    run(tmp_path, told(code="9.000001", name="Khác"), at=LATER)
    world.procedure.refresh_from_db()
    assert world.procedure.flags == ["source_changed"]
    assert world.procedure.name == "Cấp giấy xác nhận thử"


@pytest.mark.django_db
def test_a_broken_line_is_reported_and_the_others_are_imported(tmp_path: Path) -> None:
    report = run(tmp_path, told(), '{"code": "1.0', '["no", "object"]', {"code": "1.000001"})
    assert (report.counts["read"], report.counts["unreadable"], report.counts["new"]) == (4, 3, 1)
    places = [example["name"] for example in report.reasons["unreadable"]["examples"]]
    assert places == ["line 2", "line 3", "line 4"]


@pytest.mark.django_db
def test_a_line_ends_only_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    odd = told(name="Khai\u2028sinh\x85\x0b mới")
    path.write_text(
        "\r\n".join(json.dumps(r, ensure_ascii=False) for r in (odd, told(code="2.000635"))), newline=""
    )
    report = importing.run(path, actor=actors.SYSTEM, at=AT)
    assert (report.counts["new"], report.counts["unreadable"]) == (2, 0)
    assert row().name == "Khai sinh mới"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b\x08broken", b"\xff\xfe\x00", b"[]", b"root:x:0:0", b'{"name": ""}'],
    ids=["empty", "half an archive", "no text", "no record", "another file", "no name"],
)  # fmt: skip
def test_a_file_that_holds_no_record_is_refused_and_changes_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "records.json"
    path.write_bytes(content)
    with pytest.raises(sources.NotReadable):
        importing.run(path, actor=actors.SYSTEM, at=AT)
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_a_list_of_the_portals_form_packed_or_not_is_read(tmp_path: Path) -> None:
    portal = {
        "code": "1.013771",
        "name": "Cấp phép",
        "departmentPromulgateCode": "G02",
        "executionMethods": [],
    }
    path = tmp_path / "portal.json.gz"
    path.write_bytes(gzip.compress(json.dumps([portal, portal | {"code": "1.013772"}]).encode()))
    assert importing.run(path, actor=actors.SYSTEM, at=AT).counts["new"] == 2
    assert row("1.013771", "G02").source.startswith("dichvucong.gov.vn")


@pytest.mark.django_db
def test_progress_is_told_from_nothing_to_everything(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([told(code=f"1.{n:06}") for n in range(250)]))
    seen: list[int] = []
    importing.run(
        path, actor=actors.SYSTEM, at=AT, progress=lambda done, total: seen.append(100 * done // total)
    )
    assert seen == sorted(seen)
    assert seen[-1] == 100
    assert len(seen) <= 101


@pytest.mark.django_db
def test_only_a_catalogue_controller_imports(tmp_path: Path, world: make.World) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([told()]))
    with pytest.raises(rights.NotController):
        importing.run(path, actor=world.actor("clerk"), at=AT)
    report = importing.run(path, actor=world.actor("catalogue"), at=AT)
    noted = Entry.objects.get(chain=report.id)
    assert noted.action == "catalogue.import"
    assert noted.data["counts"]["new"] == 1


@real
@pytest.mark.slow
@pytest.mark.django_db
def test_the_real_records_come_in_well_under_a_minute_and_the_same_twice() -> None:
    started = time.perf_counter()
    first = importing.run(REAL, actor=actors.SYSTEM, at=AT)
    assert time.perf_counter() - started < 45, "on a machine that does other things as well"
    before = digest()
    again = importing.run(REAL, actor=actors.SYSTEM, at=LATER)
    assert digest() == before
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)
    assert again.reasons == first.reasons
    counts = first.counts
    assert counts["read"] == 2214
    assert (
        counts["procedures"] + counts["repeated"] + sum(len(p.variants) for p in Procedure.objects.all())
        == 2214
    )
    assert counts["limit_understood"] > 1200
    assert counts["without_doubt"] > 500
    assert all(
        first.reasons[reason]["count"]
        for reason in ("limit_no_unit", "fee_by_council", "fee_currency", "no_code")
    )
    _the_portals_form_stands_beside()


def _the_portals_form_stands_beside() -> None:
    """Three records of the portal's interface: one is new, one has two tellings now, one three."""
    for path in sorted((SHARED / "portal_api").glob("*.json")):
        importing.run(path, actor=actors.SYSTEM, at=LATER)
    fishing_port = row("1.004694", "G10")
    assert fishing_port.record["source"].startswith("chatbot-tthc"), (
        "the whole national record stays the record"
    )
    assert len(fishing_port.variants) == 2
    assert {"limit_no_unit", "several_sources"} <= set(fishing_port.flags)
    processing = row("1.013771", "G02")
    assert {"case_code_twice", "limit_cases"} <= set(processing.flags), (
        "5 days here, 7 there; one code for two cases"
    )
    assert processing.structured["limits"] == []
    assert row("1.000358", "G02").structured["limits"]
