"""One dossier from the counter to the result, through the services."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain import audit
from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.queries.access import NotAllowed
from motcua.services import results
from motcua.services.dossiers import moving, opening
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Entry, Message
from tests import make
from tests.make import MONDAY


def at(hour: int, day: int = 16) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, 0, tzinfo=ZONE)


def test_a_dossier_goes_from_the_counter_to_the_citizen(world):
    opened = make.received(world)
    assert opened.code == "H48.101.01-261116-0001"
    row = Dossier.objects.get(id=opened.id)
    assert row.due_at == dt.datetime(2026, 11, 19, 17, 0, tzinfo=ZONE)
    steps = [
        ("clerk", Action.HAND_OVER, {}),
        ("officer", Action.ASSIGN, {"assignee": str(world.staff["officer"].id)}),
    ]
    for hour, (who, action, inputs) in enumerate(steps, start=10):
        moving.advance(dossier_id=opened.id, action=action, actor=world.actor(who), at=at(hour), inputs=inputs)
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(13))
    for hour, (who, action, inputs) in enumerate(
        [
            ("officer", Action.PROPOSE, {"decision": "grant"}),
            ("head", Action.APPROVE, {}),
            ("records", Action.ISSUE, {}),
            ("records", Action.HAND_RESULT, {}),
            ("clerk", Action.RETURN_RESULT, {"received_by": "Phạm Thị Lan"}),
        ],
        start=14,
    ):
        moving.advance(dossier_id=opened.id, action=action, actor=world.actor(who), at=at(hour), inputs=inputs)
    row.refresh_from_db()
    assert row.status == Status.RETURNED
    assert row.finished_at == at(16)
    entries = list(Entry.objects.filter(chain=opened.id).order_by("no"))
    assert [e.action for e in entries] == [
        "receive", "hand_over", "assign", "set_result", "propose", "approve", "issue", "hand_result", "return_result",
    ]  # fmt: skip
    pairs = [
        (
            audit.Entry(
                chain=str(e.chain), no=e.no, at=e.at, action=e.action, before=e.before, after=e.after, step=e.step,
                unit=str(e.unit_id) if e.unit_id else None, actor_kind=e.actor_kind, actor=e.actor, data=e.data,
                previous=bytes(e.previous),
            ),
            bytes(e.digest),
        )
        for e in entries
    ]  # fmt: skip
    assert audit.check(pairs, (row.head_no, bytes(row.head))) == []
    assert Message.objects.filter(chain=opened.id).count() == 9


def test_a_clerk_elsewhere_cannot_move_it(world):
    opened = make.received(world)
    with pytest.raises(NotAllowed):
        moving.advance(dossier_id=opened.id, action=Action.HAND_OVER, actor=world.actor("other_clerk"), at=at(10))


def test_a_move_that_the_table_does_not_know_is_refused_and_leaves_no_trace(world):
    opened = make.received(world)
    with pytest.raises(NotPossible):
        moving.advance(dossier_id=opened.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=at(10))
    assert Entry.objects.filter(chain=opened.id).count() == 1


def test_the_same_key_gives_the_same_dossier(world):
    filing, clerk = make.filing(world), world.actor("clerk")
    first = opening.receive(filing=filing, actor=clerk, at=MONDAY, key="k-1")
    again = opening.receive(filing=filing, actor=clerk, at=at(11), key="k-1")
    assert (again.id, again.repeated) == (first.id, True)
    assert Dossier.objects.count() == 1
    with pytest.raises(opening.KeyUsedOtherwise):
        opening.receive(filing=make.filing(world, answers={"purpose": "khác"}), actor=clerk, at=at(11), key="k-1")


def test_a_pause_stops_the_clock_and_the_answer_lets_it_run_on(world):
    opened = make.received(world)
    for who, action, inputs, when in [
        ("clerk", Action.HAND_OVER, {}, at(10)),
        ("officer", Action.ASSIGN, {"assignee": str(world.staff["officer"].id)}, at(10)),
        ("officer", Action.ASK_PAPERS, {"items": [{"component": "proof", "name": "Giấy tờ chứng minh"}], "reason": "Bản mờ"}, at(9, 17)),
    ]:  # fmt: skip
        moving.advance(dossier_id=opened.id, action=action, actor=world.actor(who), at=when, inputs=inputs)
    row = Dossier.objects.get(id=opened.id)
    assert (row.status, row.due_at, row.remaining_minutes) == (Status.AWAITING_PAPERS, None, 22 * 60)
    moving.advance(dossier_id=opened.id, action=Action.ANSWER_PAPERS, actor=make.citizen(), at=at(9, 19))
    row.refresh_from_db()
    assert row.status == Status.IN_PROGRESS
    assert row.due_at == dt.datetime(2026, 11, 23, 17, 0, tzinfo=ZONE)


def test_an_online_filing_is_accepted_and_gets_its_appointment(world):
    opened = make.filed(world)
    row = Dossier.objects.get(id=opened.id)
    assert (row.status, row.answer_due_at, row.due_at) == (Status.FILED, at(9, 17), None)
    done = moving.advance(dossier_id=opened.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=at(15))
    row.refresh_from_db()
    assert row.status == Status.RECEIVED
    assert row.appointment_at == dt.datetime(2026, 11, 19, 17, 0, tzinfo=ZONE)
    assert done.slip_id is not None
