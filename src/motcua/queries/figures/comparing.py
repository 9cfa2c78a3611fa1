"""Figures beside one another: with the period before, month by month, unit by unit with rank and movement."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Better
from motcua.domain.people.units import Unit
from motcua.queries.figures import figures
from motcua.queries.figures.figures import Figure

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """A month of an indicator, up to the end of the period."""

    month: dt.date
    figure: Figure


@dataclass(frozen=True)
class UnitRow:
    """A unit with everything under it: its rank (1 is best; None: nothing to count) and how many places it went up."""

    unit: Unit
    figure: Figure
    rank: int | None
    moved: int | None
    deeper: bool


def earlier(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Return the period before: as many days; whole months before whole months, and the same days of the month, quarter or year before."""
    if first.day != 1:
        return first - (last - first) - DAY, first - DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    size = next((m for m in (1, 3, 12) if months <= m and (first.month - 1) % m == 0), months)
    start = months_before(first, size)
    end = first - DAY if (last + DAY).day == 1 and months == size else months_before(last, size)
    return start, min(end, first - DAY)


def months_before(day: dt.date, count: int) -> dt.date:
    """Return the same day so many months before, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def with_earlier(
    codes: Sequence[str], *, first: dt.date, last: dt.date, units: Collection[str] | None, today: dt.date | None = None
) -> tuple[Mapping[str, Figure], Mapping[str, Figure]]:
    """Return indicators of a period and of the one before."""
    begin, end = earlier(first, last)
    return (
        figures.read(codes, first=first, last=last, units=units, today=today)[""],
        figures.read(codes, first=begin, last=end, units=units, today=today)[""],
    )


def months(code: str, *, last: dt.date, count: int, units: Collection[str] | None, today: dt.date | None = None) -> list[Month]:
    """Return the last so many months of an indicator made of parts, the oldest first; others have none."""
    first = months_before(last.replace(day=1), count - 1)
    found = figures.over_time([code], first=first, last=last, span="month", units=units, today=today)
    return [Month(month, told[code]) for (_unit, month), told in sorted(found.items()) if code in told]


def units(code: str, *, actor_units: Sequence[tuple[Unit, frozenset[str]]], first: dt.date, last: dt.date, today: dt.date | None = None) -> list[UnitRow]:
    """Return the units (each with those under it), the one furthest behind first; those with nothing to count come last."""
    groups = {str(unit.id): inner for unit, inner in actor_units}
    begin, end = earlier(first, last)
    now = figures.grouped([code], first=first, last=last, groups=groups, today=today)
    before = figures.grouped([code], first=begin, last=end, groups=groups, today=today)
    return ranked(code, actor_units, now, before, first=first, last=last)


def ranked(
    code: str, actor_units: Sequence[tuple[Unit, frozenset[str]]], now: Mapping[str, Mapping[str, Figure]], before: Mapping[str, Mapping[str, Figure]],
    *, first: dt.date, last: dt.date,
) -> list[UnitRow]:  # fmt: skip
    """Return the units by what was read of them, in the period and in the one before; `now` may hold more than these."""
    keys = [str(unit.id) for unit, _inner in actor_units]
    now, before = {key: now[key] for key in keys}, {key: before[key] for key in keys}
    ranks, former = _ranks(code, now), _ranks(code, before)
    rows = [
        UnitRow(
            unit, now[str(unit.id)][code], ranks.get(str(unit.id)),
            former[str(unit.id)] - ranks[str(unit.id)] if str(unit.id) in ranks and str(unit.id) in former else None, len(inner) > 1,
        )
        for unit, inner in actor_units if _there(unit, now[str(unit.id)][code], first, last)
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r.rank is None, -(r.rank or 0), r.unit.name))


def _there(unit: Unit, figure: Figure, first: dt.date, last: dt.date) -> bool:
    """Tell whether a unit belongs on a list of a period: it was there in it, or has something to be counted."""
    return (unit.valid_from <= last and (unit.valid_to is None or unit.valid_to >= first)) or bool(figure.hit or figure.of)


def _ranks(code: str, found: Mapping[str, Mapping[str, Figure]]) -> dict[str, int]:
    """Return places from the best down; equals share a place."""
    values = {unit: told[code].value for unit, told in found.items()}
    known = {unit: value for unit, value in values.items() if value is not None}
    ordered = sorted(known.values(), reverse=ALL[code].better is not Better.DOWN)
    place = {value: number for number, value in reversed(list(enumerate(ordered, start=1)))}  # of equals the first
    return {unit: place[value] for unit, value in known.items()}
