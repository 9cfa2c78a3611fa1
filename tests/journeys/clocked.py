"""The application with a clock that a story can set: a whole day passes in minutes. Without one it tells the real time."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from django.utils import timezone

_CLOCK = Path(os.environ["MOTCUA_TEST_CLOCK"])
_real = timezone.now


def _now() -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(_CLOCK.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _real()


timezone.now = _now

from motcua.wsgi import application

__all__ = ["application"]
