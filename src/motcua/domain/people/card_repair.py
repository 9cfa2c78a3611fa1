"""What keyboards and scanners do to a card's code before it reaches us, undone where undoing it guesses nothing.

A wedge scanner types: what arrives has passed the keyboard layout of Windows and an input method (UniKey, EVKey in Telex
or VNI). Numbers and bars are put back here, because they can only have been those; letters are never put back.
"""

from __future__ import annotations

import re
import unicodedata

# The symbology mark some scanners send first, such as ]Q1; Telex makes ư of the bracket.
_PREFIX = re.compile(r"^[\]}ưƯ+*^][A-Za-z][0-9](?=[0-9]{9,}|[đăâêô])")
_BARS = str.maketrans("｜¦│ǀ‖", "|||||")
_OTHER_BARS = "~\\µ°#*¬§¤£"  # what other layouts have on the key of the bar
_NO_BARS = re.compile(
    r"^(?P<number>[0-9]{12})(?P<old>[0-9]{9})?(?P<name>[^\d|]{3,}?)(?P<born>[0-9]{8})(?P<sex>nam|n[^\W\d_]{1,3}?|)"
    r"(?P<address>[^\d|].*?)(?P<issued>[0-9]{8})?$",
    re.IGNORECASE,
)
# The row of digits of the Vietnamese layout of Windows; 5 to 9 are marks that join the letter before.
_LAYOUT = {"đ": "0", "ă": "1", "â": "2", "ê": "3", "ô": "4", "\u0300": "5", "\u0309": "6", "\u0303": "7", "\u0301": "8", "\u0323": "9"}
_FRENCH = str.maketrans("à&é\"'(-è_ç", "0123456789")  # the row of digits without Shift
_MOJIBAKE = re.compile("[ÃÄÆáâ][\u0080-\u00ff\u0152-\u2122]")


def mended(text: str) -> str:
    """Return the code with its bars, and with digits where only digits can stand."""
    bare = _recoded(text.strip("\ufeff \t\r\n")).translate(_BARS)
    bare = _PREFIX.sub("", bare)
    if "|" not in bare:
        bare = _with_bars(bare)
    first, *rest = bare.split("|")
    numbers = {0, 1, 3, 6}  # number, old number, birth, issue
    return "|".join(as_digits(part) if place in numbers else part for place, part in enumerate([first, *rest]))


def as_digits(part: str) -> str:
    """Return the digits a number was typed as in a layout without them; anything else as it came."""
    bare = part.strip()
    if not bare or (bare.isascii() and bare.isdigit()):
        return bare
    if len(bare) in (8, 9, 12) and set(bare) <= set("à&é\"'(-è_ç"):
        return bare.translate(_FRENCH)
    found = [_digits_of(sign) for sign in bare.lower()]
    return "".join(found) if all(found) else part


def garbled_twice(text: str) -> bool:
    """Tell whether a text is UTF-8 that was taken for Windows-1252: its letters can be read, and were not what was sent."""
    return _recoded(text) != text


def _digits_of(sign: str) -> str:
    if sign in _LAYOUT:
        return _LAYOUT[sign]
    marks = unicodedata.normalize("NFD", sign)  # a letter with the marks of the digits after it: ằ is 1 and 5
    shape = next((mark for mark in marks if mark in "\u0306\u0302"), "")
    letter = unicodedata.normalize("NFC", marks[0] + shape)
    rest = [_LAYOUT.get(mark, "") for mark in marks[1:] if mark != shape]
    return _LAYOUT[letter] + "".join(rest) if letter in _LAYOUT and all(rest) else ""


def _recoded(text: str) -> str:
    if not _MOJIBAKE.search(text):
        return text
    try:
        return b"".join(_byte(sign) for sign in text).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _with_bars(text: str) -> str:
    """Find the bars again: another sign in their place, or none at all."""
    for sign in _OTHER_BARS:
        if text.count(sign) >= 5:
            return text.replace(sign, "|")
    parts = _NO_BARS.match(text)
    if parts is None:
        return text
    found = [parts[name] or "" for name in ("number", "old", "name", "born", "sex", "address", "issued")]
    return "|".join(found) + "|"  # one bar too many: the layout stays in doubt
