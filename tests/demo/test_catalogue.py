"""The demo catalogue: every file is a revision that may be published, and nothing in it names what is not there."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from motcua.domain.people.units import UnitKind
from motcua.domain.plain_data import to_json
from motcua.domain.procedures import validator, workflow
from motcua.domain.procedures.revision import (
    Channel,
    HandledBy,
    IssuedBy,
    OnlineLevel,
    Revision,
    parse,
)
from tests.demo.catalogue_files import DOCUMENTS, NOW, REVISIONS, ROOT, complete, texts

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", ROOT.parent / "shared" / "data"))
TEMPLATES = {
    "birth_certificate",
    "marital_status",
    "extract",
    "household_business",
    "decision",
    "certified_copy",
    "generic",
}
DEPARTMENTS = {f"H48.{n}" for n in ("05", "06", "09", "11", "13", "16", "17", "18", "19", "24")}

# Announced nationally, but not among the gathered records: code -> what the national base calls it.
ALSO_PUBLISHED = {
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.001612": "Đăng ký thành lập hộ kinh doanh",
    "2.000720": "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh",
    "1.001570": "Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn đã đăng ký của hộ kinh doanh",
    "1.001266": "Chấm dứt hoạt động hộ kinh doanh",
    "1.001776": "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng",
    "1.001699": "Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật",
    "1.001653": "Đổi, cấp lại Giấy xác nhận khuyết tật",
    "1.010833": "Cấp giấy xác nhận thân nhân của người có công",
    "1.010803": "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ",
    "1.012786": "Cấp lại Giấy chứng nhận do bị mất",
    "1.013831": "Đăng ký biến động khi chuyển nhượng, thừa kế, tặng cho quyền sử dụng đất",
    "1.014199": "Cấp giấy phép lao động đối với người lao động nước ngoài làm việc tại Việt Nam",
    "1.012592": "Đăng ký hoạt động tín ngưỡng",
}
EVERY = pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)


@EVERY
def test_a_file_is_named_after_its_code_and_survives_reading_and_writing(revision: Revision) -> None:
    assert REVISIONS[revision.code] is revision
    assert parse(to_json(revision)) == revision  # type: ignore[arg-type]


@EVERY
def test_a_revision_may_be_published(revision: Revision) -> None:
    found = validator.problems(revision)
    assert [p for p in found if p.blocking] == []
    assert not complete(revision) or found == []


def test_the_catalogue_is_wide_enough_to_show_the_product() -> None:
    revisions = REVISIONS.values()
    assert len(revisions) >= 42
    assert sum(map(complete, revisions)) >= 16
    assert {r.competence.level.value for r in revisions if r.in_scope} >= {"commune", "province"}
    assert len({r.field.code for r in revisions}) >= 20
    assert sum(r.online is OnlineLevel.PARTIAL for r in revisions) >= 4


def test_there_is_an_ended_procedure_one_of_a_ministry_and_a_linked_chain() -> None:
    ended = [r for r in REVISIONS.values() if r.effective_to]
    assert ended
    assert all(r.effective_to < NOW for r in ended if r.effective_to)
    elsewhere = [r for r in REVISIONS.values() if r.handled_by is HandledBy.MINISTRY]
    assert elsewhere
    assert all(r.system and not r.in_scope and not r.workflow for r in elsewhere)
    assert [r.linked for r in REVISIONS.values() if len(r.linked) >= 3]


def test_workflows_show_a_consultation_a_linked_tax_office_and_two_officers() -> None:
    tables = [r.workflow for r in REVISIONS.values() if r.workflow]
    assert any(s.consults for w in tables for s in w.steps)
    assert any(s.linked and s.unit == "linked:tax" for w in tables for s in w.steps)
    assert any([s.role for s in w.steps if not s.linked].count("officer") >= 2 for w in tables)


@EVERY
def test_only_a_partial_service_gives_a_reason(revision: Revision) -> None:
    assert (revision.online_reason is not None) == (revision.online is OnlineLevel.PARTIAL)


@EVERY
def test_every_fee_is_taken_somewhere_and_the_counter_is_always_open(revision: Revision) -> None:
    assert {f.key for f in revision.fees} == {key for rule in revision.channels for key in rule.fees}
    assert Channel.COUNTER in {rule.channel for rule in revision.channels}


@EVERY
def test_codes_a_revision_names_are_in_the_catalogue(revision: Revision) -> None:
    named = {c.result_of for c in revision.components if c.result_of} | set(revision.linked)
    assert named <= set(REVISIONS)


@EVERY
def test_a_result_names_its_sector_system_and_a_template_there_is(revision: Revision) -> None:
    for result in revision.results:
        assert (result.issued_by is IssuedBy.SECTOR) == bool(result.system)
        assert result.template is None or result.template in TEMPLATES


@EVERY
def test_units_are_departments_of_the_province_or_kinds_of_unit(revision: Revision) -> None:
    assert revision.publisher == "H48"
    assert revision.competence.unit_code is None or revision.competence.unit_code in DEPARTMENTS
    steps = revision.workflow.steps if revision.workflow else ()
    for selector in {s.unit for s in steps} | {c.unit for s in steps for c in s.consults}:
        assert workflow.is_selector(selector)
        kind, _colon, name = selector.partition(":")
        assert kind != "province" or name in DEPARTMENTS
        assert kind != "linked" or name in {k.value for k in UnitKind}


@EVERY
def test_what_citizens_read_first_is_in_both_languages_and_in_plain_words(revision: Revision) -> None:
    for text in (revision.name, revision.short_name, revision.plain, revision.get):
        assert text is not None
        assert text.vi
        assert text.en
    for where, found in texts(DOCUMENTS[revision.code]):
        assert not re.search(r"TTHC|DVCTT|BCCI|!|\bbạn\b", found["vi"]), where


def test_every_code_is_a_real_procedure() -> None:
    source = SHARED / "procedures" / "procedures.jsonl.gz"
    if not source.exists():
        pytest.skip(f"real procedures are not at {source}; set MOTCUA_SHARED_DATA to the folder with them")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        real = {".".join(str(json.loads(line)["code"]).split(".")[:2]) for line in lines}
    assert set(REVISIONS) - real - set(ALSO_PUBLISHED) == set()
    assert set(ALSO_PUBLISHED) <= set(REVISIONS)
    assert not set(ALSO_PUBLISHED) & real
