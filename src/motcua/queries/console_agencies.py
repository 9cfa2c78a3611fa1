"""Agencies of chains as the console lists them: whom they serve, how they are sent to, what waits for them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from motcua.storage.chains.models import Agency, Task


@dataclass(frozen=True)
class Line:
    """An agency in the list; `when` is now, later or past."""

    id: uuid.UUID
    code: str
    name: str
    kind: str
    areas: tuple[str, ...]
    unit: str
    way: str
    email: str
    address: str
    phone: str
    first: dt.date
    last: dt.date | None
    when: str
    waiting: int


def listed(day: dt.date) -> list[Line]:
    """Return every agency, those in force first, then by kind and name."""
    counts = dict(
        Task.objects.filter(agency__isnull=False, answered_at=None, cancelled_at=None, opened_at__isnull=False)
        .values("agency_id").annotate(n=Count("id", filter=Q(child=None))).values_list("agency_id", "n")
    )  # fmt: skip
    rows = Agency.objects.select_related("unit").order_by("kind", "name", "valid_from")
    found = [_line(row, day, counts.get(row.id, 0)) for row in rows]
    return sorted(found, key=lambda one: ("now", "later", "past").index(one.when))


def one(agency_id: uuid.UUID, day: dt.date) -> Line | None:
    """Return one agency, or None."""
    row = Agency.objects.select_related("unit").filter(id=agency_id).first()
    return _line(row, day, Task.objects.filter(agency=row, answered_at=None, cancelled_at=None).count()) if row else None


def _line(row: Agency, day: dt.date, waiting: int) -> Line:
    when = "later" if row.valid_from > day else "past" if row.valid_to is not None and row.valid_to < day else "now"
    return Line(
        row.id, row.code, row.name, row.kind, tuple(row.areas), row.unit.name if row.unit else "", row.way, row.email, row.address,
        row.phone, row.valid_from, row.valid_to, when, waiting,
    )  # fmt: skip
