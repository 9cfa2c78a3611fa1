"""Administering accounts of staff: who may do it is judged first, then `accounts` writes and the ledger notes.

Passwords are made here and returned once; nobody chooses another person's password.
"""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from motcua.domain.folding import clean_name, clean_text
from motcua.domain.hours import local
from motcua.domain.people import contacts, units
from motcua.domain.permissions import administration
from motcua.domain.permissions.administration import Held
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration, console_staff
from motcua.services import accounts, ledger
from motcua.services.accounts import AccountProblem
from motcua.storage.people.models import Staff, StaffRole

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0 and 1, which are read wrongly


SOON, FAR = dt.timedelta(days=366), dt.timedelta(days=3660)  # a role begins within a year and lasts ten at most


class NotAdministered(PermissionError):
    """The actor does not administer this account, role or unit."""


@dataclass(frozen=True)
class Hired:
    """A new account with the password that is shown this once."""

    id: uuid.UUID
    password: str


@dataclass(frozen=True)
class GivenRole:
    """A role as it is to be given."""

    role: Role
    unit_id: uuid.UUID
    first: dt.date
    last: dt.date | None = None
    document: str = ""
    position: str = ""  # of a signing head: head | deputy; empty: as their title says


def hire(*, username: str, name: str, title: str, email: str, phone: str, given: GivenRole, actor: Actor,
         at: dt.datetime) -> Hired:  # fmt: skip
    """Create an account with its first role. Raises NotAdministered, AccountProblem, not_valid.NotValid."""
    _may_give(actor, given, account="")
    mail, number = _contacts(email, phone)
    password = new_password()
    with transaction.atomic():
        staff_id = accounts.create(
            username=username, name=clean_name(name), title=clean_text(title), password=password, actor=actor, at=at
        )
        Staff.objects.filter(id=staff_id).update(email=mail, phone=number)
        _give(staff_id, given, actor, at)
    return Hired(staff_id, password)


