"""Waiting against work, where lateness arises, and what a shorter step would have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.flows import delays, paths
from motcua.domain.flows.delays import Spread
from motcua.domain.flows.traces import AFTER, BEFORE, Stay, Trace
from tests.domain.flows.examples import MONDAY, TRACES, trace

DAY = 480
# three days allowed: A waits two days, B works two days; late by one
LATE = trace("1", ("A", 2 * DAY, 0), ("B", 0, 2 * DAY), due=3 * DAY)
FAR = trace("2", ("A", 5 * DAY, 0), ("B", 0, DAY), due=3 * DAY)
FINE = trace("3", ("A", DAY, 0), ("B", 0, DAY), due=3 * DAY)


@pytest.mark.parametrize(
    ("late", "place", "because"),
    [
        (LATE, "B", "the due moment lies in the middle of B"),
        (FAR, "A", "A alone took longer than the limit"),
        (trace("4", ("A", 10, 0), due=5, before=8), BEFORE, "it was late when it came to the first step"),
        (trace("5", ("A", 10, 0), due=12, after=8), AFTER, "every step was done in time"),
        (trace("6", ("A", 10, 0), ("A", 10, 0), due=15), "A", "the second time"),
        (trace("7", due=3, after=8), AFTER, "there was no step at all"),
        (trace("8", ("A", 10, 0), ("B", 10, 0), due=10), "B", "done at the due moment is in time, so the next step was late"),
    ],
)
def test_the_step_in_which_the_due_moment_passed(late: Trace, place: str, because: str) -> None:
    assert late.passed_in() == place, because


def test_a_case_on_time_has_no_such_step() -> None:
    with pytest.raises(ValueError, match="not late"):
        FINE.passed_in()


def test_each_step_with_its_waiting_work_and_lateness() -> None:
    traces = [LATE, FAR, FINE]
    one, other = delays.steps(traces, paths.order(traces))
    assert (one.activity, one.cases, one.visits, one.passed) == ("A", 3, 3, 1)
    assert (one.waited, one.worked) == (Spread(2 * DAY, 5 * DAY), Spread(0, 0))
    assert (other.activity, other.passed, other.waited, other.worked) == ("B", 1, Spread(0, 0), Spread(DAY, 2 * DAY))


def test_what_lies_outside_the_steps_has_rows_of_its_own() -> None:
    found = delays.steps([trace("1", ("A", 1, 1), before=30, after=5, due=10)], ["A"])
    assert [(s.activity, s.took, s.passed) for s in found] == [(BEFORE, Spread(30, 30), 1), ("A", Spread(2, 2), 0), (AFTER, Spread(5, 5), 0)]


def test_going_through_a_step_again_is_counted() -> None:
    (again,) = delays.steps([trace("1", ("A", 1, 1), ("A", 1, 1), ("A", 2, 2)), trace("2", ("A", 1, 1))], ["A"])
    assert (again.cases, again.visits, again.again, again.extra) == (2, 4, 1, 2)


def test_times_by_unit_add_up_to_every_late_case() -> None:
    one = trace("1", ("A", 10, 0), ("B", 10, 5), due=15, by="uv")
    other = trace("2", ("A", 10, 0), ("B", 20, 0), due=5, before=8, by="uv")
    found = delays.hands([one, other, trace("3", ("A", 2, 0), by="u")])
    assert [(h.by, h.cases, h.passed) for h in found] == [(BEFORE, 3, 1), ("v", 2, 1), ("u", 3, 0)]
    (v,) = (h for h in found if h.by == "v")
    assert (v.took, v.waited) == (Spread(15, 20), Spread(10, 20))


def test_waiting_is_told_beside_all_time_where_it_was_noted() -> None:
    assert delays.waiting([trace("1", ("A", 10, 20), before=5, after=1), trace("2", ("A", 4, 0))]) == (20, 40)
    assert delays.waiting([]) == (0, 0)
    stay = Stay(activity="A", arrived_at=MONDAY, done_at=MONDAY, took=0)
    assert delays.waiting([Trace(case="1", stays=(stay,), due_at=None, ended_at=None, late=False)]) is None


@pytest.mark.parametrize(
    ("activity", "less", "touched", "rescued", "because"),
    [
        ("A", DAY, 2, 1, "a day less in A mends the one that is late by a day"),
        ("A", 3 * DAY, 2, 2, "three days less mend both"),
        ("A", DAY - 1, 2, 0, "a minute too few"),
        ("B", 2 * DAY, 2, 1, "B of the other took a day only, and no step is shorter than nothing"),
        ("B", 0, 0, 0, "nothing less changes nothing"),
        ("C", DAY, 0, 0, "nobody went through C"),
        (BEFORE, DAY, 0, 0, "nothing lay before the first step"),
    ],
)
def test_what_if_a_step_took_less(activity: str, less: int, touched: int, rescued: int, because: str) -> None:
    found = delays.what_if([LATE, FAR, FINE], activity=activity, less=less)
    assert (found.late, found.touched, found.rescued) == (2, touched, rescued), because


@pytest.mark.parametrize(("place", "case"), [(BEFORE, trace("1", ("A", 5, 5), before=30, due=20)), (AFTER, trace("1", ("A", 5, 5), after=30, due=20))])
def test_what_lies_outside_the_steps_can_be_shorter_too(place: str, case: Trace) -> None:
    assert delays.what_if([case], activity=place, less=20).rescued == 1
    assert delays.what_if([case], activity=place, less=19).rescued == 0


def test_each_stay_in_the_step_is_shorter() -> None:
    twice = trace("1", ("A", 50, 0), ("B", 1, 0), ("A", 50, 0), due=61)
    assert delays.what_if([twice], activity="A", less=20).rescued == 1


def test_an_event_after_the_end_of_its_case_moves_no_end() -> None:
    early = Trace(case="1", stays=LATE.stays, due_at=LATE.due_at, ended_at=LATE.stays[0].done_at, late=True, over=DAY)
    assert delays.what_if([early], activity="B", less=2 * DAY).touched == 0
    assert delays.what_if([early], activity="A", less=2 * DAY).rescued == 1


@given(TRACES)
def test_rows_add_up_to_every_late_case(traces: list[Trace]) -> None:
    found = delays.steps(traces, paths.order(traces))
    assert sum(s.passed for s in found) == sum(t.late for t in traces) == sum(h.passed for h in delays.hands(traces))
    assert all(s.extra >= s.again >= 0 for s in found)


@given(TRACES, st.sampled_from(["A", "B", "C", "D", BEFORE, AFTER]), st.integers(0, 3000), st.integers(0, 3000))
def test_less_never_makes_more_late(traces: list[Trace], activity: str, less: int, more: int) -> None:
    one, other = (delays.what_if(traces, activity=activity, less=n) for n in (less, less + more))
    assert 0 <= one.rescued <= other.rescued <= one.late
    assert one.rescued <= one.touched
