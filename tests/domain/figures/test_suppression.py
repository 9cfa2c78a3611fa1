"""Small counts cannot be got back: not by subtracting in a table, nor from quarters, months and years together."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction

import pytest

from motcua.domain.figures import publication
from motcua.domain.figures.publication import MEASURES, PAIRS
from motcua.domain.figures.suppression import Hidden, protect, small

LEAST = 5


def hidden(rows: dict[tuple[str, str], int], **more) -> Hidden:  # type: ignore[no-untyped-def]
    return protect({k: (n,) for k, n in rows.items()}, unsafe=[k for k, n in rows.items() if small([n], LEAST)], least=LEAST, **more)


@pytest.mark.parametrize(
    ("rows", "withheld", "groups", "total", "because"),
    [
        ({("a", "1"): 9, ("a", "2"): 7, ("b", "1"): 12}, "", "", False, "nothing is small"),
        ({("a", "1"): 0, ("a", "2"): 7}, "", "", False, "0 counts nobody"),
        ({("a", "1"): 3, ("a", "2"): 7, ("a", "3"): 90}, "a1 a2", "", False, "the smallest that hides it goes with it"),
        ({("a", "1"): 2, ("a", "2"): 1, ("a", "3"): 90}, "a1 a2 a3", "", False, "two small ones have the sum 3: a third hides them"),
        ({("a", "1"): 4, ("a", "2"): 4, ("a", "3"): 90}, "a1 a2", "", False, "4 + 4 may as well be 7 + 1"),
        ({("a", "1"): 3, ("b", "1"): 40, ("b", "2"): 50}, "a1 b1", "a b", False, "alone in its group: its sum goes, and one elsewhere"),
        ({("a", "1"): 3}, "a1", "a", True, "there is nothing else"),
        ({("a", "1"): 3, ("b", "1"): 0}, "a1", "a", True, "a 0 hides nothing"),
    ],
)  # fmt: skip
def test_what_is_withheld(rows: dict[tuple[str, str], int], withheld: str, groups: str, total: bool, because: str) -> None:
    found = hidden(rows)
    assert " ".join(sorted(a + b for a, b in found.rows)) == withheld, because
    assert (" ".join(sorted(found.groups)), found.total) == (groups, total), because


def test_what_is_told_elsewhere_protects_nothing() -> None:
    rows = {("a", "1"): 3, ("a", "2"): 7, ("a", "3"): 90}
    assert hidden(rows, public=[("a", "2")]).rows == {("a", "1"), ("a", "3")}


def test_an_opinion_is_protected_on_both_sides_and_a_withheld_whole_withholds_its_part() -> None:
    rows = {("a", "1"): _counts(rated=20, satisfied=18), ("a", "2"): _counts(rated=40, satisfied=30), ("a", "3"): _counts(rated=3, satisfied=0)}
    found = publication.withheld([rows], least=LEAST)
    assert ("a", "1") in found["satisfied"].rows, "2 are not satisfied"
    assert ("a", "3") in found["rated"].rows
    assert found["rated"].rows <= found["satisfied"].rows


def _counts(**given: int) -> dict[str, int]:
    return dict.fromkeys(MEASURES, 0) | given


# every equation a reader has, solved exactly: no withheld cell comes out

Equation = dict[tuple[str, ...], int]


def determined(equations: Iterable[Equation]) -> set[tuple[str, ...]]:
    """Return the unknowns whose value follows from the equations, by elimination over fractions."""
    rows: list[dict[tuple[str, ...], Fraction]] = []
    for equation in equations:
        row = {k: Fraction(n) for k, n in equation.items() if n}
        for known in rows:
            lead = min(known)
            if lead in row:
                factor = row[lead] / known[lead]
                for k, n in known.items():
                    row[k] = row.get(k, Fraction(0)) - factor * n
                row = {k: n for k, n in row.items() if n}
        if row:
            lead = min(row)
            for known in rows:
                if lead in known:
                    factor = known[lead] / row[lead]
                    for k, n in row.items():
                        known[k] = known.get(k, Fraction(0)) - factor * n
                    for k in [k for k, n in known.items() if not n]:
                        del known[k]
            rows.append(row)
    return {next(iter(row)) for row in rows if len(row) == 1}


def equations(tables: dict[str, tuple[publication.Rows, dict[str, Hidden]]], measure: str, sums: Sequence[tuple[str, Sequence[str]]]) -> list[Equation]:
    """Return what a reader knows of a measure: group = rows, all = groups, a period = the periods in it; unknown is what is withheld."""
    found = []

    def cell(period: str, name: tuple[str, ...]) -> dict[tuple[str, ...], int]:
        rows, gone = tables[period]
        if len(name) == 2 and name not in rows:
            return {}
        here = gone[measure]
        out = name in here.rows if len(name) == 2 else name[0] in here.groups if name else here.total
        return {(period, *name): 1} if out else {}

    def add(whole: dict[tuple[str, ...], int], parts: Iterable[dict[tuple[str, ...], int]]) -> None:
        line: Equation = dict(whole)
        for part in parts:
            for k, n in part.items():
                line[k] = line.get(k, 0) - n
        found.append(line)

    for period, (rows, _gone) in tables.items():
        groups = sorted({g for g, _ in rows})
        for g in groups:
            add(cell(period, (g,)), [cell(period, k) for k in rows if k[0] == g])
        add(cell(period, ()), [cell(period, (g,)) for g in groups])
    names = sorted({k for rows, _gone in tables.values() for k in rows} | {(g,) for rows, _gone in tables.values() for g, _ in rows} | {()}, key=str)
    for whole, parts in sums:
        for name in names:
            add(cell(whole, name), [cell(p, name) for p in parts])
    return found


def added(tables: Sequence[publication.Rows]) -> publication.Rows:
    found: dict[tuple[str, str], dict[str, int]] = {}
    for table in tables:
        for key, counts in table.items():
            here = found.setdefault(key, _counts())
            for m, n in counts.items():
                here[m] += n
    return found


def made_up(chance: random.Random) -> publication.Rows:
    rows = {}
    for g in "abc"[: chance.randint(1, 3)]:
        for r in range(chance.randint(1, 5)):
            most = chance.choice((0, 3, 6, 12, 60))
            counts = _counts()
            for pair in PAIRS:
                counts[pair.of] = chance.randint(0, most)
                counts[pair.hit] = chance.randint(0, counts[pair.of])
            rows[g, str(r)] = counts
    return rows


@pytest.mark.parametrize("seed", range(40))
def test_no_withheld_cell_of_a_year_can_be_reckoned_from_everything_that_is_shown(seed: int) -> None:
    chance = random.Random(seed)
    tables: dict[str, tuple[publication.Rows, dict[str, Hidden]]] = {}
    sums, quarters = [], []
    for q in range(4):
        months = publication.aligned([made_up(chance) for _ in range(3)])
        whole = added(months)
        gone = publication.withheld([whole], least=LEAST)
        inner = publication.withheld(months, least=LEAST, begin=gone)
        tables[f"q{q}"] = (whole, gone)
        tables |= {f"q{q}m{i}": (month, inner) for i, month in enumerate(months)}
        sums.append((f"q{q}", [f"q{q}m{i}" for i in range(3)]))
        quarters.append(gone)
    year = added([tables[f"q{q}"][0] for q in range(4)])
    tables["y"] = (year, publication.of_year(year, quarters, least=LEAST))
    sums.append(("y", [f"q{q}" for q in range(4)]))
    for measure in MEASURES:
        known = determined(equations(tables, measure, sums))
        small_ones = {
            (period, *key)
            for period, (rows, gone) in tables.items() for key, counts in rows.items()
            if key in gone[measure].rows and 0 < counts[measure] < LEAST
        }
        assert not known & small_ones, (measure, sorted(known & small_ones))
        for period, (rows, gone) in tables.items():
            shown = {key for key, counts in rows.items() if 0 < counts[measure] < LEAST and key not in gone[measure].rows}
            assert not shown, (period, measure)
