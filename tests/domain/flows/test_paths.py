"""Variants, what follows what, and loops."""

from __future__ import annotations

import pytest
from hypothesis import given

from motcua.domain.flows import paths
from motcua.domain.flows.paths import Loop
from motcua.domain.flows.traces import AFTER, BEFORE, Trace, percentile
from tests.domain.flows.examples import TRACES, trace


@pytest.mark.parametrize(
    ("values", "share", "expected", "because"),
    [
        ([], 50, None, "nothing has no middle"),
        ([7], 90, 7, "one value is every percentile"),
        ([1, 2, 3, 4], 50, 2, "the nearest rank of an even number is the lower of the two"),
        ([4, 1, 3, 2, 5], 50, 3, "order does not matter"),
        (list(range(1, 11)), 90, 9, "nine of ten lie within"),
        (list(range(1, 12)), 90, 10, "a rank is rounded up"),
        ([1, 2, 3], 100, 3, "all lie within the largest"),
    ],
)
def test_a_percentile_is_one_of_the_values(values: list[int], share: int, expected: int | None, because: str) -> None:
    assert percentile(values, share) == expected, because


@pytest.mark.parametrize("share", [0, 101])
def test_a_percentile_outside_its_range_is_refused(share: int) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile([1], share)


STRAIGHT = trace("1", ("A", 10, 20), ("B", 5, 5), due=60)
OTHER = trace("2", ("A", 30, 20), ("B", 15, 5), due=60)
BACK = trace("3", ("A", 10, 0), ("B", 50, 0), ("A", 1, 1), ("B", 2, 2), by="uvuv")


def test_paths_are_told_by_frequency_with_their_late_cases() -> None:
    found = paths.variants([STRAIGHT, BACK, OTHER])
    assert [(v.path, v.cases, v.late, v.median) for v in found] == [(("A", "B"), 2, 1, 40), (("A", "B", "A", "B"), 1, 0, 66)]
    assert found[0].key == paths.key_of(["A", "B"]) != found[1].key


def test_what_follows_what_counts_times_and_cases_and_the_wait_until_it_was_taken_up() -> None:
    found = {(e.source, e.target): e for e in paths.edges([STRAIGHT, BACK, OTHER])}
    there = found["A", "B"]
    assert (there.times, there.cases, there.median, there.p90, there.handed, there.late) == (4, 3, 5, 50, 2, 1)
    assert (found["B", "A"].times, found["B", "A"].median) == (1, 1)
    assert (found[BEFORE, "A"].times, found["B", AFTER].times) == (3, 3)


def test_where_nobody_noted_the_beginning_the_wait_is_until_its_one_moment() -> None:
    single = Trace(case="1", stays=tuple(type(s)(activity=s.activity, arrived_at=s.arrived_at, done_at=s.done_at, took=s.took) for s in STRAIGHT.stays),
                   due_at=None, ended_at=None, late=False)  # fmt: skip
    assert {(e.source, e.target): e.median for e in paths.edges([single])}["A", "B"] == 10


def test_a_case_without_a_step_goes_from_start_to_end() -> None:
    assert [(e.source, e.target, e.median) for e in paths.edges([trace("1", after=7)])] == [(BEFORE, AFTER, 7)]


def test_there_and_back_again_is_a_loop_and_so_is_a_step_after_itself() -> None:
    again = trace("4", ("A", 1, 1), ("A", 1, 1), ("A", 1, 1))
    assert paths.loops([BACK, again, STRAIGHT]) == [Loop("A", "A", 1, 2), Loop("A", "B", 1, 1), Loop("B", "A", 1, 1)]


def test_the_main_path_reads_straight_down_and_others_stand_where_they_lie() -> None:
    other = trace("5", ("B", 1, 1), ("A", 1, 1), ("Z", 1, 1))
    assert paths.order([STRAIGHT, OTHER, other]) == ["A", "B", "Z"]
    assert paths.order([trace("6")]) == []


def test_steps_stand_in_the_order_they_are_reached() -> None:
    assert paths.order([BACK, STRAIGHT, trace("5", ("A", 1, 1), ("C", 1, 1), ("B", 1, 1))]) == ["A", "C", "B"]


def test_rare_ways_are_left_out_but_no_step_hangs_in_the_air() -> None:
    rare = trace("6", ("A", 1, 1), ("Z", 1, 1), ("B", 1, 1))
    found = paths.edges([STRAIGHT] * 5 + [rare, BACK])
    kept = {(e.source, e.target) for e in paths.drawn(found, 5)}
    assert kept == {(BEFORE, "A"), ("A", "B"), ("B", AFTER)}
    kept = {(e.source, e.target) for e in paths.drawn(found, 1)}
    assert {("A", "Z"), ("Z", "B"), ("B", "A")} <= kept


@given(TRACES)
def test_variants_and_edges_add_up(traces: list[Trace]) -> None:
    found = paths.variants(traces)
    assert sum(v.cases for v in found) == len(traces)
    assert sum(v.late for v in found) == sum(t.late for t in traces)
    edges = paths.edges(traces)
    assert sum(e.times for e in edges if e.source == BEFORE) == sum(e.times for e in edges if e.target == AFTER) == len(traces)
    for step in paths.order(traces):
        into, out = (sum(e.times for e in edges if end(e) == step) for end in (lambda e: e.target, lambda e: e.source))
        assert into == out == sum(t.path.count(step) for t in traces)
    assert all(e.handed <= e.times and e.late <= e.cases <= e.times and e.median <= e.p90 for e in edges)
