"""Brings an empty database up to date and loads the demo's province with few dossiers; run as a process of its own."""

from __future__ import annotations

import datetime as dt
import os
import random
import sys

import django

from motcua.connectors.pretend_identity import CITIZENS
from motcua.demo import answers

DOSSIERS = 60
EVERY = 6  # one dossier in six belongs to a citizen who can sign in
KNOWN = next(one for one in CITIZENS if one.name == "Trần Thị Mười")


class Neighbours(answers.Person):
    """Invented people, among them again and again the one who can sign in."""

    made = 0

    @staticmethod
    def make(chance: random.Random, commune: str) -> answers.Person:
        """Return a person of a commune."""
        Neighbours.made += 1
        if Neighbours.made % EVERY:
            return answers.Person.make(chance, commune)
        born = dt.date.fromisoformat(KNOWN.born)
        return answers.Person(KNOWN.name, KNOWN.sex, born, KNOWN.identity, KNOWN.phone, commune)


def main() -> None:
    """Migrate, load, and pass over what the invented dossiers would have told the outside."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings")
    django.setup()
    from django.utils import timezone

    from motcua.cli import commands
    from motcua.demo import dossiers, loading
    from motcua.services import outbox

    dossiers.Person = Neighbours  # type: ignore[misc]
    commands.migrate(quiet=True)
    loaded = loading.load(at=timezone.now(), progress=_say, count=DOSSIERS)
    outbox.pass_over(at=timezone.now())
    _say(str(loaded))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
