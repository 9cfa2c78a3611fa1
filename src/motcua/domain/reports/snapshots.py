"""A report as it was signed: its content in one written form, its digest, and what differs between two versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.reports.causes import ALL
from motcua.domain.reports.settlement import NAMES, Cells, TakenBack, broken

LAYOUT = 1  # of the content; a later layout is another number, and old reports keep theirs


@dataclass(frozen=True)
class Row:
    """One field of one agency: its numbers, and its late dossiers by cause."""

    unit: str  # id
    unit_name: str
    field: str
    cells: Cells
    causes: tuple[int, ...] = (0,) * len(ALL)  # in the order of `causes.ALL`

    def as_mapping(self) -> dict[str, object]:
        """Return the row as it is written."""
        return {
            "unit": self.unit, "unit_name": self.unit_name, "field": self.field, "cells": self.cells.as_mapping(),
            "causes": dict(zip(ALL, self.causes, strict=True)),
        }  # fmt: skip


@dataclass(frozen=True)
class Sum:
    """One row of a printed table."""

    key: str
    name: str
    cells: Cells
    causes: tuple[int, ...]


def read_row(said: Mapping[str, object]) -> Row:
    """Return a row from how it is written."""
    cells, causes = said["cells"], said["causes"]
    assert isinstance(cells, Mapping)
    assert isinstance(causes, Mapping)
    return Row(
        str(said["unit"]), str(said["unit_name"]), str(said["field"]), Cells(**{name: int(cells[name]) for name in NAMES}),
        tuple(int(causes[one]) for one in ALL),
    )  # fmt: skip


def by_field(rows: Sequence[Row]) -> list[Sum]:
    """Return the rows summed by field, in the order of the Vietnamese alphabet."""
    return sorted(_sums((row.field, row.field, row) for row in rows), key=lambda s: folding.sort_key(s.name))


def by_unit(rows: Sequence[Row]) -> list[Sum]:
    """Return the rows summed by agency, in the order they came."""
    return _sums((row.unit, row.unit_name, row) for row in rows)


def whole(rows: Sequence[Row]) -> Sum:
    """Return the sum of all rows."""
    found = _sums(("", "", row) for row in rows)
    return found[0] if found else Sum("", "", Cells(), (0,) * len(ALL))


def _sums(given: object) -> list[Sum]:
    found: dict[str, Sum] = {}
    for key, name, row in given:  # type: ignore[attr-defined]
        one = found.get(key) or Sum(key, name, Cells(), (0,) * len(ALL))
        found[key] = Sum(key, name, one.cells + row.cells, tuple(a + b for a, b in zip(one.causes, row.causes, strict=True)))
    return list(found.values())


def not_holding(rows: Sequence[Row], taken_back: TakenBack) -> list[tuple[Row, list[str]]]:
    """Return the rows in which an equality does not hold."""
    return [(row, wrong) for row in rows if (wrong := broken(row.cells, taken_back))]


def canonical(content: Mapping[str, object]) -> str:
    """Return the content in the one form it is kept in: names in order, no blanks, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a written content."""
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: Sequence[Row], now: Sequence[Row]) -> list[dict[str, object]]:
    """Return every number that differs, by agency and field: what it was and what it is."""
    old, new = ({(r.unit, r.field): r for r in rows} for rows in (before, now))
    found: list[dict[str, object]] = []
    for key in sorted(old.keys() | new.keys()):
        a, b = old.get(key), new.get(key)
        named = b or a
        assert named is not None
        for name, was, will in _numbers(a, b):
            if was != will:
                found.append({"unit": named.unit, "unit_name": named.unit_name, "field": named.field, "column": name, "was": was, "now": will})
    return found


def _numbers(a: Row | None, b: Row | None) -> list[tuple[str, int, int]]:
    was, now = (row.cells.as_mapping() if row else Cells().as_mapping() for row in (a, b))
    causes = [(row.causes if row else (0,) * len(ALL)) for row in (a, b)]
    return [(name, was[name], now[name]) for name in NAMES] + [
        (f"cause_{one or 'none'}", x, y) for one, x, y in zip(ALL, *causes, strict=True)
    ]
