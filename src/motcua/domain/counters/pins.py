"""The PIN of a member of staff: six digits that nobody guesses from a birthday or from the keys of the keyboard."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

LENGTH = 6
KEYPAD = {"147258", "258369", "369258", "159753", "357159", "741852", "852963", "963852"}  # columns and diagonals
WRONG_TRIES = 5  # then only a full sign-in helps
_YEARS = re.compile(r"19[3-9][0-9]|20[0-4][0-9]")


class PinRefused(ValueError):
    """The PIN cannot be taken; `code` says why: digits, repeated, sequence, date, year, own."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def check(pin: str, *, own: tuple[str, ...] = ()) -> None:
    """Judge a PIN somebody chooses; `own` holds numbers others know of the person (telephone). Raises PinRefused."""
    if not re.fullmatch(rf"[0-9]{{{LENGTH}}}", pin):
        raise PinRefused("digits")
    if _repeated(pin):
        raise PinRefused("repeated")
    if _sequence(pin):
        raise PinRefused("sequence")
    if _dates(pin):
        raise PinRefused("date")
    if _YEARS.match(pin) or _YEARS.match(pin[2:]):
        raise PinRefused("year")
    if any(pin in re.sub(r"[^0-9]", "", number) for number in own):
        raise PinRefused("own")


def _repeated(pin: str) -> bool:
    """Tell 111111, 121212, 123123, 111222, 123321 and everything made of two digits or fewer."""
    return len(set(pin)) <= 2 or pin[:3] == pin[3:] or pin == pin[::-1] or pin[0::2] == pin[1::2]


def _sequence(pin: str) -> bool:
    """Tell digits that go up or down by the same step: 123456, 987654, 135791, 890123."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 or pin in KEYPAD


def _dates(pin: str) -> bool:
    """Tell a day written as ddmmyy or yymmdd."""
    first, middle, last = (int(pin[at : at + 2]) for at in (0, 2, 4))
    return _a_day(first, middle, last) or _a_day(last, middle, first)


def _a_day(day: int, month: int, year: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
