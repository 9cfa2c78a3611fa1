"""How long a shift lasts, and for whom a PIN is enough."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.domain.counters import shifts
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role

CENTRE, COMMUNE, OTHER = "centre", "commune", "other"


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("begun", "hours", "until", "because"),
    [
        (at(6, 50), 10, at(16, 50), "ten hours"),
        (at(13, 30), 10, at(23, 30), "the afternoon shift"),
        (at(15), 10, at(0, day=17), "never past midnight"),
        (at(23, 59), 1, at(0, day=17), "not by a minute"),
    ],
)
def test_a_shift_ends_after_its_hours_and_never_past_midnight(begun, hours, until, because):
    assert shifts.ends(begun, hours=hours) == until, because


def staff(*held: tuple[Role, str, frozenset[str]]) -> Actor:
    return Actor(kind=ActorKind.STAFF, id="x", holdings=tuple(Holding(role, unit, units) for role, unit, units in held))


@pytest.mark.parametrize(
    ("actor", "enough", "because"),
    [
        (staff((Role.CLERK, CENTRE, frozenset())), True, "a clerk of this centre"),
        (staff((Role.OFFICER, COMMUNE, frozenset({COMMUNE, CENTRE}))), True, "an officer of the committee above it sits here at times"),
        (staff((Role.CLERK, OTHER, frozenset())), False, "a clerk of another centre"),
        (staff((Role.CLERK, CENTRE, frozenset()), (Role.UNIT_ADMIN, COMMUNE, frozenset({CENTRE}))), False, "also an administrator"),
        (staff((Role.SYSTEM_ADMIN, COMMUNE, frozenset({CENTRE}))), False, "the system's administrator"),
        (staff(), False, "no role today"),
    ],
)
def test_a_pin_is_enough_only_for_those_who_work_there_and_administer_nothing(actor, enough, because):
    assert shifts.pin_suffices(actor, CENTRE) is enough, because


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (staff((Role.ONE_STOP_HEAD, CENTRE, frozenset())), True),
        (staff((Role.UNIT_ADMIN, COMMUNE, frozenset({CENTRE}))), True),
        (staff((Role.SYSTEM_ADMIN, OTHER, frozenset())), True),
        (staff((Role.CLERK, CENTRE, frozenset())), False),
        (staff((Role.ONE_STOP_HEAD, OTHER, frozenset())), False),
    ],
)
def test_counters_are_registered_by_the_head_of_the_one_stop_or_an_administrator(actor, may):
    assert shifts.may_register(actor, CENTRE) is may
