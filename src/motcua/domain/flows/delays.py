"""Where time goes and where lateness arises: each step's waiting and work, the late cases, and what if a step were shorter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.domain.flows.traces import AFTER, BEFORE, PLACES, Stay, Trace, percentile


@dataclass(frozen=True)
class Spread:
    """The middle of some minutes, and what nine of ten stay within (nearest rank)."""

    median: int
    p90: int


@dataclass(frozen=True)
class StepTimes:
    """One step, or what lies before or after all steps (BEFORE, AFTER)."""

    activity: str
    cases: int
    visits: int
    took: Spread | None
    waited: Spread | None  # None where nobody noted when work began
    worked: Spread | None
    held: int  # minutes that stood still in it, over all cases
    again: int  # cases that went through it more than once
    passed: int  # late cases whose due moment passed in it
    over: int  # minutes past its own limit in late cases, over all of them

    @property
    def extra(self) -> int:
        """Visits that would not have been if every case had come through once."""
        return self.visits - self.cases


@dataclass(frozen=True)
class HandTimes:
    """One unit or person steps lay with, by its opaque id, or what lies outside all steps (BEFORE, AFTER)."""

    by: str
    cases: int
    took: Spread | None
    waited: Spread | None
    passed: int  # late cases whose due moment passed while they lay there


@dataclass(frozen=True)
class WhatIf:
    """What a shorter step would have changed."""

    activity: str
    less: int  # minutes, each time
    late: int
    touched: int  # late cases that would have ended earlier
    rescued: int  # of these, cases that would have been on time


def spread(values: Sequence[int]) -> Spread | None:
    """Return median and 90th percentile; None of no values."""
    middle, most = percentile(values, 50), percentile(values, 90)
    return None if middle is None or most is None else Spread(middle, most)


def steps(traces: Sequence[Trace], order: Iterable[str]) -> list[StepTimes]:
    """Return the times of every step in the order given, between what lies before and after them (left out where nothing does).

    The late cases whose due moment passed in a row add up to all late cases.
    """
    stays: dict[str, list[Stay]] = {}
    visits: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    again: Counter[str] = Counter()
    for trace in traces:
        of = Counter(trace.path)
        visits.update(of)
        cases.update(of.keys())
        again.update(step for step, count in of.items() if count > 1)
        for stay in trace.stays:
            stays.setdefault(stay.activity, []).append(stay)
    late = [trace for trace in traces if trace.late]
    passed = Counter(trace.passed_in() for trace in late)
    over = Counter(dict.fromkeys(visits, 0))
    for stay in (stay for trace in late for stay in trace.stays):
        over[stay.activity] += stay.over or 0
    rows = [_of_step(step, stays[step], cases[step], again[step], passed[step], over[step]) for step in order]
    return [*_outside(BEFORE, [t.before for t in traces], passed), *rows, *_outside(AFTER, [t.after for t in traces], passed)]


def hands(traces: Sequence[Trace]) -> list[HandTimes]:
    """Return the times by unit or person, those where most due moments passed first; these add up to all late cases."""
    stays: dict[str, list[Stay]] = {}
    cases: Counter[str] = Counter()
    for trace in traces:
        cases.update({stay.by for stay in trace.stays})
        for stay in trace.stays:
            stays.setdefault(stay.by, []).append(stay)
    at = [trace.passed_at() for trace in traces if trace.late]
    passed = Counter(one if isinstance(one, str) else one.by for one in at)
    rows = [
        HandTimes(by, cases[by], spread([s.took for s in found]), spread([s.waited for s in found if s.waited is not None]), passed[by])
        for by, found in stays.items()
    ]
    outside = [HandTimes(place, len(traces), None, None, passed[place]) for place in PLACES if passed[place]]
    return sorted([*rows, *outside], key=lambda row: (-row.passed, -row.cases, row.by))


def waiting(traces: Sequence[Trace]) -> tuple[int, int] | None:
    """Return the minutes spent waiting, in steps and outside them, and all minutes; None where nobody noted when work began."""
    stays = [stay for trace in traces for stay in trace.stays]
    noted = [stay.waited for stay in stays if stay.waited is not None]
    if len(noted) < len(stays):
        return None
    outside = sum(trace.before + trace.after for trace in traces)
    return outside + sum(noted), sum(trace.total for trace in traces)


def what_if(traces: Sequence[Trace], *, activity: str, less: int) -> WhatIf:
    """Return how many late cases would have been on time, had each stay in the step been shorter by so many minutes.

    Assumes that only this step is shorter, never below nothing, that every other step takes what it took, and that
    the case would have ended by as much earlier. A stay that ended after its case (in a log of somebody else) moves no end.
    """
    late = [trace for trace in traces if trace.late]
    saved = [(_saved(trace, activity, less), trace.over) for trace in late]
    return WhatIf(
        activity, less, len(late), sum(minutes > 0 for minutes, _over in saved), sum(minutes > 0 and over <= minutes for minutes, over in saved)
    )


def _saved(trace: Trace, activity: str, less: int) -> int:
    if activity in PLACES:
        return min(less, trace.before if activity == BEFORE else trace.after)
    counted = (s for s in trace.stays if s.activity == activity and (trace.ended_at is None or s.done_at <= trace.ended_at))
    return sum(min(less, stay.took) for stay in counted)


def _of_step(activity: str, found: Sequence[Stay], cases: int, again: int, passed: int, over: int) -> StepTimes:
    return StepTimes(
        activity, cases, len(found), spread([stay.took for stay in found]),
        spread([stay.waited for stay in found if stay.waited is not None]), spread([w for stay in found if (w := stay.worked) is not None]),
        sum(stay.held for stay in found), again, passed, over,
    )  # fmt: skip


def _outside(place: str, minutes: Sequence[int], passed: Counter[str]) -> list[StepTimes]:
    if not any(minutes) and not passed[place]:
        return []
    return [StepTimes(place, len(minutes), len(minutes), spread(minutes), spread(minutes), None, 0, 0, passed[place], 0)]
