"""Shares and means as they are printed: half up, never without the counts they come from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")
TENTH = Decimal("0.1")


def half_up(value: Fraction, step: Decimal = CENT) -> Decimal:
    """Return a fraction rounded half up (away from zero) to the step, as the published tables are."""
    places = -step.as_tuple().exponent  # type: ignore[operator]
    scaled = abs(value) * 10**places
    rounded = Decimal(int(scaled + Fraction(1, 2))).scaleb(-places).quantize(step)
    return -rounded if value < 0 and rounded else rounded


def percent(hit: int, of: int, step: Decimal = CENT) -> Decimal | None:
    """Return the share in percent, half up; None where there is nothing to be a share of."""
    return half_up(Fraction(hit * 100, of), step) if of else None


def mean(total: int, of: int, step: Decimal = CENT) -> Decimal | None:
    """Return the mean, half up; None of nothing."""
    return half_up(Fraction(total, of), step) if of else None


def nearest_rank(counted: dict[int, int], share: Fraction) -> int | None:
    """Return the value at a percentile by the nearest rank, from how often each value was seen; None of nothing."""
    total = sum(counted.values())
    if total <= 0:
        return None
    rank = -(-total * share.numerator // share.denominator)
    for value in sorted(counted):
        rank -= counted[value]
        if rank <= 0:
            return value
    return max(counted)
