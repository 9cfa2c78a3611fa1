"""Absences looked up: one's own, those of the staff one is responsible for, and who is away without a deputy."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from motcua.domain.people.units import UnitKind
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.storage.ledger.models import Entry
from motcua.storage.people.models import Absence, Staff, StaffRole


@dataclass(frozen=True)
class Line:
    """An absence as a list shows it; `when` is now, later or over."""

    id: uuid.UUID
    person: str
    title: str
    deputy: str
    first: dt.date
    last: dt.date
    when: str
    planned: dt.date | None = None  # the last day as it was entered, of one that was called off before it began


@dataclass(frozen=True)
class Somebody:
    """A colleague to choose: the title tells two of the same name apart."""

    id: uuid.UUID
    name: str
    title: str


def own(actor: Actor, day: dt.date) -> list[Line]:
    """Return the actor's absences that are not long over."""
    return _lines(Absence.objects.filter(staff_id=actor.id), day)


def stood_in_for(actor: Actor, day: dt.date) -> list[Line]:
    """Return for whom the actor stands in, now or later."""
    return [line for line in _lines(Absence.objects.filter(deputy_id=actor.id), day) if line.when != "over"]


def administered(actor: Actor, day: dt.date) -> list[Line]:
    """Return the absences of the staff the actor is responsible for."""
    rows = Absence.objects.all()
    if not administration.everywhere(actor):
        rows = rows.filter(staff_id__in=[s.id for s in staff_of(actor, day)])
    return _lines(rows, day)


def staff_of(actor: Actor, day: dt.date) -> list[Somebody]:
    """Return whose absences the actor may enter: staff of the units they administer or whose one-stop they head."""
    if administration.everywhere(actor):
        held = StaffRole.objects.filter(valid_from__lte=day)
    else:
        held = StaffRole.objects.filter(valid_from__lte=day, unit_id__in=sorted(actor.reach_as(Role.UNIT_ADMIN, Role.ONE_STOP_HEAD)))
    return _people(held.exclude(valid_to__lt=day))


def deputies(staff_ids: list[uuid.UUID], day: dt.date) -> list[Somebody]:
    """Return who may stand in for these people: staff who work for the same agency."""
    config = configuration.current()
    mine = StaffRole.objects.filter(staff_id__in=staff_ids, valid_from__lte=day).exclude(valid_to__lt=day).values_list("unit_id", flat=True)
    houses = {house(unit) for unit in mine}
    near = [key for key in config.units if house(key) in houses]
    held = StaffRole.objects.filter(unit_id__in=near, valid_from__lte=day).exclude(valid_to__lt=day)
    return _people(held.exclude(staff__roles__role=Role.SYSTEM_ADMIN.value))


def uncovered(day: dt.date) -> frozenset[str]:
    """Return who is away on the day without a deputy whose account is open."""
    rows = Absence.objects.filter(first__lte=day, last__gte=day).filter(Q(deputy=None) | Q(deputy__is_active=False))
    return frozenset(str(i) for i in rows.values_list("staff_id", flat=True))


def away(people: list[uuid.UUID], day: dt.date) -> dict[uuid.UUID, Line]:
    """Return the absences of these people on the day, by person."""
    found = Absence.objects.filter(staff_id__in=people, first__lte=day, last__gte=day).select_related("staff", "deputy")
    return {a.staff_id: _line(a, day) for a in found}


def house(unit_id: object) -> str:
    """Return the agency a unit belongs to: a one-stop centre or point belongs to the committee above it."""
    config = configuration.current()
    unit = config.unit(unit_id)
    while unit.kind in (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT) and unit.parent_id is not None:
        unit = config.unit(unit.parent_id)
    return str(unit.id)


def _people(held: QuerySet[StaffRole]) -> list[Somebody]:
    found = Staff.objects.filter(is_active=True, roles__in=held).distinct().order_by("name", "username")
    return [Somebody(s.id, s.name, s.title) for s in found]


def _lines(rows: QuerySet[Absence], day: dt.date) -> list[Line]:
    found = rows.filter(last__gte=day - dt.timedelta(days=30)).select_related("staff", "deputy").order_by("first", "id")
    rows_found = list(found[:500])
    planned = _planned([a for a in rows_found if a.last < a.first])
    return [replace(_line(a, day), planned=planned.get(str(a.id))) for a in rows_found]


def _planned(called_off: list[Absence]) -> dict[str, dt.date]:
    """Return the last days of absences as they were entered, by absence: their rows keep only when they were ended."""
    if not called_off:
        return {}
    entries = Entry.objects.filter(chain__in={a.staff_id for a in called_off}, action="absence.enter").values_list("data", flat=True)
    return {str(data["absence"]): dt.date.fromisoformat(str(data["to"])) for data in entries}


def _line(row: Absence, day: dt.date) -> Line:
    when = "over" if row.last < day else "later" if row.first > day else "now"
    return Line(row.id, row.staff.name, row.staff.title, row.deputy.name if row.deputy else "", row.first, row.last, when)
