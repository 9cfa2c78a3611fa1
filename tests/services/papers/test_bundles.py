"""Bundles: one holder at any moment, every holder kept, made in the very act that takes the papers."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.domain.dossiers.transitions import Action
from motcua.services.dossiers import notes
from motcua.services.dossiers.filings import GivenPaper
from motcua.storage.papers.travel import Bundle, Movement
from tests import make
from tests.desk_stories import at, move, taken


def trail(bundle: Bundle) -> list[tuple[str, object]]:
    return list(Movement.objects.filter(bundle=bundle).order_by("no").values_list("holder", "unit_id"))


def test_papers_handed_in_begin_a_bundle_with_the_clerk_who_took_them(world):
    opened = make.received(world, at(9))
    bundle = Bundle.objects.get(dossier_id=opened.id)
    assert (bundle.label, bundle.holder, bundle.unit_id) == (opened.code, "unit", world.centre.id)
    assert bundle.person == world.staff["clerk"].id
    assert trail(bundle) == [("unit", world.centre.id)]


@pytest.mark.parametrize("papers", [(), (GivenPaper("proof", "Bản chụp"),)])
def test_nothing_on_paper_makes_no_bundle(world, papers):
    make.received(world, at(9), papers=papers)
    make.filed(world, at(9))  # online: what is uploaded is no paper
    assert not Bundle.objects.exists()


def test_papers_that_are_only_shown_make_no_bundle(world):
    make.received(world, at(9), papers_stay=False)
    assert not Bundle.objects.exists()


def test_papers_that_come_later_join_what_lies_here_or_begin_a_bundle_of_their_own(world):
    dossier_id = taken(world, at(9))
    paper = (GivenPaper("proof", "Giấy bổ sung", originals=1),)
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), items=[{"name": "x"}], reason="Thiếu")
    move(world, dossier_id, "clerk", Action.ANSWER_PAPERS, at(11), papers=paper)
    assert Bundle.objects.filter(dossier_id=dossier_id).count() == 1
    notes.attach(dossier_id=dossier_id, papers=paper, actor=world.actor("officer"), at=at(14))
    second = Bundle.objects.get(dossier_id=dossier_id, ordinal=2)
    assert second.label.endswith("/2")
    assert (second.unit_id, second.person) == (world.commune.id, world.staff["officer"].id)


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"unit_id": None}, "a unit is named"), ({"person": None}, "a person answers for the papers"),
        ({"holder": "citizen"}, "the citizen has them, or the unit, never both"), ({"holder": "nobody"}, "somebody has them"),
    ],
)  # fmt: skip
def test_the_database_refuses_two_holders_or_half_of_one(world, change, because):
    make.received(world, at(9))
    with pytest.raises(IntegrityError), transaction.atomic():
        Bundle.objects.update(**change)
    assert Bundle.objects.get().holder == "unit", because


def test_what_happened_is_never_rewritten_even_by_who_can_reach_the_tables(world):
    make.received(world, at(9))
    for work in (
        lambda: Movement.objects.update(no=2), lambda: Movement.objects.all()._raw_delete("default"),
        lambda: Bundle.objects.all()._raw_delete("default"), lambda: Bundle.objects.update(label="x"),
        lambda: Bundle.objects.update(since=at(8)),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            work()
    assert Movement.objects.count() == 1
