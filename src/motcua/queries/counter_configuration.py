"""What the snapshot holds of counters: the known ones by the digest of their token."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from motcua.storage.counters.models import Counter


@dataclass(frozen=True)
class Known:
    """A known counter (quầy) that has not been revoked."""

    id: uuid.UUID
    unit_id: uuid.UUID
    name: str
    digest: str


def known() -> dict[str, Known]:
    """Return the known counters by digest."""
    rows = Counter.objects.filter(revoked_at=None).values_list("id", "unit_id", "name", "digest")
    return {digest: Known(counter_id, unit_id, name, digest) for counter_id, unit_id, name, digest in rows}
