"""The code of a dossier (mã hồ sơ): unit, day, ordinal, by a pattern from settings.

TT 01/2018/TT-VPCP Đ19 `000.00.19.H26-210401-0001`; practice since 2025 `H29.152-260103-0001`. The ordinal may outgrow
its width; a code is given once and never reused, gaps are allowed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

DEFAULT_PATTERN = "{unit}-{day:%y%m%d}-{ordinal:04d}"
LOOKS_LIKE = re.compile(r"^[0-9A-Z]+(?:\.[0-9A-Z]+)*-(?:\d{6}|\d{8})-\d{4,}$")
_LOOSE = re.compile(r"(?i)^([0-9A-Z]+(?:[\s.]+[0-9A-Z]+)*?)[\s.-]+(\d{6}|\d{8})[\s.-]+(\d{4,})(?:[\s.-]*(L\d+))?$")


class BadPattern(ValueError):
    """The pattern of codes cannot be used: says which part is missing."""


def check(pattern: str) -> None:
    """Raise BadPattern unless the pattern names unit, day and ordinal and gives a code of 60 characters at most."""
    for part in ("unit", "day", "ordinal"):
        if "{" + part not in pattern:
            raise BadPattern(f"the pattern of dossier codes must contain {{{part}}}: {pattern!r}")
    try:
        made = code(pattern=pattern, unit="H48.001", day=dt.date(2026, 1, 2), ordinal=12345)
    except (KeyError, IndexError, ValueError) as error:
        raise BadPattern(f"the pattern of dossier codes cannot be used: {error}") from error
    if len(made) > 60:
        raise BadPattern(f"codes would be longer than 60 characters: {made}")


def code(*, pattern: str, unit: str, day: dt.date, ordinal: int) -> str:
    """Return the code for the unit's `ordinal`-th dossier of the day."""
    return pattern.format(unit=unit, day=day, ordinal=ordinal)


def as_printed(text: str) -> str:
    """Return a code as it stands on the slip, from how people write it: any dash, blanks or dots between its parts."""
    plain = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text)).strip()
    parts = _LOOSE.match(plain)
    if parts is None:
        return "".join(plain.split())
    unit = ".".join(part for part in re.split(r"[\s.]+", parts[1]) if part)
    return "-".join((unit, parts[2], parts[3])) + (f"-{parts[4]}" if parts[4] else "")


def looks_like(text: str) -> bool:
    """Return whether the text has the shape of a dossier's code, ours or another system's."""
    return bool(LOOKS_LIKE.match(text.strip().upper()))
