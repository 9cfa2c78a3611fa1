"""A system of its own for days that pass by a clock the story sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys import browsing
from tests.journeys import system as systems
from tests.journeys.conftest import RUNNING
from tests.journeys.system import System


@pytest.fixture(scope="session")
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    """The demo's province with web and worker, whose clock the story sets."""
    browsing.needed()
    running = systems.start("motcua_days")
    request.session.stash[RUNNING] = running
    yield running
    systems.remove(running)


@pytest.fixture(autouse=True)
def real_time_again(system: System) -> Iterator[None]:
    """Let the clock go when a story is over."""
    yield
    system.says(None)
