"""Waiting stops the clock for exactly the working minutes waited, however it is told."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers.clock import (
    ClockSettings,
    Limit,
    Line,
    LineKind,
    Pause,
    PauseKind,
    due,
)
from tests.calendar_2026 import CALENDAR, at
from tests.clock_examples import (
    EIGHT_HOURS,
    HOUR,
    TWO_DAYS,
    clock,
    due_at,
    limits,
    moments,
    pause,
    pause_lists,
    settings,
)


@given(limit=limits, settings=settings, pauses=pause_lists())
def test_the_order_of_pauses_does_not_matter(
    limit: Limit, settings: ClockSettings, pauses: tuple[Pause, ...]
) -> None:
    answers = {
        due(clock("2026-02-03 10:12", limit, settings=settings, pauses=order)).at
        for order in permutations(pauses)
    }
    assert len(answers) == 1


@given(
    limit=limits, settings=settings, pauses=pause_lists(), cut=st.floats(0, 1), overlap=st.integers(0, 600)
)
def test_a_pause_cut_in_two_or_told_twice_counts_once(
    limit: Limit, settings: ClockSettings, pauses: tuple[Pause, ...], cut: float, overlap: int
) -> None:
    pieces: list[Pause] = []
    for whole in pauses:
        assert whole.ended_at is not None
        middle = whole.started_at + (whole.ended_at - whole.started_at) * cut
        again = max(whole.started_at, middle - timedelta(minutes=overlap))
        pieces += [pause(whole.started_at, middle), pause(again, whole.ended_at, PauseKind.PAYMENT)]
    kept = clock("2026-02-03 10:12", limit, settings=settings, pauses=pauses)
    assert due(kept).at == due(replace(kept, pauses=tuple(pieces))).at


@given(received=moments, limit=limits, settings=settings, pauses=pause_lists())
def test_one_more_pause_never_makes_it_due_earlier(
    received: datetime, limit: Limit, settings: ClockSettings, pauses: tuple[Pause, ...]
) -> None:
    without = due_at(clock(received, limit, settings=settings, pauses=pauses[1:]))
    assert due_at(clock(received, limit, settings=settings, pauses=pauses)) >= without


@given(limit=limits, start=st.integers(0, 60 * 24 * 20), length=st.integers(0, 60 * 24 * 20))
def test_a_wait_moves_the_due_moment_by_the_working_minutes_waited(
    limit: Limit, start: int, length: int
) -> None:
    plain = due_at(clock("2026-02-03 10:12", limit))
    asked = at("2026-02-03 10:12") + timedelta(minutes=start)
    answered = asked + timedelta(minutes=length)
    moved = due_at(clock("2026-02-03 10:12", limit, pauses=(pause(asked, answered),)))
    waited = CALENDAR.minutes_between(asked, answered) if asked <= plain else 0
    assert CALENDAR.minutes_between(plain, moved) == waited


def test_a_waiting_dossier_has_no_due_moment_but_time_left() -> None:
    answer = due(clock("2026-03-10 10:12", TWO_DAYS, pauses=(pause(at("2026-03-11 16:00"), None),)))
    assert (answer.at, answer.remaining_minutes, answer.deadline) == (None, 540, None)
    assert answer.lines[-1] == Line(LineKind.WAITING, count=540)
    asked = Line(LineKind.PAUSED, at=at("2026-03-11 16:00"), pause=PauseKind.SUPPLEMENT)
    assert answer.lines[-2] == asked


def test_an_open_wait_takes_in_the_waits_told_within_it() -> None:
    waits = (
        pause(at("2026-03-11 16:00"), None),
        pause(at("2026-03-11 16:30"), at("2026-03-12 08:00")),
        pause(at("2026-03-13 08:00"), None),
    )
    answer = due(clock("2026-03-10 10:12", TWO_DAYS, pauses=waits))
    assert (answer.at, answer.remaining_minutes) == (None, 540)


def test_a_wait_that_began_too_late_does_not_wash_off_the_lateness() -> None:
    late = clock("2026-03-10 10:12", TWO_DAYS, pauses=(pause(at("2026-03-12 17:01"), None),))
    waiting = due(late)
    assert (waiting.at, waiting.remaining_minutes) == (None, 0)
    assert waiting.deadline == waiting.lapsed_at == at("2026-03-12 17:00")
    assert waiting.lines[-1] == Line(LineKind.PAUSED_AFTER_DUE, at=at("2026-03-12 17:00"))
    resumed = replace(late, pauses=(pause(at("2026-03-12 17:01"), at("2026-03-20 10:00")),))
    assert due_at(resumed) == at("2026-03-12 17:00")


def test_a_wait_from_the_very_due_minute_still_counts() -> None:
    waits = (pause(at("2026-03-12 17:00"), at("2026-03-16 09:00")),)
    assert due_at(clock("2026-03-10 10:12", TWO_DAYS, pauses=waits)) == at("2026-03-16 09:00")


def test_a_wait_at_night_takes_no_time_back() -> None:
    waits = (pause(at("2026-03-10 18:00"), at("2026-03-10 20:00")),)
    same_hour = clock("2026-03-10 07:00", TWO_DAYS, settings=HOUR)
    assert due_at(replace(same_hour, pauses=waits)) == due_at(same_hour) == at("2026-03-12 07:00")


def test_waits_that_touch_move_the_due_moment_once() -> None:
    waits = (
        pause(at("2026-03-11 09:00"), at("2026-03-11 10:00")),
        pause(at("2026-03-11 10:00"), at("2026-03-11 11:00"), PauseKind.PAYMENT),
    )
    lines = due(clock("2026-03-10 10:12", TWO_DAYS, pauses=waits)).lines
    assert [line.pause for line in lines if line.kind is LineKind.PAUSED] == [
        PauseKind.SUPPLEMENT,
        PauseKind.PAYMENT,
    ]
    assert [line.count for line in lines if line.kind is LineKind.DUE_MOVED] == [120]


def test_a_wait_before_the_receipt_counts_only_from_the_receipt() -> None:
    waits = (pause(at("2026-03-09 08:00"), at("2026-03-10 11:12")),)
    assert due_at(clock("2026-03-10 10:12", EIGHT_HOURS, pauses=waits)) == at("2026-03-11 11:12")
    over = (pause(at("2026-03-09 08:00"), at("2026-03-10 10:12")),)
    assert due_at(clock("2026-03-10 10:12", EIGHT_HOURS, pauses=over)) == at("2026-03-11 10:12")


def test_a_pause_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        pause(at("2026-03-10 10:00"), at("2026-03-10 09:59"))
