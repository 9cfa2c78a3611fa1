"""The public statistics as they were published: which periods there are, one table, its lines with their shares."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.domain import folding
from motcua.domain.figures.publication import MEASURES
from motcua.domain.figures.rounding import percent
from motcua.domain.reports import periods
from motcua.domain.reports.periods import Kind, Reported
from motcua.storage.figures.models import Publication

PROCEDURE, UNIT = "procedure", "unit"
KINDS = (PROCEDURE, UNIT)
SHARES = {"in_time_percent": ("in_time", "settled"), "satisfied_percent": ("satisfied", "rated")}
_ORDER = {Kind.YEAR: 0, Kind.QUARTER: 1, Kind.MONTH: 2, Kind.HALF: 3}


@dataclass(frozen=True)
class Line:
    """A procedure, a unit, or the sum of a group; None is withheld."""

    group: str
    code: str
    name: str
    cells: Mapping[str, int | None]

    def share(self, name: str) -> Decimal | None:
        """Return a share in percent, half up; None where it is withheld or there is nothing to be a share of."""
        hit, of = (self.cells[m] for m in SHARES[name])
        return None if hit is None or of is None else percent(hit, of)

    @property
    def withheld(self) -> list[str]:
        """Return the counts that are withheld."""
        return [m for m in MEASURES if self.cells[m] is None]


@dataclass(frozen=True)
class Table:
    """A table as it was published."""

    kind: str
    period: Reported
    first: dt.date
    last: dt.date
    version: int
    published_at: dt.datetime
    digest: str
    least: int
    lines: Sequence[Line]
    groups: Sequence[Line]
    total: Line


def all_periods() -> list[Reported]:
    """Return the periods that are published, the latest years first, of each the year, its quarters, its months."""
    keys = Publication.objects.filter(kind=PROCEDURE).values_list("period", flat=True)
    found = [periods.read(key) for key in keys]
    return sorted(found, key=lambda p: (-p.year, _ORDER[p.kind], -p.ordinal))


def latest(found: Sequence[Reported]) -> Reported | None:
    """Return the quarter that ended last."""
    quarters = [p for p in found if p.kind is Kind.QUARTER]
    return max(quarters, key=lambda p: (p.year, p.ordinal), default=None)


def one(kind: str, period: Reported) -> Table | None:
    """Return a table; None where it is not published."""
    row = Publication.objects.filter(kind=kind, period=period.key).first()
    if row is None:
        return None
    said = json.loads(row.content)
    return Table(
        kind, period, row.first, row.last, row.version, row.published_at, row.digest, said["least"],
        [Line(r["group"], r["code"], r["name"], r["cells"]) for r in said["rows"]],
        sorted((Line(g["group"], "", g["group"], g["cells"]) for g in said["groups"]), key=lambda one: folding.sort_key(one.name)), Line("", "", "", said["total"]),
    )  # fmt: skip
