"""Who could take a step: staff who hold a role in a unit on a day, with what they have in hand."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import StaffRole


@dataclass(frozen=True)
class Colleague:
    """A member of staff; `in_hand` counts the dossiers at their steps now."""

    id: uuid.UUID
    name: str
    title: str
    in_hand: int


_WHO = """
SELECT s.id, s.name, s.title, (SELECT count(*) FROM dossiers_dossier d WHERE d.assignee = s.id
  AND d.step_unit_id = %(unit)s AND d.status IN (2, 4)) AS in_hand
FROM people_staff s WHERE s.is_active AND (s.person_key IS NULL OR s.person_key <> ALL(%(parties)s::text[]))
AND (EXISTS (SELECT 1 FROM people_staffrole r WHERE r.staff_id = s.id AND r.unit_id = %(unit)s AND r.role = %(role)s
  AND r.valid_from <= %(day)s AND COALESCE(r.valid_to, 'infinity') >= %(day)s)
OR %(role)s = 'head' AND EXISTS (SELECT 1 FROM people_delegation d WHERE d.taker_id = s.id AND d.unit_id = %(unit)s
  AND d.valid_from <= %(day)s AND COALESCE(d.valid_to, 'infinity') >= %(day)s
  AND (d.fields = '{}' AND d.procedures = '{}' OR %(procedure)s = ANY(d.procedures) OR EXISTS (
    SELECT 1 FROM procedures_procedure p WHERE p.code = %(procedure)s AND p.field_name = ANY(d.fields)))))
ORDER BY in_hand, s.name
"""


def who_signs(*, unit: uuid.UUID, procedure: str, day: dt.date) -> list[Colleague]:
    """Return who may sign the procedure's results in the unit on the day: its heads, then those who do so by delegation."""
    found = _who(unit=unit, role="head", day=day, procedure=procedure, parties=[])
    held = StaffRole.objects.filter(unit_id=unit, role="head", valid_from__lte=day).exclude(valid_to__lt=day)
    heads = set(held.values_list("staff_id", flat=True))
    return sorted(found, key=lambda one: one.id not in heads)


def who_can(*, unit: uuid.UUID, role: str, day: dt.date, of: Dossier | None = None) -> list[Colleague]:
    """Return the staff who hold the role in the unit on the day, those with least in hand first: one statement.

    With a dossier: who signs its procedure by delegation is among them, who is a party to it is not.
    """
    return _who(
        unit=unit, role=role, day=day, procedure=of.procedure_code if of else "", parties=of.party_keys if of else []
    )


def _who(**given: object) -> list[Colleague]:
    with connection.cursor() as cursor:
        cursor.execute(_WHO, given)
        return [Colleague(*line) for line in cursor.fetchall()]
