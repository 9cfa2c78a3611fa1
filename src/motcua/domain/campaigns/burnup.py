"""The burn-up of a target: hits adding up day by day, against the line of the needed pace to the last day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.campaigns import pace
from motcua.domain.campaigns.plan import Plan
from motcua.domain.campaigns.standing import OfTarget

MOST_LINES = 14  # of the table beside the drawing


@dataclass(frozen=True)
class Point:
    """The end of a day: hits and population until then (None of days to come), and the hits the needed pace asks for."""

    day: dt.date
    hit: int | None
    of: int | None
    needed: Fraction


@dataclass(frozen=True)
class BurnUp:
    """Every day of a campaign, the hits needed at its end, and the range in which they are expected to end (None: not told)."""

    points: tuple[Point, ...]
    total: int
    low: int | None = None
    high: int | None = None

    @property
    def lines(self) -> tuple[Point, ...]:
        """Return the days for a table: those that are over at equal distances, the latest and the last of all included."""
        past = [p for p in self.points if p.hit is not None]
        step = max(1, math.ceil(len(past) / (MOST_LINES - 1)))
        kept = past[:: -step][::-1] if past else []
        return (*kept, self.points[-1]) if not kept or kept[-1] is not self.points[-1] else tuple(kept)


def burn_up(one: OfTarget, plan: Plan, counted: Sequence[dt.date], until: dt.date) -> BurnUp | None:
    """Return the burn-up of a target up to a day; None of what does not add up day by day, or has no known goal."""
    goal = one.whole.goal
    if not one.target.adds_up or goal is None or one.missing or one.whole.hit is None or not one.daily:
        return None
    days = [plan.first + dt.timedelta(days=i) for i in range(plan.days)]
    share, ahead = one.target.about.has_population, one.forecast
    population = ahead.of if ahead is not None and ahead.of is not None else _expected(one)
    total = math.ceil(goal * population) if share else math.ceil(goal)
    hits = pace.adding_up({d: h for d, (h, _n) in one.daily.items()}, days)
    whole = pace.adding_up({d: n for d, (_h, n) in one.daily.items()}, days)
    needed = pace.line(days, counted, total)
    points = tuple(
        Point(d, hits[d] if d <= until else None, (whole[d] if share else None) if d <= until else None, needed[d]) for d in days
    )
    if ahead is None:
        return BurnUp(points, total)
    scale = (ahead.of or 0) if share else 1
    return BurnUp(points, total, math.floor(ahead.low * scale), math.ceil(ahead.high * scale))


def _expected(one: OfTarget) -> int:
    """Return the population the needed hits were reckoned with before there is a forecast."""
    short, of = one.whole.short, one.whole.of or 0
    return of + (short.coming or 0) if short is not None else of
