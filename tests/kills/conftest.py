"""One real installation for all tests of this folder: what they leave behind does not disturb the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills import installation
from tests.kills.installation import Installation


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder starts real processes."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.kills)


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation."""
    before = dict(os.environ)
    started = installation.start(tmp_path_factory.mktemp("installation"))
    try:
        yield started
    finally:
        started.stop()
        os.environ.clear()
        os.environ.update(before)
