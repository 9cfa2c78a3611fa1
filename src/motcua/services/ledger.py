"""Writing the ledger: notes in chains, readings of citizens' data, messages for the outside, daily seals."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from motcua.domain import audit
from motcua.domain.permissions.roles import Actor
from motcua.storage import ids, sealing
from motcua.storage.ledger.models import Chain, Entry, Reading
from motcua.storage.writes import Batch


def entry(
    *,
    chain: uuid.UUID,
    head_no: int,
    head: bytes,
    at: dt.datetime,
    action: str,
    actor: Actor,
    before: int | None = None,
    after: int | None = None,
    step: str | None = None,
    unit: object = None,
    data: Mapping[str, object] | None = None,
) -> tuple[dict[str, object], int, bytes]:
    """Return the next entry of a chain as a row to insert, with the new head (number and digest).

    `data` holds ids, codes, names of changed fields and digests: never a personal value.
    """
    previous = bytes(head) or audit.GENESIS
    made = audit.Entry(
        chain=str(chain), no=head_no + 1, at=at, action=action, before=before, after=after, step=step,
        unit=str(unit) if unit else None, actor_kind=actor.kind.value, actor=actor.id, data=dict(data or {}),
        previous=previous,
    )  # fmt: skip
    digest = audit.digest(made)
    row: dict[str, object] = {
        "chain": chain, "no": made.no, "at": at, "action": action, "before": before, "after": after, "step": step,
        "unit_id": uuid.UUID(str(unit)) if unit else None, "actor_kind": made.actor_kind, "actor": made.actor,
        "data": dict(made.data), "previous": previous, "digest": digest,
    }  # fmt: skip
    return row, made.no, digest


def note_subject(
    *, subject: uuid.UUID, kind: str, action: str, actor: Actor, at: dt.datetime, data: Mapping[str, object] | None = None
) -> None:
    """Note an act on something that is no dossier (a unit, a procedure, an account), in a chain of its own."""
    with transaction.atomic():
        Chain.objects.get_or_create(id=subject, defaults={"kind": kind})
        chain = Chain.objects.select_for_update().get(id=subject)
        row, no, head = entry(
            chain=subject, head_no=chain.no, head=chain.head, at=at, action=action, actor=actor, data=data
        )
        batch = Batch()
        batch.insert("ledger_entry", [row])
        batch.update("ledger_chain", "id", subject, {"no": no, "head": head})
        batch.write()


def messages(*, learner: object, topic: str, chain: uuid.UUID | None, body: Mapping[str, object], at: dt.datetime) -> list[dict[str, object]]:
    """Return the outbox row of an act, to be inserted in its transaction; none for what is only practised (a learner)."""
    if learner is not None:
        return []
    sealed = sealing.seal(dict(body), context="ledger.message")
    return [{"id": ids.new(), "topic": topic, "chain": chain, "body_sealed": sealed, "created_at": at}]


def read(*, actor: Actor, at: dt.datetime, purpose: str, dossier_ids: Sequence[uuid.UUID]) -> None:
    """Record that somebody read citizens' data: one row a request, with every dossier shown. Nothing shown, no row."""
    if not dossier_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_reading (at, actor_kind, actor, purpose, dossier_ids) VALUES (%s, %s, %s, %s, %s)",
            [at, actor.kind.value, actor.id, purpose, list(dossier_ids)],
        )


def history(chain: uuid.UUID) -> list[Entry]:
    """Return the entries of a chain in order."""
    return list(Entry.objects.filter(chain=chain).order_by("no"))


def readings_of(dossier_id: uuid.UUID, *, limit: int = 50, before: int | None = None) -> list[Reading]:
    """Return who read a dossier, latest first; `before` goes on below the reading with that number."""
    rows = Reading.objects.filter(dossier_ids__contains=[dossier_id])
    return list((rows if before is None else rows.filter(id__lt=before)).order_by("-id")[:limit])


def count_readings_of(dossier_id: uuid.UUID) -> int:
    """Return how often a dossier was read."""
    return Reading.objects.filter(dossier_ids__contains=[dossier_id]).count()
