"""Where the national working calendar comes from: the `holidays` package, corrected by our own list of days.

The package computes the holidays of the Labour Code and the lunar calendar and knows most swaps (hoán đổi
ngày làm việc) that were announced; `data/calendar_overrides.json` adds those it lacks and names the paper
behind each.
"""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from holidays import country_holidays

from motcua.domain.calendar import Calendar, DayRule

OVERRIDES = Path(__file__).parent / "data" / "calendar_overrides.json"
NATIONAL_YEARS = range(2019, 2028)
FIRST_YEAR = 2010  # the package records the swaps from this year on
LAST_YEAR = 2099  # the package ends a year later, and a swap may reach into the year before


class YearNotCovered(LookupError):
    """No source tells the holidays of the year; enter them by hand."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the holidays of {year} are known from no source ({FIRST_YEAR}-{LAST_YEAR} are)")


def national_days(years: Iterable[int]) -> list[DayRule]:
    """List the holidays and worked swapped days of public offices in these years, in order.

    Holidays that fall on a weekend are listed too. Raises YearNotCovered.
    """
    wanted = frozenset(years)
    for year in wanted:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise YearNotCovered(year)
    if not wanted:
        return []
    rules = {rule.day: rule for rule in (*_from_package(wanted), *_overrides())}
    return [rules[day] for day in sorted(rules) if day.year in wanted]


def national_calendar(version: str, years: Iterable[int] = NATIONAL_YEARS) -> Calendar:
    """Make the national calendar of an unbroken run of years, with the usual sessions.

    Raises YearNotCovered, and ValueError when a year in between is missing.
    """
    wanted = sorted(set(years))
    if not wanted or wanted[-1] - wanted[0] + 1 != len(wanted):
        raise ValueError(f"a calendar holds an unbroken run of years, not {wanted}")
    days = {rule.day: rule for rule in national_days(wanted)}
    return Calendar(version=version, first_year=wanted[0], last_year=wanted[-1], days=days)


def is_announced(year: int) -> bool:
    """Say whether the days off of the year are announced; until then they are derived and may change."""
    return year in _overrides_file()["announced_years"]


def _from_package(years: frozenset[int]) -> list[DayRule]:
    """Read the package; the years around are read too, since a swap may reach over New Year."""
    around = range(min(years) - 1, max(years) + 2)
    known = country_holidays("VN", years=around, language="vi")
    source = "Bộ luật Lao động, ngày nghỉ tính sẵn"
    off = [DayRule(day, False, name, source) for day, name in known.items()]
    worked = [DayRule(day, True, "Ngày làm bù", source) for day in known.weekend_workdays]
    return off + worked


def _overrides() -> list[DayRule]:
    return [
        DayRule(date.fromisoformat(row["day"]), row["works"], row["name"], row["source"])
        for row in _overrides_file()["days"]
    ]


@cache
def _overrides_file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(OVERRIDES.read_text(encoding="utf-8"))
    return content
