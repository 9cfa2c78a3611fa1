"""A log of somebody else: one line an event, read strictly, so that its numbers come out as the file says.

A line that cannot be read refuses the whole file and is named with its number; nothing is guessed, nothing is left out.
Names of people (resource, responsible) are not kept: each becomes a number in the order it first appears.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.domain.flows.traces import PLACES, Stay, Trace
from motcua.domain.hours import ZONE

REQUIRED = ("case", "activity", "timestamp")
COLUMNS = (
    "case", "activity", "resource", "timestamp", "group", "channel", "department", "responsible", "startdate", "deadline",
    "enddate_planned", "enddate",
)  # fmt: skip
OF_CASE = ("startdate", "deadline", "enddate_planned", "enddate")  # the same on every line of a case
LENGTHS = {"case": 100, "activity": 200, "group": 100, "channel": 100, "department": 200}  # letters
MOST_LINES = 1_000_000
MOST_PROBLEMS = 20  # named at once


class Fault(StrEnum):
    """What can be wrong with a line."""

    COLUMN_MISSING = "column_missing"  # in the heading
    COLUMN_TWICE = "column_twice"  # in the heading
    CELLS = "cells"  # more or fewer than the heading
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_MOMENT = "not_a_moment"
    OTHERWISE = "otherwise"  # another line of the case says something else
    RESERVED = "reserved"  # a name that means the time before or after all steps
    QUOTES = "quotes"  # not readable as CSV
    NOT_UTF8 = "not_utf8"
    TOO_MANY = "too_many"  # lines
    NO_EVENT = "no_event"


@dataclass(frozen=True)
class Problem:
    """One fault: the line of the file, counted from 1 with the heading, and what stands there."""

    line: int
    fault: Fault
    column: str = ""
    found: str = ""


class NotALog(ValueError):
    """The file cannot be taken in; `problems` name the first lines that are in the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)[:MOST_PROBLEMS]
        super().__init__(", ".join(f"line {one.line}: {one.fault.value}" for one in self.problems))


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """One event: what happened, when it was done, by whom as a number."""

    activity: str
    at: dt.datetime
    resource: int = 0  # 0: not told
    group: str = ""


@dataclass(slots=True)
class ForeignCase:
    """One case with its events in the order of time."""

    code: str
    channel: str = ""
    department: str = ""
    responsible: int = 0
    started_at: dt.datetime | None = None
    deadline: dt.datetime | None = None
    planned_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    events: list[ForeignEvent] = field(default_factory=list)

    @property
    def late(self) -> bool:
        """Whether it ended after the planned end; without either date nothing is late."""
        return is_late(self.planned_at, self.ended_at)


def is_late(planned_at: dt.datetime | None, ended_at: dt.datetime | None) -> bool:
    """Say whether a case ended after its planned end, as the file has both."""
    return planned_at is not None and ended_at is not None and ended_at > planned_at


def read(lines: Iterable[str]) -> list[ForeignCase]:
    """Return the cases of a log in the order they first appear. Raises NotALog."""
    rows = csv.reader(lines, strict=True)
    reader = _Reader()
    try:
        reader.heading(next(rows, []))
        for row in rows:
            reader.line(rows.line_num, row)
            if len(reader.problems) >= MOST_PROBLEMS:
                break
    except csv.Error:
        reader.problems.append(Problem(rows.line_num, Fault.QUOTES))
    if not reader.cases and not reader.problems:
        reader.problems.append(Problem(1, Fault.NO_EVENT))
    if reader.problems:
        raise NotALog(reader.problems)
    for case in reader.cases.values():
        case.events.sort(key=lambda event: event.at)  # stable: events of one moment stay as the file has them
    return list(reader.cases.values())


def trace_of(case: ForeignCase) -> Trace:
    """Return the case as a trace in plain minutes: each event ends a stay that began with the one before, or with the case."""
    first = case.events[0].at
    since = min(case.started_at or first, first)
    stays = []
    for event in case.events:
        stays.append(
            Stay(activity=event.activity, arrived_at=since, done_at=event.at, took=_minutes(since, event.at), by=str(event.resource or ""))
        )
        since = event.at
    over = math.ceil((case.ended_at - case.planned_at).total_seconds() / 60) if case.late and case.ended_at and case.planned_at else 0
    after = max(_minutes(since, case.ended_at), 0) if case.ended_at else 0
    return Trace(
        case=case.code, stays=tuple(stays), due_at=case.planned_at, ended_at=case.ended_at, late=case.late, over=over, after=after
    )


