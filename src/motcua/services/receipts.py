"""Issuing a receipt inside the act that takes the money: shift, number, lines and payments in that act's transaction.

Where the law wants a receipt for 0 đồng too (R32) it is issued the same way, at once, when the dossier is received at a
counter and its fees come to nought: written later it would break the order of the book. That costs three statements more
for those dossiers alone; a dossier that pays later, or has no fee at all, costs nothing here. The dated setting
`zero_receipts` switches it off.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain.books.kinds import Kind
from motcua.domain.fees import receipts as rules
from motcua.domain.fees.receipts import Line, Way
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import FeeKind
from motcua.queries.configuration import Configuration
from motcua.services import books
from motcua.services.books import Wanted
from motcua.storage import ids, sealing, statements
from motcua.storage.fees.models import FeeDue, Receipt
from motcua.storage.writes import Batch

PAYER = "fees.payer"  # what the seal of the payer's name is bound to


class UnknownWay(ValueError):
    """Nobody pays that way here."""


class ReferenceUsed(ValueError):
    """The bank's reference stands on another receipt: a transfer counts once."""


@dataclass(frozen=True)
class Due:
    """A fee that a receipt settles."""

    id: uuid.UUID
    dossier_id: uuid.UUID
    code: str
    name: str
    kind: str
    quantity: int
    amount: int
    key: str = ""
    before: int | None = None
    basis: str = ""
    relief: str = ""
    relief_basis: str = ""


@dataclass(frozen=True)
class Taking:
    """How the money came, from whom, and in which visit."""

    way: str
    payer: str
    reference: str = ""
    visit_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Issued:
    """A receipt that now stands, or will when its batch is written."""

    id: uuid.UUID
    symbol: str
    number: int
    total: int
    way: Way
    by_dossier: dict[uuid.UUID, int]

    def note(self, dossier_id: uuid.UUID) -> dict[str, object]:
        """Return what the ledger says of it in a dossier's chain."""
        return {
            "way": self.way.value, "amount": self.by_dossier.get(dossier_id, 0), "receipt": str(self.id),
            "receipt_symbol": self.symbol, "receipt_number": self.number,
        }  # fmt: skip


def issue(
    batch: Batch, *, config: Configuration, unit_id: uuid.UUID, dues: Sequence[Due], taking: Taking, actor: Actor, at: dt.datetime,
    settle: bool = True,
) -> Issued:  # fmt: skip
    """Draw a number and add the receipt with its lines and payments to the batch of the act; `settle` marks the dues paid.

    Runs inside the act's transaction: its end gives the number, its failure takes it back. Shift and book stay locked
    until then, in this order. Raises UnknownWay, ReferenceUsed, books.BookClosed.
    """
    day = local(at).date()
    total = rules.sums(Line(FeeKind(due.kind), due.amount) for due in dues)
    way = _way(taking.way, total.total)
    reference = _reference(taking.reference, config, unit_id) if way is not Way.FREE else ""
    if reference and used(reference):
        raise ReferenceUsed(reference)
    shift_id = None if way is Way.ONLINE else open_shift(unit_id=unit_id, actor=actor, at=at)
    symbol = rules.symbol(str(config.setting("receipt_symbol", day)), unit=config.unit(unit_id).code, day=day)
    receipt_id, codes = ids.new(), list(dict.fromkeys(due.code for due in dues))
    (drawn,) = books.draw(
        unit=unit_id, kind=Kind.RECEIPTS, symbol=symbol, actor=actor, at=at,
        wanted=[Wanted(dossier_id=dues[0].dossier_id, about=receipt_id, words=", ".join(codes))],
    )  # fmt: skip
    batch.insert("fees_receipt", [{
        "id": receipt_id, "unit_id": unit_id, "line_id": drawn.line_id, "form": str(config.setting("receipt_form", day)),
        "symbol": symbol, "year": drawn.year, "number": drawn.number, "at": at, "day": day, "shift_id": shift_id,
        "clerk": actor.id, "clerk_name": actor.label[:200], "way": way.value, "reference": reference, "total": total.total,
        "phi": total.phi, "le_phi": total.le_phi, "payer_sealed": sealing.seal(taking.payer, context=PAYER),
        "visit_id": taking.visit_id, "prints": 0, "voided_at": None, "voided_by": "", "voided_by_name": "", "void_reason": "",
    }])  # fmt: skip
    batch.insert("fees_receiptline", [_line(receipt_id, ordinal, due) for ordinal, due in enumerate(dues)])
    by_dossier = _by_dossier(dues)
    pay(batch, receipt_id=receipt_id, by_dossier=by_dossier, way=way, actor=actor, at=at)
    if settle:
        batch.add("UPDATE fees_feedue SET paid_at = %s WHERE id = ANY(%s)", [at, [due.id for due in dues]])
    return Issued(receipt_id, symbol, drawn.number, total.total, way, by_dossier)


