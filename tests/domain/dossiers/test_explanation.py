"""A due moment can be explained line by line."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given

from motcua.domain.calendar import ZONE, DayRule, Session, merge
from motcua.domain.dossiers.clock import (
    SAME_DAY,
    ClockSettings,
    Limit,
    LimitUnit,
    Line,
    LineKind,
    Pause,
    PauseKind,
    due,
)
from tests.calendar_2026 import CALENDAR, TET, at
from tests.clock_examples import (
    EIGHT_HOURS,
    FIVE_CALENDAR_DAYS,
    HOUR,
    TWO_DAYS,
    clock,
    limits,
    moments,
    pause,
    settings,
)


def test_a_dossier_that_waits_twice_across_tet_can_be_explained() -> None:
    asked, answered = at("2026-02-12 09:00"), at("2026-02-24 14:00")
    billed, paid = at("2026-02-26 15:00"), at("2026-03-02 08:30")
    waits = (
        Pause(kind=PauseKind.SUPPLEMENT, started_at=asked, ended_at=answered, reason="Thiếu trích lục"),
        Pause(kind=PauseKind.PAYMENT, started_at=billed, ended_at=paid, reason="Lệ phí"),
    )
    ten_days = Limit(10, LimitUnit.WORKING_DAYS)
    answer = due(clock("2026-02-10 10:12:40", ten_days, pauses=waits))
    kind = LineKind
    assert list(answer.lines) == [
        Line(kind.RECEIVED, at=at("2026-02-10 10:12")),
        Line(kind.EVENT_DAY_NOT_COUNTED, day=date(2026, 2, 10)),
        Line(kind.LIMIT, count=10, unit=LimitUnit.WORKING_DAYS),
        Line(kind.HOLIDAYS_SKIPPED, day=date(2026, 2, 14), last_day=date(2026, 2, 22), count=9, names=TET),
        Line(kind.WEEKENDS_SKIPPED, count=2),  # 28/2 and 1/3
        Line(kind.LAST_DAY, day=date(2026, 3, 3)),  # 11, 12, 13, 23, 24, 25, 26, 27/2, 2, 3/3
        Line(kind.END_OF_LAST_SESSION, at=at("2026-03-03 17:00")),
        Line(kind.PAUSED, at=asked, until=answered, pause=PauseKind.SUPPLEMENT, reason="Thiếu trích lục"),
        Line(kind.WEEKENDS_SKIPPED, count=2),  # 7 and 8/3
        Line(kind.DUE_MOVED, at=at("2026-03-09 10:00"), count=1620),  # 6 h + 8 h before Tết, 8 h + 5 h after
        Line(kind.PAUSED, at=billed, until=paid, pause=PauseKind.PAYMENT, reason="Lệ phí"),
        Line(kind.DUE_MOVED, at=at("2026-03-10 15:30"), count=690),  # 2 h + 8 h + 1.5 h
        Line(kind.DUE, at=at("2026-03-10 15:30")),
    ]
    assert answer.at == answer.deadline == at("2026-03-10 15:30")
    assert answer.remaining_minutes is None


@pytest.mark.parametrize(
    ("received", "limit", "line", "because"),
    [
        (
            "2026-03-10 17:30",
            EIGHT_HOURS,
            Line(LineKind.RECEIVED_OUT_OF_HOURS, at=at("2026-03-11 07:00")),
            "hours count from the next worked minute",
        ),
        (
            "2026-01-08 10:12",
            TWO_DAYS,
            Line(LineKind.SWAPPED_DAY_COUNTED, day=date(2026, 1, 10), names=("Làm bù cho 02/01/2026",)),
            "the worked Saturday is counted",
        ),
        (
            "2026-03-10 15:01",
            SAME_DAY,
            Line(LineKind.CUTOFF_PASSED, at=at("2026-03-10 15:00")),
            "too late for today",
        ),
        (
            "2026-02-13 10:12",
            FIVE_CALENDAR_DAYS,
            Line(
                LineKind.MOVED_FROM_DAY_OFF, day=date(2026, 2, 18), last_day=date(2026, 2, 23), names=TET[2:]
            ),
            "the fifth day is in Tết",
        ),
        (
            "2026-03-10 10:12",
            FIVE_CALENDAR_DAYS,
            Line(LineKind.MOVED_FROM_DAY_OFF, day=date(2026, 3, 15), last_day=date(2026, 3, 16)),
            "a plain Sunday has no name",
        ),
        (
            "2026-08-28 10:12",
            Limit(1, LimitUnit.WORKING_DAYS),
            Line(
                LineKind.HOLIDAYS_SKIPPED,
                day=date(2026, 8, 29),
                last_day=date(2026, 9, 2),
                count=5,
                names=("Ngày nghỉ (thay cho ngày 22/08/2026)", "Quốc khánh"),
            ),
            "weekend, swapped Monday and Quốc khánh are one stretch, each name told once",
        ),
        (
            "2026-02-14 09:00",
            Limit(1, LimitUnit.WORKING_DAYS),
            Line(
                LineKind.HOLIDAYS_SKIPPED,
                day=date(2026, 2, 15),
                last_day=date(2026, 2, 22),
                count=8,
                names=TET,
            ),
            "the day of receipt, a day off itself, is not among the days passed over",
        ),
    ],
)
def test_the_explanation_tells_what_was_special(
    received: str, limit: Limit, line: Line, because: str
) -> None:
    assert line in due(clock(received, limit)).lines, because


@given(
    received=moments,
    limit=limits.filter(lambda limit: limit.unit in (LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS)),
    settings=settings,
)
def test_the_days_told_as_skipped_are_all_the_days_off_passed_over(
    received: datetime, limit: Limit, settings: ClockSettings
) -> None:
    answer = due(clock(received, limit, settings=settings))
    skipped = (LineKind.WEEKENDS_SKIPPED, LineKind.HOLIDAYS_SKIPPED)
    told = sum(line.count or 0 for line in answer.lines if line.kind in skipped)
    assert answer.at is not None
    first = received.astimezone(ZONE).date()
    passed = [first + timedelta(days=n + 1) for n in range((answer.at.date() - first).days)]
    assert told == sum(not CALENDAR.works_on(day) for day in passed)


def test_an_ordinary_day_with_other_hours_is_not_told_as_swapped() -> None:
    short = DayRule(date(2026, 3, 11), True, "Họp toàn cơ quan", "local", (Session(time(7), time(11)),))
    local = merge(CALENDAR, [short], version="2026-b")
    lines = due(clock("2026-03-10 10:12", TWO_DAYS, calendar=local)).lines
    assert LineKind.SWAPPED_DAY_COUNTED not in {line.kind for line in lines}


def test_every_kind_of_line_is_told_by_some_example() -> None:
    wait = pause(at("2026-03-11 09:00"), at("2026-03-16 09:00"))
    clocks = [
        clock("2026-03-10 17:30", EIGHT_HOURS),
        clock("2026-01-08 10:12", TWO_DAYS, settings=HOUR),
        clock("2026-02-13 15:01", SAME_DAY),
        clock("2026-02-13 15:01", FIVE_CALENDAR_DAYS),
        clock("2026-03-10 10:12", TWO_DAYS, pauses=(wait,), extended_to=at("2026-04-01 17:00")),
        clock("2026-03-10 10:12", TWO_DAYS, restarted_at=at("2026-03-16 09:00")),
        clock("2026-03-10 10:12", EIGHT_HOURS, pauses=(wait,)),
        clock("2026-03-10 10:12", TWO_DAYS, pauses=(replace(wait, ended_at=None),)),
        clock("2026-03-02 10:12", TWO_DAYS, pauses=(wait,)),
        replace(clock("2026-03-10 10:12", TWO_DAYS), reopened=(at("2026-03-17 09:00"),), redated_to=at("2026-03-18 17:00")),
    ]
    assert {line.kind for each in clocks for line in due(each).lines} == set(LineKind)
