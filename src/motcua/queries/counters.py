"""Known counters of a person's units, and who may open one by PIN today."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from motcua.domain.counters import shifts
from motcua.domain.counters.shifts import Device
from motcua.domain.people.units import Unit, UnitKind, in_force
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries.counter_configuration import Known
from motcua.storage.counters.models import Counter, Pin, Shift
from motcua.storage.people.models import Staff

ONE_STOPS = (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT)


@dataclass(frozen=True)
class Line:
    """A counter as the list shows it."""

    id: uuid.UUID
    unit: Unit
    name: str
    kind: Device
    registered_at: dt.datetime
    registered_by: str
    revoked_at: dt.datetime | None


@dataclass(frozen=True)
class Person:
    """Somebody who signed in fully at a counter today; `number` is the key that chooses them."""

    number: int
    id: uuid.UUID
    name: str
    title: str
    has_pin: bool
    pin_locked: bool
    until: dt.datetime


def digest(token: str) -> str:
    """Return what we keep of a counter's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str, kind: Device = Device.COUNTER) -> Known | None:
    """Return the known device of the kind a browser's token belongs to; None for no, an unknown or a revoked one."""
    found = configuration.current().counters.get(digest(token)) if token else None
    return found if found is not None and found.kind is kind else None


def units_to_register(actor: Actor, day: dt.date) -> list[Unit]:
    """Return the one-stop units in which the actor may register counters."""
    units = configuration.current().units.values()
    found = [u for u in units if u.kind in ONE_STOPS and in_force(u, day) and shifts.may_register(actor, str(u.id))]
    return sorted(found, key=lambda unit: unit.name)


def of_actor(actor: Actor, *, limit: int = 300) -> list[Line]:
    """Return the counters of the units the actor looks after, those in use first."""
    config = configuration.current()
    units = [u.id for u in config.units.values() if u.kind in ONE_STOPS and shifts.may_register(actor, str(u.id))]
    rows = list(Counter.objects.filter(unit__in=units).order_by("revoked_at", "unit__name", "name")[:limit])
    names = dict(Staff.objects.filter(id__in={r.registered_by for r in rows}).values_list("id", "name"))
    lines = [
        Line(r.id, config.unit(r.unit_id), r.name, Device(r.kind), r.registered_at, names.get(r.registered_by, ""), r.revoked_at) for r in rows
    ]
    return sorted(lines, key=lambda line: (line.revoked_at is not None, line.unit.name, line.name))


def people_at(counter_id: uuid.UUID, *, at: dt.datetime) -> list[Person]:
    """Return who may open the counter by PIN now, in the order in which they signed in: two statements."""
    rows = Shift.objects.filter(counter=counter_id, until__gt=at, ended_at=None, begun_at__lte=at, staff__is_active=True)
    found = list(rows.order_by("begun_at", "id").select_related("staff"))
    pins = {p.staff_id: p for p in Pin.objects.filter(staff__in=[s.staff_id for s in found])}
    return [
        Person(number, s.staff_id, s.staff.name, s.staff.title, s.staff_id in pins,
               s.staff_id in pins and pins[s.staff_id].locked_at is not None, s.until)
        for number, s in enumerate(found, start=1)
    ]  # fmt: skip


def has_pin(staff_id: uuid.UUID) -> bool:
    """Return whether somebody has chosen a PIN."""
    return Pin.objects.filter(staff=staff_id).exists()
