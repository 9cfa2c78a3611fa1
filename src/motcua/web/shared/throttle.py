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
        window = int(time.time()) // self.seconds * self.seconds
        digest = hashlib.sha256(f"{self.name}:{key}".encode()).hexdigest()[:32]
        return throttling.count(key=digest, window=window) <= self.limit
