"""Credit for receiving elsewhere: which one-stop received for which agency, each dossier once, and the dossiers of a pair."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from motcua.domain.people.territory import Territory
from motcua.domain.people.units import Unit
from motcua.queries import configuration
from motcua.queries.figures import territory
from motcua.storage import statements

_PAIRS = (
    "SELECT received_unit::text, competent_unit::text, count(*) FROM figures_fact WHERE elsewhere AND accepted_on BETWEEN %s AND %s "
    "AND (received_unit = ANY(%s::uuid[]) OR competent_unit = ANY(%s::uuid[])) GROUP BY 1, 2"
)
_IDS = (
    "SELECT dossier_id FROM figures_fact WHERE elsewhere AND accepted_on BETWEEN %s AND %s AND received_unit = ANY(%s::uuid[]) "
    "AND competent_unit = ANY(%s::uuid[]) AND dossier_id < %s ORDER BY dossier_id DESC LIMIT %s"
)
_LAST = uuid.UUID(int=2**128 - 1)


@dataclass(frozen=True)
class Pair:
    """So many dossiers that one unit received and another one settles."""

    received: Unit
    competent: Unit
    dossiers: int


def pairs(counted: Collection[str], reading: Territory, *, first: dt.date, last: dt.date, today: dt.date) -> list[Pair]:
    """Return who received for whom in a period, both days included, where either side is among the units; the most first."""
    units = configuration.current().units
    holder = territory.holders(reading, today)
    found: dict[tuple[str, str], int] = {}
    asked = sorted(counted)
    for received, competent, count in statements.run(_PAIRS, [first, last, asked, asked]):
        key = holder.get(str(received), ""), holder.get(str(competent), "")
        found[key] = found.get(key, 0) + int(str(count))
    known = [Pair(units[a], units[b], count) for (a, b), count in found.items() if a in units and b in units]
    return sorted(known, key=lambda p: (-p.dossiers, p.received.name, p.competent.name))


def ids(
    received: str, competent: str, reading: Territory, *, first: dt.date, last: dt.date, today: dt.date, limit: int, after: uuid.UUID | None = None,
) -> list[uuid.UUID]:  # fmt: skip
    """Return the dossiers of a pair, the newest first; `after` goes on below one."""
    sides = [territory.same(unit, reading, today) for unit in (received, competent)]
    found = statements.run(_IDS, [first, last, *(sorted(side) for side in sides), after or _LAST, limit])
    return [uuid.UUID(str(row[0])) for row in found]
