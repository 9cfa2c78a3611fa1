"""The tree of units at the turn of the day: units end and begin, and it is written down who continues whom."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import connection

from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.heirs import Heirs, Share
from motcua.domain.reorganisation.plan import Plan
from motcua.queries import configuration
from motcua.services import ledger_bulk
from motcua.services.reorganisation import journal
from motcua.services.reorganisation.journal import Round
from motcua.storage.people import models as people
from motcua.storage.reorganisation.models import Reorganisation, Succession


def turn(kept: Round, plan: Plan, *, actor: Actor, at: dt.datetime) -> None:
    """Open and end units and keep the successions. A divided unit names its main heir only at confirmation."""
    people.Unit.objects.bulk_create(
        [
            people.Unit(id=unit.id, code=unit.code, name=unit.name, kind=unit.kind.value, level=unit.level.value, parent_id=unit.parent_id,
                        area_code=unit.area_code, valid_from=unit.valid_from)
            for unit in plan.openings
        ]
    )  # fmt: skip
    journal.inserted(kept, "people_unit", [unit.id for unit in plan.openings])
    before = {row.id: row for row in people.Unit.objects.select_for_update().filter(id__in=[unit.id for unit in plan.closings])}
    journal.change(kept, "people_unit", (_closing(before[unit.id], unit) for unit in plan.closings))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_unit u SET valid_to = c.valid_to, successor_id = c.successor FROM unnest(%s::uuid[], %s::date[], %s::uuid[]) "
            "AS c(id, valid_to, successor) WHERE u.id = c.id",
            [[u.id for u in plan.closings], [u.valid_to for u in plan.closings], [u.successor_id for u in plan.closings]],
        )
    Succession.objects.bulk_create(
        [
            Succession(reorganisation_id=kept.reorganisation, old_id=s.old, new_id=s.new, fields=sorted(s.fields), areas=sorted(s.areas),
                       main=s.main, derived=s.derived, ordinal=number)
            for number, s in enumerate(plan.shares)
        ]
    )  # fmt: skip
    _note(plan, actor, at)


def _closing(row: people.Unit, unit: Unit) -> tuple[uuid.UUID, Mapping[str, object], Mapping[str, object]]:
    before = {"valid_to": _text(row.valid_to), "successor_id": _text(row.successor_id)}
    return unit.id, before, {"valid_to": _text(unit.valid_to), "successor_id": _text(unit.successor_id)}


def _note(plan: Plan, actor: Actor, at: dt.datetime) -> None:
    added = {u.id: {"code": u.code, "parent": _text(u.parent_id), "from": str(u.valid_from)} for u in plan.openings}
    ended = {u.id: {"to": str(u.valid_to), "successor": _text(u.successor_id)} for u in plan.closings}
    ledger_bulk.note_subjects(added, kind="unit", action="unit.add", actor=actor, at=at)
    ledger_bulk.note_subjects(ended, kind="unit", action="unit.end", actor=actor, at=at)


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def heirs_of(row: Reorganisation) -> Heirs:
    """Return who takes over what, as it was applied."""
    shares = [
        Share(s.old_id, s.new_id, frozenset(s.fields), frozenset(s.areas), main=s.main, derived=s.derived)
        for s in Succession.objects.filter(reorganisation=row).order_by("ordinal")
    ]
    return Heirs(shares, [configuration.unit_of(unit) for unit in people.Unit.objects.all()])


def codes() -> dict[uuid.UUID, str]:
    """Return the identifier of every unit."""
    return dict(people.Unit.objects.values_list("id", "code"))
