"""A dossier is bound by the version of a rule in force on the day it was received."""

from datetime import date

import pytest

from motcua.domain import in_force
from motcua.domain.in_force import Version

CIVIL_STATUS = [
    Version("Luật Hộ tịch 60/2014/QH13", date(2016, 1, 1), date(2027, 2, 28), "60/2014/QH13"),
    Version("Luật Hộ tịch 03/2026/QH16", date(2027, 3, 1), None, "03/2026/QH16"),
]
FORM_SETS = [
    Version("TT 03/2025/TT-VPCP", date(2025, 9, 15)),
    Version("TT 01/2018/TT-VPCP", date(2019, 1, 6), date(2025, 6, 30)),
]


@pytest.mark.parametrize(
    ("day", "law", "because"),
    [
        (date(2016, 1, 1), "Luật Hộ tịch 60/2014/QH13", "the first day is in force"),
        (date(2027, 2, 28), "Luật Hộ tịch 60/2014/QH13", "the last day is in force"),
        (date(2027, 3, 1), "Luật Hộ tịch 03/2026/QH16", "the new law begins"),
        (date(2040, 1, 1), "Luật Hộ tịch 03/2026/QH16", "no end is set"),
    ],
)
def test_the_version_of_the_day_is_picked(day: date, law: str, because: str) -> None:
    assert in_force.on(CIVIL_STATUS, day).value == law, because


def test_a_day_before_any_version_has_nothing_in_force() -> None:
    with pytest.raises(in_force.NothingInForce, match="2015-12-31"):
        in_force.on(CIVIL_STATUS, date(2015, 12, 31))


def test_two_versions_on_one_day_are_a_contradiction() -> None:
    with pytest.raises(in_force.SeveralInForce, match="2 versions"):
        in_force.on([*CIVIL_STATUS, Version("Nghị định", date(2027, 1, 1))], date(2027, 5, 1))


def test_a_gap_between_versions_is_found() -> None:
    assert in_force.gaps(FORM_SETS) == [(date(2025, 7, 1), date(2025, 9, 14))]
    with pytest.raises(in_force.NothingInForce):
        in_force.on(FORM_SETS, date(2025, 8, 1))


def test_versions_that_follow_each_other_leave_no_gap() -> None:
    assert in_force.gaps(CIVIL_STATUS) == []
    assert in_force.gaps([]) == []


@pytest.mark.parametrize(
    "second",
    [Version("b", date(2026, 6, 30)), Version("b", date(2025, 1, 1), date(2026, 1, 1))],
)
def test_versions_that_overlap_are_a_contradiction(second: Version[str]) -> None:
    with pytest.raises(in_force.SeveralInForce, match="two versions"):
        in_force.gaps([Version("a", date(2026, 1, 1), date(2026, 6, 30)), second])


def test_a_version_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        in_force.gaps([Version("a", date(2026, 1, 2), date(2026, 1, 1))])


def test_the_last_version_has_no_end_and_nothing_may_follow_it() -> None:
    with pytest.raises(in_force.SeveralInForce):
        in_force.gaps([Version("a", date(2026, 1, 1)), Version("b", date(2027, 1, 1))])
