"""What a reorganisation would do, counted unit by unit, and what to look after besides; nothing is moved."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from motcua.domain.people import units
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.plan import Plan
from motcua.domain.reorganisation.states import Step
from motcua.services.reorganisation import deciding, preparing
from motcua.services.reorganisation.deciding import CONCERNED, UNIT_COLUMNS
from motcua.storage.procedures.models import Procedure
from motcua.storage.reorganisation.models import Reorganisation

# What is counted by unit besides dossiers: name, table, column of the unit, condition.
_COUNTED: tuple[tuple[str, str, str, str], ...] = (
    ("tasks", "dossiers_steprun", "unit_id", "t.ended_at IS NULL"),
    ("opinions", "dossiers_consultation", "unit_id", "t.answered_at IS NULL"),
    ("bundles", "papers_bundle", "unit_id", "t.holder = 'unit'"),
    ("transfers", "papers_transfer", "to_unit_id", "t.closed_at IS NULL"),
    ("calls", "papers_call", "unit_id", "t.settled_at IS NULL"),
    ("roles", "people_staffrole", "unit_id", "COALESCE(t.valid_to, 'infinity') >= %(on)s"),
    ("keys", "people_apikey", "unit_id", "t.revoked_at IS NULL"),
    ("delegations", "people_delegation", "unit_id", "COALESCE(t.valid_to, 'infinity') >= %(on)s"),
    ("books", "books_book", "unit_id", "t.closed_at IS NULL"),
    ("counters", "counters_counter", "unit_id", "t.revoked_at IS NULL"),
    ("drafts", "dossiers_draft", "unit_id", "t.sent_at IS NULL"),
    # what does not go along, and has to be looked after
    ("shifts", "fees_shift", "unit_id", "t.closed_at IS NULL"),
    ("openings", "counters_openinghours", "unit_id", "COALESCE(t.valid_to, 'infinity') >= %(on)s"),
    ("queues", "counters_ticketgroup", "unit_id", "t.ended_at IS NULL"),
    ("accounts", "fees_bankaccount", "unit_id", "t.number <> ''"),
    ("calendar_days", "people_calendarday", "unit_id", "t.day >= %(on)s"),
)
COUNTS = tuple(name for name, *_rest in _COUNTED)
LEFT_BEHIND = ("shifts", "openings", "queues", "accounts", "calendar_days", "delegations")


@dataclass(frozen=True)
class UnitLine:
    """A unit that gives something away: to whom, its unfinished dossiers by status, and what else there is."""

    unit: Unit
    heirs: tuple[Unit, ...]
    ends: bool
    statuses: Mapping[int, int]
    counts: Mapping[str, int]

    @property
    def dossiers(self) -> int:
        return sum(self.statuses.values())


@dataclass(frozen=True)
class Preview:
    """The whole: units opened and ended, the lines, how many dossiers and roles somebody will have to choose for."""

    opened: tuple[Unit, ...]
    ended: tuple[Unit, ...]
    lines: tuple[UnitLine, ...]
    dossiers_by_hand: int
    roles_by_hand: int
    procedures: tuple[str, ...] = field(default=())  # codes of procedures that name a unit which is no more

    @property
    def statuses(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for line in self.lines:
            for status, count in line.statuses.items():
                found[status] = found.get(status, 0) + count
        return dict(sorted(found.items()))

    @property
    def dossiers(self) -> int:
        return sum(self.statuses.values())

    @property
    def counts(self) -> dict[str, int]:
        return {name: sum(line.counts.get(name, 0) for line in self.lines) for name in COUNTS}


def preview(*, reorganisation: Reorganisation, actor: Actor, at: dt.datetime) -> Preview:
    """Return what would happen if it were applied now. Raises NotForThisPerson, SheetRefused."""
    preparing.demand(actor, Step.SEE)
    plan = preparing.plan_of(reorganisation)
    heirs, ending = plan.heirs(), {unit.id for unit in plan.closings}
    losing = sorted(heirs.losing | ending)
    by_id = {unit.id: unit for unit in plan.after}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        deciding.list_todo(losing)
        statuses, counts = _statuses(losing), _counts(losing, plan.on)
        by_hand = sum(1 for one in deciding.decided(heirs, actor=actor, at=at, lock=False) if one.heirs is None)
    lines = tuple(
        UnitLine(by_id[unit], tuple(by_id[heir] for heir in heirs.of(unit)), unit in ending, statuses.get(unit, {}), counts.get(unit, {}))
        for unit in sorted(losing, key=lambda one: by_id[one].code)
    )  # fmt: skip
    divided = [line for line in lines if line.ends and len(line.heirs) > 1]
    return Preview(
        plan.openings, plan.closings, lines, by_hand, sum(line.counts.get("roles", 0) for line in divided), _procedures(plan)
    )


def _statuses(losing: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[int, int]]:
    """Count each listed dossier once, at the first of its units that gives something away."""
    first = " ".join(f"WHEN d.{column} = ANY(%(units)s) THEN d.{column}" for column in UNIT_COLUMNS)
    found: dict[uuid.UUID, dict[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CASE {first} ELSE (SELECT u FROM unnest(%(units)s::uuid[]) u LIMIT 1) END AS unit, d.status, count(*) "  # noqa: S608
            f"FROM dossiers_dossier d JOIN {CONCERNED} x ON x.id = d.id GROUP BY 1, 2",
            {"units": list(losing)},
        )
        for unit, status, count in cursor.fetchall():
            found.setdefault(unit, {})[status] = count
    return found


def _counts(losing: Sequence[uuid.UUID], on: dt.date) -> dict[uuid.UUID, dict[str, int]]:
    found: dict[uuid.UUID, dict[str, int]] = {}
    with connection.cursor() as cursor:
        for name, table, column, when in _COUNTED:
            cursor.execute(
                f"SELECT t.{column}, count(*) FROM {table} t WHERE t.{column} = ANY(%(units)s) AND {when} GROUP BY 1",  # noqa: S608
                {"units": list(losing), "on": on},
            )
            for unit, count in cursor.fetchall():
                found.setdefault(unit, {})[name] = count
    return found


def _procedures(plan: Plan) -> tuple[str, ...]:
    """Return procedures settled by a fixed unit whose identifier nobody bears after the day."""
    there = {unit.code for unit in plan.after if units.in_force(unit, plan.on)}
    gone = {unit.code for unit in plan.closings} - there
    return tuple(Procedure.objects.filter(unit_code__in=gone, in_scope=True).order_by("code").values_list("code", flat=True))
