"""How many working hours a time limit holds."""

import pytest

from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.procedures import time_limits
from motcua.domain.procedures.revision import TimeLimit

HOURS = [
    # limit, hours, because
    (TimeLimit(6, "working_hours"), 6, "as many as it says"),
    (TimeLimit(3, "working_days"), 24, "eight a day"),
    (TimeLimit(1, "same_day"), 8, "one day"),
    (TimeLimit(1, "calendar_days"), 8, "it runs on to a working day"),
    (TimeLimit(7, "calendar_days"), 40, "a week holds five"),
    (TimeLimit(10, "calendar_days"), 48, "three days more may hold only one"),
    (TimeLimit(1, "months"), 160, "the shortest month is four weeks"),
    (TimeLimit(2, "months"), 320, "fifty-eight days hold at least forty"),
]


@pytest.mark.parametrize(("limit", "hours", "because"), HOURS)
def test_a_limit_holds_at_least_so_many_working_hours(limit: TimeLimit, hours: int, because: str) -> None:
    assert time_limits.working_hours(limit) == hours, because


@pytest.mark.parametrize(
    ("limit", "known"),
    [
        (TimeLimit(1, "same_day"), True),
        (TimeLimit(2, "same_day"), False),
        (TimeLimit(0, "working_days"), False),
        (TimeLimit(3, "weeks"), False),
        (TimeLimit(3, "months"), True),
    ],
)
def test_only_limits_the_clock_can_count_are_known(limit: TimeLimit, known: bool) -> None:
    assert time_limits.known(limit) is known


def test_the_units_are_those_of_the_clock() -> None:
    assert set(time_limits.UNITS) == {unit.value for unit in LimitUnit}


@pytest.mark.parametrize("unit", LimitUnit)
@pytest.mark.parametrize("amount", [-1, 0, 1, 2])
def test_what_is_known_is_what_the_clock_takes(unit: LimitUnit, amount: int) -> None:
    try:
        Limit(amount, unit)
        taken = True
    except ValueError:
        taken = False
    assert time_limits.known(TimeLimit(amount, unit.value)) is taken
