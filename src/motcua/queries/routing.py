"""Which unit is competent, and which unit a workflow step belongs to."""

from __future__ import annotations

import datetime as dt

from motcua.domain.people import agencies, units
from motcua.domain.people.agencies import Agency
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.procedures.revision import Level, Revision
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.storage.dossiers.models import Dossier

_COUNTERS = (UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT)


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
    if rule.kind:
        return _agency(config, rule.kind, areas.get(rule.by) or areas.get("subject") or areas.get("applicant") or area_of(config, received), day)
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


def may_settle(config: Configuration, revision: Revision, unit: Unit | None, now: Unit, day: dt.date) -> bool:
    """Return whether another unit may be competent in place of this one: in force, of its kind or the one the revision names."""
    if unit is None or unit.id == now.id or unit.practice != now.practice or not units.in_force(unit, day):
        return False
    return unit.kind is now.kind or unit.code == revision.competence.unit_code


def may_receive(unit: Unit | None, now: Unit, day: dt.date) -> bool:
    """Return whether another unit may be the one that received: a one-stop office in force."""
    return unit is not None and unit.id != now.id and unit.practice == now.practice and units.in_force(unit, day) and unit.kind in _COUNTERS


def step_unit(config: Configuration, selector: str, received: Unit, competent_unit: Unit, day: dt.date) -> Unit:
    """Return the unit of a step: `received`, `competent`, `province:<code>` or `linked:<kind>`.

    A linked agency is the one that serves the competent unit's area, else the province's; a unit that has ended is the one that
    continues it. One that has no account here is sent to by the competent unit, at which the step then stays. Raises NoCompetentUnit.
    """
    if selector == "received":
        return present(config, received, day)
    if selector == "competent" or received.practice:
        return present(config, competent_unit, day)
    kind, _colon, name = selector.partition(":")
    if kind == "province":
        found = config.unit_by_code(name, day) or next((present(config, u, day) for u in reversed(config.by_code.get(name, ()))), None)
        if found is not None and units.in_force(found, day):
            return found
    if kind == "linked":
        agency = serving(config, name, received, competent_unit, day)
        if agency is not None:
            return config.unit(agency.unit) if agency.unit else competent_unit
        candidates = [u for u in config.units.values() if u.kind.value == name and units.in_force(u, day)]
        near = [u for u in candidates if u.area_code and u.area_code == competent_unit.area_code]
        if near or candidates:
            return min(near or candidates, key=lambda u: (u.level is not units.Level.PROVINCE, u.code))
    raise NoCompetentUnit("step", selector)


def present(config: Configuration, unit: Unit, day: dt.date) -> Unit:
    """Return who does a unit's work on the day: itself, or who continues it; itself again where nobody does."""
    return unit if units.in_force(unit, day) else units.continues(config.units.values(), unit, day) or unit


def at_home(config: Configuration, revision: Revision, received: Unit, competent_unit: Unit, day: dt.date) -> bool:
    """Return whether a dossier is handed in where it is settled: at the competent unit's own counter, or in the area it serves."""
    above = units.ancestors(config.units.values(), received)
    if competent_unit.id == received.id or (competent_unit.kind is not UnitKind.PROVINCE_COMMITTEE and competent_unit in above):
        return True
    if revision.competence.kind:
        agency = agencies.serving(config.agencies, revision.competence.kind, area_of(config, received), day)
        return agency is not None and agency.unit == str(competent_unit.id)
    try:
        return centre_of(config, competent_unit, day).id == received.id
    except NoCompetentUnit:
        return False


def unit_asked(row: Dossier, selector: str, day: dt.date) -> str:
    """Return the id of the unit that a row of the procedure asks about a dossier; empty where it names no other than the asker."""
    config = configuration.current()
    try:
        found = step_unit(config, selector, config.unit(row.received_unit_id), config.unit(row.competent_unit_id), day)
    except NoCompetentUnit:
        return ""
    return "" if found.id == row.step_unit_id else str(found.id)


def serving(config: Configuration, kind: str, received: Unit, competent_unit: Unit, day: dt.date) -> Agency | None:
    """Return the agency of the kind that serves a dossier: where it is settled, else where it came in; None where none is kept."""
    area = area_of(config, competent_unit) or area_of(config, received)
    return agencies.serving(config.agencies, kind, area, day)


def area_of(config: Configuration, unit: Unit) -> str:
    """Return the commune a unit belongs to; empty for units of the province."""
    for here in (unit, *units.ancestors(config.units.values(), unit)):
        if here.level is units.Level.COMMUNE and here.area_code:
            return here.area_code
    return ""


def _agency(config: Configuration, kind: str, area: str, day: dt.date) -> Unit:
    """Return the unit of the agency that serves an area. Raises NoCompetentUnit where it has none here."""
    found = agencies.serving(config.agencies, kind, area, day)
    if found is None or found.unit is None:
        raise NoCompetentUnit("agency", area)
    return config.unit(found.unit)


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
