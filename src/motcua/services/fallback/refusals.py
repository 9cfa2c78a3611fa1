"""Why an act of the fallback is refused: out of reach, or a reason for the door to word."""

from __future__ import annotations

from collections.abc import Sequence


class NotThere(LookupError):
    """There is no such booklet, slip, outage or entry, or not for this person: the two are not told apart."""


class FallbackRefused(ValueError):
    """It cannot be done as things stand; `why` are codes for the door to word, each with the field it belongs to."""

    def __init__(self, *why: tuple[str, str]) -> None:
        self.why: Sequence[tuple[str, str]] = why
        super().__init__(", ".join(f"{name}: {code}" for name, code in why))
