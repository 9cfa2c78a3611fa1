"""Periods follow each other without a gap, whatever the cut-off."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from motcua.domain.reports import periods
from motcua.domain.reports.periods import Kind, Reported

D = dt.date


def fourteenth(_day: dt.date) -> int:
    return 14


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026-T1", D(2025, 12, 15), D(2026, 1, 14)),
        ("2026-Q1", D(2025, 12, 15), D(2026, 3, 14)),
        ("2026-Q4", D(2026, 9, 15), D(2026, 12, 14)),
        ("2026-N1", D(2025, 12, 15), D(2026, 6, 14)),
        ("2026-Y1", D(2025, 12, 15), D(2026, 12, 14)),
    ],
)
def test_a_period_runs_from_the_fifteenth_to_the_fourteenth(key: str, first: dt.date, last: dt.date) -> None:
    assert periods.read(key).days(fourteenth) == (first, last)
    assert periods.read(key).key == key


@pytest.mark.parametrize("key", ["", "2026", "2026-Q5", "2026-T0", "2026-T13", "2026-Y2", "1999-Q1", "2026-X1", "2026-Q١"])
def test_what_is_no_period_is_not_read(key: str) -> None:
    with pytest.raises(ValueError):
        periods.read(key)


def test_calendar_months_are_those_without_a_cut_off() -> None:
    assert Reported(Kind.MONTH, 2028, 2).days(lambda _day: 0) == (D(2028, 2, 1), D(2028, 2, 29))


@pytest.mark.parametrize("kind", list(Kind))
def test_periods_follow_each_other_even_where_the_cut_off_changes(kind: Kind) -> None:
    chance = random.Random(3)
    set_to = {(y, m): chance.choice([0, 1, 14, 20, 28]) for y in range(2024, 2031) for m in range(1, 13)}

    def cut_off(day: dt.date) -> int:
        return set_to[day.year, day.month]

    one = Reported(kind, 2025, 1)
    for _ in range(14 if kind is Kind.MONTH else 4):
        assert one.later().earlier() == one
        first, last = one.days(cut_off)
        assert first <= last
        assert one.later().days(cut_off)[0] == last + dt.timedelta(days=1)
        assert periods.of_day(last, kind, cut_off) == one
        one = one.later()
