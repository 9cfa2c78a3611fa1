"""Taking in a log of somebody else: exact, once, apart from everything of our own."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from motcua.cli import commands
from motcua.cli import event_logs as command
from motcua.domain.flows import delays, foreign, paths
from motcua.domain.flows.foreign import NotALog
from motcua.queries import actors, event_logs
from motcua.services import event_logs as service
from motcua.storage.dossiers.models import Dossier
from motcua.storage.figures.models import Fact
from motcua.storage.flows.models import Case, Event, Log
from motcua.storage.ledger.models import Entry
from tests import make
from tests.make import MONDAY

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
RECEIPT = SHARED / "event_logs" / "receipt.csv.gz"
SMALL = (
    "case,activity,resource,timestamp,startdate,enddate_planned,enddate\n"
    "c1,Nhận,Lê Văn Năm,2011-10-11 08:00+02:00,2011-10-11 07:00+02:00,2011-10-12 07:00+02:00,2011-10-13 07:00+02:00\n"
    "c1,Xong,Jan,2011-10-12 08:00+02:00,2011-10-11 07:00+02:00,2011-10-12 07:00+02:00,2011-10-13 07:00+02:00\n"
    "c2,Nhận,Jan,2011-10-14 08:00+02:00,,,\n"
)


def take_in(path: Path, source: str = "") -> service.Taken:
    return service.take_in(path=path, source=source, actor=actors.SYSTEM, at=MONDAY)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "log.csv"
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_a_log_lies_in_a_space_of_its_own(db: object, small: Path) -> None:
    done = take_in(small, "Sở X")
    assert (done.cases, done.events, done.variants, done.late, done.undated, done.before) == (2, 3, 2, 1, 1, False)
    make.facts_at_once()
    assert (Dossier.objects.count(), Fact.objects.count()) == (0, 0)
    (line,) = event_logs.logs()
    assert (line.name, line.source, line.cases, line.events) == ("log.csv", "Sở X", 2, 3)
    read = event_logs.read(done.id)
    assert [trace.path for trace in read.traces] == [("Nhận", "Xong"), ("Nhận",)]
    assert read.undated == 1
    assert Entry.objects.get(chain=done.id).action == "event_log.take_in"


def test_names_of_people_are_not_kept(db: object, small: Path) -> None:
    take_in(small)
    assert [event.resource for event in Event.objects.order_by("id")] == [1, 2, 2]
    kept = [str(value) for model in (Log, Case, Event) for row in model.objects.values() for value in row.values()]
    assert not [value for value in kept if "Năm" in value or value == "Jan"]


def test_the_same_text_twice_adds_nothing_packed_or_not(db: object, small: Path, tmp_path: Path) -> None:
    first = take_in(small)
    packed = tmp_path / "same.csv.gz"
    packed.write_bytes(gzip.compress(SMALL.encode()))
    again = take_in(packed)
    assert (again.id, again.before, again.late) == (first.id, True, 1)
    assert (Log.objects.count(), Case.objects.count(), Event.objects.count()) == (1, 2, 3)


def test_one_broken_line_and_nothing_is_taken_in(db: object, small: Path) -> None:
    small.write_text(SMALL + "c3,Nhận,,hôm qua,,,\n", encoding="utf-8")
    with pytest.raises(NotALog, match="line 5"):
        take_in(small)
    assert Log.objects.count() == 0


def test_the_command_tells_counts_and_what_to_mend(db: object, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["import-events", str(small), "--source", "Sở X"]) == 0
    shown = capsys.readouterr().out
    assert "2 cases, 3 events, 2 variants, 1 late; 1 without planned end or end" in shown
    assert command.take_in([str(small)], MONDAY) == 0
    assert "taken in before: nothing was added" in capsys.readouterr().out
    broken = tmp_path / "broken.csv"
    broken.write_bytes(SMALL.encode() + b"c3,Nh\xff,,,,,\n")
    assert command.take_in([str(broken)], MONDAY) == 1
    told = capsys.readouterr().err
    assert "line 5: " in told and "UTF-8" in told and "Nothing was taken in" in told
    assert command.take_in([str(tmp_path / "none.csv")], MONDAY) == 1
    assert "none.csv" in capsys.readouterr().err
    damaged = tmp_path / "damaged.csv.gz"
    damaged.write_bytes(gzip.compress(SMALL.encode())[:-20])
    assert command.take_in([str(damaged)], MONDAY) == 1
    assert command.take_in([], MONDAY) == 2


@pytest.mark.parametrize("fault", list(foreign.Fault))
def test_every_fault_says_what_to_do(fault: foreign.Fault) -> None:
    told = command.said(foreign.Problem(7, fault, "enddate", "x"))
    assert told.startswith("line 7: ")
    assert told.endswith(".")


def by_case() -> Iterator[list[dict[str, str]]]:
    """Read the real file with nothing but the csv module, to have something to compare with."""
    found: dict[str, list[dict[str, str]]] = {}
    with gzip.open(RECEIPT, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["case"], []).append(row)
    for rows in found.values():
        yield sorted(rows, key=lambda row: dt.datetime.fromisoformat(row["timestamp"]))


@pytest.mark.skipif(not RECEIPT.exists(), reason="the shared event log receipt.csv.gz is not there")
def test_the_real_log_comes_out_as_its_file_says(db: object) -> None:
    cases = list(by_case())
    late = sum(
        bool(rows[0]["enddate"] and rows[0]["enddate_planned"])
        and dt.datetime.fromisoformat(rows[0]["enddate"]) > dt.datetime.fromisoformat(rows[0]["enddate_planned"])
        for rows in cases
    )
    variants = {tuple(row["activity"] for row in rows) for rows in cases}
    done = take_in(RECEIPT)
    assert (done.cases, done.events) == (len(cases), sum(len(rows) for rows in cases)) == (1003, 6020)
    assert (done.variants, done.late) == (len(variants), late) == (88, 271)
    assert take_in(RECEIPT).before
    traces = event_logs.read(done.id).traces
    found = paths.variants(traces)
    assert (len(traces), len(found), sum(v.late for v in found)) == (len(cases), len(variants), late)
    assert {v.path for v in found} == variants
    assert found[0].cases == max(sum(tuple(r["activity"] for r in rows) == v for rows in cases) for v in variants)
    steps = delays.steps(traces, paths.order(traces))
    assert sum(step.passed for step in steps) == late
    times = {(e.source, e.target): e.times for e in paths.edges(traces)}
    pair = ("T02 Check confirmation of receipt", "T04 Determine confirmation of receipt")
    assert times[pair] == sum((one["activity"], other["activity"]) == pair for rows in cases for one, other in pairwise(rows))
