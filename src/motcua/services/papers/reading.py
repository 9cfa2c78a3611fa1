"""Reading lists of papers and parcels: what was shown of whose dossier is written down."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.dossiers.transitions import Action
from motcua.domain.papers.transfers import Act
from motcua.domain.permissions.roles import Actor
from motcua.ports.printer import Printer
from motcua.queries import access, configuration, transfers
from motcua.queries.access import NotAllowed
from motcua.queries.transfers import BundleTrail, PaperLine, Parcel
from motcua.services import ledger
from motcua.services.dossiers.slips import lookup_address
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Bundle, TransferLine

__all__ = ["NotAllowed"]


def to_receive(*, actor: Actor, at: dt.datetime) -> tuple[PaperLine, ...]:
    """Return what waits for the actor's units and record the reading."""
    found = transfers.to_receive(actor=actor, at=at)
    ledger.read(actor=actor, at=at, purpose="papers_to_receive", dossier_ids=transfers.dossiers_of(found))
    return found


def sent(*, actor: Actor, at: dt.datetime, only: str = "") -> tuple[PaperLine, ...]:
    """Return what the actor's units sent and nobody received yet, and record the reading."""
    found = transfers.sent(actor=actor, at=at, only=only)
    ledger.read(actor=actor, at=at, purpose="papers_sent", dossier_ids=transfers.dossiers_of(found))
    return found


@dataclass(frozen=True)
class Counted:
    """A paper of a dossier with how many of each kind were handed in."""

    id: uuid.UUID
    name: str
    originals: int
    certified: int
    copies: int


def to_dispute(*, line_id: uuid.UUID, actor: Actor, at: dt.datetime) -> tuple[PaperLine, tuple[Counted, ...]]:
    """Return a line the actor may dispute, with the papers of its dossier, and record the reading. Raises NotAllowed."""
    line = transfers.line(line_id=line_id, actor=actor, act=Act.DISPUTE, at=at)
    if line is None:
        raise NotAllowed(Action.HAND_OVER)
    ledger.read(actor=actor, at=at, purpose="papers_dispute", dossier_ids=[line.dossier_id])
    return line, papers_of(line.dossier_id)


def papers_of(dossier_id: uuid.UUID) -> tuple[Counted, ...]:
    """Return the papers of a dossier that were handed in on paper."""
    rows = Paper.objects.filter(dossier_id=dossier_id).order_by("ordinal")
    return tuple(Counted(p.id, p.name, p.originals, p.certified, p.copies) for p in rows if p.originals + p.certified + p.copies)


def trail(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime) -> tuple[str, tuple[BundleTrail, ...]]:
    """Return the code of a dossier and where its papers are and were; the reading is recorded. Raises NotAllowed."""
    row = access.get(actor, Action.READ, dossier_id)
    ledger.read(actor=actor, at=at, purpose="papers", dossier_ids=[dossier_id])
    return row.code, transfers.trail(dossier_id)


def parcels(*, actor: Actor, at: dt.datetime, under_way: bool = True, waybill: str = "") -> tuple[Parcel, ...]:
    """Return the parcels of the actor's side with name and address as written on them; the reading is recorded."""
    found = transfers.parcels(actor=actor, under_way=under_way, waybill=waybill)
    shown = TransferLine.objects.filter(transfer__in=[p.id for p in found]).values_list("dossier_id", flat=True)
    ledger.read(actor=actor, at=at, purpose="parcels", dossier_ids=list(shown))
    return found


def label(*, bundle_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Return the label of a bundle as a small PDF: code, QR, procedure and units; no name. Raises NotAllowed, PrintFailed."""
    bundle = Bundle.objects.filter(id=bundle_id).first()
    if bundle is None:
        raise NotAllowed(Action.PRINT)
    row = access.get(actor, Action.READ, bundle.dossier_id)
    ledger.read(actor=actor, at=at, purpose="label", dossier_ids=[row.id])
    config = configuration.current()
    data = {
        "at": at.isoformat(), "label": bundle.label, "title": row.title, "office": config.unit(row.received_unit_id).name,
        "competent": config.unit(row.competent_unit_id).name, "qr": lookup_address(row.code) + (f"?bo={bundle.ordinal}" if bundle.ordinal > 1 else ""),
    }  # fmt: skip
    return printer.render("label", data)

