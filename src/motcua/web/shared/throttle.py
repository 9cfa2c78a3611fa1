"""Rate limits that every web process shares: counters in the database, per name, key and window of time."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from motcua.services import throttling


@dataclass(frozen=True)
class Throttle:
    """At most `limit` uses a window of `seconds` for one key; the key is kept only as a digest."""

    name: str
    limit: int
    seconds: int

    def allows(self, key: str) -> bool:
        """Count one use and return whether it is within the limit."""
        return throttling.count(key=self._digest(key), window=self._window()) <= self.limit

    def forget(self, key: str) -> None:
        """Begin to count anew for the key, because its use was a rightful one."""
        throttling.forget(key=self._digest(key), window=self._window())

    def _window(self) -> int:
        return int(time.time()) // self.seconds * self.seconds

    def _digest(self, key: str) -> str:
        return hashlib.sha256(f"{self.name}:{key}".encode()).hexdigest()[:32]
