"""The till: taking money for one or several dossiers on one receipt, voiding a receipt, giving money back.

Locks are taken in one order everywhere: dossiers by id, the shift, the receipt, its line in the book.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.fees import receipts as rules
from motcua.domain.fees.receipts import Line, Way
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import FeeKind
from motcua.queries import configuration
from motcua.queries.access import NotAllowed
from motcua.services import books, receipts, shifts
from motcua.services.dossiers import beside, fees, moving
from motcua.services.dossiers.fees import NothingDue
from motcua.services.dossiers.waits import InputWrong
from motcua.services.receipts import Issued, Taking
from motcua.storage import ids, sealing
from motcua.storage.books.models import BookLine
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import FeeDue, Receipt, ReceiptLine, Refund
from motcua.storage.writes import Batch

__all__ = ["NoSuchReceipt", "NothingDue", "TillRefused", "give_back", "take", "void"]


class NoSuchReceipt(LookupError):
    """There is no such receipt, or not for this person: the two are not told apart."""


class TillRefused(ValueError):
    """The money cannot move so; `why` is a code for the door to word."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def take(
    *, dossier_ids: Iterable[uuid.UUID], way: str, actor: Actor, at: dt.datetime, visit_id: uuid.UUID | None = None, reference: str = ""
) -> Issued:
    """Take everything these dossiers owe, on one receipt; dossiers that waited for the money go on.

    A fee of 0 đồng that has no receipt yet gets one too. Raises access.NotAllowed, NotPossible, NothingDue, InputWrong for
    an unknown way or a reference used before, TillRefused (`two_counters`) when they were not received at one counter.
    """
    if way not in rules.AT_THE_COUNTER:
        raise InputWrong("way", "unknown_way")
    with transaction.atomic():
        rows = [beside.locked(actor=actor, action=Action.RECORD_FEE, dossier_id=one) for one in sorted(set(dossier_ids))]
        if len({row.received_unit_id for row in rows}) > 1:
            raise TillRefused("two_counters")
        dues = fees.open_dues(rows)
        if not dues:
            raise NothingDue(", ".join(row.code for row in rows))
        batch, at = Batch(), max([at, *(row.moved_at for row in rows)])
        taking = Taking(way=way, payer=_payer(rows[0]), reference=reference, visit_id=visit_id)
        try:
            issued = receipts.issue(
                batch, config=configuration.current(), unit_id=rows[0].received_unit_id, dues=dues, taking=taking, actor=actor, at=at
            )
        except receipts.ReferenceUsed:
            raise InputWrong("reference", "used_before") from None
        batch.write()
        for row in rows:
            if row.id in issued.by_dossier:
                _settle(row, issued, actor, at)
    return issued


def _settle(row: Dossier, issued: Issued, actor: Actor, at: dt.datetime) -> None:
    """Say in the dossier's chain what was paid; one that waited for it goes on."""
    if row.status == Status.AWAITING_PAYMENT:
        moving.advance(dossier_id=row.id, action=Action.PAY_FEE, actor=actor, at=at, inputs={"receipt": issued})
        return
    beside.write(
        row=row, action=Action.RECORD_FEE, actor=actor, at=at, batch=Batch(), data=issued.note(row.id),
        changes={"payment_status": int(fees.standing(row.id))},
    )  # fmt: skip


