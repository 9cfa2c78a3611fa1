"""The exercises: what is right and what not yet comes from what was really done, and a finished one is kept."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from dataclasses import replace

import pytest

from motcua.domain.certification.deeds import Deed, Original
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.practice import courses
from motcua.domain.practice.exercises import Course
from motcua.domain.practice.persons import PERSONS
from motcua.queries import practice as looking
from motcua.services import certification, drafts, ledger, receptions, till
from motcua.services.certification import Desk
from motcua.services.dossiers import batches, moving, opening, returning
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.practice import entering, preparing, records, trying
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import FeeDue
from motcua.storage.ledger.models import Entry, Message
from motcua.storage.practice.models import Attempt
from tests import make, practising
from tests.make import MONDAY, World


def at(minutes: int) -> dt.datetime:
    return MONDAY + dt.timedelta(minutes=minutes)


@pytest.fixture
def practice(world: World) -> World:
    """The small province with practice open."""
    return practising.opened(world)


@pytest.fixture
def clerk(practice: World) -> Actor:
    """A clerk who has stepped into practice."""
    return practising.learner(practice)


def prepared(actor: Actor, key: str) -> uuid.UUID:
    trying.start(key=key, actor=actor, at=MONDAY)
    found = Attempt.objects.filter(staff_id=actor.id, exercise=key).latest("started_at", "id").dossier_id
    assert found is not None
    return found


def stands(actor: Actor, key: str, minutes: int = 30) -> list[bool]:
    return [one.done for one in trying.look(key=key, actor=actor, at=at(minutes)).judged]


def printed(actor: Actor, dossier_id: uuid.UUID, purpose: str, minutes: int = 20) -> None:
    ledger.read(actor=actor, at=at(minutes), purpose=purpose, dossier_ids=[dossier_id])


def walk_in(world: World, person: str, **more: object) -> WalkIn:
    one = PERSONS[person]
    typed = Typed(number=one.number, name=one.name, phone=one.phone)
    return WalkIn(**({"received_unit": practising.place(world).centre, "submitter": typed} | more))  # type: ignore[arg-type]


def test_receiving_at_the_counter_is_right_piece_by_piece(practice: World, clerk: Actor):
    trying.start(key="clerk-receive", actor=clerk, at=MONDAY)
    assert stands(clerk, "clerk-receive") == [False, False, False, False]
    wrong = receptions.receive(
        walk_in(practice, "mother", code="1.004873", papers=(GivenPaper("identity_paper", "Thẻ", copies=1),)), actor=clerk, at=at(2), key="a"
    )
    assert Dossier.objects.get(id=wrong.id).code.startswith("HT-")
    assert stands(clerk, "clerk-receive") == [True, False, False, False], "the person is right, the procedure is not"
    right = receptions.receive(
        walk_in(practice, "mother", code="1.001193", papers=(GivenPaper("birth_record", "Giấy chứng sinh", originals=1),)), actor=clerk, at=at(4), key="b"
    )
    assert stands(clerk, "clerk-receive") == [True, True, True, False], "not printed yet"
    printed(clerk, right.id, "slip")
    assert stands(clerk, "clerk-receive") == [True] * 4
    assert set(looking.finished(uuid.UUID(clerk.id))) == {"clerk-receive"}


def test_copies_are_counted_as_they_stand_in_the_book(practice: World, clerk: Actor):
    trying.start(key="clerk-certify", actor=clerk, at=MONDAY)
    for key, copies, said in (("a", 3, [True, False, False]), ("b", 2, [True, True, False])):
        desk = Desk(walk_in=walk_in(practice, "graduate"), deed=Deed.COPY, originals=(Original("Bằng tốt nghiệp", 1, copies),))
        taken = certification.receive(desk, actor=clerk, at=at(5), key=key)
        assert stands(clerk, "clerk-certify") == said
    printed(clerk, taken.opened.id, "attestations")
    assert stands(clerk, "clerk-certify") == [True] * 3


def test_asking_for_one_of_two_papers_is_not_completely(practice: World, clerk: Actor):
    lacking = preparing.required(preparing.revision_for(_config(), courses.EXERCISES["clerk-missing"], MONDAY.date()))
    assert len(lacking) == 2
    for count, said in ((1, [True, False]), (2, [True, True])):
        dossier_id = prepared(clerk, "clerk-missing")
        assert stands(clerk, "clerk-missing") == [False, False]
        items = [{"component": one.component, "name": one.name, "note": "chưa gửi"} for one in lacking[:count]]
        moving.advance(dossier_id=dossier_id, action=Action.ASK_INTAKE, actor=clerk, at=at(5), inputs={"items": items, "reason": "Thiếu"})
        assert stands(clerk, "clerk-missing") == said


def test_money_is_right_when_it_is_taken_and_the_receipt_printed(practice: World, clerk: Actor):
    dossier_id = prepared(clerk, "clerk-money")
    assert FeeDue.objects.filter(dossier_id=dossier_id, paid_at=None, amount__gt=0).exists()
    assert stands(clerk, "clerk-money") == [False, False]
    till.take(dossier_ids=[dossier_id], way="cash", actor=clerk, at=at(5))
    assert stands(clerk, "clerk-money") == [True, False]
    printed(clerk, dossier_id, "fee_receipt_print")
    assert stands(clerk, "clerk-money") == [True, True]


@pytest.mark.parametrize(("hours", "said"), [(1, [True, True]), (30, [True, False])])
def test_a_filing_is_answered_within_eight_working_hours_or_not(practice: World, clerk: Actor, hours, said):
    dossier_id = prepared(clerk, "clerk-online")
    moving.advance(dossier_id=dossier_id, action=Action.ACCEPT, actor=clerk, at=at(60 * hours))
    assert stands(clerk, "clerk-online", 60 * 40) == said


def test_the_slip_of_the_hand_over_is_printed_after_it_not_before(practice: World, clerk: Actor):
    dossier_id = prepared(clerk, "clerk-hand-over")
    printed(clerk, dossier_id, "slip", 3)
    batches.hand_over(dossier_ids=[dossier_id], actor=clerk, at=at(5))
    assert stands(clerk, "clerk-hand-over") == [True, False]
    printed(clerk, dossier_id, "slip", 6)
    assert stands(clerk, "clerk-hand-over") == [True, True]


def test_a_result_is_ready_to_be_returned_to_the_person_of_the_dossier(practice: World, clerk: Actor):
    dossier_id = prepared(clerk, "clerk-return")
    returning.give(dossier_id=dossier_id, actor=clerk, at=at(9), shown=PERSONS["farmer"].number)
    assert stands(clerk, "clerk-return") == [True, True]


def test_a_helper_finds_in_words_helps_to_file_and_explains(practice: World):
    helper = practising.learner(practice, "helper", Course.HELPER)
    trying.start(key="helper-find", actor=helper, at=MONDAY)
    trying.note(route="portal_search", about="1.001193", actor=helper, at=at(1))
    assert stands(helper, "helper-find") == [False, False], "a code is not in people's words"
    trying.note(route="portal_search", about="cháu tôi mới sinh", actor=helper, at=at(2))
    trying.note(route="portal_procedure", about="1.001193", actor=helper, at=at(3))
    assert stands(helper, "helper-find") == [True, True]

    trying.start(key="helper-file", actor=helper, at=MONDAY)
    entering.sit_beside(learner=helper.id, config=_config(), at=MONDAY)
    beside = entering.citizen(helper.id)
    assert beside is not None
    person = preparing.party(_config(), PERSONS["neighbour"], make.PartyRole.OWNER, MONDAY.date())
    filing = make.filing(
        practice, procedure_code="1.004873", channel=make.Channel.ONLINE, place=make.Place.AFAR, received_unit=practising.place(practice).centre,
        parties=(person, preparing.party(_config(), PERSONS["neighbour"], make.PartyRole.SUBMITTER, MONDAY.date())), papers=(),
    )  # fmt: skip
    opening.file(filing=filing, actor=beside, at=at(5))
    assert stands(helper, "helper-file") == [True, True]

    dossier_id = prepared(helper, "helper-follow")
    trying.note(route="lookup_code", about=Dossier.objects.get(id=dossier_id).code.lower(), actor=helper, at=at(6))
    trying.answer(key="helper-follow", choice="wait", actor=helper)
    assert stands(helper, "helper-follow") == [True, False]
    trying.answer(key="helper-follow", choice="papers", actor=helper)
    assert stands(helper, "helper-follow") == [True, True]
    assert set(looking.completed(looking.finished(uuid.UUID(helper.id)))) == {Course.HELPER}


def test_what_a_helper_fills_in_goes_to_the_practice_centre_whoever_would_be_competent(practice: World):
    helper = practising.learner(practice, "helper", Course.HELPER)
    entering.sit_beside(learner=helper.id, config=_config(), at=MONDAY)
    beside = entering.citizen(helper.id)
    assert beside is not None
    draft = drafts.begin(procedure_code="1.004873", actor=beside, at=MONDAY)
    look = drafts.look(draft_id=draft, actor=beside, at=MONDAY)
    assert look.where.unit is not None
    assert look.where.unit.id == practising.place(practice).centre
    real = drafts.look(draft_id=drafts.begin(procedure_code="1.004873", actor=_signed_in(), at=MONDAY), actor=_signed_in(), at=MONDAY)
    assert str(practising.place(practice).centre) not in {str(one.id) for one in real.where.choices}


def _signed_in() -> Actor:
    return replace(make.citizen(), id=str(uuid.uuid5(uuid.NAMESPACE_OID, "lan")))


def test_what_was_done_before_the_exercise_began_does_not_count(practice: World, clerk: Actor):
    done = receptions.receive(
        walk_in(practice, "mother", code="1.001193", papers=(GivenPaper("birth_record", "Giấy chứng sinh", originals=1),)), actor=clerk, at=at(-9), key="b"
    )
    printed(clerk, done.id, "slip", -8)
    trying.start(key="clerk-receive", actor=clerk, at=MONDAY)
    assert stands(clerk, "clerk-receive") == [False] * 4


def test_another_learners_work_does_not_count(practice: World, clerk: Actor):
    trying.start(key="clerk-receive", actor=clerk, at=MONDAY)
    other = practising.learner(practice, "other_clerk")
    receptions.receive(
        walk_in(practice, "mother", code="1.001193", papers=(GivenPaper("birth_record", "Giấy chứng sinh", originals=1),)), actor=other, at=at(2), key="b"
    )
    assert stands(clerk, "clerk-receive") == [False] * 4


def test_starting_again_lays_everything_ready_anew_and_keeps_what_was_finished(practice: World, clerk: Actor):
    first = prepared(clerk, "clerk-online")
    moving.advance(dossier_id=first, action=Action.ACCEPT, actor=clerk, at=at(2))
    assert all(stands(clerk, "clerk-online"))
    trying.start(key="clerk-online", actor=clerk, at=at(40))
    second = Attempt.objects.latest("started_at", "id").dossier_id
    assert second != first
    assert stands(clerk, "clerk-online", 41) == [False, False]
    assert set(looking.finished(uuid.UUID(clerk.id))) == {"clerk-online"}


def test_exercises_are_done_in_practice_alone(practice: World):
    with pytest.raises(trying.NotPractising):
        trying.start(key="clerk-online", actor=practice.actor("clerk"), at=MONDAY)
    with pytest.raises(trying.NoSuchExercise):
        trying.start(key="no-such", actor=practising.learner(practice), at=MONDAY)
    trying.note(route="portal_search", about="chuyện thật của người dân", actor=practice.actor("clerk"), at=MONDAY)
    assert stands_nowhere()


def stands_nowhere() -> bool:
    from motcua.storage.practice.models import Footprint

    return not Footprint.objects.exists() and not Message.objects.exists()


def test_the_record_names_who_finished_in_ones_own_units(practice: World, clerk: Actor):
    dossier_id = prepared(clerk, "clerk-online")
    moving.advance(dossier_id=dossier_id, action=Action.ACCEPT, actor=clerk, at=at(2))
    stands(clerk, "clerk-online")
    for key in courses.EXERCISES:
        if key.startswith("clerk") and key != "clerk-online":
            Attempt.objects.create(staff_id=clerk.id, exercise=key, started_at=MONDAY, finished_at=at(10))
    found = looking.record(actor=practice.actor("one_stop_head"), day=MONDAY.date())
    assert [(one.staff_id, set(one.courses)) for one in found.rows] == [(uuid.UUID(clerk.id), {Course.CLERK})]
    assert found.trained == 1
    assert looking.record(actor=practice.actor("leader"), day=MONDAY.date()).trained == 1
    assert looking.record(actor=practice.actor("other_clerk"), day=MONDAY.date()).rows == ()
    name, content = records.table(actor=practice.actor("leader"), at=MONDAY)
    lines = content.decode("utf-8-sig").splitlines()
    assert name == "hoc-tap-261116.csv"
    assert len(lines) == 2
    assert clerk.label in lines[1]
    _name, book = records.workbook(actor=practice.actor("leader"), at=MONDAY)
    assert clerk.label in zipfile.ZipFile(io.BytesIO(book)).read("xl/sharedStrings.xml").decode()


def test_finishing_is_noted_in_the_ledger_once_and_told_nobody(practice: World, clerk: Actor):
    dossier_id = prepared(clerk, "clerk-online")
    moving.advance(dossier_id=dossier_id, action=Action.ACCEPT, actor=clerk, at=at(2))
    stands(clerk, "clerk-online")
    stands(clerk, "clerk-online")
    assert Entry.objects.filter(action="practice.finish").count() == 1
    assert not Message.objects.exists()


def test_every_exercise_can_be_laid_ready_in_a_province_that_offers_its_procedures(practice: World):
    for exercise in courses.EXERCISES.values():
        actor = practising.learner(practice, "clerk", exercise.course)
        trying.start(key=exercise.key, actor=actor, at=MONDAY)
        standing = trying.look(key=exercise.key, actor=actor, at=at(1))
        assert standing.procedure_code == exercise.procedure, exercise.key
        assert standing.judged
        assert not standing.finished_at, exercise.key


def test_where_a_procedure_is_not_offered_another_takes_its_place(world: World):
    from motcua.queries import actors, configuration
    from motcua.services.practice import centre

    centre.open_mode(actor=actors.SYSTEM, at=MONDAY)
    configuration.forget()
    clerk = practising.learner(world)
    trying.start(key="clerk-return", actor=clerk, at=MONDAY)
    assert trying.look(key="clerk-return", actor=clerk, at=at(1)).procedure_code == "9.000001"
    assert not trying.look(key="clerk-certify", actor=clerk, at=at(1)).offered
    with pytest.raises(preparing.NotOffered):
        trying.start(key="clerk-certify", actor=clerk, at=MONDAY)


def test_somebody_who_practises_holds_nothing_they_hold_in_earnest(practice: World):
    for name in practice.staff:
        for course in Course:
            inside = practising.learner(practice, name, course)
            assert {h.role for h in inside.holdings} == {Role(course.value)}
            assert {h.unit for h in inside.holdings} <= {str(practising.place(practice).centre), str(practising.place(practice).office)}


def _config():  # type: ignore[no-untyped-def]
    from motcua.queries import configuration

    return configuration.current()
