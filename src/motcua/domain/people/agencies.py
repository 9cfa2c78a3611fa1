"""Agencies that steps of a chain go to (cơ quan liên thông): whom they serve, and whether they work in this system.

An agency with an account has a unit here and works in it. One without is sent a letter (or an e-mail), answers outside, and
whoever sent it keys the answer in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Way(StrEnum):
    """How something is sent to an agency without an account."""

    LETTER = "letter"  # phiếu giấy, qua văn thư
    EMAIL = "email"  # thư điện tử công vụ


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as it is between two days, both included; no areas means that it serves the whole province."""

    id: str
    name: str
    kind: str  # tax, land_office, police …: what a workflow asks for
    areas: frozenset[str]  # codes of the communes it serves
    way: Way
    valid_from: date
    valid_to: date | None = None
    unit: str | None = None  # its unit, where it has an account here

    def serves(self, area: str, day: date) -> bool:
        """Tell whether it serves a commune on a day."""
        there = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return there and (not self.areas or area in self.areas)


def serving(agencies: Iterable[Agency], kind: str, area: str, day: date) -> Agency | None:
    """Return the agency of a kind that serves a commune on a day: one named for it before one of the whole province.

    Of several, the one that began last; None where nobody of the kind serves it.
    """
    found = [a for a in agencies if a.kind == kind and a.serves(area, day)]
    return max(found, key=lambda a: (bool(a.areas), a.valid_from, a.id), default=None)


def overlapping(agencies: Iterable[Agency], new: Agency) -> Agency | None:
    """Return an agency of the same kind that already serves one of the communes of a new one on a common day, or None."""
    for one in agencies:
        if one.id == new.id or one.kind != new.kind or bool(one.areas) != bool(new.areas):
            continue
        together = (one.valid_to is None or new.valid_from <= one.valid_to) and (new.valid_to is None or one.valid_from <= new.valid_to)
        if together and (not new.areas or one.areas & new.areas):
            return one
    return None


# Words for the kinds that come with the system; a province adds its own keys.
KINDS: Mapping[str, str] = {
    "tax": "Cơ quan thuế",
    "land_office": "Văn phòng, chi nhánh văn phòng đăng ký đất đai",
    "police": "Công an",
    "sector": "Cơ quan ngành dọc khác",
}
