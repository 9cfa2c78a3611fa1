"""Numbers of the waiting room: given out, called, served, finished; two clerks never call the same one."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection, transaction

from motcua.domain.counters import shifts
from motcua.domain.counters.tickets import AT_THE_COUNTER, TABLE, Act, State
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import apart, configuration
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.counters import NotRegistrar
from motcua.storage import ids
from motcua.storage.counters.models import Counter, QueueUse, Ticket, TicketGroup


class QueueOff(PermissionError):
    """The unit gives out no numbers today."""


class NothingWaiting(LookupError):
    """Nobody waits."""


class NoSuchTicket(LookupError):
    """There is no such ticket or group here, or the ticket is past what was to be done with it."""


class QueueProblem(ValueError):
    """The setting cannot be taken; `code` says why: letter, name, letter_taken, past, basis."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def use(*, unit_id: uuid.UUID, uses: bool, first: dt.date, basis: str, actor: Actor, at: dt.datetime) -> None:
    """Say from which day on the unit gives out queue numbers, or no longer does. Raises NotRegistrar, QueueProblem."""
    _may(actor, unit_id)
    if first < local(at).date():
        raise QueueProblem("past")
    with transaction.atomic():
        QueueUse.objects.update_or_create(unit_id=unit_id, valid_from=first, defaults={"uses": uses, "basis": clean_text(basis)})
        data = {"from": str(first), "uses": uses}
        ledger.note_subject(subject=unit_id, kind="unit", action="queue.use", actor=actor, at=at, data=data)
        configuration_service.changed()


