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
NARROW = "part, span, start, unit, procedure, bucket"
NOBODY = "00000000-0000-0000-0000-000000000000"  # of all units together
YEAR, MONTH, EACH_DAY = "year", "month", "day"  # what a sum is over


@cache
def amount(part: Part) -> tuple[str, tuple[object, ...]]:
    """Return what one row `f` adds to a part, 0 or NULL where it does not count."""
    text, values = conditions.to_sql(part.where, table="f", columns=COLUMNS)
    what = f'f."{part.amount}"' if part.amount else "1"
    return f'CASE WHEN f."{part.day}" IS NOT NULL AND f."{part.unit}" IS NOT NULL AND {text} THEN {what} END', tuple(values)


@cache
def total(part: Part, sign: str = "") -> tuple[str, tuple[object, ...]]:
    """Return the aggregate of a part over rows `f` whose day and unit are known, 0 or NULL where nothing counts."""
    text, values = conditions.to_sql(part.where, table="f", columns=COLUMNS)
    what = " * ".join(filter(None, (f'f."{part.amount}"' if part.amount else "", sign)))
    only = "" if text == "TRUE" else f" FILTER (WHERE {text})"
    return (f"sum({what}){only}" if what else f"count(*){only}"), tuple(values)


def narrow(relation: str, parts: Sequence[Part], *, sign: str = "1") -> tuple[str, list[object]]:
    """Return a SELECT of one row a part over a relation of facts, unsummed: part, day, month, unit, procedure, bucket, n."""
    lines, values = [], []
    for part in parts:
        text, given = amount(part)
        bucket = f'f."{part.bucket}"' if part.bucket else "0"
        lines.append(f"('{part.key}', f.\"{part.day}\", f.\"{part.unit}\", {bucket}, ({text}) * {sign})")
        values.extend(given)
    return (
        "SELECT m.part, m.day, date_trunc('month', m.day)::date AS month, m.unit, f.procedure_code AS procedure, m.bucket, m.n "
        f"FROM {relation} f CROSS JOIN LATERAL (VALUES {', '.join(lines)}) m(part, day, unit, bucket, n) WHERE m.n <> 0"
    ), values


def summed(relation: str, parts: Sequence[Part], *, sign: str = "") -> list[tuple[str, list[object]]]:
    """Return SELECTs of every sum kept of the parts over a relation of facts: NARROW and the amount.

    Each part is summed by month and by year, of each unit and of all together (NOBODY), and by day of all together; one
    that counts procedures by month and procedure too. The facts are read once an axis, grouped by day and unit, by
    several workers where the server has them; the sums are made from those groups.
    """
    found = []
    for (day, unit), chosen in axes(parts).items():
        plain = [p for p in chosen if not p.bucket]
        if plain:
            found.append(_by_unit(relation, (day, unit), plain, sign))
            found.append(_by_day(relation, (day, unit), plain, sign))
        by_procedure = [p for p in plain if p.by_procedure]
        if by_procedure:
            found.append(_by_procedure(relation, (day, unit), by_procedure, sign))
    found.extend(_by_bucket(relation, part, sign) for part in parts if part.bucket)
    return found


def _by_unit(relation: str, axis: tuple[str, str], parts: Sequence[Part], sign: str) -> tuple[str, list[object]]:
    months, values = _grouped(relation, axis, f"date_trunc('month', f.\"{axis[0]}\")::date AS month, f.\"{axis[1]}\" AS unit", parts, sign)
    sums = ", ".join(f"sum(n{i})::bigint AS n{i}" for i in range(len(parts)))
    return (
        "SELECT v.part, CASE WHEN g.month IS NOT NULL THEN 'month' ELSE 'year' END AS span, COALESCE(g.month, g.year) AS start, "
        f"COALESCE(g.unit, '{NOBODY}') AS unit, '' AS procedure, 0 AS bucket, v.n "
        f"FROM (SELECT month, date_trunc('year', month)::date AS year, unit, {sums} FROM ({months}) d "
        f"GROUP BY GROUPING SETS ((1, 3), (1), (2, 3), (2))) g {_one_a_part(parts)}"
    ), values


def _by_day(relation: str, axis: tuple[str, str], parts: Sequence[Part], sign: str) -> tuple[str, list[object]]:
    days, values = _grouped(relation, axis, f'f."{axis[0]}" AS day, 0 AS nothing', parts, sign)
    return (
        f"SELECT v.part, 'day' AS span, g.day AS start, '{NOBODY}'::uuid AS unit, '' AS procedure, 0 AS bucket, v.n FROM ({days}) g {_one_a_part(parts)}"
    ), values


def _by_procedure(relation: str, axis: tuple[str, str], parts: Sequence[Part], sign: str) -> tuple[str, list[object]]:
    columns = f"date_trunc('month', f.\"{axis[0]}\")::date AS month, f.procedure_code AS procedure"
    inner, values = _grouped(relation, axis, columns, parts, sign)
    return (
        f"SELECT v.part, 'month' AS span, g.month AS start, '{NOBODY}'::uuid AS unit, g.procedure, 0 AS bucket, v.n FROM ({inner}) g {_one_a_part(parts)}"
    ), values


def _by_bucket(relation: str, part: Part, sign: str) -> tuple[str, list[object]]:
    what, values = total(part, sign)
    return (
        f"SELECT '{part.key}' AS part, 'month' AS span, month AS start, COALESCE(unit, '{NOBODY}') AS unit, '' AS procedure, bucket, sum(n) AS n FROM ("
        f'SELECT date_trunc(\'month\', f."{part.day}")::date AS month, f."{part.unit}" AS unit, f."{part.bucket}" AS bucket, {what} AS n '
        f'FROM {relation} f WHERE f."{part.day}" IS NOT NULL AND f."{part.unit}" IS NOT NULL GROUP BY 1, 2, 3'
        ") c WHERE n <> 0 GROUP BY GROUPING SETS ((month, bucket, unit), (month, bucket))"
    ), list(values)


def _grouped(relation: str, axis: tuple[str, str], columns: str, parts: Sequence[Part], sign: str) -> tuple[str, list[object]]:
    sums, values = [], []
    for i, part in enumerate(parts):
        text, given = total(part, sign)
        sums.append(f"{text} AS n{i}")
        values.extend(given)
    return f'SELECT {columns}, {", ".join(sums)} FROM {relation} f WHERE f."{axis[0]}" IS NOT NULL AND f."{axis[1]}" IS NOT NULL GROUP BY 1, 2', values


def _one_a_part(parts: Sequence[Part]) -> str:
    names = ", ".join(f"('{part.key}', n{i})" for i, part in enumerate(parts))
    return f"CROSS JOIN LATERAL (VALUES {names}) v(part, n) WHERE v.n <> 0"


def axes(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    """Return parts by the day and the unit they count on."""
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        found.setdefault((part.day, part.unit), []).append(part)
    return found


@cache
def digest() -> str:
    """Return what tells one table of parts, and one way of summing them, from another."""
    return hashlib.sha256(repr((_WAY, sorted(counted.PARTS, key=lambda p: p.key))).encode()).hexdigest()


_WAY = 2  # 2: also by day and by year
