"""Many dossiers at once: each with its own outcome, and one slip for each batch."""

from __future__ import annotations

import uuid

import pytest

from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.states import DeliveryStatus
from motcua.domain.dossiers.transitions import Action
from motcua.queries.access import NotAllowed
from motcua.services.dossiers import batches, slips
from motcua.storage.dossiers.models import Dossier, HandOver, IssuedSlip
from tests import make
from tests.desk_stories import at, finished, to_sign


def test_a_fault_in_one_never_stops_the_others(world):
    good, moved_on = to_sign(world, at(9)), finished(world, at(9))
    stranger = uuid.uuid4()
    outcomes = batches.act(
        dossier_ids=[good, moved_on, stranger], action=Action.APPROVE, actor=world.actor("head"), at=at(10)
    )
    by_id = {o.id: o for o in outcomes}
    assert by_id[good].done is not None
    assert isinstance(by_id[moved_on].fault, NotAllowed)  # it stands in no step of this head any more
    assert isinstance(by_id[stranger].fault, NotAllowed)
    assert by_id[stranger].code == ""


def test_an_unexpected_fault_is_told_too(world):
    def breaks(dossier_id):
        raise RuntimeError("printer on fire")

    (outcome,) = batches.each(dossier_ids=[uuid.uuid4()], actor=world.actor("head"), do=breaks)
    assert isinstance(outcome.fault, RuntimeError)


def test_more_than_a_batch_takes_is_refused_before_anything_is_done(world):
    with pytest.raises(batches.TooMany):
        batches.act(dossier_ids=[uuid.uuid4() for _ in range(201)], action=Action.APPROVE, actor=world.actor("head"), at=at(9))


def test_a_batch_leaves_with_one_slip_that_names_exactly_what_went(world):
    first, second = make.received(world, at(9)).id, make.received(world, at(9)).id
    gone_before = make.received(world, at(9)).id
    clerk = world.actor("clerk")
    (early,) = batches.hand_over(dossier_ids=[gone_before], actor=clerk, at=at(9))
    assert early.gone == 1
    (batch,) = batches.hand_over(dossier_ids=[first, second, gone_before, first], actor=clerk, at=at(10))
    assert (batch.to_unit, batch.gone) == ("UBND xã Ba Thử", 2)
    assert [type(o.fault) for o in batch.outcomes if o.done is None] == [NotPossible]
    row = HandOver.objects.get(slip_id=batch.slip_id)
    assert set(row.dossier_ids) == {first, second}
    text = str(slips.page_of_row(IssuedSlip.objects.get(id=batch.slip_id)).data)
    codes = dict(Dossier.objects.values_list("id", "code"))
    assert codes[first] in text
    assert codes[gone_before] not in text


def test_a_clerk_elsewhere_hands_nothing_over(world):
    opened = make.received(world, at(9))
    assert batches.hand_over(dossier_ids=[opened.id], actor=world.actor("other_clerk"), at=at(10)) == []
    assert HandOver.objects.count() == 0


def test_results_go_out_to_the_counter_where_they_are_collected(world):
    dossier_id = finished(world, at(9))
    (batch,) = batches.hand_results(dossier_ids=[dossier_id], actor=world.actor("records"), at=at(11))
    assert batch.to_unit == "Trung tâm Phục vụ hành chính công xã Ba Thử"
    assert Dossier.objects.get(id=dossier_id).delivery_status == DeliveryStatus.AT_COUNTER
    page = slips.page_of_row(IssuedSlip.objects.get(id=batch.slip_id))
    assert page.data["title"] == "Phiếu bàn giao kết quả"
    assert "01/GXN-UBND" in str(page.data)
    assert [b.slip_id for b in batches.recent(actor=world.actor("clerk"), at=at(12))][0] == batch.slip_id
