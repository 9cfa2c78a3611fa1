"""The hash chain of the ledger: what an entry's digest covers and how a chain is checked.

An entry holds ids, codes, names of changed fields and digests, never personal values, so that lawful destruction of
personal data leaves every chain valid (R46).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENESIS = bytes(32)


@dataclass(frozen=True)
class Entry:
    """One entry of one chain; `no` counts from 1 within the chain."""

    chain: str
    no: int
    at: dt.datetime
    action: str
    before: int | None
    after: int | None
    step: str | None
    unit: str | None
    actor_kind: str
    actor: str
    data: Mapping[str, object]
    previous: bytes


@dataclass(frozen=True)
class Fault:
    """What is wrong with a chain, and at which entry."""

    chain: str
    no: int
    problem: str  # altered | missing | out_of_order | head


def digest(entry: Entry) -> bytes:
    """Return the SHA-256 of the entry in canonical form, chained to the one before."""
    body = [
        entry.chain,
        entry.no,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.before,
        entry.after,
        entry.step,
        entry.unit,
        entry.actor_kind,
        entry.actor,
        entry.data,
    ]
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(entry.previous + text.encode()).digest()


def check(entries: Iterable[tuple[Entry, bytes]], head: tuple[int, bytes] | None) -> list[Fault]:
    """Return the faults of one chain given in order, with the stored digests; `head` is what the dossier remembers."""
    faults: list[Fault] = []
    previous, last, chain = GENESIS, 0, ""
    for entry, stored in entries:
        chain = entry.chain
        if entry.no != last + 1:
            faults.append(Fault(chain, last + 1, "missing"))
        elif entry.previous != previous:
            faults.append(Fault(chain, entry.no, "altered"))
        if digest(entry) != stored:
            faults.append(Fault(chain, entry.no, "altered"))
        previous, last = stored, entry.no
    if head is not None and head != (last, previous):
        faults.append(Fault(chain, head[0], "missing" if head[0] > last else "head"))
    return faults


def seal(heads: Iterable[tuple[str, int, bytes]], previous: bytes) -> bytes:
    """Return the digest over all heads of a day (sorted by chain), chained to the day before."""
    total = hashlib.sha256(previous)
    for chain, no, head in sorted(heads):
        total.update(f"{chain}:{no}:".encode() + head)
    return total.digest()
