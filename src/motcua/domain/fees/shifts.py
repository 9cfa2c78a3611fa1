"""A clerk's shift (ca thu): what came in by way, what went back, and the cash that must be in the drawer at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain import money
from motcua.domain.fees.receipts import Way

# Notes and coins in use, the largest first (NHNN).
PIECES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
MOST_OF_A_PIECE = 100_000


class NotAPiece(ValueError):
    """There is no such note or coin, or so many of one cannot be in a drawer."""


@dataclass(frozen=True)
class Moved:
    """Money of one receipt or one refund, phí and lệ phí apart, in whole đồng."""

    way: Way
    phi: int
    le_phi: int
    void: bool = False


@dataclass(frozen=True)
class Sum:
    """How many papers, and their phí and lệ phí."""

    count: int = 0
    phi: int = 0
    le_phi: int = 0

    @property
    def total(self) -> int:
        return self.phi + self.le_phi

    def plus(self, one: Moved) -> Sum:
        """Return the sum with one paper more."""
        return Sum(self.count + 1, self.phi + one.phi, self.le_phi + one.le_phi)


@dataclass(frozen=True)
class Tally:
    """A shift added up: receipts that stand and refunds by way, void receipts apart."""

    float_amount: int
    taken: Mapping[Way, Sum]
    given_back: Mapping[Way, Sum]
    void: Sum

    @property
    def expected_cash(self) -> int:
        """The cash the drawer must hold: what it began with, and cash in less cash out."""
        return self.float_amount + self.taken[Way.CASH].total - self.given_back[Way.CASH].total

    @property
    def total_taken(self) -> int:
        return sum(one.total for one in self.taken.values())

    @property
    def total_given_back(self) -> int:
        return sum(one.total for one in self.given_back.values())

    def as_data(self) -> dict[str, object]:
        """Return the tally as plain data, as it is kept and signed at closing."""
        return {
            "float": self.float_amount,
            "taken": {way.value: _data(one) for way, one in self.taken.items() if one.count},
            "given_back": {way.value: _data(one) for way, one in self.given_back.items() if one.count},
            "void": _data(self.void),
            "expected_cash": self.expected_cash,
        }


def tally(receipts: Iterable[Moved], refunds: Iterable[Moved], *, float_amount: int) -> Tally:
    """Add up a shift. A void receipt counts as a paper and moves no money: it was given back on the spot."""
    taken, given_back, void = dict.fromkeys(Way, Sum()), dict.fromkeys(Way, Sum()), Sum()
    for one in receipts:
        if one.void:
            void = void.plus(one)
        else:
            taken[one.way] = taken[one.way].plus(one)
    for one in refunds:
        given_back[one.way] = given_back[one.way].plus(one)
    return Tally(money.vnd(float_amount), taken, given_back, void)


def counted(pieces: Mapping[int, int]) -> int:
    """Return the cash of a drawer counted by note and coin. Raises NotAPiece."""
    for piece, how_many in pieces.items():
        if piece not in PIECES or isinstance(how_many, bool) or not 0 <= how_many <= MOST_OF_A_PIECE:
            raise NotAPiece(f"{piece} × {how_many}")
    return sum(piece * how_many for piece, how_many in pieces.items())


def _data(one: Sum) -> dict[str, int]:
    return {"count": one.count, "phi": one.phi, "le_phi": one.le_phi, "total": one.total}
