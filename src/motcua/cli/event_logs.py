"""`motcua import-events`: takes in a log of somebody else, tells its counts, and names every line that is in the way."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from motcua.domain.flows.foreign import COLUMNS, LENGTHS, REQUIRED, Fault, NotALog, Problem
from motcua.queries import actors
from motcua.services import event_logs

_SAID = {
    Fault.COLUMN_MISSING: "the heading has no column {column}. Name the columns " + ", ".join(COLUMNS) + "; needed are " + ", ".join(REQUIRED) + ".",
    Fault.COLUMN_TWICE: "the heading has the column {column} twice. Keep one of them.",
    Fault.CELLS: "other cells than the heading has ({found}). Put a text with a comma in quotes, and leave an unknown cell empty.",
    Fault.EMPTY: "{column} is empty. Every event needs its case, its activity and its moment.",
    Fault.TOO_LONG: "{column} is too long: {found}… Shorten it to {most} letters.",
    Fault.NOT_A_MOMENT: "{column} holds {found!r}. Write it as 2011-10-18 13:46:39+02:00; without a zone it is Vietnam's time.",
    Fault.OTHERWISE: "{column} is {found!r}, and an earlier line of the case says something else. Write the same in every line of a case.",
    Fault.RESERVED: "{found!r} is kept for the time outside all steps. Give the activity another name.",
    Fault.QUOTES: "not readable as CSV. Double a quote inside quotes, and close every quote.",
    Fault.NOT_UTF8: "not in UTF-8. Save the file as CSV in UTF-8.",
    Fault.TOO_MANY: "more than {found} events. Divide the file by cases.",
    Fault.NO_EVENT: "no event below the heading. Write one line for each event.",
}  # fmt: skip


def take_in(arguments: Sequence[str], at: dt.datetime) -> int:
    """Take in the file and print its counts; return 1 when it cannot be, 2 when the command cannot be read."""
    given = _read(arguments)
    if given is None:
        return 2
    try:
        done = event_logs.take_in(path=given.file, source=given.source, actor=actors.SYSTEM, at=at)
    except NotALog as refused:
        for problem in refused.problems:
            print(said(problem), file=sys.stderr)
        print("motcua: Nothing was taken in. Mend these lines and call the same command again.", file=sys.stderr)
        return 1
    except event_logs.NotReadable as fault:
        print(f"motcua: {fault}", file=sys.stderr)
        return 1
    print(f"{done.name}: {done.cases} cases, {done.events} events, {done.variants} variants, {done.late} late; {done.undated} without planned end or end")
    if done.before:
        print("The same text was taken in before: nothing was added.")
    return 0


def said(problem: Problem) -> str:
    """Return a fault in words: the line, what stands there, what to do."""
    most = LENGTHS.get(problem.column, 0)
    return f"line {problem.line}: " + _SAID[problem.fault].format(column=problem.column, found=problem.found, most=most)


def _read(arguments: Sequence[str]) -> argparse.Namespace | None:
    reader = argparse.ArgumentParser(prog="motcua import-events")
    reader.add_argument("file", type=Path, metavar="FILE", help="CSV, packed with gzip or not")
    reader.add_argument("--source", default="", help="where it comes from, as the pages will say it")
    try:
        return reader.parse_args(list(arguments))
    except SystemExit:
        return None
