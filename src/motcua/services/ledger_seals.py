"""Sealing the ledger: once a day all heads of chains, every few minutes the readings, each seal chained to the last."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

from django.db import connection, transaction

from motcua.domain import audit
from motcua.domain.hours import local
from motcua.storage.ledger.models import Reading, ReadingBlock, Seal

BLOCK = 5000  # readings, at most
PATIENCE = 60.0  # seconds; a transaction may not last longer
_SEALING = 7_040_001  # key of the lock that lets one process seal at a time


class StillWriting(RuntimeError):
    """A transaction that began before has not ended; the seal is made at the next try."""


def seal_yesterday(*, at: dt.datetime) -> Seal | None:
    """Seal the heads under yesterday's date unless that has been done; return the seal made now."""
    return seal(day=local(at).date() - dt.timedelta(days=1), at=at)


def seal(*, day: dt.date, at: dt.datetime) -> Seal | None:
    """Seal the heads of all chains as they are now, under the date. Returns None where the day has its seal already.

    Raises StillWriting.
    """
    if Seal.objects.filter(day__gte=day).exists():
        return None
    last = settled("ledger_entry")
    with transaction.atomic():
        _one_at_a_time()
        before = Seal.objects.order_by("-day").first()
        if before is not None and before.day >= day:
            return None
        previous = bytes(before.digest) if before else audit.GENESIS
        sealing = audit.Sealing(previous)
        for chain, no, head in _heads(last):
            sealing.add(chain, no, head)
        return Seal.objects.create(
            day=day, chains=sealing.chains, last_entry=last, previous=previous, digest=sealing.digest(), made_at=at
        )


def seal_readings(*, at: dt.datetime, most: int = BLOCK) -> int:
    """Seal every reading that is in no block yet; return how many blocks were made. Raises StillWriting."""
    last, made = settled("ledger_reading"), 0
    while _seal_block(last, at, most):
        made += 1
    return made


def readings_sealed_until() -> int:
    """Return the number of the last reading that is in a block; 0 where there is none."""
    return ReadingBlock.objects.order_by("-id").values_list("last", flat=True).first() or 0


def _seal_block(last: int, at: dt.datetime, most: int) -> bool:
    with transaction.atomic():
        _one_at_a_time()
        before = ReadingBlock.objects.order_by("-id").first()
        start, previous = (before.last, bytes(before.digest)) if before else (0, audit.GENESIS)
        rows = list(Reading.objects.filter(id__gt=start, id__lte=last).order_by("id")[:most])
        if not rows:
            return False
        digest, count = audit.block(map(reading, rows), previous)
        ReadingBlock.objects.create(
            first=rows[0].id, last=rows[-1].id, count=count, previous=previous, digest=digest, made_at=at
        )
    return True


def reading(row: Reading) -> audit.Reading:
    """Return a row as the digest covers it."""
    return audit.Reading(row.id, row.at, row.actor_kind, row.actor, row.purpose, tuple(str(d) for d in row.dossier_ids))


def settled(table: str) -> int:
    """Return the last number of a table when everything up to it is committed or gone for good: 0 for an empty table.

    Numbers are given before transactions end, so a lower one may still be on its way. Whoever writes holds the table's
    lock from before its number until it has ended, so this waits for those who hold it now and for nobody else: a long
    transaction of another table or another database on the same server delays no seal. Raises StillWriting.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")  # noqa: S608
        last = int(cursor.fetchone()[0])
        writing, deadline = _writers(table), time.monotonic() + PATIENCE
        while writing:
            if time.monotonic() > deadline:
                raise StillWriting(table)
            time.sleep(0.05)
            writing &= _writers(table)
    return last


def _writers(table: str) -> set[str]:
    """Return the transactions of others that hold the lock of whoever writes to the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted AND mode = 'RowExclusiveLock'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND relation = %s::regclass AND pid <> pg_backend_pid()",
            [table],
        )
        return {line[0] for line in cursor.fetchall()}


def _heads(last: int) -> Iterator[tuple[str, int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "SELECT DISTINCT ON (chain) chain::text, no, digest FROM ledger_entry WHERE id <= %s ORDER BY chain, no DESC",
            [last],
        )
        while lines := cursor.fetchmany(5000):
            for chain, no, head in lines:
                yield chain, no, bytes(head)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALING])
