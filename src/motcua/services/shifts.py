"""Shifts (ca thu): opened by hand or by the first taking, balanced and signed by the clerk, countersigned by a second person."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping

from django.db import transaction

from motcua.domain import money
from motcua.domain.fees import receipts as rules
from motcua.domain.fees import shifts as reckoning
from motcua.domain.fees.receipts import Way
from motcua.domain.fees.shifts import Moved, Tally
from motcua.domain.folding import clean_text
from motcua.domain.permissions.roles import Actor
from motcua.queries import apart
from motcua.services import ledger, receipts
from motcua.storage.fees.models import Receipt, Refund, Shift


class NoSuchShift(LookupError):
    """There is no such shift, or not for this person: the two are not told apart."""


class ShiftRefused(ValueError):
    """It cannot be done with this shift as it stands; `why` is a code for the door to word, `difference` in đồng."""

    def __init__(self, why: str, difference: int = 0) -> None:
        self.why, self.difference = why, difference
        super().__init__(why)


def begin(*, unit_id: uuid.UUID, float_amount: int, actor: Actor, at: dt.datetime) -> Shift:
    """Open the actor's shift of the day with the change in the drawer; one a taking has opened gets its float, once.

    Raises NoSuchShift where the actor takes no money for the unit, ShiftRefused (`open_already`), money.NotMoney.
    """
    if str(unit_id) not in actor.reach_as(*rules.TAKERS):
        raise NoSuchShift(str(unit_id))
    money.vnd(float_amount)
    with transaction.atomic():
        shift = Shift.objects.select_for_update().get(id=receipts.open_shift(unit_id=unit_id, actor=actor, at=at))
        if shift.float_amount or (shift.moves > 1 and not float_amount):
            raise ShiftRefused("open_already")
        shift.float_amount = float_amount
        shift.save(update_fields=["float_amount"])
        _note(shift, "shift_opened", actor, at, {"float": float_amount})
    return shift


def close(
    *, shift_id: uuid.UUID, actor: Actor, at: dt.datetime, counted: int | None = None, pieces: Mapping[int, int] | None = None,
    reason: str = "",
) -> Shift:  # fmt: skip
    """Close a shift and sign it: the counted cash balances with the papers, or the difference is explained.

    The clerk closes; where the clerk cannot, a keeper of the unit does, and says why. Cash counted by piece goes before
    `counted`. Raises NoSuchShift, ShiftRefused (`shift_closed`, `not_counted`, `counted_twice`, `difference`,
    `absent_reason`), reckoning.NotAPiece, money.NotMoney.
    """
    why = clean_text(reason)[:500]
    with transaction.atomic():
        shift = _locked(shift_id)
        if not apart.same_side(actor, shift.unit_id) or (actor.id != shift.clerk and not _keeps(actor, shift)):
            raise NoSuchShift(str(shift_id))
        if shift.closed_at is not None:
            raise ShiftRefused("shift_closed")
        cash = _cash(counted, pieces)
        tally = tally_of(shift.id)
        if cash != tally.expected_cash and not why:
            raise ShiftRefused("difference", cash - tally.expected_cash)
        if actor.id != shift.clerk and not why:
            raise ShiftRefused("absent_reason")
        shift.closed_at, shift.closed_by, shift.closed_by_name = max(at, shift.opened_at), actor.id, actor.label[:200]
        shift.expected_cash, shift.counted_cash, shift.difference_reason = tally.expected_cash, cash, why
        shift.pieces = {str(piece): many for piece, many in (pieces or {}).items() if many}
        shift.sums, shift.digest = tally.as_data(), digest(shift)
        shift.save()
        data = {"expected": tally.expected_cash, "counted": cash, "digest": shift.digest, "taken": tally.total_taken,
                "given_back": tally.total_given_back, "explained": bool(why)}  # fmt: skip
        _note(shift, "shift_closed", actor, shift.closed_at, data)
    return shift


def countersign(*, shift_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Shift:
    """Countersign a closed shift: a keeper of the unit who neither kept the drawer nor closed it.

    Raises NoSuchShift, ShiftRefused (`not_closed`, `countersigned`, `second_person`).
    """
    with transaction.atomic():
        shift = _locked(shift_id)
        if not _keeps(actor, shift):
            raise NoSuchShift(str(shift_id))
        if shift.closed_at is None:
            raise ShiftRefused("not_closed")
        if shift.countersigned_at is not None:
            raise ShiftRefused("countersigned")
        if actor.id in (shift.clerk, shift.closed_by):
            raise ShiftRefused("second_person")
        shift.countersigned_at, shift.countersigned_by, shift.countersigned_name = max(at, shift.closed_at), actor.id, actor.label[:200]
        shift.save(update_fields=["countersigned_at", "countersigned_by", "countersigned_name"])
        _note(shift, "shift_countersigned", actor, shift.countersigned_at, {"digest": shift.digest})
    return shift


def locked_open(shift_id: uuid.UUID) -> Shift:
    """Lock a shift for money that moves in it, inside that act's transaction. Raises ShiftRefused (`shift_closed`)."""
    shift = _locked(shift_id)
    if shift.closed_at is not None:
        raise ShiftRefused("shift_closed")
    return shift


