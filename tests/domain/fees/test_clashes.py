"""Rows that contradict each other are found before they stop a counter; rows that a more special one settles are not."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.fees import limits, schedule
from motcua.domain.fees.limits import LimitRow
from motcua.domain.fees.provincial import Area
from motcua.domain.fees.schedule import FeeRow, Relief
from motcua.domain.procedures.revision import Channel, FeeKind

FIRST = dt.date(2026, 1, 1)
KON_TUM, BINH_DINH = Area(old=frozenset({"62"})), Area(old=frozenset({"52"}))


def fee(**parts: object) -> FeeRow:
    given = {"decision": "1/NQ", "kind": FeeKind.LE_PHI, "first_day": FIRST, "fees": ("land",), "amount": 10}
    return FeeRow(**(given | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected", "because"),
    [
        (fee(), fee(amount=20), True, "the same fee, two amounts"),
        (fee(), fee(fees=("birth",)), False, "another fee"),
        (fee(), fee(kind=FeeKind.PHI), False, "a resolution on lệ phí leaves the phí alone"),
        (fee(last_day=dt.date(2026, 5, 31)), fee(first_day=dt.date(2026, 6, 1)), False, "the one ends before the other begins"),
        (fee(last_day=dt.date(2026, 6, 1)), fee(first_day=dt.date(2026, 6, 1)), True, "one day together is enough"),
        (fee(), fee(channel=Channel.ONLINE, amount=5), False, "the narrower row decides online"),
        (fee(channel=Channel.COUNTER), fee(channel=Channel.ONLINE), False, "they never meet"),
        (fee(), fee(amount=None, percent_of_base=50), False, "a share takes its part of the amount"),
        (fee(territory=KON_TUM), fee(territory=BINH_DINH), False, "two former provinces"),
        (fee(territory=KON_TUM), fee(territory=KON_TUM), True, "one former province"),
        (fee(territory=KON_TUM), fee(procedures=("1.1",)), True, "neither is more special in Kon Tum"),
        (fee(amount=None, exempt=(Relief("poor"),)), fee(amount=None, exempt=(Relief("merit"),)), False, "other people"),
        (fee(amount=None, exempt=(Relief("poor"),)), fee(amount=None, exempt=(Relief("poor", percent=50),)), True, "free or half?"),
    ],
)
def test_two_fee_rows_clash_or_not(one: FeeRow, other: FeeRow, expected: bool, because: str) -> None:
    assert (schedule.clashes(one, other), schedule.clashes(other, one)) == (expected, expected), because


@pytest.mark.parametrize(
    ("third", "settled", "because"),
    [
        ({}, True, "it decides wherever the two meet"),
        ({"last_day": dt.date(2026, 12, 31)}, False, "afterwards they meet again"),
        ({"territory": BINH_DINH}, False, "it holds elsewhere"),
        ({"procedures": ("1.2",)}, False, "it leaves one procedure open"),
        ({"procedures": ("1.1", "1.2", "1.3")}, True, "it may cover more"),
        ({"channel": Channel.ONLINE}, False, "at the counter they still meet"),
        ({"amount": None, "percent_of_base": 50}, False, "a share is no price"),
    ],
)
def test_a_third_row_settles_it_only_where_it_decides(third: dict[str, object], settled: bool, because: str) -> None:
    one, other = fee(territory=KON_TUM), fee(procedures=("1.1", "1.2"))
    given = fee(**({"territory": KON_TUM, "procedures": ("1.1", "1.2")} | third))
    assert schedule.clashes(one, other, [one, other, given]) is not settled, because


def shorter(**parts: object) -> LimitRow:
    return LimitRow(**({"decision": "906/QĐ", "first_day": FIRST, "percent": 20} | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected", "because"),
    [
        (shorter(), shorter(percent=30), True, "a fifth or three tenths?"),
        (shorter(), shorter(procedures=("1.1",)), False, "the one that names the procedure decides"),
        (shorter(procedures=("1.1",)), shorter(procedures=("1.2",)), False, "other procedures"),
        (shorter(procedures=("1.1", "1.2")), shorter(procedures=("1.2",)), True, "one procedure in both"),
        (shorter(channel=Channel.ONLINE), shorter(procedures=("1.1",)), True, "neither is more special online"),
    ],
)
def test_two_limit_rows_clash_or_not(one: LimitRow, other: LimitRow, expected: bool, because: str) -> None:
    assert (limits.clashes(one, other), limits.clashes(other, one)) == (expected, expected), because
