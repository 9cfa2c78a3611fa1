"""Practice mode for tests: opened in the small province, with the procedures its exercises are about."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources

from motcua.domain.permissions.roles import Actor
from motcua.domain.practice.exercises import Course
from motcua.queries import actors, configuration
from motcua.services.practice import centre, entering
from tests import make
from tests.make import MONDAY, World

PROCEDURES = ("1.001193", "2.000815", "2.000635", "1.004873", "1.004837", "1.002693")


def opened(world: World) -> World:
    """Open practice in the small province and publish what its exercises are about."""
    for code in PROCEDURES:
        text = resources.files("motcua.demo").joinpath(f"catalogue/procedures/{code}.json").read_text(encoding="utf-8")
        make.publish(json.loads(text))
    centre.open_mode(actor=actors.SYSTEM, at=MONDAY)
    configuration.forget()
    return world


def learner(world: World, name: str = "clerk", course: Course = Course.CLERK, at: dt.datetime = MONDAY) -> Actor:
    """Return a member of staff who has stepped into practice."""
    return entering.staff(world.actor(name, at), course, configuration.current(), at.date())


def place(world: World) -> centre.Place:
    """Return the units of practice."""
    return centre.place(configuration.current(), MONDAY.date())
