"""Looking at corrections: what one asked for, what waits for one's decision, and the lines behind a figure; each look is recorded."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, configuration, corrections, faults
from motcua.queries.access import NotAllowed
from motcua.queries.corrections import Asked
from motcua.queries.dossier_parts import Names
from motcua.queries.faults import Admitted
from motcua.services import ledger

__all__ = ["NotAllowed", "behind", "faults_behind", "of_dossier", "one", "own", "queue"]

RECENT = dt.timedelta(days=30)


def own(*, actor: Actor, at: dt.datetime) -> tuple[Asked, ...]:
    """Return what the actor asked for, latest first, and record the reading."""
    return _read(corrections.own(actor), actor, at, "own_corrections")


def queue(*, actor: Actor, at: dt.datetime) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """Return what waits for the actor's decision, and what was decided in the last thirty days; record the reading."""
    waiting, decided = corrections.waiting(actor), corrections.decided(actor, since=at - RECENT)
    _read((*waiting, *decided), actor, at, "corrections")
    return waiting, decided


def one(*, correction_id: uuid.UUID, actor: Actor) -> Asked:
    """Return a correction on whose dossier the actor may decide; its page records the reading. Raises NotAllowed."""
    return corrections.one(correction_id, actor)


def of_dossier(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime) -> tuple[Asked, ...]:
    """Return the corrections of a dossier with their words, oldest first, and record the reading. Raises NotAllowed."""
    access.get(actor, Action.READ, dossier_id)
    ledger.read(actor=actor, at=at, purpose="corrections", dossier_ids=[dossier_id])
    return corrections.of_dossier(dossier_id, Names(configuration.current()))


def behind(
    *, actor: Actor, at: dt.datetime, unit_id: str | None, first: dt.date, last: dt.date, kind: str = "", by: str = "",
    after: uuid.UUID | None = None,
) -> tuple[tuple[Asked, ...], bool]:  # fmt: skip
    """Return a page of the corrections behind a number and whether more follow; record the reading."""
    found, more = corrections.behind(actor, unit_id=unit_id, first=first, last=last, kind=kind, by=by, after=after)
    return _read(found, actor, at, "board"), more


def faults_behind(*, actor: Actor, at: dt.datetime, unit_id: str | None, first: dt.date, last: dt.date) -> tuple[Admitted, ...]:
    """Return the latest faults of the period and record the reading."""
    found = faults.behind(actor, unit_id=unit_id, first=first, last=last)
    ledger.read(actor=actor, at=at, purpose="board", dossier_ids=[line.dossier_id for line in found])
    return found


def _read(found: tuple[Asked, ...], actor: Actor, at: dt.datetime, purpose: str) -> tuple[Asked, ...]:
    ledger.read(actor=actor, at=at, purpose=purpose, dossier_ids=list(dict.fromkeys(line.dossier_id for line in found)))
    return found
