"""Transfers of papers: sending, receiving, disputing, settling. The holder changes only when somebody has them in hand."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.papers import rights, transfers
from motcua.domain.papers.bundles import Holder
from motcua.domain.papers.transfers import OPEN, Act, Line, TransferNotPossible, What
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries.access import NotAllowed
from motcua.services import ledger
from motcua.services.dossiers import batches, moving
from motcua.services.papers import sending
from motcua.services.papers.sending import Posting, Route
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.travel import Bundle, Transfer, TransferLine

__all__ = ["NotAllowed", "Posting", "Sent", "TransferNotPossible", "dispute", "receive", "send", "send_again", "withdraw"]


@dataclass(frozen=True)
class Sent:
    """A transfer that left: its number, its slip, and how many bundles went."""

    id: uuid.UUID
    number: str
    slip_id: uuid.UUID
    bundles: int


@dataclass(frozen=True)
class Missing:
    """A paper the taker did not find, counted."""

    paper: uuid.UUID
    originals: int = 0
    certified: int = 0
    copies: int = 0


def send(
    *, bundle_ids: Iterable[uuid.UUID], to_unit: uuid.UUID, actor: Actor, at: dt.datetime, posting: Posting | None = None
) -> Sent:
    """Send bundles that lie in one of the actor's units to a unit, with a slip; the dossiers themselves stay where they are.

    Raises NotAllowed, TransferNotPossible (nothing, on_way, several_units, no_unit).
    """  # fmt: skip
    config = configuration.current()
    if str(to_unit) not in config.units:
        raise TransferNotPossible("no_unit")
    with transaction.atomic():
        found = list(Bundle.objects.select_for_update().filter(id__in=list(bundle_ids), holder=Holder.UNIT.value).order_by("label"))
        if not found:
            raise TransferNotPossible("nothing")
        giver = found[0].unit_id
        assert giver is not None
        if any(b.unit_id != giver for b in found):
            raise TransferNotPossible("several_units")
        if not rights.may(actor, Act.SEND, {"from_unit_id": giver}):
            raise NotAllowed(Action.HAND_OVER)
        if TransferLine.objects.filter(bundle__in=found, state__in=OPEN).exists():
            raise TransferNotPossible("on_way")
        rows = list(Dossier.objects.filter(id__in=[b.dossier_id for b in found]).order_by("code"))
        number = f"{config.unit(giver).code}-G{local(at):%y%m%d-%H%M%S}"
        slip_id = batches.paper_slip(giver=str(giver), taker=str(to_unit), rows=rows, actor=actor, at=at, number=number)
        made = sending.note(bundles=found, route=Route(giver, to_unit), what=What.DOSSIERS, number=number, actor=actor, at=at,
                            slip_id=slip_id, posting=posting)  # fmt: skip
        assert made is not None
        return Sent(made.id, number, slip_id, len(found))


def receive(*, line_ids: Iterable[uuid.UUID], actor: Actor, at: dt.datetime) -> int:
    """Take bundles into one's hands: from now on the unit has them, through this person. Return how many.

    Raises NotAllowed for one out of reach, TransferNotPossible (moved_on, own_sending: at the same desk another person
    receives; with_citizen: a parcel to somebody's home is delivered, never received here).
    """
    with transaction.atomic():
        lines = _locked(line_ids, Act.RECEIVE, actor)
        for line in lines:
            transfer = line.transfer
            if transfer.to_unit_id is None:
                raise TransferNotPossible("with_citizen")
            if transfer.from_unit_id == transfer.to_unit_id and str(transfer.sent_by) == actor.id:
                raise TransferNotPossible("own_sending")
            _hold(line, actor, at, unit=transfer.to_unit_id)
            _put(line, transfers.after(Act.RECEIVE, Line(line.state)), actor, at)
        _noted(lines, "paper.receive", actor, at)
        return len(lines)


def dispute(*, line_id: uuid.UUID, missing: Sequence[Missing], said: str, actor: Actor, at: dt.datetime) -> None:
    """Say what is missing in a bundle, paper by paper, counted; it goes back to the sender's list until it is settled.

    Raises NotAllowed, TransferNotPossible (moved_on, nothing_missing).
    """
    short = [m for m in missing if m.originals + m.certified + m.copies > 0]
    if not short and not said.strip():
        raise TransferNotPossible("nothing_missing")
    with transaction.atomic():
        (line,) = _locked([line_id], Act.DISPUTE, actor)
        line.missing = [
            {"paper": str(m.paper), "originals": m.originals, "certified": m.certified, "copies": m.copies} for m in short
        ]
        line.said_sealed = sealing.seal(said.strip(), context="papers.said") if said.strip() else None
        _put(line, transfers.after(Act.DISPUTE, Line(line.state)), actor, at)
        _noted([line], "paper.dispute", actor, at, missing=line.missing)


def send_again(*, line_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """The sender has put in what was missing: the bundle is to be received again. Raises NotAllowed, TransferNotPossible."""
    with transaction.atomic():
        (line,) = _locked([line_id], Act.SEND_AGAIN, actor)
        _put(line, transfers.after(Act.SEND_AGAIN, Line(line.state)), actor, at)
        _noted([line], "paper.send_again", actor, at)


def withdraw(*, line_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """The sender has the bundle in hand again; a result the post brought back waits at the counter again.

    Raises NotAllowed, TransferNotPossible (moved_on; delivered: the citizen has it).
    """
    with transaction.atomic():
        (line,) = _locked([line_id], Act.WITHDRAW, actor)
        transfer = line.transfer
        if transfer.what == What.PARCEL.value:
            moving.advance(dossier_id=line.dossier_id, action=Action.TAKE_BACK, actor=actor, at=at)
        _hold(line, actor, at, unit=transfer.from_unit_id)
        _put(line, transfers.after(Act.WITHDRAW, Line(line.state)), actor, at)
        _noted([line], "paper.withdraw", actor, at)


def _locked(line_ids: Iterable[uuid.UUID], act: Act, actor: Actor) -> list[TransferLine]:
    """Lock lines within reach, with their transfers. Raises NotAllowed where one is out of reach or none is named."""
    wanted = sorted(set(line_ids))
    found = list(
        TransferLine.objects.select_for_update(of=("self", "transfer")).select_related("transfer").filter(id__in=wanted).order_by("id")
    )
    if not wanted or len(found) != len(wanted) or not all(rights.may(actor, act, sides(line.transfer)) for line in found):
        raise NotAllowed(Action.HAND_OVER)
    return found


def sides(transfer: Transfer) -> Mapping[str, object]:
    """Return the units of a transfer by name of column, as the table of its rights asks for them."""
    return {side.value: getattr(transfer, side.value) for side in rights.Side}


def _hold(line: TransferLine, actor: Actor, at: dt.datetime, *, unit: uuid.UUID) -> None:
    """Give the bundle of a line to a unit, in the hands of the actor."""
    if line.bundle_id is None:
        return
    bundle = Bundle.objects.select_for_update().get(id=line.bundle_id)
    Bundle.objects.filter(id=bundle.id).update(
        holder=Holder.UNIT.value, unit_id=unit, person=uuid.UUID(actor.id), since=max(at, bundle.since), changed_by=actor.id,
        transfer_id=line.transfer_id,
    )  # fmt: skip


def _put(line: TransferLine, state: Line, actor: Actor, at: dt.datetime) -> None:
    line.state, line.state_at, line.state_by = state.value, at, actor.id
    line.save(update_fields=["state", "state_at", "state_by", "missing", "said_sealed"])
    close(line.transfer, at)


def close(transfer: Transfer, at: dt.datetime) -> None:
    """Close a transfer when nothing of it is open, and open it again when something is."""
    waits = TransferLine.objects.filter(transfer=transfer, state__in=OPEN).exists()
    Transfer.objects.filter(id=transfer.id).update(closed_at=None if waits else at)


def _noted(lines: Sequence[TransferLine], action: str, actor: Actor, at: dt.datetime, **more: object) -> None:
    """Note an act in the chain of each transfer it touches."""
    by_transfer: dict[uuid.UUID, list[str]] = {}
    for line in lines:
        by_transfer.setdefault(line.transfer_id, []).append(str(line.dossier_id))
    for transfer_id, dossiers in by_transfer.items():
        ledger.note_subject(subject=transfer_id, kind="transfer", action=action, actor=actor, at=at, data={"dossiers": dossiers, **more})


