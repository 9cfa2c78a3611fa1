"""The shorter limit a province promises."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.fees import limits
from motcua.domain.fees.limits import LimitRow
from motcua.domain.fees.provincial import Area, Basis
from motcua.domain.procedures import time_limits
from motcua.domain.procedures.revision import Channel, TimeLimit

ON = dt.date(2026, 11, 20)
ROW = LimitRow(
    decision="906/QĐ-UBND",
    article="Điều 1",
    first_day=dt.date(2023, 6, 14),
    channel=Channel.ONLINE,
    percent=20,
)


def days(n: int) -> TimeLimit:
    return TimeLimit(n, "working_days")


def promise(legal: TimeLimit, *rows: LimitRow, channel: Channel = Channel.ONLINE) -> limits.Promised:
    place = Area(new=frozenset({"51"}))
    return limits.promised(legal, rows, procedure="1.001193", channel=channel, on=ON, area=place)


PROMISES = [
    # legal, row, promised, because
    (days(5), ROW, days(4), "a fifth shorter"),
    (days(3), ROW, days(2), "2,4 days are never rounded up"),
    (days(1), ROW, TimeLimit(6, "working_hours"), "a day becomes six hours"),
    (TimeLimit(1, "same_day"), ROW, TimeLimit(1, "same_day"), "nothing is shorter than the same day"),
    (TimeLimit(2, "calendar_days"), ROW, TimeLimit(1, "calendar_days"), "days stay days"),
    (days(5), replace(ROW, channel=Channel.COUNTER), days(5), "for another channel"),
    (days(5), replace(ROW, procedures=("2.000815",)), days(5), "for another procedure"),
    (days(5), replace(ROW, procedures=("1.001193",)), days(4), "for this procedure"),
    (days(5), replace(ROW, last_day=dt.date(2026, 1, 1)), days(5), "no longer in force"),
    (days(5), replace(ROW, territory=Area(new=frozenset({"52"}))), days(5), "for another province"),
    (days(10), replace(ROW, percent=None, limit=days(6)), days(6), "a limit of its own"),
    (days(5), replace(ROW, percent=None, limit=days(6)), days(5), "never longer than the law's"),
    (
        TimeLimit(15, "calendar_days"),
        replace(ROW, percent=None, limit=days(8)),
        days(8),
        "fifteen days hold at least ten working days",
    ),
    (
        TimeLimit(15, "calendar_days"),
        replace(ROW, percent=None, limit=days(10)),
        TimeLimit(15, "calendar_days"),
        "which ten are no shorter than",
    ),
]


@pytest.mark.parametrize(("legal", "row", "expected", "because"), PROMISES)
def test_the_promise_is_that_of_the_row_in_force(
    legal: TimeLimit, row: LimitRow, expected: TimeLimit, because: str
) -> None:
    found = promise(legal, row)
    assert (found.limit, found.legal) == (expected, legal), because
    assert found.shorter is (expected != legal)
    assert found.basis == (Basis("906/QĐ-UBND", "Điều 1") if found.shorter else None)


def test_without_a_row_the_law_is_the_promise() -> None:
    assert promise(days(5)) == limits.Promised(limit=days(5), legal=days(5))


def test_the_more_special_row_decides_and_equal_rows_are_refused() -> None:
    own = replace(ROW, decision="7/QĐ-UBND", procedures=("1.001193",), percent=40)
    assert promise(days(5), ROW, own).limit == days(3)
    with pytest.raises(limits.AmbiguousLimit) as refused:
        promise(days(5), ROW, replace(ROW, decision="8/QĐ-UBND"))
    assert {row.decision for row in refused.value.rows} == {"906/QĐ-UBND", "8/QĐ-UBND"}


@given(st.integers(1, 200), st.integers(1, 99), st.sampled_from(["working_days", "working_hours"]))
def test_what_is_left_never_exceeds_the_share(amount: int, percent: int, unit: str) -> None:
    legal = TimeLimit(amount, unit)
    found = promise(legal, replace(ROW, percent=percent)).limit
    if found != legal:
        assert time_limits.working_hours(found) * 100 <= time_limits.working_hours(legal) * (100 - percent)


ROWS = [
    # row, code, because
    (replace(ROW, decision=""), "row_decision", "no decision"),
    (replace(ROW, percent=None), "limit_row_one", "neither"),
    (replace(ROW, limit=days(1)), "limit_row_one", "both"),
    (replace(ROW, percent=100), "limit_row_percent", "nothing would be left"),
    (replace(ROW, percent=None, limit=TimeLimit(0, "days")), "limit_unknown", "no such unit"),
    (replace(ROW, last_day=dt.date(2020, 1, 1)), "row_days", "it ends before it begins"),
]


@pytest.mark.parametrize(("row", "code", "because"), ROWS)
def test_a_wrong_row_is_found_before_it_is_in_force(row: LimitRow, code: str, because: str) -> None:
    assert [p.code for p in limits.problems(row)] == [code], because


def test_a_good_row_has_no_problem() -> None:
    assert limits.problems(ROW) == []
