"""The legal clock promises the moments that the law and the wall calendar give."""

import csv
import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from motcua.domain.calendar import ZONE, Calendar, DayRule, OutsideCalendar
from motcua.domain.dossiers.clock import (
    SAME_DAY,
    AlreadyExtended,
    ClockSettings,
    Limit,
    LimitUnit,
    Line,
    LineKind,
    Pause,
    apology_by,
    due,
    extend,
    forward_by,
)
from tests.calendar_2026 import CALENDAR, at
from tests.clock_examples import (
    EIGHT_HOURS,
    END,
    FIVE_CALENDAR_DAYS,
    HOUR,
    ONE_MONTH,
    TWO_DAYS,
    clock,
    due_at,
    limits,
    moments,
    pause,
    pause_lists,
    settings,
)

RECEIPTS = [
    # received, limit, settings, due, because
    ("2026-03-10 07:00", EIGHT_HOURS, END, "2026-03-10 17:00", "eight hours are this very day"),
    ("2026-03-10 10:12", EIGHT_HOURS, END, "2026-03-11 10:12", "eight hours are one day on, to the minute"),
    ("2026-03-10 12:20", EIGHT_HOURS, END, "2026-03-11 11:30", "counted from 13:30"),
    ("2026-03-10 16:59", EIGHT_HOURS, END, "2026-03-11 16:59", "one minute today, the rest tomorrow"),
    ("2026-03-10 17:30", EIGHT_HOURS, END, "2026-03-11 17:00", "counted from the next morning"),
    ("2026-03-14 09:00", EIGHT_HOURS, END, "2026-03-16 17:00", "a Saturday counts from Monday"),
    ("2026-02-13 16:00", EIGHT_HOURS, END, "2026-02-23 16:00", "one hour before Tết, seven after"),
    ("2026-03-10 07:00", TWO_DAYS, END, "2026-03-12 17:00", "Wednesday, Thursday"),
    ("2026-03-10 10:12", TWO_DAYS, END, "2026-03-12 17:00", "the hour does not matter"),
    ("2026-03-10 16:59", TWO_DAYS, END, "2026-03-12 17:00", "the day of receipt never counts"),
    ("2026-03-10 17:30", TWO_DAYS, END, "2026-03-12 17:00", "after hours is still that day"),
    ("2026-03-14 09:00", TWO_DAYS, END, "2026-03-17 17:00", "Monday, Tuesday"),
    ("2026-02-13 16:00", TWO_DAYS, END, "2026-02-24 17:00", "the two days after Tết"),
    ("2026-01-08 10:12", TWO_DAYS, END, "2026-01-10 17:00", "Friday and the swapped Saturday"),
    ("2026-03-10 05:30", TWO_DAYS, HOUR, "2026-03-12 07:00", "work starts at seven"),
    ("2026-03-10 07:00", TWO_DAYS, HOUR, "2026-03-12 07:00", "the same hour"),
    ("2026-03-10 10:12", TWO_DAYS, HOUR, "2026-03-12 10:12", "the same hour"),
    ("2026-03-10 12:20", TWO_DAYS, HOUR, "2026-03-12 13:30", "the first worked minute after lunch"),
    ("2026-03-10 16:59", TWO_DAYS, HOUR, "2026-03-12 16:59", "the same hour"),
    ("2026-03-10 17:30", TWO_DAYS, HOUR, "2026-03-12 17:00", "after hours: the end of work"),
    ("2026-03-14 09:00", TWO_DAYS, HOUR, "2026-03-17 17:00", "on a day off: the end of work"),
    ("2026-02-13 16:00", TWO_DAYS, HOUR, "2026-02-24 16:00", "the same hour, Tết is skipped"),
    ("2026-03-10 07:00", FIVE_CALENDAR_DAYS, END, "2026-03-16 17:00", "the fifth day is a Sunday"),
    ("2026-03-10 10:12", FIVE_CALENDAR_DAYS, HOUR, "2026-03-16 17:00", "days end with the day's work"),
    ("2026-03-10 16:59", FIVE_CALENDAR_DAYS, END, "2026-03-16 17:00", "the hour does not matter"),
    ("2026-03-10 17:30", FIVE_CALENDAR_DAYS, END, "2026-03-16 17:00", "after hours is still that day"),
    ("2026-03-14 09:00", FIVE_CALENDAR_DAYS, END, "2026-03-19 17:00", "Sunday is the first day"),
    ("2026-02-13 16:00", FIVE_CALENDAR_DAYS, END, "2026-02-23 17:00", "the fifth day is in Tết"),
    ("2026-03-10 07:00", ONE_MONTH, END, "2026-04-10 17:00", "the same day of the next month"),
    ("2026-03-10 10:12", ONE_MONTH, HOUR, "2026-04-10 17:00", "months end with the day's work"),
    ("2026-03-10 16:59", ONE_MONTH, END, "2026-04-10 17:00", "the hour does not matter"),
    ("2026-03-10 17:30", ONE_MONTH, END, "2026-04-10 17:00", "after hours is still that day"),
    ("2026-03-14 09:00", ONE_MONTH, END, "2026-04-14 17:00", "a month counts days off too"),
    ("2026-02-13 16:00", ONE_MONTH, END, "2026-03-13 17:00", "Tết is within the month"),
    ("2026-01-30 09:00", ONE_MONTH, END, "2026-03-02 17:00", "28/2 is the month's last day, a Saturday"),
    ("2026-03-31 09:00", ONE_MONTH, END, "2026-05-04 17:00", "30/4 and 1/5 are holidays before a weekend"),
    ("2026-10-31 09:00", Limit(14, LimitUnit.MONTHS), END, "2027-12-31 17:00", "months run over the year"),
    ("2026-03-10 07:00", SAME_DAY, END, "2026-03-10 17:00", "received in the morning"),
    ("2026-03-10 10:12", SAME_DAY, END, "2026-03-10 17:00", "received in the morning"),
    ("2026-03-10 15:00", SAME_DAY, END, "2026-03-10 17:00", "the cut-off itself is in time"),
    ("2026-03-10 15:01", SAME_DAY, END, "2026-03-11 17:00", "received after 15:00"),
    ("2026-03-10 16:59", SAME_DAY, END, "2026-03-11 17:00", "received after 15:00"),
    ("2026-03-10 17:30", SAME_DAY, END, "2026-03-11 17:00", "received after work"),
    ("2026-03-14 09:00", SAME_DAY, END, "2026-03-16 17:00", "received on a day off"),
    ("2026-02-13 16:00", SAME_DAY, END, "2026-02-23 17:00", "the next working day is after Tết"),
]


