"""A citizen's own dossiers: those they are a party to, found by the blind index of their number."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from motcua.domain.dossiers.states import WAITING, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, actors, configuration
from motcua.storage import sealing
from motcua.storage.dossiers.models import Consent, Dossier, Rating, Request

PAGE = 20


@dataclass(frozen=True)
class Mine:
    """One's own dossier in the list."""

    id: uuid.UUID
    code: str
    title: str
    owner: str
    status: Status
    filed_at: dt.datetime
    appointment_at: dt.datetime | None
    waiting_papers: int  # how many papers one is asked for
    present_unit: str
    return_unit: str
    amount_due: int


@dataclass(frozen=True)
class Item:
    """One thing asked for: a paper, or an answer to be corrected."""

    key: str  # of the draft that answers it
    component: str
    name: str
    field: str
    note: str


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits for the citizen."""

    id: uuid.UUID
    kind: str  # papers | fee
    items: tuple[Item, ...]
    reason: str
    amount: int
    answer_by: dt.date | None
    asked_at: dt.datetime


@dataclass(frozen=True)
class OnBehalf:
    """Who filed for the owner, and whether the owner has taken the dossier over."""

    by: str
    how: str
    at: dt.datetime
    taken_over_at: dt.datetime | None


def find(*, actor: Actor, code: str, action: Action = Action.READ) -> Dossier:
    """Return one's own dossier by its code. Raises access.NotAllowed."""
    return access.get_by_code(actor, action, code)


def mine(*, actor: Actor, before: uuid.UUID | None = None) -> tuple[Sequence[Mine], uuid.UUID | None]:
    """Return a page of one's own dossiers, the latest first, and the key of the next page.

    A linked dossier is part of the one that was handed in; it stands here only while it waits for the citizen itself.
    """
    whole = Q(parent=None) | Q(status__in=[int(s) for s in WAITING])
    rows = access.reachable(actor, Action.READ).filter(whole).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    waiting = _waiting([row.id for row in found])
    listed = [_mine(row, waiting) for row in found[:PAGE]]
    return listed, listed[-1].id if len(found) > PAGE else None


def open_request(dossier_id: uuid.UUID) -> OpenRequest | None:
    """Return the request that waits for the citizen, or None."""
    row = Request.objects.filter(dossier_id=dossier_id, answered_at=None).order_by("-asked_at").first()
    return _request(row) if row else None


def rating(dossier_id: uuid.UUID) -> int | None:
    """Return how the citizen rated it (1 to 3), or None."""
    return Rating.objects.filter(dossier_id=dossier_id).values_list("level", flat=True).first()


def on_behalf(dossier_id: uuid.UUID) -> OnBehalf | None:
    """Return who filed it for the owner, or None when the owner did."""
    row = Consent.objects.filter(dossier_id=dossier_id).first()
    if row is None:
        return None
    return OnBehalf(actors.names({row.by}).get(row.by, ""), row.how, row.at, row.taken_over_at)


def _mine(row: Dossier, waiting: Mapping[uuid.UUID, OpenRequest]) -> Mine:
    request = waiting.get(row.id)
    return Mine(
        id=row.id, code=row.code, title=row.title, owner=row.owner_name, status=Status(row.status), filed_at=row.filed_at,
        appointment_at=row.appointment_at, waiting_papers=len(request.items) if request and request.kind == "papers" else 0,
        present_unit=_name(row.step_unit_id or row.received_unit_id), return_unit=_name(row.return_unit_id or row.received_unit_id),
        amount_due=request.amount if request and request.kind == "fee" else 0,
    )  # fmt: skip


def _waiting(ids: list[uuid.UUID]) -> dict[uuid.UUID, OpenRequest]:
    rows = Request.objects.filter(dossier_id__in=ids, answered_at=None).order_by("asked_at")
    return {row.dossier_id: _request(row) for row in rows}


def _request(row: Request) -> OpenRequest:
    kept = sealing.unseal(row.items_sealed, context="dossiers.request")
    body = kept if isinstance(kept, Mapping) else {}
    given = [item for item in body.get("items") or [] if isinstance(item, Mapping)]
    items = tuple(
        Item(f"item-{n}", str(item.get("component") or "extra"), str(item.get("name") or ""), str(item.get("field") or ""),
             str(item.get("note") or ""))
        for n, item in enumerate(given, start=1)
    )  # fmt: skip
    return OpenRequest(
        row.id, row.kind, items, str(body.get("reason") or ""), row.amount, row.answer_by, row.asked_at
    )


def _name(unit_id: object) -> str:
    unit = configuration.current().units.get(str(unit_id))
    return unit.name if unit else ""
