"""Money: whole đồng, half up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain import money

SHARES = [
    # amount, percent, expected, because
    (50_000, 50, 25_000, "half of an even amount is exact"),
    (15_001, 50, 7_501, "half a đồng is rounded up"),
    (15_000, 33, 4_950, "a third by the hundred stays whole"),
    (1, 49, 0, "less than half a đồng is dropped"),
    (0, 50, 0, "nothing stays nothing"),
    (8_000, 0, 0, "nought per cent is free of charge"),
    (8_000, 100, 8_000, "a hundred per cent is the amount itself"),
]


@pytest.mark.parametrize(("amount", "share", "expected", "because"), SHARES)
def test_a_percentage_is_rounded_half_up(amount: int, share: int, expected: int, because: str) -> None:
    assert money.percent(amount, share) == expected, because


@pytest.mark.parametrize("value", [-1, 1.5, "5000", True, None])
def test_what_is_not_whole_dong_is_refused(value: object) -> None:
    with pytest.raises(money.NotMoney):
        money.vnd(value)


@pytest.mark.parametrize("share", [-1, 101, True])
def test_a_percentage_outside_nought_to_a_hundred_is_refused(share: int) -> None:
    with pytest.raises(money.NotMoney):
        money.percent(1_000, share)


def test_dividing_by_nothing_is_refused() -> None:
    with pytest.raises(money.NotMoney):
        money.divide(1_000, 0)


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_the_two_parts_of_a_split_add_up(amount: int, kept: int) -> None:
    first, second = money.split(amount, kept)
    assert first + second == amount
    assert first >= 0
    assert second >= 0
