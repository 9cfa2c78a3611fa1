"""The working calendar as the console shows it: a year of months, its special days and seasons, and where each comes from."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.calendar import Calendar
from motcua.domain.hours import Session
from motcua.domain.people.units import Unit
from motcua.queries import configuration
from motcua.storage.people.models import CalendarDay, CalendarSeason


@dataclass(frozen=True)
class Cell:
    """One day of a month: worked or not, and whether a rule and not its weekday says so."""

    day: dt.date
    works: bool
    special: bool


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven cells from Monday; None outside the month."""

    number: int
    rows: tuple[tuple[Cell | None, ...], ...]
    working: int  # working days


@dataclass(frozen=True)
class Special:
    """A day that differs from its weekday; `unit` None is the national calendar, `here` whether it is set at this place."""

    id: uuid.UUID
    day: dt.date
    works: bool
    name: str
    source: str
    sessions: tuple[Session, ...]
    unit: Unit | None
    here: bool


@dataclass(frozen=True)
class SeasonLine:
    """Working hours between two days."""

    id: uuid.UUID
    first: dt.date
    last: dt.date
    sessions: tuple[Session, ...]
    source: str
    unit: Unit | None
    here: bool


@dataclass(frozen=True)
class Year:
    """A year of one unit's calendar, or of the national one."""

    number: int
    unit: Unit | None
    version: str
    usual: tuple[Session, ...]
    months: tuple[Month, ...]
    specials: tuple[Special, ...]
    seasons: tuple[SeasonLine, ...]
    working: int


def years() -> range:
    """Return the years calendars hold."""
    return range(configuration.FIRST_YEAR, configuration.current().national.last_year + 1)


def year(number: int, unit_id: uuid.UUID | None) -> Year | None:
    """Return a year of the calendar of a unit, or the national one; None outside the years or for an unknown unit."""
    config = configuration.current()
    unit = config.units.get(str(unit_id)) if unit_id else None
    if number not in years() or (unit_id and unit is None):
        return None
    found = config.calendar(unit_id) if unit_id else config.national
    months = tuple(_month(found, number, month) for month in range(1, 13))
    chain = _chain(unit)
    return Year(
        number=number, unit=unit, version=found.version, usual=found.sessions, months=months,
        specials=tuple(_specials(number, chain, unit)), seasons=tuple(_seasons(chain, unit)),
        working=sum(m.working for m in months),
    )  # fmt: skip


def _month(calendar: Calendar, number: int, month: int) -> Month:
    rows = tuple(
        tuple(Cell(day, calendar.works_on(day), day in calendar.days) if day.month == month else None for day in row)
        for row in weeks.Calendar().monthdatescalendar(number, month)
    )
    return Month(month, rows, sum(1 for row in rows for cell in row if cell and cell.works))


def _chain(unit: Unit | None) -> list[Unit]:
    """Return the unit and those above it, the nearest first: a nearer rule wins."""
    known, found = configuration.current().units, []
    while unit is not None and unit not in found:
        found.append(unit)
        unit = known.get(str(unit.parent_id))
    return found


def _specials(number: int, chain: list[Unit], here: Unit | None) -> list[Special]:
    rank = {unit.id: place for place, unit in enumerate(chain)}
    by_id = {unit.id: unit for unit in chain}
    rows = CalendarDay.objects.filter(day__year=number, unit_id=None) | CalendarDay.objects.filter(
        day__year=number, unit_id__in=list(rank)
    )
    nearest: dict[dt.date, CalendarDay] = {}
    for row in rows:
        known = nearest.get(row.day)
        if known is None or rank.get(row.unit_id, len(rank)) < rank.get(known.unit_id, len(rank)):
            nearest[row.day] = row
    return [
        Special(
            r.id, r.day, r.works, r.name, r.source, configuration.sessions_from(r.sessions) if r.sessions else (),
            by_id.get(r.unit_id), r.unit_id == (here.id if here else None),
        )
        for r in sorted(nearest.values(), key=lambda r: r.day)
    ]  # fmt: skip


def _seasons(chain: list[Unit], here: Unit | None) -> list[SeasonLine]:
    """Return the seasons that count here: those of the nearest unit that has any, else the national ones."""
    for unit in (*chain, None):
        rows = CalendarSeason.objects.filter(unit_id=unit.id if unit else None).order_by("first")
        if rows:
            return [
                SeasonLine(r.id, r.first, r.last, configuration.sessions_from(r.sessions), r.source, unit, unit == here)
                for r in rows
            ]
    return []
