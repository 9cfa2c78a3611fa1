"""Absences: the deputy handles what is assigned, signs only by a right of their own, and it all comes back by the days."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.queries import actors, configuration, worklists
from motcua.services import absences, ledger, results
from motcua.services.absences import AbsenceProblem
from motcua.services.dossiers import moving, notes
from motcua.services.dossiers.reading import NotAllowed
from motcua.services.staffing import NotAdministered
from motcua.storage.people.models import Absence
from tests import make
from tests.desk_stories import at, drafted, handed_over, move, to_sign

MONDAY, WEDNESDAY = dt.date(2026, 11, 16), dt.date(2026, 11, 18)


@pytest.fixture
def deputy(world):
    """A colleague who holds no desk role of their own."""
    return make.member("stand_in", Role.CLERK, world.centre)


def away(world, who="officer", deputy=None, first=MONDAY, last=WEDNESDAY, actor=None, when=at(7)):
    return absences.enter(
        staff_id=world.staff[who].id, deputy=deputy.id if deputy else None, first=first, last=last, actor=actor or world.actor(who), at=when
    )


def actor_of(person, when):
    found = actors.staff(person.id, configuration.current(), when.date())
    assert found is not None
    return found


def propose(person, dossier_id, when):
    return moving.advance(dossier_id=dossier_id, action=Action.PROPOSE, actor=actor_of(person, when), at=when, inputs={"decision": "grant"})


def seen(actor, when, view="todo"):
    return [line.id for line in worklists.page(actor=actor, at=when, wanted=worklists.Filter(view=view)).rows]


def test_the_deputy_sees_and_handles_what_is_assigned_and_the_ledger_names_both(world, deputy):
    dossier_id = drafted(world, at(8))
    assert seen(actor_of(deputy, at(9)), at(9)) == []
    away(world, deputy=deputy)
    assert seen(actor_of(deputy, at(9)), at(9)) == [dossier_id]
    propose(deputy, dossier_id, at(9))
    entry = ledger.history(dossier_id)[-1]
    assert (entry.actor, entry.data["instead_of"]) == (str(deputy.id), str(world.staff["officer"].id))


def test_a_note_and_a_paper_added_by_the_deputy_name_both_too(world, deputy):
    dossier_id = drafted(world, at(8))
    away(world, deputy=deputy)
    notes.add(dossier_id=dossier_id, text="Đã gọi điện.", actor=actor_of(deputy, at(9)), at=at(9))
    notes.add(dossier_id=dossier_id, text="Xem lại.", actor=world.actor("head"), at=at(10))
    deputys, heads = ledger.history(dossier_id)[-2:]
    assert (deputys.actor, deputys.data["instead_of"]) == (str(deputy.id), str(world.staff["officer"].id))
    assert "instead_of" not in heads.data
    results.draft(dossier_id=dossier_id, actor=actor_of(deputy, at(10)), at=at(10), content="Bản mới")
    assert ledger.history(dossier_id)[-1].data["instead_of"] == str(world.staff["officer"].id)


def test_it_comes_back_by_itself_when_the_days_are_over(world, deputy):
    dossier_id = drafted(world, at(8))
    away(world, deputy=deputy)
    after = at(9, day=19)
    assert seen(actor_of(deputy, after), after) == []
    with pytest.raises(NotAllowed):
        propose(deputy, dossier_id, after)
    assert seen(world.actor("officer", after), after) == [dossier_id]


def test_an_absence_ended_early_gives_no_right_from_then_on(world, deputy):
    dossier_id = drafted(world, at(8))
    absence_id = away(world, deputy=deputy)
    absences.end(absence_id=absence_id, actor=world.actor("officer"), at=at(9))
    with pytest.raises(NotAllowed):
        propose(deputy, dossier_id, at(10))
    assert Absence.objects.get(id=absence_id).ended_at == at(9)


def test_the_deputy_takes_nothing_that_nobody_has_taken(world, deputy):
    handed_over(world, at(8))
    away(world, deputy=deputy)
    assert seen(actor_of(deputy, at(9)), at(9)) == []


def test_standing_in_for_a_head_gives_no_right_to_sign(world, deputy):
    dossier_id = to_sign(world, at(8))
    away(world, "head", deputy=deputy)
    with pytest.raises(NotAllowed):
        moving.advance(dossier_id=dossier_id, action=Action.APPROVE, actor=actor_of(deputy, at(9)), at=at(9))


def test_a_deputy_who_may_sign_signs_in_the_heads_absence_and_the_ledger_says_so(world):
    vice = make.member("vice", Role.HEAD, world.commune, title="Phó Chủ tịch")
    dossier_id = to_sign(world, at(8))
    away(world, "head", deputy=vice)
    assert seen(actor_of(vice, at(9)), at(9), "sign") == [dossier_id]
    moving.advance(dossier_id=dossier_id, action=Action.APPROVE, actor=actor_of(vice, at(9)), at=at(9))
    entry = ledger.history(dossier_id)[-1]
    assert (entry.data["capacity"], entry.data["instead_of"]) == ("kt", str(world.staff["head"].id))


def test_dossiers_of_somebody_away_without_a_deputy_are_listed_for_the_head(world, deputy):
    dossier_id = drafted(world, at(8))
    assert seen(world.actor("head"), at(9), "away") == []
    absence_id = away(world)
    assert seen(world.actor("head"), at(9), "away") == [dossier_id]
    absences.end(absence_id=absence_id, actor=world.actor("officer"), at=at(9))
    away(world, deputy=deputy, when=at(10))
    assert seen(world.actor("head"), at(11), "away") == []


@pytest.mark.parametrize(
    ("who", "allowed", "because"),
    [
        ("officer", True, "everybody says when they are away themselves"),
        ("unit_admin", True, "the unit's administrator does"),
        ("one_stop_head", False, "the officer of the committee is not staff of the one-stop"),
        ("other_officer", False, "a colleague elsewhere is not responsible"),
    ],
)
def test_an_absence_is_entered_by_oneself_or_whoever_is_responsible(world, deputy, who, allowed, because):
    if allowed:
        assert away(world, deputy=deputy, actor=world.actor(who)), because
    else:
        with pytest.raises(NotAdministered):
            away(world, deputy=deputy, actor=world.actor(who))


def test_the_head_of_the_one_stop_enters_it_for_their_clerks(world):
    assert away(world, "clerk", actor=world.actor("one_stop_head"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"last": dt.date(2026, 11, 15)}, "dates_reversed"),
        ({"first": dt.date(2026, 11, 13)}, "starts_in_past"),
        ({"last": dt.date(2028, 1, 1)}, "too_long"),
    ],
)
def test_days_that_cannot_be_are_refused(world, deputy, given, code):
    with pytest.raises(AbsenceProblem, match=f"^{code}$"):
        away(world, deputy=deputy, **given)


def test_two_absences_of_one_person_do_not_overlap_and_a_deputy_is_there(world, deputy):
    away(world, deputy=deputy)
    with pytest.raises(AbsenceProblem, match="overlaps"):
        away(world, deputy=deputy)
    with pytest.raises(AbsenceProblem, match="deputy_away"):
        away(world, "records", deputy=world.staff["officer"])
    with pytest.raises(AbsenceProblem, match="deputy_self"):
        away(world, "records", deputy=world.staff["records"])
    with pytest.raises(AbsenceProblem, match="deputy_elsewhere"):
        away(world, "records", deputy=world.staff["other_officer"])


def test_a_head_who_is_a_deputy_keeps_their_own_list(world, deputy):
    """The dossiers of the head's own pool stay theirs; only the absent officer's are added."""
    dossier_id = drafted(world, at(8))
    away(world, deputy=world.staff["head"])
    assert dossier_id in seen(world.actor("head"), at(9), "mine")
    move(world, dossier_id, "head", Action.PROPOSE, at(9), decision="grant")
