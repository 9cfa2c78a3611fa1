"""Dates of people's lives as papers give them: a day, or only a month and year, or only a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from motcua.domain.people.not_valid import Field, NotValid, Problem

FIRST_YEAR, LAST_YEAR = 1800, 2199

_DAY = re.compile(r"(?P<day>\d{1,2})(?P<gap>[/.\- ])(?P<month>\d{1,2})(?P=gap)(?P<year>\d{4})", re.ASCII)
_RUN = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII)
_MONTH = re.compile(r"(?P<month>\d{1,2})[/.\-](?P<year>\d{4})", re.ASCII)
_YEAR = re.compile(r"(?P<year>\d{4})", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, to the month or to the year (old papers often give only the year)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has: ValueError."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year outside {FIRST_YEAR}-{LAST_YEAR}")
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Write it the Vietnamese way: 02/09/1990, 09/1990 or 1990."""
        parts = [f"{part:02d}" for part in (self.day, self.month) if part is not None]
        return "/".join([*parts, f"{self.year:04d}"])

    @property
    def iso(self) -> str:
        """Write it for machines: 1990-09-02, 1990-09 or 1990."""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join([f"{self.year:04d}", *parts])

    @property
    def exact(self) -> date | None:
        """Give the day when it is known to the day."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        """Give the first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Give the last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def from_day(day: date) -> PartialDate:
    """Take a whole date; raises ValueError outside the years people live in."""
    return PartialDate(day.year, day.month, day.day)


def from_iso(text: str) -> PartialDate:
    """Read back what PartialDate.iso wrote; raises ValueError for anything else."""
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError("not a date in ISO form")
    month, day = found["month"], found["day"]
    return PartialDate(int(found["year"]), int(month) if month else None, int(day) if day else None)


def parse_date(text: str, *, not_after: date | None = None) -> PartialDate:
    """Read a date typed by a person or printed on a card: 2/9/1990, 02.09.1990, 02091990, 09/1990, 1990, 1990-09-02.

    A day or month written 00 is unknown, as in old registers. With `not_after`, later dates are refused.
    Raises NotValid(DATE, …).
    """
    bare = " ".join(text.split())
    if not bare:
        raise NotValid(Field.DATE, Problem.EMPTY)
    found = next(
        (match for form in (_DAY, _RUN, _MONTH, _YEAR, _ISO) if (match := form.fullmatch(bare))), None
    )
    if found is None:
        raise NotValid(Field.DATE, Problem.TWO_DIGIT_YEAR if _SHORT_YEAR.fullmatch(bare) else Problem.FORMAT)
    parts = {name: int(value or 0) for name, value in found.groupdict().items() if name != "gap"}
    if not FIRST_YEAR <= parts["year"] <= LAST_YEAR:
        raise NotValid(Field.DATE, Problem.YEAR)
    try:
        read = PartialDate(parts["year"], parts.get("month") or None, parts.get("day") or None)
    except ValueError:
        raise NotValid(Field.DATE, Problem.NO_SUCH_DAY) from None
    if not_after is not None and read.earliest > not_after:
        raise NotValid(Field.DATE, Problem.IN_FUTURE)
    return read
