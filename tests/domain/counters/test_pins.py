"""Which PINs are taken, and which would be guessed."""

from __future__ import annotations

import pytest

from motcua.domain.counters import pins
from motcua.domain.counters.pins import PinRefused


@pytest.mark.parametrize("pin", ["482915", "907346", "638174", "550781", "714469", "860342"])
def test_six_digits_that_say_nothing_are_taken(pin):
    pins.check(pin, own=("0905 000 001",))


@pytest.mark.parametrize(
    ("pin", "code", "because"),
    [
        ("", "digits", "nothing"),
        ("48291", "digits", "five digits"),
        ("4829157", "digits", "seven digits"),
        ("48a915", "digits", "a letter"),
        ("٤٨٢٩١٥", "digits", "digits of another script are not on the number pad"),
        ("111111", "repeated", "one digit"),
        ("121212", "repeated", "a pair three times"),
        ("482482", "repeated", "three digits twice"),
        ("477474", "repeated", "two digits in all"),
        ("492294", "repeated", "the same backwards"),
        ("448899", "repeated", "each digit twice"),
        ("123456", "sequence", "up by one"),
        ("987654", "sequence", "down by one"),
        ("890123", "sequence", "up by one over nought"),
        ("135791", "sequence", "up by two"),
        ("147258", "sequence", "two columns of the number pad"),
        ("020990", "date", "2 September 1990"),
        ("900902", "date", "the same with the year first"),
        ("311299", "date", "the last day of 1999"),
        ("290200", "date", "29 February of a leap year"),
        ("199087", "year", "a year of birth first"),
        ("871990", "year", "a year of birth last"),
        ("372026", "year", "this year"),
        ("500071", "own", "in the telephone number"),
    ],
)
def test_a_pin_that_others_would_guess_is_refused(pin, code, because):
    with pytest.raises(PinRefused) as refused:
        pins.check(pin, own=("0905 000 712",))
    assert refused.value.code == code, because
