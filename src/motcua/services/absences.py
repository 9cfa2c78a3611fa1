"""Absences with a named deputy: entered and ended with a note; what is assigned goes to the deputy and comes back by the days."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.hours import local
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import absences
from motcua.services import ledger
from motcua.services.staffing import NotAdministered
from motcua.storage import ids
from motcua.storage.people.models import Absence, Staff, StaffRole

MOST_DAYS = 366


class AbsenceProblem(ValueError):
    """The absence cannot be entered or ended so; `code` says why, for the door to word."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def enter(*, staff_id: uuid.UUID, deputy: uuid.UUID | None, first: dt.date, last: dt.date, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Enter that somebody is away from `first` to `last`, with the deputy who handles what is assigned to them.

    Nothing is reassigned: the deputy sees and handles the dossiers on these days, signs only by a right of their own, and
    every entry of the ledger names both. Raises NotAdministered, AbsenceProblem.
    """
    if first < local(at).date():
        raise AbsenceProblem("starts_in_past")
    with transaction.atomic():
        person = Staff.objects.select_for_update().filter(id=staff_id, is_active=True).first()
        if person is None or not administration.may_enter_absence(actor, str(staff_id), _units(staff_id, first)):
            raise NotAdministered
        _check(staff_id, deputy, first, last)
        row = Absence.objects.create(
            id=ids.new(), staff_id=staff_id, deputy_id=deputy, first=first, last=last, created_at=at, created_by=actor.id
        )
        ledger.note_subject(
            subject=staff_id, kind="staff", action="absence.enter", actor=actor, at=at,
            data={"absence": str(row.id), "from": str(first), "to": str(last), "deputy": str(deputy) if deputy else None},
        )  # fmt: skip
    return row.id


def end(*, absence_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """End an absence now: from this moment nobody stands in. Raises NotAdministered, AbsenceProblem(ended)."""
    with transaction.atomic():
        row = Absence.objects.select_for_update().get(id=absence_id)
        today = local(at).date()
        if not administration.may_enter_absence(actor, str(row.staff_id), _units(row.staff_id, today)):
            raise NotAdministered
        if row.last < today:
            raise AbsenceProblem("ended")
        row.last, row.ended_at, row.ended_by = today - dt.timedelta(days=1), at, actor.id
        row.save(update_fields=["last", "ended_at", "ended_by"])
        ledger.note_subject(
            subject=row.staff_id, kind="staff", action="absence.end", actor=actor, at=at, data={"absence": str(row.id), "to": str(row.last)}
        )


def _check(staff_id: uuid.UUID, deputy: uuid.UUID | None, first: dt.date, last: dt.date) -> None:
    if last < first:
        raise AbsenceProblem("dates_reversed")
    if (last - first).days > MOST_DAYS:
        raise AbsenceProblem("too_long")
    clash = Absence.objects.filter(first__lte=last, last__gte=first)
    if clash.filter(staff_id=staff_id).exists():
        raise AbsenceProblem("overlaps")
    if deputy is None:
        return
    if deputy == staff_id:
        raise AbsenceProblem("deputy_self")
    if clash.filter(staff_id=deputy).exists():
        raise AbsenceProblem("deputy_away")
    held = _roles(deputy, first)
    if any(r.role == Role.SYSTEM_ADMIN.value for r in held):
        raise AbsenceProblem("deputy_technical")  # R44
    if not {absences.house(r.unit_id) for r in held} & {absences.house(unit) for unit in _units(staff_id, first)}:
        raise AbsenceProblem("deputy_elsewhere")


def _units(staff_id: uuid.UUID, day: dt.date) -> list[str]:
    return [str(r.unit_id) for r in _roles(staff_id, day)]


def _roles(staff_id: uuid.UUID, day: dt.date) -> list[StaffRole]:
    rows = StaffRole.objects.filter(staff_id=staff_id, staff__is_active=True, valid_from__lte=day)
    return list(rows.exclude(valid_to__lt=day))
