"""Signing: what was seen is kept, numbered and noted; what does not add up stops it; corrections are versions."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua import wiring
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor
from motcua.domain.reports import periods, snapshots
from motcua.queries.reports import signed
from motcua.services import configuration as settings
from motcua.services import ledger
from motcua.services.reports import causes, papers, signing, tables
from motcua.services.reports.signing import NotSigned
from motcua.storage.figures.models import Fact as Stored
from motcua.storage.reports.models import Report
from tests import make
from tests.make import MONDAY, World
from tests.services.reports import made

FIRST, SECOND = periods.read("2026-Q1"), periods.read("2026-Q2")
AT = dt.datetime(2026, 7, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def facts(world: World) -> World:
    made.facts(world, 150)
    return world


def _sign(world: World, period: periods.Reported = FIRST, *, reason: str = "", actor: Actor | None = None, at: dt.datetime = AT) -> Report:
    unit = str(world.province.id)
    seen = signed.draft(unit, period, at.date()).seen
    found = signing.sign(unit_id=unit, period=period, seen=seen, reason=reason, actor=actor or world.actor("controller"), at=at)
    return Report.objects.get(id=found)


def test_a_signed_report_is_numbered_digested_and_noted(facts: World) -> None:
    one, two = _sign(facts), _sign(facts, SECOND)
    assert [(r.year, r.number, r.version) for r in (one, two)] == [(2026, 1, 1), (2026, 2, 1)]
    assert one.digest == hashlib.sha256(one.content.encode()).hexdigest()
    content = json.loads(one.content)
    assert snapshots.canonical(content) == one.content
    assert content["period"] == {"key": "2026-Q1", "first": "2025-12-15", "last": "2026-03-14"}
    (entry,) = ledger.history(one.id)
    assert entry.action == "report.sign"
    assert entry.data["sha256"] == one.digest
    left, came = (snapshots.whole(signed.read_rows(json.loads(r.content))).cells for r in (one, two))
    assert left.open == came.before > 0


def test_a_broken_dossier_is_named_by_its_code_and_stops_the_signing(facts: World) -> None:
    dossier = make.received(facts)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    unit, period, at = str(facts.province.id), periods.read("2026-Q4"), dt.datetime(2026, 12, 20, 9, 0, tzinfo=ZONE)
    assert signed.draft(unit, period, at.date()).holds
    Stored.objects.filter(dossier_id=dossier.id).update(ended_on=dt.date(2026, 11, 20), ended="done", timeliness=None)
    assert signed.draft(unit, period, at.date()).found.wrong == ((dossier.code, ("7 = 8 + 9 + 10",)),)
    with pytest.raises(NotSigned, match="broken") as problem:
        _sign(facts, period, at=at)
    assert problem.value.draft is not None
    assert not Report.objects.exists()


def test_the_next_period_begins_with_what_the_signed_one_left_open(facts: World) -> None:
    """A dossier opened again after the signing: the earlier report is corrected first, then the next one can be signed."""
    _sign(facts)
    again = Stored.objects.filter(ended="done", ended_on__range=(dt.date(2026, 2, 1), dt.date(2026, 3, 1)), competent_unit=facts.commune.id, accepted_on__lt="2026-03-01").first()
    assert again is not None
    Stored.objects.filter(dossier_id=again.dossier_id).update(ended_on=None, ended=None, timeliness=None, ended_late=False)
    with pytest.raises(NotSigned, match="chain"):
        _sign(facts, SECOND)
    with pytest.raises(NotSigned, match="reason"):
        _sign(facts)
    second = _sign(facts, reason="Một hồ sơ được mở lại")
    assert (second.number, second.version) == (1, 2)
    content = json.loads(second.content)
    columns = {c["column"]: (c["was"], c["now"]) for c in content["changes"]}
    assert columns["open"][1] == columns["open"][0] + 1
    assert columns["settled"][1] == columns["settled"][0] - 1
    assert content["replaces"] == Report.objects.get(version=1).digest
    assert _sign(facts, SECOND).number == 2


def test_a_later_report_that_no_longer_fits_is_named(facts: World) -> None:
    one, two = _sign(facts), _sign(facts, SECOND)
    line = signed.latest_of(str(facts.province.id), "2026-Q1")
    assert line is not None
    assert signed.following(line, one.last) == []
    Stored.objects.filter(ended="done", ended_on__range=("2026-02-01", "2026-03-01"), accepted_on__lt="2026-03-01").update(ended_on=None, ended=None, timeliness=None, ended_late=False)
    _sign(facts, reason="Mở lại")
    line = signed.latest_of(str(facts.province.id), "2026-Q1")
    assert line is not None
    assert [one.id for one in signed.following(line, one.last)] == [two.id]


def test_only_what_was_seen_is_signed(facts: World) -> None:
    unit = str(facts.province.id)
    seen = signed.draft(unit, FIRST, AT.date()).seen
    made.facts(facts, 5, seed=70, accepted_on=dt.date(2026, 2, 1), ended_on=None, ended=None, timeliness=None, ended_late=False)
    with pytest.raises(NotSigned, match="moved"):
        signing.sign(unit_id=unit, period=FIRST, seen=seen, reason="", actor=facts.actor("controller"), at=AT)


def test_nothing_is_signed_twice_or_before_its_time_or_by_somebody_else(facts: World) -> None:
    with pytest.raises(NotSigned, match="not_over"):
        _sign(facts, at=dt.datetime(2026, 3, 14, 23, 0, tzinfo=ZONE))
    for name in ("clerk", "officer", "one_stop_head", "auditor", "head"):  # the head is one of a commune
        with pytest.raises(NotSigned, match="not_allowed"):
            _sign(facts, actor=facts.actor(name))
    with pytest.raises(NotSigned, match="not_allowed"):
        _sign(facts, actor=replace(facts.actor("controller"), learner="x"))
    _sign(facts)
    with pytest.raises(NotSigned, match="nothing"):
        _sign(facts, reason="Ký lại")
    assert signed.may_sign(facts.actor("head"), str(facts.commune.id))


def test_a_signed_report_is_never_rewritten(facts: World) -> None:
    one = _sign(facts)
    for statement in ("UPDATE reports_report SET content = '{}'", "DELETE FROM reports_report"):
        with pytest.raises(ProgrammingError, match="never rewritten"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Report.objects.get().digest == one.digest


def test_both_files_are_the_same_bytes_each_time_whatever_has_happened_since(facts: World) -> None:
    one = _sign(facts)
    page = papers.pdf_page(one.content, one.digest)
    printer = wiring.printer(facts.actor("controller"))
    sheet, pdf = papers.workbook(one.content), printer.render(page.template, page.data)
    made.facts(facts, 30, seed=77)
    settings.set_value(key="report_last_day", value=20, first=dt.date(2027, 2, 1), basis="x", actor=facts.actor("system_admin"), at=MONDAY)
    settings.set_value(key="report_taken_back", value="apart", first=dt.date(2027, 2, 1), basis="x", actor=facts.actor("system_admin"), at=MONDAY)
    again = papers.pdf_page(Report.objects.get(id=one.id).content, one.digest)
    assert papers.workbook(Report.objects.get(id=one.id).content) == sheet
    assert printer.render(again.template, again.data) == pdf
    assert pdf.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(sheet)) as file:
        assert "2026-07-01T09:00:00Z" in file.read("docProps/core.xml").decode()
        words = file.read("xl/sharedStrings.xml").decode()
    assert "II.06a/VPCP/KSTT" in words
    assert "II.06g/VPCP/KSTT" in words
    assert "(13)" in words


def test_tables_have_the_layout_of_the_circular(facts: World) -> None:
    one = _sign(facts)
    found = {t.name: t for t in tables.tables(json.loads(one.content))}
    by_field = found["II.06a lĩnh vực"]
    assert [number for _g, _h, number in by_field.headings] == [f"({n})" for n in range(1, 14)] + ["R"]
    whole = snapshots.whole(signed.read_rows(json.loads(one.content)))
    assert list(by_field.rows[-1][2:]) == list(whole.cells.as_mapping().values())
    assert found["II.06a cơ quan"].rows[-1][2:] == by_field.rows[-1][2:]
    late = found["II.06g"].rows[-1]
    assert late[2] == whole.cells.late + whole.cells.open_late == late[-1]
    assert found["II.07b"].rows[1][1] == "Cấp xã"


def test_a_cause_is_named_by_the_unit_and_counted(facts: World) -> None:
    dossier = make.received(facts)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Stored.objects.filter(dossier_id=dossier.id).update(late_on=dt.date(2026, 12, 1))
    unit, period, day = str(facts.commune.id), periods.read("2026-T12"), dt.date(2027, 1, 2)
    before = snapshots.whole(signed.draft(unit, period, day).found.rows)
    assert causes.name(causes={dossier.id: "b"}, actor=facts.actor("head"), at=MONDAY) == 1
    assert causes.name(causes={dossier.id: "b"}, actor=facts.actor("one_stop_head"), at=MONDAY) == 0
    after = snapshots.whole(signed.draft(unit, period, day).found.rows)
    assert after.cells == before.cells
    assert (after.causes[1], after.causes[-1]) == (1, before.causes[-1] - 1)
    assert causes.named([dossier.id]) == {dossier.id: "b"}


@pytest.mark.parametrize(("who", "cause", "code"), [("leader", "a", "not_allowed"), ("head", "x", "unknown")])
def test_a_cause_of_somebody_else_or_of_no_list_is_refused(facts: World, who: str, cause: str, code: str) -> None:
    dossier = make.received(facts)
    with pytest.raises(causes.CauseRefused, match=code):
        causes.name(causes={dossier.id: cause}, actor=facts.actor(who), at=MONDAY)


def test_a_head_of_another_commune_names_no_cause_here(facts: World) -> None:
    dossier = make.received(facts)
    from motcua.domain.permissions.roles import Role

    facts.staff["other_head"] = make.member("other_head", Role.HEAD, facts.other_commune)
    with pytest.raises(causes.CauseRefused, match="unknown"):
        causes.name(causes={dossier.id: "a"}, actor=facts.actor("other_head"), at=MONDAY)
