"""An indicator side by side: by level of government, unit by unit of a level, each unit's last months, what campaigns ask of each level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.campaigns.plan import Goal, State
from motcua.domain.figures.indicators import ALL
from motcua.domain.people.territory import Territory
from motcua.domain.people.units import Level, Unit
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries.campaigns import campaigns
from motcua.queries.campaigns.campaigns import Campaign
from motcua.queries.figures import comparing, figures, territory
from motcua.queries.figures.figures import Figure

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True)
class LevelRow:
    """A level with its figure and how many units of it had something to be counted."""

    level: Level
    figure: Figure


@dataclass(frozen=True)
class Asked:
    """What a running campaign asks of an indicator at a level."""

    amount: Fraction
    campaign: Campaign


def levels(code: str, counted: Collection[str], reading: Territory, *, first: dt.date, last: dt.date, today: dt.date) -> list[LevelRow]:
    """Return an indicator at each level of government; a level that no unit counted is of is left out.

    Together they are the whole, but for units outside the administration.
    """
    groups: dict[str, set[str]] = {}
    for key, level in _levels(counted, reading, today).items():
        groups.setdefault(level.value, set()).add(key)
    found = figures.grouped([code], first=first, last=last, groups={level.value: groups[level.value] for level in LEVELS if level.value in groups})
    return [LevelRow(level, found[level.value][code]) for level in LEVELS if level.value in found]


def of_level(counted: Collection[str], level: Level, reading: Territory, today: dt.date) -> list[tuple[Unit, frozenset[str]]]:
    """Return the units of a level, each with those counted for it that are of that level too; each unit counts for one only.

    Where a single unit stands above all others of the level, it stands alone beside those directly under it.
    """
    config = configuration.current()
    holder, of = territory.holders(reading, today), _levels(counted, reading, today)
    here = {holder[key] for key, one in of.items() if one is level}
    tops = sorted((key for key in here if str(config.units[key].parent_id) not in here), key=lambda key: -len(config.under(key)))
    if len(tops) == 1:
        tops += sorted(key for key in here if str(config.units[key].parent_id) == tops[0])
    above = {key: top for top in tops for key in config.under(top)}  # the nearest: those further down come last
    groups: dict[str, set[str]] = {top: set() for top in tops}
    for key, one in of.items():
        if one is level:
            groups[above[holder[key]]].add(key)
    return sorted(((config.units[top], frozenset(keys)) for top, keys in groups.items() if keys), key=lambda row: row[0].name)


def trends(code: str, groups: Mapping[str, Collection[str]], *, last: dt.date, count: int) -> dict[str, list[Fraction | None]]:
    """Return the last so many months of an indicator for each group, the oldest first, read at once; empty where nothing is connected."""
    first = comparing.months_before(last.replace(day=1), count - 1)
    units = frozenset().union(*groups.values()) if groups else frozenset()
    found = figures.over_time([code], first=first, last=last, span="month", units=units, by_unit=True)
    by_unit = {at: told[code] for at, told in found.items() if code in told}
    months = [comparing.months_before(last.replace(day=1), count - 1 - i) for i in range(count)]
    return {name: [_value(code, month, inner, by_unit) for month in months] for name, inner in groups.items()} if by_unit else {}


def asked(actor: Actor, code: str, today: dt.date) -> dict[Level, Asked]:
    """Return what running campaigns that the actor sees ask of an indicator, by level; the campaign begun last goes first.

    Growth on a base year is told in the campaign: it is another figure for each unit.
    """
    found: dict[Level, Asked] = {}
    for one in campaigns.listed(today):
        if one.state is not State.RUNNING or one.over or not campaigns.seen(actor, one):
            continue
        for target in one.targets:
            if target.indicator == code and target.goal is Goal.ABSOLUTE and target.each:
                for level in target.levels or LEVELS:
                    found.setdefault(level, Asked(target.amount, one))
    return found


def target(code: str, level: Level, goals: Mapping[Level, Asked]) -> Fraction | None:
    """Return what units of a level have to reach: what a campaign asks, else the indicator's own target."""
    return goals[level].amount if level in goals else ALL[code].target


def _levels(counted: Collection[str], reading: Territory, today: dt.date) -> dict[str, Level]:
    """Return the level of each unit counted: of the unit it counts for."""
    units, holder = configuration.current().units, territory.holders(reading, today)
    return {key: units[holder[key]].level for key in counted if key in holder}


def _value(code: str, month: dt.date, inner: Collection[str], by_unit: Mapping[tuple[str, dt.date], Figure]) -> Fraction | None:
    told = [by_unit[unit, month] for unit in inner if (unit, month) in by_unit]
    one = ALL[code]
    of = sum(f.of or 0 for f in told) if one.has_population else None
    return Figure(one, sum(f.hit or 0 for f in told), of).value
