"""What we ask of whoever carries messages outside: one parcel in, one of four answers out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Parcel:
    """One message for one connector. `key` is the same at every attempt: the other side may count by it."""

    key: str
    topic: str
    created_at: dt.datetime
    attempt: int  # 1 at the first
    body: Mapping[str, object]
    about: Mapping[str, object] = field(default_factory=dict)  # what the connector needs to know beside the message


@dataclass(frozen=True)
class Delivered:
    """The other side has it."""


@dataclass(frozen=True)
class NotNeeded:
    """There is nobody to tell, or nothing to tell them: settled, and nobody needs to look."""

    reason: str


@dataclass(frozen=True)
class Later:
    """Not now: tried again with the same key, after `wait` or after the usual longer and longer pauses."""

    reason: str
    wait: dt.timedelta | None = None


@dataclass(frozen=True)
class Never:
    """It will never go through as it is: settled, and shown to an administrator with the reason."""

    reason: str


Answer = Delivered | NotNeeded | Later | Never


class Connector(Protocol):
    """Anything that carries messages to one outside system. What it raises counts as `Later`."""

    name: str
    topics: tuple[str, ...]

    def deliver(self, parcel: Parcel) -> Answer:
        """Hand the parcel over and say what came of it; takes at most ten seconds."""
        ...

    def problem(self) -> str | None:
        """Return why the connector cannot work as it is set up, or None: what the health page shows."""
        ...
