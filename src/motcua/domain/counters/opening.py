"""Opening hours of a one-stop office: when its doors are open, which is not when time limits are counted.

A centre may open on Saturday morning: what it receives then carries that day, and its clock starts on the next working
day, because the working calendar knows no Saturday (NĐ 61/2018 Đ14; giờ làm việc của Bộ phận Một cửa).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.calendar import Calendar
from motcua.domain.hours import Session, local


@dataclass(frozen=True, slots=True)
class Opening:
    """The sessions of a day of the week (Monday is 0) between two days; none: closed on it."""

    weekday: int
    sessions: tuple[Session, ...]
    first: date
    last: date | None = None


def sessions_on(openings: Iterable[Opening], calendar: Calendar, day: date) -> tuple[Session, ...]:
    """Return when the doors are open on a day, in order; nothing on a day off that the calendar names.

    The row with the latest first day counts; a day of the week without a row is open as it is worked.
    """
    rule = calendar.days.get(day)
    if rule is not None and not rule.works:
        return ()
    held = [o for o in openings if o.weekday == day.weekday() and o.first <= day and (o.last is None or o.last >= day)]
    if held:
        return max(held, key=lambda opening: opening.first).sessions
    return calendar.sessions_on(day)


def is_open(openings: Iterable[Opening], calendar: Calendar, at: datetime) -> bool:
    """Return whether the doors are open at a moment."""
    here = local(at)
    now = here.time().replace(second=0, microsecond=0)
    return any(session.start <= now <= session.end for session in sessions_on(openings, calendar, here.date()))
