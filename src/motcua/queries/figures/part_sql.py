"""The SQL reading of parts: the same condition Python judges one dossier by, over facts, changes and sums."""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Iterable, Sequence
from functools import cache

from motcua.domain.figures import counted
from motcua.domain.figures.facts import Fact
from motcua.domain.figures.parts import Part
from motcua.storage import conditions

_KINDS = {"str": "text", "int": "bigint", "bool": "boolean", "dt.date": "date"}
_IDS = ("dossier_id", "received_unit", "competent_unit", "help_unit")
COLUMNS: conditions.Columns = {
    name: (name, "uuid" if name in _IDS else _KINDS[str(kind).split(" | ")[0]])
    for name, kind in typing.cast("dict[str, object]", Fact.__annotations__).items()
}
NARROW = "part, month, unit, procedure, bucket"


@cache
def amount(part: Part) -> tuple[str, tuple[object, ...]]:
    """Return what one row `f` adds to a part, 0 or NULL where it does not count."""
    text, values = conditions.to_sql(part.where, table="f", columns=COLUMNS)
    what = f'f."{part.amount}"' if part.amount else "1"
    return f'CASE WHEN f."{part.day}" IS NOT NULL AND f."{part.unit}" IS NOT NULL AND {text} THEN {what} END', tuple(values)


def narrow(relation: str, parts: Sequence[Part], *, sign: str = "1") -> tuple[str, list[object]]:
    """Return a SELECT of one row a part and month (the columns of NARROW and n) over a relation of facts, unsummed.

    Where a part is kept by procedure it comes twice: under no procedure and under its own.
    """
    lines, values = [], []
    for part in parts:
        text, given = amount(part)
        bucket = f'f."{part.bucket}"' if part.bucket else "0"
        for procedure in ("''", "f.procedure_code") if part.by_procedure else ("''",):
            lines.append(f"('{part.key}', f.\"{part.day}\", f.\"{part.unit}\", {procedure}, {bucket}, ({text}) * {sign})")
            values.extend(given)
    return (
        "SELECT m.part, date_trunc('month', m.day)::date AS month, m.unit, m.procedure, m.bucket, m.n "
        f"FROM {relation} f CROSS JOIN LATERAL (VALUES {', '.join(lines)}) m(part, day, unit, procedure, bucket, n) WHERE m.n <> 0"
    ), values


def axes(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    """Return parts by the day and the unit they count on."""
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        found.setdefault((part.day, part.unit), []).append(part)
    return found


@cache
def digest() -> str:
    """Return what tells one table of parts from another."""
    return hashlib.sha256(repr(sorted(counted.PARTS, key=lambda p: p.key)).encode()).hexdigest()
