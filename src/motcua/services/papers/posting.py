"""Parcels of the post: results sent home, and what the post says of each parcel, by hand or by machine."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from motcua.domain.dossiers.states import DeliveryStatus
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.papers import rights, transfers
from motcua.domain.papers.bundles import Holder
from motcua.domain.papers.transfers import OPEN, Act, Carried, Line, TransferNotPossible, What
from motcua.domain.permissions.roles import Actor
from motcua.ports.post import Post, PostParcel
from motcua.queries import configuration
from motcua.queries.access import NotAllowed
from motcua.services import ledger
from motcua.services.dossiers import moving
from motcua.services.dossiers.moving import Done
from motcua.services.papers import sending
from motcua.services.papers.sending import Posting, Route
from motcua.services.papers.transfers import close, sides
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.travel import Bundle, ParcelWord, Transfer, TransferLine

__all__ = ["NotAllowed", "Posting", "TransferNotPossible", "announce", "carry", "look_up", "send_result"]


def announce(*, post: Post | None, carrier: uuid.UUID, name: str, address: str, actor: Actor, waybill: str = "") -> Posting:
    """Return a parcel with its waybill: the number typed, else one the post gives. No transaction may be open.

    Nothing is posted in practice. Raises TransferNotPossible (no_carrier, waybill_missing), ports.post.PostAway.
    """
    if actor.learner is not None:
        raise TransferNotPossible("no_carrier")
    config = configuration.current()
    unit = config.units.get(str(carrier))
    if unit is None or unit.kind.value != "post":
        raise TransferNotPossible("no_carrier")
    number = waybill.strip().upper()
    if not number and post is not None:
        number = post.announce(PostParcel(name=name, address=address))
    if not number:
        raise TransferNotPossible("waybill_missing")
    return Posting(waybill=number[:40], carrier=carrier, name=name.strip(), address=address.strip())


def send_result(*, dossier_id: uuid.UUID, posting: Posting, actor: Actor, at: dt.datetime) -> Done:
    """Give a finished result to the post, with the papers that lie here and go back; the dossier ends when it is delivered.

    Raises access.NotAllowed, lifecycle.NotPossible, TransferNotPossible (waybill_used, no_address).
    """
    if not posting.name or not posting.address:
        raise TransferNotPossible("no_address")
    try:
        with transaction.atomic():
            done = moving.advance(dossier_id=dossier_id, action=Action.POST_RESULT, actor=actor, at=at, inputs={"waybill": posting.waybill})
            row = Dossier.objects.get(id=dossier_id)
            units = actor.units_as(*rights.HOLDERS)
            here = next((u for u in (row.return_unit_id, row.received_unit_id) if str(u) in units), row.received_unit_id)
            bundles = sending.lying(dossier_ids=[dossier_id], unit=here)
            number = f"{configuration.current().unit(here).code}-B{local(at):%y%m%d-%H%M%S}"
            sending.note(bundles=bundles, route=Route(here, None), what=What.PARCEL, number=number, actor=actor, at=at,
                         posting=posting, dossier_id=dossier_id)  # fmt: skip
    except IntegrityError as error:
        if "waybill_once" not in str(error):
            raise
        raise TransferNotPossible("waybill_used") from None
    return done


def carry(*, waybill: str, told: Carried, actor: Actor, at: dt.datetime, reason: str = "") -> bool:
    """Write down what the post says of a parcel; return whether it was news.

    Accepted: the post has the bundles. Delivered to a citizen: the dossier is returned, its bundle with the citizen. Delivered to
    a unit: the bundles wait there to be received. Raises NotAllowed, TransferNotPossible (parcel_moved_on).
    """
    with transaction.atomic():
        transfer = Transfer.objects.select_for_update().filter(waybill=waybill.strip().upper()).first()
        if transfer is None or not rights.may(actor, Act.CARRY, sides(transfer)):
            raise NotAllowed(Action.DELIVER)
        if not transfers.carried(Carried(transfer.carried), told):
            return False
        Transfer.objects.filter(id=transfer.id).update(carried=told.value, carried_at=at)
        ParcelWord.objects.create(transfer=transfer, carried=told.value, at=at, by=actor.id)
        data = {"waybill": transfer.waybill} | ({"reason": reason.strip()[:300]} if reason.strip() else {})
        ledger.note_subject(subject=transfer.id, kind="transfer", action=f"paper.{told.value}", actor=actor, at=at, data=data)
        _follow(transfer, told, actor, at)
        return True


def _follow(transfer: Transfer, told: Carried, actor: Actor, at: dt.datetime) -> None:
    """Let holder and dossier follow what the post said."""
    home = transfer.what == What.PARCEL.value
    lines = list(TransferLine.objects.select_for_update().filter(transfer=transfer, state__in=OPEN))
    if told in (Carried.ACCEPTED, Carried.IN_TRANSIT) or (told is Carried.DELIVERED and not home):
        _with(lines, Holder.POST, transfer.carrier_unit_id, actor, at)
    if told is Carried.DELIVERED and home:
        _with(lines, Holder.CITIZEN, None, actor, at)
        for line in lines:
            TransferLine.objects.filter(id=line.id).update(state=Line.RECEIVED.value, state_at=at, state_by=actor.id)
        close(transfer, at)
        for dossier_id in {line.dossier_id for line in lines}:
            _deliver(dossier_id, transfer, actor, at)


def _deliver(dossier_id: uuid.UUID, transfer: Transfer, actor: Actor, at: dt.datetime) -> None:
    if Dossier.objects.filter(id=dossier_id, delivery_status=DeliveryStatus.POSTED).exists():
        inputs = {"waybill": transfer.waybill}
        moving.advance(dossier_id=dossier_id, action=Action.DELIVER, actor=actor, at=at, inputs=inputs)


def _with(lines: list[TransferLine], holder: Holder, unit: uuid.UUID | None, actor: Actor, at: dt.datetime) -> None:
    for bundle in Bundle.objects.select_for_update().filter(id__in=[line.bundle_id for line in lines if line.bundle_id]):
        if bundle.holder != holder.value:
            Bundle.objects.filter(id=bundle.id).update(
                holder=holder.value, unit_id=unit, person=None, since=max(at, bundle.since), changed_by=actor.id,
                transfer_id=lines[0].transfer_id,
            )  # fmt: skip


def look_up(*, post: Post, actor: Actor, at: dt.datetime, most: int = 200) -> int:
    """Ask the post after every parcel that is under way and write down what is new; return how much was.

    For the worker: the post is asked with no transaction open, a parcel that cannot be asked after is left for the next time.
    """
    waiting = Transfer.objects.filter(way="post", carried__in=["announced", "accepted", "in_transit"]).order_by("carried_at")
    news = 0
    for waybill in list(waiting.values_list("waybill", flat=True)[:most]):
        told = post.ask(str(waybill))
        if told is None:
            continue
        try:
            news += carry(waybill=str(waybill), told=told, actor=actor, at=at)
        except TransferNotPossible:
            continue
    return news
