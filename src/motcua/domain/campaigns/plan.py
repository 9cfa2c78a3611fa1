"""A campaign as it is decided: its days, units, and targets by level; absolute, or growth on a base year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Indicator, Kind
from motcua.domain.figures.parts import When
from motcua.domain.people.units import Level

LONGEST = 400  # days: a plan of a year, with room
MOST_TARGETS = 30


class State(StrEnum):
    """Where a campaign stands; running follows from its days."""

    DRAFT = "draft"  # dự thảo
    APPROVED = "approved"  # đã duyệt, chưa bắt đầu
    RUNNING = "running"  # đang chạy
    CLOSED = "closed"  # đã kết thúc


class Goal(StrEnum):
    """How a target is meant."""

    ABSOLUTE = "absolute"  # mức phải đạt
    POINTS = "points"  # tăng so với năm gốc, tính bằng điểm phần trăm
    RELATIVE = "relative"  # tăng so với năm gốc, tính theo tỷ lệ tương đối


class Pace(StrEnum):
    """Over which days the needed pace is spread."""

    WORKING = "working"  # ngày làm việc
    CALENDAR = "calendar"  # mọi ngày ("30 ngày đêm")


class PlanWrong(ValueError):
    """Something of a plan cannot be taken; `what` names the field."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True, kw_only=True)
class Target:
    """What an indicator must reach; `amount` is a share of 1 (0.85), or a number where the indicator is a number.

    Without levels it holds for the campaign as a whole and for each of its units; with levels, for the units of these.
    """

    indicator: str
    amount: Fraction
    goal: Goal = Goal.ABSOLUTE
    base_year: int | None = None
    levels: frozenset[Level] = frozenset()
    weight: int = 1  # in the emulation score
    note: str = ""  # the words of the plan, or how they were read

    @property
    def about(self) -> Indicator:
        """Return the indicator."""
        return ALL[self.indicator]

    @property
    def by_unit(self) -> bool:
        """Return whether it is measured unit by unit: what is counted dossier by dossier is; what counts procedures is not."""
        return not self.about.reading and self.about.kind in (Kind.SHARE, Kind.COUNT, Kind.MONEY)

    @property
    def adds_up(self) -> bool:
        """Return whether each day adds its own to it, so that there is a burn-up and a forecast."""
        terms = (*self.about.hit, *self.about.population)
        return self.by_unit and bool(terms) and all(t.when is When.DURING for t in terms)

    @property
    def each(self) -> bool:
        """Return whether each unit has to reach it by itself: a share, or a number that was set for a level."""
        return self.by_unit and (self.about.has_population or self.goal is not Goal.ABSOLUTE or bool(self.levels))

    def covers(self, level: Level) -> bool:
        """Return whether it holds for units of a level."""
        return not self.levels or level in self.levels

    def wanted(self, base: Fraction | None) -> Fraction | None:
        """Return what has to be reached, from the figure of the base year; None where that is not known.

        A share never has to be more than all.
        """
        if self.goal is Goal.ABSOLUTE:
            return self.amount
        if base is None:
            return None
        found = base + self.amount if self.goal is Goal.POINTS else base * (1 + self.amount)
        return min(found, Fraction(1)) if self.about.has_population else found


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The decided part of a campaign."""

    name: str
    first: dt.date
    last: dt.date
    pace: Pace
    targets: tuple[Target, ...]

    def day_number(self, today: dt.date) -> int:
        """Return which day of the campaign it is: 1 on the first, 0 before."""
        return max(0, min((today - self.first).days + 1, self.days))

    @property
    def days(self) -> int:
        """Return how many days it has, both ends included."""
        return (self.last - self.first).days + 1


def check(target: Target) -> None:
    """Raise PlanWrong for a target that says nothing: indicator, amount, goal, base_year, levels, weight."""
    if target.indicator not in ALL or target.about.kind in (Kind.PERCENTILE, Kind.MEAN):
        raise PlanWrong("indicator")
    share = target.about.has_population
    if target.amount <= 0 or (share and target.amount > 1):
        raise PlanWrong("amount")
    if target.goal is Goal.POINTS and not share:
        raise PlanWrong("goal")
    if target.goal is not Goal.ABSOLUTE and target.base_year is None:
        raise PlanWrong("base_year")
    if not 0 <= target.weight <= 100:
        raise PlanWrong("weight")


def check_days(first: dt.date, last: dt.date) -> None:
    """Raise PlanWrong (last) for days in the wrong order or too far apart."""
    if not 0 <= (last - first).days < LONGEST:
        raise PlanWrong("last")


def state_on(stored: State, first: dt.date, today: dt.date) -> State:
    """Return where a campaign stands on a day: an approved one runs from its first day until somebody closes it."""
    return State.RUNNING if stored is State.APPROVED and first <= today else stored


def counted_days(first: dt.date, last: dt.date, pace: Pace, works: Callable[[dt.date], bool]) -> list[dt.date]:
    """Return the days over which a pace is spread; `works` tells working days. Every day where none of them works."""
    every = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    return every if pace is Pace.CALENDAR else [d for d in every if works(d)] or every


def base_days(target: Target, plan: Plan) -> tuple[dt.date, dt.date] | None:
    """Return the days of the base year a growth is reckoned on: a share on the whole year, a number on the same days."""
    if target.goal is Goal.ABSOLUTE or target.base_year is None:
        return None
    if target.about.has_population:
        return dt.date(target.base_year, 1, 1), dt.date(target.base_year, 12, 31)
    first = _in_year(plan.first, target.base_year)
    return first, first + (plan.last - plan.first)


def as_plain(target: Target) -> dict[str, object]:
    """Return a target as plain data, to be stored."""
    return {
        "indicator": target.indicator, "amount": str(target.amount), "goal": target.goal.value, "base_year": target.base_year,
        "levels": sorted(level.value for level in target.levels), "weight": target.weight, "note": target.note,
    }  # fmt: skip


def from_plain(stored: Mapping[str, object]) -> Target:
    """Return a stored target."""
    levels, year = stored["levels"], stored["base_year"]
    assert isinstance(levels, list | tuple)
    return Target(
        indicator=str(stored["indicator"]), amount=Fraction(str(stored["amount"])), goal=Goal(str(stored["goal"])),
        base_year=int(str(year)) if year is not None else None, levels=frozenset(Level(x) for x in levels),
        weight=int(str(stored["weight"])), note=str(stored["note"]),
    )  # fmt: skip


def targets_of(stored: Iterable[Mapping[str, object]]) -> tuple[Target, ...]:
    """Return stored targets in their order."""
    return tuple(from_plain(one) for one in stored)


def _in_year(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29/2
        return dt.date(year, 2, 28)
