"""Opening practice mode: its one-stop, the agency behind it, and the model officer who works there for learners."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.hours import local
from motcua.domain.people.units import Level, UnitKind
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.staffing import NotAdministered
from motcua.storage import ids
from motcua.storage.people.models import Staff, StaffRole, Unit

CODE, OFFICE_CODE = "HT", "HT.UB"  # every code of a dossier of practice begins with HT-
TEACHER = "hoc-tap"  # an account nobody can sign in with
WORKS_AS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.RECORDS)


class AlreadyOpen(ValueError):
    """Practice mode is open already."""


class NotOpen(LookupError):
    """The province has not opened practice mode."""


@dataclass(frozen=True)
class Place:
    """The units of practice: where dossiers come in, and who settles them."""

    centre: uuid.UUID
    office: uuid.UUID


def open_mode(*, actor: Actor, at: dt.datetime) -> Place:
    """Open practice mode: its units stand in no tree and in no list. Raises NotAdministered, AlreadyOpen."""
    if actor.kind is not ActorKind.SYSTEM and not administration.everywhere(actor):
        raise NotAdministered
    day = local(at).date()
    if Unit.objects.filter(practice=True, valid_to=None).exists():
        raise AlreadyOpen
    with transaction.atomic():
        office = _unit(OFFICE_CODE, "Ủy ban nhân dân xã Học Tập", "Practice commune", UnitKind.COMMUNE_COMMITTEE, None, day)
        centre = _unit(CODE, "Trung tâm học tập", "Practice centre", UnitKind.ONE_STOP_CENTRE, office, day)
        _employ(centre, office, day, at)
        ledger.note_subject(subject=centre, kind="unit", action="practice.open", actor=actor, at=at, data={"code": CODE, "office": str(office)})
        configuration_service.changed()
    return Place(centre, office)


def _unit(code: str, name: str, name_en: str, kind: UnitKind, parent: uuid.UUID | None, day: dt.date) -> uuid.UUID:
    row = Unit.objects.create(
        id=ids.new(), code=code, name=name, name_en=name_en, kind=kind.value, level=Level.COMMUNE.value, parent_id=parent,
        valid_from=day, practice=True,
    )  # fmt: skip
    return row.id


def _employ(centre: uuid.UUID, office: uuid.UUID, day: dt.date, at: dt.datetime) -> None:
    """Give practice its model officer, who signs there; the account is closed, nobody ever signs in with it."""
    row, _made = Staff.objects.get_or_create(
        username=TEACHER, defaults={"id": ids.new(), "name": "Cán bộ mẫu (học tập)", "title": "Chủ tịch", "is_active": False, "created_at": at}
    )
    for unit in (centre, office):
        StaffRole.objects.create(id=ids.new(), staff=row, role=Role.HEAD.value, unit_id=unit, valid_from=day, position="head")


def place(config: Configuration, day: dt.date) -> Place:
    """Return the units of practice. Raises NotOpen."""
    centre = config.practice_centre(day)
    if centre is None or centre.parent_id is None:
        raise NotOpen
    return Place(centre.id, centre.parent_id)


def teacher(*, learner: str, at: dt.datetime) -> Actor:
    """Return the model officer at work for one learner: does whatever others would do in earnest. Raises NotOpen."""
    here = place(configuration.current(), local(at).date())
    row = Staff.objects.get(username=TEACHER)
    held = tuple(Holding(role=role, unit=str(unit)) for role in WORKS_AS for unit in (here.centre, here.office))
    return Actor(kind=ActorKind.STAFF, id=str(row.id), label=row.name, holdings=held, learner=learner)
