"""Accounts of staff: second factor, passwords, roles, API keys; every change is noted in the ledger."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import uuid

import pyotp
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.permissions.rules import SCOPES
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.storage import ids, sealing
from motcua.storage.people.models import ApiKey, Staff, StaffRole, Unit

ISSUER = "Một Cửa"
STEP = 30  # seconds a code lives (RFC 6238)


class AccountProblem(ValueError):
    """The change cannot be made; `code` says why, for the door to word."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def create(*, username: str, name: str, title: str, password: str, actor: Actor, at: dt.datetime, identity: str = "",
           totp_secret: str = "") -> uuid.UUID:  # fmt: skip
    """Create an account. Raises AccountProblem for a taken name, ValidationError for a weak password."""
    if Staff.objects.filter(username__iexact=username).exists():
        raise AccountProblem("username_taken")
    validate_password(password)
    staff = Staff(
        username=username.strip().lower(), name=name.strip(), title=title.strip(), created_at=at,
        person_key=sealing.blind("identity", identity) if identity else None,
        totp_sealed=sealing.seal(totp_secret, context="people.totp") if totp_secret else None,
    )  # fmt: skip
    staff.set_password(password)
    with transaction.atomic():
        staff.save(force_insert=True)
        ledger.note_subject(subject=staff.id, kind="staff", action="staff.create", actor=actor, at=at)
    return staff.id


def grant(*, staff_id: uuid.UUID, role: Role, unit_id: uuid.UUID, first: dt.date, last: dt.date | None, document: str,
          actor: Actor, at: dt.datetime, position: str = "") -> uuid.UUID:  # fmt: skip
    """Give a role in a unit between two days. Raises AccountProblem when the days are the wrong way round."""
    if last is not None and last < first:
        raise AccountProblem("dates_reversed")
    unit = Unit.objects.get(id=unit_id)
    with transaction.atomic():
        row = StaffRole.objects.create(
            id=ids.new(), staff_id=staff_id, role=role.value, unit=unit, valid_from=first, valid_to=last, document=document,
            position=position,
        )
        ledger.note_subject(
            subject=staff_id, kind="staff", action="role.grant", actor=actor, at=at,
            data={"role": role.value, "unit": str(unit_id), "from": str(first), "to": str(last) if last else None}
            | ({"position": position} if position else {}),
        )  # fmt: skip
        configuration_service.changed()
    return row.id


def end_role(*, role_id: uuid.UUID, last: dt.date, actor: Actor, at: dt.datetime) -> None:
    """End a role on a day; nothing is deleted."""
    with transaction.atomic():
        row = StaffRole.objects.select_for_update().get(id=role_id)
        row.valid_to = last
        row.save(update_fields=["valid_to"])
        ledger.note_subject(
            subject=row.staff_id, kind="staff", action="role.end", actor=actor, at=at,
            data={"role": row.role, "unit": str(row.unit_id), "to": str(last)},
        )  # fmt: skip
        configuration_service.changed()


def set_active(*, staff_id: uuid.UUID, active: bool, actor: Actor, at: dt.datetime) -> None:
    """Open or close an account."""
    with transaction.atomic():
        Staff.objects.filter(id=staff_id).update(is_active=active)
        ledger.note_subject(subject=staff_id, kind="staff", action="staff.open" if active else "staff.close", actor=actor, at=at)


def has_second_factor(staff_id: uuid.UUID) -> bool:
    """Return whether a second factor has been set up."""
    return Staff.objects.filter(id=staff_id, totp_sealed__isnull=False).exists()


def new_secret() -> str:
    """Return a new secret for an authenticator."""
    return pyotp.random_base32()


def enrolment_address(secret: str, username: str) -> str:
    """Return the otpauth:// address an authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def enrol(*, staff_id: uuid.UUID, secret: str, code: str, actor: Actor, at: dt.datetime) -> bool:
    """Set up the second factor when the code proves that the authenticator holds the secret."""
    if not pyotp.TOTP(secret).verify(code.strip(), for_time=at, valid_window=1):
        return False
    with transaction.atomic():
        Staff.objects.filter(id=staff_id).update(
            totp_sealed=sealing.seal(secret, context="people.totp"), totp_last_step=int(at.timestamp()) // STEP
        )
        ledger.note_subject(subject=staff_id, kind="staff", action="staff.second_factor", actor=actor, at=at)
    return True


def check_code(*, staff_id: uuid.UUID, code: str, at: dt.datetime) -> bool:
    """Return whether the code is right now; each code is good once (RFC 6238 5.2)."""
    digits = code.strip().replace(" ", "")
    with transaction.atomic():
        staff = Staff.objects.select_for_update().get(id=staff_id)
        secret = sealing.unseal(staff.totp_sealed, context="people.totp")
        if not isinstance(secret, str):
            return False
        now = int(at.timestamp()) // STEP
        for step in (now, now - 1, now + 1):
            if step > staff.totp_last_step and pyotp.TOTP(secret).verify(digits, for_time=step * STEP):
                staff.totp_last_step = step
                staff.save(update_fields=["totp_last_step"])
                return True
    return False


def code_now(*, staff_id: uuid.UUID, at: dt.datetime) -> str:
    """Return the code an authenticator would show now: for the demo, whose accounts are public, and nowhere else.

    Raises AccountProblem outside the demo.
    """
    if not settings.ENVIRONMENT.demo:
        raise AccountProblem("only_in_the_demo")
    staff = Staff.objects.get(id=staff_id)
    secret = sealing.unseal(staff.totp_sealed, context="people.totp")
    step = max(int(at.timestamp()) // STEP, staff.totp_last_step + 1)
    return pyotp.TOTP(str(secret)).at(step * STEP)


def new_key(*, name: str, unit_id: uuid.UUID, roles: list[Role], scopes: list[str], actor: Actor, at: dt.datetime,
            valid_until: dt.datetime | None = None) -> tuple[uuid.UUID, str]:  # fmt: skip
    """Create an API key; the secret is returned once and kept only as a digest. Raises AccountProblem."""
    if not scopes or any(s not in SCOPES for s in scopes):
        raise AccountProblem("unknown_scope")
    if any(r in (Role.SYSTEM_ADMIN, Role.AUDITOR, Role.CONTROLLER, Role.SIGNER) for r in roles):
        raise AccountProblem("role_not_for_machines")
    secret = "mc_" + base64.urlsafe_b64encode(os.urandom(30)).decode().rstrip("=")
    key_id = ids.new()
    with transaction.atomic():
        ApiKey.objects.create(
            id=key_id, name=name, digest=hashlib.sha256(secret.encode()).hexdigest(), unit_id=unit_id,
            roles=[r.value for r in roles], scopes=scopes, created_at=at,
            created_by=uuid.UUID(actor.id) if actor.kind.value == "staff" else None, valid_until=valid_until,
        )  # fmt: skip
        ledger.note_subject(subject=key_id, kind="api_key", action="key.create", actor=actor, at=at,
                            data={"unit": str(unit_id), "scopes": sorted(scopes)})  # fmt: skip
    return key_id, secret


def revoke_key(*, key_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Revoke an API key from this moment."""
    with transaction.atomic():
        ApiKey.objects.filter(id=key_id, revoked_at=None).update(revoked_at=at)
        ledger.note_subject(subject=key_id, kind="api_key", action="key.revoke", actor=actor, at=at)
