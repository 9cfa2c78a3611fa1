"""`motcua units reorganise`: shows what a reorganisation of units does, and does it when told so."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.utils import translation

from motcua.domain.hours import local
from motcua.domain.reorganisation.states import NotNow
from motcua.queries import actors, reorganisations
from motcua.services.reorganisation import applying, confirming, preparing, previewing, undoing
from motcua.services.reorganisation.previewing import COUNTS, LEFT_BEHIND, Preview, UnitLine
from motcua.services.reorganisation.reading import NotReadable, SheetRefused
from motcua.web.shared.wording import reorganisations as wording

MOST_LINES = 60


def reorganise(arguments: Sequence[str], at: dt.datetime) -> int:
    """Show what the table would do; with --apply, --undo or --confirm do it. Returns 1 where it cannot be done."""
    given = _read(arguments)
    if given is None:
        return 2
    try:
        content = given.file.read_bytes()
        row = reorganisations.of_file(digest=hashlib.sha256(content).hexdigest(), on=given.on)
        if row is None and (given.undo or given.confirm):
            return _refuse("this file was never applied for this day")
        if row is None:
            row = preparing.prepare(content=content, name=given.file.name, on=given.on, basis=given.basis, actor=actors.SYSTEM, at=at)
        if given.undo:
            return _timed(lambda: f"{undoing.undo(reorganisation_id=row.id, actor=actors.SYSTEM, at=at)} dossiers are back where they were")
        if given.confirm:
            return _timed(lambda: f"confirmed; {confirming.confirm(reorganisation_id=row.id, basis=given.basis, actor=actors.SYSTEM, at=at)} citizens' dossiers are told of")
        if given.apply:
            return _timed(lambda: _applied(applying.apply(reorganisation_id=row.id, actor=actors.SYSTEM, at=at)))
        if row.state in ("applied", "confirmed"):
            print(f"{row.state} on {local(row.applied_at):%d/%m/%Y}; waiting to be settled by hand: {reorganisations.waiting(row)}")
            return 0
        _show(previewing.preview(reorganisation=row, actor=actors.SYSTEM, at=at))
        print("Nothing has been moved. The same command with --apply moves everything; --undo takes it back until --confirm.")
    except SheetRefused as refused:
        with translation.override("en"):
            for problem in refused.problems:
                print(f"line {problem.line}: {wording.problem(problem)}", file=sys.stderr)
        return 1
    except (OSError, NotReadable):
        return _refuse(f"{given.file} cannot be read: a workbook (.xlsx), .csv in UTF-8 or .json is needed")
    except NotNow as refused:
        return _refuse(f"this reorganisation is {refused.state.value}: it cannot be {wording.DONE[refused.step.value]} now")
    except applying.TooEarly as early:
        return _refuse(f"too early: until {early.first:%d/%m/%Y} people work in the old units")
    except preparing.OtherUnconfirmed as other:
        return _refuse(f"{other.name} is applied and not confirmed; confirm or undo it first")
    except undoing.WorkedOn as worked:
        return _refuse("people have worked in the new units since: " + ", ".join(f"{count} × {table}" for table, count in worked.found.items()))
    except confirming.StillByHand as left:
        return _refuse(f"{left.count} dossiers, roles or keys still have to be settled by hand, in the console")
    except confirming.BasisMissing:
        return _refuse('name the decision it rests on: --basis "NQ 202/2025/QH15"')
    return 0


def _read(arguments: Sequence[str]) -> argparse.Namespace | None:
    reader = argparse.ArgumentParser(prog="motcua units reorganise")
    reader.add_argument("file", type=Path, metavar="FILE")
    reader.add_argument("--on", type=dt.date.fromisoformat, required=True, metavar="DATE", help="first day of the new units, as 2025-07-01")
    reader.add_argument("--basis", default="", help="the resolution or decision it rests on")
    what = reader.add_mutually_exclusive_group()
    what.add_argument("--dry-run", action="store_true", help="show only; this is what happens without any other word")
    for name in ("apply", "undo", "confirm"):
        what.add_argument(f"--{name}", action="store_true")
    try:
        return reader.parse_args(list(arguments))
    except SystemExit:
        return None


def _refuse(text: str) -> int:
    print(f"motcua: {text}", file=sys.stderr)
    return 1


def _timed(act: Callable[[], str]) -> int:
    started = time.monotonic()
    print(f"{act()} ({time.monotonic() - started:.1f} s)")
    return 0


def _applied(done: applying.Applied) -> str:
    return (
        f"{done.moved} dossiers moved, {done.by_hand} to be settled by hand; {done.ended} units ended, {done.opened} opened; "
        "counts by status and every clock are what they were"
    )


def _show(found: Preview) -> None:
    print(f"{len(found.ended)} units end, {len(found.opened)} begin; {found.dossiers} unfinished dossiers:")
    for status, count in found.statuses.items():
        print(f"  status {status:>2}  {count:>8}")
    print(f"to be settled by hand: {found.dossiers_by_hand} dossiers, {found.roles_by_hand} roles")
    print("\nold unit → new unit(s)                                                  dossiers  tasks bundles  roles  books")
    lines = sorted((one for one in found.lines if one.dossiers or any(one.counts.values())), key=lambda one: (len(one.heirs) < 2, -one.dossiers))
    for one in lines[:MOST_LINES]:
        print(_line(one))
    if len(lines) > MOST_LINES:
        print(f"… and {len(lines) - MOST_LINES} more; the page in the console gives all of them as CSV")
    with translation.override("en"):
        for name in (name for name in COUNTS if name in LEFT_BEHIND and found.counts[name]):
            print(f"look after: {found.counts[name]} × {wording.COUNTED[name]}")
    if found.procedures:
        print(f"look after: {len(found.procedures)} procedures name a unit that ends: {', '.join(found.procedures[:20])}")


def _line(one: UnitLine) -> str:
    heirs = ", ".join(heir.code for heir in one.heirs) or "nobody"
    name = f"{one.unit.code} {one.unit.name} → {heirs}"
    return f"{name[:72]:<72}{one.dossiers:>8}" + "".join(f"{one.counts.get(kind, 0):>7}" for kind in ("tasks", "bundles", "roles", "books"))
