"""Parcels: the post's system says what became of them."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from motcua.api.v1 import replies, schemas
from motcua.api.v1.keys import machine
from motcua.api.v1.problems import Refused
from motcua.domain.dossiers.transitions import Action
from motcua.domain.papers.transfers import Carried, TransferNotPossible
from motcua.services.papers import posting, reading

router = Router(tags=["post"])
Waybill = Annotated[str, Path(max_length=40, description="The number of the waybill.")]


@router.get("/parcels", response=schemas.ParcelListOut, url_name="parcels", summary="Parcels of this key's unit under way")
def list_parcels(request: HttpRequest) -> HttpResponse:
    """Return waybill, name and address as written on each parcel, and what was said of it last; the reading is recorded."""
    actor = machine(request, Action.DELIVER)
    found = reading.parcels(actor=actor, at=request.now)  # type: ignore[attr-defined]
    items = [{"waybill": p.waybill, "name": p.name, "address": p.address, "status": p.carried, "at": p.carried_at} for p in found]
    return replies.json({"items": items})


@router.post("/parcels/{waybill}", response=schemas.ParcelSaidOut, url_name="parcel", summary="Say what became of a parcel")
def say(request: HttpRequest, waybill: Waybill, given: schemas.ParcelSaidIn) -> HttpResponse:
    """Write down that a parcel was accepted, is in transit, was delivered or comes back. The same word twice changes nothing
    (`news` is false); a word that cannot follow the last one is refused with 409. Delivery of a result to a citizen ends its dossier.
    """
    actor = machine(request, Action.DELIVER)
    try:
        news = posting.carry(waybill=waybill, told=Carried(given.status), actor=actor, at=request.now)  # type: ignore[attr-defined]
    except TransferNotPossible:
        raise Refused("parcel_moved_on", 409) from None
    return replies.json({"waybill": waybill, "status": given.status, "news": news})
