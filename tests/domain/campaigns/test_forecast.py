"""The forecast on histories whose end is known, with its error stated: docs/howto/campaigns.md quotes these bounds."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.campaigns.forecast import Counted, Forecast, forecast, working_days

FIRST = dt.date(2023, 7, 1)
DAY = dt.timedelta(days=1)


def works(day: dt.date) -> bool:
    return day.weekday() < 5


def history(seed: int, days: int, volume: int, start: float, end: float, spread: float) -> dict[dt.date, Counted]:
    """Make a campaign: dossiers a day with a weekly shape, a share that climbs from start to end, each day off by `spread`."""
    draw, found = random.Random(seed), {}
    for i in range(days):
        day = FIRST + i * DAY
        busy = (1.3, 1.1, 1.0, 0.95, 0.9, 0.25, 0.15)[day.weekday()]
        of = round(volume * busy * draw.uniform(0.8, 1.2))
        share = min(1.0, max(0.0, start + (end - start) * i / days + draw.gauss(0, spread)))
        found[day] = (sum(draw.random() < share for _ in range(of)), of)
    return found


def ended(daily: dict[dt.date, Counted]) -> float:
    return sum(h for h, _n in daily.values()) / sum(n for _h, n in daily.values())


def told(daily: dict[dt.date, Counted], after: int) -> Forecast:
    found = forecast(daily, first=FIRST, today=FIRST + after * DAY, last=max(daily), works=works, share=True)
    assert found is not None
    return found


STEADY = [history(seed, days, volume, share, share, 0.04) for seed in range(40) for days, volume, share in ((30, 40, 0.62), (102, 25, 0.45), (102, 300, 0.9))]
CLIMBING = [history(1000 + seed, days, 60, 0.35, 0.75, 0.03) for seed in range(40) for days in (30, 102)]


def _errors(histories: list[dict[dt.date, Counted]], part: float) -> tuple[float, float]:
    """Return the mean absolute error in percentage points, and the share of ends that lay within the range."""
    errors, within = [], []
    for daily in histories:
        found, end = told(daily, int(len(daily) * part)), ended(daily)
        errors.append(abs(found.value - end) * 100)
        within.append(found.low <= end <= found.high)
    return statistics.mean(errors), statistics.mean(within)


@pytest.mark.parametrize(("part", "most"), [(1 / 3, 1.5), (1 / 2, 1.0), (3 / 4, 0.8)])
def test_a_steady_campaign_is_foretold_within_points_and_its_range_holds_nine_times_in_ten(part: float, most: float) -> None:
    error, within = _errors(STEADY, part)
    assert error <= most
    assert within >= 0.87


@pytest.mark.parametrize(("part", "most"), [(1 / 2, 9.0), (3 / 4, 3.5)])
def test_a_climbing_campaign_ends_higher_than_foretold_by_at_most_so_much(part: float, most: float) -> None:
    error, _within = _errors(CLIMBING, part)
    assert error <= most
    behind = [ended(d) - told(d, int(len(d) * part)).value for d in CLIMBING]
    assert statistics.mean(behind) > 0, "it carries on what was; it does not guess that people get better"


def test_the_error_shrinks_to_nothing_on_the_last_day() -> None:
    for daily in STEADY[:12]:
        found = forecast(daily, first=FIRST, today=max(daily), last=max(daily), works=works, share=True)
        assert found is not None
        assert abs(found.value - ended(daily)) < 0.01


def test_too_few_days_tell_nothing_and_neither_does_a_campaign_that_is_over() -> None:
    daily = history(1, 30, 50, 0.5, 0.5, 0.02)
    assert forecast(daily, first=FIRST, today=FIRST + 3 * DAY, last=max(daily), works=works, share=True) is None, "1/7/2023 was a Saturday"
    assert forecast(daily, first=FIRST, today=max(daily) + DAY, last=max(daily), works=works, share=True) is None
    assert forecast({}, first=FIRST, today=FIRST + 20 * DAY, last=FIRST + 29 * DAY, works=works, share=True) is None


def test_what_comes_on_days_off_is_laid_to_the_next_working_day() -> None:
    daily = {FIRST: (1, 2), FIRST + DAY: (3, 4), FIRST + 2 * DAY: (5, 6), FIRST + 3 * DAY: (7, 8)}
    assert working_days(daily, first=FIRST, last=FIRST + 3 * DAY, works=works) == [(9, 12), (7, 8)]
    assert working_days(daily, first=FIRST, last=FIRST + DAY, works=works) == [], "it waits for Monday"


def test_a_number_is_foretold_by_what_a_day_brings() -> None:
    daily = {FIRST + i * DAY: (10, 0) for i in range(2, 32) if works(FIRST + i * DAY)}
    found = forecast(daily, first=FIRST, today=FIRST + 16 * DAY, last=FIRST + 29 * DAY, works=works, share=False)
    assert found is not None
    assert (found.value, found.of) == (200.0, None), "twenty working days of ten"
    assert 100 <= found.low < 200 < found.high


def steady(counts: list[tuple[int, int]]) -> Iterator[tuple[dt.date, Counted]]:
    for i, (a, b) in enumerate(counts):
        yield FIRST + i * DAY, (min(a, b), b)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=8, max_size=60), st.integers(1, 60))
def test_a_range_holds_its_value_and_stays_a_share(counts: list[tuple[int, int]], left: int) -> None:
    daily = dict(steady(counts))
    found = forecast(daily, first=FIRST, today=max(daily) + DAY, last=max(daily) + left * DAY, works=works, share=True)
    if found is not None:
        assert 0 <= found.low <= found.value <= found.high <= 1
        assert found.of is not None
        assert found.of >= sum(n for _h, n in daily.values())


