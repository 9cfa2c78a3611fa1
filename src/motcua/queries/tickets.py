"""The waiting room as it is shown: who is called where, who waits, how long people waited today."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.counters import tickets
from motcua.domain.counters.tickets import AT_THE_COUNTER, State
from motcua.storage.counters.models import Ticket, TicketGroup


@dataclass(frozen=True)
class Line:
    """A ticket; waiting and serving in whole minutes, None while it is not known."""

    id: uuid.UUID
    number: str
    group: str
    state: State
    window: str
    spoken: str
    calls: int
    issued_at: dt.datetime
    called_at: dt.datetime | None
    last_called_at: dt.datetime | None
    finished_at: dt.datetime | None
    waited: int | None
    served: int | None


@dataclass(frozen=True)
class Day:
    """A day of one waiting room."""

    lines: tuple[Line, ...]
    waiting: int
    done: int
    absent: int
    waited: int | None  # mean minutes of those called
    served: int | None  # mean minutes of those finished


def groups(unit_id: object) -> list[TicketGroup]:
    """Return the groups of services of a unit by letter."""
    return list(TicketGroup.objects.filter(unit=unit_id, ended_at=None).order_by("letter"))


def at_counter(counter_id: uuid.UUID, day: dt.date) -> Line | None:
    """Return the ticket that is at a counter now."""
    states = [state.value for state in AT_THE_COUNTER]
    row = Ticket.objects.filter(counter=counter_id, day=day, state__in=states).select_related("group").first()
    return _line(row) if row else None


def absent_at(counter_id: uuid.UUID, day: dt.date, *, limit: int = 3) -> list[Line]:
    """Return the numbers this counter called in vain, the latest first."""
    rows = Ticket.objects.filter(counter=counter_id, day=day, state=State.NO_SHOW.value).select_related("group")
    return [_line(row) for row in rows.order_by("-last_called_at")[:limit]]


def one(ticket_id: uuid.UUID, unit_id: str) -> Line | None:
    """Return a ticket of a unit."""
    row = Ticket.objects.filter(id=ticket_id, unit=unit_id or None).select_related("group").first()
    return _line(row) if row else None


def ahead_of(ticket_id: uuid.UUID) -> int:
    """Return how many are called before a ticket."""
    row = Ticket.objects.filter(id=ticket_id).first()
    if row is None:
        return 0
    return Ticket.objects.filter(unit=row.unit_id, day=row.day, state=State.WAITING.value, issued_at__lt=row.issued_at).count()


def waiting(unit_id: object, day: dt.date) -> int:
    """Return how many wait."""
    return Ticket.objects.filter(unit=unit_id, day=day, state=State.WAITING.value).count()


def called(unit_id: object, day: dt.date, *, limit: int = 6) -> list[Line]:
    """Return what the screen shows: the numbers at the counters, the one called last first."""
    states = [state.value for state in AT_THE_COUNTER]
    rows = Ticket.objects.filter(unit=unit_id, day=day, state__in=states).select_related("group")
    return [_line(row) for row in rows.order_by("-last_called_at")[:limit]]


def next_up(unit_id: object, day: dt.date, *, limit: int = 8) -> list[str]:
    """Return the numbers that are called next, in their order."""
    rows = Ticket.objects.filter(unit=unit_id, day=day, state=State.WAITING.value).order_by("issued_at", "id")[:limit]
    return [tickets.written(row.letter, row.number) for row in rows]


def of_day(unit_id: object, day: dt.date) -> Day:
    """Return every number of a unit on a day with its waiting and serving times: one statement."""
    lines = tuple(_line(row) for row in Ticket.objects.filter(unit=unit_id, day=day).select_related("group").order_by("issued_at", "id"))
    by = {state: sum(line.state is state for line in lines) for state in State}
    return Day(lines, by[State.WAITING], by[State.DONE], by[State.NO_SHOW],
               _mean([line.waited for line in lines]), _mean([line.served for line in lines]))  # fmt: skip


def _mean(found: list[int | None]) -> int | None:
    known = [one for one in found if one is not None]
    return round(sum(known) / len(known)) if known else None


def _minutes(start: dt.datetime | None, end: dt.datetime | None) -> int | None:
    return int((end - start).total_seconds()) // 60 if start and end else None


def _line(row: Ticket) -> Line:
    done = State(row.state) is State.DONE
    return Line(
        id=row.id, number=tickets.written(row.letter, row.number), group=row.group.name, state=State(row.state), window=row.window,
        spoken=tickets.spoken(row.letter, row.number, row.window), calls=row.calls, issued_at=row.issued_at, called_at=row.called_at,
        last_called_at=row.last_called_at, finished_at=row.finished_at, waited=_minutes(row.issued_at, row.called_at),
        served=_minutes(row.served_at, row.finished_at) if done else None,
    )  # fmt: skip
