"""The bank account that a unit's transfers go to, from a day on: what the VietQR code at its counter says."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.fees import vietqr
from motcua.domain.fees.vietqr import Account
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor
from motcua.queries import receipts as looking
from motcua.services import ledger
from motcua.services.staffing import NotAdministered
from motcua.storage import ids
from motcua.storage.fees.models import BankAccount


class AccountWrong(ValueError):
    """The account cannot be kept: `what` is bin, account, holder or first."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def put(*, unit_id: uuid.UUID, account: Account | None, first: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Set a unit's account from a day on, today or later; None ends transfers by code from that day.

    Raises NotAdministered, AccountWrong.
    """
    if not administration.reaches(actor, str(unit_id)):
        raise NotAdministered
    if first < local(at).date():
        raise AccountWrong("first")
    said = Account(bin="", number="") if account is None else _checked(account)
    with transaction.atomic():
        BankAccount.objects.update_or_create(
            unit_id=unit_id, first_day=first,
            defaults={"bin": said.bin, "bank": said.bank, "number": said.number, "holder": said.holder, "set_at": at, "set_by": actor.id},
            create_defaults={"id": ids.new(), "bin": said.bin, "bank": said.bank, "number": said.number, "holder": said.holder,
                             "set_at": at, "set_by": actor.id},
        )  # fmt: skip
        data = {"bank_account": said.number, "bin": said.bin, "from": str(first)}
        ledger.note_subject(subject=unit_id, kind="unit", action="unit.account", actor=actor, at=at, data=data)


def payload(*, unit_id: object, amount: int, codes: list[str], day: dt.date) -> tuple[str, Account] | None:
    """Return the text of the VietQR code for paying these dossiers at a unit, with its account; None where it has none."""
    row = looking.account_of(unit_id, day)
    if row is None or not codes:
        return None
    account = Account(bin=row.bin, number=row.number, holder=row.holder, bank=row.bank)
    return vietqr.payload(account, amount=amount, text=vietqr.message_for(codes)), account


def _checked(account: Account) -> Account:
    clean = Account(
        bin=account.bin.strip(), number="".join(account.number.split()), holder=clean_text(account.holder)[:120],
        bank=clean_text(account.bank)[:120],
    )  # fmt: skip
    if not clean.holder:
        raise AccountWrong("holder")
    try:
        return vietqr.check(clean)
    except vietqr.NotPayable as wrong:
        raise AccountWrong(wrong.what) from None
