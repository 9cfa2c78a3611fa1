"""Money at the counter, notes, and papers attached later: each act once, each in the ledger."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import PaymentStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.queries.access import NotAllowed
from motcua.services import till
from motcua.services.dossiers import effects, notes
from motcua.services.dossiers.filings import GivenPaper
from motcua.storage.dossiers.models import Dossier, Note
from motcua.storage.fees.models import Payment
from motcua.storage.ledger.models import Entry
from motcua.storage.papers.models import Paper
from tests import make
from tests.desk_stories import at, finished, move, taken


def test_what_is_owed_is_paid_once(world):
    opened = make.received(world, at(9))
    assert till.take(dossier_ids=[opened.id], way="cash", actor=world.actor("collector"), at=at(10)).total == 10000
    row = Dossier.objects.get(id=opened.id)
    assert row.payment_status == PaymentStatus.PAID
    with pytest.raises(till.NothingDue):
        till.take(dossier_ids=[opened.id], way="cash", actor=world.actor("collector"), at=at(10))
    assert Payment.objects.filter(dossier_id=opened.id).count() == 1
    last = Entry.objects.filter(chain=opened.id).order_by("no").last()
    assert (last.action, last.data["way"], last.data["amount"], last.data["receipt_number"]) == ("record_fee", "cash", 10000, 1)


def test_paying_what_it_waited_for_lets_the_dossier_go_on(world):
    opened = make.received(world, at(9), paid="cash")
    move(world, opened.id, "clerk", Action.HAND_OVER, at(9))
    move(world, opened.id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    move(world, opened.id, "officer", Action.ASK_FEE, at(10), amount=50000, reason="Phí thẩm định")
    paid = till.take(dossier_ids=[opened.id], way="transfer", actor=world.actor("clerk"), at=at(11), reference="FT-1")
    assert paid.total == 50000
    assert Dossier.objects.get(id=opened.id).status == Status.IN_PROGRESS


@pytest.mark.parametrize(("way", "reference", "name"), [("gold", "", "way"), ("transfer", "FT-1", "reference")])
def test_a_way_nobody_pays_by_and_a_reference_used_before_are_refused(world, way, reference, name):
    first, second = make.received(world, at(9)), make.received(world, at(9))
    till.take(dossier_ids=[first.id], way="transfer", actor=world.actor("clerk"), at=at(10), reference="FT-1")
    with pytest.raises(effects.InputWrong) as refused:
        till.take(dossier_ids=[second.id], way=way, actor=world.actor("clerk"), at=at(10), reference=reference)
    assert refused.value.name == name


def test_a_note_is_sealed_and_the_ledger_holds_only_its_id(world):
    dossier_id = taken(world, at(9))
    notes.add(dossier_id=dossier_id, text=" Đã gọi ông Lan. ", actor=world.actor("officer"), at=at(10))
    note = Note.objects.get(dossier_id=dossier_id)
    assert b"Lan" not in bytes(note.text_sealed)
    assert Entry.objects.filter(chain=dossier_id).order_by("no").last().data == {"note": str(note.id)}


def test_an_empty_note_and_somebody_elses_dossier_are_refused(world):
    dossier_id = taken(world, at(9))
    with pytest.raises(InputMissing):
        notes.add(dossier_id=dossier_id, text="  ", actor=world.actor("officer"), at=at(10))
    with pytest.raises(NotAllowed):
        notes.add(dossier_id=dossier_id, text="Xin chào", actor=world.actor("other_officer"), at=at(10))


def test_papers_can_be_attached_while_it_is_open_and_not_after(world):
    dossier_id = taken(world, at(9))
    paper = GivenPaper("extra", "Giấy viết tay", copies=1)
    notes.attach(dossier_id=dossier_id, papers=[paper], actor=world.actor("officer"), at=at(10))
    assert Paper.objects.filter(dossier_id=dossier_id, name="Giấy viết tay").count() == 1
    with pytest.raises((NotPossible, NotAllowed)):
        notes.attach(dossier_id=finished(world, at(9)), papers=[paper], actor=world.actor("clerk"), at=at(10))
