"""What a dossier owes: the rows of its quote, what is still open, and where its money stands."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Sum

from motcua.domain.dossiers.states import PaymentStatus
from motcua.domain.fees.schedule import Quote
from motcua.services import receipts
from motcua.services.receipts import Due
from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import FeeDue


class NothingDue(ValueError):
    """The dossier owes nothing, or it was paid in the meantime: nobody pays twice."""


def owed(dossier_id: uuid.UUID) -> int:
    """Return what a dossier still owes, in đồng."""
    rows = FeeDue.objects.filter(dossier_id=dossier_id, paid_at=None, cancelled_at=None)
    return sum(rows.values_list("amount", flat=True))


def open_dues(rows: Sequence[Dossier]) -> list[Due]:
    """Return the fees of these dossiers that no receipt settles yet, those of 0 đồng too, in the order they were made."""
    codes = {row.id: row.code for row in rows}
    found = FeeDue.objects.filter(dossier_id__in=codes, paid_at=None, cancelled_at=None).order_by("dossier_id", "made_at", "id")
    return [receipts.due_of(due, codes[due.dossier_id]) for due in found]


def of_quote(quote: Quote, *, dossier_id: uuid.UUID, code: str) -> list[Due]:
    """Return the fees a new dossier owes, each with its legal basis and the relief granted."""
    return [
        Due(
            id=ids.new(), key=line.key, dossier_id=dossier_id, code=code, name=line.name.vi[:300], kind=line.kind.value,
            quantity=line.quantity.count, amount=line.amount,
            before=line.before if line.before != line.amount else None,
            basis="; ".join(f"{b.decision} {b.article}".strip() for b in line.basis)[:300],
            relief=line.relief.group if line.relief else "",
            relief_basis=f"{line.basis[-1].decision} {line.basis[-1].article}".strip()[:200] if line.relief else "",
        )
        for line in quote.lines
    ]  # fmt: skip


def rows_of(dues: Sequence[Due], *, at: dt.datetime, paid: bool) -> list[dict[str, object]]:
    """Return the fees as rows to insert."""
    return [
        {"id": due.id, "dossier_id": due.dossier_id, "key": due.key, "name": due.name, "kind": due.kind, "quantity": due.quantity,
         "amount": due.amount, "before": due.before, "relief": due.relief, "relief_basis": due.relief_basis, "basis": due.basis,
         "made_at": at, "paid_at": at if paid else None, "cancelled_at": None}
        for due in dues
    ]  # fmt: skip


def with_receipt(quote: Quote, *, paid: bool, zero: bool) -> bool:
    """Return whether a new dossier comes with a receipt: money was taken, or its fees come to nought and `zero` says so (R32)."""
    return paid if quote.total else zero and bool(quote.lines)


def standing_of(quote: Quote, *, paid: bool) -> PaymentStatus:
    """Return where the money of a new dossier stands."""
    if quote.total == 0:
        return PaymentStatus.NOTHING_DUE
    return PaymentStatus.PAID if paid else PaymentStatus.DUE


def standing(dossier_id: uuid.UUID) -> PaymentStatus:
    """Return where a dossier's money stands, from its fees as they are now."""
    rows = FeeDue.objects.filter(dossier_id=dossier_id, amount__gt=0)
    if rows.filter(paid_at=None, cancelled_at=None).exists():
        return PaymentStatus.DUE
    if rows.filter(cancelled_at=None).exists():
        return PaymentStatus.PAID
    given_back = rows.exclude(cancelled_at=None).aggregate(sum=Sum("amount"))["sum"]
    return PaymentStatus.REFUNDED if given_back else PaymentStatus.NOTHING_DUE
