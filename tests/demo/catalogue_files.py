"""The files of the demo catalogue, read once for the tests beside this file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from motcua.domain.fees import limits, schedule
from motcua.domain.procedures.revision import Revision, parse, read

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src" / "motcua" / "demo" / "catalogue"
NOW = dt.date(2026, 11, 21)


def document(name: str) -> Any:
    """Return a file of the catalogue as it is written."""
    return json.loads((CATALOGUE / name).read_text(encoding="utf-8"))


DOCUMENTS: dict[str, dict[str, Any]] = {
    path.stem: document(f"procedures/{path.name}")
    for path in sorted((CATALOGUE / "procedures").glob("*.json"))
}
REVISIONS: dict[str, Revision] = {code: parse(found) for code, found in DOCUMENTS.items()}


def complete(revision: Revision) -> bool:
    """Return whether the procedure can be filed, worked and printed from end to end."""
    return bool(revision.form and revision.workflow and any(r.template for r in revision.results))


def texts(value: object, where: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield every {"vi", "en"} text of a document with its place."""
    if isinstance(value, dict):
        if "vi" in value:
            yield where, value
        for key, inner in value.items():
            yield from texts(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{where}[{number}]")


def fee_rows() -> list[schedule.FeeRow]:
    """Return the rows of fees.json as the fee rules read them."""
    return [read(schedule.FeeRow, _bare(found), "fee row") for found in document("fees.json")["rows"]]


def limit_rows() -> list[limits.LimitRow]:
    """Return the rows of limits.json as the limit rules read them."""
    return [read(limits.LimitRow, _bare(found), "limit row") for found in document("limits.json")["rows"]]


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "key"}
