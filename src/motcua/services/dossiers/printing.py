"""Printing what was issued: a slip once more, within the right to print, with the reading recorded."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.dossiers.slips import SlipKind
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.ports.printer import Printer
from motcua.queries import access, configuration
from motcua.services import ledger, registers
from motcua.services.dossiers import reprints, slips
from motcua.storage.dossiers.models import HandOver, IssuedSlip


class NoSuchSlip(LookupError):
    """There is no such slip, or not for this person: the two are not told apart."""


@dataclass(frozen=True)
class Printed:
    """A slip as a PDF, with the name its file gets."""

    content: bytes
    name: str


def slip(
    *, slip_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer, dossier_id: uuid.UUID | None = None
) -> Printed:
    """Return an issued slip as a PDF, of the dossier where one is named. Raises NoSuchSlip, PrintFailed."""
    row = IssuedSlip.objects.filter(id=slip_id).first()
    if row is None or dossier_id not in (None, row.dossier_id):
        raise NoSuchSlip(str(slip_id))
    shown = [row.dossier_id] if row.dossier_id else _batch(row, actor)
    if row.dossier_id:
        try:
            access.get(actor, Action.PRINT, row.dossier_id)
        except access.NotAllowed:
            raise NoSuchSlip(str(slip_id)) from None
    content = _copies(row, actor=actor, at=at, printer=printer)
    ledger.read(actor=actor, at=at, purpose="slip", dossier_ids=shown)
    return Printed(content, f"{row.number}-{row.kind}.pdf")


def _copies(row: IssuedSlip, *, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Print a slip; a receipt printed by staff is counted, names its place in the register and comes twice on a page by rule."""
    if row.kind != SlipKind.RECEIPT.value or actor.kind is not ActorKind.STAFF or row.dossier_id is None:
        return slips.pdf(row, printer=printer)
    again = reprints.count(slip=row, actor=actor, at=at)
    copies = str(configuration.current().setting("receipt_copies", local(at).date()))
    line = registers.entered(dossier_id=row.dossier_id, unit=row.unit_id, actor=actor, at=at)
    return slips.pdf(row, printer=printer, twice=copies == "two", again=again, register=registers.words(line))


def _batch(row: IssuedSlip, actor: Actor) -> list[uuid.UUID]:
    """Return the dossiers of a hand-over slip, for those who work in either of its units."""
    batch = HandOver.objects.filter(slip_id=row.id).first()
    units = {h.unit for h in actor.holdings}
    if batch is None or not {str(batch.from_unit_id), str(batch.to_unit_id)} & units:
        raise NoSuchSlip(str(row.id))
    return list(batch.dossier_ids)
