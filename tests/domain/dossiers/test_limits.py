"""A limit is an amount of a unit, and a shorter promise never exceeds its share of it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers.clock import (
    SAME_DAY,
    Limit,
    LimitUnit,
    shortened,
)
from tests.clock_examples import TWO_DAYS, clock, due_at, limits, moments


@pytest.mark.parametrize(
    ("amount", "unit"),
    [(0, LimitUnit.WORKING_DAYS), (-1, LimitUnit.MONTHS), (2, LimitUnit.SAME_DAY)],
)
def test_a_limit_that_makes_no_sense_is_refused(amount: int, unit: LimitUnit) -> None:
    with pytest.raises(ValueError):
        Limit(amount, unit)


@pytest.mark.parametrize(
    ("limit", "percent", "shorter", "because"),
    [
        (Limit(5, LimitUnit.WORKING_DAYS), 20, Limit(4, LimitUnit.WORKING_DAYS), "it comes out even"),
        (Limit(10, LimitUnit.WORKING_DAYS), 20, Limit(8, LimitUnit.WORKING_DAYS), "it comes out even"),
        (Limit(4, LimitUnit.WORKING_DAYS), 20, Limit(3, LimitUnit.WORKING_DAYS), "3.2 days, rounded down"),
        (Limit(3, LimitUnit.WORKING_DAYS), 20, Limit(2, LimitUnit.WORKING_DAYS), "2.4 days, rounded down"),
        (Limit(2, LimitUnit.WORKING_DAYS), 20, Limit(12, LimitUnit.WORKING_HOURS), "12.8 hours"),
        (Limit(1, LimitUnit.WORKING_DAYS), 20, Limit(6, LimitUnit.WORKING_HOURS), "6.4 hours"),
        (Limit(2, LimitUnit.WORKING_DAYS), 50, Limit(1, LimitUnit.WORKING_DAYS), "even, so it stays days"),
        (Limit(8, LimitUnit.WORKING_HOURS), 20, Limit(6, LimitUnit.WORKING_HOURS), "6.4 hours"),
        (Limit(1, LimitUnit.WORKING_HOURS), 20, None, "less than an hour is not promised"),
        (Limit(8, LimitUnit.CALENDAR_DAYS), 20, Limit(6, LimitUnit.CALENDAR_DAYS), "6.4 days"),
        (Limit(2, LimitUnit.CALENDAR_DAYS), 20, Limit(1, LimitUnit.CALENDAR_DAYS), "1.6 days"),
        (Limit(1, LimitUnit.CALENDAR_DAYS), 20, Limit(6, LimitUnit.WORKING_HOURS), "part of a day is hours"),
        (Limit(1, LimitUnit.MONTHS), 20, Limit(22, LimitUnit.CALENDAR_DAYS), "22.4 days of a February"),
        (Limit(2, LimitUnit.MONTHS), 20, Limit(46, LimitUnit.CALENDAR_DAYS), "46.4 days of 58"),
        (Limit(5, LimitUnit.MONTHS), 20, Limit(4, LimitUnit.MONTHS), "it comes out even"),
        (SAME_DAY, 20, None, "nothing is shorter than the same day"),
        (Limit(1, LimitUnit.WORKING_DAYS), 99, None, "less than an hour is left"),
    ],
)
def test_a_shorter_promise_is_rounded_down(
    limit: Limit, percent: int, shorter: Limit | None, because: str
) -> None:
    assert shortened(limit, percent) == shorter, because


def test_from_which_length_days_stay_days_is_a_setting() -> None:
    limit = Limit(2, LimitUnit.WORKING_DAYS)
    assert shortened(limit, 20, whole_days_from=1) == Limit(1, LimitUnit.WORKING_DAYS)


@pytest.mark.parametrize("percent", [0, 100, -5])
def test_only_a_real_share_can_be_cut(percent: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        shortened(TWO_DAYS, percent)


MOST_HOURS = {LimitUnit.WORKING_HOURS: 1, LimitUnit.WORKING_DAYS: 8, LimitUnit.CALENDAR_DAYS: 8}


@given(limit=limits, percent=st.integers(1, 99))
def test_a_shorter_promise_never_exceeds_the_share_that_is_left(limit: Limit, percent: int) -> None:
    shorter = shortened(limit, percent)
    if shorter is None:
        return
    if shorter.unit is limit.unit:
        assert shorter.amount * 100 <= limit.amount * (100 - percent)
    elif limit.unit is LimitUnit.MONTHS:
        assert shorter.unit is LimitUnit.CALENDAR_DAYS
        fewest = min((_months_on(d, limit.amount) - d).days for d in _first_days())
        assert shorter.amount * 100 <= fewest * (100 - percent)
    else:
        hours = limit.amount * MOST_HOURS[limit.unit]
        assert shorter.amount * 100 <= hours * (100 - percent)


def _first_days() -> list[date]:
    return [date(2026, month, 1) for month in range(1, 13)]


def _months_on(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)


@given(received=moments, limit=limits, percent=st.integers(1, 99))
def test_a_shorter_promise_is_never_due_later(received: datetime, limit: Limit, percent: int) -> None:
    shorter = shortened(limit, percent)
    if shorter is not None:
        assert due_at(clock(received, shorter)) <= due_at(clock(received, limit))
