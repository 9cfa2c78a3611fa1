"""Which units figures are asked of: those of then, or those that hold the territory today with all they continue.

Both are groups of ids (name -> ids), so that no statement is another one and none is slower; a dossier counts once in each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.domain.people import territory
from motcua.domain.people.territory import Territory
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor
from motcua.queries import board, configuration


@dataclass(frozen=True)
class Reached:
    """The unit asked for (None: all an actor may see) and every unit counted; `asked` where it is no more and another one holds its territory."""

    unit: Unit | None
    counted: frozenset[str]
    asked: Unit | None = None


@dataclass(frozen=True)
class Division:
    """A unit that was divided: for whom its dossiers count, and who took over the rest."""

    unit: Unit
    holder: Unit
    others: tuple[Unit, ...]


def reach(actor: Actor, unit_id: str | None, reading: Territory, today: dt.date) -> Reached:
    """Return the unit asked for and the units counted for it, within the actor's reach."""
    unit, counted = board.reach(actor, unit_id)
    if reading is Territory.THEN:
        return Reached(unit, counted)
    holder, units = holders(Territory.TODAY, today), configuration.current().units
    if unit is None:
        return Reached(None, frozenset().union(*(_held(str(top.id), holder) for top in board.tops(actor))))
    now = units[holder[str(unit.id)]]
    if now.id == unit.id:
        return Reached(unit, _held(str(unit.id), holder))
    found, everything = board.reach(actor, str(now.id))
    if str(now.id) not in everything:  # the heir is out of reach: its figures are not the actor's to see
        return Reached(unit, counted)
    return Reached(found, _held(str(now.id), holder), asked=unit)


def below(actor: Actor, unit: Unit | None, reading: Territory, today: dt.date) -> list[tuple[Unit, frozenset[str]]]:
    """Return the units directly under one, each with the units counted for it; the unit itself stands first with the rest.

    On today's territory a unit is left out where another one counts for all of it.
    """
    found = board.below(actor, unit)
    if reading is Territory.THEN:
        return found
    holder = holders(Territory.TODAY, today)
    if unit is None:
        return [(one, _held(str(one.id), holder)) for one, _units in found]
    rows = [(one, units) for one, _units in found[1:] if (units := _held(str(one.id), holder))]
    rest = _held(str(unit.id), holder) - frozenset().union(*(units for _one, units in rows))
    return [(unit, rest), *rows]


def divisions(counted: Collection[str], today: dt.date) -> list[Division]:
    """Return the units among these that are no more and were divided, by name."""
    config = configuration.current()
    holder = holders(Territory.TODAY, today)
    found = []
    for key, heirs in config.divided.items():
        if key in counted and key in config.units and len(heirs) > 1 and holder[key] != key:
            others = tuple(config.units[h] for h in heirs if h != holder[key] and h in config.units)
            found.append(Division(config.units[key], config.units[holder[key]], others))
    return sorted(found, key=lambda d: d.unit.name)


def holders(reading: Territory, today: dt.date) -> Mapping[str, str]:
    """Return for every unit the one its dossiers count for."""
    config = configuration.current()
    if reading is Territory.THEN:
        return {key: key for key in config.units}
    if today not in config.holders:
        config.holders[today] = territory.holders(config.units, config.divided, today)
    return config.holders[today]


def same(unit_id: str, reading: Territory, today: dt.date) -> frozenset[str]:
    """Return every unit whose dossiers count for this very unit."""
    return frozenset(key for key, one in holders(reading, today).items() if one == unit_id)


def _held(unit_id: str, holder: Mapping[str, str]) -> frozenset[str]:
    """Return every unit whose territory the unit, or one under it, holds."""
    under = configuration.current().under(unit_id)
    return frozenset(key for key, one in holder.items() if one in under)
