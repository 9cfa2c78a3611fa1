"""Inspecting the ledger of one dossier: its chain checked, who read it, the daily seals; the look itself is recorded."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain import audit
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import access, configuration
from motcua.services import ledger, ledger_seals
from motcua.storage.ledger.models import Entry, Reading, Seal
from motcua.storage.people.models import ApiKey, Staff

READINGS, SEALS = 50, 30  # on a page


@dataclass(frozen=True)
class Who:
    """Who acted: a kind always; a name for staff and machines, never for citizens."""

    kind: ActorKind
    name: str = ""


@dataclass(frozen=True)
class Line:
    """One entry of a chain; `data` holds ids, codes and names of fields, never personal values."""

    no: int
    at: dt.datetime
    action: str
    before: Status | None
    after: Status | None
    unit: str
    who: Who
    data: Mapping[str, object]
    digest: str
    fault: str  # "" | altered | missing | out_of_order | head


@dataclass(frozen=True)
class Seen:
    """One reading of the dossier."""

    at: dt.datetime
    who: Who
    purpose: str
    sealed: bool


@dataclass(frozen=True)
class Inspected:
    """The chain of one dossier as it was found."""

    code: str
    title: str
    status: Status
    lines: tuple[Line, ...]
    faults: tuple[audit.Fault, ...]
    readings: tuple[Seen, ...]  # one page of them, the latest first
    times_read: int
    older: int | None  # the reading below which the next page goes on
    sealed_until: int | None  # number of the last entry under a daily seal


@dataclass(frozen=True)
class SealLine:
    """A daily seal; `follows` tells whether it names the seal before it."""

    day: dt.date
    chains: int
    made_at: dt.datetime
    digest: str
    follows: bool


def dossier(*, code: str, actor: Actor, at: dt.datetime, before: int | None = None) -> Inspected | None:
    """Return the ledger of the dossier with this code and record the look; None out of reach or for no such code.

    `before` turns the pages of its readings: those below the reading with that number.
    """
    try:
        row = access.get_by_code(actor, Action.READ_PROGRESS, code.strip().upper())
    except access.NotAllowed:
        return None
    entries = list(Entry.objects.filter(chain=row.id).order_by("no"))
    faults = audit.check([(_entry(e), bytes(e.digest)) for e in entries], (row.head_no, bytes(row.head)))
    readings = ledger.readings_of(row.id, limit=READINGS + 1, before=before)
    readings, more = readings[:READINGS], len(readings) > READINGS
    times = ledger.count_readings_of(row.id)
    names = _names((*entries, *readings))
    ledger.read(actor=actor, at=at, purpose="ledger", dossier_ids=[row.id])
    wrong = {fault.no: fault.problem for fault in faults}
    last = Seal.objects.order_by("-day").values_list("last_entry", flat=True).first()
    sealed = ledger_seals.readings_sealed_until()
    return Inspected(
        code=row.code, title=row.title, status=Status(row.status), faults=tuple(faults),
        lines=tuple(_line(e, names, wrong.get(e.no, "")) for e in entries),
        readings=tuple(Seen(r.at, _who(r, names), r.purpose, r.id <= sealed) for r in readings),
        times_read=times, older=readings[-1].id if more else None,
        sealed_until=max((e.no for e in entries if last is not None and e.id <= last), default=None),
    )  # fmt: skip


def seals() -> list[SealLine]:
    """Return the latest daily seals, the latest first."""
    rows = list(Seal.objects.order_by("-day")[: SEALS + 1])
    before = {row.day: bytes(older.digest) for row, older in itertools.pairwise(rows)}
    whole = len(rows) <= SEALS
    return [
        SealLine(
            row.day, row.chains, row.made_at, bytes(row.digest).hex(),
            bytes(row.previous) == before.get(row.day, audit.GENESIS if whole else b""),
        )
        for row in rows[:SEALS]
    ]  # fmt: skip


def history(subject: uuid.UUID) -> list[Line]:
    """Return the entries of another subject (a unit, an account, a key), the latest first."""
    entries = ledger.history(subject)
    names = _names(entries)
    return [_line(e, names, "") for e in reversed(entries)]


def _entry(row: Entry) -> audit.Entry:
    return audit.Entry(
        chain=str(row.chain), no=row.no, at=row.at, action=row.action, before=row.before, after=row.after, step=row.step,
        unit=str(row.unit_id) if row.unit_id else None, actor_kind=row.actor_kind, actor=row.actor, data=row.data,
        previous=bytes(row.previous),
    )  # fmt: skip


def _line(row: Entry, names: Mapping[str, str], fault: str) -> Line:
    unit = configuration.current().units.get(str(row.unit_id)) if row.unit_id else None
    return Line(
        no=row.no, at=row.at, action=row.action, before=Status(row.before) if row.before else None,
        after=Status(row.after) if row.after else None, unit=unit.name if unit else "", who=_who(row, names),
        data=row.data, digest=bytes(row.digest).hex(), fault=fault,
    )  # fmt: skip


def _who(row: Entry | Reading, names: Mapping[str, str]) -> Who:
    return Who(ActorKind(row.actor_kind), names.get(row.actor, ""))


def _names(rows: Iterable[Entry | Reading]) -> dict[str, str]:
    wanted: dict[str, set[str]] = {ActorKind.STAFF.value: set(), ActorKind.MACHINE.value: set()}
    for row in rows:
        if row.actor_kind in wanted:
            wanted[row.actor_kind].add(row.actor)
    staff = Staff.objects.filter(id__in=wanted["staff"]).values_list("id", "name")
    machines = ApiKey.objects.filter(id__in=wanted["machine"]).values_list("id", "name")
    return {str(i): name for i, name in (*staff, *machines)}
