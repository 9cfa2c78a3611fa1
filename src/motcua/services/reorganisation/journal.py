"""The journal of a reorganisation: each row that changes is written down in the statement that changes it, and put back from there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from psycopg.types.json import Jsonb

from motcua.services.ledger_bulk import INCOMING
from motcua.storage.reorganisation.models import Change

_CHANGE = "reorganisation_change"
_MAP = "reorganisation_heirs"
_DOSSIERS, _HEADS = "dossiers_dossier", ", head_no = i.no, head = i.digest, moved_at = i.at"
_REMOVED = ("people_staffrole", "books_book")  # what is inserted and taken out again; units go last of all (`undoing`)


@dataclass(frozen=True)
class Round:
    """One application of one reorganisation: what is journalled belongs to it."""

    reorganisation: uuid.UUID
    number: int


def heirs(pairs: Iterable[tuple[uuid.UUID, uuid.UUID, uuid.UUID | None]]) -> None:
    """Hold who takes over from whom for the statements that follow: dossier (or the nil id for everything), old, new."""
    found = list(pairs)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {_MAP} (dossier_id uuid, old uuid, new uuid) ON COMMIT DROP")
        cursor.execute(f"TRUNCATE {_MAP}")
        with cursor.copy(f"COPY {_MAP} FROM STDIN") as copy:
            for line in found:
                copy.write_row(line)
        cursor.execute(f"ANALYZE {_MAP}")


def move(
    kept: Round, table: str, column: str, when: str, *, by_dossier: bool, also: Mapping[str, object] | None = None
) -> int:
    """Put the heir held by `heirs` into a column of a table, where the condition on `t` holds; return how many rows."""
    more = "".join(f", {name} = {_expression(value)}" for name, value in (also or {}).items())
    match = "AND h.dossier_id = t.dossier_id" if by_dossier else ""
    statement = f"""
        WITH moved AS (
          UPDATE {table} t SET {column} = h.new{more} FROM {_MAP} h
          WHERE t.{column} = h.old {match} AND {when} RETURNING t.id, h.old, h.new)
        INSERT INTO {_CHANGE} (reorganisation_id, round, "table", row, inserted, before, after)
        SELECT %s, %s, %s, id, FALSE, jsonb_build_object(%s::text, old), jsonb_build_object(%s::text, new) FROM moved
    """  # noqa: S608
    values = [value.value if isinstance(value, Raised) else value for value in (also or {}).values()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, kept.reorganisation, kept.number, table, column, column])
        return int(cursor.rowcount)


@dataclass(frozen=True)
class Raised:
    """A moment that a column takes unless what it holds is later."""

    column: str
    value: object


def _expression(value: object) -> str:
    return f"GREATEST(t.{value.column}, %s)" if isinstance(value, Raised) else "%s"


def change(kept: Round, table: str, rows: Iterable[tuple[uuid.UUID, Mapping[str, object], Mapping[str, object]]]) -> None:
    """Write down rows that were changed otherwise: id, what it held, what it holds."""
    _write(kept, table, rows, inserted=False)


def inserted(kept: Round, table: str, ids: Iterable[uuid.UUID]) -> None:
    """Write down rows that were inserted."""
    _write(kept, table, ((one, {}, {}) for one in ids), inserted=True)


def _write(kept: Round, table: str, rows: Iterable[tuple[uuid.UUID, Mapping[str, object], Mapping[str, object]]], *, inserted: bool) -> None:
    columns, found = 'reorganisation_id, round, "table", row, inserted, before, after', list(rows)
    with connection.cursor() as cursor, cursor.copy(f"COPY {_CHANGE} ({columns}) FROM STDIN") as copy:
        for row, before, after in found:
            copy.write_row([kept.reorganisation, kept.number, table, row, inserted, Jsonb(before), Jsonb(after)])


def put_back(kept: Round) -> dict[str, int]:
    """Put back every column that still holds what the round put there, and take out what it inserted; rows by table.

    What somebody has changed since stays as they left it. Dossiers get the heads of the entries that say so, which the
    caller has collected (`ledger_bulk`).
    """
    found = {}
    tables = list(Change.objects.filter(reorganisation=kept.reorganisation, round=kept.number).values_list("table", flat=True).distinct().order_by())
    for table in sorted(tables, key=lambda name: (name == "people_unit", name)):
        found[table] = _put_back(kept, table) + _take_out(kept, table)
    return found


def _put_back(kept: Round, table: str) -> int:
    rows, types = 0, _types(table)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT DISTINCT jsonb_object_keys(after) FROM {_CHANGE} WHERE reorganisation_id = %s AND round = %s AND "table" = %s',  # noqa: S608
            [kept.reorganisation, kept.number, table],
        )
        columns = sorted(name for (name,) in cursor.fetchall())
        # a transfer is written down once for each of its sides, everything else once
        together = [[name] for name in columns] if table == "papers_transfer" else [columns]
        for names in together:
            if not names:
                continue
            sets = ", ".join(
                f"{name} = CASE WHEN c.after ? '{name}' AND t.{name} IS NOT DISTINCT FROM {_value('after', name, types)} "
                f"THEN {_value('before', name, types)} ELSE t.{name} END" for name in names
            )  # fmt: skip
            cursor.execute(
                f"UPDATE {table} t SET {sets}{_HEADS if table == _DOSSIERS else ''} FROM {_CHANGE} c "  # noqa: S608
                f"{f'JOIN {INCOMING} i ON i.chain = c.row' if table == _DOSSIERS else ''} WHERE c.reorganisation_id = %s AND c.round = %s "
                'AND c."table" = %s AND NOT c.inserted AND c.row = t.id AND c.after ?| %s',
                [kept.reorganisation, kept.number, table, list(names)],
            )
            rows = max(rows, int(cursor.rowcount))
    return rows


def _value(side: str, name: str, types: Mapping[str, str]) -> str:
    kind = types[name]
    if kind.endswith("[]"):
        element = kind.removesuffix("[]")
        return f"ARRAY(SELECT jsonb_array_elements_text(c.{side}->'{name}')::{element})"
    return f"(c.{side}->>'{name}')::{kind}"


def _take_out(kept: Round, table: str) -> int:
    if table not in _REMOVED:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM {table} WHERE id IN (SELECT row FROM {_CHANGE} WHERE reorganisation_id = %s AND round = %s AND "table" = %s AND inserted)',  # noqa: S608
            [kept.reorganisation, kept.number, table],
        )
        return int(cursor.rowcount)


def _types(table: str) -> dict[str, str]:
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    return {field.column: str(field.db_type(connection)) for field in model._meta.concrete_fields}


def rows(kept: Round, table: str) -> Sequence[uuid.UUID]:
    """Return which rows of a table the round changed."""
    return list(Change.objects.filter(reorganisation=kept.reorganisation, round=kept.number, table=table, inserted=False).values_list("row", flat=True))
