"""The legal clock: when an answer, a step, a consultation or a whole dossier is due, and why.

Day limits end on the Nth working day; only hours, waits and what a wait leaves over are counted in minutes.
The day of receipt is not counted, and days and months that end on a day off run on to the next working day
(BLDS 2015 Đ147, Đ148).
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from motcua.domain.calendar import Calendar, local, moment_on, to_the_minute
from motcua.domain.dossiers.explanation import Line, LineKind, names_of, passed_over
from motcua.domain.dossiers.limits import SAME_DAY, WHOLE_DAYS_FROM, Limit, LimitUnit, shortened
from motcua.domain.dossiers.pauses import Pause, PauseKind, stretches

__all__ = [
    "SAME_DAY",
    "AlreadyExtended",
    "Clock",
    "ClockSettings",
    "Due",
    "HourPromised",
    "Limit",
    "LimitUnit",
    "Line",
    "LineKind",
    "Pause",
    "PauseKind",
    "apology_by",
    "due",
    "extend",
    "forward_by",
    "shortened",
]

INTAKE_ANSWER = Limit(8, LimitUnit.WORKING_HOURS)


class HourPromised(StrEnum):
    """Which hour of the last day a limit in working days promises."""

    END_OF_DAY = "end_of_day"  # hết giờ làm việc
    SAME_HOUR = "same_hour"  # đúng giờ tiếp nhận


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSettings:
    """What a province may set about its clock.

    `forward_cutoff` (NĐ 61/2018 Đ18): a dossier received by then is forwarded, or decided where the limit is
    "trong ngày", on the day of receipt. `intake_answer`: the time to answer an online filing.
    `whole_days_from`: shortened limits of fewer working days are promised in hours.
    """

    hour_promised: HourPromised = HourPromised.END_OF_DAY
    forward_cutoff: time = time(15, 0)
    intake_answer: Limit = INTAKE_ANSWER
    whole_days_from: int = WHOLE_DAYS_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One running time limit.

    `restarted_at` starts the whole limit anew (tính lại từ đầu, NĐ 61/2018 Đ19.4) and forgets the pauses
    before it. `extended_to` is the re-appointment, `redated_to` the date a correction gave; neither changes the
    legal due moment. `reopened` are the moments at which the dossier was opened again.
    """

    started_at: datetime
    limit: Limit
    calendar: Calendar
    settings: ClockSettings = ClockSettings()
    pauses: tuple[Pause, ...] = ()
    restarted_at: datetime | None = None
    extended_to: datetime | None = None
    redated_to: datetime | None = None
    reopened: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The answer of a clock: a due moment, or while it waits the working minutes left; and why.

    `at` is None exactly while a pause is open. `lapsed_at` is the due moment that had already passed when the
    open pause began: such a dossier stays late while it waits and after.
    """

    at: datetime | None
    remaining_minutes: int | None
    lines: tuple[Line, ...]
    lapsed_at: datetime | None = None

    @property
    def deadline(self) -> datetime | None:
        """The moment to compare with: the due moment, or the one that had passed before an open pause."""
        return self.at or self.lapsed_at


class AlreadyExtended(ValueError):
    """The dossier has been re-appointed before; it may be once (NĐ 61/2018 Đ19.9)."""


def due(clock: Clock) -> Due:
    """Reckon the due moment of a clock.

    Raises OutsideCalendar when it lies beyond the years the calendar holds.
    """
    lines = [Line(LineKind.RECEIVED, at=to_the_minute(clock.started_at))]
    if clock.restarted_at is not None:
        lines.append(Line(LineKind.RESTARTED, at=to_the_minute(clock.restarted_at)))
    start = to_the_minute(clock.restarted_at or clock.started_at)
    at = _RECKONED_BY[clock.limit.unit](clock, start, lines)
    outcome = _through_pauses(clock, start, at, lines)
    lines.extend(Line(LineKind.REOPENED, at=to_the_minute(moment)) for moment in clock.reopened)
    if clock.extended_to is not None:
        lines.append(Line(LineKind.EXTENDED, at=local(clock.extended_to)))
    if clock.redated_to is not None:
        lines.append(Line(LineKind.REDATED, at=local(clock.redated_to)))
    if outcome.at is not None:
        lines.append(Line(LineKind.DUE, at=outcome.at))
    return Due(
        at=outcome.at,
        remaining_minutes=outcome.remaining_minutes,
        lines=tuple(lines),
        lapsed_at=outcome.lapsed_at,
    )


def extend(clock: Clock, *, to: datetime) -> Clock:
    """Give the clock with its one re-appointment (hẹn lại); the legal due moment stays as it was.

    Raises AlreadyExtended the second time, ValueError when the new moment is not later than the due moment.
    """
    if clock.extended_to is not None:
        raise AlreadyExtended(f"already re-appointed to {clock.extended_to.isoformat()}")
    deadline = due(clock).deadline
    if deadline is not None and local(to) <= deadline:
        raise ValueError(f"{to.isoformat()} is not later than the due moment {deadline.isoformat()}")
    return replace(clock, extended_to=to)


def forward_by(accepted_at: datetime, calendar: Calendar, settings: ClockSettings) -> datetime:
    """Give the moment by which an accepted dossier is handed on (chuyển hồ sơ), NĐ 61/2018 Đ18.

    The end of the same working day; accepted after the cut-off, the start of the next working day.
    """
    here = to_the_minute(accepted_at)
    if _settled_today(here, calendar, settings):
        return calendar.end_of_day(here.date())
    return calendar.start_of_day(calendar.next_working_day(here.date()))


def apology_by(due_at: datetime, calendar: Calendar) -> datetime:
    """Give the last moment to send the apology for a dossier that will be late (NĐ 61/2018 Đ19.9).

    It goes out at least a day before the limit runs out: by the end of the last working day before the due
    day.
    """
    return calendar.end_of_day(calendar.previous_working_day(local(due_at).date()))


def _working_hours(clock: Clock, start: datetime, lines: list[Line]) -> datetime:
    counted_from = clock.calendar.clamp(start)
    if counted_from != start:
        lines.append(Line(LineKind.RECEIVED_OUT_OF_HOURS, at=counted_from))
    lines.append(Line(LineKind.LIMIT, count=clock.limit.amount, unit=clock.limit.unit))
    at = clock.calendar.add_minutes(counted_from, clock.limit.amount * 60)
    lines.extend(passed_over(clock.calendar, start.date(), at.date()))
    return at


def _working_days(clock: Clock, start: datetime, lines: list[Line]) -> datetime:
    day = clock.calendar.nth_working_day(start.date(), clock.limit.amount)
    lines.append(Line(LineKind.EVENT_DAY_NOT_COUNTED, day=start.date()))
    lines.append(Line(LineKind.LIMIT, count=clock.limit.amount, unit=clock.limit.unit))
    lines.extend(passed_over(clock.calendar, start.date(), day))
    lines.append(Line(LineKind.LAST_DAY, day=day))
    same_hour = clock.settings.hour_promised is HourPromised.SAME_HOUR
    if not same_hour or not _before_end_of_work(start, clock.calendar):
        return _end_of(day, clock, lines)
    at = clock.calendar.at_same_time(day, start)
    lines.append(Line(LineKind.SAME_HOUR, at=at))
    return at


def _calendar_days(clock: Clock, start: datetime, lines: list[Line]) -> datetime:
    return _day_or_next_worked(clock, start, start.date() + timedelta(days=clock.limit.amount), lines)


def _months(clock: Clock, start: datetime, lines: list[Line]) -> datetime:
    return _day_or_next_worked(clock, start, _months_after(start.date(), clock.limit.amount), lines)


def _day_or_next_worked(clock: Clock, start: datetime, last: date, lines: list[Line]) -> datetime:
    lines.append(Line(LineKind.EVENT_DAY_NOT_COUNTED, day=start.date()))
    lines.append(Line(LineKind.LIMIT, count=clock.limit.amount, unit=clock.limit.unit))
    lines.append(Line(LineKind.LAST_DAY, day=last))
    day = clock.calendar.working_day_from(last)
    if day != last:
        off = [last + timedelta(days=n) for n in range((day - last).days)]
        names = names_of(clock.calendar, off)
        lines.append(Line(LineKind.MOVED_FROM_DAY_OFF, day=last, last_day=day, names=names))
    return _end_of(day, clock, lines)


def _same_day(clock: Clock, start: datetime, lines: list[Line]) -> datetime:
    lines.append(Line(LineKind.LIMIT, count=clock.limit.amount, unit=clock.limit.unit))
    day = start.date()
    if not _settled_today(start, clock.calendar, clock.settings):
        if clock.calendar.works_on(day):
            cutoff = moment_on(day, clock.settings.forward_cutoff)
            lines.append(Line(LineKind.CUTOFF_PASSED, at=cutoff))
        day = clock.calendar.next_working_day(day)
        lines.extend(passed_over(clock.calendar, start.date(), day))
    lines.append(Line(LineKind.LAST_DAY, day=day))
    return _end_of(day, clock, lines)


_RECKONED_BY: dict[LimitUnit, Callable[[Clock, datetime, list[Line]], datetime]] = {
    LimitUnit.WORKING_HOURS: _working_hours,
    LimitUnit.WORKING_DAYS: _working_days,
    LimitUnit.CALENDAR_DAYS: _calendar_days,
    LimitUnit.MONTHS: _months,
    LimitUnit.SAME_DAY: _same_day,
}


def _end_of(day: date, clock: Clock, lines: list[Line]) -> datetime:
    at = clock.calendar.end_of_day(day)
    lines.append(Line(LineKind.END_OF_LAST_SESSION, at=at))
    return at


def _before_end_of_work(moment: datetime, calendar: Calendar) -> bool:
    return calendar.works_on(moment.date()) and moment <= calendar.end_of_day(moment.date())


def _settled_today(moment: datetime, calendar: Calendar, settings: ClockSettings) -> bool:
    return _before_end_of_work(moment, calendar) and moment.time() <= settings.forward_cutoff


def _months_after(day: date, count: int) -> date:
    """Give the same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class _Outcome(NamedTuple):
    at: datetime | None
    remaining_minutes: int | None = None
    lapsed_at: datetime | None = None


