"""The key figures of a leader (chỉ tiêu chính): a short list of indicators, set by the province from a day on."""

from __future__ import annotations

from fractions import Fraction

from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Better, Indicator, Kind

MOST = 8
DEFAULT = "overdue, on_time, online, paid_online, digitised, satisfied"


class BadKeys(ValueError):
    """Not a list of indicators that can stand on the morning page."""


def read(text: str) -> tuple[str, ...]:
    """Return the codes of a list, each once, in its order.

    A key figure is a share or a count put together from dossiers, so that those of units add up. Raises BadKeys for
    any other code, for none and for more than MOST.
    """
    codes = tuple(dict.fromkeys(part for part in text.replace(",", " ").split()))
    if not 0 < len(codes) <= MOST or not all(code in ALL and _fit(ALL[code]) for code in codes):
        raise BadKeys(text)
    return codes


def _fit(one: Indicator) -> bool:
    return one.kind in (Kind.SHARE, Kind.COUNT) and bool(one.hit) and not one.reading


def short_of(one: Indicator, hit: int, of: int, target: Fraction) -> int:
    """Return how many dossiers (or whatever is counted) are missing to the target; 0 where it is met."""
    wanted = target * of
    if one.better is Better.DOWN:
        return max(0, hit - wanted.numerator // wanted.denominator)
    return max(0, -(-wanted.numerator // wanted.denominator) - hit)
