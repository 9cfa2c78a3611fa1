"""Dossiers brought to a certain point, for tests of the staff rooms."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.services import results
from motcua.services.dossiers import moving
from tests import make
from tests.make import World


def at(hour: int, day: int = 16, month: int = 11) -> dt.datetime:
    """Return a moment of November 2026; the 16th is a Monday."""
    return dt.datetime(2026, month, day, hour, 0, tzinfo=ZONE)


def move(world: World, dossier_id: uuid.UUID, who: str, action: Action, when: dt.datetime, **inputs: object) -> moving.Done:
    """Take one action as the member of staff."""
    return moving.advance(dossier_id=dossier_id, action=action, actor=world.actor(who), at=when, inputs=inputs)


def handed_over(world: World, when: dt.datetime, **changes: object) -> uuid.UUID:
    """Return a dossier that waits at its first step for somebody to take it."""
    opened = make.received(world, when, **changes)
    move(world, opened.id, "clerk", Action.HAND_OVER, when)
    return opened.id


def taken(world: World, when: dt.datetime, **changes: object) -> uuid.UUID:
    """Return a dossier that the officer has taken."""
    dossier_id = handed_over(world, when, **changes)
    move(world, dossier_id, "officer", Action.ASSIGN, when, assignee=str(world.staff["officer"].id))
    return dossier_id


def drafted(world: World, when: dt.datetime, **more: object) -> uuid.UUID:
    """Return a taken dossier with a drafted result."""
    dossier_id = taken(world, when)
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=when, **more)
    return dossier_id


def to_sign(world: World, when: dt.datetime) -> uuid.UUID:
    """Return a dossier that waits for the signature."""
    dossier_id = drafted(world, when)
    move(world, dossier_id, "officer", Action.PROPOSE, when, decision="grant")
    return dossier_id


def signed(world: World, when: dt.datetime) -> uuid.UUID:
    """Return an approved dossier that waits to be issued."""
    dossier_id = to_sign(world, when)
    move(world, dossier_id, "head", Action.APPROVE, when)
    return dossier_id


def finished(world: World, when: dt.datetime) -> uuid.UUID:
    """Return a dossier whose result waits at the agency."""
    dossier_id = signed(world, when)
    move(world, dossier_id, "records", Action.ISSUE, when)
    return dossier_id
