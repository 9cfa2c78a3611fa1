"""Shifts at known counters: the full sign-in that begins one, locking, and opening or taking over by PIN."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.counters import shifts
from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR, Actor
from motcua.queries import actors, configuration
from motcua.queries.counter_configuration import Known
from motcua.services import ledger, pins, throttling
from motcua.storage import ids
from motcua.storage.counters.models import Shift

TRIES, TRIES_WITHIN = 20, 300  # PINs typed at one counter, in seconds


class NoShift(LookupError):
    """The person has not signed in fully at this counter today, or the shift is over."""


class TooManyTries(PermissionError):
    """Too many PINs were typed at this counter within five minutes."""


@dataclass(frozen=True)
class Opened:
    """A counter that a PIN opened for somebody, until the end of their shift."""

    actor: Actor
    until: dt.datetime


def begin(*, counter: Known, actor: Actor, at: dt.datetime) -> dt.datetime | None:
    """Note a full sign-in at a counter and return until when a PIN is enough there; None where it never is."""
    if not shifts.pin_suffices(actor, str(counter.unit_id)):
        return None
    day, staff_id = local(at).date(), uuid.UUID(actor.id)
    hours = int(str(configuration.current().setting("shift_hours", day)))
    until = shifts.ends(at, hours=hours)
    with transaction.atomic():
        row, made = Shift.objects.get_or_create(
            counter_id=counter.id, staff_id=staff_id, day=day, defaults={"id": ids.new(), "begun_at": at, "until": until}
        )
        if not made:
            Shift.objects.filter(id=row.id).update(until=until, ended_at=None)
        pins.unlock(staff_id=staff_id)
        _note(staff_id, "desk.sign_in", actor, at, counter.id, until=until.isoformat())
    return until


def lock(*, counter: Known, actor: Actor, at: dt.datetime, by_itself: bool) -> None:
    """Note that a session at a counter was locked, by its person or after a time without activity."""
    _note(uuid.UUID(actor.id), "desk.lock", actor, at, counter.id, by_itself=by_itself)


def open_by_pin(*, counter: Known, staff_id: uuid.UUID, pin: str, before: Actor, at: dt.datetime) -> Opened:
    """Open a locked counter, or take it over from `before`, by PIN.

    Raises NoShift, TooManyTries, pins.PinWrong, pins.PinLocked, pins.NoPin.
    """
    opened = _proven(counter, staff_id, pin, at)
    same = before.id == opened.actor.id
    data = {} if same or before.kind is VISITOR.kind else {"from": before.id}
    _note(staff_id, "desk.unlock" if same else "desk.switch", opened.actor, at, counter.id, **data)
    return opened


def vouch(*, counter: Known, staff_id: uuid.UUID, pin: str, at: dt.datetime) -> Actor:
    """Return a colleague who proved with their PIN that they stand at this counter too, for one act; nobody's session changes.

    Runs before the act's transaction, so that a wrong PIN is counted whatever becomes of the act. Raises as `open_by_pin`.
    """
    second = _proven(counter, staff_id, pin, at).actor
    _note(staff_id, "desk.vouch", second, at, counter.id)
    return second


def _proven(counter: Known, staff_id: uuid.UUID, pin: str, at: dt.datetime) -> Opened:
    _throttle(counter.id, at)
    row = Shift.objects.filter(counter=counter.id, staff=staff_id, until__gt=at, begun_at__lte=at, ended_at=None).first()
    found = actors.staff(staff_id, configuration.current(), local(at).date()) if row else None
    if row is None or found is None or not shifts.pin_suffices(found, str(counter.unit_id)):
        raise NoShift
    pins.check(staff_id=staff_id, pin=pin, actor=VISITOR, at=at, counter=counter.id)
    return Opened(found, row.until)


def end(*, counter: Known, actor: Actor, at: dt.datetime) -> None:
    """End somebody's shift at a counter: they signed out, and need a full sign-in to come back."""
    staff_id = uuid.UUID(actor.id)
    with transaction.atomic():
        ended = Shift.objects.filter(counter=counter.id, staff=staff_id, until__gt=at, ended_at=None).update(ended_at=at)
        if ended:
            _note(staff_id, "desk.sign_out", actor, at, counter.id)


def _throttle(counter_id: uuid.UUID, at: dt.datetime) -> None:
    window = int(at.timestamp()) // TRIES_WITHIN * TRIES_WITHIN
    key = hashlib.sha256(f"counter-pin:{counter_id}".encode()).hexdigest()[:32]
    if throttling.count(key=key, window=window) > TRIES:
        raise TooManyTries


def _note(staff_id: uuid.UUID, action: str, actor: Actor, at: dt.datetime, counter_id: uuid.UUID, **data: object) -> None:
    ledger.note_subject(subject=staff_id, kind="staff", action=action, actor=actor, at=at,
                        data={"counter": str(counter_id), **data})  # fmt: skip
