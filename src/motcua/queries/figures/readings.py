"""Readings of their own: figures that are not put together from parts of dossiers (procedures, units, entered counts)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from motcua.domain.figures import counted
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Indicator, Kind
from motcua.domain.people.units import Unit, UnitKind, in_force
from motcua.domain.procedures.revision import Audience, OnlineLevel
from motcua.queries import configuration
from motcua.queries.figures import sums
from motcua.storage.figures.models import Entered
from motcua.storage.procedures.models import Procedure

Pair = tuple[int, int | None]
_PEOPLE = {Audience.CITIZEN.value, Audience.FOREIGNER.value}


@dataclass
class Asked:
    """Of which period and units (None: all), and whether units are kept apart; what several readings need is looked up once."""

    first: dt.date
    last: dt.date
    units: Collection[str] | None = None
    by_unit: bool = False

    @cached_property
    def offers(self) -> list[Offer]:
        """Every procedure in scope with what it offers today."""
        return offers()

    @cached_property
    def entered(self) -> dict[str, list[Entered]]:
        """What units entered until the end of the period, by indicator, the oldest first."""
        rows = Entered.objects.filter(withdrawn_at=None, day__lte=self.last).order_by("day", "entered_at")
        if self.units is not None:
            rows = rows.filter(unit__in=sorted(self.units))
        found: dict[str, list[Entered]] = {}
        for row in rows:
            found.setdefault(row.indicator, []).append(row)
        return found


@dataclass(frozen=True)
class Offer:
    """A procedure in scope: at which levels it is settled, and how far it is online."""

    code: str
    levels: frozenset[str]
    online: str
    may_be_partial: bool  # a legal reason keeps it from being wholly online
    unit_code: str  # the fixed unit that settles it; empty: where people live
    for_people: bool  # its audience is a person
    sets_fee: bool

    @property
    def is_online(self) -> bool:
        """Return whether it is offered online, partly or wholly."""
        return self.online in (OnlineLevel.FULL.value, OnlineLevel.PARTIAL.value)


def read(indicator: Indicator, asked: Asked) -> Mapping[str, Pair]:
    """Return (hit, of) by unit ("" where units are not kept apart). Raises KeyError for a reading that does not exist."""
    if indicator.kind is Kind.ENTERED:
        return {unit: (amount, None) for unit, amount in read_entered(indicator.code, asked).items()}
    if indicator.reading.startswith("entered:"):
        hit, of = indicator.reading.removeprefix("entered:").split("/")
        parts, wholes = read_entered(hit, asked), read_entered(of, asked)
        return {unit: (parts[unit], wholes[unit]) for unit in parts if unit in wholes}
    return {unit: _READINGS[indicator.reading](in_scope(_units(asked, unit), asked.offers), _within(asked, unit), asked) for unit in _apart(asked)}


def offers() -> list[Offer]:
    """Return every procedure in scope with what it offers today."""
    rows = Procedure.objects.filter(in_scope=True).values_list(
        "code", "levels", "online", "current__document__online_reason", "unit_code", "audience",
        "current__sets_fee",
    )
    return [
        Offer(str(code), frozenset(levels), str(online), bool(reason), str(unit), bool(set(audience) & _PEOPLE) or not audience, bool(fee))
        for code, levels, online, reason, unit, audience, fee in rows
    ]


def in_scope(units: Collection[Unit] | None, found: list[Offer]) -> list[Offer]:
    """Return the procedures the units settle: a department its own, others those of their level; None: every one."""
    if units is None:
        return found
    fixed = {o.unit_code for o in found} & {u.code for u in units}
    levels = {u.level.value for u in units if u.code not in fixed}
    return [o for o in found if (o.unit_code in fixed if o.unit_code else bool(o.levels & levels) or not o.levels)]


def complete() -> tuple[int, int]:
    """Return how many procedures in scope have all the parts publication asks for, of all in scope: as of now."""
    rows = Procedure.objects.filter(in_scope=True)
    return rows.filter(completeness="complete").count(), rows.count()


def read_entered(code: str, asked: Asked) -> dict[str, int]:
    """Return what units entered for an indicator: the newest until the end of the period, or what adds up within it."""
    newest, found = ALL[code].newest, dict[str, int]()
    for row in asked.entered.get(code, ()):
        unit = str(row.unit)
        if newest:
            found[unit] = row.amount
        elif row.day >= asked.first:
            found[unit] = found.get(unit, 0) + row.amount
    if asked.by_unit or not found:
        return found
    return {"": sum(found.values())}


def _apart(asked: Asked) -> list[str]:
    if not asked.by_unit:
        return [""]
    return sorted(configuration.current().units if asked.units is None else asked.units)


def _within(asked: Asked, unit: str) -> Collection[str] | None:
    return asked.units if unit == "" else [unit]


def _units(asked: Asked, unit: str) -> list[Unit] | None:
    units = configuration.current().units
    if unit:
        return [units[unit]] if unit in units else []
    return None if asked.units is None else [units[u] for u in asked.units if u in units]


def _used(scope: list[Offer], units: Collection[str] | None, asked: Asked) -> Pair:
    offered = {o.code for o in scope if o.is_online}
    seen = sums.totals([counted.RECEIVED_ONLINE], first=asked.first, last=asked.last, units=units, by_procedure=True)
    return len(offered & {k.procedure for k, n in seen.items() if n > 0}), len(offered)


def _full(scope: list[Offer]) -> int:
    return sum(o.online == OnlineLevel.FULL.value for o in scope)


def _online(scope: list[Offer]) -> int:
    return sum(o.is_online for o in scope)


def _one_stops(_scope: list[Offer], units: Collection[str] | None, asked: Asked) -> Pair:
    found = [
        u for key, u in configuration.current().units.items()
        if u.kind is UnitKind.ONE_STOP_CENTRE and in_force(u, asked.last) and (units is None or key in units)
    ]  # fmt: skip
    return len(found), None


_READINGS: Mapping[str, Callable[[list[Offer], Collection[str] | None, Asked], Pair]] = {
    "services_online": lambda scope, _units, _asked: (_online(scope), len(scope)),
    "services_full_share": lambda scope, _units, _asked: (_full(scope), _online(scope)),
    "services_full_eligible": lambda scope, _units, _asked: (_full(scope), sum(not o.may_be_partial for o in scope)),
    "services_full_of_all": lambda scope, _units, _asked: (_full(scope), len(scope)),
    "services_partial_of_all": lambda scope, _units, _asked: (sum(o.online == OnlineLevel.PARTIAL.value for o in scope), len(scope)),
    "services_full": lambda scope, _units, _asked: (_full(scope), None),
    "services_used": _used,
    "one_stops": _one_stops,
}
