"""Citizens of one commune who file from home before the office opens; run as a process of its own beside the system."""

from __future__ import annotations

import datetime as dt
import os
import sys
import uuid

import django

CODES = ("1.004873", "2.000635", "1.000894")


def main() -> None:
    """File as many dossiers as asked for (second argument) at a moment (first) and print their codes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings")
    django.setup()
    from motcua.demo import dossiers, place
    from motcua.demo.answers import Person
    from motcua.domain.permissions.roles import Actor, ActorKind
    from motcua.domain.procedures.revision import Channel
    from motcua.queries import configuration
    from motcua.services.dossiers import opening
    from motcua.storage import sealing
    from motcua.storage.people.models import Unit

    at, count = dt.datetime.fromisoformat(sys.argv[1]), int(sys.argv[2])
    centre = Unit.objects.get(code="H48.148.01")
    story = dossiers.Story(None, {}, at, seed=7)  # type: ignore[arg-type]
    for index in range(count):
        code = CODES[index % len(CODES)]
        published = configuration.current().in_force(code, at.date())
        assert published is not None
        person = Person.make(story.chance, place.current().shown)
        filing = story._filing(published.id, configuration.revision(published.id), person, centre, Channel.ONLINE, at)
        citizen = Actor(ActorKind.CITIZEN, str(uuid.uuid4()), person.name, person_key=sealing.blind("identity", person.number))
        sys.stdout.write(f"{opening.file(filing=filing, actor=citizen, at=at).code}\n")


if __name__ == "__main__":
    main()
