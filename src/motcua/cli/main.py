"""The `motcua` command: runs the system, migrates, imports, verifies."""

from __future__ import annotations

import os
import sys

from motcua.cli import surroundings

USAGE = """motcua: Một Cửa on the command line

  motcua demo                     the whole system with a believable province
  motcua serve                    web and worker for a database that exists
  motcua worker                   the worker alone
  motcua migrate                  bring the database up to date
  motcua catalogue import FILE    import procedure records
  motcua catalogue report         what the last import did not understand, by reason
  motcua demo load                the demo's province into an empty database
  motcua demo-history [--scale N] [--seed N] [--first DAY]
                                  simulated dossiers of the demo from 1/1/2022 until now; again: what is missing
  motcua practice open            open practice mode: its units, its exercises
  motcua ledger verify            check every chain and seal of the ledger
  motcua figures verify           recompute every figure from dossiers and ledger, and name what differs
  motcua figures mend             write the facts that differ, and make the sums anew
  motcua figures check-table FILE.csv
                                  check a published table by arithmetic: which sums and percentages do not hold
  motcua figures publish [--again]
                                  publish the public statistics that are due; again: all of them anew
  motcua units reorganise FILE --on DATE [--basis TEXT] [--apply | --undo | --confirm]
                                  what a reorganisation of units does (shown only), or doing it
  motcua import-events FILE [--source TEXT]
                                  take in a log of another system, apart from all dossiers and figures
  motcua ledger seal              seal the heads of the day
  motcua messages                 compile the translations
  motcua keys new                 print a fresh set of sealing keys
  motcua docs [--check]           write (or compare) the generated documents
  motcua manage ...               Django's own commands
"""


def main() -> None:
    """Run the command line and end the process with its code."""
    arguments = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings")
    match arguments:
        case [] | ["help"] | ["--help"] | ["-h"]:
            print(USAGE)
            raise SystemExit(0 if arguments else 2)
        case ["keys", "new"]:
            print(surroundings.new_keys())
        case ["docs", *rest]:
            from motcua.cli import documents

            raise SystemExit(documents.check() if "--check" in rest else documents.write())
        case ["messages"]:
            from motcua.cli import messages

            print(f"{messages.compile_all()} texts in Vietnamese")
        case ["figures", "check-table", path]:
            from motcua.cli import published_tables

            raise SystemExit(published_tables.check(path))
        case ["demo"]:
            from motcua.cli import running

            raise SystemExit(running.demo())
        case ["serve"]:
            from motcua.cli import running

            raise SystemExit(running.serve())
        case _:
            raise SystemExit(_with_database(arguments))


def _with_database(arguments: list[str]) -> int:
    surroundings.keys()
    owner = arguments[0] in ("migrate", "manage", "prepare", "demo-history")
    with surroundings.database(owner=owner):
        import django

        django.setup()
        from motcua.cli import commands

        return commands.run(arguments)
