"""Opening hours as they are shown: a week of an office, its rows, and what was received while the doors were closed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.calendar import OutsideCalendar
from motcua.domain.hours import Session
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.storage.counters.models import OpeningHours
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fallback.models import LateEntry


@dataclass(frozen=True)
class Row:
    """Opening hours of a day of the week, as they were set."""

    id: uuid.UUID
    weekday: int
    sessions: tuple[Session, ...]
    first: dt.date
    last: dt.date | None
    source: str

    def when(self, others: Iterable[Row], day: dt.date) -> str:
        """Return whether it counts on a day (`now`), will count (`later`) or no longer does (`over`), beside the others of the office."""
        if self.first > day:
            return "later"
        newer = (o for o in others if o.weekday == self.weekday and self.first < o.first <= day)
        ended = self.last is not None and self.last < day
        return "over" if ended or any(o.last is None or o.last >= day for o in newer) else "now"


@dataclass(frozen=True)
class Received:
    """A dossier received at a counter; `outside` whether the doors were closed then, `entered_late` whether on paper."""

    id: uuid.UUID
    code: str
    title: str
    at: dt.datetime
    outside: bool
    entered_late: bool = False


def rows(unit_id: object) -> list[Row]:
    """Return what is set for an office, by day of the week, the latest first."""
    found = OpeningHours.objects.filter(unit=unit_id).order_by("weekday", "-valid_from")
    return [
        Row(r.id, r.weekday, configuration.sessions_from(r.sessions) if r.sessions else (), r.valid_from, r.valid_to, r.source)
        for r in found
    ]


def week(config: Configuration, unit_id: object, day: dt.date) -> list[tuple[tuple[int, ...], tuple[Session, ...]]]:
    """Return the week as of a day: days of the week that have the same hours together, closed ones left out.

    A holiday of this very week does not count: the week is as it usually is.
    """
    found: list[tuple[tuple[int, ...], tuple[Session, ...]]] = []
    for weekday in range(7):
        sessions = _usual(config, unit_id, day, weekday)
        if found and found[-1][1] == sessions and found[-1][0][-1] == weekday - 1:
            found[-1] = ((*found[-1][0], weekday), sessions)
        else:
            found.append(((weekday,), sessions))
    return [(days, sessions) for days, sessions in found if sessions]


def received(unit_id: object, day: dt.date, *, actor: Actor) -> list[Received]:
    """Return what an office received at its counters on a day, in order: the day's report. It names no person.

    Whoever practises sees what they practised themself.
    """
    config = configuration.current()
    mine = Dossier.objects.filter(learner=actor.learner)
    lines = mine.filter(received_unit=unit_id or None, accepted_on=day, channel="counter", parent=None).order_by("accepted_at")
    late = set(LateEntry.objects.filter(unit=unit_id or None, received_on=day, state="done").values_list("dossier_id", flat=True))
    return [
        Received(row_id, code, title, at, not config.is_open(unit_id, at), row_id in late)
        for row_id, code, title, at in lines.values_list("id", "code", "title", "accepted_at")
    ]


def _usual(config: Configuration, unit_id: object, day: dt.date, weekday: int) -> tuple[Session, ...]:
    """Return the sessions of the next such day that no rule of the calendar changes; look four weeks ahead at most."""
    first = day + dt.timedelta(days=(weekday - day.weekday()) % 7)
    calendar = config.calendar(unit_id)
    for place in range(4):
        one = first + dt.timedelta(days=7 * place)
        try:
            if one not in calendar.days:
                return config.open_sessions(unit_id, one)
        except OutsideCalendar:
            return ()
    return ()

