"""Where a campaign stands: from plain counts to shares, goals, what is missing and who is behind.

The counts are read from the facts while the campaign runs, and from the record once it is closed: this is the same for
both, so that a closed report says the same for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from motcua.domain.campaigns import pace
from motcua.domain.campaigns.forecast import Forecast, forecast
from motcua.domain.campaigns.pace import Short
from motcua.domain.campaigns.plan import Plan, Target, counted_days
from motcua.domain.campaigns.scores import Reached
from motcua.domain.figures.indicators._indicator import Better
from motcua.domain.people.units import Level

Pair = tuple[int, int | None]  # hits, population (None of a plain number)
WHOLE = ""


@dataclass(frozen=True)
class Counts:
    """What was counted of one target: by unit and as a whole (`WHOLE`), in the base year, until yesterday, and day by day.

    `rows` is empty of what is not counted by unit. `missing` is what needs a source that is not connected.
    """

    rows: Mapping[str, Pair] = field(default_factory=dict)
    base: Mapping[str, Pair] = field(default_factory=dict)
    before: Mapping[str, Pair] = field(default_factory=dict)
    daily: Mapping[dt.date, tuple[int, int]] = field(default_factory=dict)
    missing: bool = False


@dataclass(frozen=True)
class Row:
    """How a unit, or the whole, stands against a target."""

    unit: str
    hit: int | None
    of: int | None
    goal: Fraction | None
    short: Short | None = None
    a_day: Fraction | None = None
    behind: bool = False

    @property
    def value(self) -> Fraction | None:
        """Return the share below 1, or the number; None where nothing was counted."""
        if self.hit is None:
            return None
        if self.of is None:
            return Fraction(self.hit)
        return Fraction(self.hit, self.of) if self.of else None


@dataclass(frozen=True)
class OfTarget:
    """How a target stands: the whole, its units with those furthest behind first, and how it will end."""

    number: int
    target: Target
    whole: Row
    rows: tuple[Row, ...]
    base: Fraction | None
    missing: bool
    forecast: Forecast | None
    daily: Mapping[dt.date, tuple[int, int]]

    @property
    def behind(self) -> tuple[Row, ...]:
        """Return the units behind, the one that lacks most first."""
        return tuple(row for row in self.rows if row.behind)


@dataclass(frozen=True)
class Days:
    """The counted days of a campaign as they stand on a morning: those over, and those left with today."""

    every: tuple[dt.date, ...]
    passed: int
    left: int


def days_of(plan: Plan, today: dt.date, works: Callable[[dt.date], bool]) -> Days:
    """Return how many counted days are over and how many are left, today among them."""
    every = tuple(counted_days(plan.first, plan.last, plan.pace, works))
    return Days(every, sum(d < today for d in every), sum(d >= today for d in every))


def stand(
    plan: Plan, counts: Mapping[int, Counts], levels: Mapping[str, Level], *, today: dt.date, works: Callable[[dt.date], bool],
) -> tuple[OfTarget, ...]:  # fmt: skip
    """Return how each target stands; `levels` are the units of the campaign with their levels."""
    days = days_of(plan, today, works)
    return tuple(
        _of_target(number, target, counts.get(number, Counts(missing=True)), levels, plan, days, today, works)
        for number, target in enumerate(plan.targets)
    )


def reached(standing: Iterable[OfTarget], unit: str) -> list[Reached]:
    """Return what a unit reached of every target it has: what its score is made of."""
    return [
        Reached(one.target.weight, row.value, row.goal, one.target.about.better)
        for one in standing if one.target.each for row in one.rows if row.unit == unit
    ]  # fmt: skip


def _of_target(
    number: int, target: Target, counts: Counts, levels: Mapping[str, Level], plan: Plan, days: Days, today: dt.date,
    works: Callable[[dt.date], bool],
) -> OfTarget:  # fmt: skip
    covered = sorted(unit for unit, level in levels.items() if target.covers(level)) if target.by_unit else []
    base, before = _with_sums(counts.base, covered, target), _with_sums(counts.before, covered, target)
    rows = _with_sums(counts.rows, covered, target)
    found = [_row(unit, target, rows, base, before, days) for unit in covered if unit in rows and target.each]
    found.sort(key=lambda r: (not r.behind, -_lacking(r), r.unit))
    whole = _row(WHOLE, target, rows, base, before, days)
    if counts.missing:
        whole = replace(whole, hit=None, of=None, short=None, a_day=None, behind=False)
    ahead = None
    if target.adds_up and not counts.missing:
        ahead = forecast(counts.daily, first=plan.first, today=today, last=plan.last, works=works, share=target.about.has_population)
    return OfTarget(number, target, whole, () if counts.missing else tuple(found), _value(base.get(WHOLE)), counts.missing, ahead, counts.daily)


def _with_sums(rows: Mapping[str, Pair], covered: list[str], target: Target) -> dict[str, Pair]:
    """Return the pairs of the units covered with their sum as the whole; the whole as it was counted where not by unit."""
    if not target.by_unit:
        return {WHOLE: rows[WHOLE]} if WHOLE in rows else {}
    found = {unit: rows[unit] for unit in covered if unit in rows}
    of = sum(p[1] or 0 for p in found.values()) if target.about.has_population else None
    return {**found, WHOLE: (sum(p[0] for p in found.values()), of)}


def _row(
    unit: str, target: Target, rows: Mapping[str, Pair], base: Mapping[str, Pair], before: Mapping[str, Pair], days: Days
) -> Row:
    hit, of = rows.get(unit, (None, None))
    goal = target.wanted(_value(base.get(unit)))
    row = Row(unit, hit, of, goal)
    if hit is None or goal is None or row.value is None:
        return row
    better, expected = target.about.better, None
    if target.adds_up and of is not None and unit in before:
        expected = pace.expected(before[unit][1] or 0, days.passed, len(days.every)) if days.left else of
    short = pace.short(hit, of, goal, expected=expected, better=better)
    missing = short.now if short.end is None else short.end
    a_day = pace.a_day(missing, days.left) if missing and target.adds_up and better is not Better.DOWN else None
    return replace(row, short=short, a_day=a_day, behind=_behind(row, goal, better, days))


def _behind(row: Row, goal: Fraction, better: Better, days: Days) -> bool:
    """Return whether it is behind: a share below its goal, a number below the needed pace of the days that are over."""
    assert row.value is not None
    if better is Better.DOWN:
        return row.value > goal
    if row.of is None and days.left:
        return row.value < goal * days.passed / len(days.every)
    return row.value < goal


def _lacking(row: Row) -> int:
    if row.short is None:
        return 0
    return row.short.now if row.short.end is None else row.short.end


def _value(pair: Pair | None) -> Fraction | None:
    return None if pair is None else Row("", *pair, None).value


def as_plain(counts: Mapping[int, Counts]) -> dict[str, object]:
    """Return the counts as plain data: the record of a closed campaign."""
    return {
        str(number): {
            "rows": {u: list(p) for u, p in one.rows.items()}, "base": {u: list(p) for u, p in one.base.items()},
            "daily": {d.isoformat(): list(p) for d, p in sorted(one.daily.items())}, "missing": one.missing,
        }
        for number, one in counts.items()
    }  # fmt: skip


def from_plain(stored: Mapping[str, Mapping[str, Mapping[str, tuple[int, int]]]]) -> dict[int, Counts]:
    """Return the counts of a record."""
    return {
        int(number): Counts(
            rows={u: (p[0], p[1]) for u, p in one["rows"].items()}, base={u: (p[0], p[1]) for u, p in one["base"].items()},
            daily={dt.date.fromisoformat(d): (p[0], p[1]) for d, p in one["daily"].items()}, missing=bool(one["missing"]),
        )
        for number, one in stored.items()
    }  # fmt: skip
