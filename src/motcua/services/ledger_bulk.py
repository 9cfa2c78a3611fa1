"""Many entries in many chains at once: digested here like any other entry, carried over by COPY, inserted as one statement.

Twenty thousand dossiers that change their unit in one night each get their own entry in their own chain; `ledger.entry`
makes it, so that whoever checks the ledger sees no difference (ADR 0011).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.domain.permissions.roles import Actor
from motcua.services import ledger

INCOMING = "incoming_entries"
_CHUNK = 5000
_COLUMNS = (
    "chain", "no", "at", "action", "before", "after", "step", "unit_id", "actor_kind", "actor", "data", "previous", "digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Next:
    """What the next entry of a chain says; `head_no` and `head` as its subject remembers them, under its lock."""

    chain: uuid.UUID
    head_no: int
    head: bytes
    at: dt.datetime
    before: int | None = None
    after: int | None = None
    step: str | None = None
    unit: object = None
    data: Mapping[str, object] | None = None


def begin() -> None:
    """Make room for the entries of this transaction; each kind of act has a room of its own, emptied by `write`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {INCOMING} ON COMMIT DROP AS SELECT {', '.join(_COLUMNS)} FROM ledger_entry LIMIT 0"  # noqa: S608
        )
        cursor.execute(f"TRUNCATE {INCOMING}")


def collect(found: Iterable[Next], *, action: str, actor: Actor) -> int:
    """Carry entries over and return how many; they are written by `write`. `found` may read the database as it goes."""
    done, rest = 0, iter(found)
    while part := list(islice(rest, _CHUNK)):  # nothing else may be asked of the connection while it copies
        with connection.cursor() as cursor, cursor.copy(f"COPY {INCOMING} ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for one in part:
                row, _no, _head = ledger.entry(
                    chain=one.chain, head_no=one.head_no, head=one.head, at=one.at, action=action, actor=actor, before=one.before,
                    after=one.after, step=one.step, unit=one.unit, data=one.data,
                )  # fmt: skip
                copy.write_row([Jsonb(row[name]) if name == "data" else row[name] for name in _COLUMNS])
        done += len(part)
    return done


def write() -> int:
    """Insert the entries carried over, in the order of their chains; the heads are the caller's to write. Return how many."""
    columns = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {INCOMING}")
        cursor.execute(f"INSERT INTO ledger_entry ({columns}) SELECT {columns} FROM {INCOMING} ORDER BY chain")  # noqa: S608
        return int(cursor.rowcount)


def note_subjects(found: Mapping[uuid.UUID, Mapping[str, object]], *, kind: str, action: str, actor: Actor, at: dt.datetime) -> None:
    """Note one act on many subjects that are no dossiers (units, books), each in its own chain."""
    wanted = sorted(found)
    if not wanted:
        return
    begin()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_chain (id, kind, no, head) SELECT unnest(%s::uuid[]), %s, 0, ''::bytea ON CONFLICT (id) DO NOTHING",
            [wanted, kind],
        )
        cursor.execute("SELECT id, no, head FROM ledger_chain WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [wanted])
        heads = cursor.fetchall()
    collect((Next(chain, no, bytes(head), at, data=found[chain]) for chain, no, head in heads), action=action, actor=actor)
    write()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_chain c SET no = i.no, head = i.digest FROM {INCOMING} i WHERE i.chain = c.id")  # noqa: S608
