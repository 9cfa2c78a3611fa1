"""The files of the demo catalogue, read once for the tests beside this file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from motcua.domain.fees import limits, schedule
from motcua.domain.fees.provincial import Area
from motcua.domain.procedures.revision import Channel, FeeKind, Revision, TimeLimit, parse

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
    return [_fee_row(found) for found in document("fees.json")["rows"]]


def limit_rows() -> list[limits.LimitRow]:
    """Return the rows of limits.json as the limit rules read them."""
    return [_limit_row(found) for found in document("limits.json")["rows"]]


def _fee_row(found: Mapping[str, Any]) -> schedule.FeeRow:
    given = ("amount", "unit", "percent_of_base")
    return schedule.FeeRow(
        **_common(found),
        **{name: found[name] for name in given if name in found},
        kind=FeeKind(found["kind"]),
        fees=tuple(found.get("fees", ())),
        exempt=tuple(schedule.Relief(**relief) for relief in found.get("exempt", ())),
    )


def _limit_row(found: Mapping[str, Any]) -> limits.LimitRow:
    own = TimeLimit(**found["limit"]) if "limit" in found else None
    return limits.LimitRow(**_common(found), percent=found.get("percent"), limit=own)


def _common(found: Mapping[str, Any]) -> dict[str, Any]:
    last, channel, territory = found.get("last_day"), found.get("channel"), found.get("territory")
    return {
        "decision": found["decision"],
        "article": found.get("article", ""),
        "first_day": dt.date.fromisoformat(found["first_day"]),
        "last_day": None if last is None else dt.date.fromisoformat(last),
        "procedures": tuple(found.get("procedures", ())),
        "case": found.get("case"),
        "channel": None if channel is None else Channel(channel),
        "territory": None
        if territory is None
        else Area(**{part: frozenset(codes) for part, codes in territory.items()}),
    }
