"""A map of tiles: each place has one cell, as near as can be to where it lies; and the class a value stands in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Better

CLASSES = 4
_ROOM = 1.35  # cells for a place: some stay empty, so that the shape can be seen
_WIDE, _NARROW = 10, 3  # columns at most and at least


@dataclass(frozen=True)
class Layout:
    """Where each place stands: row and column from the north-west, both from 0."""

    rows: int
    columns: int
    cells: Mapping[str, tuple[int, int]]


def place(points: Mapping[str, tuple[float, float] | None]) -> Layout:
    """Return a cell for every place from its latitude and longitude; those without stand in rows of their own below.

    The order of the places does not matter: what lies further north, then further west, chooses first.
    """
    known = {key: point for key, point in points.items() if point is not None}
    unknown = [key for key, point in points.items() if point is None]
    columns, rows = _size(known) if known else (min(_WIDE, max(_NARROW, len(unknown))), 0)
    cells = _near(known, columns, rows)
    for number, key in enumerate(unknown):
        cells[key] = rows + number // columns, number % columns
    return Layout(max((row for row, _column in cells.values()), default=-1) + 1, columns, cells)


def quarters(values: Mapping[str, Fraction], better: Better) -> dict[str, int]:
    """Return the class of each value: 1 is the best quarter, 4 the last; equals share one. Where neither way is better 1 is the highest."""
    ordered = sorted(values.values(), reverse=better is not Better.DOWN)
    first = {value: place for place, value in reversed(list(enumerate(ordered)))}
    return {key: 1 + first[value] * CLASSES // len(ordered) for key, value in values.items()}


def _size(known: Mapping[str, tuple[float, float]]) -> tuple[int, int]:
    cells = math.ceil(len(known) * _ROOM)
    high, wide = _extent(known)
    columns = max(_NARROW, min(_WIDE, round(math.sqrt(cells * wide / high))))
    return columns, math.ceil(cells / columns)


def _extent(known: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Return height and width of the area; a place alone, or places in a line, have some of both."""
    north, east = [p[0] for p in known.values()], [p[1] for p in known.values()]
    return max(max(north) - min(north), 0.01), max(max(east) - min(east), 0.01)


def _near(known: Mapping[str, tuple[float, float]], columns: int, rows: int) -> dict[str, tuple[int, int]]:
    if not known:
        return {}
    high, wide = _extent(known)
    top, left = max(p[0] for p in known.values()), min(p[1] for p in known.values())
    free = {(row, column) for row in range(rows) for column in range(columns)}
    found = {}
    for key, (north, east) in sorted(known.items(), key=lambda item: (-item[1][0], item[1][1], item[0])):
        row, column = (top - north) / high * (rows - 1), (east - left) / wide * (columns - 1)
        cell = min(free, key=lambda c: ((c[0] - row) ** 2 + (c[1] - column) ** 2, c))
        free.remove(cell)
        found[key] = cell
    return found
