"""Moments as whole minutes of Vietnam's time, and the working calendar laid out in them: the domain's answers, kept."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_left
from collections.abc import Callable

from motcua.domain.calendar import Calendar
from motcua.domain.dossiers import clock
from motcua.domain.dossiers.clock import Clock, ClockSettings
from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.dossiers.pauses import Pause, PauseKind
from motcua.domain.hours import ZONE

DAY = 1440  # minutes
AHEAD = 420  # minutes Vietnam is ahead of UTC, the whole year
EPOCH = dt.date(1970, 1, 1).toordinal()
_TIMES = [f"T{m // 60:02d}:{m % 60:02d}:00.000000+00:00" for m in range(DAY)]
_DATES: dict[int, str] = {}
_TEXTS: dict[int, str] = {}
MOST_KEPT = 300_000

Wait = tuple[str, int, int | None]  # papers | payment, from, until


def of(moment: dt.datetime) -> int:
    """Return a moment as minutes."""
    here = moment.astimezone(ZONE)
    return (here.toordinal() - EPOCH) * DAY + here.hour * 60 + here.minute


def on(day: dt.date, minute: int = 0) -> int:
    """Return a minute of a day."""
    return (day.toordinal() - EPOCH) * DAY + minute


def day_of(at: int) -> dt.date:
    """Return the local day."""
    return dt.date.fromordinal(at // DAY + EPOCH)


def moment(at: int) -> dt.datetime:
    """Return the moment with its zone."""
    return dt.datetime.combine(day_of(at), dt.time(at % DAY // 60, at % 60), ZONE)


def text(at: int) -> str:
    """Return the moment as the ledger's digest writes it; the database reads the same text."""
    found = _TEXTS.get(at)
    if found is None:
        if len(_TEXTS) > MOST_KEPT:
            _TEXTS.clear()
        day, minute = divmod(at - AHEAD, DAY)
        found = _TEXTS[at] = date_text(day) + _TIMES[minute]
    return found


def date_text(day: int) -> str:
    """Return the day with the number as ISO text."""
    found = _DATES.get(day)
    if found is None:
        found = _DATES[day] = dt.date.fromordinal(day + EPOCH).isoformat()
    return found


class Hours:
    """One calendar: positions count its working minutes from its first day, dues are the domain's and kept."""

    def __init__(self, calendar: Calendar, settings: Callable[[dt.date], ClockSettings]) -> None:
        self.calendar, self._settings = calendar, settings
        self._known: dict[dt.date, ClockSettings] = {}
        first, last = dt.date(calendar.first_year, 1, 1), dt.date(calendar.last_year, 12, 31)
        self._first = first.toordinal() - EPOCH
        self._spans: list[tuple[tuple[int, int], ...]] = []
        self._before = [0]
        for offset in range((last - first).days + 1):
            sessions = calendar.sessions_on(first + dt.timedelta(days=offset))
            spans = tuple((s.start.hour * 60 + s.start.minute, s.end.hour * 60 + s.end.minute) for s in sessions)
            self._spans.append(spans)
            self._before.append(self._before[-1] + sum(end - start for start, end in spans))
        self._dues: dict[tuple[object, ...], int] = {}

    def works_on(self, day: dt.date) -> bool:
        """Return whether the day is worked."""
        return bool(self._spans[day.toordinal() - EPOCH - self._first])

    def position(self, at: int) -> int:
        """Return the working minutes before a moment."""
        day, minute = divmod(at, DAY)
        offset = day - self._first
        total = self._before[offset]
        for start, end in self._spans[offset]:
            if minute <= start:
                break
            total += min(minute, end) - start
        return total

    def at(self, position: int) -> int:
        """Return the first moment with so many working minutes before it."""
        offset = bisect_left(self._before, position) - 1
        left = position - self._before[offset]
        for start, end in self._spans[offset]:
            if left <= end - start:
                return (self._first + offset) * DAY + start + left
            left -= end - start
        raise AssertionError("a day was asked for more minutes than it holds")

    def worked(self, at: int) -> int:
        """Return the moment itself where it is worked, else the next that is."""
        return self.at(self.position(at) + 1) - 1

    def minute_of(self, day: dt.date, wanted: int) -> int:
        """Return a minute of a working day nearest to the wanted one within its sessions, as a moment."""
        spans = self._spans[day.toordinal() - EPOCH - self._first]
        minute = next((max(wanted, start) for start, end in spans if wanted < end), spans[-1][1] - 1)
        return on(day, minute)

    def due(self, start: int, limit: Limit) -> int:
        """Return when a limit without a wait runs out."""
        day = day_of(start)
        settings = self.settings(day)
        part: object = start
        if limit.unit is LimitUnit.SAME_DAY:
            part = (day, start % DAY <= settings.forward_cutoff.hour * 60 + settings.forward_cutoff.minute)
        elif limit.unit is not LimitUnit.WORKING_HOURS and settings.hour_promised is clock.HourPromised.END_OF_DAY:
            part = day
        key = (limit.amount, limit.unit, part)
        found = self._dues.get(key)
        if found is None:
            reckoned = clock.due(self._clock(start, limit, ()))
            assert reckoned.at is not None
            found = self._dues[key] = of(reckoned.at)
        return found

    def due_after(self, start: int, limit: Limit, waits: tuple[Wait, ...], accepted: dt.date) -> tuple[int | None, int | None, int | None]:
        """Return due moment, working minutes left while it waits, and the due moment that had lapsed, as `clock.due` says."""
        found = clock.due(self._clock(start, limit, waits, accepted))
        return (
            of(found.at) if found.at is not None else None, found.remaining_minutes, of(found.lapsed_at) if found.lapsed_at is not None else None
        )  # fmt: skip

    def settings(self, day: dt.date) -> ClockSettings:
        """Return what the province has set about its clock on the day."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = self._settings(day)
        return found

    def _clock(self, start: int, limit: Limit, waits: tuple[Wait, ...], accepted: dt.date | None = None) -> Clock:
        kinds = {"papers": PauseKind.SUPPLEMENT, "payment": PauseKind.PAYMENT}
        pauses = tuple(
            Pause(kind=kinds[kind], started_at=moment(first), ended_at=None if last is None else moment(last)) for kind, first, last in waits
        )
        return Clock(
            started_at=moment(start), limit=limit, calendar=self.calendar, settings=self.settings(accepted or day_of(start)), pauses=pauses
        )


def drawn(chance: random.Random, weights: dict[int, float]) -> int:
    """Return a key of a table of weights."""
    return chance.choices(list(weights), list(weights.values()))[0]
