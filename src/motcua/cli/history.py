"""`motcua demo-history`: makes what is missing of the simulated years, the latest days first, and says how far it is."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import sys
import time
from collections.abc import Sequence

from motcua.cli import stamp
from motcua.demo.history import figures, helping, making
from motcua.demo.history.helping import Plan
from motcua.services.figures import publishing

NICE, REST = 15, 1.0  # in the background: behind everybody else, and idle for as long as it worked
SAY_EVERY = 15.0  # seconds, where no line can be written over


def run(arguments: Sequence[str], at: dt.datetime) -> int:
    """Make the history until the moment; stopped by Ctrl-C it goes on at the next call. Returns 1 outside a demo."""
    given = _read(arguments)
    if given is None:
        return 2
    if "demo" not in stamp.found():
        print("motcua: this database holds no demo; simulated dossiers are never written beside real ones", file=sys.stderr)
        return 1
    if given.background:
        with contextlib.suppress(OSError):
            os.nice(NICE)
    plan = Plan(until=at, seed=given.seed, scale=given.scale, first=given.first)
    processes, rest = (1, REST) if given.background else (given.processes, 0.0)
    helping.spare()
    with contextlib.suppress(KeyboardInterrupt):
        if _make(plan, processes, rest):
            print(f"» {publishing.publish(at=at, again=True)} tables of public statistics are published", flush=True)
        return 0
    print("\nstopped; the next start goes on", flush=True)
    return 130


def _make(plan: Plan, processes: int, rest: float) -> int:
    """Make what is missing and return how many days that was."""
    began, said, days, dossiers, on = time.monotonic(), 0.0, 0, 0, 0
    whole = len(making.missing(plan))
    for written in making.make(plan, processes=processes, rest=rest):
        days, dossiers, on = days + len(written.days), dossiers + len(written.made), on + len(written.went_on)
        if sys.stdout.isatty() or time.monotonic() - said > SAY_EVERY or days == whole:
            said = time.monotonic()
            end = "" if sys.stdout.isatty() and days < whole else "\n"
            print(f"\r» {line(plan.scale, written.days[0], days, whole, dossiers)}", end=end, flush=True)
    if whole:
        seconds = max(time.monotonic() - began, 0.001)
        print(f"» simulated history is there: {dossiers} dossiers in {seconds:.0f} s ({dossiers / seconds:.0f} a second), {on} went on", flush=True)
    return whole


def line(scale: int, day: dt.date, days: int, whole: int, dossiers: int) -> str:
    """Return the line of progress: the scale, how far back it is, how many dossiers it has made."""
    return f"DỮ LIỆU MÔ PHỎNG 1:{scale} · simulated history: {days}/{whole} days, back to {day:%d/%m/%Y}, {dossiers} dossiers   "


def _read(arguments: Sequence[str]) -> argparse.Namespace | None:
    parser = argparse.ArgumentParser(prog="motcua demo-history", description="Simulated dossiers from 1/1/2022 until now.")
    parser.add_argument("--scale", type=_positive, default=figures.SCALE, metavar="N", help="make one dossier in N; 1: full scale (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=figures.SEED, help="the same seed makes the same days (default: %(default)s)")
    parser.add_argument("--first", type=dt.date.fromisoformat, default=figures.FIRST_DAY, metavar="DAY", help="the first day (default: %(default)s)")
    parser.add_argument("--processes", type=_positive, default=min(2, os.cpu_count() or 1), metavar="N", help="how many write at once (default: %(default)s)")
    parser.add_argument("--background", action="store_true", help="behind everything else, with pauses, as the demo does it")
    try:
        return parser.parse_args(arguments)
    except SystemExit:
        return None


def _positive(text: str) -> int:
    found = int(text)
    if found < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return found
