"""Looking at logs of somebody else: which there are, and their cases as traces in plain minutes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F

from motcua.domain.flows import foreign
from motcua.domain.flows.foreign import ForeignCase, ForeignEvent
from motcua.domain.flows.traces import Trace
from motcua.storage.flows.models import Case, Event, Log

MOST = 20_000  # cases read for one page, the latest begun


@dataclass(frozen=True)
class LogLine:
    """One log: what was taken in, from where, when."""

    id: uuid.UUID
    name: str
    source: str
    cases: int
    events: int
    first_at: dt.datetime
    last_at: dt.datetime
    taken_at: dt.datetime


@dataclass(frozen=True)
class ReadLog:
    """The cases read, the latest begun first; `undated` of them are neither late nor on time."""

    traces: tuple[Trace, ...]
    undated: int


def logs() -> list[LogLine]:
    """Return every log, the latest taken in first."""
    return [_line(row) for row in Log.objects.order_by("-taken_at", "-id")]


def find(log_id: uuid.UUID) -> LogLine | None:
    """Return one log; None where there is none."""
    row = Log.objects.filter(id=log_id).first()
    return _line(row) if row is not None else None


def read(log_id: uuid.UUID) -> ReadLog:
    """Return the cases of a log, the latest MOST of them."""
    rows = {row.id: row for row in Case.objects.filter(log_id=log_id).order_by(F("started_at").desc(nulls_last=True), "-id")[:MOST]}
    events = Event.objects.filter(case__log_id=log_id) if len(rows) < MOST else Event.objects.filter(case_id__in=list(rows))
    found = dict(_cases(rows, events.order_by("case_id", "ordinal").values_list("case_id", "activity", "at", "resource")))
    cases = [found[key] for key in rows if key in found]
    undated = sum(case.planned_at is None or case.ended_at is None for case in cases)
    return ReadLog(tuple(foreign.trace_of(case) for case in cases), undated)


def _cases(rows: dict[int, Case], events: object) -> Iterator[tuple[int, ForeignCase]]:
    for key, of in groupby(events, key=lambda event: event[0]):  # type: ignore[call-overload]
        row = rows[key]
        yield key, ForeignCase(
            row.code, row.channel, row.department, row.responsible, row.started_at, row.deadline, row.planned_at, row.ended_at,
            [ForeignEvent(activity, at, resource) for _key, activity, at, resource in of],
        )  # fmt: skip


def _line(row: Log) -> LogLine:
    return LogLine(row.id, row.name, row.source, row.cases, row.events, row.first_at, row.last_at, row.taken_at)
