"""Receipts for money: those a unit issued on a day, for whoever books or reconciles them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from motcua.api.v1 import replies, schemas
from motcua.api.v1.keys import machine
from motcua.api.v1.problems import Refused
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.queries import configuration
from motcua.queries import receipts as looking

router = Router(tags=["receipts"])


@router.get("", response=schemas.ReceiptListOut, url_name="receipts", summary="Receipts of a unit and a day")
def list_receipts(
    request: HttpRequest,
    day: Annotated[dt.date | None, Query(description="The day they were issued; today where none is given.")] = None,
    unit: Annotated[str, Query(max_length=35, description="Code of the unit; without it every unit within the key's reach.")] = "",
) -> HttpResponse:
    """Return the receipts in the order of their numbers, void ones too, with phí and lệ phí apart; no payer is named."""
    actor = machine(request, Action.READ_RECEIPTS)
    on = day or local(request.now).date()  # type: ignore[attr-defined]
    units = looking.units_of(actor, on)
    if unit:
        found = configuration.current().unit_by_code(unit, on)
        if found is None or str(found.id) not in units:
            raise Refused("not_within_reach", 404)
        units = [str(found.id)]
    items = [_flat(one) for one in looking.of_day(unit_ids=units, day=on)]
    return replies.json({"day": on, "items": items})


def _flat(one: looking.Seen) -> dict[str, object]:
    """Return a receipt as the description says."""
    return {
        "id": one.id, "unit": one.unit, "symbol": one.symbol, "number": one.number, "at": one.at, "way": one.way,
        "reference": one.reference, "phi": one.phi, "le_phi": one.le_phi, "total": one.total, "given_back": one.given_back,
        "dossiers": [{"id": d, "code": c} for c, d in zip(one.codes, one.dossiers, strict=True)], "clerk": one.clerk_name,
        "shift": one.shift_id, "visit": one.visit_id, "voided_at": one.voided_at, "void_reason": one.void_reason,
    }  # fmt: skip
