"""Going through every page somebody can reach by links, and noting what is wrong with each."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from tests.journeys import auditing, browsing
from tests.journeys.browsing import NARROW, PATIENCE, WIDE, Person

SAMPLES = 2  # pages of one route that are looked at, and of one route with the same questions in its address
ENOUGH = 1  # pages of one kind that are looked at by anybody: a room that several roles share is walked once
MOST = 90  # pages of one visitor
SAMPLES_OF_LOOK = "/quan-tri/hinh-thuc/"  # examples that lead nowhere; looked at by a test of their own
TYPED = "typed"  # where nobody followed a link
NOT_PAGES = (SAMPLES_OF_LOOK, "/static/", "/api/", "/metrics", "/healthz", "/readyz")
FILES = (".pdf", ".xlsx", ".csv", ".zip", ".json", ".svg", ".bpmn", ".docx", ".jsonl")


@dataclass
class Walk:
    """What somebody saw: routes with how many pages of each, and the findings with the address of the page."""

    who: str
    names: frozenset[str] = frozenset()  # of procedures, in Vietnamese
    routes: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    pages: int = 0
    files: int = 0
    seconds: float = 0

    def note(self, path: str, what: str, found: Sequence[str]) -> None:
        """Keep what was found on a page."""
        self.findings += [f"{self.who} {path} [{what}] {one}" for one in found]


def walk(walked: Walk, person: Person, starts: Sequence[str], looked: Counter[str]) -> None:
    """Go breadth-first through the links with GET, each page in Vietnamese at both widths, one of each route in English.

    `looked` counts the kinds of pages that everybody together has looked at; those people begin with are always looked at.
    """
    waiting, known = deque((path, TYPED) for path in starts), set(starts)
    english: dict[str, str] = {}
    taken: Counter[str] = Counter()
    while waiting and walked.pages < MOST:
        path, source = waiting.popleft()
        route = _route(path)
        if route is None or taken[_kind(path, route)] >= SAMPLES or (looked[_kind(path, route)] >= ENOUGH and source != TYPED):
            continue
        taken[_kind(path, route)] += 1
        looked[_kind(path, route)] += 1
        if urlsplit(path).path.endswith(FILES):
            _file(walked, person, path, source)
            continue
        walked.routes[route] += 1
        for link in _look(walked, person, path, source):
            if link not in known:
                known.add(link)
                waiting.append((link, path))
        english.setdefault(route, path)
    _in_english(walked, person, list(english.values()))
    walked.findings += [f"{walked.who} {fault}" for fault in dict.fromkeys(person.faults)]


def _look(walked: Walk, person: Person, path: str, source: str) -> list[str]:
    """Open a page, note what is wrong with it, and return the links to pages of ours."""
    page = person.page
    answer = _opened(walked, person, path, source)
    if answer is None:
        return []
    if not _is_page(answer):  # a picture shown as it is: the browser puts a page of its own around it
        walked.files += 1
        return []
    walked.pages += 1
    probe: dict[str, Any] = page.evaluate(auditing.PROBE, "vi")
    walked.note(path, "vi", auditing.shape(probe, "vi") + auditing.words(probe["texts"], "vi"))
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(auditing.SIDEWAYS)
        walked.note(path, f"{width} px", [f"scrolls sideways: {over}"] if over else [])
        walked.note(path, f"{width} px", auditing.barriers(page, colours=width == WIDE))
    return [found for link in probe["links"] if (found := _own(link, person.base))]


def _in_english(walked: Walk, person: Person, paths: Sequence[str]) -> None:
    """Look at the same pages in English, where longer words may not fit and Vietnamese may be left over."""
    page = person.page
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": person.base}])
    page.set_viewport_size({"width": NARROW, "height": 900})
    for path in paths:
        answer = _opened(walked, person, path, "the switch to English")
        if answer is None or not _is_page(answer):
            continue
        probe: dict[str, Any] = page.evaluate(auditing.PROBE, "en")
        over = page.evaluate(auditing.SIDEWAYS)
        walked.note(path, "en", auditing.shape(probe, "en") + auditing.words(probe["texts"], "en", walked.names))
        walked.note(path, "en", [f"scrolls sideways: {over}"] if over else [])


def _opened(walked: Walk, person: Person, path: str, source: str) -> Any:
    try:
        answer = person.page.goto(person.base + path, wait_until="load")
    except browsing.error() as fault:
        if "Download is starting" in str(fault):  # a file whose address does not say so
            _file(walked, person, path, source)
        else:
            walked.note(path, f"from {source}", [str(fault).splitlines()[0]])
        return None
    if answer.status != 200:
        walked.note(path, f"from {source}", [f"status {answer.status}"])
        return None
    return answer


def _is_page(answer: Any) -> bool:
    """Return whether what was answered is a page of ours rather than a file of a dossier."""
    return "text/html" in str(answer.headers.get("content-type", ""))


def _file(walked: Walk, person: Person, path: str, source: str) -> None:
    """Fetch a file that a page links to: it must be there."""
    answer = person.page.context.request.get(person.base + path, timeout=PATIENCE)
    walked.files += 1
    if answer.status != 200 or "html" in answer.headers.get("content-type", ""):
        walked.note(path, f"from {source}", [f"a file: status {answer.status}, {answer.headers.get('content-type')}"])


def _own(link: str, base: str) -> str | None:
    """Return the path of a link to a page of ours, without its fragment."""
    parts = urlsplit(link)
    if f"{parts.scheme}://{parts.netloc}" != base or parts.path.startswith(NOT_PAGES):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _route(path: str) -> str | None:
    """Return the route that serves a path; None where none does, and then opening it tells."""
    try:
        return str(resolve(urlsplit(path).path).route)
    except Resolver404:
        return f"no route: {path}"


def _kind(path: str, route: str) -> str:
    """Return what makes pages the same kind: the route and the names of the questions in the address."""
    return f"{route}?{'&'.join(sorted({name for name, _value in parse_qsl(urlsplit(path).query, keep_blank_values=True)}))}"