def pay(
    batch: Batch, *, receipt_id: uuid.UUID, by_dossier: dict[uuid.UUID, int], way: Way, actor: Actor, at: dt.datetime,
    refund_id: uuid.UUID | None = None, back: bool = False,
) -> None:  # fmt: skip
    """Add one payment a dossier to the batch; `back` turns it round, for a void receipt or a refund."""
    word = f"refund:{refund_id}" if refund_id else f"void:{receipt_id}" if back else str(receipt_id)
    batch.insert("fees_payment", [
        {"id": ids.new(), "dossier_id": dossier_id, "amount": -amount if back else amount, "way": way.value,
         "reference": f"{word}:{ordinal}", "at": at, "by": actor.id, "receipt_id": receipt_id, "refund_id": refund_id}
        for ordinal, (dossier_id, amount) in enumerate(by_dossier.items()) if amount
    ])  # fmt: skip


def open_shift(*, unit_id: uuid.UUID, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Return the actor's open shift of this day and unit, opened now where there is none; its row stays locked."""
    mine = [unit_id, actor.id, local(at).date()]
    found = _touched(mine)
    if not found:
        # Two first takings at one moment: the second waits here until the first is written, and then finds its shift.
        statements.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [" ".join(map(str, ("shift", *mine)))])
        found = _touched(mine) or statements.run(
            "INSERT INTO fees_shift (id, unit_id, day, clerk, clerk_name, ordinal, opened_at, float_amount, moves, closed_by, "
            "closed_by_name, pieces, difference_reason, sums, digest, countersigned_by, countersigned_name) "
            "SELECT %s, %s, %s::date, %s, %s, count(*) + 1, %s::timestamptz, 0, 1, '', '', '{}'::jsonb, '', '{}'::jsonb, '', '', '' "
            "FROM fees_shift WHERE unit_id = %s AND clerk = %s AND day = %s::date RETURNING id",
            [ids.new(), mine[0], mine[2], actor.id, actor.label[:200], at, *mine],
        )
    return uuid.UUID(str(found[0][0]))


def _touched(mine: list[object]) -> list[tuple[object, ...]]:
    return statements.run(
        "UPDATE fees_shift SET moves = moves + 1 WHERE unit_id = %s AND clerk = %s AND day = %s::date AND closed_at IS NULL RETURNING id", mine
    )


def used(reference: str) -> bool:
    """Return whether a bank's reference stands on a receipt that is not void."""
    return Receipt.objects.filter(reference=reference, voided_at=None).exists()


def due_of(row: FeeDue, code: str) -> Due:
    """Return a stored fee as a receipt settles it."""
    return Due(
        id=row.id, dossier_id=row.dossier_id, code=code, name=row.name, kind=row.kind, quantity=row.quantity, amount=row.amount,
        key=row.key, before=row.before, basis=row.basis, relief=row.relief, relief_basis=row.relief_basis,
    )  # fmt: skip


def _way(text: str, total: int) -> Way:
    if total == 0:
        return Way.FREE
    try:
        way = Way(text)
    except ValueError:
        raise UnknownWay(text) from None
    if way is Way.FREE:
        raise UnknownWay(text)
    return way


def _reference(text: str, config: Configuration, unit_id: uuid.UUID) -> str:
    """Return the bank's reference; one that is practised carries the unit's code, so that the real one still counts."""
    said, unit = clean_text(text), config.unit(unit_id)
    return (f"{unit.code}-{said}" if said and unit.practice else said)[:80]


def _by_dossier(dues: Sequence[Due]) -> dict[uuid.UUID, int]:
    found: dict[uuid.UUID, int] = {}
    for due in dues:
        found[due.dossier_id] = found.get(due.dossier_id, 0) + due.amount
    return found


def _line(receipt_id: uuid.UUID, ordinal: int, due: Due) -> dict[str, object]:
    return {
        "id": ids.new(), "receipt_id": receipt_id, "ordinal": ordinal, "dossier_id": due.dossier_id, "code": due.code, "due_id": due.id,
        "name": due.name, "kind": due.kind, "quantity": due.quantity, "before": due.before, "amount": due.amount, "basis": due.basis,
        "relief": due.relief, "relief_basis": due.relief_basis, "refund_id": None,
    }  # fmt: skip
