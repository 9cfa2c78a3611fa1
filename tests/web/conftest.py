"""What tests of the pages share."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def _one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """No window of a rate limit ends in the middle of a test."""
    from motcua.web.shared import throttle

    began = time.time()
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=lambda: began))
