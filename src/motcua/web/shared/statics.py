"""Static files under names that carry a digest of their content, so that they can be cached for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@lru_cache(maxsize=512)
def _digest(name: str) -> str:
    found = finders.find(name)
    if not found or not Path(str(found)).is_file():
        return ""
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:10]


class Storage(StaticFilesStorage):
    """Adds `?v=<digest>` to addresses: no collecting step, and a change is seen at once."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        digest = _digest(name or "") if not settings.DEBUG else ""
        return f"{address}?v={digest}" if digest else address
