"""Writing down that papers left: the transfer with a line for each bundle, in the transaction of the act that sends them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain.papers.bundles import Holder
from motcua.domain.papers.transfers import OPEN, Carried, Line, TransferNotPossible, Way, What
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.services import ledger
from motcua.storage import ids, sealing
from motcua.storage.papers.travel import Bundle, ParcelWord, Transfer, TransferLine


@dataclass(frozen=True)
class Posting:
    """A parcel given to the post: its waybill, the post's unit, and name and address as written on it."""

    waybill: str
    carrier: uuid.UUID
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class Route:
    """From which unit to which; no unit to go to means the citizen's home."""

    giver: uuid.UUID
    taker: uuid.UUID | None


def lying(*, dossier_ids: Sequence[uuid.UUID], unit: uuid.UUID) -> list[Bundle]:
    """Lock and return the bundles of dossiers that lie in the unit and are in no open transfer."""
    moving = TransferLine.objects.filter(state__in=OPEN).values("bundle_id")
    found = Bundle.objects.select_for_update().filter(dossier_id__in=dossier_ids, holder=Holder.UNIT.value, unit_id=unit)
    return list(found.exclude(id__in=moving).order_by("label"))


def note(
    *, bundles: Sequence[Bundle], route: Route, what: What, number: str, actor: Actor, at: dt.datetime,
    slip_id: uuid.UUID | None = None, posting: Posting | None = None, dossier_id: uuid.UUID | None = None,
) -> Transfer | None:  # fmt: skip
    """Write a transfer; None where there is nothing on paper to send. `dossier_id` is of a result sent home without papers.

    The holder stays who it is until the other side, or the post, has the papers in hand.
    """
    if not bundles and dossier_id is None:
        return None
    _stays_apart(route, posting)
    transfer = Transfer.objects.create(
        number=number, what=what.value, way=(Way.POST if posting else Way.HAND).value, from_unit_id=route.giver,
        to_unit_id=route.taker, sent_at=at, sent_by=uuid.UUID(actor.id), slip_id=slip_id, **_by_post(posting, at),
    )  # fmt: skip
    lines: list[tuple[uuid.UUID | None, uuid.UUID]] = [(b.id, b.dossier_id) for b in bundles]
    if not lines and dossier_id is not None:
        lines = [(None, dossier_id)]
    TransferLine.objects.bulk_create(
        TransferLine(id=ids.new(), transfer=transfer, bundle_id=bundle, dossier_id=dossier, state=Line.SENT.value, state_at=at, state_by=actor.id)
        for bundle, dossier in lines
    )
    if posting:
        ParcelWord.objects.create(transfer=transfer, carried=Carried.ANNOUNCED.value, at=at, by=actor.id)
    data = {"from": str(route.giver), "to": str(route.taker) if route.taker else None, "what": what.value, "way": transfer.way,
            "waybill": transfer.waybill, "bundles": [b.label for b in bundles]}  # fmt: skip
    ledger.note_subject(subject=transfer.id, kind="transfer", action="paper.send", actor=actor, at=at, data=data)
    return transfer


def _stays_apart(route: Route, posting: Posting | None) -> None:
    """Papers of practice go to no real unit and into no post, and no real papers into practice. Raises TransferNotPossible."""
    units = configuration.current().units
    practises = units[str(route.giver)].practice
    if route.taker is not None and units[str(route.taker)].practice is not practises:
        raise TransferNotPossible("no_unit")
    if practises and posting is not None:
        raise TransferNotPossible("no_carrier")


def _by_post(posting: Posting | None, at: dt.datetime) -> dict[str, object]:
    if posting is None:
        return {}
    parcel = {"name": posting.name, "address": posting.address}
    return {"waybill": posting.waybill, "carrier_unit_id": posting.carrier, "carried": Carried.ANNOUNCED.value, "carried_at": at,
            "parcel_sealed": sealing.seal(parcel, context="papers.parcel")}  # fmt: skip
