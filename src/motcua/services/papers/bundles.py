"""Bundles come into being with the papers handed in, in the very statement that takes them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from motcua.domain.papers.bundles import Held, Holder, label
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.domain.procedures.revision import Channel
from motcua.services.dossiers.filings import Filing, GivenPaper
from motcua.storage import ids
from motcua.storage.writes import Batch

_LATER = (
    "INSERT INTO papers_bundle (id, dossier_id, ordinal, label, holder, unit_id, person, since, changed_by) "
    "SELECT %s, %s, n.ordinal, CASE WHEN n.ordinal = 1 THEN %s::text ELSE %s::text || '/' || n.ordinal END, %s, %s, %s, %s, %s "
    "FROM (SELECT (count(*) + 1)::int AS ordinal FROM papers_bundle WHERE dossier_id = %s) n "
    "WHERE NOT EXISTS (SELECT 1 FROM papers_bundle b WHERE b.dossier_id = %s AND b.holder = 'unit' AND b.unit_id = %s)"
)


def on_paper(papers: Iterable[GivenPaper], actor: Actor) -> bool:
    """Return whether any of these was put on the counter as paper: somebody of the office counted it."""
    counted = any(p.originals + p.certified + p.copies for p in papers)
    return counted and actor.kind in (ActorKind.STAFF, ActorKind.MACHINE)


def begins(filing: Filing, actor: Actor) -> bool:
    """Return whether the filing brings a bundle: papers counted at a counter, or in a parcel of the post."""
    return filing.papers_stay and filing.channel is not Channel.ONLINE and on_paper(filing.papers, actor)


def begin(batch: Batch, *, filing: Filing, dossier_id: uuid.UUID, code: str, actor: Actor, at: dt.datetime) -> None:
    """Add the first bundle of a dossier that comes with papers to the statement that opens it."""
    if begins(filing, actor):
        batch.insert("papers_bundle", [row(dossier_id=dossier_id, code=code, unit=filing.received_unit, actor=actor, at=at)])


def row(*, dossier_id: uuid.UUID, code: str, unit: uuid.UUID, actor: Actor, at: dt.datetime) -> dict[str, object]:
    """Return the first bundle of a dossier as a row to insert: held by the unit, in the hands of the actor."""
    held = Held(Holder.UNIT, unit=str(unit), person=actor.id)
    return {
        "id": ids.new(), "dossier_id": dossier_id, "ordinal": 1, "label": label(code, 1), "holder": held.holder.value,
        "unit_id": unit, "person": uuid.UUID(actor.id), "since": at, "changed_by": actor.id, "transfer_id": None,
    }  # fmt: skip


def join(batch: Batch, *, dossier_id: uuid.UUID, code: str, unit: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Add later papers: they join the bundle that lies here, or begin one of their own under the next number."""
    batch.add(
        _LATER,
        [ids.new(), dossier_id, code, code, Holder.UNIT.value, unit, uuid.UUID(actor.id), at, actor.id, dossier_id, dossier_id, unit],
    )


def keep(
    batch: Batch, *, papers: Iterable[GivenPaper], dossier_id: uuid.UUID, code: str, unit: uuid.UUID, actor: Actor,
    at: dt.datetime, ledger: dict[str, object] | None = None,
) -> None:  # fmt: skip
    """Put papers handed in later where they lie; electronic ones make no bundle."""
    if on_paper(papers, actor):
        join(batch, dossier_id=dossier_id, code=code, unit=unit, actor=actor, at=at)
        if ledger is not None:
            ledger["on_paper"] = True


