"""The catalogue's new day."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from motcua.domain.hours import local
from motcua.storage.procedures.models import Procedure, Revision
from motcua.workers.jobs import catalogue_days, popularity
from tests import make


def test_a_new_day_shows_what_begins_counts_what_is_filed_and_bears_being_opened_twice(
    world: make.World,
) -> None:
    make.received(world, at=timezone.now())
    today = local(timezone.now()).date()
    Revision.objects.filter(id=world.revision.id).update(effective_to=today - dt.timedelta(days=1))
    begun = Revision.objects.create(
        procedure=world.procedure, number=2, state="published", effective_from=today, created_at=make.MONDAY,
        document={**make.PROCEDURE, "name": {"vi": "Tên mới"}}, published_at=make.MONDAY,
    )  # fmt: skip
    for _twice in range(2):
        catalogue_days.settle()
        popularity.count()
        shown = Procedure.objects.get(id=world.procedure.id)
        assert (shown.current_id, shown.name, shown.filings) == (begun.id, "Tên mới", 1)
