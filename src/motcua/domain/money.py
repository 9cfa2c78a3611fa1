"""Money (tiền): whole đồng as int, rounded half up, never a float; how it is printed is the doors' business."""

from __future__ import annotations


class NotMoney(ValueError):
    """The amount is not a whole number of đồng of nought or more."""


def vnd(value: object) -> int:
    """Return the amount when it is a whole number of đồng, nought or more. Raises NotMoney."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotMoney(f"{value!r} is not a whole number of đồng, nought or more")
    return value


def divide(amount: int, by: int) -> int:
    """Return amount / by in whole đồng, half a đồng rounded up. Raises NotMoney when `by` is not positive."""
    if by <= 0:
        raise NotMoney(f"cannot divide by {by!r}")
    return (2 * vnd(amount) + by) // (2 * by)


def percent(amount: int, of_hundred: int) -> int:
    """Return so many per cent of the amount in whole đồng, half up. Raises NotMoney outside 0 to 100 per cent."""
    if isinstance(of_hundred, bool) or not 0 <= of_hundred <= 100:
        raise NotMoney(f"{of_hundred!r} is not a percentage from 0 to 100")
    return divide(vnd(amount) * of_hundred, 100)


def split(amount: int, kept_percent: int) -> tuple[int, int]:
    """Return what the agency keeps (để lại) and what goes to the budget (nộp ngân sách); they add up exactly.

    Source: Luật Phí và lệ phí 97/2015/QH13: a share of a phí may be kept, a lệ phí goes wholly to the budget.
    """
    kept = percent(amount, kept_percent)
    return kept, amount - kept
