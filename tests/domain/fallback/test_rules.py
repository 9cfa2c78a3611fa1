"""When somebody can have been received on paper, and when the province is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.fallback import rights
from motcua.domain.fallback.rights import FALLBACK_GRANTS, Act
from motcua.domain.fallback.rules import WrongTime, moment, needs_province, wrong_times
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role

CUT = dt.datetime(2026, 11, 17, 9, 0, tzinfo=ZONE)
NOW = dt.datetime(2026, 11, 18, 7, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hour", "minute", "day", "wrong", "because"),
    [
        (9, 40, 17, [], "in the middle of the outage"),
        (9, 0, 17, [], "its first minute"),
        (11, 30, 17, [], "its last minute"),
        (8, 59, 17, [WrongTime.OUTSIDE], "before anything failed"),
        (11, 31, 17, [WrongTime.OUTSIDE], "the current was back"),
        (9, 0, 16, [WrongTime.BEFORE_PRINT, WrongTime.OUTSIDE], "the slip was not printed yet"),
        (7, 31, 18, [WrongTime.FUTURE, WrongTime.OUTSIDE], "nobody is received in a minute"),
    ],
)
def test_a_time_of_reception_is_judged(hour, minute, day, wrong, because):
    at = dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)
    printed = dt.datetime(2026, 11, 16, 10, 0, tzinfo=ZONE)
    assert wrong_times(at, now=NOW, printed_at=printed, began_at=CUT, ended_at=CUT.replace(hour=11, minute=30)) == wrong, because


def test_an_outage_that_lasts_has_no_last_minute():
    assert wrong_times(NOW, now=NOW, printed_at=CUT, began_at=CUT, ended_at=None) == []


def test_the_province_is_asked_after_three_times_twenty_four_hours_and_not_a_minute_before():
    assert not needs_province(CUT, entered_at=CUT + dt.timedelta(days=3), days=3)
    assert needs_province(CUT, entered_at=CUT + dt.timedelta(days=3, minutes=1), days=3)


@pytest.mark.parametrize(
    ("day", "time", "read"),
    [
        ("17/11/2026", "9:40", (17, 9, 40)), (" 17-11-2026 ", "09h40", (17, 9, 40)), ("2026-11-17", "9g40", (17, 9, 40)),
        ("31/02/2026", "9:40", None), ("17/11/26", "9:40", None), ("17/11/2026", "25:00", None), ("", "", None),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_clerks_write_it(day, time, read):
    found = moment(day, time)
    assert (found and (found.day, found.hour, found.minute)) == read
    assert found is None or found.tzinfo is ZONE


def test_every_act_is_granted_and_a_controller_approves_only_from_the_province():
    assert {grant.act for grant in FALLBACK_GRANTS} == set(Act)
    there = Actor(ActorKind.STAFF, "1", holdings=(Holding(Role.CONTROLLER, "sở", frozenset({"xã"})),))
    assert rights.units(there, Act.APPROVE, province={"tỉnh"}) == frozenset()
    assert rights.units(there, Act.APPROVE, province={"sở"}) == {"sở", "xã"}
    assert rights.units(there, Act.SECOND, province={"sở"}) == frozenset()


def test_whoever_stands_in_for_somebody_away_is_no_second_person_by_that():
    deputy = Actor(ActorKind.STAFF, "1", holdings=(Holding(Role.CLERK, "quầy", instead_of="2"),))
    assert rights.units(deputy, Act.SECOND) == frozenset()
