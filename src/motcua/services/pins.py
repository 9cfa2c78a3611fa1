"""PINs of staff: chosen by the person with their password, hashed slowly, locked after five wrong tries."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from motcua.domain.counters import pins
from motcua.domain.permissions.roles import Actor
from motcua.services import ledger
from motcua.services.accounts import AccountProblem
from motcua.storage.counters.models import Pin
from motcua.storage.people.models import Staff


class PinWrong(ValueError):
    """The PIN is not right; `left` tries remain."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(str(left))


class PinLocked(PermissionError):
    """Too many wrong tries: only a full sign-in helps."""


class NoPin(LookupError):
    """The person has not chosen a PIN yet."""


def choose(*, pin: str, password: str, actor: Actor, at: dt.datetime) -> None:
    """Set one's own PIN. Raises AccountProblem(password_wrong), pins.PinRefused."""
    staff_id = uuid.UUID(actor.id)
    with transaction.atomic():
        row = Staff.objects.select_for_update().get(id=staff_id)
        if not row.check_password(password):
            raise AccountProblem("password_wrong")
        pins.check(pin, own=(row.phone,))
        Pin.objects.update_or_create(
            staff_id=staff_id, defaults={"hashed": make_password(pin), "set_at": at, "wrong": 0, "locked_at": None}
        )
        ledger.note_subject(subject=staff_id, kind="staff", action="pin.set", actor=actor, at=at)


def check(*, staff_id: uuid.UUID, pin: str, actor: Actor, at: dt.datetime, counter: uuid.UUID) -> None:
    """Judge a typed PIN and count a wrong one, in the ledger too. Raises PinWrong, PinLocked, NoPin."""
    with transaction.atomic():
        row = Pin.objects.select_for_update().filter(staff=staff_id).first()
        if row is None:
            raise NoPin
        if row.locked_at is not None:
            raise PinLocked
        if check_password(pin, row.hashed):
            if row.wrong:
                Pin.objects.filter(staff=staff_id).update(wrong=0)
            return
        row.wrong += 1
        row.locked_at = at if row.wrong >= pins.WRONG_TRIES else None
        row.save(update_fields=["wrong", "locked_at"])
        action = "pin.wrong" if row.locked_at is None else "pin.locked"
        data = {"counter": str(counter), "tries": row.wrong}
        ledger.note_subject(subject=staff_id, kind="staff", action=action, actor=actor, at=at, data=data)
    if row.locked_at is not None:
        raise PinLocked
    raise PinWrong(pins.WRONG_TRIES - row.wrong)


def unlock(*, staff_id: uuid.UUID) -> None:
    """Forget wrong tries: the person has just signed in fully, which the caller notes."""
    Pin.objects.filter(staff=staff_id).update(wrong=0, locked_at=None)
