"""Who is asking: staff with the roles they hold today, citizens, machines by key; each as the domain's Actor."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.db import connection

from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.queries.configuration import Configuration
from motcua.storage import statements
from motcua.storage.people.models import Citizen, Staff

SYSTEM = Actor(kind=ActorKind.SYSTEM, id="system", label="Hệ thống")


def staff(staff_id: uuid.UUID, config: Configuration, day: dt.date) -> Actor | None:
    """Return an active member of staff with the roles of the day: one statement. None where there is no such account."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.name, s.person_key, r.role, r.unit_id, r.valid_to FROM people_staff s "
            "LEFT JOIN people_staffrole r ON r.staff_id = s.id AND r.valid_from <= %s "
            "AND (r.valid_to IS NULL OR r.valid_to >= %s) WHERE s.id = %s AND s.is_active",
            [day, day, staff_id],
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    holdings = tuple(
        Holding(role=Role(role), unit=str(unit), units=config.under(str(unit)), until=until)
        for _name, _key, role, unit, until in rows
        if role is not None and _in_force(config, str(unit), day)
    )
    return Actor(kind=ActorKind.STAFF, id=str(staff_id), label=rows[0][0], person_key=rows[0][1], holdings=holdings)


def citizen(row: Citizen) -> Actor:
    """Return a signed-in citizen."""
    return Actor(kind=ActorKind.CITIZEN, id=str(row.id), label=row.name, person_key=row.person_key)


def machine(secret: str, config: Configuration, at: dt.datetime) -> Actor | None:
    """Return the machine an API key belongs to: one statement. None for an unknown, revoked or expired key."""
    found = statements.records(
        "SELECT id, name, unit_id, roles, scopes FROM people_apikey WHERE digest = %s AND revoked_at IS NULL "
        "AND (valid_until IS NULL OR valid_until > %s)",
        [hashlib.sha256(secret.encode()).hexdigest(), at],
    )
    if not found:
        return None
    row: dict[str, Any] = found[0]
    unit = str(row["unit_id"])
    holdings = tuple(Holding(role=Role(r), unit=unit, units=config.under(unit)) for r in row["roles"])
    return Actor(
        kind=ActorKind.MACHINE, id=str(row["id"]), label=row["name"], holdings=holdings, scopes=frozenset(row["scopes"])
    )


def names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of staff by id."""
    return dict(Staff.objects.filter(id__in=ids).values_list("id", "name"))


def _in_force(config: Configuration, unit_id: str, day: dt.date) -> bool:
    unit = config.units.get(unit_id)
    return unit is not None and unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day)