def _through_pauses(clock: Clock, start: datetime, at: datetime, lines: list[Line]) -> _Outcome:
    """Push the due moment back by each stretch of waiting in turn."""
    for stretch in stretches(clock.pauses, start):
        lines.extend(_paused(pause) for pause in stretch.pauses)
        if stretch.start > at:
            lines.append(Line(LineKind.PAUSED_AFTER_DUE, at=at))
            if stretch.end is None:
                return _Outcome(None, 0, lapsed_at=at)
            continue
        remaining = clock.calendar.minutes_between(stretch.start, at)
        if stretch.end is None:
            lines.append(Line(LineKind.WAITING, count=remaining))
            return _Outcome(None, remaining)
        waited = clock.calendar.minutes_between(stretch.start, stretch.end)
        moved = max(at, clock.calendar.add_minutes(stretch.end, remaining))
        lines.extend(passed_over(clock.calendar, at.date(), moved.date()))
        lines.append(Line(LineKind.DUE_MOVED, at=moved, count=waited))
        at = moved
    return _Outcome(at)


def _paused(pause: Pause) -> Line:
    return Line(
        LineKind.PAUSED,
        at=to_the_minute(pause.started_at),
        until=None if pause.ended_at is None else to_the_minute(pause.ended_at),
        pause=pause.kind,
        reason=pause.reason,
    )