@pytest.mark.parametrize(("received", "limit", "settings", "promised", "because"), RECEIPTS)
def test_a_receipt_is_due(
    received: str, limit: Limit, settings: ClockSettings, promised: str, because: str
) -> None:
    assert due_at(clock(received, limit, settings=settings)) == at(promised), because


@pytest.mark.parametrize("unit", list(LimitUnit))
def test_every_unit_is_tried_in_and_out_of_hours(unit: LimitUnit) -> None:
    tried = {at(received).time() for received, limit, *_ in RECEIPTS if limit.unit is unit}
    assert {time(7), time(10, 12), time(16, 59), time(17, 30), time(9), time(16)} <= tried


@pytest.mark.parametrize(
    ("day", "working_days", "due_day"),
    [
        ("2026-01-09", 1, "2026-01-10"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-24", 5, "2026-05-06"),
        ("2026-11-23", 1, "2026-11-25"),
    ],
)
def test_working_days_hold_whatever_the_hour_and_setting(day: str, working_days: int, due_day: str) -> None:
    for hour in range(24):
        for promised in (END, HOUR):
            limit = Limit(working_days, LimitUnit.WORKING_DAYS)
            answer = due_at(clock(f"{day} {hour:02}:30", limit, settings=promised))
            assert answer.date() == date.fromisoformat(due_day)


def shared_data(name: str) -> Path:
    """Give a file of the shared test data, or skip with the way to get it."""
    default = Path(__file__).resolve().parents[3].parent / "shared" / "data"
    path = Path(os.environ.get("MOTCUA_SHARED_DATA", default)) / name
    if not path.is_file():
        pytest.skip(f"{name} is not here: set MOTCUA_SHARED_DATA to the folder of the shared test data")
    return path


def test_the_collected_due_dates_come_out() -> None:
    with shared_data("calendar/public_sector_days_2019_2027.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"] >= "2019"]
    rules = [
        DayRule(date.fromisoformat(row["date"]), row["kind"] == "worked", row["name"], row["source"])
        for row in rows
    ]
    calendar = Calendar(
        version="public sector", first_year=2019, last_year=2027, days={rule.day: rule for rule in rules}
    )
    with shared_data("calendar/due_date_vectors.csv").open(encoding="utf-8") as file:
        vectors = list(csv.DictReader(file))
    assert len(vectors) == 14
    for row in vectors:
        limit = Limit(int(row["working_days"]), LimitUnit.WORKING_DAYS)
        answer = due_at(clock(f"{row['received_on']} 10:12", limit, calendar=calendar))
        assert answer.date().isoformat() == row["due_on"], row


@given(first=moments, second=moments, limit=limits, settings=settings)
def test_a_later_receipt_is_never_due_earlier(
    first: datetime, second: datetime, limit: Limit, settings: ClockSettings
) -> None:
    first, second = sorted((first, second))
    earlier = due_at(clock(first, limit, settings=settings))
    assert earlier <= due_at(clock(second, limit, settings=settings))


@given(received=moments, limit=limits, settings=settings, pauses=pause_lists())
def test_a_longer_limit_is_never_due_earlier(
    received: datetime, limit: Limit, settings: ClockSettings, pauses: tuple[Pause, ...]
) -> None:
    longer = limit if limit == SAME_DAY else replace(limit, amount=limit.amount + 1)
    short = clock(received, limit, settings=settings, pauses=pauses)
    assert due_at(short) <= due_at(replace(short, limit=longer))


