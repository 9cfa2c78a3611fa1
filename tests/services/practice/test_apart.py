"""Practice and earnest never meet: nothing practised is counted or sent, and neither side reaches the other."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import uuid
from dataclasses import replace

import pytest
from django.db import transaction

from motcua.domain.books.kinds import Kind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.domain.papers.transfers import TransferNotPossible
from motcua.domain.people import card
from motcua.domain.people.identity import parse_citizen_number
from motcua.domain.people.party import PartyRole
from motcua.domain.permissions.roles import VISITOR, Actor, Role
from motcua.domain.permissions.scope import NotAllowed
from motcua.domain.practice import courses
from motcua.domain.practice.persons import PERSONS, is_pretend
from motcua.queries import access, actors, board, configuration, counter_lists, morning, progress
from motcua.services import book_pages, books, ledger, outbox, results
from motcua.services.dossiers import batches, effects, moving, opening
from motcua.services.dossiers.filings import Filing, FilingRefused
from motcua.services.papers import posting, sending
from motcua.services.practice import centre, preparing, trying
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import Receipt
from motcua.storage.figures.models import Change, Fact
from motcua.storage.ledger.models import Delivery, Message
from motcua.storage.people.models import StaffRole
from tests import make, practising
from tests.make import MONDAY, World


@pytest.fixture
def practice(world: World) -> World:
    """The small province with practice open."""
    return practising.opened(world)


def _outside() -> dict[str, object]:
    """Return everything that must not change while somebody practises."""
    make.facts_at_once()
    return {
        "facts": list(Fact.objects.order_by("dossier_id").values()),
        "changes": list(Change.objects.order_by("id").values_list("dossier_id", "sign")),
        "messages": Message.objects.count(),
        "deliveries": Delivery.objects.count(),
        "books": list(Book.objects.filter(unit__practice=False).order_by("id").values_list("id", "last")),
        "lines": BookLine.objects.filter(book__unit__practice=False).count(),
        "receipts": Receipt.objects.filter(unit__practice=False).count(),
        "late": morning.published(at=MONDAY + dt.timedelta(days=300)),
    }


INPUTS: dict[Action, dict[str, object]] = {
    Action.ASSIGN: {}, Action.PROPOSE: {"decision": "grant"}, Action.REFUSE_INTAKE: {"reason": "x"}, Action.SEND_BACK: {"reason": "x"},
    Action.ASK_INTAKE: {"items": [{"component": "extra", "name": "Giấy tờ", "note": "mờ"}], "reason": "x"},
    Action.ASK_PAPERS: {"items": [{"component": "extra", "name": "Giấy tờ", "note": "mờ"}], "reason": "x"},
    Action.STOP: {"reason": "x"}, Action.WITHDRAW: {"reason": "x"}, Action.RETURN_RESULT: {"received_by": "x"},
    Action.EXTEND: {"reason": "x", "cause": "a", "to": MONDAY + dt.timedelta(days=9)}, Action.ASK_FEE: {"reason": "x", "amount": 1000},
    Action.ASK_CORRECTION: {"reason": "x"}, Action.CORRECT: {"reason": "x"}, Action.PROPOSE_STOP: {"reason": "x"},
}  # fmt: skip
MOVES = [action for action in Action if action not in (Action.READ, Action.READ_PROGRESS, Action.FILE, Action.RECEIVE)]
ENDS = (Action.STOP, Action.WITHDRAW, Action.REFUSE_INTAKE)
REFUSED = (NotAllowed, NotPossible, InputMissing, effects.InputWrong, ValueError, LookupError, AssertionError)


def _everybody(world: World, learner: Actor) -> Actor:
    """Return the model officer with every role there is, at work for a learner."""
    teacher = centre.teacher(learner=str(learner.learner), at=MONDAY)
    held = tuple(replace(one, role=role) for one in teacher.holdings[:2] for role in Role)
    return replace(teacher, holdings=held)


def test_no_sort_of_act_in_practice_is_counted_or_sent(practice: World):
    make.received(practice, paid="cash")  # something real, so that the figures are not empty
    before = _outside()
    learner, chance = practising.learner(practice), random.Random(7)
    everybody, done = _everybody(practice, learner), set()
    ready = [one for one in courses.EXERCISES.values() if one.ready is not preparing.Ready.NOTHING]
    for turn in range(7):
        laid = preparing.lay(exercise=ready[turn % len(ready)], learner=str(learner.learner), at=MONDAY)
        done |= {Action.FILE, Action.RECEIVE}
        for step in range(8):
            at = MONDAY + dt.timedelta(minutes=step + 1)
            for action in sorted(chance.sample(MOVES, len(MOVES)), key=lambda one: one in ENDS and step < 5):
                inputs = dict(INPUTS.get(action, {}))
                if action is Action.ASSIGN:
                    inputs["assignee"] = everybody.id
                try:
                    if action is Action.PROPOSE:
                        results.draft(dossier_id=laid.dossier_id, actor=everybody, at=at, number="HT", issued_on=MONDAY.date(), source="x")
                    moving.advance(dossier_id=laid.dossier_id, action=action, actor=everybody, at=at, inputs=inputs)
                except REFUSED:
                    continue
                done.add(action)
                break
    assert len(done) >= 12, sorted(one.value for one in done)
    assert Dossier.objects.filter(learner=learner.learner).count() >= 7
    assert _outside() == before


def test_the_exercises_themselves_draw_numbers_from_books_of_practice_alone(practice: World):
    learner, here = practising.learner(practice), practising.place(practice)
    before = _outside()
    trying.start(key="clerk-hand-over", actor=learner, at=MONDAY)
    row = Dossier.objects.get(learner=learner.learner)
    (batch,) = batches.hand_over(dossier_ids=[row.id], actor=learner, at=MONDAY + dt.timedelta(minutes=5))
    assert batch.gone == 1
    assert row.code.startswith("HT-")
    assert (row.received_unit_id, row.competent_unit_id) == (here.centre, here.office)
    trying.start(key="clerk-money", actor=learner, at=MONDAY)
    assert {str(u) for u in Book.objects.values_list("unit_id", flat=True)} <= {str(here.centre), str(here.office)}
    assert _outside() == before


def test_nobody_in_earnest_reaches_a_dossier_of_practice_by_any_action(practice: World):
    learner = practising.learner(practice)
    for exercise in courses.EXERCISES.values():
        preparing.lay(exercise=exercise, learner=str(learner.learner), at=MONDAY)
    practised = set(Dossier.objects.filter(learner=learner.learner).values_list("id", flat=True))
    citizen = replace(preparing.citizen(PERSONS["farmer"], str(learner.learner)), learner=None)
    real = [practice.actor(name) for name in practice.staff] + [VISITOR, actors.SYSTEM, citizen]
    assert practised
    for actor, action in itertools.product(real, Action):
        assert not practised & set(access.reachable(actor, action).values_list("id", flat=True)), (actor.label, action)


def test_nobody_in_practice_reaches_a_real_dossier_nor_another_learners(practice: World):
    make.received(practice)
    first, second = practising.learner(practice), practising.learner(practice, "other_clerk")
    preparing.lay(exercise=courses.EXERCISES["clerk-online"], learner=str(second.learner), at=MONDAY)
    insiders = [first, _everybody(practice, first), preparing.citizen(PERSONS["farmer"], str(first.learner))]
    for actor, action in itertools.product(insiders, Action):
        assert not access.reachable(actor, action).exists(), action
    assert counter_lists.numbers(actor=first, at=MONDAY).to_answer == 0
    assert counter_lists.numbers(actor=second, at=MONDAY).to_answer == 1


def test_a_code_of_practice_answers_only_whoever_practises(practice: World):
    learner = practising.learner(practice)
    laid = preparing.lay(exercise=courses.EXERCISES["helper-follow"], learner=str(learner.learner), at=MONDAY)
    code = Dossier.objects.get(id=laid.dossier_id).code
    inside = preparing.citizen(PERSONS["neighbour"], str(learner.learner))
    assert progress.by_code(code=code, actor=VISITOR, at=MONDAY) is None
    assert progress.by_code(code=code, actor=inside, at=MONDAY) is not None
    real = make.filed(practice)
    assert progress.by_code(code=real.code, actor=inside, at=MONDAY) is None


def _filing(world: World, unit: uuid.UUID, person: str) -> Filing:
    number = PERSONS[person].number if person in PERSONS else make.OWNER_NUMBER
    return make.filing(
        world, received_unit=unit, parties=(make.person(number, "Ai Đó"), make.person(number, "Ai Đó", PartyRole.SUBMITTER))
    )


@pytest.mark.parametrize(
    ("who", "where", "person", "because"),
    [
        ("learner", "practice", "real", "a real person's data never enters practice"),
        ("clerk", "real", "mother", "an invented person never enters earnest"),
        ("learner", "real", "mother", "somebody who practises receives at no real counter"),
        ("clerk", "practice", "mother", "nobody receives in practice without having stepped into it"),
        ("clerk", "practice", "real", "and no real person there"),
    ],
)  # fmt: skip
def test_units_and_people_of_the_two_never_mix(practice: World, who, where, person, because):
    actor = practising.learner(practice) if who == "learner" else practice.actor("clerk")
    unit = practising.place(practice).centre if where == "practice" else practice.centre.id
    with pytest.raises((NotAllowed, FilingRefused)):
        opening.receive(filing=_filing(practice, unit, person), actor=actor, at=MONDAY)
    assert not Dossier.objects.exists(), because


def test_a_citizen_files_nothing_at_the_practice_centre(practice: World):
    filing = replace(make.filing(practice), received_unit=practising.place(practice).centre)
    with pytest.raises(NotAllowed):
        opening.file(filing=filing, actor=make.citizen(), at=MONDAY)
    with pytest.raises(NotAllowed):
        opening.file(filing=replace(make.filing(practice), return_unit=practising.place(practice).centre), actor=make.citizen(), at=MONDAY)


def test_a_role_in_the_practice_unit_given_in_earnest_gives_nothing(practice: World):
    StaffRole.objects.create(staff=practice.staff["officer"], role="clerk", unit_id=practising.place(practice).centre, valid_from=MONDAY.date())
    assert not practice.actor("officer").holds(Role.CLERK)


def test_practice_units_stand_in_no_list_of_units(practice: World):
    config, here = configuration.current(), practising.place(practice)
    listed = {*config.units, *(str(u.id) for u in config.units.values()), *(u for u, _unit in config.units.items())}
    assert not listed & {str(here.centre), str(here.office)}
    assert config.unit_by_code("HT", MONDAY.date()) is None
    assert all(not {str(here.centre), str(here.office)} & config.under(unit) for unit in config.units)
    assert config.unit(here.centre).practice


def test_the_relay_passes_on_nothing_about_practice_even_if_something_were_there(practice: World):
    learner = practising.learner(practice)
    laid = preparing.lay(exercise=courses.EXERCISES["clerk-online"], learner=str(learner.learner), at=MONDAY)
    Message.objects.create(**ledger.messages(learner=None, topic="dossier.moved", chain=laid.dossier_id, body={}, at=MONDAY)[0])
    assert outbox.fan_out(listeners=lambda _topic: ["email"], at=MONDAY) == 1
    assert not Delivery.objects.exists()
    assert not Message.objects.filter(fanned_at=None).exists()


def test_papers_of_practice_go_to_no_real_unit_and_into_no_post(practice: World):
    learner, here = practising.learner(practice), practising.place(practice)
    route = {"bundles": [], "what": sending.What.DOSSIERS, "number": "1", "actor": learner, "at": MONDAY, "dossier_id": uuid.uuid4()}
    with pytest.raises(TransferNotPossible):
        sending.note(route=sending.Route(here.centre, practice.commune.id), **route)
    with pytest.raises(TransferNotPossible):
        sending.note(route=sending.Route(practice.centre.id, here.office), **route)
    with pytest.raises(TransferNotPossible):
        posting.announce(post=None, carrier=uuid.uuid4(), name="A", address="B", actor=learner, waybill="1")


def test_figures_and_books_of_the_province_show_nothing_of_practice(practice: World):
    learner = practising.learner(practice)
    here = practising.place(practice)
    trying.start(key="clerk-return", actor=learner, at=MONDAY)
    with transaction.atomic():
        books.draw(unit=here.office, kind=Kind.CERTIFIED_COPIES, wanted=[books.Wanted()], actor=learner, at=MONDAY)
    assert [one.unit for one in book_pages.listed(actor=learner, at=MONDAY)] == ["Ủy ban nhân dân xã Học Tập"]
    for name in practice.staff:
        assert book_pages.listed(actor=practice.actor(name), at=MONDAY) == [], name
    day = MONDAY.date()
    found = board.board(practice.actor("leader"), unit_id=None, first=day, last=day, at=MONDAY)
    assert found.total == board.Counts()


def test_every_invented_person_is_told_by_their_number_and_no_real_one_can_be():
    for person in PERSONS.values():
        read = card.read(person.scan(place="Thôn Mẫu, Xã Học Tập, Tỉnh Quảng Ngãi"), today=MONDAY.date())
        assert is_pretend(person.number)
        assert (read.number.value, read.name, read.doubts) == (person.number, person.name, ()), person.key
        assert parse_citizen_number(person.number).province is None
    assert not is_pretend(make.OWNER_NUMBER)
