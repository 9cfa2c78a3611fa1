"""A shift begins with the first taking, balances or is explained, is signed twice, and then stays as it is."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from motcua.services import shifts, till
from motcua.services.shifts import NoSuchShift, ShiftRefused
from motcua.services.till import TillRefused
from motcua.storage.fees.models import Receipt, Shift
from motcua.storage.ledger.models import Entry
from tests import make
from tests.desk_stories import at
from tests.make import World

pytestmark = pytest.mark.django_db


def _shift(world: World, *, paid: str = "cash", times: int = 2) -> Shift:
    for _n in range(times):
        make.received(world, at(9), paid=paid)
    return Shift.objects.get(clerk=str(world.staff["clerk"].id), closed_at=None)


def test_the_first_taking_opens_one_shift_for_the_day_and_the_float_comes_once(world: World):
    shift = _shift(world)
    assert (shift.ordinal, shift.float_amount, Shift.objects.count()) == (1, 0, 1)
    shifts.begin(unit_id=world.centre.id, float_amount=100000, actor=world.actor("clerk"), at=at(10))
    assert shifts.tally_of(shift.id).expected_cash == 120000
    with pytest.raises(ShiftRefused, match="open_already"):
        shifts.begin(unit_id=world.centre.id, float_amount=5000, actor=world.actor("clerk"), at=at(10))


def test_whoever_takes_no_money_for_the_unit_opens_no_shift_there(world: World):
    for name in ("officer", "other_clerk", "leader"):
        with pytest.raises(NoSuchShift):
            shifts.begin(unit_id=world.centre.id, float_amount=0, actor=world.actor(name), at=at(8))


def test_a_shift_that_balances_closes_and_a_difference_must_be_explained(world: World):
    shift, clerk = _shift(world), world.actor("clerk")
    with pytest.raises(ShiftRefused, match="not_counted"):
        shifts.close(shift_id=shift.id, actor=clerk, at=at(16))
    with pytest.raises(ShiftRefused, match="difference") as refused:
        shifts.close(shift_id=shift.id, actor=clerk, at=at(16), counted=19000)
    assert refused.value.difference == -1000
    closed = shifts.close(shift_id=shift.id, actor=clerk, at=at(16), pieces={10000: 1, 5000: 2})
    assert (closed.expected_cash, closed.counted_cash, closed.difference_reason) == (20000, 20000, "")
    assert closed.sums["taken"] == {"cash": {"count": 2, "phi": 0, "le_phi": 20000, "total": 20000}}
    assert Entry.objects.get(chain=shift.id, action="shift_closed").data["digest"] == closed.digest


def test_counting_by_piece_and_another_sum_beside_it_are_not_guessed_between(world: World):
    shift = _shift(world)
    with pytest.raises(ShiftRefused, match="counted_twice"):
        shifts.close(shift_id=shift.id, actor=world.actor("clerk"), at=at(16), counted=20000, pieces={10000: 1})


def test_a_closed_shift_takes_nothing_in_and_lets_nothing_out(world: World):
    shift = _shift(world)
    shifts.close(shift_id=shift.id, actor=world.actor("clerk"), at=at(16), counted=20000)
    with pytest.raises(TillRefused, match="shift_closed"):
        till.void(receipt_id=Receipt.objects.filter(shift=shift).first().id, reason="Nhầm", actor=world.actor("clerk"), at=at(16))
    with pytest.raises(ShiftRefused, match="shift_closed"):
        shifts.close(shift_id=shift.id, actor=world.actor("clerk"), at=at(16), counted=20000)
    make.received(world, at(16), paid="cash")
    assert list(Shift.objects.order_by("ordinal").values_list("ordinal", "closed_at")) == [(1, at(16)), (2, None)]
    with pytest.raises(ProgrammingError), transaction.atomic():
        Shift.objects.filter(id=shift.id).update(counted_cash=1, difference_reason="sửa")


def test_a_second_person_of_the_unit_countersigns_once(world: World):
    shift = _shift(world)
    with pytest.raises(ShiftRefused, match="not_closed"):
        shifts.countersign(shift_id=shift.id, actor=world.actor("one_stop_head"), at=at(16))
    shifts.close(shift_id=shift.id, actor=world.actor("clerk"), at=at(16), counted=20000)
    for stranger in ("clerk", "other_clerk", "officer"):
        with pytest.raises(NoSuchShift):
            shifts.countersign(shift_id=shift.id, actor=world.actor(stranger), at=at(16))
    shifts.countersign(shift_id=shift.id, actor=world.actor("one_stop_head"), at=at(16))
    with pytest.raises(ShiftRefused, match="countersigned"):
        shifts.countersign(shift_id=shift.id, actor=world.actor("collector"), at=at(16))


def test_a_head_closes_for_an_absent_clerk_with_a_reason_and_does_not_countersign_it(world: World):
    shift, head = _shift(world), world.actor("one_stop_head")
    with pytest.raises(ShiftRefused, match="absent_reason"):
        shifts.close(shift_id=shift.id, actor=head, at=at(16), counted=20000)
    shifts.close(shift_id=shift.id, actor=head, at=at(16), counted=20000, reason="Cán bộ ốm, về giữa ca")
    with pytest.raises(ShiftRefused, match="second_person"):
        shifts.countersign(shift_id=shift.id, actor=head, at=at(16))
    assert shifts.countersign(shift_id=shift.id, actor=world.actor("collector"), at=at(16)).countersigned_at
