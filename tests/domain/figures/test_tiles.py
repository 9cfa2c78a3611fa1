"""Places in cells, and values in quarters."""

from __future__ import annotations

from fractions import Fraction

from motcua.domain.figures import tiles
from motcua.domain.figures.indicators._indicator import Better

GRID = {f"{row}{column}": (15.0 - row / 10, 108.0 + column / 10) for row in range(5) for column in range(4)}


def test_every_place_has_a_cell_of_its_own_and_none_is_left_out() -> None:
    found = tiles.place({**GRID, "x": None, "y": None})
    assert set(found.cells) == {*GRID, "x", "y"}
    assert len(set(found.cells.values())) == len(GRID) + 2
    assert all(row < found.rows and column < found.columns for row, column in found.cells.values())


def test_north_stays_above_and_west_stays_left() -> None:
    cells = tiles.place(GRID).cells
    assert cells["00"][0] < cells["40"][0]
    assert cells["00"][1] < cells["03"][1]
    assert cells["20"][1] < cells["23"][1]


def test_what_has_no_place_stands_below_in_the_order_given() -> None:
    found = tiles.place({**GRID, "b": None, "a": None})
    lowest = max(found.cells[key][0] for key in GRID)
    assert found.cells["b"][0] > lowest
    assert found.cells["a"] == (found.cells["b"][0], found.cells["b"][1] + 1)
    assert tiles.place({"b": None, "a": None}).cells == {"b": (0, 0), "a": (0, 1)}
    assert tiles.place({}).rows == 0


def test_places_on_one_spot_still_have_a_cell_each() -> None:
    assert len(set(tiles.place(dict.fromkeys("abcdefg", (15.0, 108.0))).cells.values())) == 7


def test_the_layout_does_not_depend_on_the_order() -> None:
    assert tiles.place(dict(reversed(GRID.items()))) == tiles.place(GRID)


def test_classes_are_quarters_and_equals_share_one() -> None:
    values = {name: Fraction(n, 8) for n, name in enumerate("abcdefgh")}
    assert tiles.quarters(values, Better.UP) == {"h": 1, "g": 1, "f": 2, "e": 2, "d": 3, "c": 3, "b": 4, "a": 4}
    assert tiles.quarters(values, Better.DOWN)["a"] == 1
    assert set(tiles.quarters(dict.fromkeys("abcd", Fraction(1)), Better.UP).values()) == {1}
    assert tiles.quarters({}, Better.UP) == {}
