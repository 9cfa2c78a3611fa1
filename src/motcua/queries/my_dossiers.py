"""A citizen's own dossiers: those they are a party to, found by the blind index of their number."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from motcua.domain.dossiers.states import WAITING, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import PartyRole
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, actors, configuration, progress
from motcua.storage import sealing
from motcua.storage.dossiers.models import Confirmation, Consent, Dossier, Party, Rating, Request

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
    promised_at: dt.datetime | None  # the appointment, or the later one that took its place
    waiting_papers: int  # how many papers one is asked for
    waiting_answers: int  # how many answers of the form one is asked to correct
    present_unit: str
    return_unit: str
    amount_due: int
    answer_by: dt.date | None  # the last day to give what is asked for
    draft_due_at: dt.datetime | None  # a draft waits to be checked until then

    @property
    def waits(self) -> bool:
        """Tell whether it waits for the citizen."""
        return self.status in WAITING or self.draft_due_at is not None


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

    @property
    def papers(self) -> int:
        """How many papers are asked for."""
        return sum(1 for item in self.items if not item.field) if self.kind == "papers" else 0

    @property
    def answers(self) -> int:
        """How many answers of the form are to be corrected."""
        return sum(1 for item in self.items if item.field) if self.kind == "papers" else 0


@dataclass(frozen=True)
class OnBehalf:
    """Who filed for the owner, and whether the owner has taken the dossier over."""

    by: str
    how: str
    at: dt.datetime
    taken_over_at: dt.datetime | None


@dataclass(frozen=True)
class FiledBy:
    """Somebody else who filed a dossier in which one is named."""

    name: str
    for_me: bool  # one is its owner: it was filed in one's name


def find(*, actor: Actor, code: str, action: Action = Action.READ) -> Dossier:
    """Return one's own dossier by its code. Raises access.NotAllowed."""
    return access.get_by_code(actor, action, code)


def mine(*, actor: Actor, before: uuid.UUID | None = None) -> tuple[Sequence[Mine], uuid.UUID | None]:
    """Return a page of one's own dossiers, the latest first, and the key of the next page.

    A linked dossier is part of the one that was handed in; it stands here only while it waits for the citizen itself.
    """
    asked = Confirmation.objects.filter(answered_at=None).values("dossier_id")
    whole = Q(parent=None) | Q(status__in=[int(s) for s in WAITING]) | Q(status=int(Status.IN_PROGRESS), id__in=asked)
    rows = access.reachable(actor, Action.READ).filter(whole).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    listed = _listed(found[:PAGE])
    return listed, listed[-1].id if len(found) > PAGE else None


def linked(*, actor: Actor, parent: uuid.UUID) -> Sequence[Mine]:
    """Return the linked dossiers of one's own dossier that are one's own too."""
    return _listed(access.reachable(actor, Action.READ).filter(parent_id=parent).order_by("code"))


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


def filed_by(*, actor: Actor, dossier_id: uuid.UUID) -> FiledBy | None:
    """Return who filed it, or None where that is the actor."""
    named = list(Party.objects.filter(dossier_id=dossier_id).values_list("role", "identity_key", "name"))
    mine = {role for role, key, _name in named if key is not None and key == actor.person_key}
    other = next((name for role, _key, name in named if role == PartyRole.SUBMITTER.value), "")
    if PartyRole.SUBMITTER.value in mine or not other:
        return None
    return FiledBy(other, PartyRole.OWNER.value in mine)


def _listed(rows: Iterable[Dossier]) -> list[Mine]:
    found = list(rows)
    ids = [row.id for row in found]
    waiting = _waiting(ids)
    drafts = dict(Confirmation.objects.filter(dossier_id__in=ids, answered_at=None).values_list("dossier_id", "due_at"))
    return [_mine(row, waiting.get(row.id), drafts.get(row.id)) for row in found]


def _mine(row: Dossier, request: OpenRequest | None, draft_due_at: dt.datetime | None) -> Mine:
    return Mine(
        id=row.id, code=row.code, title=row.title, owner=row.owner_name, status=Status(row.status), filed_at=row.filed_at,
        promised_at=progress.promised_at(row), waiting_papers=request.papers if request else 0,
        waiting_answers=request.answers if request else 0,
        present_unit=_name(row.step_unit_id or row.received_unit_id), return_unit=_name(row.return_unit_id or row.received_unit_id),
        amount_due=request.amount if request and request.kind in ("fee", "tax") else 0,
        answer_by=request.answer_by if request else None,
        draft_due_at=draft_due_at if row.status == Status.IN_PROGRESS else None,
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
