"""When the doors are open: by day of the week, with dates, and never on a day off that the calendar names."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from motcua.domain.calendar import DEFAULT_SESSIONS, Calendar, DayRule
from motcua.domain.counters import opening
from motcua.domain.counters.opening import Opening
from motcua.domain.hours import ZONE, Session

MORNING = (Session(time(7), time(11, 30)),)
LONG = (Session(time(7), time(18)),)
HOLIDAY = DayRule(date(2026, 12, 19), works=False, name="Ngày nghỉ thử", source="QĐ 1")  # a Saturday
WORKED = DayRule(date(2026, 12, 12), works=True, name="Làm bù", source="QĐ 2")
CALENDAR = Calendar(version="t", first_year=2026, last_year=2026, days={HOLIDAY.day: HOLIDAY, WORKED.day: WORKED})
SATURDAYS = Opening(5, MORNING, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("openings", "day", "sessions", "because"),
    [
        ((), date(2026, 11, 20), DEFAULT_SESSIONS, "nothing set: open as it is worked"),
        ((), date(2026, 11, 21), (), "nothing set: closed on Saturday"),
        ((SATURDAYS,), date(2026, 11, 21), MORNING, "Saturday morning"),
        ((SATURDAYS,), date(2026, 11, 22), (), "still closed on Sunday"),
        ((SATURDAYS,), date(2026, 10, 31), (), "not before its first day"),
        ((Opening(5, MORNING, date(2026, 11, 1), date(2026, 11, 30)),), date(2026, 12, 5), (), "not after its last"),
        ((SATURDAYS, Opening(5, (), date(2026, 12, 1))), date(2026, 12, 5), (), "the later row closes it"),
        ((Opening(3, LONG, date(2026, 11, 1)),), date(2026, 11, 19), LONG, "open longer than it is worked"),
        ((SATURDAYS,), HOLIDAY.day, (), "a day off is a day off"),
        ((), WORKED.day, DEFAULT_SESSIONS, "a Saturday that is worked"),
    ],
)
def test_the_doors_are_open_when_a_row_says_so_or_the_calendar(openings, day, sessions, because):
    assert opening.sessions_on(openings, CALENDAR, day) == sessions, because


@pytest.mark.parametrize(
    ("hour", "minute", "inside"), [(6, 59, False), (7, 0, True), (11, 30, True), (11, 31, False), (14, 0, False)]
)
def test_a_moment_is_inside_from_the_first_to_the_last_minute(hour, minute, inside):
    at = datetime(2026, 11, 21, hour, minute, 40, tzinfo=ZONE)
    assert opening.is_open((SATURDAYS,), CALENDAR, at) is inside
