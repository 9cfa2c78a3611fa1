"""Known counters: registering a workstation, revoking it; the token is given once and only its digest is kept."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from django.db import transaction

from motcua.domain.counters import shifts
from motcua.domain.counters.shifts import Device
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.people.units import in_force
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration, counters
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.storage import ids
from motcua.storage.counters.models import Counter


class NotRegistrar(PermissionError):
    """The actor looks after no such unit."""


class CounterProblem(ValueError):
    """The counter cannot be registered; `code` says why: name_missing, name_taken, no_one_stop."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def register(*, unit_id: uuid.UUID, name: str, actor: Actor, at: dt.datetime,
             kind: Device = Device.COUNTER) -> tuple[uuid.UUID, str]:  # fmt: skip
    """Make a browser a known device of a one-stop unit; return its id and the token it is to keep.

    Raises NotRegistrar, CounterProblem.
    """
    if not shifts.may_register(actor, str(unit_id)):
        raise NotRegistrar
    unit = configuration.current().units.get(str(unit_id))
    if unit is None or unit.kind not in counters.ONE_STOPS or not in_force(unit, local(at).date()):
        raise CounterProblem("no_one_stop")
    wanted = clean_text(name)
    if not wanted:
        raise CounterProblem("name_missing")
    token, counter_id = secrets.token_urlsafe(48), ids.new()
    with transaction.atomic():
        if Counter.objects.filter(unit=unit_id, name__iexact=wanted, revoked_at=None).exists():
            raise CounterProblem("name_taken")
        Counter.objects.create(
            id=counter_id, unit_id=unit_id, name=wanted, kind=kind.value, digest=counters.digest(token), registered_at=at,
            registered_by=uuid.UUID(actor.id),
        )  # fmt: skip
        ledger.note_subject(subject=counter_id, kind="counter", action="counter.register", actor=actor, at=at,
                            data={"unit": str(unit_id), "name": wanted, "kind": kind.value})  # fmt: skip
        configuration_service.changed()
    return counter_id, token


def revoke(*, counter_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Device:
    """Take the trust from a device and return its kind: its sessions end, no PIN opens it. Raises NotRegistrar."""
    with transaction.atomic():
        row = Counter.objects.select_for_update().filter(id=counter_id).first()
        if row is None or not shifts.may_register(actor, str(row.unit_id)):
            raise NotRegistrar
        if row.revoked_at is not None:
            return Device(row.kind)
        Counter.objects.filter(id=counter_id).update(revoked_at=at, revoked_by=uuid.UUID(actor.id))
        ledger.note_subject(subject=counter_id, kind="counter", action="counter.revoke", actor=actor, at=at,
                            data={"unit": str(row.unit_id)})  # fmt: skip
        configuration_service.changed()
    return Device(row.kind)
