"""Who could take a step: staff who hold a role in a unit on a day, with what they have in hand."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Colleague:
    """A member of staff; `in_hand` counts the dossiers at their steps now."""

    id: uuid.UUID
    name: str
    title: str
    in_hand: int


def who_can(*, unit: uuid.UUID, role: str, day: dt.date) -> list[Colleague]:
    """Return the staff who hold the role in the unit on the day, those with least in hand first: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, s.name, s.title, (SELECT count(*) FROM dossiers_dossier d WHERE d.assignee = s.id "
            "AND d.step_unit_id = %s AND d.status IN (2, 4)) AS in_hand "
            "FROM people_staff s WHERE s.is_active AND EXISTS (SELECT 1 FROM people_staffrole r WHERE r.staff_id = s.id "
            "AND r.unit_id = %s AND r.role = %s AND r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to >= %s)) "
            "ORDER BY in_hand, s.name",
            [unit, unit, role, day, day],
        )
        return [Colleague(*line) for line in cursor.fetchall()]
