"""The lines of a form on which papers are ticked, counted and scanned, each with what was typed, kept and wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from motcua.web.shared import words
from motcua.web.shared.dossiers import given

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_forms import Asking

Row = dict[str, object]
PARTS = ("have", "name", *given.KINDS, "files")  # what a line asks, in its order
_ANOTHER: Row = {"component": "extra", "name": "", "note": "", "originals": 0, "certified": 0, "copies": 1}


def attached(a: Asking) -> list[Row]:
    """Return the papers that can be attached: those the case needs, and another one."""
    rows: list[Row] = [
        {"key": c.key, "component": c.key, "name": words.in_language(c.name, language=get_language() or "vi")[0],
         "originals": c.originals, "certified": c.certified, "copies": c.copies}
        for c in a.page.revision.needed(a.page.row.case or None)
    ]  # fmt: skip
    return [_typed(a, row) for row in (*rows, _ANOTHER | {"key": "extra"})]


def answered(a: Asking) -> list[Row]:
    """Return the papers the citizen was asked for last, and another one."""
    asked = next((r for r in reversed(a.page.requests) if r.kind == "papers" and r.answered_at is None), None)
    rows: list[Row] = [
        {"key": f"asked-{n}", "component": str(item.get("component") or "extra"), "name": str(item.get("name") or ""),
         "note": str(item.get("note") or ""), "originals": 0, "certified": 0, "copies": 1}
        for n, item in enumerate(asked.items if asked else ())
    ]  # fmt: skip
    return [_typed(a, row) for row in (*rows, _ANOTHER | {"key": "more"})]


def links(rows: list[Row]) -> list[tuple[str, str]]:
    """Return the errors of the lines for the summary: where each leads, and what it says."""
    return [pair for row in rows for pair in row["errors"]]  # type: ignore[attr-defined]


def names(rows: list[Row]) -> set[str]:
    """Return the names of everything the lines ask."""
    return {f"{part}-{row['key']}" for row in rows for part in PARTS}


def marked(row: Row, said: Mapping[str, Sequence[str]]) -> Row:
    """Return a line with what is said of its parts: where each message leads, and which parts are wrong."""
    places = [f"{part}-{row['key']}" for part in PARTS]
    errors = [(place, message) for place in places for message in said.get(place, ())]
    return row | {"errors": errors, "wrong": {place.partition("-")[0] for place, _message in errors}}


def _typed(a: Asking, row: Row) -> Row:
    key = row["key"]
    typed = {f"typed_{kind}": a.data.get(f"{kind}-{key}") or "" for kind in given.KINDS}
    held = {"ticked": bool(a.data.get(f"have-{key}")), "typed": a.data.get(f"name-{key}") or "", "held": a.held.get(str(key), [])}
    return marked(row | typed | held, a.errors)
