"""Counting the printing of receipts at counters: the first time it is the slip, after that a reprint that says so."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.services.dossiers import beside
from motcua.storage.counters.models import SlipPrint
from motcua.storage.dossiers.models import IssuedSlip
from motcua.storage.writes import Batch

SAME = dt.timedelta(seconds=60)  # a browser asks several times for one printing


def count(*, slip: IssuedSlip, actor: Actor, at: dt.datetime) -> int:
    """Count one printing and return which reprint it is: 0 the first time. A reprint is entered in the dossier's ledger.

    What the same person opens again within a minute is the same printing. Raises access.NotAllowed.
    """
    assert slip.dossier_id is not None
    who = uuid.UUID(actor.id)
    with transaction.atomic():
        dossier = beside.locked(actor=actor, action=Action.PRINT, dossier_id=slip.dossier_id)
        row, made = SlipPrint.objects.get_or_create(
            slip_id=slip.id, defaults={"dossier_id": slip.dossier_id, "times": 1, "last_at": at, "last_by": who}
        )
        if made:
            return 0
        if row.last_by == who and at - row.last_at < SAME:
            return row.times - 1
        SlipPrint.objects.filter(slip_id=slip.id).update(times=row.times + 1, last_at=at, last_by=who)
        data = {"slip": str(slip.id), "kind": slip.kind, "reprint": row.times}
        beside.write(row=dossier, action=Action.PRINT, actor=actor, at=at, batch=Batch(), data=data)
        return int(row.times)
