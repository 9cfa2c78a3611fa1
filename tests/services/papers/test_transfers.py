"""Transfers: the dossier goes at once, its papers follow and stay with who has them until somebody receives them."""

from __future__ import annotations

import uuid

import pytest

from motcua.connectors.pretend_post import PretendPost
from motcua.domain.dossiers.states import DeliveryStatus, Status
from motcua.domain.papers.transfers import Carried
from motcua.ports.post import PostAway
from motcua.queries import transfers as lists
from motcua.queries.access import NotAllowed
from motcua.queries.actors import SYSTEM
from motcua.services import ledger
from motcua.services.dossiers import batches
from motcua.services.papers import posting, transfers
from motcua.services.papers.transfers import Missing, Posting, TransferNotPossible
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Bundle, Movement, ParcelWord, Transfer, TransferLine
from motcua.storage.people.models import Unit
from tests import make
from tests.desk_stories import at, finished


def handed_over(world, when, **changes):
    opened = make.received(world, when, **changes)
    batches.hand_over(dossier_ids=[opened.id], actor=world.actor("clerk"), at=when)
    return opened, TransferLine.objects.get(dossier_id=opened.id)


def bundle_of(opened) -> Bundle:
    return Bundle.objects.get(dossier_id=opened.id)


def post_unit(world):
    return Unit.objects.get(kind="post").id


def test_the_dossier_is_there_at_once_and_the_papers_stay_with_the_sender_until_received(world):
    opened, line = handed_over(world, at(9))
    assert Dossier.objects.get(id=opened.id).step_unit_id == world.commune.id
    assert (bundle_of(opened).unit_id, line.state) == (world.centre.id, "sent")
    assert transfers.receive(line_ids=[line.id], actor=world.actor("officer"), at=at(10)) == 1
    bundle = bundle_of(opened)
    assert (bundle.unit_id, bundle.person, bundle.transfer_id) == (world.commune.id, world.staff["officer"].id, line.transfer_id)
    assert Movement.objects.filter(bundle=bundle).count() == 2
    assert Transfer.objects.get().closed_at == at(10)
    assert [e.action for e in ledger.history(line.transfer_id)] == ["paper.send", "paper.receive"]


def test_papers_received_far_from_the_competent_unit_follow_a_dossier_whose_clock_runs(world):
    opened = make.received(world, at(9), received_unit=world.centre.id, competent_unit=world.other_commune.id)
    batches.hand_over(dossier_ids=[opened.id], actor=world.actor("clerk"), at=at(10))
    row = Dossier.objects.get(id=opened.id)
    assert (row.step_unit_id, row.due_at is not None) == (world.other_commune.id, True)
    assert bundle_of(opened).unit_id == world.centre.id
    line = TransferLine.objects.get()
    transfers.receive(line_ids=[line.id], actor=world.actor("other_officer"), at=at(9, 18))
    assert bundle_of(opened).unit_id == world.other_commune.id


def test_what_is_missing_is_counted_and_goes_back_to_the_sender_until_settled(world):
    opened, line = handed_over(world, at(9))
    paper = Paper.objects.get(dossier_id=opened.id)
    short = [Missing(paper.id, copies=1)]
    transfers.dispute(line_id=line.id, missing=short, said="Không thấy bản chụp", actor=world.actor("officer"), at=at(10))
    line.refresh_from_db()
    assert (line.state, line.missing) == ("disputed", [{"paper": str(paper.id), "originals": 0, "certified": 0, "copies": 1}])
    assert bundle_of(opened).unit_id == world.centre.id
    assert b"Kh" not in bytes(line.said_sealed)
    transfers.send_again(line_id=line.id, actor=world.actor("clerk"), at=at(11))
    transfers.receive(line_ids=[line.id], actor=world.actor("officer"), at=at(14))
    assert bundle_of(opened).unit_id == world.commune.id
    with pytest.raises(TransferNotPossible):
        transfers.dispute(line_id=line.id, missing=short, said="", actor=world.actor("officer"), at=at(15))


def test_a_dispute_that_names_nothing_is_refused(world):
    _opened, line = handed_over(world, at(9))
    with pytest.raises(TransferNotPossible) as caught:
        transfers.dispute(line_id=line.id, missing=[], said=" ", actor=world.actor("officer"), at=at(10))
    assert caught.value.why == "nothing_missing"


