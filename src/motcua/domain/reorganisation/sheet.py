"""The table of a reorganisation (bảng sắp xếp đơn vị) as people give it: headings, lines, and what cannot be read of them.

A line says: this unit's work goes to that unit; of these fields, or of these old areas, where it is divided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain import folding
from motcua.domain.people import identity
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.units import Level, UnitKind

NOBODY = "-"  # in the place of the new unit: it ends and nobody continues it
MOST_LINES = 20_000

# Column -> its heading in the workbook; both are understood, with or without marks, in any order.
HEADINGS: dict[str, str] = {
    "old": "Mã đơn vị cũ",
    "new": "Mã đơn vị mới",
    "name": "Tên đơn vị mới",
    "kind": "Loại đơn vị",
    "level": "Cấp",
    "parent": "Mã đơn vị cấp trên",
    "area": "Mã địa bàn mới",
    "fields": "Lĩnh vực",
    "areas": "Mã địa bàn cũ",
    "main": "Đơn vị chính",
}
NEEDED = ("old", "new")
_YES = frozenset({"x", "1", "co", "yes", "true", "chinh"})


class Fault(StrEnum):
    """What is wrong with a table, at one of its lines (0: with the table as a whole)."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    OLD_MISSING = "old_missing"
    NEW_MISSING = "new_missing"
    NEW_NOT_A_CODE = "new_not_a_code"
    KIND_UNKNOWN = "kind_unknown"
    LEVEL_UNKNOWN = "level_unknown"
    TWICE = "twice"
    OLD_NOT_FOUND = "old_not_found"
    NAME_MISSING = "name_missing"
    NAME_DIFFERS = "name_differs"
    TOLD_DIFFERENTLY = "told_differently"
    LEVEL_MISSING = "level_missing"
    PARENT_MISSING = "parent_missing"
    PARENT_NOT_FOUND = "parent_not_found"
    CHILD_WITHOUT_HEIR = "child_without_heir"
    NOBODY_BESIDE = "nobody_beside"
    TREE = "tree"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to be put right: where, what, and the word of the table it is about."""

    line: int
    fault: Fault
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `number` is its row in the file. What is empty is filled in by the plan."""

    number: int
    old: str
    new: str
    name: str = ""
    kind: UnitKind | None = None
    level: Level | None = None
    parent: str = ""
    area: str = ""
    fields: tuple[str, ...] = ()  # names of fields (lĩnh vực); empty: whatever no other line takes
    areas: tuple[str, ...] = ()  # codes of before the change: where the applicant lives
    main: bool = False  # keeps the archive, and what belongs to no dossier


def read(rows: Sequence[Sequence[object]]) -> tuple[list[Line], list[Problem]]:
    """Return the lines of a table whose first row holds the headings, and everything that cannot be read."""
    if not rows:
        return [], [Problem(0, Fault.EMPTY)]
    if len(rows) > MOST_LINES:
        return [], [Problem(0, Fault.TOO_LONG, str(MOST_LINES))]
    columns = [_column(_text(cell)) for cell in rows[0]]
    problems = [Problem(1, Fault.COLUMN_UNKNOWN, _text(cell)) for cell, column in zip(rows[0], columns, strict=True) if not column and _text(cell)]
    problems += [Problem(1, Fault.COLUMN_MISSING, HEADINGS[name]) for name in NEEDED if name not in columns]
    if problems:
        return [], problems
    lines: list[Line] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {column: _text(cell) for column, cell in zip(columns, row, strict=False) if column}
        if any(cells.values()):
            line, wrong = _line(number, cells)
            problems += wrong
            if line is not None:
                lines.append(line)
    if not lines and not problems:
        problems.append(Problem(0, Fault.EMPTY))
    return lines, problems + _repeated(lines)


def _line(number: int, cells: dict[str, str]) -> tuple[Line | None, list[Problem]]:
    problems = []
    old, new = cells.get("old", "").upper(), cells.get("new", "").upper()
    if not old:
        problems.append(Problem(number, Fault.OLD_MISSING))
    if not new:
        problems.append(Problem(number, Fault.NEW_MISSING, old))
    elif new != NOBODY:
        try:
            new = identity.parse_agency(new).value
        except NotValid:
            problems.append(Problem(number, Fault.NEW_NOT_A_CODE, new))
    kind, level = _one_of(UnitKind, cells.get("kind", "")), _one_of(Level, cells.get("level", ""))
    if cells.get("kind") and kind is None:
        problems.append(Problem(number, Fault.KIND_UNKNOWN, cells["kind"]))
    if cells.get("level") and level is None:
        problems.append(Problem(number, Fault.LEVEL_UNKNOWN, cells["level"]))
    if problems:
        return None, problems
    line = Line(
        number=number, old=old, new=new, name=folding.clean_text(cells.get("name", "")), kind=UnitKind(kind) if kind else None,
        level=Level(level) if level else None, parent=cells.get("parent", "").upper(), area=cells.get("area", ""),
        fields=_several(cells.get("fields", "")), areas=_several(cells.get("areas", "")),
        main=folding.fold(cells.get("main", "")) in _YES,
    )  # fmt: skip
    return line, []


def _repeated(lines: Sequence[Line]) -> list[Problem]:
    """Find lines that say the same again: the same units, and no other field or area."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for line in lines:
        key = (line.old, line.new, line.fields, line.areas)
        if key in seen:
            found.append(Problem(line.number, Fault.TWICE, f"{line.old} → {line.new}"))
        seen.add(key)
    return found


def _column(heading: str) -> str:
    folded = folding.fold(heading).removesuffix(" *").rstrip(":")
    return next((name for name, shown in HEADINGS.items() if folded in (name, folding.fold(shown))), "")


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for piece in re.split(r"[;\n]", text) if (part := folding.clean_text(piece))))


def _one_of(words: type[UnitKind | Level], text: str) -> str | None:
    wanted = folding.fold(text)
    return next((word.value for word in words if wanted in (word.value, *_SAID.get(word.value, ()))), None) if wanted else None


# What people write for a kind or a level, folded.
_SAID: dict[str, tuple[str, ...]] = {
    "province_committee": ("ubnd tinh", "ubnd cap tinh"),
    "department": ("so", "so, ban, nganh", "so ban nganh"),
    "commune_committee": ("ubnd xa", "ubnd cap xa"),
    "district": ("ubnd huyen", "ubnd cap huyen", "huyen", "cap huyen"),
    "one_stop_centre": ("trung tam phuc vu hanh chinh cong", "bo phan mot cua", "mot cua"),
    "one_stop_point": ("diem tiep nhan",),
    "office": ("phong", "phong, ban", "van phong"),
    "tax": ("thue",),
    "land_office": ("van phong dang ky dat dai",),
    "police": ("cong an",),
    "sector": ("nganh doc",),
    "post": ("buu dien",),
    "village_team": ("to cong nghe so", "to cong nghe so cong dong"),
    "province": ("tinh", "cap tinh"),
    "commune": ("xa", "cap xa"),
}


def _text(cell: object) -> str:
    """Return a cell as text; a workbook's 21109.0 is the code 21109."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else folding.clean_text(str(cell))
