"""Why a due moment is what it is, step by step, in typed lines that the doors put into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.domain.calendar import Calendar
from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.dossiers.pauses import PauseKind

ONE_DAY = timedelta(days=1)


class LineKind(StrEnum):
    """What one line says; beside each, the fields of Line that it fills."""

    # Where counting starts
    RECEIVED = "received"  # at: receipt of the complete dossier (tiếp nhận đủ hồ sơ)
    RESTARTED = "restarted"  # at: counted anew from here (tính lại từ đầu), NĐ 61/2018 Đ19.4
    RECEIVED_OUT_OF_HOURS = "received_out_of_hours"  # at: first working moment after the receipt
    EVENT_DAY_NOT_COUNTED = "event_day_not_counted"  # day: the day of receipt, BLDS 2015 Đ147.2
    LIMIT = "limit"  # count, unit: the time limit itself

    # What the count passes over or takes in
    WEEKENDS_SKIPPED = "weekends_skipped"  # count: weekly days off passed over that touch no holiday
    HOLIDAYS_SKIPPED = "holidays_skipped"  # day, last_day, count, names: one unbroken stretch of days off
    SWAPPED_DAY_COUNTED = "swapped_day_counted"  # day, names: a weekly day off worked in exchange (làm bù)

    # Where it ends
    CUTOFF_PASSED = "cutoff_passed"  # at: too late for "trong ngày"; the result is due the next working day
    LAST_DAY = "last_day"  # day: the last day of the limit
    MOVED_FROM_DAY_OFF = "moved_from_day_off"  # day, last_day, names: BLDS 2015 Đ148.5
    SAME_HOUR = "same_hour"  # at: the hour of receipt, moved into that day's sessions
    END_OF_LAST_SESSION = "end_of_last_session"  # at: the end of work that day

    # What moved it
    PAUSED = "paused"  # at, until (None: still), pause, reason: one wait
    DUE_MOVED = "due_moved"  # at: the due moment after the wait; count: working minutes waited
    WAITING = "waiting"  # count: working minutes left, kept until the wait ends
    PAUSED_AFTER_DUE = "paused_after_due"  # at: the due moment had passed before the wait and stays
    REOPENED = "reopened"  # at: opened again by a correction (mở lại); the limit is not given anew
    EXTENDED = "extended"  # at: re-appointment (hẹn lại); the legal due moment stays, NĐ 61/2018 Đ19.9
    REDATED = "redated"  # at: the date given by a correction (đính chính ngày hẹn); the legal due moment stays

    DUE = "due"  # at: the due moment


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the explanation; LineKind says which fields it fills."""

    kind: LineKind
    at: datetime | None = None
    until: datetime | None = None
    day: date | None = None
    last_day: date | None = None
    count: int | None = None
    unit: LimitUnit | None = None
    names: tuple[str, ...] = ()
    pause: PauseKind | None = None
    reason: str = ""


def passed_over(calendar: Calendar, after: date, until: date) -> Iterator[Line]:
    """Say what a count of working days from the day after `after` up to `until` met besides ordinary days.

    Holidays come with the weekend they touch as one stretch; other weekends only as a number of days.
    """
    weekends = (until - after).days - calendar.working_days_between(after, until)
    told_until = after
    for rule in calendar.rules_between(after, until):
        if rule.works and rule.day.weekday() not in calendar.works_weekdays:
            yield Line(LineKind.SWAPPED_DAY_COUNTED, day=rule.day, names=(rule.name,))
        if rule.works or rule.day <= told_until:
            continue
        stretch = _days_off_around(calendar, rule.day, after, until)
        told_until = stretch[-1]
        weekends -= len(stretch)
        yield Line(
            LineKind.HOLIDAYS_SKIPPED,
            day=stretch[0],
            last_day=stretch[-1],
            count=len(stretch),
            names=names_of(calendar, stretch),
        )
    if weekends:
        yield Line(LineKind.WEEKENDS_SKIPPED, count=weekends)


def names_of(calendar: Calendar, days: list[date]) -> tuple[str, ...]:
    """Give the names of the special days among these, each once, in order."""
    rules = [rule for day in days if (rule := calendar.days.get(day))]
    return tuple(dict.fromkeys(rule.name for rule in rules))


def _days_off_around(calendar: Calendar, day: date, after: date, until: date) -> list[date]:
    """List the unbroken days off around one, later than `after` and not later than `until`."""
    days = [day]
    while days[0] - ONE_DAY > after and not calendar.works_on(days[0] - ONE_DAY):
        days.insert(0, days[0] - ONE_DAY)
    while days[-1] < until and not calendar.works_on(days[-1] + ONE_DAY):
        days.append(days[-1] + ONE_DAY)
    return days
