"""What a table does to a tree of units: who ends, who begins, who continues whom, and what has to be put right first."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from motcua.domain.people.units import Level, Unit, UnitKind
from motcua.domain.reorganisation import plan as planning
from motcua.domain.reorganisation.heirs import Facts
from motcua.domain.reorganisation.plan import Plan
from motcua.domain.reorganisation.sheet import Fault, Line

ON = dt.date(2025, 7, 1)
LAST = dt.date(2025, 6, 30)
FIRST = dt.date(2011, 1, 1)
A, B, C = "H48.A", "H48.B", "H48.C"


def unit(code: str, kind: UnitKind = UnitKind.COMMUNE_COMMITTEE, above: Unit | None = None, level: Level = Level.COMMUNE, area: str = "") -> Unit:
    return Unit(uuid.uuid5(uuid.NAMESPACE_OID, code), code, f"Đơn vị {code}", kind, level, above.id if above else None, area, FIRST)


PROVINCE = unit("H48", UnitKind.PROVINCE_COMMITTEE, level=Level.PROVINCE)
COMMUNES = [unit(code, above=PROVINCE) for code in (A, B)]
DESKS = [unit(f"{one.code}.01", UnitKind.ONE_STOP_CENTRE, one) for one in COMMUNES]
KNOWN = [PROVINCE, *COMMUNES, *DESKS]


def made(*lines: Line, known: list[Unit] | None = None) -> Plan:
    return planning.make(
        lines=lines, known=known or KNOWN, on=ON, new_id=lambda code: uuid.uuid5(uuid.NAMESPACE_URL, code)
    )


def line(old: str, new: str, number: int = 2, **more: object) -> Line:
    return Line(number=number, old=old, new=new, **more)  # type: ignore[arg-type]


def faults(plan: Plan) -> list[Fault]:
    return [problem.fault for problem in plan.problems]


WHOLE = (
    line(A, C, 2, name="UBND xã C"), line(B, C, 3), line(f"{A}.01", f"{C}.01", 4, name="Trung tâm xã C", parent=C),
)  # fmt: skip


def test_two_communes_become_one_with_their_desks():
    plan = made(*WHOLE)
    assert plan.problems == ()
    assert {u.code: (u.name, u.kind, u.valid_from) for u in plan.openings} == {
        C: ("UBND xã C", UnitKind.COMMUNE_COMMITTEE, ON), f"{C}.01": ("Trung tâm xã C", UnitKind.ONE_STOP_CENTRE, ON)}  # fmt: skip
    by_code = {u.code: u for u in plan.after}
    assert {u.code: (u.valid_to, u.successor_id) for u in plan.closings} == {
        A: (LAST, by_code[C].id), B: (LAST, by_code[C].id), f"{A}.01": (LAST, by_code[f"{C}.01"].id), f"{B}.01": (LAST, by_code[f"{C}.01"].id)}  # fmt: skip
    assert by_code[C].parent_id == PROVINCE.id, "under what stood above the old one"
    assert [s.derived for s in plan.shares] == [False, False, False, True], "the second desk follows its committee"


def test_a_unit_may_take_in_another_and_go_on():
    plan = made(line(A, A), line(B, A, 3))
    assert plan.openings == ()
    assert {u.code for u in plan.closings} == {B, f"{B}.01"}
    assert plan.heirs().losing == {COMMUNES[1].id, DESKS[1].id}


def test_a_new_name_under_the_old_identifier_is_a_new_unit():
    plan = made(line(A, A, name="UBND xã Mới"), line(f"{A}.01", f"{A}.01", 3, name="Trung tâm xã Mới", parent=A))
    assert plan.problems == ()
    assert {(u.code, u.valid_from) for u in plan.openings} == {(A, ON), (f"{A}.01", ON)}
    assert plan.closings[0].successor_id == plan.openings[0].id != plan.closings[0].id


def test_a_divided_unit_has_no_single_heir():
    plan = made(line(A, C, 2, name="UBND xã C", main=True), line(A, B, 3), line(f"{A}.01", f"{C}.01", 4, name="Tt", parent=C), line(f"{A}.01", f"{B}.01", 5))
    assert plan.problems == ()
    assert [u.successor_id for u in plan.closings] == [None, None]
    assert plan.heirs().main(COMMUNES[0].id) == plan.openings[0].id


@pytest.mark.parametrize(
    ("lines", "fault", "because"),
    [
        ([line("H48.X", C, name="x")], Fault.OLD_NOT_FOUND, "no such unit the day before"),
        ([line(A, C)], Fault.NAME_MISSING, "a new unit has a name"),
        ([line(A, B, name="Khác")], Fault.NAME_DIFFERS, "the unit of this identifier is called otherwise"),
        ([line(A, C, name="x"), line(B, C, 3, name="y")], Fault.TOLD_DIFFERENTLY, "two names for one unit"),
        ([line(A, C, name="UBND xã C")], Fault.CHILD_WITHOUT_HEIR, "its desk has nowhere to go"),
        ([line(A, C, name="x", parent="H48.Y")], Fault.PARENT_NOT_FOUND, "nothing is under what is not there"),
        ([line(A, "-"), line(A, B, 3)], Fault.NOBODY_BESIDE, "either or"),
        ([line("H48", "H49", name="UBND tỉnh")], Fault.CHILD_WITHOUT_HEIR, "the communes of a province that ends need lines"),
        ([line(A, "H48.D", name="x", kind=UnitKind.DISTRICT)], Fault.LEVEL_MISSING, "there are no districts any more"),
    ],
)
def test_what_does_not_fit_is_named(lines, fault, because):
    assert fault in faults(made(*lines)), because


def test_the_rules_of_the_tree_judge_what_comes_of_it():
    district = unit("H48.D", UnitKind.DISTRICT, PROVINCE, Level.DISTRICT)
    below = unit("H48.E", above=district)
    plan = made(line("H48.D", "H48"), line("H48.E", "H48.E", 3), known=[PROVINCE, district, below])
    (problem,) = plan.problems
    assert problem.fault is Fault.TREE
    assert problem.about.startswith("parent_ended H48.E"), "it may not stand under a district that has ended"


OLD = unit("H48.OLD", above=PROVINCE)
EAST, WEST, BUILDING = (unit(code, above=PROVINCE, area=area) for code, area in (("H48.1", "21136"), ("H48.2", "21157"), ("H48.3", "")))
DIVIDED = made(
    line("H48.OLD", "H48.1", 2, main=True), line("H48.OLD", "H48.2", 3), line("H48.OLD", "H48.3", 4, fields=("Xây dựng",)),
    line("H48.OLD", "H48.2", 5, areas=("21100",)), known=[PROVINCE, OLD, EAST, WEST, BUILDING],
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "heir", "because"),
    [
        (Facts(), None, "nothing is known: somebody chooses"),
        (Facts("Xây dựng"), BUILDING, "the field decides"),
        (Facts("Hộ tịch"), None, "no line is about this field"),
        (Facts("Hộ tịch", frozenset({"21100"})), WEST, "the old area decides"),
        (Facts("Xây dựng", frozenset({"21100"})), WEST, "the area goes before the field"),
        (Facts("", frozenset(), frozenset({"21136"})), EAST, "the owner lives in the new area of one of them"),
        (Facts("", frozenset({"21136"})), None, "an old code that reads like a new one is another area"),
        (Facts("", frozenset(), frozenset({"99999"})), None, "somebody from elsewhere"),
    ],
)
def test_a_dossier_of_a_divided_unit_goes_by_area_then_field_then_home(facts, heir, because):
    assert DIVIDED.problems == ()
    assert DIVIDED.heirs().heir(OLD.id, facts) == (heir.id if heir else None), because


def test_a_choice_made_by_hand_stays_within_the_agency():
    heirs = made(
        line(A, C, 2, name="UBND xã C", main=True), line(A, B, 3), line(f"{A}.01", f"{C}.01", 4, name="Tt", parent=C), line(f"{A}.01", f"{B}.01", 5)
    ).heirs()
    assert heirs.families(DESKS[0].id) == heirs.families(COMMUNES[0].id), "desks are chosen with the committee they work for"
    assert heirs.heir(DESKS[0].id, family=COMMUNES[1].id) == DESKS[1].id
