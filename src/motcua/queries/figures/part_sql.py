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
NOBODY = "00000000-0000-0000-0000-000000000000"  # of all units together


@cache
def amount(part: Part) -> tuple[str, tuple[object, ...]]:
    """Return what one row `f` adds to a part, 0 or NULL where it does not count."""
    text, values = conditions.to_sql(part.where, table="f", columns=COLUMNS)
    what = f'f."{part.amount}"' if part.amount else "1"
    return f'CASE WHEN f."{part.day}" IS NOT NULL AND f."{part.unit}" IS NOT NULL AND {text} THEN {what} END', tuple(values)


def narrow(relation: str, parts: Sequence[Part], *, sign: str = "1") -> tuple[str, list[object]]:
    """Return a SELECT of one row a part over a relation of facts, unsummed: part, month, unit, procedure, bucket, n."""
    lines, values = [], []
    for part in parts:
        text, given = amount(part)
        bucket = f'f."{part.bucket}"' if part.bucket else "0"
        lines.append(f"('{part.key}', f.\"{part.day}\", f.\"{part.unit}\", {bucket}, ({text}) * {sign})")
        values.extend(given)
    return (
        "SELECT m.part, date_trunc('month', m.day)::date AS month, m.unit, f.procedure_code AS procedure, m.bucket, m.n "
        f"FROM {relation} f CROSS JOIN LATERAL (VALUES {', '.join(lines)}) m(part, day, unit, bucket, n) WHERE m.n <> 0"
    ), values


def summed(relation: str, parts: Sequence[Part], *, sign: str = "1") -> list[tuple[str, list[object]]]:
    """Return SELECTs of every sum kept of the parts over a relation of facts: NARROW and the amount.

    Each part is summed by month and unit and by month alone (unit NOBODY); one that counts procedures by procedure too.
    """
    found = []
    for (day, unit), chosen in axes(parts).items():
        plain = [p for p in chosen if not p.bucket]
        if plain:
            found.append(_wide(relation, (day, unit), "GROUPING SETS ((1, 2), (1))", plain, sign))
        by_procedure = [p for p in plain if p.by_procedure]
        if by_procedure:
            found.append(_wide(relation, (day, unit), "1, 3", by_procedure, sign))
    for part in parts:
        if part.bucket:
            text, values = narrow(relation, [part], sign=sign)
            found.append((
                (f"SELECT part, month, COALESCE(unit, '{NOBODY}') AS unit, '' AS procedure, bucket, sum(n) AS n FROM ({text}) c "
                "GROUP BY GROUPING SETS ((part, month, bucket, unit), (part, month, bucket))"),
                values,
            ))  # fmt: skip
    return found


def _wide(relation: str, axis: tuple[str, str], grouping: str, parts: Sequence[Part], sign: str) -> tuple[str, list[object]]:
    (day, unit), together = axis, grouping == "1, 3"
    columns = "NULL::uuid AS unit, f.procedure_code AS procedure" if together else f"f.\"{unit}\" AS unit, '' AS procedure"
    sums, names, values = [], [], []
    for i, part in enumerate(parts):
        text, given = amount(part)
        sums.append(_counted(part, text, sign, i))
        names.append(f"('{part.key}', n{i})")
        values.extend(given)
    inner = (
        f"SELECT date_trunc('month', f.\"{day}\")::date AS month, {columns}, {', '.join(sums)} "
        f'FROM {relation} f WHERE f."{day}" IS NOT NULL AND f."{unit}" IS NOT NULL GROUP BY {grouping}'
    )
    return (
        f"SELECT v.part, g.month, COALESCE(g.unit, '{NOBODY}') AS unit, g.procedure, 0 AS bucket, v.n "
        f"FROM ({inner}) g CROSS JOIN LATERAL (VALUES {', '.join(names)}) v(part, n) WHERE v.n <> 0"
    ), values


def axes(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    """Return parts by the day and the unit they count on."""
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        found.setdefault((part.day, part.unit), []).append(part)
    return found


def _counted(part: Part, text: str, sign: str, place: int) -> str:
    if part.amount or sign != "1":
        return f"sum(({text}) * {sign}) AS n{place}"
    return f"count({text}) AS n{place}"  # what counts gives 1, everything else NULL


@cache
def digest() -> str:
    """Return what tells one table of parts from another."""
    return hashlib.sha256(repr(sorted(counted.PARTS, key=lambda p: p.key)).encode()).hexdigest()
