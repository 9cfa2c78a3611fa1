"""Reading the table of a reorganisation from a workbook (XLSX), a CSV or a JSON file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence

import python_calamine

from motcua.domain.reorganisation import sheet
from motcua.domain.reorganisation.sheet import Fault, Line, Problem

LARGEST_FILE, LARGEST_UNPACKED = 5_000_000, 50_000_000  # bytes


class NotReadable(ValueError):
    """The file is no workbook, CSV or JSON table, or too large."""


class SheetRefused(ValueError):
    """Something in the table has to be put right first; `problems` says what, line by line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{p.line}: {p.fault.value} {p.about}" for p in self.problems[:5]))


def lines(content: bytes, *, name: str) -> list[Line]:
    """Return the lines of a file; its name says what it is. Raises NotReadable, SheetRefused."""
    found, problems = sheet.read(_rows(content, name.rpartition(".")[2].lower()))
    if problems:
        raise SheetRefused(problems)
    return found


def _rows(content: bytes, ending: str) -> Sequence[Sequence[object]]:
    if len(content) > LARGEST_FILE:
        raise NotReadable("too large")
    try:
        match ending:
            case "xlsx":
                return _workbook(content)
            case "csv":
                return _csv(content.decode("utf-8-sig"))
            case "json":
                return _json(json.loads(content))
    except (ValueError, KeyError, zipfile.BadZipFile, python_calamine.CalamineError, NotImplementedError) as fault:
        raise NotReadable(ending) from fault
    raise NotReadable(ending)


def _workbook(content: bytes) -> list[list[object]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
            raise NotReadable("too large")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = book.get_sheet_by_index(0)
    if found.height > sheet.MOST_LINES:
        raise SheetRefused([Problem(0, Fault.TOO_LONG, str(sheet.MOST_LINES))])
    return [list(row) for row in found.to_python(skip_empty_area=True)]


def _csv(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    return list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","))


def _json(data: object) -> list[list[object]]:
    """Return a list of objects as a table; a list of fields or areas becomes one cell."""
    if not isinstance(data, list) or not all(isinstance(one, dict) for one in data):
        raise NotReadable("json")
    columns = list(dict.fromkeys(key for one in data for key in one))
    return [list(columns), *([_cell(one.get(key)) for key in columns] for one in data)]


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
