"""Money taken at the counter for what a dossier owes."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.dossiers.states import PaymentStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.services.dossiers import beside, effects, moving
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import FeeDue, Payment
from motcua.storage.writes import Batch

WAYS = ("cash", "transfer", "card")


class NothingDue(ValueError):
    """The dossier owes nothing, or it was paid in the meantime: nobody pays twice."""


def owed(dossier_id: uuid.UUID) -> int:
    """Return what a dossier still owes, in đồng."""
    rows = FeeDue.objects.filter(dossier_id=dossier_id, paid_at=None, cancelled_at=None)
    return sum(rows.values_list("amount", flat=True))


def record(*, dossier_id: uuid.UUID, way: str, actor: Actor, at: dt.datetime, reference: str = "") -> int:
    """Record that everything owed was paid, and return the amount in đồng; a dossier that waited for it goes on.

    Raises access.NotAllowed, NotPossible, NothingDue, effects.InputWrong for an unknown way or a reference used before.
    """
    if way not in WAYS:
        raise effects.InputWrong("way", "unknown_way")
    if reference and _used(reference):
        raise effects.InputWrong("reference", "used_before")
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.RECORD_FEE, dossier_id=dossier_id)
        amount = owed(row.id)
        if amount == 0:
            raise NothingDue(str(dossier_id))
        if row.status == Status.AWAITING_PAYMENT:
            inputs = {"way": way, "reference": reference or None}
            moving.advance(dossier_id=dossier_id, action=Action.PAY_FEE, actor=actor, at=at, inputs=inputs)
            return amount
        _pay(row, way=way, amount=amount, actor=actor, at=at, reference=reference)
        return amount


def _pay(row: Dossier, *, way: str, amount: int, actor: Actor, at: dt.datetime, reference: str) -> None:
    batch = Batch()
    effects.pay_rows(batch, dossier_id=row.id, way=way, actor_id=actor.id, at=at, reference=reference or None)
    beside.write(
        row=row, action=Action.RECORD_FEE, actor=actor, at=at, batch=batch, data={"way": way, "amount": amount},
        changes={"payment_status": int(PaymentStatus.PAID)},
    )  # fmt: skip


def _used(reference: str) -> bool:
    return Payment.objects.filter(reference=reference).exists()
