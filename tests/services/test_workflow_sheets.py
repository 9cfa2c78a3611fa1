"""Workflows out to and in from Excel."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
import python_calamine
import xlsxwriter

from motcua.domain.procedures.revision import Text, Workflow
from motcua.domain.procedures.workflow_table import COLUMNS, NotATable
from motcua.services import workflow_sheets
from tests.domain.procedures.example_workflow import GOOD, changed


def book(*rows: tuple[object, ...]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def refusals(content: bytes) -> set[tuple[str, str]]:
    with pytest.raises(NotATable) as refused:
        workflow_sheets.read(content)
    return {(p.where, p.code) for p in refused.value.problems}


HEAD = ("key", "name", "unit", "role", "hours", "forward")
STEP = ("a", "Bước a", "received", "clerk", 4, "end")


def test_a_workflow_comes_back_from_excel_as_it_went() -> None:
    assert workflow_sheets.read(workflow_sheets.write(GOOD)) == GOOD


def test_every_column_has_a_heading_of_its_own() -> None:
    assert tuple(workflow_sheets.HEADINGS) == COLUMNS
    assert len(set(workflow_sheets.HEADINGS.values())) == len(COLUMNS)


def test_the_columns_may_stand_in_any_order_under_either_name() -> None:
    turned = workflow_sheets.read(
        book(("SỐ GIỜ LÀM VIỆC", *HEAD[:4], "Chuyển bước sau"), (4, *STEP[:4], "end"))
    )
    plain = workflow_sheets.read(book(HEAD, STEP))
    assert turned == plain
    assert plain.first.hours == 4


def test_empty_lines_are_passed_over() -> None:
    assert workflow_sheets.read(book((), HEAD, ("",), STEP, (" ",))).first.key == "a"


WRONG = [
    # rows, where, code, because
    ((), "0:key", "column_missing", "nothing in it"),
    ((HEAD,), "0:key", "workflow_empty", "no steps"),
    ((("key", "name"), ("a", "b")), "0:hours", "column_missing", "columns are missing"),
    (((*HEAD, "Màu"), (*STEP, "đỏ")), "1:Màu", "column_unknown", "a column nobody knows"),
    (
        (HEAD, STEP, ("b", "Bước b", "received", "boss", 4, "end")),
        "2:role",
        "step_role",
        "row and column are named",
    ),
    ((HEAD, ("a", "Bước a", "received", "clerk", "bốn", "end")), "1:hours", "cell_hours", "hours in words"),
]


@pytest.mark.parametrize(("rows", "where", "code", "because"), WRONG)
def test_a_wrong_sheet_is_refused_by_row_and_column(
    rows: tuple[tuple[object, ...], ...], where: str, code: str, because: str
) -> None:
    assert (where, code) in refusals(book(*rows)), because


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return buffer.getvalue()


FILES = [
    # content, code, because
    (b"", "sheet_unreadable", "an empty file"),
    (b"key;name\n", "sheet_unreadable", "no workbook"),
    (b"PK\x03\x04" + b"0" * 100, "sheet_unreadable", "a broken archive"),
    (b"0" * 1_000_001, "sheet_too_large", "a megabyte and more"),
    (bomb(), "sheet_too_large", "thirty megabytes packed into a few kilobytes"),
    (book(*[STEP] * 600), "sheet_too_large", "six hundred rows"),
]


@pytest.mark.parametrize(("content", "code", "because"), FILES)
def test_a_file_that_is_no_table_is_refused(content: bytes, code: str, because: str) -> None:
    assert {c for _where, c in refusals(content)} == {code}, because


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sly = changed("check", name=Text(vi='=HYPERLINK("http://x.vn","Bấm")', en="+1+1"))
    content = workflow_sheets.write(sly)
    cells = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert '=HYPERLINK("http://x.vn","Bấm")' in cells.to_python()[2]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert workflow_sheets.read(content) == sly


def test_the_longest_workflow_is_written_and_read() -> None:
    steps = tuple(replace(GOOD.first, key=f"s{n}", next={"forward": f"s{n + 1}"}) for n in range(49))
    longest = Workflow(steps=(*steps, replace(GOOD.first, key="s49", next={"forward": "end"})))
    assert workflow_sheets.read(workflow_sheets.write(longest)) == longest