def void(*, receipt_id: uuid.UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Void a receipt of an open shift: it keeps its number, the money goes back on the spot, the fees are owed again.

    Whoever issued it may, or a keeper of the unit. Raises NoSuchReceipt, InputWrong, TillRefused (`void_already`,
    `given_back`, `online`, `shift_closed`), books.BookClosed.
    """
    why = _said("reason", reason)
    with transaction.atomic():
        seen = _seen(receipt_id)
        if not rules.may_void(actor, unit=str(seen.unit_id), clerk=seen.clerk):
            raise NoSuchReceipt
        lines, rows = _locked(seen, Action.VOID_RECEIPT, actor)
        if seen.shift_id is None:
            raise TillRefused("online")
        _open(seen.shift_id)
        receipt = _standing(seen.id)
        if any(line.refund_id for line in lines):
            raise TillRefused("given_back")
        at = max([at, receipt.at, *(row.moved_at for row in rows)])
        number = BookLine.objects.select_for_update(of=("self",)).select_related("book").get(id=receipt.line_id)
        books.spoil(number, reason=why, actor=actor, at=at)
        receipt.voided_at, receipt.voided_by, receipt.voided_by_name = at, actor.id, actor.label[:200]
        receipt.void_reason = why
        receipt.save(update_fields=["voided_at", "voided_by", "voided_by_name", "void_reason"])
        FeeDue.objects.filter(id__in=[line.due_id for line in lines]).update(paid_at=None)
        amounts = _amounts(lines)
        batch = Batch()
        receipts.pay(batch, receipt_id=receipt.id, by_dossier=amounts, way=Way(receipt.way), actor=actor, at=at, back=True)
        batch.write()
        _told(rows, Action.VOID_RECEIPT, receipt, amounts, actor, at)


def give_back(
    *, receipt_id: uuid.UUID, line_ids: Iterable[uuid.UUID], way: str, reason: str, basis: str, actor: Actor, at: dt.datetime,
    reference: str = "",
) -> uuid.UUID:  # fmt: skip
    """Pay fees of a receipt back (hoàn phí) from the actor's own shift and return the refund's id; they are owed no more.

    By a keeper of the unit who did not take the money, with a reason and the legal basis. Raises NoSuchReceipt, InputWrong,
    TillRefused (`void_already`, `second_person`, `nothing_chosen`, `given_back`, `not_enough_cash`).
    """
    why, right = _said("reason", reason, 500), _said("basis", basis)
    if way not in rules.PAID_OUT:
        raise InputWrong("way", "unknown_way")
    chosen = set(line_ids)
    with transaction.atomic():
        seen = _seen(receipt_id)
        if str(seen.unit_id) not in actor.reach_as(*rules.KEEPERS):
            raise NoSuchReceipt
        if not rules.may_give_back(actor, unit=str(seen.unit_id), clerk=seen.clerk):
            raise TillRefused("second_person")
        all_lines, rows = _locked(seen, Action.GIVE_BACK, actor)
        at = max([at, seen.at, *(row.moved_at for row in rows)])
        shift_id = receipts.open_shift(unit_id=seen.unit_id, actor=actor, at=at)
        receipt = _standing(seen.id)
        lines = [line for line in all_lines if line.id in chosen and line.amount]
        if not lines or len(lines) < len(chosen):
            raise TillRefused("nothing_chosen")
        if any(line.refund_id for line in lines):
            raise TillRefused("given_back")
        sums = rules.sums(Line(FeeKind(line.kind), line.amount) for line in lines)
        if way == Way.CASH and shifts.tally_of(shift_id).expected_cash < sums.total:
            raise TillRefused("not_enough_cash")
        refund = Refund.objects.create(
            id=ids.new(), receipt=receipt, shift_id=shift_id, at=at, day=local(at).date(), way=way, reference=clean_text(reference)[:80],
            total=sums.total, phi=sums.phi, le_phi=sums.le_phi, reason=why, basis=right, by=actor.id, by_name=actor.label[:200],
        )  # fmt: skip
        ReceiptLine.objects.filter(id__in=[line.id for line in lines]).update(refund=refund)
        FeeDue.objects.filter(id__in=[line.due_id for line in lines]).update(cancelled_at=at)
        amounts, batch = _amounts(lines), Batch()
        receipts.pay(batch, receipt_id=receipt.id, by_dossier=amounts, way=Way(way), actor=actor, at=at, refund_id=refund.id, back=True)
        batch.write()
        concerned = [row for row in rows if row.id in amounts]
        _told(concerned, Action.GIVE_BACK, receipt, amounts, actor, at, refund={"refund": str(refund.id), "basis": right})
    return refund.id


def _seen(receipt_id: uuid.UUID) -> Receipt:
    found = Receipt.objects.filter(id=receipt_id).first()
    if found is None:
        raise NoSuchReceipt(str(receipt_id))
    return found


def _locked(receipt: Receipt, action: Action, actor: Actor) -> tuple[list[ReceiptLine], list[Dossier]]:
    """Lock the dossiers of a receipt; the lines are read under their locks. Raises NoSuchReceipt where one is out of reach."""
    wanted = sorted(set(ReceiptLine.objects.filter(receipt=receipt).values_list("dossier_id", flat=True)))
    try:
        rows = [beside.locked(actor=actor, action=action, dossier_id=one) for one in wanted]
    except NotAllowed:
        raise NoSuchReceipt(str(receipt.id)) from None
    return list(ReceiptLine.objects.filter(receipt=receipt).order_by("ordinal")), rows


def _open(shift_id: uuid.UUID) -> None:
    try:
        shifts.locked_open(shift_id)
    except shifts.ShiftRefused as refused:
        raise TillRefused(refused.why) from None


def _standing(receipt_id: uuid.UUID) -> Receipt:
    receipt = Receipt.objects.select_for_update().get(id=receipt_id)
    if receipt.voided_at is not None:
        raise TillRefused("void_already")
    return receipt


def _told(
    rows: Sequence[Dossier], action: Action, receipt: Receipt, amounts: Mapping[uuid.UUID, int], actor: Actor, at: dt.datetime,
    refund: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """Enter it in each dossier's chain, with where its money stands now."""
    for row in rows:
        amount = amounts.get(row.id, 0)
        changes: dict[str, object] = {"payment_status": int(fees.standing(row.id))}
        if refund:
            changes["fee_total"] = row.fee_total - amount
        data = {"receipt": str(receipt.id), "receipt_symbol": receipt.symbol, "receipt_number": receipt.number, "amount": amount}
        beside.write(row=row, action=action, actor=actor, at=at, batch=Batch(), data=data | dict(refund or {}), changes=changes)


def _amounts(lines: Iterable[ReceiptLine]) -> dict[uuid.UUID, int]:
    found: dict[uuid.UUID, int] = {}
    for line in lines:
        found[line.dossier_id] = found.get(line.dossier_id, 0) + line.amount
    return found


def _payer(row: Dossier) -> str:
    contact = sealing.unseal(row.contact_sealed, context="dossiers.contact")
    return str((contact.get("name") if isinstance(contact, dict) else "") or row.owner_name)


def _said(name: str, text: str, most: int = 300) -> str:
    found = clean_text(text)[:most]
    if not found:
        raise InputWrong(name, "missing")
    return found
