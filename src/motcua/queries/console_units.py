"""Units as the console shows them: a level of the tree, one unit with its past and heirs, what is wrong with the tree."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.people import units
from motcua.domain.people.units import Unit, UnitProblemCode
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.storage.people.models import Staff, StaffRole
from motcua.storage.people.models import Unit as UnitRow

MOST = 300  # lines a list shows


@dataclass(frozen=True)
class Line:
    """A unit in a list: how many units in force stand under it, who continues it, what is wrong with it."""

    unit: Unit
    children: int
    heir: Unit | None
    problems: tuple[UnitProblemCode, ...]


@dataclass(frozen=True)
class Holder:
    """Somebody with a role in the unit."""

    staff_id: uuid.UUID
    name: str
    role: Role
    first: dt.date
    last: dt.date | None


@dataclass(frozen=True)
class Page:
    """One unit with everything around it; `row` holds its address and telephone."""

    unit: Unit
    row: UnitRow
    above: tuple[Unit, ...]  # the highest first
    below: tuple[Line, ...]
    before: tuple[Unit, ...]  # those it took over from
    after: Unit | None
    holders: tuple[Holder, ...]
    problems: tuple[UnitProblemCode, ...]


def level(under: uuid.UUID | None, day: dt.date) -> list[Line]:
    """Return the units in force directly under a unit, or at the top, in Vietnamese order."""
    config = configuration.current()
    found = [u for u in config.units.values() if u.parent_id == under and units.in_force(u, day)]
    return _lines(config, found, day)


def search(words: str, day: dt.date) -> list[Line]:
    """Return the units whose name or code holds the words, those in force first."""
    config = configuration.current()
    wanted = folding.fold(words)
    found = [u for u in config.units.values() if wanted in folding.fold(u.name) or wanted in folding.fold(u.code)]
    lines = _lines(config, found, day)
    return sorted(lines, key=lambda line: not units.in_force(line.unit, day))[:MOST]


def ended(day: dt.date) -> list[Line]:
    """Return the units that have ended, the latest first, each with who continues it today."""
    config = configuration.current()
    found = [u for u in config.units.values() if u.valid_to is not None and u.valid_to < day]
    return sorted(_lines(config, found, day), key=lambda line: line.unit.valid_to or day, reverse=True)[:MOST]


def wrong(day: dt.date) -> list[Line]:
    """Return the units with which something is wrong."""
    config = configuration.current()
    bad = {problem.unit_id for problem in units.problems(config.units.values())}
    return _lines(config, [u for u in config.units.values() if u.id in bad], day)


def page(unit_id: uuid.UUID, day: dt.date) -> Page | None:
    """Return one unit with everything around it; None where there is no such unit."""
    config = configuration.current()
    if str(unit_id) not in config.units:  # added a moment ago, perhaps through another process
        configuration.forget()
        config = configuration.current()
    unit = config.units.get(str(unit_id))
    if unit is None:
        return None
    everything = list(config.units.values())
    found = [p.code for p in units.problems(everything) if p.unit_id == unit_id]
    holders = StaffRole.objects.filter(unit_id=unit_id).exclude(valid_to__lt=day).select_related("staff")
    return Page(
        unit=unit,
        row=config.unit_texts[str(unit_id)],
        above=tuple(reversed(units.ancestors(everything, unit))),
        below=tuple(level(unit_id, day)),
        before=tuple(u for u in everything if u.successor_id == unit_id),
        after=config.units.get(str(unit.successor_id)),
        holders=tuple(
            Holder(r.staff_id, r.staff.name, Role(r.role), r.valid_from, r.valid_to)
            for r in sorted(holders, key=lambda r: (folding.sort_key(r.staff.name), r.role))
        ),
        problems=tuple(found),
    )


def choices(actor: Actor, day: dt.date) -> list[Unit]:
    """Return the units in force that the actor administers, in the order of the tree."""
    config = configuration.current()
    mine = [u for u in config.units.values() if units.in_force(u, day) and administration.reaches(actor, str(u.id))]
    return _in_tree_order(mine)


def everything_in_force(day: dt.date) -> list[Unit]:
    """Return every unit in force on the day, in the order of the tree."""
    return _in_tree_order([u for u in configuration.current().units.values() if units.in_force(u, day)])


def tops(actor: Actor, day: dt.date) -> list[Unit]:
    """Return the units at which the actor's administration begins."""
    config = configuration.current()
    if administration.everywhere(actor):
        return [u for u in config.units.values() if u.parent_id is None and units.in_force(u, day)]
    return [config.units[u] for u in sorted(actor.units_as(Role.UNIT_ADMIN)) if u in config.units]


def depth(unit: Unit) -> int:
    """Return how many units stand above a unit."""
    return len(units.ancestors(configuration.current().units.values(), unit))


def names(ids: Iterable[object]) -> dict[str, str]:
    """Return the names of staff by id as text, for histories."""
    wanted = [i for i in {str(i) for i in ids} if _is_uuid(i)]
    return {str(i): name for i, name in Staff.objects.filter(id__in=wanted).values_list("id", "name")}


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _in_tree_order(found: Sequence[Unit]) -> list[Unit]:
    known = configuration.current().units
    keys: dict[str, tuple[str, ...]] = {}

    def key(unit: Unit) -> tuple[str, ...]:
        own = str(unit.id)
        if own not in keys:
            parent = known.get(str(unit.parent_id))
            keys[own] = (*(key(parent) if parent else ()), folding.sort_key(unit.name))
        return keys[own]

    return sorted(found, key=key)


def _lines(config: Configuration, found: Sequence[Unit], day: dt.date) -> list[Line]:
    everything = list(config.units.values())
    problems: dict[uuid.UUID, list[UnitProblemCode]] = {}
    for problem in units.problems(everything):
        problems.setdefault(problem.unit_id, []).append(problem.code)
    counts: dict[str, int] = {}
    for unit in everything:
        if unit.parent_id is not None and units.in_force(unit, day):
            counts[str(unit.parent_id)] = counts.get(str(unit.parent_id), 0) + 1
    return [
        Line(
            unit=unit,
            children=counts.get(str(unit.id), 0),
            heir=None if units.in_force(unit, day) else units.continues(everything, unit, day),
            problems=tuple(problems.get(unit.id, ())),
        )
        for unit in sorted(found, key=lambda u: (folding.sort_key(u.name), u.valid_from))
    ]
