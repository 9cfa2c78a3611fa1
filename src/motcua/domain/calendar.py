"""The working calendar: which days and hours an agency works, and counting in them.

Moments are aware datetimes and are read in Vietnam's time. The legal clock shows hours and minutes (the
receipt slip says "giờ, phút, ngày"), so seconds are dropped before anything is counted.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from motcua.domain.hours import (
    DEFAULT_SESSIONS,
    ZONE,
    DayRule,
    Season,
    Session,
    check_sessions,
    local,
    moment_on,
    to_the_minute,
)

__all__ = [
    "DEFAULT_SESSIONS",
    "MONDAY_TO_FRIDAY",
    "ZONE",
    "Calendar",
    "DayRule",
    "OutsideCalendar",
    "Season",
    "Session",
    "local",
    "merge",
    "moment_on",
    "to_the_minute",
]

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


class OutsideCalendar(LookupError):
    """A day was needed from a year that the calendar does not hold."""

    def __init__(self, *, year: int, version: str, first_year: int, last_year: int) -> None:
        self.year = year
        self.version = version
        super().__init__(
            f"calendar {version} holds {first_year}-{last_year} and knows nothing of {year}: "
            f"add the working calendar of {year}"
        )


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days and hours of an agency for some years; immutable, made once and kept.

    `version` names it: a dossier remembers under which calendar it was promised. Days of the week in
    `works_weekdays` (Monday is 0) are worked unless a rule in `days` says otherwise. The hours of a day are
    those of its rule, else of the season it falls in, else `sessions`. Whoever asks beyond `first_year` or
    `last_year` gets OutsideCalendar, never a guess.
    """

    version: str
    first_year: int
    last_year: int
    days: Mapping[date, DayRule] = field(hash=False)
    sessions: tuple[Session, ...] = DEFAULT_SESSIONS
    seasons: tuple[Season, ...] = ()
    works_weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        if self.first_year > self.last_year:
            raise ValueError(f"a calendar ends after it starts, not {self.first_year}-{self.last_year}")
        check_sessions(self.sessions)
        ordered = sorted(self.seasons, key=lambda season: season.first)
        if any(before.last >= after.first for before, after in pairwise(ordered)):
            raise ValueError("seasons do not overlap")
        for day, rule in self.days.items():
            if day != rule.day:
                raise ValueError(f"the rule of {rule.day} is filed under {day}")
            if not self.first_year <= day.year <= self.last_year:
                raise self._outside(day.year)
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))

    def works_on(self, day: date) -> bool:
        """Say whether the day is a working day (ngày làm việc)."""
        return bool(self._laid_out.spans[self._offset(day)])

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """Give the sessions worked on the day, in order; none on a day off."""
        return self._laid_out.sessions[self._offset(day)]

    def end_of_day(self, day: date) -> datetime:
        """Give the end of the last session of a working day; raise ValueError on a day off."""
        return moment_on(day, self._worked_sessions(day)[-1].end)

    def start_of_day(self, day: date) -> datetime:
        """Give the start of the first session of a working day; raise ValueError on a day off."""
        return moment_on(day, self._worked_sessions(day)[0].start)

    def at_same_time(self, day: date, moment: datetime) -> datetime:
        """Give the moment's hour and minute on a working day, moved into its sessions.

        Before the first session it becomes its start, in a break the start of the next session, after the
        last session its end. Raises ValueError on a day off.
        """
        sessions = self._worked_sessions(day)
        at = to_the_minute(moment).time()
        for session in sessions:
            if at <= session.end:
                return moment_on(day, max(at, session.start))
        return moment_on(day, sessions[-1].end)

    def nth_working_day(self, after: date, n: int) -> date:
        """Give the nth working day after the day, which itself is not counted; n is 1 or more."""
        if n < 1:
            raise ValueError(f"working days are counted from 1, not {n}")
        laid_out = self._laid_out
        place = laid_out.rank[self._offset(after) + 1] + n - 1
        if place >= len(laid_out.working):
            raise self._outside(self.last_year + 1)
        return date.fromordinal(laid_out.first + laid_out.working[place])

    def next_working_day(self, day: date) -> date:
        """Give the first working day after the day."""
        return self.nth_working_day(day, 1)

    def previous_working_day(self, day: date) -> date:
        """Give the last working day before the day."""
        laid_out = self._laid_out
        place = laid_out.rank[self._offset(day)] - 1
        if place < 0:
            raise self._outside(self.first_year - 1)
        return date.fromordinal(laid_out.first + laid_out.working[place])

    def working_day_from(self, day: date) -> date:
        """Give the day itself when it is worked, else the first working day after it."""
        return day if self.works_on(day) else self.next_working_day(day)

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after one day up to and including another; less than zero when reversed."""
        rank = self._laid_out.rank
        return rank[self._offset(until) + 1] - rank[self._offset(after) + 1]

    def rules_between(self, after: date, until: date) -> list[DayRule]:
        """List the special days after one day up to and including another, in order."""
        ruled = self._laid_out.ruled
        return [self.days[day] for day in ruled[bisect_right(ruled, after) : bisect_right(ruled, until)]]

    def clamp(self, moment: datetime) -> datetime:
        """Give the moment itself when it is worked, else the start of the next session.

        A session's end is no longer worked: 11:30 becomes 13:30, 17:00 becomes 7:00 of the next working day.
        """
        here = to_the_minute(moment)
        day, at = here.date(), here.time()
        for session in self.sessions_on(day):
            if at < session.end:
                return moment_on(day, max(at, session.start))
        return self.start_of_day(self.next_working_day(day))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Count the working minutes from one moment to another; less than zero when the end comes first."""
        return self._position(end) - self._position(start)

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """Give the first moment by which so many working minutes have passed since the start.

        Eight hours that run out with the day end at 17:00, not at 7:00 of the next working day. With no
        minutes to add this is `clamp(start)`. Raises ValueError when `minutes` is less than zero.
        """
        if minutes < 0:
            raise ValueError(f"working minutes are added, not taken away: {minutes}")
        if minutes == 0:
            return self.clamp(start)
        laid_out = self._laid_out
        position = self._position(start) + minutes
        offset = bisect_left(laid_out.before, position) - 1
        if offset >= len(laid_out.spans):
            raise self._outside(self.last_year + 1)
        left = position - laid_out.before[offset]
        day = date.fromordinal(laid_out.first + offset)
        return moment_on(day, _time_after(laid_out.spans[offset], left))

    @cached_property
    def _laid_out(self) -> "_LaidOut":
        return _lay_out(self)

    def _position(self, moment: datetime) -> int:
        """Count the working minutes from the calendar's first day to the moment."""
        here = local(moment)
        offset = self._offset(here)
        minute = here.hour * 60 + here.minute
        total = self._laid_out.before[offset]
        for start, end in self._laid_out.spans[offset]:
            if minute <= start:
                break
            total += min(minute, end) - start
        return total

    def _offset(self, day: date) -> int:
        offset = day.toordinal() - self._laid_out.first
        if 0 <= offset < len(self._laid_out.spans):
            return offset
        raise self._outside(day.year)

    def _worked_sessions(self, day: date) -> tuple[Session, ...]:
        sessions = self.sessions_on(day)
        if not sessions:
            raise ValueError(f"{day} is not a working day in calendar {self.version}")
        return sessions

    def _outside(self, year: int) -> OutsideCalendar:
        return OutsideCalendar(
            year=year, version=self.version, first_year=self.first_year, last_year=self.last_year
        )


