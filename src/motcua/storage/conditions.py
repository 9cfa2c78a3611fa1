"""The SQL reading of conditions: the same `Where` that Python judges becomes a WHERE clause over dossiers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from motcua.domain import where as w

# fact -> (column, SQL type of one value)
COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("id", "uuid"),
    "status": ("status", "smallint"),
    "delivery_status": ("delivery_status", "smallint"),
    "procedure": ("procedure_code", "text"),
    "channel": ("channel", "text"),
    "place": ("place", "text"),
    "received_unit": ("received_unit_id", "uuid"),
    "competent_unit": ("competent_unit_id", "uuid"),
    "help_unit": ("help_unit_id", "uuid"),
    "return_unit": ("return_unit_id", "uuid"),
    "step_unit": ("step_unit_id", "uuid"),
    "step_role": ("step_role", "text"),
    "assignee": ("assignee", "uuid"),
    "filed_by": ("filed_by", "uuid"),
    "party_keys": ("party_keys", "text"),
    "consulted_units": ("consulted_units", "uuid"),
    "due_at": ("due_at", "timestamptz"),
    "answer_due_at": ("answer_due_at", "timestamptz"),
    "learner": ("learner", "uuid"),
}


Columns = Mapping[str, tuple[str, str]]


def to_sql(where: w.Where, *, table: str = "dossiers_dossier", columns: Columns = COLUMNS) -> tuple[str, list[object]]:
    """Return a boolean SQL expression and its parameters, over dossiers or other `columns`. Raises UnknownFact for a fact without a column."""
    match where:
        case w.Always():
            return "TRUE", []
        case w.Never():
            return "FALSE", []
        case w.And(parts):
            return _joined(parts, " AND ", table, columns)
        case w.Or(parts):
            return _joined(parts, " OR ", table, columns)
        case w.Not(part):
            text, values = to_sql(part, table=table, columns=columns)
            return f"NOT COALESCE({text}, FALSE)", values
        case w.Known(fact):
            column, _kind = _column(fact, table, columns)
            return f"{column} IS NOT NULL", []
        case w.Eq(fact, value):
            column, kind = _column(fact, table, columns)
            return f"{column} = %s::{kind}", [_value(value, kind)]
        case w.Le(fact, value):
            column, kind = _column(fact, table, columns)
            return f"{column} <= %s::{kind}", [_value(value, kind)]
        case w.In(fact, values):
            column, kind = _column(fact, table, columns)
            return f"{column} = ANY(%s::{kind}[])", [[_value(v, kind) for v in sorted(values, key=str)]]
        case w.Has(fact, wanted):
            column, kind = _column(fact, table, columns)
            return f"{column}::{kind}[] && %s::{kind}[]", [[_value(v, kind) for v in sorted(wanted)]]
    raise TypeError(f"not a condition: {where!r}")


def _joined(parts: tuple[w.Where, ...], word: str, table: str, columns: Columns) -> tuple[str, list[object]]:
    texts, values = [], []
    for part in parts:
        text, given = to_sql(part, table=table, columns=columns)
        texts.append(f"({text})")
        values.extend(given)
    return word.join(texts), values


def _column(fact: str, table: str, columns: Columns) -> tuple[str, str]:
    try:
        column, kind = columns[fact]
    except KeyError:
        raise w.UnknownFact(fact) from None
    return f'"{table}"."{column}"', kind


def _value(value: object, kind: str) -> object:
    if kind != "uuid" or value is None:
        return value
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:  # an id that is no uuid (a machine's, a visitor's) matches nothing
        return str(uuid.UUID(int=0))
