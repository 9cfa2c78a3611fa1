"""Readings of their own: figures that are not put together from parts of dossiers (procedures, units, entered counts)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from motcua.domain.figures import counted
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Indicator, Kind
from motcua.domain.people.units import Level, UnitKind, in_force
from motcua.domain.procedures.revision import OnlineLevel
from motcua.queries import configuration
from motcua.queries.figures import sums
from motcua.storage.figures.models import Entered
from motcua.storage.procedures.models import Procedure

Pair = tuple[int, int | None]


@dataclass(frozen=True)
class Asked:
    """Of which period and units (None: all), and whether units are kept apart."""

    first: dt.date
    last: dt.date
    units: Collection[str] | None
    by_unit: bool


@dataclass(frozen=True)
class Offer:
    """A procedure in scope: at which levels it is settled, and how far it is online."""

    code: str
    levels: frozenset[str]
    online: str
    may_be_partial: bool  # a legal reason keeps it from being wholly online


def read(indicator: Indicator, *, first: dt.date, last: dt.date, units: Collection[str] | None, by_unit: bool) -> Mapping[str, Pair]:
    """Return (hit, of) by unit ("" where units are not kept apart). Raises KeyError for a reading that does not exist."""
    asked = Asked(first, last, units, by_unit)
    if indicator.kind is Kind.ENTERED:
        return {unit: (amount, None) for unit, amount in _entered(indicator.code, asked).items()}
    if indicator.reading.startswith("entered:"):
        hit, of = indicator.reading.removeprefix("entered:").split("/")
        parts, wholes = _entered(hit, asked), _entered(of, asked)
        return {unit: (parts[unit], wholes[unit]) for unit in parts if unit in wholes}
    return {unit: _READINGS[indicator.reading](_levels(asked, unit), _within(asked, unit), asked) for unit in _apart(asked)}


def offers() -> list[Offer]:
    """Return every procedure in scope with what it offers today."""
    rows = Procedure.objects.filter(in_scope=True).values_list("code", "levels", "online", "current__document__online_reason")
    return [Offer(str(code), frozenset(levels), str(online), bool(reason)) for code, levels, online, reason in rows]


def _apart(asked: Asked) -> list[str]:
    if not asked.by_unit:
        return [""]
    return sorted(configuration.current().units if asked.units is None else asked.units)


def _within(asked: Asked, unit: str) -> Collection[str] | None:
    return asked.units if unit == "" else [unit]


def _levels(asked: Asked, unit: str) -> frozenset[str]:
    """Return the levels of government asked about: of one unit, its own; of all, every one."""
    units = configuration.current().units
    if unit:
        return frozenset({units[unit].level.value}) if unit in units else frozenset()
    if asked.units is None:
        return frozenset(level.value for level in Level)
    return frozenset(units[u].level.value for u in asked.units if u in units)


def _in_scope(levels: frozenset[str]) -> list[Offer]:
    return [o for o in offers() if o.levels & levels or not o.levels]


def _online(levels: frozenset[str]) -> list[Offer]:
    return [o for o in _in_scope(levels) if o.online in (OnlineLevel.FULL.value, OnlineLevel.PARTIAL.value)]


def _full(levels: frozenset[str]) -> list[Offer]:
    return [o for o in _in_scope(levels) if o.online == OnlineLevel.FULL.value]


def _used(levels: frozenset[str], units: Collection[str] | None, asked: Asked) -> Pair:
    offered = {o.code for o in _online(levels)}
    seen = sums.totals([counted.RECEIVED_ONLINE], first=asked.first, last=asked.last, units=units, by_procedure=True)
    return len(offered & {k.procedure for k, n in seen.items() if n > 0}), len(offered)


def _one_stops(_levels: frozenset[str], units: Collection[str] | None, asked: Asked) -> Pair:
    found = [
        u for key, u in configuration.current().units.items()
        if u.kind is UnitKind.ONE_STOP_CENTRE and in_force(u, asked.last) and (units is None or key in units)
    ]  # fmt: skip
    return len(found), None


_READINGS: Mapping[str, Callable[[frozenset[str], Collection[str] | None, Asked], Pair]] = {
    "services_online": lambda levels, _units, _asked: (len(_online(levels)), len(_in_scope(levels))),
    "services_full_share": lambda levels, _units, _asked: (len(_full(levels)), len(_online(levels))),
    "services_full_eligible": lambda levels, _units, _asked: (
        len(_full(levels)), len([o for o in _in_scope(levels) if not o.may_be_partial])
    ),
    "services_full": lambda levels, _units, _asked: (len(_full(levels)), None),
    "services_used": _used,
    "one_stops": _one_stops,
}  # fmt: skip


def _entered(code: str, asked: Asked) -> dict[str, int]:
    """Return what units entered: the newest until the end of the period, or what adds up within it."""
    rows = Entered.objects.filter(Q(withdrawn_at=None), indicator=code, day__lte=asked.last).order_by("day", "entered_at")
    if asked.units is not None:
        rows = rows.filter(unit__in=sorted(asked.units))
    newest, found = ALL[code].newest, dict[str, int]()
    for row in rows if newest else rows.filter(day__gte=asked.first):
        unit = str(row.unit)
        found[unit] = row.amount if newest else found.get(unit, 0) + row.amount
    if asked.by_unit or not found:
        return found
    return {"": sum(found.values())}
