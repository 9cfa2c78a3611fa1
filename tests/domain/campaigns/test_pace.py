"""What is missing, what that makes a day, and the needed line."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.campaigns import pace
from motcua.domain.campaigns.plan import Pace, counted_days
from motcua.domain.figures.indicators._indicator import Better

FIRST, LAST = dt.date(2023, 8, 5), dt.date(2023, 9, 5)
TEN = Fraction(10, 100)


@pytest.mark.parametrize(
    ("hit", "of", "goal", "expected", "now", "end", "possible", "because"),
    [
        (80, 100, Fraction(85, 100), None, 5, None, True, "five of those counted"),
        (85, 100, Fraction(85, 100), None, 0, None, True, "met exactly"),
        (84, 99, Fraction(85, 100), None, 1, None, True, "84.15 is not a number of dossiers: one whole one"),
        (80, 100, Fraction(85, 100), 200, 5, 90, True, "170 of 200, of which 80 are there; 100 are to come"),
        (10, 100, Fraction(85, 100), 150, 75, 118, False, "118 more, and only 50 to come"),
        (100, 100, Fraction(1), 160, 0, 60, True, "all of those to come"),
        (99, 100, Fraction(1), 160, 1, 61, False, "one missed for good"),
        (0, 0, Fraction(85, 100), 40, 0, 34, True, "nothing yet, forty expected"),
        (250, None, Fraction(300), None, 50, 50, True, "a plain number has no population"),
    ],
)
def test_how_many_are_missing(hit, of, goal, expected, now, end, possible, because):  # type: ignore[no-untyped-def]
    found = pace.short(hit, of, goal, expected=expected)
    assert (found.now, found.end, found.possible) == (now, end, possible), because


def test_where_less_is_better_what_is_too_much_is_counted() -> None:
    assert pace.short(7, 100, TEN / 2, better=Better.DOWN).now == 2
    assert pace.short(5, 100, TEN / 2, better=Better.DOWN).now == 0


shares = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000)


@given(of=st.integers(0, 10**6), part=shares, goal=shares, more=st.integers(0, 10**6))
def test_the_missing_number_is_the_smallest_that_meets_the_goal(of: int, part: Fraction, goal: Fraction, more: int) -> None:
    hit = int(part * of)
    found = pace.short(hit, of, goal, expected=of + more)
    assert found.end is not None
    for population, missing in ((of, found.now), (of + more, found.end)):
        assert hit + missing >= goal * population
        assert missing == 0 or hit + missing - 1 < goal * population


def test_the_expected_population_goes_on_as_until_yesterday() -> None:
    assert pace.expected(300, 10, 30) == 900
    assert pace.expected(1, 3, 10) == 3, "half up"
    assert pace.expected(0, 0, 30) is None, "the first morning tells nothing"


def test_what_a_day_needs() -> None:
    assert pace.a_day(90, 20) == Fraction(9, 2)
    assert pace.a_day(90, 0) is None


def test_the_needed_line_stands_still_on_days_that_do_not_count() -> None:
    days = [FIRST + dt.timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
    working = counted_days(FIRST, LAST, Pace.WORKING, lambda d: d.weekday() < 5)
    line = pace.line(days, working, 2200)
    assert len(working) == 22
    assert (line[FIRST], line[dt.date(2023, 8, 7)], line[dt.date(2023, 8, 13)], line[LAST]) == (0, 100, 500, 2200)
    every = pace.line(days, counted_days(FIRST, LAST, Pace.CALENDAR, lambda _d: False), 3200)
    assert (every[FIRST], every[LAST]) == (100, 3200)


@given(total=st.integers(0, 10**7), length=st.integers(1, 400))
def test_the_needed_line_never_falls_and_ends_at_the_total(total: int, length: int) -> None:
    days = [FIRST + dt.timedelta(days=i) for i in range(length)]
    line = pace.line(days, counted_days(days[0], days[-1], Pace.WORKING, lambda d: d.weekday() < 5), total)
    assert line[days[-1]] == total
    assert all(line[a] <= line[b] for a, b in itertools.pairwise(days))