@given(received=moments, limit=limits, settings=settings)
def test_a_due_moment_is_worked_and_later_than_the_receipt(
    received: datetime, limit: Limit, settings: ClockSettings
) -> None:
    answer = due_at(clock(received, limit, settings=settings))
    assert answer > received - timedelta(minutes=1)
    assert any(s.start <= answer.time() <= s.end for s in CALENDAR.sessions_on(answer.date()))
    assert answer.tzinfo is ZONE


@given(received=moments, limit=limits, settings=settings)
def test_the_zone_a_receipt_is_written_in_changes_nothing(
    received: datetime, limit: Limit, settings: ClockSettings
) -> None:
    here, there = received.astimezone(ZONE), received.astimezone(UTC)
    assert due(clock(here, limit, settings=settings)) == due(clock(there, limit, settings=settings))


def test_a_receipt_at_midnight_in_vietnam_belongs_to_the_new_day() -> None:
    late = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)  # 00:30 on the 11th in Vietnam
    assert due_at(clock(late, TWO_DAYS)) == at("2026-03-13 17:00")
    with pytest.raises(ValueError, match="no time zone"):
        due(clock(datetime(2026, 3, 10, 10, 12), TWO_DAYS))


def test_counting_anew_forgets_what_was_before() -> None:
    waits = (pause(at("2026-03-11 09:00"), at("2026-03-16 09:00")),)
    anew = clock("2026-03-10 10:12", TWO_DAYS, pauses=waits, restarted_at=at("2026-03-16 09:00"))
    answer = due(anew)
    assert answer.at == at("2026-03-18 17:00")
    assert [line.kind for line in answer.lines[:2]] == [LineKind.RECEIVED, LineKind.RESTARTED]
    assert answer.lines[1].at == at("2026-03-16 09:00")
    assert not [line for line in answer.lines if line.kind is LineKind.PAUSED]


def test_a_re_appointment_is_told_but_leaves_the_legal_due_moment() -> None:
    before = clock("2026-03-10 10:12", TWO_DAYS)
    after = extend(before, to=at("2026-03-17 17:00"))
    assert due_at(after) == due_at(before) == at("2026-03-12 17:00")
    assert Line(LineKind.EXTENDED, at=at("2026-03-17 17:00")) in due(after).lines


def test_a_dossier_is_re_appointed_once_and_only_later() -> None:
    before = clock("2026-03-10 10:12", TWO_DAYS)
    with pytest.raises(AlreadyExtended):
        extend(extend(before, to=at("2026-03-17 17:00")), to=at("2026-03-18 17:00"))
    with pytest.raises(ValueError, match="not later"):
        extend(before, to=at("2026-03-12 17:00"))
    waiting = replace(before, pauses=(pause(at("2026-03-11 16:00"), None),))
    assert extend(waiting, to=at("2026-03-12 17:00")).extended_to == at("2026-03-12 17:00")


@pytest.mark.parametrize(
    ("accepted", "by", "because"),
    [
        ("2026-03-10 08:00", "2026-03-10 17:00", "the same working day"),
        ("2026-03-10 15:00", "2026-03-10 17:00", "at the cut-off is not after it"),
        ("2026-03-10 15:01", "2026-03-11 07:00", "after the cut-off: the next morning"),
        ("2026-03-13 16:00", "2026-03-16 07:00", "the next working day is Monday"),
        ("2026-03-14 09:00", "2026-03-16 07:00", "accepted on a day off"),
        ("2026-02-13 15:30", "2026-02-23 07:00", "Tết lies between"),
    ],
)
def test_an_accepted_dossier_is_handed_on(accepted: str, by: str, because: str) -> None:
    assert forward_by(at(accepted), CALENDAR, ClockSettings()) == at(by), because


def test_the_cut_off_is_a_setting() -> None:
    earlier = ClockSettings(forward_cutoff=time(14, 0))
    assert forward_by(at("2026-03-10 14:30"), CALENDAR, earlier) == at("2026-03-11 07:00")
    assert due_at(clock("2026-03-10 14:30", SAME_DAY, settings=earlier)) == at("2026-03-11 17:00")


@pytest.mark.parametrize(
    ("promised", "by", "because"),
    [
        ("2026-03-12 17:00", "2026-03-11 17:00", "the day before"),
        ("2026-03-16 09:00", "2026-03-13 17:00", "the working day before the weekend"),
        ("2026-02-23 17:00", "2026-02-13 17:00", "the working day before Tết"),
    ],
)
def test_an_apology_goes_out_the_working_day_before(promised: str, by: str, because: str) -> None:
    assert apology_by(at(promised), CALENDAR) == at(by), because


def test_a_limit_beyond_the_calendar_asks_for_the_next_calendar() -> None:
    with pytest.raises(OutsideCalendar, match="add the working calendar of 2028"):
        due(clock("2027-12-20 10:12", Limit(30, LimitUnit.WORKING_DAYS)))
