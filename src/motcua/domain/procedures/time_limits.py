"""A procedure's time limits as its workflow must keep them: which can be counted, how many hours they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from motcua.domain.procedures.revision import TimeLimit

HOURS_A_DAY = 8


def _working_days_in(days: int) -> int:
    weeks, rest = divmod(days, 7)
    return max(1, weeks * 5 + max(0, rest - 2))


# unit (value of dossiers.limits.LimitUnit, a test compares them) -> fewest working hours in so many of it
_HOURS: Mapping[str, Callable[[int], int]] = {
    "working_hours": lambda n: n,
    "working_days": lambda n: n * HOURS_A_DAY,
    "calendar_days": lambda n: _working_days_in(n) * HOURS_A_DAY,
    "months": lambda n: _working_days_in(28 + 30 * (n - 1)) * HOURS_A_DAY,
    "same_day": lambda n: n * HOURS_A_DAY,
}
UNITS = tuple(_HOURS)


def known(limit: TimeLimit) -> bool:
    """Return whether the clock can count the limit: a known unit, at least one of it, one same day."""
    return limit.unit in _HOURS and limit.amount >= 1 and (limit.unit != "same_day" or limit.amount == 1)


def working_hours(limit: TimeLimit) -> int:
    """Return the fewest working hours there can be in a limit, holidays apart: what its steps may take together.

    Eight hours a day; any seven days hold five working days; the shortest month has 28 days. Raises KeyError for a
    unit that is not known.
    """
    return _HOURS[limit.unit](limit.amount)
