"""Money at the counter: every taking has its receipt, nothing is deleted, and the sums agree to the đồng."""

from __future__ import annotations

import copy
import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.books.kinds import Kind
from motcua.domain.dossiers.states import PaymentStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.fees.receipts import Way
from motcua.services import shifts, till
from motcua.services.dossiers import fees, moving
from motcua.services.dossiers.waits import InputWrong
from motcua.services.till import NoSuchReceipt, TillRefused
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import FeeDue, Payment, Receipt, ReceiptLine, Refund, Shift
from motcua.storage.ledger.models import Entry
from tests import make
from tests.desk_stories import at, move
from tests.make import World

pytestmark = pytest.mark.django_db


def _receipt(opened) -> Receipt:  # type: ignore[no-untyped-def]
    return Receipt.objects.get(lines__dossier_id=opened.id)


def _free(world: World) -> None:
    """Publish a procedure whose only fee is 0 đồng."""
    document = copy.deepcopy(make.PROCEDURE)
    document |= {"code": "9.000002"}
    document["fees"][0]["amount"] = 0  # type: ignore[index]
    make.publish(document)


def test_a_paid_intake_has_its_receipt_with_the_dossier(world: World):
    opened = make.received(world, at(9), paid="cash")
    receipt = _receipt(opened)
    assert (receipt.symbol, receipt.number, receipt.way) == ("H48.101.01-26E", 1, "cash")
    assert (receipt.total, receipt.phi, receipt.le_phi) == (10000, 0, 10000)
    assert (receipt.clerk, receipt.unit_id, receipt.shift.day.isoformat()) == (str(world.staff["clerk"].id), world.centre.id, "2026-11-16")
    assert b"Lan" not in bytes(receipt.payer_sealed)
    entry = Entry.objects.get(chain=opened.id)
    assert (entry.data["receipt"], entry.data["receipt_number"]) == (str(receipt.id), 1)
    assert BookLine.objects.get(id=receipt.line_id).about == receipt.id


def test_an_intake_that_pays_nothing_has_no_receipt_and_opens_no_shift(world: World):
    make.received(world, at(9))
    assert (Receipt.objects.count(), Shift.objects.count(), Book.objects.count()) == (0, 0, 0)


def test_a_fee_of_nought_has_a_receipt_too_unless_the_province_says_otherwise(world: World):
    _free(world)
    opened = make.received(world, at(9), procedure_code="9.000002")
    receipt = _receipt(opened)
    assert (receipt.way, receipt.total, receipt.number) == (Way.FREE, 0, 1)
    assert Dossier.objects.get(id=opened.id).payment_status == PaymentStatus.NOTHING_DUE
    assert not Payment.objects.exists()


def test_where_receipts_of_nought_are_switched_off_one_can_still_be_asked_for(world: World, monkeypatch: pytest.MonkeyPatch):
    from motcua.queries import configuration

    _free(world)
    monkeypatch.setitem(configuration.DEFAULTS, "zero_receipts", False)
    opened = make.received(world, at(9), procedure_code="9.000002")
    assert not Receipt.objects.exists()
    issued = till.take(dossier_ids=[opened.id], way="cash", actor=world.actor("clerk"), at=at(10))
    assert (issued.total, issued.way) == (0, Way.FREE)
    with pytest.raises(till.NothingDue):
        till.take(dossier_ids=[opened.id], way="cash", actor=world.actor("clerk"), at=at(10))