@pytest.mark.parametrize("who", ["clerk", "other_officer", "postal", "leader", "controller"])
def test_only_the_unit_it_goes_to_receives(world, who):
    _opened, line = handed_over(world, at(9))
    with pytest.raises(NotAllowed):
        transfers.receive(line_ids=[line.id], actor=world.actor(who), at=at(10))
    with pytest.raises(NotAllowed):
        transfers.receive(line_ids=[uuid.uuid4()], actor=world.actor("officer"), at=at(10))


def test_the_sender_takes_a_bundle_back_and_it_may_leave_again(world):
    opened, line = handed_over(world, at(9))
    transfers.withdraw(line_id=line.id, actor=world.actor("clerk"), at=at(10))
    with pytest.raises(TransferNotPossible):
        transfers.receive(line_ids=[line.id], actor=world.actor("officer"), at=at(11))
    sent = transfers.send(bundle_ids=[bundle_of(opened).id], to_unit=world.commune.id, actor=world.actor("clerk"), at=at(14))
    assert IssuedSlip.objects.get(id=sent.slip_id).number == sent.number
    with pytest.raises(TransferNotPossible) as caught:
        transfers.send(bundle_ids=[bundle_of(opened).id], to_unit=world.commune.id, actor=world.actor("clerk"), at=at(15))
    assert caught.value.why == "on_way"


def test_from_desk_to_desk_in_one_unit_another_person_receives(world):
    opened = make.received(world, at(9))
    transfers.send(bundle_ids=[bundle_of(opened).id], to_unit=world.centre.id, actor=world.actor("clerk"), at=at(10))
    line = TransferLine.objects.get()
    with pytest.raises(TransferNotPossible) as caught:
        transfers.receive(line_ids=[line.id], actor=world.actor("clerk"), at=at(11))
    assert caught.value.why == "own_sending"
    transfers.receive(line_ids=[line.id], actor=world.actor("one_stop_head"), at=at(11))
    assert bundle_of(opened).person == world.staff["one_stop_head"].id


def test_by_post_the_post_has_the_papers_from_acceptance_to_receipt(world):
    opened = make.received(world, at(9))
    clerk, postal = world.actor("clerk"), world.actor("postal")
    parcel = posting.announce(post=None, carrier=post_unit(world), name="UBND xã Sơn Thử", address="Sơn Thử", actor=clerk, waybill="eh123vn")
    transfers.send(bundle_ids=[bundle_of(opened).id], to_unit=world.other_commune.id, actor=clerk, at=at(10), posting=parcel)
    assert bundle_of(opened).holder == "unit"
    assert posting.carry(waybill="EH123VN", told=Carried.ACCEPTED, actor=postal, at=at(11)) is True
    assert posting.carry(waybill="EH123VN", told=Carried.ACCEPTED, actor=postal, at=at(11)) is False  # said twice, written once
    assert (bundle_of(opened).holder, bundle_of(opened).person) == ("post", None)
    posting.carry(waybill="EH123VN", told=Carried.DELIVERED, actor=clerk, at=at(15))
    with pytest.raises(TransferNotPossible):
        posting.carry(waybill="EH123VN", told=Carried.IN_TRANSIT, actor=postal, at=at(16))
    assert bundle_of(opened).holder == "post"  # delivered, and not received yet
    transfers.receive(line_ids=[TransferLine.objects.get().id], actor=world.actor("other_officer"), at=at(16))
    assert bundle_of(opened).unit_id == world.other_commune.id
    assert list(ParcelWord.objects.values_list("carried", flat=True).order_by("id")) == ["announced", "accepted", "delivered"]


def test_nobody_but_sender_and_carrier_speaks_of_a_parcel(world):
    opened = make.received(world, at(9))
    parcel = Posting("EH1VN", post_unit(world), "A", "B")
    transfers.send(bundle_ids=[bundle_of(opened).id], to_unit=world.other_commune.id, actor=world.actor("clerk"), at=at(10), posting=parcel)
    for who in ("other_officer", "officer", "controller", "leader"):
        with pytest.raises(NotAllowed):
            posting.carry(waybill="EH1VN", told=Carried.ACCEPTED, actor=world.actor(who), at=at(11))


