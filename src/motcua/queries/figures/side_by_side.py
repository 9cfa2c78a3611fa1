"""An indicator side by side: by level of government, unit by unit of a level, each unit's last months, what campaigns ask of each level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.campaigns.plan import Goal, State
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Indicator
from motcua.domain.people.territory import Territory
from motcua.domain.people.units import Level, Unit
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries.campaigns import campaigns
from motcua.queries.campaigns.campaigns import Campaign
from motcua.queries.figures import comparing, figures, territory
from motcua.queries.figures.comparing import UnitRow
from motcua.queries.figures.figures import Figure

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True)
class LevelRow:
    """A level with its figure."""

    level: Level
    figure: Figure


@dataclass(frozen=True)
class Asked:
    """What a running campaign asks of an indicator at a level."""

    amount: Fraction
    campaign: Campaign


def read(
    code: str, rows: Sequence[tuple[Unit, frozenset[str]]], counted: Collection[str], reading: Territory, *, first: dt.date, last: dt.date, today: dt.date,
) -> tuple[list[UnitRow], list[LevelRow]]:  # fmt: skip
    """Return units by rank, and an indicator at each level of government, read at once; a level that no unit counted is of is left out.

    The levels together are the whole, but for units outside the administration.
    """
    groups: dict[str, set[str]] = {}
    for key, level in _levels(counted, reading, today).items():
        groups.setdefault(level.value, set()).add(key)
    whole = {level.value: groups[level.value] for level in LEVELS if level.value in groups}
    apart = {str(unit.id): inner for unit, inner in rows}
    begin, end = comparing.earlier(first, last)
    now = figures.grouped([code], first=first, last=last, groups={**whole, **apart})
    before = figures.grouped([code], first=begin, last=end, groups=apart)
    return (
        comparing.ranked(code, rows, now, before, first=first, last=last),
        [LevelRow(level, now[level.value][code]) for level in LEVELS if level.value in whole],
    )


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
    found = figures.series([code], first=first, last=last, span="month", units=units, by_unit=True)
    if not any(code in told for told in found.values()):
        return {}
    return {name: _together(ALL[code], [found[unit][code] for unit in inner if unit in found], count) for name, inner in groups.items()}


def _together(indicator: Indicator, own: Sequence[figures.Series], count: int) -> list[Fraction | None]:
    hits = [sum(column) for column in zip(*(one.hit for one in own), strict=True)] or [0] * count
    if not indicator.has_population:
        return [Fraction(hit) for hit in hits]
    wholes = [sum(column) for column in zip(*(one.of for one in own), strict=True)] or [0] * count
    return [Fraction(hit, of) if of else None for hit, of in zip(hits, wholes, strict=True)]


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
