"""Public statistics: what is counted of each procedure and unit, and which cells of a quarter, its months and a year are withheld.

The quarter is what is published: it and its three months are decided together, once it has ended, so that no month can
be got back from a quarter. A year shows a cell whose quarters are all shown or all withheld; one whose quarters are partly
shown would give the others away and is withheld. (`suppression` has the rules of one table.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.domain.figures import counted
from motcua.domain.figures.parts import Part
from motcua.domain.figures.suppression import NOTHING, Hidden, Key, Vector, protect, small

Counts = Mapping[str, int]
Rows = Mapping[Key, Counts]
Withheld = Mapping[str, Hidden]  # by measure


@dataclass(frozen=True)
class Pair:
    """A count and a part of it; `both`: those who are not in the part are protected as well (an opinion tells on both sides)."""

    of: str
    hit: str
    both: bool = False


PAIRS = (Pair("received", "online"), Pair("settled", "in_time"), Pair("rated", "satisfied", both=True))
MEASURES: Mapping[str, Part] = {
    "received": counted.RECEIVED, "online": counted.RECEIVED_ONLINE, "settled": counted.SETTLED, "in_time": counted.SETTLED_IN_TIME,
    "rated": counted.RATED, "satisfied": counted.SATISFIED,
}  # fmt: skip


def aligned(tables: Sequence[Rows]) -> list[dict[Key, Counts]]:
    """Return tables that are published together with the same rows: one that is left out of a month would be known to be 0 there."""
    keys = {key for table in tables for key in table}
    return [{key: table.get(key, dict.fromkeys(MEASURES, 0)) for key in sorted(keys)} for table in tables]


def withheld(tables: Sequence[Rows], *, least: int, begin: Withheld | None = None, public: Mapping[str, frozenset[Key]] | None = None) -> dict[str, Hidden]:
    """Return what is withheld, by measure, from tables that are published together; `begin` is withheld whatever happens."""
    keys = sorted({key for table in tables for key in table})
    found: dict[str, Hidden] = {}
    for pair in PAIRS:
        wholes = {k: _vector(tables, k, pair.of) for k in keys}
        found[pair.of] = _protected(wholes, pair.of, least, begin, public, NOTHING)
        hits = {k: _vector(tables, k, pair.hit) for k in keys}
        both = {k: hits[k] + tuple(w - h for w, h in zip(wholes[k], hits[k], strict=True)) for k in keys} if pair.both else hits
        found[pair.hit] = _protected(both, pair.hit, least, begin, public, found[pair.of])
    return found


def _protected(
    vectors: Mapping[Key, Vector], measure: str, least: int, begin: Withheld | None,
    public: Mapping[str, frozenset[Key]] | None, whole: Hidden,
) -> Hidden:  # fmt: skip
    """Withhold a measure; where the whole is withheld its part is too."""
    start = together(whole, (begin or {}).get(measure, NOTHING))
    unsafe = [k for k, vector in vectors.items() if small(vector, least)]
    return protect(vectors, unsafe=unsafe, least=least, begin=start, public=(public or {}).get(measure, frozenset()))


def _vector(tables: Sequence[Rows], key: Key, measure: str) -> Vector:
    return tuple(table.get(key, {}).get(measure, 0) for table in tables)


def together(one: Hidden, other: Hidden) -> Hidden:
    """Return everything either of the two withholds."""
    return Hidden(one.rows | other.rows, one.groups | other.groups, one.total or other.total)


def of_year(year: Rows, quarters: Sequence[Withheld], *, least: int) -> dict[str, Hidden]:
    """Return what a year withholds, from what its four published quarters did."""
    keys = frozenset(year)
    begin, public = {}, {}
    for measure in MEASURES:
        parts = [q[measure] for q in quarters]
        rows = [p.rows for p in parts]
        always, ever = frozenset.intersection(*rows), frozenset.union(*rows)
        groups = [p.groups for p in parts]
        totals = [p.total for p in parts]
        begin[measure] = Hidden(ever - always, frozenset.union(*groups) - frozenset.intersection(*groups), any(totals) and not all(totals))
        public[measure] = keys - ever
    return withheld([year], least=least, begin=begin, public=public)


def same_total(found: Mapping[str, Withheld]) -> dict[str, dict[str, Hidden]]:
    """Return tables of the same dossiers (by procedure, by unit) with the sum of all withheld in each where it is in one."""
    gone = {m: any(one[m].total for one in found.values()) for m in MEASURES}
    return {kind: {m: replace(one[m], total=gone[m]) for m in MEASURES} for kind, one in found.items()}


def cells(counts: Counts, measure_hidden: Callable[[str], bool]) -> dict[str, int | None]:
    """Return the counts of a line with None for what is withheld."""
    return {m: None if measure_hidden(m) else counts.get(m, 0) for m in MEASURES}


def content(rows: Rows, hidden: Withheld) -> dict[str, object]:
    """Return a table as it is published: rows and groups with their cells, and the sum of all."""
    sums: dict[str, dict[str, int]] = {}
    total = dict.fromkeys(MEASURES, 0)
    for (group, _row), counts in rows.items():
        here = sums.setdefault(group, dict.fromkeys(MEASURES, 0))
        for m in MEASURES:
            here[m] += counts.get(m, 0)
            total[m] += counts.get(m, 0)
    return {
        "rows": [
            {"group": key[0], "key": key[1], "cells": cells(rows[key], lambda m, k=key: k in hidden[m].rows)}  # type: ignore[misc]
            for key in sorted(rows)
        ],
        "groups": [{"group": g, "cells": cells(sums[g], lambda m, g=g: g in hidden[m].groups)} for g in sorted(sums)],  # type: ignore[misc]
        "total": cells(total, lambda m: hidden[m].total),
    }  # fmt: skip
