"""Statements of the hot paths, sent with their values apart: the server plans a shape once and keeps the plan.

Django's own cursor writes the values into the text, so that the server parses and plans every statement anew; for the
wide statements of an intake that costs as much as running them (ADR 0002). A statement seen five times on a
connection is prepared there; errors, checks and the log of statements are Django's as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import count

import psycopg
from django.db import connection

_PLACE = re.compile(r"%s|%%")


def run(text: str, values: Sequence[object]) -> list[tuple[object, ...]]:
    """Run a statement with `%s` places and return its rows, if it gives any."""
    _names, rows = _run(text, values)
    return rows


def records(text: str, values: Sequence[object]) -> list[dict[str, object]]:
    """Run a statement with `%s` places and return its rows by name of column."""
    names, rows = _run(text, values)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _run(text: str, values: Sequence[object]) -> tuple[list[str], list[tuple[object, ...]]]:
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        cursor.execute(_numbered(text), values)
        names = [column.name for column in cursor.description or ()]
        rows = cursor.fetchall() if cursor.description else []
    if connection.queries_logged:
        connection.queries_log.append({"sql": text, "time": ""})
    return names, rows


@lru_cache(maxsize=1000)
def _numbered(text: str) -> str:
    """Return the text with `$1, $2, …` for its `%s` places."""
    number = count(1)
    return _PLACE.sub(lambda found: "%" if found.group() == "%%" else f"${next(number)}", text)
