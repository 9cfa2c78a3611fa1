"""The unit meant by what was typed: picked from the list beside the field, or named well enough to be the only one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from motcua.domain import folding
from motcua.domain.people.units import Unit, UnitKind, in_force
from motcua.queries import configuration
from motcua.services.dossiers.effects import InputWrong

_PICKED = re.compile(r"\(([^()]+)\)\s*$")  # “name (code)”, as the list offers it


def unit_id(typed: str, day: dt.date, *, name: str = "unit") -> str:
    """Return the id of the unit picked from the list, or typed by code, by its name or by a part that only one name has.

    Accents and capitals may be left out. Nothing typed is no unit. Raises InputWrong (unknown_unit, several_units).
    """
    if not typed:
        return ""
    found = _by_code(typed, day) or _by_name(typed, day)
    if not found:
        raise InputWrong(name, "unknown_unit")
    if len(found) > 1:
        raise InputWrong(name, "several_units")
    return str(found[0].id)


def _by_code(typed: str, day: dt.date) -> list[Unit]:
    """Return the unit of the code that stands in brackets or alone; the one in force where a code was used again."""
    picked = _PICKED.search(typed)
    same = configuration.current().by_code.get((picked[1] if picked else typed).strip(), [])
    alive = [unit for unit in same if in_force(unit, day)]
    return (alive or same)[-1:]


def _by_name(typed: str, day: dt.date) -> list[Unit]:
    """Return the units that the first rule to find any finds: the whole name before a part of it, accents before none."""
    units = [u for u in configuration.current().units.values() if in_force(u, day) and u.kind is not UnitKind.VILLAGE_TEAM]
    for fold in (_lower, folding.fold):
        wanted = fold(typed)
        if found := [unit for unit in units if fold(unit.name) == wanted]:
            return found
    return _with_part(units, typed, _lower) or _with_part(units, typed, folding.fold)


def _with_part(units: list[Unit], typed: str, fold: Callable[[str], str]) -> list[Unit]:
    """Return the units whose name has the words typed, from the beginning of a word."""
    wanted = fold(typed)
    return [unit for unit in units if wanted and f" {wanted}" in f" {fold(unit.name)}"]


def _lower(text: str) -> str:
    return folding.clean_text(text).lower()
