"""How a campaign will end if it goes on as in the last working days, and within which range.

Days off are laid to the working day after them, for what is filed on a Sunday is taken in on Monday. Over the last ten
such working days the mean population a day and the share of hits are carried on to the end. The range comes from how
far single days stood from that share: for the days to come their spread, for the share itself its own uncertainty,
1.645 times the standard error to each side (nine of ten, if days are like those before).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

WINDOW = 10  # working days
LEAST = 3  # fewer tell nothing
NINE_OF_TEN = 1.645  # of the normal distribution, both sides together 90 %

Counted = tuple[int, int]  # hits, population


@dataclass(frozen=True)
class Forecast:
    """What will stand on the last day: the expected value and its range (shares below 1, or numbers)."""

    value: float
    low: float
    high: float
    hit: int  # hits expected on the last day
    of: int | None  # population expected on the last day; None of a plain number
    days: int  # working days it was learned from


def forecast(
    daily: Mapping[dt.date, Counted], *, first: dt.date, today: dt.date, last: dt.date, works: Callable[[dt.date], bool], share: bool,
) -> Forecast | None:  # fmt: skip
    """Return how it ends, from what each whole day before today added; None where too few working days have passed.

    `share` tells a share of a population from a plain number.
    """
    if today > last:
        return None
    learned = working_days(daily, first=first, last=today - dt.timedelta(days=1), works=works)[-WINDOW:]
    if len(learned) < LEAST:
        return None
    before = {d: n for d, n in daily.items() if first <= d < today}
    left = sum(works(today + dt.timedelta(days=i)) for i in range((last - today).days + 1))
    hit, of = sum(h for h, _n in before.values()), sum(n for _h, n in before.values())
    return _share(learned, left, hit, of) if share else _number(learned, left, hit)


def working_days(daily: Mapping[dt.date, Counted], *, first: dt.date, last: dt.date, works: Callable[[dt.date], bool]) -> list[Counted]:
    """Return what each working day brought, with the days off before it; days off at the end wait for the next one."""
    found, held = [], (0, 0)
    for i in range((last - first).days + 1):
        day = first + dt.timedelta(days=i)
        hit, of = daily.get(day, (0, 0))
        held = held[0] + hit, held[1] + of
        if works(day):
            found.append(held)
            held = (0, 0)
    return found


def _share(learned: Sequence[Counted], left: int, hit: int, of: int) -> Forecast | None:
    hits, population = sum(h for h, _n in learned), sum(n for _h, n in learned)
    coming = population / len(learned) * left
    if not of + coming or not population:
        return None
    part = hits / population
    spread = sum((h - part * n) ** 2 for h, n in learned) / (len(learned) - 1)
    dice = (hits + 1) / (population + 2)  # of none seen, or of none missed, nobody can be sure
    spread = max(spread, dice * (1 - dice) * population / len(learned))
    value = (hit + part * coming) / (of + coming)
    error = NINE_OF_TEN * math.sqrt(spread * (left + left**2 / len(learned))) / (of + coming)
    return Forecast(value, max(0.0, value - error), min(1.0, value + error), round(hit + part * coming), round(of + coming), len(learned))


def _number(learned: Sequence[Counted], left: int, hit: int) -> Forecast:
    mean = sum(h for h, _n in learned) / len(learned)
    spread = max(sum((h - mean) ** 2 for h, _n in learned) / (len(learned) - 1), mean)
    error = NINE_OF_TEN * math.sqrt(spread * (left + left**2 / len(learned)))
    value = hit + mean * left
    return Forecast(value, max(float(hit), value - error), value + error, round(value), None, len(learned))
