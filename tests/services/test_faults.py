"""Wrong by our own fault: admitted with unit, role and cause, corrected free of charge, told with an apology."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.domain.dossiers import notices
from motcua.domain.dossiers.faults import FaultCause, FaultKind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration, dossier_pages, faults
from motcua.queries.access import NotAllowed
from motcua.services import faults as service
from motcua.services import reissuing, result_documents
from motcua.services.dossiers.waits import InputWrong
from motcua.services.faults import Admission
from motcua.storage import sealing
from motcua.storage.corrections.models import Fault
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.fees.models import FeeDue
from motcua.storage.ledger.models import Entry, Message
from tests.desk_stories import at, move, signed, taken

WORDS = "Ghi sai năm sinh"
DAY = dt.date(2026, 11, 16)


class Recorder:
    """A printer that keeps what it printed."""

    def __init__(self) -> None:
        self.printed: list[str] = []

    def render(self, template, data):
        self.printed.append(str(data))
        return b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def returned(world):
    dossier_id = signed(world, at(9))
    result_documents.advance(
        dossier_id=dossier_id, action=Action.ISSUE, actor=world.actor("records"), at=at(10), inputs={}, printer=Recorder(),
        antivirus=PretendAntivirus(),
    )  # fmt: skip
    move(world, dossier_id, "clerk", Action.RETURN_RESULT, at(11), received_by="Phạm Thị Lan")
    return dossier_id


def given(world, **more) -> Admission:
    return Admission(**({"unit": str(world.commune.id), "role": "officer", "cause": "entry", "words": WORDS} | more))


def admit(world, dossier_id, kind=FaultKind.WRONG_RESULT, who="head", when=at(8, 18), **more):
    return service.admit(dossier_id=dossier_id, kind=kind, given=given(world, **more), actor=world.actor(who), at=when)


def reissue(world, dossier_id, printer=None, when=at(9, 18)):
    return reissuing.reissue(
        dossier_id=dossier_id, reason="Kết quả sai", actor=world.actor("records"), at=when, printer=printer or Recorder(),
        antivirus=PretendAntivirus(),
    )  # fmt: skip


def test_a_wrong_result_is_admitted_made_good_and_settled(world):
    dossier_id, printer = returned(world), Recorder()
    with pytest.raises(NotPossible) as caught:
        reissue(world, dossier_id)
    assert caught.value.why == "no_fault", "a returned result is issued again only where the agency was wrong"
    admit(world, dossier_id, content="Sinh năm 1991")
    with pytest.raises(NotPossible) as caught:
        service.settle(dossier_id=dossier_id, words="Đã trao", actor=world.actor("clerk"), at=at(9, 18))
    assert caught.value.why == "not_reissued"
    number = reissue(world, dossier_id, printer)
    fault = Fault.objects.get()
    old, new = Result.objects.filter(dossier_id=dossier_id).order_by("created_at")
    assert (fault.wrong_id, fault.right_id, old.replaced_at is not None, new.number) == (old.id, new.id, True, number)
    assert new.signature_id == fault.signature_id != old.signature_id
    assert "Sinh năm 1991" in printer.printed[-1]
    assert Dossier.objects.get(id=dossier_id).status == Status.RETURNED, "the end of the dossier stays as it was"
    with pytest.raises(NotPossible):
        reissue(world, dossier_id, when=at(10, 18))
    service.settle(dossier_id=dossier_id, words="Đã trao tận nhà", actor=world.actor("clerk"), at=at(10, 18))
    page = dossier_pages.page(actor=world.actor("officer"), at=at(11, 18), dossier_id=dossier_id)
    (seen,) = page.faults
    assert (seen.kind, seen.unit, seen.role, seen.cause, seen.words, seen.settled_words, seen.reissued) == (
        FaultKind.WRONG_RESULT, world.commune.name, Role.OFFICER, FaultCause.ENTRY, WORDS, "Đã trao tận nhà", True,
    )  # fmt: skip


def test_the_citizen_pays_nothing_and_is_told_with_an_apology(world):
    dossier_id = returned(world)
    owed = Dossier.objects.get(id=dossier_id).fee_total
    admit(world, dossier_id)
    line = FeeDue.objects.get(dossier_id=dossier_id, key="agency_fault")
    assert (line.amount, line.relief_basis) == (0, "NĐ 61/2018/NĐ-CP Điều 21")
    assert Dossier.objects.get(id=dossier_id).fee_total == owed
    bodies = [sealing.unseal(m.body_sealed, context="ledger.message") for m in Message.objects.filter(topic="dossier.asked")]
    assert [b["action"] for b in bodies] == ["admit_wrong"]
    about = notices.About("Lan", "H48-1", "Việc", "Một cửa", "Một cửa", "https://x.vn")
    for action in (Action.ADMIT_WRONG, Action.ADMIT_LOSS):
        assert notices.of_move(action, Status.RETURNED, about).sentence.startswith("Chúng tôi xin lỗi ông/bà.")


def test_the_ledger_holds_unit_role_and_cause_and_no_words(world):
    dossier_id = returned(world)
    admit(world, dossier_id)
    data = Entry.objects.get(chain=dossier_id, action="admit_wrong").data
    assert (data["of_unit"], data["role"], data["cause_of"]) == (str(world.commune.id), "officer", "entry")
    assert WORDS not in str(data)
    assert WORDS.encode() not in bytes(Fault.objects.get().words_sealed)


@pytest.mark.parametrize(
    ("more", "name", "why"),
    [
        ({"unit": "x"}, "unit", "not_involved"), ({"role": "leader"}, "role", "unknown_role"), ({"cause": "keeping"}, "cause", "unknown_fault_cause"),
        ({"words": " "}, "words", None),
    ],
)  # fmt: skip
def test_responsibility_is_named_among_who_had_to_do_with_it(world, more, name, why):
    dossier_id = returned(world)
    with pytest.raises(InputMissing if why is None else InputWrong) as caught:
        admit(world, dossier_id, **more)
    assert caught.value.name == name
    assert not Fault.objects.exists()


def test_who_may_admit_what(world):
    dossier_id = returned(world)
    for who in ("officer", "records", "clerk", "controller", "one_stop_head"):
        with pytest.raises(NotAllowed):
            admit(world, dossier_id, who=who)
    lost = {"kind": FaultKind.LOST_PAPERS, "cause": "keeping", "role": "clerk", "unit": str(world.centre.id)}
    admit(world, dossier_id, who="one_stop_head", **lost)
    with pytest.raises(NotPossible) as caught:
        admit(world, dossier_id, when=at(9, 18), **lost)
    assert caught.value.why == "fault_open"


def test_lost_papers_are_admitted_while_the_dossier_is_open_and_need_no_new_result(world):
    dossier_id = taken(world, at(9))
    with pytest.raises(NotPossible):
        admit(world, dossier_id, when=at(10))
    admit(world, dossier_id, kind=FaultKind.LOST_PAPERS, cause="handing_over", role="postal", when=at(10))
    assert service.settle(dossier_id=dossier_id, words="Cơ quan xin cấp lại bản sao", actor=world.actor("officer"), at=at(11)) == 1
    with pytest.raises(NotPossible) as caught:
        service.settle(dossier_id=dossier_id, words="Lần nữa", actor=world.actor("officer"), at=at(12))
    assert caught.value.why == "no_fault"


def test_faults_are_counted_by_unit_kind_role_and_cause(world):
    admit(world, returned(world))
    period = {"unit_id": None, "first": DAY, "last": DAY + dt.timedelta(days=5)}
    (row,) = faults.figures(world.actor("leader"), **period)
    assert (row.unit, row.kind, row.role, row.cause, row.count, row.open) == (
        world.commune.name, FaultKind.WRONG_RESULT, Role.OFFICER, FaultCause.ENTRY, 1, 1,
    )  # fmt: skip
    (line,) = faults.behind(world.actor("leader"), **period)
    assert (line.words, line.admitted_by) == ("", world.staff["head"].name)
    assert configuration.current().units[str(world.commune.id)].name == line.unit


def test_what_was_admitted_is_never_rewritten(world):
    admit(world, returned(world))
    for change in (lambda: Fault.objects.all().delete(), lambda: Fault.objects.update(role="clerk")):
        with transaction.atomic(), pytest.raises(DatabaseError):
            change()