def merge(
    base: Calendar,
    overrides: Iterable[DayRule],
    *,
    version: str,
    sessions: tuple[Session, ...] | None = None,
    seasons: tuple[Season, ...] | None = None,
) -> Calendar:
    """Give the base calendar with local days, and where given local hours, put over it under a new version.

    A later rule of the same day wins. Raises OutsideCalendar when a rule lies in a year that the base does
    not hold.
    """
    return replace(
        base,
        version=version,
        days={**base.days, **{rule.day: rule for rule in overrides}},
        sessions=base.sessions if sessions is None else sessions,
        seasons=base.seasons if seasons is None else seasons,
    )


def joined(before: Calendar, after: Calendar, day: date) -> Calendar:
    """Give the calendar of work that one unit began and another continues: the first one's until the day, then the other's.

    Both derive from the same national calendar. Days that only the first had off stay off for what was counted there.
    """
    seasons = [replace(one, last=min(one.last, day - timedelta(days=1))) for one in before.seasons if one.first < day]
    seasons += [replace(one, first=max(one.first, day)) for one in after.seasons if one.last >= day]
    return replace(
        after,
        version=f"{before.version}|{after.version}",
        days={**{d: rule for d, rule in before.days.items() if d < day}, **{d: rule for d, rule in after.days.items() if d >= day}},
        seasons=tuple(seasons),
    )


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """Every day of a calendar side by side, so that counting is looking up; offsets start at `first`."""

    first: int  # ordinal of the first day
    sessions: list[tuple[Session, ...]]  # by offset
    spans: list[tuple[tuple[int, int], ...]]  # by offset: the sessions as minutes of the day
    before: list[int]  # by offset: working minutes before the day, and one entry more for the whole
    working: list[int]  # the offsets of working days
    rank: list[int]  # by offset: working days before the day, and one entry more for the whole
    ruled: list[date]  # the days with a rule, in order


def _lay_out(calendar: Calendar) -> _LaidOut:
    first = date(calendar.first_year, 1, 1).toordinal()
    last = date(calendar.last_year, 12, 31).toordinal()
    laid_out = _LaidOut(first, [], [], [0], [], [0], sorted(calendar.days))
    for offset in range(last - first + 1):
        sessions = _sessions_of(calendar, date.fromordinal(first + offset))
        spans = tuple((_minute(session.start), _minute(session.end)) for session in sessions)
        laid_out.sessions.append(sessions)
        laid_out.spans.append(spans)
        laid_out.before.append(laid_out.before[-1] + sum(end - start for start, end in spans))
        if sessions:
            laid_out.working.append(offset)
        laid_out.rank.append(len(laid_out.working))
    return laid_out


def _sessions_of(calendar: Calendar, day: date) -> tuple[Session, ...]:
    rule = calendar.days.get(day)
    if not (rule.works if rule else day.weekday() in calendar.works_weekdays):
        return ()
    if rule and rule.sessions:
        return rule.sessions
    for season in calendar.seasons:
        if season.first <= day <= season.last:
            return season.sessions
    return calendar.sessions


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time_after(spans: tuple[tuple[int, int], ...], minutes: int) -> time:
    """Give the time of day at which so many minutes of these sessions have been worked."""
    for start, end in spans:
        if minutes <= end - start:
            return time(*divmod(start + minutes, 60))
        minutes -= end - start
    raise AssertionError("a day was asked for more minutes than it holds")
