"""Periods of reports: from the day after one cut-off to the next, so that no day is left out or counted twice.

The cut-off is the 14th of a month (NĐ 09/2019/NĐ-CP Đ12), and a dated setting: where it changes, the period after the
change begins the day after the last cut-off under the old one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

CutOff = Callable[[dt.date], int]  # the setting in force on a day: a day of the month, 0 for the last one


class Kind(Enum):
    """How long a report reaches; the value is how it stands in an address."""

    MONTH = "T"  # tháng
    QUARTER = "Q"  # quý
    HALF = "N"  # 6 tháng
    YEAR = "Y"  # năm


MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}


@dataclass(frozen=True)
class Reported:
    """One period: `Reported(Kind.QUARTER, 2026, 4)` is the fourth quarter of 2026."""

    kind: Kind
    year: int
    ordinal: int

    @property
    def key(self) -> str:
        """How the period stands in an address: 2026-Q4, 2026-T11, 2026-N1, 2026-Y1."""
        return f"{self.year}-{self.kind.value}{self.ordinal}"

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month."""
        size = MONTHS[self.kind]
        return (self.ordinal - 1) * size + 1, self.ordinal * size

    def days(self, cut_off: CutOff) -> tuple[dt.date, dt.date]:
        """Return the first and the last day."""
        first, last = self.months
        before = (self.year, first - 1) if first > 1 else (self.year - 1, 12)
        return end_of(*before, cut_off) + dt.timedelta(days=1), end_of(self.year, last, cut_off)

    def earlier(self) -> Reported:
        """Return the period before, of the same kind."""
        if self.ordinal > 1:
            return Reported(self.kind, self.year, self.ordinal - 1)
        return Reported(self.kind, self.year - 1, 12 // MONTHS[self.kind])

    def later(self) -> Reported:
        """Return the period after, of the same kind."""
        if self.ordinal < 12 // MONTHS[self.kind]:
            return Reported(self.kind, self.year, self.ordinal + 1)
        return Reported(self.kind, self.year + 1, 1)


def end_of(year: int, month: int, cut_off: CutOff) -> dt.date:
    """Return the last day counted in a month, by the setting in force when the month begins."""
    longest = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(cut_off(dt.date(year, month, 1)) or longest, longest))


def read(key: str) -> Reported:
    """Return the period of an address. Raises ValueError for what is none."""
    found = re.fullmatch(r"(20\d\d)-([TQNY])(\d{1,2})", key, re.ASCII)
    if found is None:
        raise ValueError(key)
    kind, ordinal = Kind(found[2]), int(found[3])
    if not 1 <= ordinal <= 12 // MONTHS[kind]:
        raise ValueError(key)
    return Reported(kind, int(found[1]), ordinal)


def of_day(day: dt.date, kind: Kind, cut_off: CutOff) -> Reported:
    """Return the period a day lies in."""
    found = Reported(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)
    return found if day <= found.days(cut_off)[1] else found.later()
