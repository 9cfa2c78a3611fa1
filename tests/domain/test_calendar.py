"""The working calendar counts days and minutes as a careful clerk with a wall calendar would."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import (
    ZONE,
    Calendar,
    DayRule,
    OutsideCalendar,
    Season,
    Session,
    merge,
    moment_on,
)
from tests.calendar_2026 import CALENDAR, at

MORNING = Session(time(7, 30), time(11, 30))
WINTER = (Session(time(7, 30), time(12)), Session(time(13), time(16, 30)))

moments = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 20), timezones=st.sampled_from([ZONE, UTC])
)
days = st.dates(min_value=date(2025, 12, 20), max_value=date(2026, 12, 31))
minutes = st.integers(min_value=0, max_value=20_000)


@pytest.mark.parametrize(
    ("day", "works", "because"),
    [
        ("2026-03-10", True, "it is a Tuesday"),
        ("2026-03-14", False, "it is a Saturday"),
        ("2026-03-15", False, "it is a Sunday"),
        ("2026-02-16", False, "it is the eve of Tết"),
        ("2026-01-02", False, "this Friday was swapped away"),
        ("2026-01-10", True, "this Saturday is worked instead"),
        ("2026-04-27", False, "Giỗ Tổ fell on the Sunday before"),
    ],
)
def test_a_day_is_worked_or_off(day: str, works: bool, because: str) -> None:
    assert CALENDAR.works_on(date.fromisoformat(day)) is works, because


@pytest.mark.parametrize(
    ("moment", "clamped", "because"),
    [
        ("2026-03-10 06:10", "2026-03-10 07:00", "work starts at seven"),
        ("2026-03-10 07:00", "2026-03-10 07:00", "it is worked"),
        ("2026-03-10 10:12", "2026-03-10 10:12", "it is worked"),
        ("2026-03-10 11:29", "2026-03-10 11:29", "the last minute of the morning is worked"),
        ("2026-03-10 11:30", "2026-03-10 13:30", "the morning is over"),
        ("2026-03-10 12:15", "2026-03-10 13:30", "it is lunch time"),
        ("2026-03-10 17:00", "2026-03-11 07:00", "the day is over"),
        ("2026-03-10 23:59", "2026-03-11 07:00", "the day is over"),
        ("2026-03-14 09:00", "2026-03-16 07:00", "it is a Saturday"),
        ("2026-02-13 17:01", "2026-02-23 07:00", "Tết lies between"),
        ("2026-01-09 18:00", "2026-01-10 07:00", "the Saturday is worked"),
    ],
)
def test_a_moment_out_of_hours_becomes_the_next_worked_one(moment: str, clamped: str, because: str) -> None:
    assert CALENDAR.clamp(at(moment)) == at(clamped), because


@pytest.mark.parametrize(
    ("after", "n", "day", "because"),
    [
        ("2026-03-10", 1, "2026-03-11", "the day itself is not counted"),
        ("2026-03-13", 1, "2026-03-16", "the weekend is off"),
        ("2026-02-13", 1, "2026-02-23", "nine days of Tết"),
        ("2026-01-09", 1, "2026-01-10", "the swapped Saturday is worked"),
        ("2026-08-28", 1, "2026-09-03", "Monday is swapped away before Quốc khánh"),
        ("2026-01-02", 3, "2026-01-07", "counting may start on a day off"),
    ],
)
def test_the_nth_working_day_skips_days_off(after: str, n: int, day: str, because: str) -> None:
    assert CALENDAR.nth_working_day(date.fromisoformat(after), n) == date.fromisoformat(day), because


def test_working_days_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        CALENDAR.nth_working_day(date(2026, 3, 10), 0)


@given(after=days, n=st.integers(min_value=1, max_value=60))
def test_the_nth_working_day_is_the_one_found_by_walking(after: date, n: int) -> None:
    day, left = after, n
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.works_on(day)
    assert CALENDAR.nth_working_day(after, n) == day
    assert CALENDAR.working_days_between(after, day) == n
    assert CALENDAR.working_days_between(day, after) == -n


def test_the_days_next_to_a_day_off_are_found() -> None:
    assert CALENDAR.next_working_day(date(2026, 2, 17)) == date(2026, 2, 23)
    assert CALENDAR.previous_working_day(date(2026, 2, 23)) == date(2026, 2, 13)
    assert CALENDAR.working_day_from(date(2026, 2, 17)) == date(2026, 2, 23)
    assert CALENDAR.working_day_from(date(2026, 2, 23)) == date(2026, 2, 23)


@pytest.mark.parametrize(
    ("start", "end", "worked", "because"),
    [
        ("2026-03-10 07:00", "2026-03-10 17:00", 480, "a whole day is eight hours"),
        ("2026-03-10 11:00", "2026-03-10 14:00", 60, "lunch is not worked"),
        ("2026-03-10 16:00", "2026-03-11 08:00", 120, "the night is not worked"),
        ("2026-03-13 16:00", "2026-03-16 08:00", 120, "the weekend is not worked"),
        ("2026-02-13 17:00", "2026-02-23 07:00", 0, "Tết is not worked"),
        ("2026-01-10 00:00", "2026-01-11 00:00", 480, "the swapped Saturday is a whole day"),
        ("2026-03-10 10:00", "2026-03-10 09:00", -60, "counting back is negative"),
    ],
)
def test_minutes_between_counts_sessions_only(start: str, end: str, worked: int, because: str) -> None:
    assert CALENDAR.minutes_between(at(start), at(end)) == worked, because


@pytest.mark.parametrize(
    ("start", "count", "end", "because"),
    [
        ("2026-03-10 07:00", 480, "2026-03-10 17:00", "time that runs out with the day ends with it"),
        ("2026-03-10 07:00", 270, "2026-03-10 11:30", "and with the morning too"),
        ("2026-03-10 07:00", 271, "2026-03-10 13:31", "one minute more is after lunch"),
        ("2026-03-10 16:30", 60, "2026-03-11 07:30", "the rest is worked the next morning"),
        ("2026-03-14 10:00", 60, "2026-03-16 08:00", "a Saturday starts on Monday"),
        ("2026-03-14 10:00", 0, "2026-03-16 07:00", "no time is over as soon as work starts"),
    ],
)
def test_minutes_are_added_within_sessions(start: str, count: int, end: str, because: str) -> None:
    assert CALENDAR.add_minutes(at(start), count) == at(end), because


def test_minutes_are_never_taken_away() -> None:
    with pytest.raises(ValueError, match="not taken away"):
        CALENDAR.add_minutes(at("2026-03-10 10:00"), -1)


@given(start=moments, count=minutes)
def test_counting_the_minutes_that_were_added_gives_them_back(start: datetime, count: int) -> None:
    assert CALENDAR.minutes_between(start, CALENDAR.add_minutes(start, count)) == count


@given(start=moments, end=moments)
def test_adding_the_minutes_between_leads_to_the_end_or_the_last_work_before_it(
    start: datetime, end: datetime
) -> None:
    start, end = sorted((start, end))
    between = CALENDAR.minutes_between(start, end)
    reached = CALENDAR.add_minutes(start, between)
    assert CALENDAR.minutes_between(reached, end) == 0
    if between:
        assert reached <= end


@given(start=moments, hours=st.integers(min_value=0, max_value=100))
def test_minutes_between_is_what_a_minute_by_minute_count_gives(start: datetime, hours: int) -> None:
    first = start.astimezone(ZONE).replace(second=0, microsecond=0)
    walked = sum(_worked(first + timedelta(minutes=n)) for n in range(hours * 60))
    assert CALENDAR.minutes_between(start, start + timedelta(hours=hours)) == walked


def _worked(minute: datetime) -> bool:
    sessions = ((time(7), time(11, 30)), (time(13, 30), time(17)))
    in_session = any(start <= minute.time() < end for start, end in sessions)
    return in_session and CALENDAR.works_on(minute.date())


@given(moment=moments)
def test_a_moment_is_read_in_vietnams_time_whatever_its_zone(moment: datetime) -> None:
    elsewhere = moment.astimezone(UTC)
    assert CALENDAR.clamp(moment) == CALENDAR.clamp(elsewhere)
    assert CALENDAR.clamp(elsewhere).tzinfo is ZONE


def test_late_evening_in_utc_is_the_next_day_in_vietnam() -> None:
    assert CALENDAR.clamp(datetime(2026, 1, 9, 17, 30, tzinfo=UTC)) == at("2026-01-10 07:00")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        CALENDAR.clamp(datetime(2026, 3, 10, 10, 0))


def test_seconds_are_dropped() -> None:
    assert CALENDAR.clamp(at("2026-03-10 10:12:59")) == at("2026-03-10 10:12")
    assert CALENDAR.minutes_between(at("2026-03-10 10:12:59"), at("2026-03-10 10:13:01")) == 1


@pytest.mark.parametrize(
    ("day", "moment", "then", "because"),
    [
        ("2026-03-12", "2026-03-10 10:12", "2026-03-12 10:12", "the hour is worked"),
        ("2026-03-12", "2026-03-10 05:00", "2026-03-12 07:00", "work has not begun"),
        ("2026-03-12", "2026-03-10 12:00", "2026-03-12 13:30", "it is lunch time"),
        ("2026-03-12", "2026-03-10 19:00", "2026-03-12 17:00", "work is over"),
    ],
)
def test_the_same_time_is_moved_into_the_sessions(day: str, moment: str, then: str, because: str) -> None:
    assert CALENDAR.at_same_time(date.fromisoformat(day), at(moment)) == at(then), because


def test_a_day_starts_and_ends_with_its_sessions() -> None:
    assert CALENDAR.start_of_day(date(2026, 3, 10)) == at("2026-03-10 07:00")
    assert CALENDAR.end_of_day(date(2026, 3, 10)) == at("2026-03-10 17:00")


def test_a_day_off_has_no_end_of_work() -> None:
    assert CALENDAR.sessions_on(date(2026, 2, 17)) == ()
    with pytest.raises(ValueError, match="not a working day"):
        CALENDAR.end_of_day(date(2026, 2, 17))


def test_special_days_are_listed_in_order() -> None:
    listed = CALENDAR.rules_between(date(2026, 4, 26), date(2026, 5, 1))
    assert [rule.day for rule in listed] == [date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)]


def test_local_days_and_hours_go_over_the_national_calendar() -> None:
    saturday = DayRule(date(2026, 3, 14), True, "Thứ Bảy vì dân", "local", (MORNING,))
    flood = DayRule(date(2026, 3, 10), False, "Nghỉ tránh bão", "local")
    local = merge(
        CALENDAR,
        [saturday, flood],
        version="2026-b",
        seasons=(Season(date(2026, 11, 1), date(2027, 2, 28), WINTER),),
    )
    assert local.version == "2026-b"
    assert local.end_of_day(date(2026, 3, 14)) == at("2026-03-14 11:30")
    assert not local.works_on(date(2026, 3, 10))
    assert not local.works_on(date(2026, 2, 17)), "the national days stay"
    assert local.end_of_day(date(2026, 11, 2)) == at("2026-11-02 16:30")
    assert local.end_of_day(date(2026, 10, 30)) == at("2026-10-30 17:00")
    assert local.minutes_between(at("2026-03-13 17:00"), at("2026-03-16 07:00")) == 240
    assert not CALENDAR.works_on(date(2026, 3, 14)), "the base is untouched"


def test_local_hours_replace_the_usual_ones() -> None:
    early = merge(CALENDAR, [], version="2026-c", sessions=(Session(time(6), time(14)),))
    assert early.clamp(at("2026-03-10 05:00")) == at("2026-03-10 06:00")
    assert early.end_of_day(date(2026, 3, 10)) == at("2026-03-10 14:00")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: CALENDAR.works_on(date(2028, 1, 1)),
        lambda: CALENDAR.nth_working_day(date(2027, 12, 30), 5),
        lambda: CALENDAR.previous_working_day(date(2025, 1, 1)),
        lambda: CALENDAR.add_minutes(at("2027-12-31 16:00"), 61),
        lambda: CALENDAR.clamp(at("2027-12-31 17:00")),
        lambda: CALENDAR.minutes_between(at("2024-12-31 10:00"), at("2026-01-01 10:00")),
        lambda: merge(CALENDAR, [DayRule(date(2028, 1, 3), False, "Nghỉ bù", "local")], version="x"),
    ],
)
def test_asking_beyond_the_known_years_says_which_calendar_to_add(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(OutsideCalendar, match=r"add the working calendar of (2028|2024)"):
        ask()


def test_the_last_minute_of_the_known_years_can_still_be_reached() -> None:
    assert CALENDAR.add_minutes(at("2027-12-31 16:00"), 60) == at("2027-12-31 17:00")


@pytest.mark.parametrize(
    ("make", "because"),
    [
        (lambda: Session(time(11), time(7)), "a session runs forward"),
        (lambda: Session(time(7, 0, 30), time(11)), "the clock has no seconds"),
        (lambda: replace(CALENDAR, sessions=()), "a working day has sessions"),
        (lambda: replace(CALENDAR, sessions=(*WINTER, MORNING)), "sessions come in order"),
        (lambda: DayRule(date(2026, 3, 14), True, "", "", ()), "a worked day has sessions"),
        (lambda: Season(date(2026, 2, 2), date(2026, 2, 1), WINTER), "a season runs forward"),
        (
            lambda: replace(
                CALENDAR,
                seasons=(
                    Season(date(2026, 1, 1), date(2026, 3, 1), WINTER),
                    Season(date(2026, 3, 1), date(2026, 4, 1), WINTER),
                ),
            ),
            "a day belongs to one season",
        ),
        (lambda: replace(CALENDAR, first_year=2028), "years run forward"),
        (
            lambda: replace(CALENDAR, days={date(2026, 3, 11): DayRule(date(2026, 3, 10), False, "", "")}),
            "a rule is filed under its own day",
        ),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(make: object, because: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError):
        pytest.fail(f"{because}: {make()}")


def test_equal_calendars_are_equal_and_can_be_keys() -> None:
    twin = replace(CALENDAR, days=dict(CALENDAR.days))
    assert twin == CALENDAR
    assert {CALENDAR: 1}[twin] == 1
    assert isinstance(twin, Calendar)


def test_the_days_of_a_calendar_cannot_be_changed_from_outside() -> None:
    mine = {date(2026, 3, 10): DayRule(date(2026, 3, 10), False, "Nghỉ", "x")}
    calendar = replace(CALENDAR, days=mine)
    mine.clear()
    assert not calendar.works_on(date(2026, 3, 10))


def test_moments_are_made_in_vietnam() -> None:
    assert moment_on(date(2026, 3, 10), time(7)).utcoffset() == timedelta(hours=7)
