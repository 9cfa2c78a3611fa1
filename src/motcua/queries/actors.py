"""Who is asking: staff with the roles they hold today, citizens, machines by key; each as the domain's Actor."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.db import connection

from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role, StandIn
from motcua.domain.permissions.rules import HANDLING
from motcua.queries.configuration import Configuration
from motcua.storage import statements
from motcua.storage.people.models import Citizen, Staff

SYSTEM = Actor(kind=ActorKind.SYSTEM, id="system", label="Hệ thống")


_STAFF = """
SELECT s.name, s.person_key, h.what, h.role, h.unit_id, h.until, h.source, h.person, h.procedures, h.bounded
FROM people_staff s LEFT JOIN (
  SELECT 'role' AS what, role, unit_id, valid_to AS until, NULL::uuid AS source, NULL::uuid AS person,
    NULL::text[] AS procedures, FALSE AS bounded
  FROM people_staffrole WHERE staff_id = %(id)s AND valid_from <= %(day)s AND COALESCE(valid_to, 'infinity') >= %(day)s
  UNION ALL
  SELECT 'delegation', 'signer', d.unit_id, d.valid_to, d.id, NULL, d.procedures::text[] || CASE WHEN d.fields = '{}' THEN '{}'
    ELSE ARRAY(SELECT p.code::text FROM procedures_procedure p WHERE p.field_name = ANY(d.fields)) END,
    NOT (d.procedures = '{}' AND d.fields = '{}')
  FROM people_delegation d WHERE d.taker_id = %(id)s AND d.valid_from <= %(day)s
    AND COALESCE(d.valid_to, 'infinity') >= %(day)s AND (d.giver_id IS NULL OR EXISTS (
      SELECT 1 FROM people_staffrole g JOIN people_staff x ON x.id = g.staff_id AND x.is_active
      WHERE g.staff_id = d.giver_id AND g.unit_id = d.unit_id AND g.role = 'head' AND g.valid_from <= %(day)s
      AND COALESCE(g.valid_to, 'infinity') >= %(day)s))
  UNION ALL
  SELECT 'absence', r.role, r.unit_id, a.last, a.id, a.staff_id, NULL, FALSE
  FROM people_absence a LEFT JOIN people_staffrole r ON r.staff_id = a.staff_id AND r.valid_from <= %(day)s
    AND COALESCE(r.valid_to, 'infinity') >= %(day)s
  WHERE a.deputy_id = %(id)s AND a.first <= %(day)s AND a.last >= %(day)s
) h ON TRUE WHERE s.id = %(id)s AND s.is_active
"""


def staff(staff_id: uuid.UUID, config: Configuration, day: dt.date) -> Actor | None:
    """Return an active member of staff with the roles, delegations and absences of the day: one statement.

    None where there is no such account. Whoever administers the system signs for nobody and stands in for nobody (R44).
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"id": staff_id, "day": day})
        names = [c.name for c in cursor.description]
        rows = [dict(zip(names, line, strict=True)) for line in cursor.fetchall()]
    if not rows:
        return None
    technical = any(row["role"] == Role.SYSTEM_ADMIN.value and row["what"] == "role" for row in rows)
    held = [row for row in rows if row["what"] and not (technical and row["what"] != "role")]
    holdings = (_holding(row, config) for row in held if row["role"] and _in_force(config, str(row["unit_id"]), day))
    return Actor(
        kind=ActorKind.STAFF, id=str(staff_id), label=rows[0]["name"], person_key=rows[0]["person_key"],
        holdings=tuple(one for one in holdings if one is not None), stands_in=_stands_in(held),
    )  # fmt: skip


def _holding(row: dict[str, Any], config: Configuration) -> Holding | None:
    role, unit = Role(row["role"]), str(row["unit_id"])
    if row["what"] == "role":
        return Holding(role=role, unit=unit, units=config.reach(unit), until=row["until"])
    if row["what"] == "delegation":
        bounds = frozenset(row["procedures"]) if row["bounded"] else None
        return Holding(role=role, unit=unit, until=row["until"], procedures=bounds, delegation=str(row["source"]))
    return Holding(role=role, unit=unit, until=row["until"], instead_of=str(row["person"])) if role in HANDLING else None


def _stands_in(rows: list[dict[str, Any]]) -> tuple[StandIn, ...]:
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["what"] == "absence":
            heads = found.setdefault((str(row["source"]), str(row["person"])), set())
            if row["role"] == Role.HEAD.value:
                heads.add(str(row["unit_id"]))
    return tuple(StandIn(absence, person, frozenset(heads)) for (absence, person), heads in sorted(found.items()))


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
    known = config.units.get(unit)
    holdings = () if known is not None and known.practice else tuple(Holding(role=Role(r), unit=unit, units=config.reach(unit)) for r in row["roles"])
    return Actor(
        kind=ActorKind.MACHINE, id=str(row["id"]), label=row["name"], holdings=holdings, scopes=frozenset(row["scopes"])
    )


def names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of staff by id."""
    return dict(Staff.objects.filter(id__in=ids).values_list("id", "name"))


def _in_force(config: Configuration, unit_id: str, day: dt.date) -> bool:
    unit = config.units.get(unit_id)
    return unit is not None and not unit.practice and unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day)
