"""Tables of figures as files: a workbook, a CSV, a page for the printer, all three from the same cells a page shows.

Every file says what it is of, which period and unit, the moment it was made, and that data is simulated where it is. A
file is whole before the first byte of it leaves: what cannot be made is an error, never an empty file.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from motcua.domain.hours import local
from motcua.services import print_blocks as blocks
from motcua.services.print_blocks import Column, Page

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel reads Vietnamese as another alphabet
BETWEEN = ";"  # where decimals have a comma, lists have this
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins so for a formula
CHUNK = 64 * 1024
LONGEST_NAME = 31  # letters a workbook gives the name of a sheet


@dataclass(frozen=True)
class Cell:
    """What a page shows, and the number behind it where it is one (of a percentage the percents)."""

    text: str
    number: Decimal | int | None = None
    percent: bool = False


@dataclass(frozen=True)
class Table:
    """A table of a page: what it is called, its headings, its rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Sheets:
    """Everything a file holds: title, lines about it (period, unit, moment, simulated), its tables, the unit it is of."""

    title: str
    about: Sequence[str]
    tables: Sequence[Table]
    unit: str
    parent: str
    at: dt.datetime
    footer: str = ""  # on every page of the PDF


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Return rows as the lines of a CSV file for a spreadsheet: UTF-8 with its mark, `;` between, no formulas."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=BETWEEN, lineterminator="\r\n")
    buffer.write(BOM)
    for row in rows:
        writer.writerow([harmless(text) for text in row])
        if buffer.tell() > CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_csv(told: Sheets) -> list[bytes]:
    """Return all tables as one CSV file, one after another, each under its title."""
    rows: list[list[str]] = [[told.title], *([line] for line in told.about)]
    for table in told.tables:
        rows += [[], [table.title], list(table.headings), *([_typed(cell) for cell in row] for row in table.rows)]
    return list(csv_lines(rows))


def _typed(cell: Cell) -> str:
    """Return a cell as it stands in a CSV: a whole number without points, which a program would read as a mark of decimals."""
    return str(cell.number) if isinstance(cell.number, int) else cell.text


def workbook(told: Sheets) -> io.BytesIO:
    """Return the tables as an .xlsx workbook, one sheet each, with numbers as numbers; nothing in it is a formula."""
    found = io.BytesIO()
    with xlsxwriter.Workbook(found, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as out:
        out.set_properties({"title": told.title, "author": told.unit, "created": local(told.at).replace(tzinfo=None)})
        wrapped: dict[str, object] = {"text_wrap": True, "valign": "top"}
        forms = {
            "title": out.add_format({"bold": True}), "head": out.add_format(wrapped | {"bold": True, "bottom": 1}), "cell": out.add_format(wrapped),
            "whole": out.add_format(wrapped | {"num_format": "#,##0"}), "part": out.add_format(wrapped | {"num_format": "#,##0.00"}),
            "percent": out.add_format(wrapped | {"num_format": "0.00%"}),
        }  # fmt: skip
        for place, table in enumerate(told.tables, start=1):
            _sheet(out.add_worksheet(_name(table.title, place)), told, table, forms)
    found.seek(0)
    return found


def _sheet(page: Worksheet, told: Sheets, table: Table, forms: dict[str, Format]) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    for row, line in enumerate([told.title, *told.about, table.title]):
        page.write_string(row, 0, line, forms["title"])
    top = len(told.about) + 3
    for column, heading in enumerate(table.headings):
        page.set_column(column, column, 44 if column == 0 else 18)
        page.write_string(top, column, heading, forms["head"])
    for row, cells in enumerate(table.rows, start=top + 1):
        for column, cell in enumerate(cells):
            _write(page, row, column, cell, forms)
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)


def _write(page: Worksheet, row: int, column: int, cell: Cell, forms: dict[str, Format]) -> None:
    if cell.number is None:
        page.write_string(row, column, cell.text, forms["cell"])
    elif cell.percent:
        page.write_number(row, column, Decimal(cell.number) / 100, forms["percent"])
    else:
        page.write_number(row, column, cell.number, forms["whole" if cell.number == int(cell.number) else "part"])


def _name(text: str, place: int) -> str:
    """Return a name a workbook bears: none of the signs it keeps for itself, each once."""
    return f"{place}. {re.sub(r'[][:*?/]|' + chr(92) * 2, ' ', text)}"[:LONGEST_NAME].strip().rstrip("'")


def pdf_page(told: Sheets) -> Page:
    """Return the tables as a page for the printer."""
    said: list[blocks.Block] = [blocks.centred(line, strong=False) for line in told.about]
    for table in told.tables:
        said += [blocks.text(table.title, strong=True), _block(table)]
    return Page("slip", {
        "paper": "a4-landscape", "title": told.title, "code": "", "parent": told.parent, "office": told.unit, "number": "", "place_date": "",
        "at": local(told.at).isoformat(), "blocks": said, "form_note": "", "footer": told.footer, "signatures": [],
    })  # fmt: skip


def _block(table: Table) -> blocks.Block:
    columns = [
        Column(title=heading, share=2.6 if not place else 1, align="right" if _numbers(table, place) else "left")
        for place, heading in enumerate(table.headings)
    ]  # fmt: skip
    return blocks.table(columns, [[cell.text for cell in row] for row in table.rows])


def _numbers(table: Table, place: int) -> bool:
    return any(row[place].number is not None for row in table.rows)