def give_role(*, staff_id: uuid.UUID, given: GivenRole, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Give a role in a unit between two days. Raises NotAdministered, AccountProblem."""
    _may_give(actor, given, account=str(staff_id))
    with transaction.atomic():
        Staff.objects.select_for_update().get(id=staff_id)
        return _give(staff_id, given, actor, at)


def end_role(*, role_id: uuid.UUID, last: dt.date, actor: Actor, at: dt.datetime) -> None:
    """End a role on a day: yesterday ends it at once, the day before its first day takes it back before it begins.

    Raises NotAdministered, AccountProblem (role_ends_too_early, role_ended).
    """
    with transaction.atomic():
        row = StaffRole.objects.select_for_update().get(id=role_id)
        held = Held(Role(row.role), str(row.unit_id))
        if not administration.may_give(actor, held, account=str(row.staff_id)):
            raise NotAdministered
        today = local(at).date()
        if row.valid_to is not None and row.valid_to < today:
            raise AccountProblem("role_ended")
        if last < max(today, row.valid_from) - dt.timedelta(days=1):
            raise AccountProblem("role_ends_too_early")
        accounts.end_role(role_id=role_id, last=last, actor=actor, at=at)


def set_active(*, staff_id: uuid.UUID, active: bool, actor: Actor, at: dt.datetime) -> None:
    """Open or close an account. Raises NotAdministered."""
    with transaction.atomic():
        _changeable(staff_id, actor, at)
        accounts.set_active(staff_id=staff_id, active=active, actor=actor, at=at)


def edit(*, staff_id: uuid.UUID, name: str, title: str, email: str, phone: str, actor: Actor, at: dt.datetime) -> None:
    """Correct what an account says of its person. Raises NotAdministered, not_valid.NotValid."""
    mail, number = _contacts(email, phone)
    with transaction.atomic():
        row = _changeable(staff_id, actor, at)
        wanted = {"name": clean_name(name), "title": clean_text(title), "email": mail, "phone": number}
        changed = sorted(key for key, value in wanted.items() if getattr(row, key) != value)
        if not changed:
            return
        Staff.objects.filter(id=staff_id).update(**wanted)
        ledger.note_subject(subject=staff_id, kind="staff", action="staff.edit", actor=actor, at=at, data={"fields": changed})


def reset_second_factor(*, staff_id: uuid.UUID, actor: Actor, at: dt.datetime) -> str:
    """Forget the second factor and renew the password with it, which ends every session; return the password.

    Whoever holds the lost telephone may also know the password, so both go. Raises NotAdministered.
    """
    with transaction.atomic():
        _changeable(staff_id, actor, at)
        Staff.objects.filter(id=staff_id).update(totp_sealed=None, totp_last_step=0)
        ledger.note_subject(subject=staff_id, kind="staff", action="staff.second_factor_reset", actor=actor, at=at)
        return _renew(staff_id, actor, at)


def renew_password(*, staff_id: uuid.UUID, actor: Actor, at: dt.datetime) -> str:
    """Give the account a new password, which ends its sessions; return it. Raises NotAdministered."""
    with transaction.atomic():
        _changeable(staff_id, actor, at)
        return _renew(staff_id, actor, at)


def change_own_password(*, staff_id: uuid.UUID, old: str, new: str, actor: Actor, at: dt.datetime) -> None:
    """Let somebody choose their own password. Raises AccountProblem(password_wrong), ValidationError for a weak one."""
    with transaction.atomic():
        row = Staff.objects.select_for_update().get(id=staff_id)
        if actor.id != str(staff_id) or not row.check_password(old):
            raise AccountProblem("password_wrong")
        validate_password(new, user=row)
        row.set_password(new)
        row.save(update_fields=["password"])
        ledger.note_subject(subject=staff_id, kind="staff", action="staff.password", actor=actor, at=at)


def new_password() -> str:
    """Return a password of sixteen letters in groups of four, easy to read out and to type."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _may_give(actor: Actor, given: GivenRole, *, account: str) -> None:
    if not administration.may_give(actor, Held(given.role, str(given.unit_id)), account=account):
        raise NotAdministered


def _give(staff_id: uuid.UUID, given: GivenRole, actor: Actor, at: dt.datetime) -> uuid.UUID:
    unit = configuration.current().units.get(str(given.unit_id))
    if unit is None or not units.in_force(unit, given.first):
        raise AccountProblem("unit_not_in_force")
    if given.first < local(at).date():
        raise AccountProblem("role_starts_in_past")
    if given.first > local(at).date() + SOON or (given.last is not None and given.last > given.first + FAR):
        raise AccountProblem("role_too_far")
    clash = StaffRole.objects.filter(staff_id=staff_id, role=given.role.value, unit_id=given.unit_id).exclude(
        valid_to__lt=given.first
    )
    if given.last is not None:
        clash = clash.exclude(valid_from__gt=given.last)
    if clash.exists():
        raise AccountProblem("role_held_already")
    return accounts.grant(
        staff_id=staff_id, role=given.role, unit_id=given.unit_id, first=given.first, last=given.last,
        document=clean_text(given.document), actor=actor, at=at,
        position=given.position if given.role is Role.HEAD else "",
    )  # fmt: skip


def _changeable(staff_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Staff:
    row, day = Staff.objects.select_for_update().get(id=staff_id), local(at).date()
    if not administration.may_change_account(actor, console_staff.roles_that_count(row.roles.all(), day), account=str(staff_id)):
        raise NotAdministered
    return row


def _contacts(email: str, phone: str) -> tuple[str, str]:
    mail = contacts.parse_email(email).value if email.strip() else ""
    number = contacts.parse_phone(phone).value if phone.strip() else ""
    return mail, number


def _renew(staff_id: uuid.UUID, actor: Actor, at: dt.datetime) -> str:
    password = new_password()
    row = Staff.objects.get(id=staff_id)
    row.set_password(password)
    row.save(update_fields=["password"])
    ledger.note_subject(subject=staff_id, kind="staff", action="staff.password_renewed", actor=actor, at=at)
    return password
