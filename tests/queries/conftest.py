"""A catalogue for the tests of search: loaded once a module, rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The demo's catalogue."""
    from django.db import transaction

    from motcua.queries import actors
    from motcua.services.catalogue import loading
    from tests import make

    folder = Path(loading.__file__).parents[2] / "demo" / "catalogue"
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(folder, actor=actors.SYSTEM, at=make.MONDAY)
        yield
        transaction.set_rollback(True)
