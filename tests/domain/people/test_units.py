"""Units of the administration: the tree, days in force, heirs, and what a tree must not have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from motcua.domain.people import units
from motcua.domain.people.units import Level, Unit, UnitKind
from motcua.domain.people.units import UnitProblemCode as Code

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def unit(
    number: int,
    kind: UnitKind,
    level: Level,
    parent: int | None = None,
    since: date = date(2000, 1, 1),
    until: date | None = None,
    heir: int | None = None,
) -> Unit:
    return Unit(
        id=UUID(int=number),
        code=f"H48.{number}",
        name=f"Đơn vị {number}",
        kind=kind,
        level=level,
        parent_id=UUID(int=parent) if parent else None,
        area_code="",
        valid_from=since,
        valid_to=until,
        successor_id=UUID(int=heir) if heir else None,
    )


PROVINCE = unit(1, UnitKind.PROVINCE_COMMITTEE, Level.PROVINCE)
DEPARTMENT = unit(2, UnitKind.DEPARTMENT, Level.PROVINCE, 1)
OFFICE = unit(3, UnitKind.OFFICE, Level.PROVINCE, 2)
DISTRICT = unit(4, UnitKind.DISTRICT, Level.DISTRICT, 1, until=LAST, heir=6)
OLD_COMMUNE = unit(5, UnitKind.COMMUNE_COMMITTEE, Level.COMMUNE, 4, until=LAST, heir=6)
COMMUNE = unit(6, UnitKind.COMMUNE_COMMITTEE, Level.COMMUNE, 1, since=FIRST)
CENTRE = unit(7, UnitKind.ONE_STOP_CENTRE, Level.COMMUNE, 6, since=FIRST)
POINT = unit(8, UnitKind.ONE_STOP_POINT, Level.COMMUNE, 7, since=FIRST)
TREE = (PROVINCE, DEPARTMENT, OFFICE, DISTRICT, OLD_COMMUNE, COMMUNE, CENTRE, POINT)


def ids(found: tuple[Unit, ...]) -> list[int]:
    return [each.id.int for each in found]


@pytest.mark.parametrize(
    ("root", "under", "because"),
    [
        (1, [1, 2, 3, 4, 5, 6, 7, 8], "everything stands under the province"),
        (6, [6, 7, 8], "a commune with its centre and point"),
        (3, [3], "an office has nothing under it"),
        (99, [], "an unknown unit has no subtree"),
    ],
)
def test_subtree_gives_a_unit_and_all_under_it(root: int, under: list[int], because: str) -> None:
    assert ids(units.subtree(TREE, UUID(int=root))) == under, because


def test_ancestors_are_given_from_the_nearest_up() -> None:
    assert ids(units.ancestors(TREE, POINT)) == [7, 6, 1]
    assert units.ancestors(TREE, PROVINCE) == ()


def test_a_cycle_in_the_data_neither_hangs_nor_repeats() -> None:
    ring = (replace(PROVINCE, parent_id=OFFICE.id), DEPARTMENT, OFFICE)
    assert ids(units.subtree(ring, PROVINCE.id)) == [1, 2, 3]
    assert ids(units.ancestors(ring, OFFICE)) == [2, 1]


@pytest.mark.parametrize(
    ("one", "day", "there", "because"),
    [
        (DISTRICT, LAST, True, "the last day is included"),
        (DISTRICT, FIRST, False, "the district level ended"),
        (COMMUNE, LAST, False, "not yet"),
        (COMMUNE, FIRST, True, "the first day is included"),
        (PROVINCE, date(2099, 1, 1), True, "no last day"),
    ],
)
def test_in_force_includes_both_ends(one: Unit, day: date, there: bool, because: str) -> None:
    assert units.in_force(one, day) is there, because


@pytest.mark.parametrize(
    ("one", "day", "heir", "because"),
    [
        (OLD_COMMUNE, LAST, OLD_COMMUNE, "while it exists it does its own work"),
        (OLD_COMMUNE, FIRST, COMMUNE, "the next day its heir does"),
        (DISTRICT, FIRST, COMMUNE, "a district's dossiers are continued by the commune"),
        (COMMUNE, LAST, None, "before it existed nobody did its work"),
        (replace(DISTRICT, successor_id=None), FIRST, None, "nobody took over"),
    ],
)
def test_continues_names_who_does_the_work_on_a_day(
    one: Unit, day: date, heir: Unit | None, because: str
) -> None:
    assert units.continues(TREE, one, day) == heir, because


def test_continues_follows_the_heir_of_the_heir() -> None:
    first = unit(11, UnitKind.DEPARTMENT, Level.PROVINCE, until=date(2020, 12, 31), heir=12)
    second = unit(12, UnitKind.DEPARTMENT, Level.PROVINCE, since=date(2021, 1, 1), until=LAST, heir=13)
    third = unit(13, UnitKind.DEPARTMENT, Level.PROVINCE, since=FIRST)
    assert units.continues((first, second, third), first, date(2026, 1, 1)) == third
    assert units.continues((first, second, third), first, date(2021, 1, 1)) == second


def test_heirs_in_a_ring_end_the_search() -> None:
    one = unit(11, UnitKind.DEPARTMENT, Level.PROVINCE, until=LAST, heir=12)
    other = unit(12, UnitKind.DEPARTMENT, Level.PROVINCE, until=LAST, heir=11)
    assert units.continues((one, other), one, FIRST) is None


def test_a_sound_tree_has_no_problems() -> None:
    assert units.problems(TREE) == []


@pytest.mark.parametrize(
    ("change", "code", "because"),
    [
        (replace(DISTRICT, valid_to=date(2025, 7, 1)), Code.DISTRICT_TOO_LATE, "one day too long"),
        (replace(POINT, level=Level.DISTRICT), Code.DISTRICT_TOO_LATE, "nothing works at district level now"),
        (replace(COMMUNE, level=Level.PROVINCE), Code.LEVEL_OF_KIND, "a commune is no province"),
        (replace(POINT, valid_to=date(2025, 1, 1)), Code.ENDS_BEFORE_START, "ends before it starts"),
        (replace(OFFICE, parent_id=UUID(int=99)), Code.PARENT_UNKNOWN, "nothing above it"),
        (replace(OFFICE, parent_id=OFFICE.id), Code.PARENT_CYCLE, "under itself"),
        (replace(CENTRE, parent_id=POINT.id), Code.PARENT_CYCLE, "under what is under it"),
        (replace(OFFICE, parent_id=DISTRICT.id), Code.PARENT_ENDED, "left behind by its district"),
        (replace(DISTRICT, successor_id=UUID(int=99)), Code.SUCCESSOR_UNKNOWN, "no such heir"),
        (
            replace(DISTRICT, successor_id=OLD_COMMUNE.id),
            Code.SUCCESSOR_EARLIER,
            "the heir ended the same day",
        ),
        (replace(DISTRICT, successor_id=DISTRICT.id), Code.SUCCESSOR_CYCLE, "its own heir"),
        (replace(DEPARTMENT, successor_id=PROVINCE.id), Code.SUCCESSOR_OF_LIVING, "an heir while it lives"),
        (replace(DISTRICT, valid_to=date(2025, 5, 31)), Code.SUCCESSOR_LATER, "June has nobody"),
        (replace(OFFICE, code=DEPARTMENT.code), Code.SAME_CODE, "two units, one code, one time"),
    ],
)
def test_each_defect_of_a_tree_is_named(change: Unit, code: Code, because: str) -> None:
    tree = tuple(change if each.id == change.id else each for each in TREE)
    assert code in {problem.code for problem in units.problems(tree) if problem.unit_id == change.id}, because


def test_two_units_with_one_id_are_both_named() -> None:
    twin = replace(OFFICE, code="H48.99")
    found = units.problems((*TREE, twin))
    assert found == [units.UnitProblem(OFFICE.id, Code.SAME_ID)] * 2


def test_a_code_may_be_given_again_once_its_unit_has_ended() -> None:
    heir = replace(COMMUNE, code=OLD_COMMUNE.code)
    tree = tuple(heir if each.id == heir.id else each for each in TREE)
    assert units.problems(tree) == []


def test_every_kind_has_a_level() -> None:
    assert set(units.LEVELS) == set(UnitKind)
    assert all(units.LEVELS.values())
