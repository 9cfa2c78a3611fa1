"""Which unit is competent, and which unit a workflow step belongs to."""

from __future__ import annotations

import datetime as dt

from motcua.domain.people import units
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.procedures.revision import Level, Revision
from motcua.queries.configuration import Configuration


class NoCompetentUnit(LookupError):
    """Nobody in the province is competent as the filing stands; `why` names what is missing."""

    def __init__(self, why: str, area: str = "") -> None:
        self.why, self.area = why, area
        super().__init__(f"no competent unit: {why} {area}".strip())


def competent(config: Configuration, revision: Revision, received: Unit, areas: dict[str, str], day: dt.date) -> Unit:
    """Return who settles the dossier: from the revision and where the applicant or subject lives (R3).

    `areas` gives the present area code of `applicant` and `subject`, where known. Raises NoCompetentUnit.
    """
    rule = revision.competence
    if received.practice:
        return practice_office(config, received)
    if rule.unit_code is not None:
        unit = config.unit_by_code(rule.unit_code, day)
        if unit is None:
            raise NoCompetentUnit("unit", rule.unit_code)
        return unit
    if rule.level is Level.PROVINCE:
        return _above(config, received, UnitKind.PROVINCE_COMMITTEE)
    if rule.by == "receiving":
        return commune_of(config, received, areas, day)
    area = areas.get(rule.by) or areas.get("applicant", "")
    if not area:
        return commune_of(config, received, areas, day)
    return commune_in(config, area, day)


def practice_office(config: Configuration, centre: Unit) -> Unit:
    """Return the agency that settles whatever is practised at the centre: no dossier of practice leaves for a real one."""
    return config.unit(centre.parent_id)


def commune_of(config: Configuration, received: Unit, areas: dict[str, str], day: dt.date) -> Unit:
    """Return the commune a counter belongs to; at the provincial centre, the commune the applicant lives in."""
    for unit in (received, *units.ancestors(config.units.values(), received)):
        if unit.kind is UnitKind.COMMUNE_COMMITTEE:
            return unit
    area = areas.get("subject") or areas.get("applicant", "")
    if not area:
        raise NoCompetentUnit("area")
    return commune_in(config, area, day)


def commune_in(config: Configuration, area: str, day: dt.date) -> Unit:
    """Return the commune's committee for an area code in force on the day. Raises NoCompetentUnit."""
    for unit in config.units.values():
        if unit.kind is UnitKind.COMMUNE_COMMITTEE and unit.area_code == area and units.in_force(unit, day):
            return unit
    raise NoCompetentUnit("area", area)


def step_unit(config: Configuration, selector: str, received: Unit, competent_unit: Unit, day: dt.date) -> Unit:
    """Return the unit of a step: `received`, `competent`, `province:<code>` or `linked:<kind>`.

    A linked agency is the one that serves the competent unit's area, else the province's. Raises NoCompetentUnit.
    """
    if selector == "received":
        return received
    if selector == "competent" or received.practice:
        return competent_unit
    kind, _colon, name = selector.partition(":")
    if kind == "province":
        found = config.unit_by_code(name, day)
        if found is not None:
            return found
    if kind == "linked":
        candidates = [u for u in config.units.values() if u.kind.value == name and units.in_force(u, day)]
        near = [u for u in candidates if u.area_code and u.area_code == competent_unit.area_code]
        if near or candidates:
            return min(near or candidates, key=lambda u: (u.level is not units.Level.PROVINCE, u.code))
    raise NoCompetentUnit("step", selector)


def centre_of(config: Configuration, unit: Unit, day: dt.date) -> Unit:
    """Return the one-stop centre through which a unit receives: its own, else the one of the unit above it."""
    for here in (unit, *units.ancestors(config.units.values(), unit)):
        if here.kind in (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT):
            return here
        for child in config.children.get(str(here.id), ()):
            candidate = config.units[child]
            if candidate.kind is UnitKind.ONE_STOP_CENTRE and units.in_force(candidate, day):
                return candidate
    raise NoCompetentUnit("centre", unit.code)


def _above(config: Configuration, unit: Unit, kind: UnitKind) -> Unit:
    for here in (unit, *units.ancestors(config.units.values(), unit)):
        if here.kind is kind:
            return here
    raise NoCompetentUnit("unit", kind.value)
