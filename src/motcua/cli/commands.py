"""Commands that need the database: each is a thin door to one service."""

from __future__ import annotations

import sys

from django.core.management import call_command, execute_from_command_line

from motcua.services import maintenance


def run(arguments: list[str]) -> int:
    """Run one command and return the exit code; an unknown one says what there is."""
    match arguments:
        case ["manage", *rest]:
            execute_from_command_line(["motcua manage", *rest])
            return 0
        case ["migrate", *rest]:
            return migrate(quiet="--quiet" in rest)
        case _:
            print(f"motcua: unknown command {' '.join(arguments)!r}; `motcua help` lists them", file=sys.stderr)
            return 2


def migrate(*, quiet: bool = False) -> int:
    """Bring the database up to date and give the working role exactly what it needs."""
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    maintenance.grant_working_role()
    return 0