def tally_of(shift_id: uuid.UUID) -> Tally:
    """Return the shift added up as it stands."""
    taken = Receipt.objects.filter(shift_id=shift_id).values_list("way", "phi", "le_phi", "voided_at")
    back = Refund.objects.filter(shift_id=shift_id).values_list("way", "phi", "le_phi")
    return reckoning.tally(
        [Moved(Way(way), phi, le_phi, voided is not None) for way, phi, le_phi, voided in taken],
        [Moved(Way(way), phi, le_phi) for way, phi, le_phi in back],
        float_amount=Shift.objects.values_list("float_amount", flat=True).get(id=shift_id),
    )


def digest(shift: Shift) -> str:
    """Return sha256 over the receipts and refunds of a shift, in hexadecimal: any later change of a closed shift shows."""
    made = hashlib.sha256()
    papers = Receipt.objects.filter(shift=shift).order_by("symbol", "year", "number")
    for paper in papers.values_list("id", "symbol", "number", "way", "phi", "le_phi", "voided_at"):
        made.update(("\x1f".join(map(str, paper[:6])) + ("\x1fvoid" if paper[6] else "") + "\x1e").encode())
    for back in Refund.objects.filter(shift=shift).order_by("id").values_list("id", "receipt_id", "way", "phi", "le_phi"):
        made.update(("\x1f".join(map(str, back)) + "\x1e").encode())
    return made.hexdigest()


def _locked(shift_id: uuid.UUID) -> Shift:
    found = Shift.objects.select_for_update().filter(id=shift_id).first()
    if found is None:
        raise NoSuchShift(str(shift_id))
    return found


def _keeps(actor: Actor, shift: Shift) -> bool:
    return str(shift.unit_id) in actor.reach_as(*rules.KEEPERS) and apart.same_side(actor, shift.unit_id)


def _cash(counted: int | None, pieces: Mapping[int, int] | None) -> int:
    by_piece = reckoning.counted(pieces) if pieces and any(pieces.values()) else None
    if by_piece is None and counted is None:
        raise ShiftRefused("not_counted")
    if by_piece is not None and counted is not None and counted != by_piece:
        raise ShiftRefused("counted_twice", by_piece - counted)
    return money.vnd(counted if by_piece is None else by_piece)


def _note(shift: Shift, action: str, actor: Actor, at: dt.datetime, data: Mapping[str, object]) -> None:
    known = {"unit": str(shift.unit_id), "day": str(shift.day), "clerk": shift.clerk}
    ledger.note_subject(subject=shift.id, kind="shift", action=action, actor=actor, at=at, data=known | dict(data))
