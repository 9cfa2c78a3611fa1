"""Reading an amount of whole đồng as people type it: points, commas or spaces stand between groups of three digits, nowhere else."""

from __future__ import annotations

import re

_MONEY_WORD = re.compile(r"\s*(?:đồng|vnđ|vnd|[đ₫])\.?$")
_PLAIN = re.compile(r"\d{1,15}", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}([., \u00a0\u202f])\d{3}(?:\1\d{3}){0,3}", re.ASCII)


def read(typed: str) -> int | None:
    """Return the đồng in "150000", "1.234.567", "1,234,567" or "1 234 567 đ"; None for anything else, "50000.5" and "50.000,00" too."""
    bare = _MONEY_WORD.sub("", typed.strip().lower())
    if _PLAIN.fullmatch(bare):
        return int(bare)
    return int(re.sub(r"\D", "", bare)) if _GROUPED.fullmatch(bare) else None
