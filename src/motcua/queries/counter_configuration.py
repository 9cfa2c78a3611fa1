"""What the snapshot holds of counters: known devices, who gives out queue numbers, when the doors are open."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.counters.opening import Opening
from motcua.domain.counters.shifts import Device
from motcua.domain.hours import Session
from motcua.storage.counters.models import Counter, OpeningHours, QueueUse


@dataclass(frozen=True)
class Known:
    """A known device that has not been revoked: a counter (quầy), a kiosk or a screen."""

    id: uuid.UUID
    unit_id: uuid.UUID
    name: str
    digest: str
    kind: Device = Device.COUNTER


def known() -> dict[str, Known]:
    """Return the known devices by digest."""
    rows = Counter.objects.filter(revoked_at=None).values_list("id", "unit_id", "name", "digest", "kind")
    return {digest: Known(row_id, unit_id, name, digest, Device(kind)) for row_id, unit_id, name, digest, kind in rows}


def queues() -> dict[str, tuple[tuple[dt.date, bool], ...]]:
    """Return by unit from which day it gives out queue numbers, or no longer does."""
    found: dict[str, list[tuple[dt.date, bool]]] = {}
    for row in QueueUse.objects.order_by("valid_from"):
        found.setdefault(str(row.unit_id), []).append((row.valid_from, row.uses))
    return {unit: tuple(rows) for unit, rows in found.items()}


def openings() -> dict[str, tuple[Opening, ...]]:
    """Return by unit when its doors are open."""
    found: dict[str, list[Opening]] = {}
    for row in OpeningHours.objects.order_by("valid_from"):
        sessions = tuple(Session(dt.time.fromisoformat(a), dt.time.fromisoformat(b)) for a, b in row.sessions)
        found.setdefault(str(row.unit_id), []).append(Opening(row.weekday, sessions, row.valid_from, row.valid_to))
    return {unit: tuple(rows) for unit, rows in found.items()}
