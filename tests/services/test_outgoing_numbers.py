"""Numbers of results: drawn when they are issued, without a gap; a spoilt one stays and the result gets another."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources

import pytest

from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.domain.books.kinds import Kind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.ports.printer import PrintFailed
from motcua.queries import access, certified, configuration
from motcua.services import books, ledger, reissuing, result_documents, results
from motcua.services import configuration as settings_service
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.dossiers.waits import InputWrong
from motcua.services.results import NumberIsDrawn, SourceMissing
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.people.models import StaffRole
from tests import make
from tests.desk_stories import at, drafted, finished, move, signed, taken


class Recorder:
    """A printer that keeps the numbers it printed, and lets something happen meanwhile."""

    def __init__(self, meanwhile=None) -> None:
        self.numbers, self.meanwhile = [], meanwhile

    def render(self, template, data):
        self.numbers.append(data["number"])
        if self.meanwhile is not None:
            self.meanwhile()
        return b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def issue(world, dossier_id, printer=None, when=at(14), who="records", **inputs):
    return result_documents.advance(
        dossier_id=dossier_id, action=Action.ISSUE, actor=world.actor(who), at=when, inputs=inputs, printer=printer or Recorder(),
        antivirus=PretendAntivirus(),
    )  # fmt: skip


def again(world, dossier_id, printer=None, reason="Máy in kẹt giấy", when=at(15), **more):
    return reissuing.reissue(
        dossier_id=dossier_id, reason=reason, actor=world.actor("records"), at=when, printer=printer or Recorder(),
        antivirus=PretendAntivirus(), **more,
    )  # fmt: skip


def test_a_draft_has_no_number_and_its_preview_leaves_the_place_open(world):
    dossier_id, printer = drafted(world, at(9)), Recorder()
    assert Result.objects.get(dossier_id=dossier_id).number == ""
    result_documents.preview(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10), printer=printer)
    assert printer.numbers == ["……/GXN-UBND"]


def test_each_result_gets_the_next_number_of_the_units_book_with_day_and_ledger(world):
    for expected in ("01/GXN-UBND", "02/GXN-UBND"):
        dossier_id, printer = signed(world, at(9)), Recorder()
        issue(world, dossier_id, printer)
        result = Result.objects.get(dossier_id=dossier_id)
        assert (result.number, result.issued_on, printer.numbers) == (expected, dt.date(2026, 11, 16), [expected])
        assert BookLine.objects.get(id=result.book_line).about == result.id
        entry = ledger.history(dossier_id)[-1]
        assert (entry.data["number"], entry.data["sealed"]) == (expected, True)
    assert Book.objects.get().unit_id == world.commune.id


def test_a_printer_that_fails_uses_up_no_number(world):
    dossier_id = signed(world, at(9))

    class Broken:
        def render(self, template, data):
            raise PrintFailed(template, "no paper")

    with pytest.raises(PrintFailed):
        issue(world, dossier_id, Broken())
    assert not BookLine.objects.exists()


def test_a_number_taken_meanwhile_is_printed_again_and_leaves_no_gap(world):
    first, second = signed(world, at(9)), signed(world, at(9))
    once = [first]

    def meanwhile():
        if once:
            move(world, once.pop(), "records", Action.ISSUE, at(14))

    printer = Recorder(meanwhile)
    issue(world, second, printer)
    assert printer.numbers == ["01/GXN-UBND", "02/GXN-UBND"]
    assert Result.objects.get(dossier_id=second).number == "02/GXN-UBND"
    assert sorted(BookLine.objects.values_list("number", flat=True)) == [1, 2]


def test_the_number_of_the_agencys_own_system_is_entered_with_its_source(world):
    dossier_id, printer = signed(world, at(9)), Recorder()
    issue(world, dossier_id, printer, number="315/GXN-UBND", source="Hệ thống quản lý văn bản")
    result = Result.objects.get(dossier_id=dossier_id)
    line = BookLine.objects.get(id=result.book_line)
    assert (result.number, line.outside, line.number, printer.numbers) == ("315/GXN-UBND", "315/GXN-UBND", None, ["315/GXN-UBND"])
    assert "Hệ thống quản lý văn bản" in line.words
    issue(world, signed(world, at(9)))
    assert Book.objects.get().last == 1


def test_a_number_without_its_source_is_refused(world):
    dossier_id = signed(world, at(9))
    with pytest.raises(InputWrong):
        issue(world, dossier_id, number="315/GXN-UBND")
    assert Dossier.objects.get(id=dossier_id).step == "issue"


def test_a_source_without_its_number_is_refused(world):
    dossier_id = signed(world, at(9))
    with pytest.raises(InputWrong) as caught:
        issue(world, dossier_id, source="Hệ thống quản lý văn bản")
    assert (caught.value.name, caught.value.why) == ("number", "missing")
    assert not BookLine.objects.exists()


def test_a_number_that_the_years_book_has_for_another_dossier_is_refused(world):
    drawn, typed, third = (signed(world, at(9)) for _ in range(3))
    issue(world, drawn)
    issue(world, typed, number="315/GXN-UBND", source="VBĐH")
    for used in ("01/GXN-UBND", "315/gxn-ubnd"):
        with pytest.raises(InputWrong) as caught:
            issue(world, third, number=used, source="VBĐH")
        assert (caught.value.name, caught.value.why) == ("number", "used_before")
    assert Dossier.objects.get(id=third).step == "issue"
    Book.objects.update(year=2025)
    issue(world, third, number="315/GXN-UBND", source="VBĐH")  # another year's book
    assert Result.objects.get(dossier_id=third).number == "315/GXN-UBND"


@pytest.mark.parametrize("given", [{"number": "7", "source": "VBĐH"}, {"number": "7"}, {"source": "VBĐH"}])
def test_a_number_typed_for_a_refusal_is_refused(world, given):
    dossier_id = drafted(world, at(9))
    move(world, dossier_id, "officer", Action.PROPOSE, at(9), decision="refuse", text="Chưa đủ điều kiện.")
    move(world, dossier_id, "head", Action.APPROVE, at(9))
    with pytest.raises(InputWrong):
        issue(world, dossier_id, **given)
    issue(world, dossier_id)
    assert not BookLine.objects.exists()


def test_one_person_may_be_head_and_records_clerk(world):
    StaffRole.objects.create(staff=world.staff["head"], role=Role.RECORDS.value, unit=world.commune, valid_from=dt.date(2025, 7, 1))
    dossier_id = signed(world, at(9))
    issue(world, dossier_id, who="head")
    assert Result.objects.get(dossier_id=dossier_id).number == "01/GXN-UBND"


def test_a_workflow_without_a_records_step_numbers_at_its_end(world):
    document = dict(make.PROCEDURE) | {"code": "9.000003"}
    document["workflow"] = {"steps": [
        {"key": "appraise", "name": {"vi": "Thẩm định"}, "unit": "competent", "role": "officer", "hours": 4, "next": {"propose": "sign"}},
        {"key": "sign", "name": {"vi": "Ký"}, "unit": "competent", "role": "head", "hours": 4, "next": {"approve": "end"}},
    ]}  # fmt: skip
    make.publish(document)
    configuration.forget()
    dossier_id, printer = taken(world, at(9), procedure_code="9.000003"), Recorder()
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(9))
    move(world, dossier_id, "officer", Action.PROPOSE, at(9), decision="grant")
    result_documents.advance(
        dossier_id=dossier_id, action=Action.APPROVE, actor=world.actor("head"), at=at(10), printer=printer, antivirus=PretendAntivirus()
    )
    result = Result.objects.get(dossier_id=dossier_id)
    assert (result.number, result.signature.name, printer.numbers) == ("01/GXN-UBND", "Nguyễn Văn Head", ["01/GXN-UBND"])


def test_a_refused_dossier_takes_no_number(world):
    dossier_id = drafted(world, at(9))
    move(world, dossier_id, "officer", Action.PROPOSE, at(10), decision="refuse", text="Không đủ điều kiện.")
    move(world, dossier_id, "head", Action.APPROVE, at(11))
    issue(world, dossier_id)
    assert not BookLine.objects.exists()


def test_the_pattern_of_the_day_writes_the_number(world):
    settings_service.set_value(
        key="outgoing_pattern", value="{number}/{year}/GXN-UBND", first=dt.date(2026, 11, 17), basis="QĐ 1", actor=world.actor("system_admin"),
        at=at(7),
    )  # fmt: skip
    configuration.forget()
    issue(world, signed(world, at(9)))
    issue(world, signed(world, at(9, day=17)), when=at(14, day=17))
    assert sorted(Result.objects.values_list("number", flat=True)) == ["01/GXN-UBND", "02/2026/GXN-UBND"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"number": "7"}, NumberIsDrawn),
        ({"issued_on": dt.date(2026, 11, 16)}, NumberIsDrawn),
        ({"source": "Hệ thống khác"}, InputMissing),
        ({"source": "Hệ thống khác", "number": "7"}, InputMissing),
    ],
)
def test_a_result_of_ours_is_drafted_without_a_number_and_one_from_elsewhere_with_all_of_it(world, given, error):
    dossier_id = taken(world, at(9))
    with pytest.raises(error):
        results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10), **given)
    day = dt.date(2026, 11, 16)
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10), source="Hệ thống khác", number="7", issued_on=day)


def test_a_sector_result_needs_its_source(world):
    document = dict(make.PROCEDURE) | {"code": "9.000004"}
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy khai sinh"}, "issued_by": "sector", "system": "Hộ tịch điện tử"}]
    make.publish(document)
    configuration.forget()
    dossier_id = taken(world, at(9), procedure_code="9.000004")
    with pytest.raises(SourceMissing):
        results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10), number="7", issued_on=dt.date(2026, 11, 16))


def test_a_spoilt_number_stays_with_its_reason_and_the_result_gets_a_new_one(world):
    dossier_id, printer = signed(world, at(9)), Recorder()
    issue(world, dossier_id)
    assert again(world, dossier_id, printer) == "02/GXN-UBND"
    old, new = Result.objects.filter(dossier_id=dossier_id).order_by("created_at")
    assert (old.replaced_at, new.number, new.signature_id, printer.numbers) == (at(15), "02/GXN-UBND", old.signature_id, ["02/GXN-UBND"])
    spoilt = BookLine.objects.get(id=old.book_line)
    assert (spoilt.number, spoilt.void_reason) == (1, "Máy in kẹt giấy")
    entry = ledger.history(dossier_id)[-1]
    assert (entry.action, entry.data["number"], entry.data["instead_of_number"]) == ("reissue", "02/GXN-UBND", "01/GXN-UBND")


def test_issuing_again_needs_a_reason_a_result_and_the_right(world):
    dossier_id = finished(world, at(9))
    with pytest.raises(InputMissing):
        again(world, dossier_id, reason=" ")
    with pytest.raises(access.NotAllowed):
        reissuing.reissue(
            dossier_id=dossier_id, reason="x", actor=world.actor("officer"), at=at(15), printer=Recorder(), antivirus=PretendAntivirus()
        )
    move(world, dossier_id, "records", Action.HAND_RESULT, at(15))
    move(world, dossier_id, "clerk", Action.RETURN_RESULT, at(15), received_by="Phạm Thị Lan")
    with pytest.raises(NotPossible):
        again(world, dossier_id)
    assert BookLine.objects.filter(book__kind=Kind.OUTGOING, voided_at=None).count() == 1
    assert books.KEEPING[Kind.OUTGOING].voidable


def test_a_certification_filed_from_afar_takes_its_number_from_the_book_of_certification(world):
    text = resources.files("motcua.demo").joinpath("catalogue/procedures/2.000815.json").read_text(encoding="utf-8")
    make.publish(json.loads(text))
    configuration.forget()
    opened = make.filed(
        world, at(9), procedure_code="2.000815", answers={"form_of_copy": "paper", "documents": [{"title": "Bằng lái xe"}], "pages": 3, "sets": 2},
        papers=(GivenPaper(component="original", name="Bằng lái xe", originals=1),),
    )  # fmt: skip
    for name, where in ((Role.OFFICER, "officer"), (Role.HEAD, "head")):
        StaffRole.objects.create(staff=world.staff[where], unit=world.centre, role=name.value, valid_from=dt.date(2025, 7, 1))
    configuration.forget()
    move(world, opened.id, "clerk", Action.ACCEPT, at(10))
    move(world, opened.id, "clerk", Action.HAND_OVER, at(10))
    move(world, opened.id, "officer", Action.ASSIGN, at(10), assignee=str(world.staff["officer"].id))
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(11))
    move(world, opened.id, "officer", Action.PROPOSE, at(11), decision="grant")
    move(world, opened.id, "head", Action.APPROVE, at(12))
    [one] = certified.of_dossier(opened.id)
    assert (one.number, one.name, one.pages, one.copies, one.amount) == (1, "Bằng lái xe", 3, 2, 10_000)
    assert Result.objects.get(dossier_id=opened.id, replaced_at=None).number == "01/2026-SCT/BS"
    assert list(BookLine.objects.values_list("book__kind", flat=True)) == ["certified_copies"]
