"""Taking in a log of somebody else: the whole file or nothing, once, into a space of its own."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from motcua.domain.flows import foreign
from motcua.domain.flows.foreign import Fault, ForeignCase, NotALog, Problem
from motcua.domain.permissions.roles import Actor
from motcua.services import ledger
from motcua.storage import ids
from motcua.storage.flows.models import Case, Event, Log

MOST_BYTES = 400_000_000  # unpacked
_BATCH = 5000


class NotReadable(ValueError):
    """The file cannot be opened or unpacked: says what is wrong with it."""


@dataclass(frozen=True)
class Taken:
    """What came of it; `before` when the same text had been taken in already, and nothing was added."""

    id: uuid.UUID
    name: str
    cases: int
    events: int
    variants: int
    late: int
    undated: int  # cases without planned end or end: neither late nor on time
    before: bool


def take_in(*, path: Path, source: str, actor: Actor, at: dt.datetime) -> Taken:
    """Take in a file of events, packed with gzip or not; the same text a second time adds nothing.

    Raises NotReadable, and foreign.NotALog naming the lines in the way; nothing is written then.
    """
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    cases = foreign.read(_lines(content))
    known = Log.objects.filter(digest=digest).first()
    if known is not None:
        return _told(known, cases, before=True)
    try:
        with transaction.atomic():
            return _told(_write(path.name, source, digest, cases, actor, at), cases, before=False)
    except IntegrityError:  # taken in by somebody else in this very moment
        return _told(Log.objects.get(digest=digest), cases, before=True)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise NotReadable(f"{path.name}: {fault}") from fault
    if len(content) > MOST_BYTES:
        raise NotReadable(f"{path.name}: more than {MOST_BYTES} bytes")
    return content


def _lines(content: bytes) -> Iterator[str]:
    for number, line in enumerate(io.BytesIO(content), start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise NotALog([Problem(number, Fault.NOT_UTF8)]) from None


def _write(name: str, source: str, digest: str, cases: Sequence[ForeignCase], actor: Actor, at: dt.datetime) -> Log:
    moments = [event.at for case in cases for event in case.events]
    log = Log.objects.create(
        id=ids.new(), name=name[:200], source=source[:300], digest=digest, cases=len(cases), events=len(moments), first_at=min(moments),
        last_at=max(moments), taken_at=at,
    )  # fmt: skip
    rows = [
        Case(log=log, code=c.code, channel=c.channel, department=c.department, responsible=c.responsible, started_at=c.started_at,
             deadline=c.deadline, planned_at=c.planned_at, ended_at=c.ended_at)
        for c in cases
    ]  # fmt: skip
    Case.objects.bulk_create(rows, batch_size=_BATCH)
    events = [
        Event(case=row, ordinal=place, activity=e.activity, at=e.at, resource=e.resource, group=e.group)
        for row, case in zip(rows, cases, strict=True) for place, e in enumerate(case.events)
    ]  # fmt: skip
    Event.objects.bulk_create(events, batch_size=_BATCH)
    data = {"file": digest, "cases": len(cases), "events": len(moments)}
    ledger.note_subject(subject=log.id, kind="event_log", action="event_log.take_in", actor=actor, at=at, data=data)
    return log


def _told(log: Log, cases: Sequence[ForeignCase], *, before: bool) -> Taken:
    paths = {tuple(event.activity for event in case.events) for case in cases}
    undated = sum(case.planned_at is None or case.ended_at is None for case in cases)
    return Taken(log.id, log.name, log.cases, log.events, len(paths), sum(case.late for case in cases), undated, before)
