"""`motcua catalogue`: import procedure records, and say what the last import did not understand."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from django.utils import translation

from motcua.domain.hours import local
from motcua.queries import actors
from motcua.services.catalogue import importing, sources
from motcua.services.catalogue.importing import Report
from motcua.web.shared.wording import catalogue as wording


def import_file(path: str, at: dt.datetime) -> int:
    """Import a file, show how far it is and print the counts; return 1 when the file cannot be read."""
    try:
        done = importing.run(Path(path), actor=actors.SYSTEM, at=at, progress=_progress())
    except sources.NotReadable as fault:
        print(f"motcua: {fault}", file=sys.stderr)
        return 1
    _counts(done)
    print(f"{len(done.reasons)} reasons for review; `motcua catalogue report` lists them with examples")
    return 0


def report() -> int:
    """Print what the last import did and every reason for review with examples; return 1 when there was no import."""
    done = importing.latest()
    if done is None:
        print(
            "motcua: nothing has been imported yet; `motcua catalogue import FILE` does it", file=sys.stderr
        )
        return 1
    _counts(done)
    with translation.override("en"):
        for reason, found in done.reasons.items():
            print(f"\n{found['count']:>6}  {wording.of_reason(reason)}  [{reason}]")
            examples = found["examples"]
            assert isinstance(examples, list)
            for example in examples:
                print(f"        {example['code'] or '-'}  {example['text'] or example['name']}")
    return 0


def _counts(done: Report) -> None:
    print(f"{done.source}, {local(done.at):%d/%m/%Y %H:%M}")
    with translation.override("en"):
        for name, count in done.counts.items():
            print(f"{count:>6}  {wording.of_count(name)}")


def _progress() -> importing.Progress:
    """Show the percentage: rewritten in place on a terminal, every tenth elsewhere."""
    terminal = sys.stdout.isatty()

    def show(done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        if terminal:
            print(f"\r{percent:3} %", end="\n" if percent == 100 else "", flush=True)
        elif percent % 10 == 0:
            print(f"{percent} %", flush=True)

    return show
