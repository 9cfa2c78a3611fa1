"""Who may collect a result: a party with their number, anybody else with an authorisation."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.states import Status
from motcua.domain.people.not_valid import NotValid
from motcua.services.dossiers import returning, slips
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from tests.desk_stories import at, finished
from tests.make import OWNER_NUMBER

CARD = f"{OWNER_NUMBER}||Phạm Thị Lan|01011990|Nam|Thôn Mẫu, Ba Thử, Quảng Ngãi|01012022"
SOMEBODY = "051085004321"


def test_a_party_collects_with_a_number_alone(world):
    dossier_id = finished(world, at(9))
    who = returning.recognise(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown=CARD)
    assert (who.number, who.name, who.party) == (OWNER_NUMBER, "Phạm Thị Lan", True)
    done = returning.give(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown=OWNER_NUMBER)
    assert Dossier.objects.get(id=dossier_id).status == Status.RETURNED
    assert "Phạm Thị Lan" in str(slips.page_of_row(IssuedSlip.objects.get(id=done.slip_id)).data)


def test_anybody_else_needs_a_name_and_an_authorisation(world):
    dossier_id = finished(world, at(9))
    clerk = world.actor("clerk")
    for given, missing in [({}, "received_by"), ({"name": "Trần Văn Bé"}, "on_behalf")]:
        with pytest.raises(InputMissing) as refused:
            returning.give(dossier_id=dossier_id, actor=clerk, at=at(10), shown=SOMEBODY, **given)
        assert refused.value.name == missing
    done = returning.give(
        dossier_id=dossier_id, actor=clerk, at=at(10), shown=SOMEBODY, name="Trần Văn Bé",
        on_behalf="Giấy ủy quyền số 05, ngày 10/11/2026",
    )  # fmt: skip
    assert "Giấy ủy quyền số 05" in str(slips.page_of_row(IssuedSlip.objects.get(id=done.slip_id)).data)


def test_what_is_no_number_is_said_to_be_none(world):
    dossier_id = finished(world, at(9))
    with pytest.raises(NotValid):
        returning.give(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown="không mang theo")
