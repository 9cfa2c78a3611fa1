"""Delegations of signing looked up: of one person, of the units an administrator keeps, and the one that ended."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.domain.permissions.scope import NotAllowed
from motcua.domain.permissions.signing import Capacity, Delegation
from motcua.queries import access
from motcua.storage.people import models as people
from motcua.storage.procedures.models import Procedure


class DelegationEnded(NotAllowed):
    """The actor's delegation covered this dossier until it ended: who looks for a reason is told it."""

    def __init__(self, action: Action, delegation: Delegation) -> None:
        self.delegation = delegation
        super().__init__(action)


@dataclass(frozen=True)
class Line:
    """A delegation as a list shows it; `when` is now, later or over."""

    id: uuid.UUID
    unit: str
    unit_name: str
    taker: uuid.UUID
    taker_name: str
    taker_title: str
    giver_name: str
    giver_title: str
    capacity: Capacity
    fields: tuple[str, ...]
    procedures: tuple[str, ...]
    document: str
    document_day: dt.date
    document_signer: str
    first: dt.date
    last: dt.date | None
    when: str
    ends: bool


def of_taker(taker: object, *, unit: str | None = None) -> list[Delegation]:
    """Return every delegation somebody was ever given (in the unit), as signing decides by."""
    rows = people.Delegation.objects.filter(taker_id=taker)
    return [_domain(row) for row in (rows.filter(unit_id=unit) if unit else rows).order_by("valid_from")]


def ended(*, actor: Actor, action: Action, dossier_id: uuid.UUID, day: dt.date) -> Delegation | None:
    """Return the actor's delegation that would have let them do this and has ended; None where there was none.

    It says nothing of dossiers the delegation never covered: the table of rights judges with it as if it still held.
    """
    if actor.kind is not ActorKind.STAFF:
        return None
    over = [d for d in of_taker(actor.id) if d.last is not None and d.last < day]
    for one in sorted(over, key=lambda d: d.last or day, reverse=True):
        bounded = Holding(role=Role.SIGNER, unit=one.unit, procedures=one.procedures, delegation=one.id)
        before = actor.holding_also(bounded)
        if access.reachable(before, action).filter(id=dossier_id).exists():
            return one
    return None


def administered(actor: Actor, day: dt.date, *, taker: uuid.UUID | None = None) -> list[Line]:
    """Return the delegations in the units the actor administers, those in force first; of one person where named."""
    rows = people.Delegation.objects.select_related("unit", "taker", "giver").order_by("-valid_from", "-id")
    if taker is not None:
        rows = rows.filter(taker_id=taker)
    if not administration.everywhere(actor):
        rows = rows.filter(unit_id__in=sorted(actor.reach_as(Role.UNIT_ADMIN)))
    found = [_line(row, actor, day) for row in rows[:500]]
    return sorted(found, key=lambda line: {"now": 0, "later": 1, "over": 2}[line.when])


def own(actor: Actor, day: dt.date) -> list[Line]:
    """Return the delegations the actor signs by, those that ended in the last 60 days among them."""
    rows = people.Delegation.objects.filter(taker_id=actor.id).exclude(valid_to__lt=day - dt.timedelta(days=60))
    return [_line(row, actor, day) for row in rows.select_related("unit", "taker", "giver").order_by("-valid_from", "-id")]


def fields() -> list[str]:
    """Return the names of the fields that procedures in scope have, in order."""
    names = Procedure.objects.filter(in_scope=True).exclude(field_name="").values_list("field_name", flat=True)
    return sorted(set(names))


def _domain(row: people.Delegation) -> Delegation:
    bounded = bool(row.fields or row.procedures)
    codes = set(row.procedures)
    if row.fields:
        codes |= set(Procedure.objects.filter(field_name__in=row.fields).values_list("code", flat=True))
    return Delegation(
        id=str(row.id), capacity=Capacity(row.capacity), unit=str(row.unit_id), procedures=frozenset(codes) if bounded else None,
        first=row.valid_from, last=row.valid_to, giver_title=row.giver_title, document=row.document,
    )  # fmt: skip


def _line(row: people.Delegation, actor: Actor, day: dt.date) -> Line:
    over = row.valid_to is not None and row.valid_to < day
    return Line(
        id=row.id, unit=str(row.unit_id), unit_name=row.unit.name, taker=row.taker_id, taker_name=row.taker.name,
        taker_title=row.taker.title, giver_name=row.giver.name if row.giver else "", giver_title=row.giver_title,
        capacity=Capacity(row.capacity), fields=tuple(row.fields), procedures=tuple(row.procedures), document=row.document,
        document_day=row.document_day, document_signer=row.document_signer, first=row.valid_from, last=row.valid_to,
        when="over" if over else "later" if row.valid_from > day else "now",
        ends=not over and administration.may_delegate(actor, str(row.unit_id), taker=str(row.taker_id)),
    )  # fmt: skip
