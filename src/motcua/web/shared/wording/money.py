"""Words for money at the counter: ways, kinds, why money cannot move or a shift cannot close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.fees.receipts import Way
from motcua.domain.fees.shifts import NotAPiece
from motcua.services.books import BookClosed
from motcua.services.receipts import ReferenceUsed, UnknownWay
from motcua.services.shifts import NoSuchShift, ShiftRefused
from motcua.services.till import NoSuchReceipt, TillRefused
from motcua.web.shared import words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WAYS: Mapping[str, StrOrPromise] = {
    Way.CASH: pgettext_lazy("payment", "Cash"),
    Way.TRANSFER: pgettext_lazy("payment", "Bank transfer"),
    Way.CARD: pgettext_lazy("payment", "Card"),
    Way.ONLINE: pgettext_lazy("payment", "Online"),
    Way.FREE: pgettext_lazy("payment", "Nothing to pay"),
}
KINDS: Mapping[str, StrOrPromise] = {"phi": pgettext_lazy("fee", "Fee (phí)"), "le_phi": pgettext_lazy("fee", "Charge (lệ phí)")}

# Groups the fee rows of the province name; a key without words is shown as it is.
RELIEFS: Mapping[str, StrOrPromise] = {
    "poor_household": pgettext_lazy("relief", "poor household"),
    "near_poor_household": pgettext_lazy("relief", "near-poor household"),
    "merit": pgettext_lazy("relief", "person with merit to the nation"),
    "disabled": pgettext_lazy("relief", "person with a disability"),
    "elderly": pgettext_lazy("relief", "elderly person"),
    "child": pgettext_lazy("relief", "child"),
    "step_parent": pgettext_lazy("relief", "step-parent"),
    "close_relative": pgettext_lazy("relief", "close relative"),
    "special_child": pgettext_lazy("relief", "child with special needs"),
}

REFUSED: Mapping[str, StrOrPromise] = {
    "two_counters": _("These dossiers were received at different counters. Take the money for each at its own counter."),
    "void_already": _("This receipt is void already."),
    "given_back": _("Money of this receipt has been given back already, so this is no longer possible."),
    "online": _("This was paid online. It cannot be made void at the counter; give the money back instead."),
    "shift_closed": _("This shift is closed and signed; nothing in it changes any more. Give the money back instead."),
    "second_person": _("A second person does this: not the one who took the money or closed the shift."),
    "nothing_chosen": _("Tick at least one fee of this receipt."),
    "not_enough_cash": _("There is not enough cash in your shift. Open it with change first, or give the money back by transfer."),
}

SHIFTS: Mapping[str, StrOrPromise] = {
    "open_already": _("Your shift is open already and its change has been entered."),
    "shift_closed": _("This shift is closed already."),
    "not_counted": _("Count the cash: enter how many of each note, or the sum."),
    "counted_twice": _("The notes counted and the sum beside them differ by %(difference)s. Correct one of them."),
    "difference": _("The cash differs by %(difference)s from what the receipts say. Count again, or write why."),
    "absent_reason": _("You close this shift for a colleague. Write why they cannot do it themself."),
    "not_closed": _("The clerk has not closed this shift yet."),
    "countersigned": _("This shift has been countersigned already."),
    "second_person": _("A second person countersigns: not the one who kept the drawer or closed the shift."),
}

MISSING: Mapping[str, StrOrPromise] = {
    "reason": _("Write the reason."),
    "basis": _("Name the legal basis for giving the money back, for example Luật Phí và lệ phí, Điều 15."),
}

KNOWN: tuple[type[Exception], ...] = (
    TillRefused, ShiftRefused, NoSuchReceipt, NoSuchShift, NotAPiece, BookClosed, UnknownWay, ReferenceUsed,
)  # fmt: skip

WAY_MISSING = _("Choose how it was paid or handed over.")

_OTHERS: Mapping[type[Exception], StrOrPromise] = {
    NoSuchReceipt: _("This receipt is not within your work."),
    NoSuchShift: _("This shift is not within your work."),
    NotAPiece: _("How many of a note is a whole number, for example 12."),
    BookClosed: _("The book of receipts of this year is closed."),
    UnknownWay: WAY_MISSING,
    ReferenceUsed: _("This reference was used for another payment. Check the number."),
}


def say(fault: Exception) -> str:
    """Word why money did not move."""
    match fault:
        case TillRefused(why=why):
            return str(REFUSED[why])
        case ShiftRefused(why=why, difference=difference):
            return str(SHIFTS[why]) % {"difference": signed(difference)}
    return str(next(text for kind, text in _OTHERS.items() if isinstance(fault, kind)))


def signed(amount: int) -> str:
    """Return an amount with its sign, for differences."""
    said = words.money(abs(amount), language=get_language() or "vi")
    return f"{'−' if amount < 0 else '+'}{said}" if amount else said


def relief(group: str) -> str:
    """Return the group a payer is exempt in."""
    return str(RELIEFS.get(group, group.replace("_", " ")))