def add_group(*, unit_id: uuid.UUID, letter: str, name: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Add a group of services with numbers of its own. Raises NotRegistrar, QueueProblem."""
    _may(actor, unit_id)
    sign, words = letter.strip().upper(), clean_text(name)
    if len(sign) != 1 or not ("A" <= sign <= "Z"):
        raise QueueProblem("letter")
    if not words:
        raise QueueProblem("name")
    group_id = ids.new()
    with transaction.atomic():
        if TicketGroup.objects.filter(unit=unit_id, letter=sign, ended_at=None).exists():
            raise QueueProblem("letter_taken")
        TicketGroup.objects.create(id=group_id, unit_id=unit_id, letter=sign, name=words)
        ledger.note_subject(subject=unit_id, kind="unit", action="queue.group", actor=actor, at=at, data={"letter": sign})
    return group_id


def end_group(*, group_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """End a group: its letter is free again. Raises NotRegistrar, NoSuchTicket."""
    with transaction.atomic():
        row = TicketGroup.objects.select_for_update().filter(id=group_id, ended_at=None).first()
        if row is None:
            raise NoSuchTicket
        _may(actor, row.unit_id)
        TicketGroup.objects.filter(id=group_id).update(ended_at=at)
        ledger.note_subject(subject=row.unit_id, kind="unit", action="queue.group_end", actor=actor, at=at, data={"letter": row.letter})


def issue(*, unit_id: uuid.UUID, group_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Ticket:
    """Give out the next number of a group for today. Raises QueueOff, NoSuchTicket."""
    day = local(at).date()
    if not apart.same_side(actor, unit_id) or not configuration.current().uses_queue(unit_id, day):
        raise QueueOff
    with transaction.atomic():
        group = TicketGroup.objects.filter(id=group_id, unit=unit_id, ended_at=None).first()
        if group is None:
            raise NoSuchTicket
        row = Ticket.objects.create(
            id=ids.new(), unit_id=unit_id, day=day, group=group, letter=group.letter,
            number=_next(unit_id, day, group.letter), issued_at=at,
        )  # fmt: skip
        _note(row, "ticket.issue", actor, at)
    return row


def call_next(*, counter_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Ticket:
    """Finish what is at the counter and call whoever has waited longest. Raises NothingWaiting, QueueOff.

    The row is taken with SKIP LOCKED: clerks who press at the same moment get different numbers.
    """
    with transaction.atomic():
        counter = Counter.objects.select_for_update().get(id=counter_id)
        day = local(at).date()
        if not apart.same_side(actor, counter.unit_id) or not configuration.current().uses_queue(counter.unit_id, day):
            raise QueueOff
        for row in Ticket.objects.select_for_update().filter(counter=counter_id, state__in=_values(AT_THE_COUNTER)):
            _write(row, Act.FINISH, actor, at)
        waiting = Ticket.objects.select_for_update(skip_locked=True).filter(unit=counter.unit_id, day=day, state=State.WAITING.value)
        row = waiting.order_by("issued_at", "id").first()
        if row is None:
            found = None
        else:
            row.state, row.counter, row.window, row.staff = State.CALLED.value, counter, counter.name, uuid.UUID(actor.id)
            row.called_at = row.last_called_at = at
            row.calls = 1
            row.save(update_fields=["state", "counter", "window", "staff", "called_at", "last_called_at", "calls"])
            _note(row, "ticket.call", actor, at)
            found = row
    if found is None:
        raise NothingWaiting
    return found


def recall(*, ticket_id: uuid.UUID, counter_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Ticket:
    """Call a number once more, also one that did not come. Raises NoSuchTicket."""
    return _act(Act.RECALL, ticket_id, counter_id, actor, at)


def serve(*, ticket_id: uuid.UUID, counter_id: uuid.UUID, actor: Actor, at: dt.datetime, visit_id: uuid.UUID | None = None) -> Ticket:
    """Note that its holder has come; `visit_id` ties the number to their visit (lượt). Raises NoSuchTicket."""
    return _act(Act.SERVE, ticket_id, counter_id, actor, at, visit_id)


def finish(*, ticket_id: uuid.UUID, counter_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Ticket:
    """Note that its holder has been served. Raises NoSuchTicket."""
    return _act(Act.FINISH, ticket_id, counter_id, actor, at)


def no_show(*, ticket_id: uuid.UUID, counter_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Ticket:
    """Note that nobody came with the number. Raises NoSuchTicket."""
    return _act(Act.NO_SHOW, ticket_id, counter_id, actor, at)


def _act(act: Act, ticket_id: uuid.UUID, counter_id: uuid.UUID, actor: Actor, at: dt.datetime,
         visit_id: uuid.UUID | None = None) -> Ticket:  # fmt: skip
    before, _after = TABLE[act]
    with transaction.atomic():
        counter = Counter.objects.select_for_update().get(id=counter_id)
        row = Ticket.objects.select_for_update().filter(id=ticket_id, counter=counter_id, day=local(at).date()).first()
        if row is None or State(row.state) not in before or not apart.same_side(actor, counter.unit_id):
            raise NoSuchTicket
        if act is Act.RECALL and State(row.state) is State.NO_SHOW:
            for other in Ticket.objects.select_for_update().filter(counter=counter_id, state__in=_values(AT_THE_COUNTER)):
                _write(other, Act.FINISH, actor, at)
        row.visit_id = visit_id or row.visit_id
        _write(row, act, actor, at)
    return row


def _write(row: Ticket, act: Act, actor: Actor, at: dt.datetime) -> None:
    """Move a ticket of this counter; whoever was called and is not absent has been served."""
    row.state = TABLE[act][1].value
    if act is Act.RECALL:
        row.calls, row.last_called_at, row.finished_at = row.calls + 1, at, None
    if act is Act.SERVE:
        row.served_at = at
    if act is Act.FINISH:
        row.served_at = row.served_at or row.last_called_at
    if act in (Act.FINISH, Act.NO_SHOW):
        row.finished_at = at
    row.save(update_fields=["state", "calls", "last_called_at", "served_at", "finished_at", "visit_id"])
    _note(row, f"ticket.{act.value}", actor, at)


def _next(unit_id: uuid.UUID, day: dt.date, letter: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO counters_ticketcount (unit_id, day, letter, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (unit_id, day, letter) DO UPDATE SET last = counters_ticketcount.last + 1 RETURNING last",
            [unit_id, day, letter],
        )
        return int(cursor.fetchone()[0])


def _note(row: Ticket, action: str, actor: Actor, at: dt.datetime) -> None:
    data = {"unit": str(row.unit_id), "number": f"{row.letter}{row.number:03d}", "window": row.window}
    ledger.note_subject(subject=row.id, kind="ticket", action=action, actor=actor, at=at, data=data)


def _values(states: tuple[State, ...]) -> list[str]:
    return [state.value for state in states]


def _may(actor: Actor, unit_id: uuid.UUID) -> None:
    if not shifts.may_register(actor, str(unit_id)):
        raise NotRegistrar