def test_one_receipt_covers_the_dossiers_of_a_visit_and_the_one_that_waited_goes_on(world: World):
    waiting, other = make.received(world, at(8), paid="cash"), make.received(world, at(9))
    move(world, waiting.id, "clerk", Action.HAND_OVER, at(9))
    move(world, waiting.id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    move(world, waiting.id, "officer", Action.ASK_FEE, at(10), amount=50000, reason="Phí thẩm định")
    visit = uuid.uuid4()
    issued = till.take(dossier_ids=[waiting.id, other.id], way="transfer", actor=world.actor("clerk"), at=at(11),
                       visit_id=visit, reference="FT26320001")  # fmt: skip
    receipt = Receipt.objects.get(id=issued.id)
    assert (receipt.phi, receipt.le_phi, receipt.total, receipt.visit_id) == (50000, 10000, 60000, visit)
    assert receipt.lines.count() == 2
    assert Dossier.objects.get(id=waiting.id).status == Status.IN_PROGRESS
    assert set(Payment.objects.filter(receipt=receipt).values_list("amount", flat=True)) == {50000, 10000}
    assert {Dossier.objects.get(id=one.id).payment_status for one in (waiting, other)} == {PaymentStatus.PAID}


def test_paying_through_the_move_alone_has_a_receipt_as_well(world: World):
    opened = make.received(world, at(8), paid="cash")
    move(world, opened.id, "clerk", Action.HAND_OVER, at(9))
    move(world, opened.id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    move(world, opened.id, "officer", Action.ASK_FEE, at(10), amount=50000, reason="Phí thẩm định")
    moving.advance(dossier_id=opened.id, action=Action.PAY_FEE, actor=world.actor("clerk"), at=at(11), inputs={"way": "card"})
    assert Receipt.objects.filter(lines__dossier_id=opened.id, way="card", total=50000).count() == 1


def test_a_void_receipt_keeps_its_number_and_the_fee_is_owed_again(world: World):
    opened = make.received(world, at(9), paid="transfer")
    receipt = _receipt(opened)
    till.void(receipt_id=receipt.id, reason="Ghi nhầm người nộp", actor=world.actor("clerk"), at=at(10))
    receipt.refresh_from_db()
    assert (receipt.void_reason, receipt.number) == ("Ghi nhầm người nộp", 1)
    assert BookLine.objects.get(id=receipt.line_id).voided_at == receipt.voided_at
    assert (fees.owed(opened.id), Dossier.objects.get(id=opened.id).payment_status) == (10000, PaymentStatus.DUE)
    assert Payment.objects.aggregate(sum=Sum("amount"))["sum"] == 0
    assert Entry.objects.filter(chain=opened.id).order_by("no").last().action == "void_receipt"
    again = till.take(dossier_ids=[opened.id], way="transfer", actor=world.actor("clerk"), at=at(10))
    assert again.number == 2
    with pytest.raises(TillRefused, match="void_already"):
        till.void(receipt_id=receipt.id, reason="Lần nữa", actor=world.actor("clerk"), at=at(11))


def test_a_transfer_counts_once_and_again_only_when_its_receipt_was_void(world: World):
    first, second = make.received(world, at(9)), make.received(world, at(9))
    clerk = world.actor("clerk")
    issued = till.take(dossier_ids=[first.id], way="transfer", actor=clerk, at=at(10), reference="FT1")
    with pytest.raises(InputWrong):
        till.take(dossier_ids=[second.id], way="transfer", actor=clerk, at=at(10), reference=" FT1 ")
    till.void(receipt_id=issued.id, reason="Nhầm hồ sơ", actor=clerk, at=at(10))
    assert till.take(dossier_ids=[second.id], way="transfer", actor=clerk, at=at(10), reference="FT1").number == 2


@pytest.mark.parametrize(
    ("who", "fault", "because"),
    [
        ("other_clerk", NoSuchReceipt, "another counter"),
        ("officer", NoSuchReceipt, "takes no money"),
        ("auditor", NoSuchReceipt, "looks only"),
    ],
)
def test_nobody_else_voids_a_receipt(world: World, who: str, fault: type[Exception], because: str):
    receipt = _receipt(make.received(world, at(9), paid="cash"))
    with pytest.raises(fault):
        till.void(receipt_id=receipt.id, reason="Thử", actor=world.actor(who), at=at(10))
    assert Receipt.objects.get(id=receipt.id).voided_at is None, because


def test_a_second_person_gives_money_back_with_reason_and_basis(world: World):
    opened = make.received(world, at(9), paid="cash")
    receipt, line = _receipt(opened), ReceiptLine.objects.get(dossier_id=opened.id)
    shifts.begin(unit_id=world.centre.id, float_amount=50000, actor=world.actor("collector"), at=at(9))
    given = {"receipt_id": receipt.id, "line_ids": [line.id], "way": "cash", "reason": "Rút hồ sơ trước khi thẩm định", "basis": "NQ 22/2025 Điều 5"}
    with pytest.raises(InputWrong):
        till.give_back(**(given | {"basis": " "}), actor=world.actor("collector"), at=at(10))  # type: ignore[arg-type]
    with pytest.raises(NoSuchReceipt):
        till.give_back(**given, actor=world.actor("clerk"), at=at(10))  # type: ignore[arg-type]
    refund_id = till.give_back(**given, actor=world.actor("collector"), at=at(10))  # type: ignore[arg-type]
    row = Dossier.objects.get(id=opened.id)
    assert (row.payment_status, row.fee_total, fees.owed(opened.id)) == (PaymentStatus.REFUNDED, 0, 0)
    assert Refund.objects.get(id=refund_id).shift.clerk == str(world.staff["collector"].id)
    assert shifts.tally_of(Refund.objects.get(id=refund_id).shift_id).expected_cash == 40000
    with pytest.raises(TillRefused, match="given_back"):
        till.give_back(**given, actor=world.actor("collector"), at=at(11))  # type: ignore[arg-type]
    with pytest.raises(TillRefused, match="given_back"):
        till.void(receipt_id=receipt.id, reason="Nhầm", actor=world.actor("clerk"), at=at(11))


def test_who_took_the_money_never_gives_it_back_and_an_empty_drawer_gives_none(world: World):
    opened = make.received(world, at(9))
    issued = till.take(dossier_ids=[opened.id], way="cash", actor=world.actor("collector"), at=at(10))
    line = ReceiptLine.objects.get(receipt_id=issued.id)
    given = {"receipt_id": issued.id, "line_ids": [line.id], "way": "cash", "reason": "Thu thừa", "basis": "Luật 97/2015 Điều 15"}
    with pytest.raises(TillRefused, match="second_person"):
        till.give_back(**given, actor=world.actor("collector"), at=at(11))  # type: ignore[arg-type]
    with pytest.raises(TillRefused, match="not_enough_cash"):
        till.give_back(**given, actor=world.actor("one_stop_head"), at=at(11))  # type: ignore[arg-type]
    assert not Shift.objects.filter(clerk=str(world.staff["one_stop_head"].id)).exists()


def test_an_issued_receipt_is_never_rewritten(world: World):
    receipt = _receipt(make.received(world, at(9), paid="cash"))
    with pytest.raises(ProgrammingError), transaction.atomic():
        Receipt.objects.filter(id=receipt.id).update(total=1, le_phi=1)


ACTS = st.lists(st.sampled_from(["take", "take_two", "receive", "void", "give_back", "close"]), min_size=4, max_size=14)


@given(ACTS, st.randoms(use_true_random=False))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_receipts_payments_books_and_shifts_agree_to_the_dong_whatever_happens(world: World, acts: list[str], chance):  # type: ignore[no-untyped-def]
    sid = transaction.savepoint()
    try:
        for minute, act in enumerate(acts):
            _act(world, act, chance, at(9).replace(minute=minute * 4))
        _agree()
    finally:
        transaction.savepoint_rollback(sid)


def _act(world: World, act: str, chance, moment) -> None:  # type: ignore[no-untyped-def]
    actor = world.actor(chance.choice(["clerk", "one_stop_head"]))
    way = chance.choice(["cash", "transfer", "card"])
    try:
        if act == "receive":
            make.received(world, moment, paid=way)
        elif act in ("take", "take_two"):
            opened = [make.received(world, moment) for _n in range(1 + (act == "take_two"))]
            till.take(dossier_ids=[one.id for one in opened], way=way, actor=actor, at=moment)
        elif act == "close":
            shift = Shift.objects.filter(closed_at=None).order_by("id").first()
            if shift is not None:
                shifts.close(shift_id=shift.id, actor=world.actor("one_stop_head"), at=moment, counted=0, reason="Đếm thử")
        else:
            receipt = chance.choice(list(Receipt.objects.order_by("id")) or [None])
            if receipt is not None and act == "void":
                till.void(receipt_id=receipt.id, reason="Nhầm", actor=world.actor("one_stop_head"), at=moment)
            elif receipt is not None:
                lines = list(receipt.lines.values_list("id", flat=True))[:1]
                till.give_back(receipt_id=receipt.id, line_ids=lines, way=chance.choice(["cash", "transfer"]), reason="Hoàn",
                               basis="Luật", actor=world.actor("collector"), at=moment)  # fmt: skip
    except TillRefused:
        return


def total(rows, name: str = "total") -> int:  # type: ignore[no-untyped-def]
    """Return the sum of a column."""
    return rows.aggregate(sum=Sum(name))["sum"] or 0


def _agree() -> None:
    stand, void = Receipt.objects.filter(voided_at=None), Receipt.objects.exclude(voided_at=None)
    assert total(Payment.objects, "amount") == total(stand) - total(Refund.objects)
    assert total(Payment.objects.filter(amount__gt=0), "amount") == total(stand) + total(void)
    assert total(FeeDue.objects.exclude(paid_at=None).filter(cancelled_at=None), "amount") == total(stand) - total(Refund.objects)
    for receipt in Receipt.objects.all():
        assert total(receipt.lines, "amount") == receipt.total == receipt.phi + receipt.le_phi
        assert total(receipt.payments, "amount") == (0 if receipt.voided_at else receipt.total - total(receipt.refunds))
    for dossier in Dossier.objects.all():
        assert (fees.owed(dossier.id) > 0) == (dossier.payment_status == PaymentStatus.DUE)
    numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert BookLine.objects.filter(book__kind=Kind.RECEIPTS).count() == len(numbers)
    assert set(BookLine.objects.exclude(voided_at=None).values_list("about", flat=True)) == set(void.values_list("id", flat=True))
    tallies = [shifts.tally_of(shift.id) for shift in Shift.objects.all()]
    assert sum(one.total_taken for one in tallies) == total(stand)
    assert sum(one.total_given_back for one in tallies) == total(Refund.objects)
    for shift in Shift.objects.exclude(closed_at=None):
        assert shift.digest == shifts.digest(shift)
        assert shift.sums["expected_cash"] == shift.expected_cash == shifts.tally_of(shift.id).expected_cash


def test_a_payer_who_is_exempt_has_a_receipt_of_nought_with_the_article(world: World):
    from motcua.queries import configuration, prices
    from motcua.storage.fees.models import FeeRow

    document = {
        "decision": "22/2025/NQ-HĐND", "kind": "le_phi", "first_day": "2025-07-01", "article": "Điều 11", "fees": ["le-phi"],
        "exempt": [{"group": "poor_household"}],
    }  # fmt: skip
    FeeRow.objects.create(key="thu", decision="22/2025/NQ-HĐND", document=document, first_day="2025-07-01")
    configuration.forget()
    config = configuration.current()
    revision = configuration.revision(world.revision.id)
    assert prices.reliefs(config, revision, on=at(9).date()) == [("poor_household", "22/2025/NQ-HĐND Điều 11")]
    assert prices.reliefs(config, revision, on=at(9).date().replace(year=2024)) == []
    line = ReceiptLine.objects.get(dossier_id=make.received(world, at(9), exemption="poor_household").id)
    assert (line.amount, line.before, line.relief, line.relief_basis) == (0, 10000, "poor_household", "22/2025/NQ-HĐND Điều 11")
    assert line.receipt.way == Way.FREE
    assert not ReceiptLine.objects.filter(dossier_id=make.received(world, at(9)).id).exists()
