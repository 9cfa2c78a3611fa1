"""Figures as they are printed, on every page, in every file and for other systems alike: one number, half up, in one scale."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from motcua.domain.figures.indicators._indicator import Account, Indicator, Kind
from motcua.domain.figures.rounding import half_up

DAY_MINUTES, DAY_HOURS = 480, 8  # a working day


class Scale(StrEnum):
    """What a printed number is of."""

    PERCENT = "percent"
    WORKING_DAYS = "working_days"
    COUNT = "count"  # of the indicator's own account: dossiers, procedures, đồng …


def scale(one: Indicator) -> Scale:
    """Return in which scale an indicator is printed."""
    if one.kind is Kind.SHARE:
        return Scale.PERCENT
    return Scale.WORKING_DAYS if one.account in (Account.MINUTE, Account.HOUR) else Scale.COUNT


def printed(one: Indicator, exact: Fraction) -> Decimal:
    """Return an exact value as it is printed: two decimals, half up, shares in percent, working time in days of 8 hours."""
    if one.kind is Kind.SHARE:
        return half_up(exact * 100)
    if one.account is Account.MINUTE:
        return half_up(exact / DAY_MINUTES)
    return half_up(exact / DAY_HOURS if one.account is Account.HOUR else exact)
