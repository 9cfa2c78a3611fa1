"""Checking the ledger: every chain, every daily seal, every block of readings; what is wrong is named row by row."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from django.db import connection, transaction

from motcua.domain import audit
from motcua.services.ledger_seals import reading
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Chain, Entry, Reading, ReadingBlock, Seal

_COLUMNS = (
    "id", "chain", "no", "at", "action", "before", "after", "step", "unit_id", "actor_kind", "actor", "data", "previous",
    "digest",
)  # fmt: skip
_HEADS = (
    "SELECT id, head_no, head FROM dossiers_dossier UNION ALL SELECT id, no, head FROM ledger_chain ORDER BY 1"
)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: where (`chain`, `seal`, `readings`), what, and which row.

    `name` is the dossier's code or the kind of the other chain; `no` the number of the entry within its chain.
    """

    where: str
    problem: str
    name: str
    chain: str = ""
    no: int = 0


@dataclass(frozen=True)
class Report:
    """What was looked at, and what is wrong with it."""

    entries: int
    chains: int
    seals: int
    blocks: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings


class _Seals:
    """All daily seals computed anew in one pass over the chains."""

    def __init__(self) -> None:
        self.rows = list(Seal.objects.order_by("day"))
        self.anew = [audit.Sealing(bytes(row.previous)) for row in self.rows]

    def add(self, chain: str, ids: list[int], pairs: list[tuple[audit.Entry, bytes]]) -> None:
        for row, sealing in zip(self.rows, self.anew, strict=True):
            known = sum(1 for number in ids if number <= row.last_entry)
            if known:
                entry, digest = pairs[known - 1]
                sealing.add(chain, entry.no, digest)

    def findings(self) -> Iterator[Finding]:
        previous = audit.GENESIS
        for row, sealing in zip(self.rows, self.anew, strict=True):
            if bytes(row.previous) != previous:
                yield Finding("seal", "missing", f"before {row.day}")
            if sealing.digest() != bytes(row.digest) or sealing.chains != row.chains:
                yield Finding("seal", "altered", str(row.day))
            previous = bytes(row.digest)


def verify() -> Report:
    """Check everything on one snapshot of the database and return what was found."""
    with _one_snapshot():
        seals = _Seals()
        heads = _heads()
        head = next(heads, None)
        faults: list[audit.Fault] = []
        entries = chains = 0
        for chain, lines in groupby(_entries(), key=lambda line: line[1]):
            ids, pairs = _pairs(list(lines))
            entries, chains = entries + len(ids), chains + 1
            while head is not None and head[0] < chain:
                faults += _without_entries(head)
                head = next(heads, None)
            mine = None
            if head is not None and head[0] == chain:
                mine, head = (head[1], head[2]), next(heads, None)
            faults += audit.check(pairs, mine)
            if mine is None:
                faults.append(audit.Fault(str(chain), pairs[-1][0].no, "no_subject"))
            seals.add(str(chain), ids, pairs)
        while head is not None:
            faults += _without_entries(head)
            head = next(heads, None)
        blocks, bad_blocks = _blocks()
        findings = (*_named(faults), *seals.findings(), *bad_blocks)
        return Report(entries, chains, len(seals.rows), blocks, findings)


def _without_entries(head: tuple[uuid.UUID, int, bytes]) -> list[audit.Fault]:
    return [audit.Fault(str(head[0]), 1, "missing")] if head[1] else []


def _entries() -> Iterator[tuple[object, ...]]:
    return iter(Entry.objects.order_by("chain", "no").values_list(*_COLUMNS).iterator(chunk_size=5000))


def _heads() -> Iterator[tuple[uuid.UUID, int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        while lines := cursor.fetchmany(5000):
            for chain, no, head in lines:
                yield chain, no, bytes(head)


def _pairs(lines: list[tuple[object, ...]]) -> tuple[list[int], list[tuple[audit.Entry, bytes]]]:
    ids, pairs = [], []
    for number, chain, no, at, action, before, after, step, unit, kind, actor, data, previous, digest in lines:
        entry = audit.Entry(
            chain=str(chain), no=no, at=at, action=action, before=before, after=after, step=step,
            unit=str(unit) if unit else None, actor_kind=kind, actor=actor, data=data, previous=bytes(previous),
        )  # type: ignore[arg-type]  # fmt: skip
        ids.append(number)
        pairs.append((entry, bytes(digest)))  # type: ignore[call-overload]
    return ids, pairs  # type: ignore[return-value]


def _named(faults: list[audit.Fault]) -> list[Finding]:
    chains = {uuid.UUID(f.chain) for f in faults}
    names = dict(Chain.objects.filter(id__in=chains).values_list("id", "kind"))
    names |= dict(Dossier.objects.filter(id__in=chains).values_list("id", "code"))
    return [Finding("chain", f.problem, names.get(uuid.UUID(f.chain), "?"), f.chain, f.no) for f in faults]


def _blocks() -> tuple[int, list[Finding]]:
    findings: list[Finding] = []
    previous, after, number = audit.GENESIS, 0, 0
    for row in ReadingBlock.objects.order_by("id").iterator(chunk_size=500):
        number += 1
        name = f"readings {row.first}–{row.last}"
        if bytes(row.previous) != previous:
            findings.append(Finding("readings", "missing", f"before {name}"))
        rows = Reading.objects.filter(id__gt=after, id__lte=row.last).order_by("id").iterator(chunk_size=5000)
        digest, count = audit.block(map(reading, rows), bytes(row.previous))
        if count != row.count:
            findings.append(Finding("readings", "missing" if count < row.count else "added", name, no=abs(row.count - count)))
        elif digest != bytes(row.digest):
            findings.append(Finding("readings", "altered", name))
        previous, after = bytes(row.digest), row.last
    return number, findings


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """Look at the database as it is at one moment, however long the check takes."""
    outer = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if not outer:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def days_since_seal(at: dt.date) -> int | None:
    """Return how many days the last seal is old; None where there is none."""
    last = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    return None if last is None else (at - last).days
