"""A workflow as a table: out and in."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures import workflow_table
from motcua.domain.procedures.revision import Consult, Step, Text, Workflow
from motcua.domain.procedures.workflow import Outcome
from tests.domain.procedures.example_workflow import GOOD


def test_a_workflow_comes_back_as_it_went() -> None:
    assert workflow_table.from_rows(workflow_table.rows(GOOD)) == GOOD


def test_the_columns_are_those_of_the_rows() -> None:
    assert all(tuple(row) == workflow_table.COLUMNS for row in workflow_table.rows(GOOD))


WRONG = [
    # change of the second row, where, code, because
    ({"key": ""}, "2:key", "cell_key", "no key"),
    ({"key": "Thẩm định"}, "2:key", "cell_key", "a key is plain letters"),
    ({"key": "check"}, "2:key", "step_twice", "the first row has that key"),
    ({"name": " "}, "2:name", "cell_empty", "no name"),
    ({"name": "a" * 501}, "2:name", "cell_too_long", "a novel"),
    ({"unit": "Sở"}, "2:unit", "step_unit", "no selector"),
    ({"role": "boss"}, "2:role", "step_role", "no role"),
    ({"hours": "two"}, "2:hours", "cell_hours", "no number"),
    ({"hours": 1.5}, "2:hours", "cell_hours", "hours are whole"),
    ({"hours": 0}, "2:hours", "cell_hours", "at least one"),
    ({"forward": "nowhere"}, "2:forward", "outcome_target", "no such step"),
    ({"linked": "maybe"}, "2:linked", "cell_yes_no", "yes or no"),
    ({"consults": "land, 8"}, "2:consults", "cell_consult", "not four parts"),
    ({"consults": "land | here | 8 | Đất"}, "2:consults", "step_unit", "nobody there"),
    ({"consults": "land | received | x | Đất"}, "2:consults", "cell_hours", "no number"),
    ({"colour": "red"}, "2:colour", "column_unknown", "no such column"),
]


@pytest.mark.parametrize(("change", "where", "code", "because"), WRONG)
def test_a_wrong_cell_is_named_by_row_and_column(
    change: dict[str, object], where: str, code: str, because: str
) -> None:
    table: list[dict[str, object]] = [dict(row) for row in workflow_table.rows(GOOD)]
    table[1] |= change
    with pytest.raises(workflow_table.NotATable) as refused:
        workflow_table.from_rows(table)
    assert (where, code) in {(p.where, p.code) for p in refused.value.problems}, because


def test_every_wrong_cell_is_told_at_once() -> None:
    table: list[dict[str, object]] = [dict(row) for row in workflow_table.rows(GOOD)]
    table[0] |= {"hours": "x", "role": "x"}
    table[3] |= {"unit": "x"}
    with pytest.raises(workflow_table.NotATable) as refused:
        workflow_table.from_rows(table)
    assert [p.where for p in refused.value.problems] == ["1:role", "1:hours", "4:unit"]


def test_spreadsheets_write_whole_numbers_with_a_point() -> None:
    table: list[dict[str, object]] = [dict(row) for row in workflow_table.rows(GOOD)]
    for row in table:
        row["hours"] = float(str(row["hours"]))
    assert workflow_table.from_rows(table) == GOOD


@pytest.mark.parametrize("table", [[], [{"key": "a"}] * 51])
def test_too_few_and_too_many_rows_are_refused(table: list[dict[str, object]]) -> None:
    with pytest.raises(workflow_table.NotATable):
        workflow_table.from_rows(table)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1, max_size=30)
UNITS = st.sampled_from(["received", "competent", "province:H21.11", "linked:tax"])
CONSULTS = st.builds(
    Consult, key=st.sampled_from(["a", "b2"]), name=WORDS.map(Text), unit=UNITS, hours=st.integers(1, 99)
)
STEPS = st.builds(
    Step,
    key=st.just("x"),
    name=st.builds(Text, vi=WORDS, en=st.none() | WORDS),
    unit=UNITS,
    role=st.sampled_from(["clerk", "head"]),
    hours=st.integers(1, 99_999),
    next=st.dictionaries(st.sampled_from([o.value for o in Outcome]), st.just("end")),
    consults=st.lists(CONSULTS, max_size=3).map(tuple),
    linked=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_any_table_comes_back_as_it_went(steps: list[Step]) -> None:
    table = Workflow(steps=tuple(replace(s, key=f"s{n}") for n, s in enumerate(steps)))
    assert workflow_table.from_rows(workflow_table.rows(table)) == table


CELLS = st.none() | st.text(max_size=8) | st.integers() | st.floats() | st.booleans()


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(workflow_table.COLUMNS), CELLS), max_size=4))
def test_any_cells_are_read_or_refused(table: list[dict[str, object]]) -> None:
    with pytest.raises(workflow_table.NotATable):
        workflow_table.from_rows(table)
