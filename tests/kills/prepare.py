"""Brings an empty database up to date, makes the small province and a clerk's key, and prints the key; a process of its own."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    """Print the key as the last line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings")
    django.setup()
    from django.utils import timezone

    from motcua.cli import commands
    from motcua.domain.permissions.roles import Role
    from motcua.queries import actors
    from motcua.services import accounts
    from tests import make

    commands.prepare(demo=False)
    world = make.world()
    _id, secret = accounts.new_key(
        name="thử", unit_id=world.centre.id, roles=[Role.CLERK], scopes=["dossiers:read", "dossiers:file", "dossiers:move"],
        actor=actors.SYSTEM, at=timezone.now(),
    )  # fmt: skip
    sys.stdout.write(secret)


if __name__ == "__main__":
    main()
