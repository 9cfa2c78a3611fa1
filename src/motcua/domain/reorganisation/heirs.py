"""Who takes over what: the shares of a reorganisation, and which heir a dossier goes to by its field and its area.

Codes of areas were given again on 1/7/2025, so an old area is only ever compared with old ones and a new one with new
ones: old 21109 is Bình Tân Phú, new 21109 is Đông Sơn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from motcua.domain.people.units import Unit, UnitKind

_DESKS = frozenset({UnitKind.ONE_STOP_CENTRE, UnitKind.ONE_STOP_POINT, UnitKind.VILLAGE_TEAM})


@dataclass(frozen=True, slots=True)
class Share:
    """One unit takes over from another: everything, or what is of these fields, or of these old areas."""

    old: UUID
    new: UUID
    fields: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    main: bool = False
    derived: bool = False  # no line of its own: it follows the unit above it
    line: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What a dossier says about where it belongs: its field, where its owner or subject lives (old codes, new codes)."""

    field: str = ""
    old_areas: frozenset[str] = frozenset()
    new_areas: frozenset[str] = frozenset()


NOTHING_KNOWN = Facts()


class Heirs:
    """The shares by the unit they are of; `units` gives areas and families of the heirs."""

    def __init__(self, shares: Iterable[Share], units: Iterable[Unit]) -> None:
        self._of: defaultdict[UUID, list[Share]] = defaultdict(list)
        for share in shares:
            self._of[share.old].append(share)
        self._units = {unit.id: unit for unit in units}
        self._whole = {old: found[0].new for old, found in self._of.items() if len({s.new for s in found}) == 1}

    @cached_property
    def losing(self) -> frozenset[UUID]:
        """The units that give something away."""
        return frozenset(old for old, found in self._of.items() if any(s.new != old for s in found))

    def of(self, old: UUID) -> tuple[UUID, ...]:
        """Return everybody who takes over something of a unit, in the order of the table."""
        return tuple(dict.fromkeys(share.new for share in self._of.get(old, ())))

    def whole(self, old: UUID) -> UUID | None:
        """Return who continues a unit wholly; None where it is divided, or nobody does."""
        return self._whole.get(old)

    def main(self, old: UUID) -> UUID | None:
        """Return who keeps the archive of a unit and what belongs to no dossier: the line marked so, else the first."""
        found = self._of.get(old, ())
        return next((s.new for s in found if s.main), found[0].new if found else None)

    def heir(self, old: UUID, facts: Facts = NOTHING_KNOWN, *, family: UUID | None = None) -> UUID | None:
        """Return who takes over a dossier of a unit; None where that has to be decided by hand.

        A line that names the old area goes before one that names the field, and that before one that names neither;
        where several remain, the heir in whose new area the owner lives. With a `family` (the agency somebody chose)
        it is the heir within that agency, else the main one.
        """
        if old in self._whole:
            return self._whole[old]
        shares = self._of.get(old, [])
        targets = {share.new for share in shares}
        if family is not None:
            return next((s.new for s in shares if self.family(s.new) == family), self.main(old))
        fitting = [s for s in shares if (not s.fields or facts.field in s.fields) and (not s.areas or s.areas & facts.old_areas)]
        best = max(((bool(s.areas), bool(s.fields)) for s in fitting), default=(False, False))
        nearest = {s.new for s in fitting if (bool(s.areas), bool(s.fields)) == best}
        if len(nearest) == 1:
            return next(iter(nearest))
        living = {new for new in nearest or targets if self._area(new) in facts.new_areas}
        return next(iter(living)) if len(living) == 1 else None

    def families(self, old: UUID) -> tuple[UUID, ...]:
        """Return the agencies among which somebody may have to choose."""
        return tuple(dict.fromkeys(self.family(new) for new in self.of(old)))

    def family(self, unit_id: UUID) -> UUID:
        """Return the agency a desk works for: the unit itself, or for a centre, a point or a team the one above it."""
        unit = self._units.get(unit_id)
        while unit is not None and unit.kind in _DESKS and unit.parent_id in self._units:
            unit = self._units[unit.parent_id]
        return unit.id if unit is not None else unit_id

    def _area(self, unit_id: UUID) -> str:
        unit = self._units.get(unit_id)
        above = self._units.get(self.family(unit_id))
        return (unit.area_code if unit else "") or (above.area_code if above else "") or "none"
