"""Time limits (thời hạn giải quyết): an amount of a unit, and the shorter ones a province may promise."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

HOURS_A_DAY = 8
WHOLE_DAYS_FROM = 2
SHORTEST_MONTH_DAYS = 28
MONTH_DAYS = 30


class LimitUnit(StrEnum):
    """What a time limit counts."""

    WORKING_HOURS = "working_hours"  # giờ làm việc
    WORKING_DAYS = "working_days"  # ngày làm việc
    CALENDAR_DAYS = "calendar_days"  # ngày
    MONTHS = "months"  # tháng
    SAME_DAY = "same_day"  # trong ngày


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: so many of a unit, at least one; "trong ngày" is one SAME_DAY."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a time limit is at least 1, not {self.amount} {self.unit}")
        if self.unit is LimitUnit.SAME_DAY and self.amount != 1:
            raise ValueError(f"there is one same day, not {self.amount}")


SAME_DAY = Limit(1, LimitUnit.SAME_DAY)


def shortened(limit: Limit, percent: int, *, whole_days_from: int = WHOLE_DAYS_FROM) -> Limit | None:
    """Give the limit a province promises when it cuts the legal one by so many percent (1 to 99).

    Rounding always goes down, so that the promise never exceeds what is left of the legal limit:

    - a share that comes out even stays in its unit (5 working days less 20 % are 4);
    - working days: whole days from `whole_days_from` up (4 less 20 % are 3), below that working hours, eight
      to a day (2 less 20 % are 12 hours, 1 is 6 hours);
    - days: whole days (8 less 20 % are 6); one day becomes working hours (6);
    - months: days, with the first month counted as the shortest there is (1 month less 20 % are 22 days);
    - working hours: whole hours (8 less 20 % are 6).

    None when nothing shorter can be promised: "trong ngày", or less than one working hour left.
    """
    if not 1 <= percent <= 99:
        raise ValueError(f"a limit is shortened by 1 to 99 percent, not {percent}")
    share = Fraction(100 - percent, 100)
    left = limit.amount * share
    if limit.unit is LimitUnit.SAME_DAY:
        return None
    if left.denominator == 1:
        return Limit(int(left), limit.unit)
    if limit.unit is LimitUnit.MONTHS:
        days = SHORTEST_MONTH_DAYS + MONTH_DAYS * (limit.amount - 1)
        return _whole(days * share, LimitUnit.CALENDAR_DAYS)
    if limit.unit is LimitUnit.WORKING_HOURS:
        return _whole(left, LimitUnit.WORKING_HOURS)
    least = whole_days_from if limit.unit is LimitUnit.WORKING_DAYS else 1
    if left >= least:
        return _whole(left, limit.unit)
    return _whole(left * HOURS_A_DAY, LimitUnit.WORKING_HOURS)


def _whole(amount: Fraction, unit: LimitUnit) -> Limit | None:
    return Limit(int(amount), unit) if amount >= 1 else None
