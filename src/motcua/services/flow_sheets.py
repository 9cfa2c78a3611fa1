"""Tables as a workbook, one sheet each: what a page shows, with numbers as numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

Value = str | int | float


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


def workbook(*, about: Sequence[str], about_name: str, sheets: Sequence[Sheet]) -> bytes:
    """Return an .xlsx workbook: first a sheet of lines saying what it is about, then the tables."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as out:
        bold, wrapped = out.add_format({"bold": True, "text_wrap": True, "valign": "top"}), out.add_format({"text_wrap": True, "valign": "top"})
        first = out.add_worksheet(_name(about_name, 0))
        first.set_column(0, 0, 100)
        for row, line in enumerate(about):
            first.write_string(row, 0, line, wrapped)
        for place, sheet in enumerate(sheets, start=1):
            page = out.add_worksheet(_name(sheet.name, place))
            for column, heading in enumerate(sheet.headings):
                page.set_column(column, column, 40 if column == 0 else 18)
                page.write_string(0, column, heading, bold)
            for row, cells in enumerate(sheet.rows, start=1):
                for column, value in enumerate(cells):
                    if isinstance(value, str):
                        page.write_string(row, column, value, wrapped)
                    else:
                        page.write_number(row, column, value, wrapped)
            page.freeze_panes(1, 0)
    return buffer.getvalue()


def _name(text: str, place: int) -> str:
    """Return a name a workbook bears: 31 letters, none of those it keeps for itself, each once."""
    return f"{place}. {re.sub(r'[][:*?/]|' + chr(92) * 2, ' ', text)}"[:31]
