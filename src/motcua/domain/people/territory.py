"""Who a unit's dossiers count for: for itself, as it stood then, or for whoever holds its territory today.

A dossier counts for one unit in either reading. A unit that was divided has several heirs: what was open went to one of
them when it was divided, and the dossier names that one itself; everything else counts for the main heir.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from motcua.domain.people.units import Unit


class Territory(StrEnum):
    """How units are read in figures."""

    THEN = "then"  # như đơn vị lúc đó
    TODAY = "today"  # theo địa bàn hôm nay


def ended(unit: Unit, day: date) -> bool:
    """Tell whether a unit is no more on a day."""
    return unit.valid_to is not None and unit.valid_to < day


def holders(units: Mapping[str, Unit], divided: Mapping[str, Sequence[str]], day: date) -> dict[str, str]:
    """Return for every unit who holds its territory on a day: itself, or the last heir in line.

    `divided` gives the heirs of units that name no single one, the main one first. A unit that nobody continues stays
    its own holder; so does one in a circle of heirs.
    """
    found = {}
    for start, unit in units.items():
        here, seen = unit, {start}
        while ended(here, day):
            heir = str(here.successor_id) if here.successor_id is not None else next(iter(divided.get(str(here.id), ())), "")
            if heir not in units or heir in seen:
                break
            seen.add(heir)
            here = units[heir]
        found[start] = str(here.id)
    return found
