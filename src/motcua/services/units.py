"""Changing the tree of units: each change is judged by the domain, noted in the ledger and raises the epoch.

Nothing is deleted and a name is never rewritten: a unit ends and another continues it, so that old dossiers still show
who received them.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from motcua.domain.dossiers.states import OPEN, Status
from motcua.domain.folding import clean_text
from motcua.domain.people import contacts, identity, units
from motcua.domain.people.units import Level, Unit, UnitKind
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.staffing import NotAdministered
from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people import models as people

UNFINISHED = sorted(int(status) for status in (*OPEN, Status.FINISHED))  # somebody still has something to do


class UnitRefused(ValueError):
    """The tree would be wrong; `codes` are `units.UnitProblemCode` values, or open_without_successor."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(dict.fromkeys(codes))
        super().__init__(", ".join(self.codes))


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit as it is to be added."""

    code: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: uuid.UUID | None
    first: dt.date
    name_en: str = ""
    area_code: str = ""
    address: str = ""
    phone: str = ""


def add(*, new: NewUnit, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Add a unit from a day on. Raises NotAdministered, UnitRefused, not_valid.NotValid."""
    if not administration.may_add_under(actor, str(new.parent_id) if new.parent_id else None):
        raise NotAdministered
    code = identity.parse_agency(new.code).value
    phone = _phone(new.phone)
    with transaction.atomic():
        known = _locked()
        unit = Unit(ids.new(), code, clean_text(new.name), new.kind, new.level, new.parent_id, new.area_code, new.first)
        _refuse_new_problems(known, [*known.values(), unit])
        people.Unit.objects.create(
            id=unit.id, code=code, name=unit.name, name_en=clean_text(new.name_en), kind=unit.kind.value,
            level=unit.level.value, parent_id=unit.parent_id, area_code=unit.area_code, phone=phone,
            address=clean_text(new.address), valid_from=unit.valid_from,
        )  # fmt: skip
        parent = str(new.parent_id) if new.parent_id else None
        _note(unit.id, "unit.add", actor, at, {"code": code, "parent": parent, "from": str(new.first)})
    return unit.id


def end(*, unit_id: uuid.UUID, last: dt.date, successor_id: uuid.UUID | None, actor: Actor, at: dt.datetime) -> None:
    """End a unit with a day and name who continues its work. Raises NotAdministered, UnitRefused.

    A unit with unfinished dossiers does not end without a successor.
    """
    if not administration.may_end_unit(actor, str(unit_id)):
        raise NotAdministered
    with transaction.atomic():
        known = _locked()
        before = known[unit_id]
        after = Unit(
            before.id, before.code, before.name, before.kind, before.level, before.parent_id, before.area_code,
            before.valid_from, last, successor_id,
        )  # fmt: skip
        _refuse_new_problems(known, [after if unit.id == unit_id else unit for unit in known.values()])
        if successor_id is None and unfinished(unit_id):
            raise UnitRefused(["open_without_successor"])
        people.Unit.objects.filter(id=unit_id).update(valid_to=last, successor_id=successor_id)
        told = {"to": str(last), "successor": str(successor_id) if successor_id else None}
        _note(unit_id, "unit.end", actor, at, told)


def edit(*, unit_id: uuid.UUID, name_en: str, address: str, phone: str, actor: Actor, at: dt.datetime) -> None:
    """Correct where a unit is found. Raises NotAdministered, not_valid.NotValid."""
    if not administration.reaches(actor, str(unit_id)):
        raise NotAdministered
    wanted = {"name_en": clean_text(name_en), "address": clean_text(address), "phone": _phone(phone)}
    with transaction.atomic():
        row = people.Unit.objects.select_for_update().get(id=unit_id)
        changed = sorted(key for key, value in wanted.items() if getattr(row, key) != value)
        if changed:
            people.Unit.objects.filter(id=unit_id).update(**wanted)
            _note(unit_id, "unit.edit", actor, at, {"fields": changed})


def unfinished(unit_id: uuid.UUID) -> int:
    """Return how many dossiers still wait for something the unit has to do."""
    here = Q(received_unit=unit_id) | Q(competent_unit=unit_id) | Q(step_unit=unit_id) | Q(return_unit=unit_id)
    return Dossier.objects.filter(here, status__in=UNFINISHED).count()


def _locked() -> dict[uuid.UUID, Unit]:
    """Return every unit as it stands, with changes of the tree one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_epoch WHERE id = 1 FOR UPDATE")
    return {row.id: configuration.unit_of(row) for row in people.Unit.objects.order_by("id")}


def _refuse_new_problems(known: dict[uuid.UUID, Unit], wanted: list[Unit]) -> None:
    there = set(units.problems(known.values()))
    made = [problem.code.value for problem in units.problems(wanted) if problem not in there]
    if made:
        raise UnitRefused(made)


def _note(unit_id: uuid.UUID, action: str, actor: Actor, at: dt.datetime, data: dict[str, object]) -> None:
    ledger.note_subject(subject=unit_id, kind="unit", action=action, actor=actor, at=at, data=data)
    configuration_service.changed()


def _phone(text: str) -> str:
    return contacts.parse_phone(text).value if text.strip() else ""