def test_a_result_sent_home_ends_the_dossier_when_the_post_delivers_it(world):
    dossier_id = finished(world, at(9))
    batches.hand_results(dossier_ids=[dossier_id], actor=world.actor("records"), at=at(10))
    parcel = Posting("EH2VN", post_unit(world), "Phạm Thị Lan", "Thôn Mẫu, xã Ba Thử")
    posting.send_result(dossier_id=dossier_id, posting=parcel, actor=world.actor("clerk"), at=at(11))
    assert Dossier.objects.get(id=dossier_id).delivery_status == DeliveryStatus.POSTED
    assert b"Lan" not in bytes(Transfer.objects.get(waybill="EH2VN").parcel_sealed)
    posting.carry(waybill="EH2VN", told=Carried.DELIVERED, actor=world.actor("postal"), at=at(9, 18))
    row = Dossier.objects.get(id=dossier_id)
    assert (row.status, row.delivery_status, row.returned_at) == (Status.RETURNED, DeliveryStatus.DELIVERED, at(9, 18))
    assert bundle_of(row).holder == "citizen"


def test_a_parcel_that_comes_back_waits_at_the_counter_again(world):
    dossier_id = finished(world, at(9))
    clerk = world.actor("clerk")
    posting.send_result(dossier_id=dossier_id, posting=Posting("EH3VN", post_unit(world), "A", "B"), actor=clerk, at=at(11))
    posting.carry(waybill="EH3VN", told=Carried.RETURNED, actor=world.actor("postal"), at=at(14))
    transfers.withdraw(line_id=TransferLine.objects.get(transfer__waybill="EH3VN").id, actor=clerk, at=at(15))
    row = Dossier.objects.get(id=dossier_id)
    assert (row.status, row.delivery_status) == (Status.FINISHED, DeliveryStatus.AT_COUNTER)
    with pytest.raises(TransferNotPossible) as caught:
        posting.send_result(dossier_id=dossier_id, posting=Posting("EH3VN", post_unit(world), "A", "B"), actor=clerk, at=at(16))
    assert caught.value.why == "waybill_used"


def test_the_worker_writes_down_what_the_post_answers(world, tmp_path):
    dossier_id = finished(world, at(9))
    posted = posting.announce(post=PretendPost(folder=tmp_path), carrier=post_unit(world), name="A", address="B", actor=world.actor("clerk"))
    posting.send_result(dossier_id=dossier_id, posting=posted, actor=world.actor("clerk"), at=at(11))
    assert posting.look_up(post=PretendPost(folder=tmp_path), actor=SYSTEM, at=at(12)) == 0
    (tmp_path / f"post-{posted.waybill}.word").write_text("delivered")
    assert posting.look_up(post=PretendPost(folder=tmp_path), actor=SYSTEM, at=at(12)) == 1
    assert Dossier.objects.get(id=dossier_id).status == Status.RETURNED
    (tmp_path / "post.mood").write_text("away")
    with pytest.raises(PostAway):
        posting.announce(post=PretendPost(folder=tmp_path), carrier=post_unit(world), name="A", address="B", actor=world.actor("clerk"))


@pytest.mark.parametrize(
    ("sent", "overdue", "because"),
    [
        (at(9, 16), True, "Monday: Tuesday and Wednesday have passed on Thursday"), (at(16, 17), False, "Tuesday: Thursday is the second day"),
        (at(9, 13), True, "Friday, with a weekend between"),
    ],
)  # fmt: skip
def test_two_working_days_are_counted_by_the_calendar(world, sent, overdue, because):
    handed_over(world, sent)
    thursday = at(10, 19)
    found = lists.sent(actor=world.actor("clerk"), at=thursday)
    assert [one.overdue for one in found] == [overdue], because
    assert len(lists.sent(actor=world.actor("clerk"), at=thursday, only="overdue")) == overdue
    assert lists.numbers(actor=world.actor("clerk"), at=thursday).overdue == overdue
    assert lists.numbers(actor=world.actor("officer"), at=thursday).to_receive == 1
    assert lists.sent(actor=world.actor("other_clerk"), at=thursday) == ()
