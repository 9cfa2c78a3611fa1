"""Preparing a reorganisation: the table is read, judged against today's units and kept; nothing is moved."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import asdict

from django.db import transaction

from motcua.domain.folding import clean_text
from motcua.domain.people.units import Level, UnitKind
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.domain.reorganisation import plan as planning
from motcua.domain.reorganisation.plan import Plan
from motcua.domain.reorganisation.sheet import Line
from motcua.domain.reorganisation.states import ROLES, State, Step
from motcua.queries import configuration
from motcua.services import ledger
from motcua.services.reorganisation import reading
from motcua.services.reorganisation.reading import SheetRefused
from motcua.storage import ids
from motcua.storage.people import models as people
from motcua.storage.reorganisation.models import Reorganisation


class NotForThisPerson(PermissionError):
    """The actor may not take this step of a reorganisation."""


class OtherUnconfirmed(ValueError):
    """Another reorganisation is applied and neither confirmed nor undone; `name` is its file."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def may(actor: Actor, step: Step) -> bool:
    """Return whether the actor may take the step; the command line acts for the office that runs the system."""
    return actor.kind is ActorKind.SYSTEM or actor.holds(*ROLES[step])


def demand(actor: Actor, step: Step) -> None:
    """Raise NotForThisPerson unless the actor may take the step."""
    if not may(actor, step):
        raise NotForThisPerson(step.value)


def prepare(*, content: bytes, name: str, on: dt.date, basis: str, actor: Actor, at: dt.datetime) -> Reorganisation:
    """Keep a table for a day and return it; the same file for the same day is the same reorganisation.

    Raises NotForThisPerson, reading.NotReadable, SheetRefused (also where today's units do not fit the table).
    """
    demand(actor, Step.PREPARE)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        kept = Reorganisation.objects.filter(digest=digest, on=on).first()
        if kept is not None:
            return kept
        lines = reading.lines(content, name=name)
        row = Reorganisation(
            id=ids.new(), name=name[:200], digest=digest, on=on, basis=clean_text(basis)[:300], prepared_at=at, prepared_by=actor.id,
            lines=[_as_json(line) for line in lines],
        )  # fmt: skip
        plan_of(row)
        row.save(force_insert=True)
        data = {"file": digest, "on": str(on), "lines": len(lines), "basis": row.basis}
        ledger.note_subject(subject=row.id, kind="reorganisation", action="reorganisation.prepare", actor=actor, at=at, data=data)
    return row


def plan_of(row: Reorganisation) -> Plan:
    """Return what the table does to the units as they stand; ids of new units are made once and kept in `row.opened`.

    Raises SheetRefused.
    """

    def new_id(code: str) -> uuid.UUID:
        return uuid.UUID(row.opened.setdefault(code, str(ids.new())))

    known = [configuration.unit_of(unit) for unit in people.Unit.objects.order_by("id")]
    plan = planning.make(lines=lines_of(row), known=known, on=row.on, new_id=new_id)
    if plan.problems:
        raise SheetRefused(plan.problems)
    return plan


def lines_of(row: Reorganisation) -> list[Line]:
    """Return the lines as they were read."""
    return [
        Line(**{**one, "kind": UnitKind(one["kind"]) if one["kind"] else None, "level": Level(one["level"]) if one["level"] else None,
                "fields": tuple(one["fields"]), "areas": tuple(one["areas"])})
        for one in row.lines
    ]  # fmt: skip


def state_of(row: Reorganisation) -> State:
    """Return where a reorganisation stands."""
    return State(row.state)


def _as_json(line: Line) -> dict[str, object]:
    return asdict(line) | {"kind": line.kind.value if line.kind else "", "level": line.level.value if line.level else "",
                           "fields": list(line.fields), "areas": list(line.areas)}  # fmt: skip
