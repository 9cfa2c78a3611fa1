"""Who may collect a result: a party with their number, anybody else with an authorisation."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.states import Status
from motcua.domain.people.not_valid import NotValid
from motcua.services.dossiers import returning, slips
from motcua.services.dossiers.effects import InputWrong
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Authorisation, Bundle, GivenBack
from tests.desk_stories import at, finished
from tests.make import OWNER_NUMBER

CARD = f"{OWNER_NUMBER}||Phạm Thị Lan|01011990|Nam|Thôn Mẫu, Ba Thử, Quảng Ngãi|01012022"
LETTER = returning.Letter("authorisation", dt.date(2026, 11, 10), "UBND xã Ba Thử", uuid.uuid4(), "05")
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
    for given, missing in [({}, "received_by"), ({"name": "Trần Văn Bé"}, "letter_kind")]:
        with pytest.raises(InputMissing) as refused:
            returning.give(dossier_id=dossier_id, actor=clerk, at=at(10), shown=SOMEBODY, **given)
        assert refused.value.name == missing
    done = returning.give(
        dossier_id=dossier_id, actor=clerk, at=at(10), shown=SOMEBODY, name="Trần Văn Bé",
        letter=LETTER,
    )  # fmt: skip
    kept = Authorisation.objects.get(dossier_id=dossier_id)
    assert (kept.kind, kept.file_id) == ("authorisation", LETTER.scan)
    assert b"UBND" not in bytes(kept.letter_sealed)
    assert "Giấy ủy quyền số 05" in str(slips.page_of_row(IssuedSlip.objects.get(id=done.slip_id)).data)


def test_what_is_no_number_is_said_to_be_none(world):
    dossier_id = finished(world, at(9))
    with pytest.raises(NotValid):
        returning.give(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown="không mang theo")


def test_ticked_papers_go_back_with_the_result_and_stand_on_the_slip(world):
    dossier_id = finished(world, at(9))
    paper = Paper.objects.get(dossier_id=dossier_id)
    done = returning.give(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown=OWNER_NUMBER, back=[paper.id])
    assert Bundle.objects.get().holder == "citizen"
    assert GivenBack.objects.get().copies == 1
    assert "Giấy tờ chứng minh (01 bản chụp)" in str(slips.page_of_row(IssuedSlip.objects.get(id=done.slip_id)).data)


def test_papers_that_are_not_ticked_stay_in_the_dossier(world):
    dossier_id = finished(world, at(9))
    returning.give(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown=OWNER_NUMBER)
    assert Bundle.objects.get().unit_id == world.centre.id


def test_papers_that_lie_elsewhere_cannot_be_given_back(world):
    dossier_id = finished(world, at(9))
    Bundle.objects.update(unit=world.commune, person=world.staff["officer"].id)
    with pytest.raises(InputWrong):
        returning.give(dossier_id=dossier_id, actor=world.actor("clerk"), at=at(10), shown=OWNER_NUMBER, back=[Paper.objects.get().id])
    assert Dossier.objects.get(id=dossier_id).status == Status.FINISHED
