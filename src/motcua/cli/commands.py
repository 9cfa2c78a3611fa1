"""Commands that need the database: each is a thin door to one service."""

from __future__ import annotations

import sys

from django.core.management import call_command, execute_from_command_line
from django.utils import timezone

from motcua.cli import catalogue, event_logs, figures, ledger, stamp, units
from motcua.queries import actors
from motcua.services import calendars, maintenance, outbox
from motcua.services.practice import centre


def run(arguments: list[str]) -> int:
    """Run one command and return the exit code; an unknown one says what there is."""
    match arguments:
        case ["manage", *rest]:
            execute_from_command_line(["motcua manage", *rest])
            return 0
        case ["migrate", *rest]:
            return migrate(quiet="--quiet" in rest)
        case ["worker"]:
            from motcua.workers import main as worker

            return worker.run()
        case ["ledger", "verify"]:
            return ledger.verify()
        case ["ledger", "seal"]:
            return ledger.seal(timezone.now())
        case ["figures", "verify"]:
            return figures.verify(timezone.now())
        case ["figures", "mend"]:
            return figures.mend(timezone.now())
        case ["figures", "publish", *rest] if rest in ([], ["--again"]):
            return figures.publish(timezone.now(), again=bool(rest))
        case ["catalogue", "import", path]:
            return catalogue.import_file(path, timezone.now())
        case ["catalogue", "report"]:
            return catalogue.report()
        case ["units", "reorganise", *rest]:
            return units.reorganise(rest, timezone.now())
        case ["import-events", *rest]:
            return event_logs.take_in(rest, timezone.now())
        case ["demo-history", *rest]:
            from motcua.cli import history

            return history.run(rest, timezone.now())
        case ["demo", "load"]:
            return load_demo()
        case ["practice", "open"]:
            return open_practice()
        case ["prepare", *rest]:
            return prepare(demo="--demo" in rest)
        case _:
            print(f"motcua: unknown command {' '.join(arguments)!r}; `motcua help` lists them", file=sys.stderr)
            return 2


def migrate(*, quiet: bool = False) -> int:
    """Bring the database up to date, give the working role exactly what it needs, and take in the holidays."""
    maintenance.take_time()
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    maintenance.grant_working_role()
    calendars.extend(actor=actors.SYSTEM, at=timezone.now())
    return 0


def prepare(*, demo: bool) -> int:
    """Do what a start needs done once: migrate, load the demo's province, and mark the database."""
    migrate(quiet=True)
    if demo:
        load_demo()
    stamp.put(stamp.wanted(demo=demo))
    return 0


def open_practice() -> int:
    """Open practice mode for the province; where it is open already, say so."""
    try:
        centre.open_mode(actor=actors.SYSTEM, at=timezone.now())
    except centre.AlreadyOpen:
        print("motcua: practice is open already", file=sys.stderr)
        return 1
    print(f"practice is open: codes begin with {centre.CODE}-")
    return 0


def load_demo() -> int:
    """Load the demo's province into an empty database; one that holds something is left as it is."""
    from motcua.demo import loading

    if loading.wanted():
        loaded = loading.load(at=timezone.now(), progress=lambda text: print(f"  {text}", flush=True))
        outbox.pass_over(at=timezone.now())
        print("  " + ", ".join(f"{count} {what}" for what, count in loaded.items()), flush=True)
    return 0
