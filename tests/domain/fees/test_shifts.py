"""A shift adds up: what came in by way, what went back, what the drawer must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.fees import shifts
from motcua.domain.fees.receipts import Way
from motcua.domain.fees.shifts import Moved, NotAPiece

TAKEN = [
    Moved(Way.CASH, 2_000, 8_000), Moved(Way.CASH, 0, 5_000, void=True), Moved(Way.TRANSFER, 50_000, 0), Moved(Way.FREE, 0, 0),
]  # fmt: skip


def test_the_drawer_holds_the_float_and_the_cash_that_stayed() -> None:
    found = shifts.tally(TAKEN, [Moved(Way.CASH, 0, 3_000), Moved(Way.TRANSFER, 1_000, 0)], float_amount=100_000)
    assert found.expected_cash == 100_000 + 10_000 - 3_000
    assert (found.total_taken, found.total_given_back, found.void.total) == (60_000, 4_000, 5_000)
    assert (found.taken[Way.FREE].count, found.taken[Way.CARD].count) == (1, 0)
    assert found.as_data()["taken"] == {
        "cash": {"count": 1, "phi": 2_000, "le_phi": 8_000, "total": 10_000},
        "transfer": {"count": 1, "phi": 50_000, "le_phi": 0, "total": 50_000},
        "free": {"count": 1, "phi": 0, "le_phi": 0, "total": 0},
    }


def test_cash_is_counted_by_piece() -> None:
    assert shifts.counted({500_000: 2, 10_000: 3, 200: 5}) == 1_031_000
    assert shifts.counted({}) == 0


@pytest.mark.parametrize("pieces", [{3_000: 1}, {10_000: -1}, {10_000: 100_001}, {10_000: True}])
def test_a_piece_nobody_has_is_refused(pieces: dict[int, int]) -> None:
    with pytest.raises(NotAPiece):
        shifts.counted(pieces)


MOVED = st.builds(Moved, st.sampled_from(Way), st.integers(0, 10**7), st.integers(0, 10**7), st.booleans())
BACK = st.builds(Moved, st.sampled_from([Way.CASH, Way.TRANSFER]), st.integers(0, 10**5), st.integers(0, 10**5))


@given(st.lists(MOVED), st.lists(BACK), st.integers(0, 10**7))
def test_every_dong_is_counted_once(taken: list[Moved], back: list[Moved], float_amount: int) -> None:
    found = shifts.tally(taken, back, float_amount=float_amount)
    stand = [m for m in taken if not m.void]
    assert found.total_taken == sum(m.phi + m.le_phi for m in stand)
    assert found.void.total == sum(m.phi + m.le_phi for m in taken if m.void)
    cash = sum(m.phi + m.le_phi for m in stand if m.way is Way.CASH) - sum(m.phi + m.le_phi for m in back if m.way is Way.CASH)
    assert found.expected_cash == float_amount + cash
    assert sum(s.count for s in found.taken.values()) == len(stand)