def _minutes(since: dt.datetime, until: dt.datetime) -> int:
    return int((until - since).total_seconds() // 60)


class _Reader:
    """Collects cases and problems line by line."""

    def __init__(self) -> None:
        self.columns: list[str] = []
        self.cases: dict[str, ForeignCase] = {}
        self.problems: list[Problem] = []
        self.lines = 0
        self._people: dict[str, int] = {}
        self._moments: dict[str, dt.datetime] = {}

    def heading(self, row: list[str]) -> None:
        self.columns = [cell.strip().lower().removeprefix("\ufeff") for cell in row]
        self.problems += [Problem(1, Fault.COLUMN_MISSING, name) for name in REQUIRED if name not in self.columns]
        twice = sorted({name for name in COLUMNS if self.columns.count(name) > 1})
        self.problems += [Problem(1, Fault.COLUMN_TWICE, name) for name in twice]
        if self.problems:
            raise NotALog(self.problems)

    def line(self, number: int, row: list[str]) -> None:
        if not row:
            return  # an empty line says nothing
        self.lines += 1
        if self.lines > MOST_LINES:
            raise NotALog([Problem(number, Fault.TOO_MANY, found=str(MOST_LINES))])
        if len(row) != len(self.columns):
            self.problems.append(Problem(number, Fault.CELLS, found=f"{len(row)} / {len(self.columns)}"))
            return
        cells = {name: cell.strip() for name, cell in zip(self.columns, row, strict=True)}
        wrong = self._faults(number, cells)
        self.problems += wrong
        if not wrong:
            self._keep(number, cells)

    def _faults(self, number: int, cells: Mapping[str, str]) -> list[Problem]:
        found = [Problem(number, Fault.EMPTY, name) for name in REQUIRED if not cells[name]]
        if cells["activity"] in PLACES:
            found.append(Problem(number, Fault.RESERVED, "activity", cells["activity"]))
        found += [
            Problem(number, Fault.TOO_LONG, name, cells[name][:40]) for name, most in LENGTHS.items() if len(cells.get(name, "")) > most
        ]
        for name in ("timestamp", *OF_CASE):
            if cells.get(name) and self._moment(cells[name]) is None:
                found.append(Problem(number, Fault.NOT_A_MOMENT, name, cells[name][:40]))
        return found

    def _keep(self, number: int, cells: Mapping[str, str]) -> None:
        told = {name: self._moment(cells.get(name, "")) for name in OF_CASE}
        case = self.cases.get(cells["case"])
        if case is None:
            case = self.cases[cells["case"]] = ForeignCase(
                cells["case"], cells.get("channel", ""), cells.get("department", ""), self._person(cells.get("responsible", "")),
                told["startdate"], told["deadline"], told["enddate_planned"], told["enddate"],
            )  # fmt: skip
        known = dict(zip(OF_CASE, (case.started_at, case.deadline, case.planned_at, case.ended_at), strict=True))
        self.problems += [Problem(number, Fault.OTHERWISE, name, cells.get(name, "")[:40]) for name in OF_CASE if told[name] != known[name]]
        at = self._moment(cells["timestamp"])
        assert at is not None
        case.events.append(ForeignEvent(cells["activity"], at, self._person(cells.get("resource", "")), cells.get("group", "")))

    def _person(self, name: str) -> int:
        return self._people.setdefault(name, len(self._people) + 1) if name else 0

    def _moment(self, text: str) -> dt.datetime | None:
        """Return a moment as ISO 8601 writes it; without a zone it is Vietnam's time. None where it is none."""
        if not text:
            return None
        if text not in self._moments:
            try:
                read = dt.datetime.fromisoformat(text)
                self._moments[text] = (read if read.tzinfo else read.replace(tzinfo=ZONE)).astimezone(dt.UTC)
            except (ValueError, OverflowError):
                return None
        return self._moments[text]
