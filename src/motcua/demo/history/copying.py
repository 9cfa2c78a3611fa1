"""Writing lines: COPY in the columns a table has, codes from the units' own counters, and what goes on since the last telling."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.apps import apps
from django.db import connection, models

from motcua.demo.history.columns import COLUMNS, SEALED
from motcua.demo.history.telling import Lines
from motcua.demo.history.voice import NULL


class Table:
    """A table as lines fill it: columns the model does not have (yet) are left out, new ones get their default."""

    def __init__(self, name: str) -> None:
        model = next(m for m in apps.get_models() if m._meta.db_table == name)
        fields = {f.column: f for f in model._meta.concrete_fields}
        self.name, self.known = name, COLUMNS[name]
        self.kept = [n for n, column in enumerate(self.known) if column in fields]
        more = [f for column, f in fields.items() if column not in self.known and _wanted(f)]
        self.columns = [self.known[n] for n in self.kept] + [f.column for f in more]
        self.constants = [_plain(f.get_default()) for f in more]
        self._as_it_is = len(self.kept) == len(self.known) and not more

    def lines(self, lines: Sequence[str]) -> str:
        """Return the lines as one text to copy."""
        if self._as_it_is:
            return "\n".join(lines) + "\n"
        more = "".join(f"\t{value}" for value in self.constants)
        if self.kept == list(range(len(self.known))):
            return "".join(f"{line}{more}\n" for line in lines)
        found = []
        for line in lines:
            values = line.split("\t")
            found.append("\t".join([values[n] for n in self.kept]) + more)
        return "\n".join(found) + "\n"


def _wanted(field: models.Field[object, object]) -> bool:
    return not (field.null or isinstance(field, models.AutoField) or field.has_db_default())


def _plain(value: object) -> str:
    """Return a default as COPY reads it."""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | dict):
        return "{}"
    if isinstance(value, bytes | bytearray):
        return "\\\\x" + bytes(value).hex()
    return str(value)


_tables: dict[str, Table] = {}


def table(name: str) -> Table:
    """Return a table, looked at once."""
    if name not in _tables:
        _tables[name] = Table(name)
    return _tables[name]


def unhurried() -> None:
    """Lift the limit on time for the transaction at hand, and have foreign keys not looked up row by row where the role may say so.

    Every key a line names is one the ground read or the same transaction writes; a test looks all of them up.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL synchronous_commit = off")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def write(lines: Lines) -> None:
    """Copy every line into its table, within the transaction at hand."""
    with connection.cursor() as cursor:
        for name in COLUMNS:  # the dossier before what names it
            if lines.get(name):
                here = table(name)
                columns = ", ".join(f'"{c}"' for c in here.columns)
                with cursor.copy(f'COPY "{name}" ({columns}) FROM STDIN') as copy:
                    copy.write(here.lines(lines[name]))


def ordinals(day: object, counts: dict[str, int]) -> dict[str, int]:
    """Draw as many ordinals of a day as each unit needs; return the first of each, by the unit's code."""
    if not counts:
        return {}
    codes = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_codecounter (unit_code, day, last) SELECT c, %s, n FROM unnest(%s::text[], %s::int[]) AS t(c, n) "
            "ON CONFLICT (unit_code, day) DO UPDATE SET last = dossiers_codecounter.last + EXCLUDED.last RETURNING unit_code, last",
            [day, codes, [counts[c] for c in codes]],
        )
        return {code: last - counts[code] + 1 for code, last in cursor.fetchall()}


def go_on(before: Lines, after: Lines) -> None:
    """Write what a later telling adds and changes; what is sealed stays as it was."""
    added: Lines = {}
    for name, lines in after.items():
        width = 2 if name == "ledger_entry" else 1
        known = {tuple(line.split("\t")[:width]): line for line in before.get(name, ())}
        for line in lines:
            was = known.get(tuple(line.split("\t")[:width]))
            if was is None:
                added.setdefault(name, []).append(line)
            elif was != line and name != "ledger_entry":
                _change(name, was.split("\t"), line.split("\t"))
    write(added)


def _change(name: str, was: list[str], now: list[str]) -> None:
    here = table(name)
    changed = [n for n in here.kept if n and was[n] != now[n] and (here.known[n] not in SEALED or NULL in (was[n], now[n]))]
    if not changed:
        return
    sets = ", ".join(f'"{here.known[n]}" = %s' for n in changed)
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{name}" SET {sets} WHERE "{here.known[0]}" = %s', [*(_value(now[n]) for n in changed), now[0]])  # noqa: S608


def _value(text: str) -> str | None:
    return None if text == NULL else text.replace("\\n", "\n").replace("\\\\", "\\")


def heads(ids: Sequence[str]) -> dict[str, tuple[str, int, bytes]]:
    """Lock dossiers and return code, number and digest of the last entry of each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, head_no, head FROM dossiers_dossier WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [[uuid.UUID(i) for i in ids]]
        )
        return {str(i): (code, no, bytes(head)) for i, code, no, head in cursor.fetchall()}
