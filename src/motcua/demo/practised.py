"""The demo's record of practice: clerks of a few communes who finished exercises on the days before, some a whole course."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.demo.province import Province
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.domain.practice import courses
from motcua.domain.practice.exercises import Course
from motcua.queries import actors, configuration
from motcua.services.practice import trying
from motcua.storage import ids
from motcua.storage.people.models import Staff
from motcua.storage.practice.models import Attempt

LEARNERS = 12
MINUTES = 3  # of an exercise


def finish(province: Province, holders: dict[tuple[uuid.UUID, str], Staff], at: dt.datetime) -> int:
    """Record exercises of the course of a clerk as finished; return how many. The shown commune's clerk has still to practise."""
    shown, done = province.shown.id, 0
    lessons = courses.of(Course.CLERK)
    others = [commune for commune in province.communes if commune.id != shown]
    for n, commune in enumerate(others[:LEARNERS]):
        clerk = holders.get((province.centres[commune.id].id, Role.CLERK.value))
        actor = actors.staff(clerk.id, configuration.current(), local(at).date()) if clerk else None
        if clerk is None or actor is None:
            continue
        begun = at - dt.timedelta(days=2 + n % 9)
        for no, lesson in enumerate(lessons[: 2 + n % len(lessons)]):
            moment = begun + dt.timedelta(minutes=MINUTES * no)
            attempt = Attempt.objects.create(id=ids.new(), staff=clerk, exercise=lesson.key, started_at=moment)
            trying.finish(attempt, actor=actor, at=moment + dt.timedelta(minutes=MINUTES))
            done += 1
    return done
