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
    problem: str  # altered | missing | head (entries beyond what the head remembers)


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
    """Return the faults of one chain given in order, with the stored digests; `head` is what the dossier remembers.

    Where an entry fits itself but not the one before it, it is the one before that was written anew.
    """
    faults: list[Fault] = []
    previous, last, chain = GENESIS, 0, ""
    for entry, stored in entries:
        chain = entry.chain
        own = digest(entry) == stored
        if entry.no != last + 1:
            faults.append(Fault(chain, last + 1, "missing"))
        elif entry.previous != previous and own and last:
            faults.append(Fault(chain, last, "altered"))
        if not own or (entry.no == 1 and entry.previous != GENESIS):
            faults.append(Fault(chain, entry.no, "altered"))
        previous, last = stored, entry.no
    if head is not None and head != (last, previous):
        faults.append(Fault(chain, *_at_the_head(head[0], last)))
    return faults


def _at_the_head(remembered: int, last: int) -> tuple[int, str]:
    if remembered > last:
        return last + 1, "missing"
    return (last, "altered") if remembered == last else (remembered + 1, "head")


class Sealing:
    """The seal of a day in the making: heads are added in the order of their chains."""

    def __init__(self, previous: bytes) -> None:
        """Begin with the seal of the day before."""
        self._total = hashlib.sha256(previous)
        self._last = ""
        self.chains = 0

    def add(self, chain: str, no: int, head: bytes) -> None:
        """Add a chain's head. Raises ValueError out of order."""
        if chain <= self._last:
            raise ValueError(f"chain {chain} is out of order")
        self._total.update(f"{chain}:{no}:".encode() + head)
        self._last = chain
        self.chains += 1

    def digest(self) -> bytes:
        """Return the seal."""
        return self._total.digest()


def seal(heads: Iterable[tuple[str, int, bytes]], previous: bytes) -> bytes:
    """Return the digest over all heads of a day, given in any order, chained to the day before."""
    sealing = Sealing(previous)
    for chain, no, head in sorted(heads):
        sealing.add(chain, no, head)
    return sealing.digest()


@dataclass(frozen=True)
class Reading:
    """One reading of citizens' data."""

    id: int
    at: dt.datetime
    actor_kind: str
    actor: str
    purpose: str
    dossier_ids: tuple[str, ...]


def block(readings: Iterable[Reading], previous: bytes) -> tuple[bytes, int]:
    """Return the digest over readings in order, chained to the block before, and how many there are."""
    total, count = hashlib.sha256(previous), 0
    for one in readings:
        at = one.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        body = [one.id, at, one.actor_kind, one.actor, one.purpose, list(one.dossier_ids)]
        total.update(json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode())
        count += 1
    return total.digest(), count
