"""Draws numbers of a book until it has enough, in acts that take their time and sometimes fail; a process of its own to be killed."""

from __future__ import annotations

import os
import random
import sys
import time

import django


class ActFailed(RuntimeError):
    """What an act may meet after its numbers were drawn."""


def main() -> None:
    """Draw, act by act, until the certification book holds the wanted count; or void the number given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings")
    django.setup()
    from django.utils import timezone

    from motcua.domain.hours import local
    from motcua.domain.people.units import UnitKind
    from motcua.queries import actors, configuration
    from motcua.storage.people.models import Staff, Unit

    unit = Unit.objects.get(kind=UnitKind.COMMUNE_COMMITTEE.value, name="UBND xã Ba Thử").id
    day = local(timezone.now()).date()
    actor = actors.staff(Staff.objects.get(username="clerk").id, configuration.current(), day)
    assert actor is not None
    _void(int(sys.argv[2]), actor) if sys.argv[1] == "void" else _draw(unit, actor, int(sys.argv[2]))


def _draw(unit, actor, wanted: int) -> None:  # type: ignore[no-untyped-def]
    from django.db import transaction
    from django.utils import timezone

    from motcua.domain.books.kinds import Kind
    from motcua.services import books
    from motcua.services.books import Wanted
    from motcua.storage.books.models import BookLine

    chance = random.Random(os.getpid())
    while BookLine.objects.filter(book__kind=Kind.CERTIFIED_COPIES.value).count() < wanted:
        try:
            with transaction.atomic():
                many = [Wanted(words="Bằng tốt nghiệp")] * chance.randint(1, 9)
                books.draw(unit=unit, kind=Kind.CERTIFIED_COPIES, wanted=many, actor=actor, at=timezone.now())
                time.sleep(chance.random() / 100)  # the rest of the act: here it is killed most often
                if chance.random() < 0.15:
                    raise ActFailed
        except ActFailed:
            continue


def _void(number: int, actor) -> None:  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from motcua.services import books
    from motcua.storage.books.models import BookLine

    line = BookLine.objects.get(number=number, book__kind="certified_copies")
    books.void(line_id=line.id, reason="In hỏng", actor=actor, at=timezone.now())


if __name__ == "__main__":
    main()
