"""A running system and people before it: what every journey needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.demo.accounts import PASSWORD
from tests.journeys import browsing
from tests.journeys import system as systems
from tests.journeys.browsing import Person
from tests.journeys.system import System

SIZES = pytest.StashKey[dict[str, int]]()
PEOPLE = pytest.StashKey[list[Person]]()
RUNNING = pytest.StashKey[System]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Remember how much the logs hold before a test."""
    if (running := item.session.stash.get(RUNNING, None)) is not None:
        item.stash[SIZES] = running.sizes()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Show what web and worker said during a test that failed, and what everybody had before them."""
    made: Any = yield
    report, running = made.get_result(), item.session.stash.get(RUNNING, None)
    if not report.failed or running is None or not running.data.exists():
        return
    for name, text in running.logs(item.stash.get(SIZES, {})).items():
        if text.strip() and name != "prepare":
            report.sections.append((f"log of {name}", text))
    if report.when == "call":
        for person in item.stash.get(PEOPLE, []):
            report.sections.append((f"page {person.page.url}", person.outline()))


@pytest.fixture
def tells(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Return a function that prints a figure a story came to, whether the story ends well or not."""
    plugins = pytestconfig.pluginmanager

    def tell(text: str) -> None:
        with plugins.getplugin("capturemanager").global_and_fixture_disabled():
            plugins.getplugin("terminalreporter").write_line(f"\n{text}")

    return tell


@pytest.fixture(scope="session")
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    """The demo's province with web and worker, one for all journeys of this process."""
    browsing.needed()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    running = systems.start(f"motcua_journeys{worker and f'_{worker}'}")
    request.session.stash[RUNNING] = running
    yield running
    systems.remove(running)


@pytest.fixture(scope="session")
def browser(system: System) -> Iterator[Any]:
    """Chromium, started after the system and closed before it."""
    with browsing.opened() as chromium:
        yield chromium


@pytest.fixture
def visitor(browser: Any, system: System, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """Return a function that brings somebody before an empty browser; whatever a page complains about fails the test."""
    people = request.node.stash.setdefault(PEOPLE, [])

    def come(*, width: int = browsing.WIDE, **given: Any) -> Person:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN", **given)
        context.set_default_timeout(browsing.PATIENCE)
        people.append(Person(context.new_page(), system.url))
        return people[-1]

    yield come
    faults = [fault for person in people for fault in person.faults]
    for person in people:
        person.page.context.close()
    assert faults == []


@pytest.fixture
def citizen(visitor: Callable[..., Person]) -> Callable[..., Person]:
    """Return a function that brings a citizen who has signed in through the pretend provider."""

    def come(name: str = "Phạm Thị Lan", **given: Any) -> Person:
        return browsing.signs_in_as_citizen(visitor(**given), name)

    return come


@pytest.fixture
def citizen_page(citizen: Callable[..., Person]) -> Person:
    """A citizen who has signed in."""
    return citizen()


@pytest.fixture
def staff_page(visitor: Callable[..., Person], system: System) -> Callable[..., Person]:
    """Return a function that brings a member of staff, signed in with both factors.

    Each code is good once, so the first time the pages are used; later sessions are copies of what was then begun, unless
    the story says `anew`: a session ends with its day.
    """

    def come(username: str, *, anew: bool = False, **given: Any) -> Person:
        person = visitor(**given)
        begun = None if anew else system.another_session(username)
        if begun:
            return browsing.goes_on(person, *begun)
        browsing.signs_in_as_staff(person, username, PASSWORD)
        if not anew:
            system.keeps_session(username, browsing.session_of(person), person.page.url)
        return person

    return come
