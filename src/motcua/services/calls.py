"""Calling people who left neither telephone nor e-mail: each try is kept with who was told, and settled when somebody was."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import chasing
from motcua.queries.access import NotAllowed
from motcua.queries.chasing import ToCall, Unanswered
from motcua.services import ledger
from motcua.services.dossiers.travels import CALLED_FOR
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Delivery
from motcua.storage.papers.travel import Call, CallTry

REACHED = ("reached", "told_other")  # these settle a call
OUTCOMES = (*REACHED, "not_reached", "village_head")

__all__ = ["NotAllowed"]


class CallIncomplete(ValueError):
    """A try lacks a part: `name` says which (outcome, told)."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def waiting(*, actor: Actor, at: dt.datetime, unit: str = "") -> tuple[ToCall, ...]:
    """Return whom the actor's counters must reach, and record the reading."""
    found = chasing.calls(actor=actor, unit=unit)
    ledger.read(actor=actor, at=at, purpose="calls", dossier_ids=[one.dossier_id for one in found])
    return found


def one(*, call_id: uuid.UUID, actor: Actor, at: dt.datetime) -> ToCall:
    """Return one person to be called, and record the reading. Raises NotAllowed."""
    found = chasing.calls(actor=actor, call_id=call_id)
    if not found:
        raise NotAllowed(Action.READ)
    ledger.read(actor=actor, at=at, purpose="calls", dossier_ids=[found[0].dossier_id])
    return found[0]


def tried(*, call_id: uuid.UUID, outcome: str, told: str, actor: Actor, at: dt.datetime) -> None:
    """Keep a try and what came of it; who was told is named, and that settles the call.

    Raises NotAllowed, CallIncomplete (outcome; told: somebody was told and is not named).
    """
    if outcome not in OUTCOMES:
        raise CallIncomplete("outcome")
    if outcome in ("told_other", "village_head") and not told.strip():
        raise CallIncomplete("told")
    with transaction.atomic():
        row = Call.objects.select_for_update().filter(id=call_id, unit_id__in=actor.reach_as(*chasing.COUNTER), settled_at=None).first()
        if row is None:
            raise NotAllowed(Action.READ)
        CallTry.objects.create(
            id=ids.new(), call=row, outcome=outcome, at=at, by=uuid.UUID(actor.id),
            told_sealed=sealing.seal(told.strip(), context="papers.told") if told.strip() else None,
        )  # fmt: skip
        if outcome in REACHED:
            row.settled_at = at
            row.save(update_fields=["settled_at"])
        ledger.note_subject(
            subject=row.id, kind="call", action="call.try", actor=actor, at=at, data={"dossier": str(row.dossier_id), "outcome": outcome}
        )


def unanswered(*, actor: Actor, at: dt.datetime, proposed: bool = False) -> tuple[Unanswered, ...]:
    """Return dossiers past their answer-by day, and record the reading."""
    found = chasing.unanswered(actor=actor, at=at, proposed=proposed)
    ledger.read(actor=actor, at=at, purpose="unanswered", dossier_ids=[one.id for one in found])
    return found


def unreachable(*, delivery: uuid.UUID, at: dt.datetime) -> bool:
    """Put the citizen on the call list when no connector could deliver what they must hear; return whether they were put there.

    Called when a delivery is given up for good: as long as another one of the same message may still arrive, nobody is called.
    """
    found = Delivery.objects.select_related("message").get(id=delivery)
    siblings = Delivery.objects.filter(message=found.message)
    if found.message.topic != "dossier.moved" or siblings.filter(settled_at=None).exists() or siblings.filter(outcome="delivered").exists():
        return False
    body = sealing.unseal(found.message.body_sealed, context="ledger.message")
    assert isinstance(body, dict)
    action, dossier_id = str(body["action"]), uuid.UUID(str(body["dossier"]))
    if action not in {a.value for a in CALLED_FOR} or Call.objects.filter(dossier_id=dossier_id, about=action, settled_at=None).exists():
        return False
    unit = Dossier.objects.values_list("received_unit_id", flat=True).get(id=dossier_id)
    Call.objects.create(id=ids.new(), dossier_id=dossier_id, unit_id=unit, about=action, made_at=at)
    return True
