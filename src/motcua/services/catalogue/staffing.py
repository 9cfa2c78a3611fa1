"""Whether anybody holds the role a workflow step asks for, on a day: a step nobody can do must not be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from motcua.domain.people import units
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.procedures.revision import Competence, Level
from motcua.domain.procedures.workflow import Staffed
from motcua.queries.configuration import Configuration
from motcua.storage.people.models import StaffRole

_RECEIVING = (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT)


def on(config: Configuration, competence: Competence, day: dt.date) -> Staffed:
    """Return the question "is the role held in the unit the selector names?" for a procedure of that competence.

    Where a selector stands for many units (the communes, the one-stop centres), one of them that is staffed is
    enough: which commune lacks whom is seen with its staff, not with the procedure.
    """
    in_force = (Q(valid_to=None) | Q(valid_to__gte=day)) & Q(valid_from__lte=day, staff__is_active=True)
    held = {
        (str(unit), role) for unit, role in StaffRole.objects.filter(in_force).values_list("unit_id", "role")
    }

    def staffed(selector: str, role: str) -> bool:
        if selector.startswith("linked:") and _sent_to(config, selector.partition(":")[2], day):
            return any((str(unit.id), role) in held for unit in _named(config, "competent", competence, day))
        return any((str(unit.id), role) in held for unit in _named(config, selector, competence, day))

    return staffed


def _named(config: Configuration, selector: str, competence: Competence, day: dt.date) -> Iterable[Unit]:
    """Return the units in force a selector may stand for."""
    alive = [unit for unit in config.units.values() if units.in_force(unit, day)]
    if selector == "received":
        return [unit for unit in alive if unit.kind in _RECEIVING]
    if selector == "competent":
        return _competent(config, alive, competence, day)
    kind, _colon, name = selector.partition(":")
    if kind == "province":
        found = config.unit_by_code(name, day)
        return [found] if found is not None else []
    return [unit for unit in alive if unit.kind.value == name]


def _sent_to(config: Configuration, kind: str, day: dt.date) -> bool:
    """Return whether every agency of the kind has no account here: its steps then stay with whoever sends to it."""
    kept = [a for a in config.agencies if a.kind == kind and a.valid_from <= day and (a.valid_to is None or a.valid_to >= day)]
    return bool(kept) and all(a.unit is None for a in kept)


def _competent(config: Configuration, alive: list[Unit], competence: Competence, day: dt.date) -> list[Unit]:
    if competence.unit_code is not None:
        found = config.unit_by_code(competence.unit_code, day)
        return [found] if found is not None else []
    if competence.kind:
        serving = {a.unit for a in config.agencies if a.kind == competence.kind and a.unit is not None}
        return [unit for unit in alive if str(unit.id) in serving]
    if competence.level is Level.PROVINCE:
        return [unit for unit in alive if unit.kind is UnitKind.PROVINCE_COMMITTEE]
    return [unit for unit in alive if unit.kind is UnitKind.COMMUNE_COMMITTEE]
