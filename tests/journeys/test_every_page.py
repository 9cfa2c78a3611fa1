"""Every page that somebody can reach: visitor, citizen and each role of the staff, at two widths and in two languages."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from motcua.demo.accounts import PASSWORD
from tests.journeys import browsing, crawling
from tests.journeys.browsing import Person
from tests.journeys.crawling import Walk
from tests.journeys.prepare import KNOWN
from tests.journeys.system import System

VISITOR, CITIZEN = "visitor", "citizen"
STAFF = (
    "mc.bato", "ptmc.bato", "cv.bato", "ld.bato", "vt.bato", "kstt", "danhmuc", "lanhdao", "thanhtra", "quantri", "hethong",
)  # fmt: skip
STARTS = {VISITOR: ("/", "/can-bo/dang-nhap/"), CITIZEN: ("/ho-so/", "/nop/2.000815/", "/")}
AT_ONCE = 2  # browsers


def test_no_page_keeps_anyone_out_or_speaks_another_language(system: System, tells: Callable[[str], None]) -> None:
    names = frozenset(str(name) for (name,) in system.ask("SELECT DISTINCT title FROM dossiers_dossier"))
    waiting = deque((CITIZEN, VISITOR, *STAFF))
    looked: Counter[str] = Counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = [pool.submit(_walk_on, system, waiting, names, looked) for _browser in range(AT_ONCE)]
    walks = [walked for share in shares for walked in share.result()]
    tells(_table(walks))
    findings = [finding for walked in walks for finding in walked.findings]
    assert not findings, f"{len(findings)} findings:\n" + "\n".join(findings)
    assert {walked.who for walked in walks if walked.pages} == {CITIZEN, VISITOR, *STAFF}


def _walk_on(system: System, waiting: deque[str], names: frozenset[str], looked: Counter[str]) -> list[Walk]:
    """Take one after the other from those who wait, all in one browser of this thread's own."""
    walks = []
    with browsing.opened() as browser:
        while waiting:
            walks.append(_walk(system, browser, waiting.popleft(), names, looked))
    return walks


def _walk(system: System, browser: Any, who: str, names: frozenset[str], looked: Counter[str]) -> Walk:
    began, walked = time.monotonic(), Walk(who, names)
    context = browser.new_context(viewport={"width": browsing.WIDE, "height": 900}, locale="vi-VN", reduced_motion="reduce")
    context.set_default_timeout(browsing.PATIENCE)
    person = Person(context.new_page(), system.url)
    try:
        crawling.walk(walked, person, _door(person, who), looked)
    except browsing.error() as fault:
        walked.findings.append(f"{who} {person.page.url} could not go on: {fault}")
    walked.seconds = time.monotonic() - began
    context.close()
    return walked


def _door(person: Person, who: str) -> tuple[str, ...]:
    """Sign in where that is needed; return the pages to begin with."""
    if who == CITIZEN:
        browsing.signs_in_as_citizen(person, KNOWN.name)
    elif who != VISITOR:
        browsing.signs_in_as_staff(person, who, PASSWORD)
    return STARTS.get(who) or (person.page.url.removeprefix(person.base),)


def _table(walks: list[Walk]) -> str:
    lines = ["", f"{'who':<12}{'pages':>6}{'files':>6}{'routes':>7}{'findings':>9}{'seconds':>8}"]
    for one in walks:
        lines.append(
            f"{one.who:<12}{one.pages:>6}{one.files:>6}{len(one.routes):>7}{len(one.findings):>9}{one.seconds:>8.0f}"
        )
    total: Counter[str] = sum((one.routes for one in walks), Counter())
    return "\n".join([*lines, "", *(f"{count:>4}  /{route}" for route, count in sorted(total.items()))])
