"""Delegations of signing: entered from their document, ended on a day, each noted beside the account it empowers."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.people import units
from motcua.domain.permissions import administration, signing
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.permissions.signing import WAYS, Capacity
from motcua.queries import configuration
from motcua.services import ledger
from motcua.services.staffing import FAR, SOON, NotAdministered
from motcua.storage import ids
from motcua.storage.people.models import Delegation, Staff, StaffRole
from motcua.storage.procedures.models import Procedure


class DelegationProblem(ValueError):
    """The delegation cannot be entered or ended so; `code` says why, for the door to word."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Given:
    """A delegation as its document says it; without fields and procedures it covers everything, `giver` None is the head."""

    unit_id: uuid.UUID
    taker: uuid.UUID
    capacity: Capacity
    giver_title: str
    document: str
    document_day: dt.date
    document_signer: str
    first: dt.date
    last: dt.date | None = None
    giver: uuid.UUID | None = None
    fields: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


def give(*, given: Given, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Enter a delegation of signing from its first day on, never for a day that has passed.

    Only a head delegates: who signs by delegation cannot pass it on (NĐ 30/2020/NĐ-CP Điều 13). Raises NotAdministered,
    DelegationProblem.
    """
    if not administration.may_delegate(actor, str(given.unit_id), taker=str(given.taker)):
        raise NotAdministered
    with transaction.atomic():
        Staff.objects.select_for_update().filter(id=given.taker).first()
        _check_paper(given, local(at).date())
        _check_people(given)
        row = Delegation.objects.create(
            id=ids.new(), unit_id=given.unit_id, giver_id=given.giver, giver_title=clean_text(given.giver_title)[:100],
            taker_id=given.taker, capacity=given.capacity.value, fields=list(given.fields), procedures=list(given.procedures),
            document=clean_text(given.document)[:120], document_day=given.document_day,
            document_signer=clean_text(given.document_signer)[:150], valid_from=given.first, valid_to=given.last, created_at=at,
            created_by=actor.id,
        )  # fmt: skip
        ledger.note_subject(
            subject=given.taker, kind="staff", action="delegation.give", actor=actor, at=at,
            data={"delegation": str(row.id), "unit": str(given.unit_id), "capacity": row.capacity, "document": row.document,
                  "from": str(row.valid_from), "to": str(row.valid_to) if row.valid_to else None,
                  "giver": str(given.giver) if given.giver else None, "fields": row.fields, "procedures": row.procedures},
        )  # fmt: skip
    return row.id


def end(*, delegation_id: uuid.UUID, last: dt.date, actor: Actor, at: dt.datetime) -> None:
    """End a delegation on a day: yesterday ends it at once. What was signed under it stays.

    Raises NotAdministered, DelegationProblem (ended, ends_too_early, ends_later).
    """
    with transaction.atomic():
        row = Delegation.objects.select_for_update().get(id=delegation_id)
        if not administration.may_delegate(actor, str(row.unit_id), taker=str(row.taker_id)):
            raise NotAdministered
        today = local(at).date()
        if row.valid_to is not None and row.valid_to < today:
            raise DelegationProblem("ended")
        if last < today - dt.timedelta(days=1):
            raise DelegationProblem("ends_too_early")
        if row.valid_to is not None and last > row.valid_to:
            raise DelegationProblem("ends_later")
        row.valid_to, row.ended_at, row.ended_by = last, at, actor.id
        row.save(update_fields=["valid_to", "ended_at", "ended_by"])
        ledger.note_subject(
            subject=row.taker_id, kind="staff", action="delegation.end", actor=actor, at=at,
            data={"delegation": str(row.id), "unit": str(row.unit_id), "document": row.document, "to": str(last)},
        )  # fmt: skip


def _check_paper(given: Given, today: dt.date) -> None:
    unit = configuration.current().units.get(str(given.unit_id))
    if unit is None or not units.in_force(unit, given.first):
        raise DelegationProblem("unit_not_in_force")
    if given.capacity not in WAYS:
        raise DelegationProblem("capacity")
    for value, code in (
        (given.document, "document"), (given.document_signer, "document_signer"), (given.giver_title, "giver_title")
    ):  # fmt: skip
        if not value.strip():
            raise DelegationProblem(code)
    if given.document_day > given.first:
        raise DelegationProblem("document_later")
    if given.first < today:
        raise DelegationProblem("starts_in_past")
    if given.last is None and WAYS[given.capacity].ends:
        raise DelegationProblem("needs_end")
    if given.last is not None and given.last < given.first:
        raise DelegationProblem("dates_reversed")
    if given.first > today + SOON or (given.last is not None and given.last > given.first + FAR):
        raise DelegationProblem("too_far")
    known = set(Procedure.objects.filter(code__in=given.procedures).values_list("code", flat=True))
    if set(given.procedures) - known:
        raise DelegationProblem("unknown_procedure")
    fields = set(Procedure.objects.filter(field_name__in=given.fields).values_list("field_name", flat=True))
    if set(given.fields) - fields:
        raise DelegationProblem("unknown_field")


def _check_people(given: Given) -> None:
    roles = list(_roles(given.taker, given.first))
    if any(r.role == Role.SYSTEM_ADMIN.value for r in roles):
        raise DelegationProblem("technical")  # R44: technical support can never approve
    near = configuration.current().under(str(given.unit_id))
    if not any(str(r.unit_id) in near for r in roles):
        raise DelegationProblem("taker_elsewhere")
    if given.giver is None:
        return
    seats = [r for r in _roles(given.giver, given.first) if r.role == Role.HEAD.value and r.unit_id == given.unit_id]
    if given.giver == given.taker or all(signing.is_deputy(r.position, r.staff.title) for r in seats):
        raise DelegationProblem("giver_not_head")


def _roles(staff_id: uuid.UUID, day: dt.date) -> list[StaffRole]:
    rows = StaffRole.objects.filter(staff_id=staff_id, staff__is_active=True, valid_from__lte=day).exclude(valid_to__lt=day)
    return list(rows.select_related("staff"))
