"""Forms kept over a lock: what somebody had typed when their session was locked or became another's, sealed for a day."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.storage import ids, sealing
from motcua.storage.counters.models import KeptForm

MOST_BYTES = 300_000
MOST_FORMS = 5  # of one person at one counter
KEPT = dt.timedelta(hours=16)
_CONTEXT = "counters.kept_form"

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """A kept form: where it goes, what it held, when it came."""

    id: uuid.UUID
    path: str
    fields: Pairs
    kept_at: dt.datetime
    practised: bool = False


def keep(*, counter_id: uuid.UUID, staff_id: uuid.UUID, path: str, fields: Iterable[tuple[str, str]], at: dt.datetime, practised: bool = False) -> bool:
    """Keep what was typed for whoever began it; return whether it could be kept (it cannot be larger than 300 KB).

    `practised` says that it was typed in practice: it comes back there alone.
    """
    pairs = [list(pair) for pair in fields]
    if not pairs or len(path) > 300 or len(json.dumps(pairs)) > MOST_BYTES:
        return False
    mine = KeptForm.objects.filter(counter=counter_id, staff=staff_id)
    mine.filter(id__in=[row.id for row in mine.filter(path=path) if _opened(row).practised is practised]).delete()
    mine.exclude(id__in=mine.order_by("-kept_at").values("id")[: MOST_FORMS - 1]).delete()
    KeptForm.objects.create(
        id=ids.new(), counter_id=counter_id, staff_id=staff_id, path=path, kept_at=at,
        fields_sealed=sealing.seal({"practised": practised, "pairs": pairs}, context=_CONTEXT),
    )  # fmt: skip
    return True


def of(*, counter_id: uuid.UUID, staff_id: uuid.UUID, at: dt.datetime, practised: bool = False) -> list[Kept]:
    """Return what is kept for somebody at a counter, in practice or in earnest, the latest first."""
    rows = KeptForm.objects.filter(counter=counter_id, staff=staff_id, kept_at__gt=at - KEPT).order_by("-kept_at")
    return [kept for row in rows if (kept := _opened(row)).practised is practised]


def drop(*, form_id: str, staff_id: uuid.UUID) -> None:
    """Throw one of somebody's kept forms away: it was taken up, or is not wanted. What is no id throws nothing away."""
    try:
        wanted = uuid.UUID(form_id)
    except ValueError:
        return
    KeptForm.objects.filter(id=wanted, staff=staff_id).delete()


def sweep(*, at: dt.datetime) -> int:
    """Delete forms that were kept long enough; return how many."""
    deleted, _by_model = KeptForm.objects.filter(kept_at__lt=at - KEPT).delete()
    return deleted


def _opened(row: KeptForm) -> Kept:
    said = sealing.unseal(row.fields_sealed, context=_CONTEXT)
    assert isinstance(said, dict)
    return Kept(row.id, row.path, [(str(name), str(value)) for name, value in said["pairs"]], row.kept_at, bool(said["practised"]))
