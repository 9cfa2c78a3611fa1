"""A published table as a CSV text: its columns, its numbers as people write them, and every line that cannot be read."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from motcua.domain.figures.tables import EQUALITIES, Row

COLUMNS: Mapping[str, str] = {"metric": "name", "count": "count", "denominator": "of", "published_pct": "percent"}  # needed -> of a Row
MORE = ("table", "unit", "period", "role", "part_of")
MOST = 10_000  # rows
_NOT_TOLD = {"", "?", "-", "–"}
_COUNT = re.compile(r"\d+|\d{1,3}(?:[. \u00a0]\d{3})+")
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?")
_ROLES = {role for whole, parts in EQUALITIES for role in (whole, *parts)}


class Wrong(Enum):
    """Why a text is no table."""

    COLUMN = "column"
    COUNT = "count"
    PERCENT = "percent"
    ROLE = "role"
    EMPTY = "empty"
    TOO_MANY = "too_many"
    CSV = "csv"


@dataclass(frozen=True)
class Problem:
    """One line that cannot be read, and what stands there."""

    line: int
    wrong: Wrong
    found: str = ""


class NotATable(ValueError):
    """The text cannot be read as a table; `problems` says why, line by line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def read(text: str) -> list[Row]:
    """Return the rows of a CSV text. Raises NotATable with every line that is in the way."""
    reader = csv.DictReader(text.lstrip("\ufeff").splitlines(), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise NotATable([Problem(1, Wrong.COLUMN, name) for name in missing])
    rows, problems = [], list[Problem]()
    try:
        for given in reader:
            rows.append(_row({key: (value or "").strip() for key, value in given.items() if isinstance(key, str)}, reader.line_num, problems))
            if len(rows) > MOST:
                raise NotATable([Problem(reader.line_num, Wrong.TOO_MANY, str(MOST))])
    except csv.Error as fault:
        raise NotATable([Problem(reader.line_num, Wrong.CSV, str(fault))]) from None
    if problems or not rows:
        raise NotATable(problems or [Problem(1, Wrong.EMPTY)])
    return rows


def _row(given: Mapping[str, str], line: int, problems: list[Problem]) -> Row:
    if given.get("role") and given["role"] not in _ROLES:
        problems.append(Problem(line, Wrong.ROLE, given["role"]))
    return Row(
        given.get("table", ""), given.get("unit", ""), given.get("period", ""), given["metric"], _count(given["count"], line, problems),
        _count(given["denominator"], line, problems), _percent(given["published_pct"], line, problems), given.get("role", ""), given.get("part_of", ""), line,
    )  # fmt: skip


def _count(text: str, line: int, problems: list[Problem]) -> int | None:
    if text in _NOT_TOLD:
        return None
    if not _COUNT.fullmatch(text):
        problems.append(Problem(line, Wrong.COUNT, text))
        return None
    return int(re.sub(r"\D", "", text))


def _percent(text: str, line: int, problems: list[Problem]) -> Decimal | None:
    plain = text.removesuffix("%").strip()
    if plain in _NOT_TOLD:
        return None
    if not _PERCENT.fullmatch(plain):
        problems.append(Problem(line, Wrong.PERCENT, text))
        return None
    return Decimal(plain.replace(",", "."))
