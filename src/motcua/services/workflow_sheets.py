"""Workflows out to and in from an Excel workbook: one row a step, for those who would rather type than click."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import python_calamine
import xlsxwriter

from motcua.domain import folding
from motcua.domain.procedures import workflow_table
from motcua.domain.procedures.problem import Problem, problem
from motcua.domain.procedures.revision import Workflow
from motcua.domain.procedures.workflow import MOST_STEPS
from motcua.domain.procedures.workflow_table import COLUMNS, NotATable

LARGEST_FILE = 1_000_000  # bytes
LARGEST_UNPACKED = 20_000_000

# Headings of the columns; the keys below them are what the program reads, so that headings may be reworded.
HEADINGS: Mapping[str, str] = {
    "key": "Mã bước",
    "name": "Tên bước",
    "name_en": "Tên bước (tiếng Anh)",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "hours": "Số giờ làm việc",
    "forward": "Chuyển bước sau",
    "propose": "Trình ký",
    "approve": "Ký duyệt",
    "issue": "Ban hành",
    "send_back": "Trả lại",
    "linked": "Liên thông (x)",
    "consults": "Lấy ý kiến (mã | đơn vị | giờ | tên | điều khoản: im lặng là đồng ý)",
    "order": "Thứ tự liên thông",
    "tasks": "Việc ở cơ quan khác (mã | nơi nhận | ngày làm việc | tên)",
}
_WIDTHS = {"name": 40, "name_en": 40, "unit": 22, "consults": 60, "tasks": 60}


def write(workflow: Workflow, *, title: str = "Quy trình") -> bytes:
    """Return an .xlsx workbook of the workflow: headings, then the keys of the columns, then one row a step."""
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        sheet = book.add_worksheet("Quy trình")
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        grey = book.add_format({"font_color": "#505a5f"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, _WIDTHS.get(column, 16))
            sheet.write_string(0, place, HEADINGS[column], bold)
            sheet.write_string(1, place, column, grey)
        for number, row in enumerate(workflow_table.rows(workflow), start=2):
            for place, column in enumerate(COLUMNS):
                value = row[column]
                if isinstance(value, int):
                    sheet.write_number(number, place, value, wrapped)
                else:
                    sheet.write_string(number, place, value, wrapped)
        sheet.freeze_panes(2, 2)
    return buffer.getvalue()


def read(content: bytes) -> Workflow:
    """Return the workflow in the first sheet of an .xlsx workbook.

    The columns are known by their key or their heading, in any order. Raises NotATable naming rows and columns; rows
    are counted from the first step.
    """
    rows = _cells(content)
    while rows and not any(_text(cell) for cell in rows[0]):
        rows = rows[1:]
    columns = _columns([_text(cell) for cell in rows[0]]) if rows else []
    missing = [column for column in ("key", "name", "unit", "role", "hours") if column not in columns]
    if missing:
        raise NotATable(
            [problem(f"0:{column}", "column_missing", found=HEADINGS[column]) for column in missing]
        )
    steps = [row for row in rows[1:] if any(_text(cell) for cell in row)]
    if steps and _columns([_text(cell) for cell in steps[0]]) == columns:
        steps = steps[1:]  # the line of keys below the headings
    found = [dict(zip(columns, row, strict=False)) for row in steps]
    return workflow_table.from_rows([{name: cell for name, cell in row.items() if name} for row in found])


def _cells(content: bytes) -> Sequence[Sequence[object]]:
    if len(content) > LARGEST_FILE:
        raise _refused("sheet_too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise _refused("sheet_too_large")
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.height > MOST_STEPS * 10:
            raise _refused("sheet_too_large")
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=True)]
    except (zipfile.BadZipFile, NotImplementedError, python_calamine.CalamineError) as fault:
        raise _refused("sheet_unreadable") from fault
    return rows


def _refused(code: str) -> NotATable:
    refusals: list[Problem] = [problem("0:key", code)]
    return NotATable(refusals)


def _columns(cells: Sequence[str]) -> list[str]:
    """Return the column each heading names; headings nobody knows stay as written, to be named in the refusal."""
    known = {folding.fold(heading): column for column, heading in HEADINGS.items()}
    known |= {column: column for column in COLUMNS}
    return [known.get(cell, known.get(folding.fold(cell), cell)) for cell in cells]


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
