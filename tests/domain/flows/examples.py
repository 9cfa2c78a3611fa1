"""Traces for the tests of paths and delays: stays of so many minutes one after another, from Monday morning on."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from motcua.domain.flows.traces import Stay, Trace
from motcua.domain.hours import ZONE

MONDAY = dt.datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def trace(case: str, *steps: tuple[str, int, int], due: int | None = None, before: int = 0, after: int = 0, by: str = "") -> Trace:
    """Return a case whose steps are (activity, minutes waited, minutes worked); `due` in minutes from its start."""
    now, stays = MONDAY + minutes(before), []
    for place, (activity, waited, worked) in enumerate(steps):
        done = now + minutes(waited + worked)
        who = by[place] if by else "u"
        stays.append(Stay(activity=activity, arrived_at=now, done_at=done, took=waited + worked, waited=waited, by=who))
        now = done
    ended = now + minutes(after)
    due_at = None if due is None else MONDAY + minutes(due)
    late = due_at is not None and ended > due_at
    over = int((ended - due_at).total_seconds() // 60) if late and due_at else 0
    return Trace(case=case, stays=tuple(stays), due_at=due_at, ended_at=ended, late=late, over=over, before=before, after=after)


_STEPS = st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 500), st.integers(0, 500)), min_size=0, max_size=6)
TRACES = st.lists(
    st.builds(
        lambda steps, due, before, after: trace("x", *steps, due=due, before=before, after=after),
        _STEPS, st.none() | st.integers(0, 3000), st.integers(0, 300), st.integers(0, 300),
    ),
    max_size=12,
)  # fmt: skip
