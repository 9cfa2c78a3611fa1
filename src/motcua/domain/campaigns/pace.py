"""How much is still missing, how much a day that makes, and the line a burn-up is held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Better


@dataclass(frozen=True)
class Short:
    """How many more hits a share or a number needs.

    `now`: of those counted until now. `end`: until the last day, with the population expected then; None where it can't
    be told. `possible` is False where more would be needed than is expected to come.
    """

    now: int
    end: int | None = None
    coming: int | None = None

    @property
    def possible(self) -> bool:
        """Return whether what is expected to come is enough."""
        return self.end is None or self.coming is None or self.end <= self.coming


def short(hit: int, of: int | None, goal: Fraction, *, expected: int | None = None, better: Better = Better.UP) -> Short:
    """Return how many hits are missing: the smallest whole number with which the goal is met.

    Where less is better it is how many hits are too many. `of` None: a plain number has to reach the goal. `expected` is
    the population on the last day.
    """
    if of is None:
        missing = _missing(hit, Fraction(goal), better)
        return Short(missing, missing)
    now = _missing(hit, goal * of, better)
    if expected is None:
        return Short(now)
    return Short(now, _missing(hit, goal * max(expected, of), better), max(expected - of, 0))


def expected(of: int, passed: int, all_days: int) -> int | None:
    """Return the population on the last day at the pace until now; None on the first morning."""
    return _half_up(Fraction(of * all_days, passed)) if passed > 0 else None


def a_day(missing: int, days_left: int) -> Fraction | None:
    """Return how many a day are needed; None where no day is left."""
    return Fraction(missing, days_left) if days_left > 0 else None


def line(days: Sequence[dt.date], counted: Sequence[dt.date], total: int) -> dict[dt.date, Fraction]:
    """Return the needed pace: how much has to be there at the end of each day, from nothing to the total.

    It rises by the same amount on each counted day, and stands still on the others.
    """
    steps, passed, found = set(counted), 0, {}
    for day in days:
        passed += day in steps
        found[day] = Fraction(total * passed, len(steps)) if steps else Fraction(total)
    return found


def adding_up(daily: Mapping[dt.date, int], days: Sequence[dt.date]) -> dict[dt.date, int]:
    """Return the running total at the end of each day."""
    total, found = 0, {}
    for day in days:
        total += daily.get(day, 0)
        found[day] = total
    return found


def _missing(hit: int, wanted: Fraction, better: Better) -> int:
    return max(0, hit - int(wanted)) if better is Better.DOWN else max(0, _up(wanted - hit))


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
