"""Outages: declared once with kind and times; the times can be put right, never so that an entry falls out."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max, Min, Q

from motcua.domain.fallback.rights import Act
from motcua.domain.fallback.rules import EntryState, OutageKind
from motcua.domain.folding import clean_text
from motcua.domain.permissions.roles import Actor
from motcua.services import ledger
from motcua.services.fallback import rights
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.storage import ids
from motcua.storage.fallback.models import Outage
from motcua.storage.people.models import Unit

OLDEST = dt.timedelta(days=60)  # how far back an outage is declared; slips older than that are settled otherwise


def declare(
    *, unit_id: uuid.UUID, kind: OutageKind, began_at: dt.datetime, ended_at: dt.datetime | None, note: str, actor: Actor, at: dt.datetime
) -> Outage:
    """Declare an outage of a unit; without `ended_at` it lasts.

    Raises NotThere, FallbackRefused (`future`, `too_old`, `reversed`, `overlaps`, `note` where the kind says nothing by itself).
    """
    rights.needed(actor, Act.DECLARE, unit_id)
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(id=unit_id)  # two declarations of one unit wait for each other
        _check(unit_id, began_at, ended_at, at, None)
        if kind is OutageKind.OTHER and not clean_text(note):
            raise FallbackRefused(("note", "note"))
        row = Outage.objects.create(
            id=ids.new(), unit_id=unit_id, kind=kind.value, began_at=began_at, ended_at=ended_at, note=clean_text(note)[:300],
            declared_at=at, declared_by=uuid.UUID(actor.id),
        )  # fmt: skip
        _note(row, "outage.declare", actor, at)
    return row


def amend(*, outage_id: uuid.UUID, began_at: dt.datetime, ended_at: dt.datetime | None, actor: Actor, at: dt.datetime) -> Outage:
    """Put the times of an outage right, or say that it is over.

    Raises NotThere, FallbackRefused (`future`, `reversed`, `overlaps`, `entries` where one would fall out).
    """
    with transaction.atomic():
        row = Outage.objects.select_for_update().filter(id=outage_id).first()
        if row is None:
            raise NotThere(str(outage_id))
        rights.needed(actor, Act.DECLARE, row.unit_id)
        Unit.objects.select_for_update(no_key=True).get(id=row.unit_id)
        _check(row.unit_id, began_at, ended_at, at, row)
        stand = row.entries.exclude(state=EntryState.REFUSED.value).aggregate(first=Min("received_at"), last=Max("received_at"))
        if stand["first"] and (stand["first"] < began_at or (ended_at is not None and stand["last"] > ended_at)):
            raise FallbackRefused(("", "entries"))
        row.began_at, row.ended_at = began_at, ended_at
        row.save(update_fields=["began_at", "ended_at"])
        _note(row, "outage.amend", actor, at)
    return row


def cancel(*, outage_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Take back an outage that was declared by mistake: nothing was entered for it. Raises NotThere, FallbackRefused (`used_outage`)."""
    with transaction.atomic():
        row = Outage.objects.select_for_update().filter(id=outage_id).first()
        if row is None:
            raise NotThere(str(outage_id))
        rights.needed(actor, Act.DECLARE, row.unit_id)
        if row.entries.exists():
            raise FallbackRefused(("", "used_outage"))
        _note(row, "outage.cancel", actor, at)
        row.delete()


def _check(unit_id: uuid.UUID, began_at: dt.datetime, ended_at: dt.datetime | None, at: dt.datetime, own: Outage | None) -> None:
    if began_at > at or (ended_at is not None and ended_at > at):
        raise FallbackRefused(("began" if began_at > at else "ended", "future"))
    if began_at < at - OLDEST and (own is None or began_at != own.began_at):
        raise FallbackRefused(("began", "too_old"))
    if ended_at is not None and ended_at <= began_at:
        raise FallbackRefused(("ended", "reversed"))
    others = Outage.objects.filter(unit=unit_id).exclude(id=own.id if own else None).filter(Q(ended_at=None) | Q(ended_at__gt=began_at))
    if ended_at is not None:
        others = others.filter(began_at__lt=ended_at)
    if others.exists():
        raise FallbackRefused(("began", "overlaps"))


def _note(row: Outage, action: str, actor: Actor, at: dt.datetime) -> None:
    said = {"unit": str(row.unit_id), "kind": row.kind, "began": row.began_at.isoformat(), "ended": row.ended_at.isoformat() if row.ended_at else None}
    ledger.note_subject(subject=row.id, kind="outage", action=action, actor=actor, at=at, data=said)
