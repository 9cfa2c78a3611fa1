"""The visual language in a real browser: accessible at 360 and 1280 px, and losing nothing when the network fails."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from motcua.web import shared
from motcua.web.shared import look
from tests.journeys.browsing import CHROMIUM
from tests.web.shared.test_pages import ERRORS, SHELL

AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
STATIC = Path(shared.__file__).parent / "static"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STYLEGUIDES = ("portal", "room")

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser: run `apt-get install chromium`"),
    pytest.mark.skipif(
        not (AXE.exists() and (STATIC / "motcua/portal.js").exists()), reason="not built: run `make assets`"
    ),
]


class Desk(http.server.BaseHTTPRequestHandler):
    """Serves the drawn pages and static files, and answers drafts with `server.answer`."""

    timeout = 5

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kinds = {
                ".css": "text/css",
                ".js": "text/javascript",
                ".svg": "image/svg+xml",
                ".woff2": "font/woff2",
            }
            self.reply(200, file.read_bytes(), kinds[file.suffix])
        else:
            self.reply(200, self.server.pages[path.strip("/")].encode(), "text/html; charset=utf-8")  # type: ignore[attr-defined]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.drafts.append(body)  # type: ignore[attr-defined]
        self.reply(self.server.answer, b"", "text/plain")  # type: ignore[attr-defined]

    def reply(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_line: Any) -> None:
        """Stay quiet."""


def drawn(name: str, **context: object) -> str:
    return render_to_string(f"motcua/{name}.html", {"request_id": "3f9a1c77", **SHELL, **context})


@functools.cache
def pages() -> dict[str, str]:
    found = {}
    for language in ("vi", "en"):
        with translation.override(language):
            for base in STYLEGUIDES:
                sample = look.sample(base=f"motcua/base_{base}.html")
                found[f"{base}-{language}"] = drawn("styleguide", **sample)
    with translation.override("vi"):
        return found | {name: drawn(name) for name in ERRORS}


@pytest.fixture(scope="module")
def desk() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.pages, server.drafts, server.answer = pages(), [], 204  # type: ignore[attr-defined]
    server.daemon_threads = False  # closing the server then waits for its open connections
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(desk: Any) -> Iterator[Any]:
    """Open Chromium after the server and close it before, so that no connection is left."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Any, desk: Any) -> Iterator[Any]:
    """Return a function that opens a page at a width; a script error or a broken policy fails the test."""
    faults: list[str] = []
    contexts = []
    desk.answer = 204
    desk.drafts.clear()

    def open_(name: str, width: int = 1280, **given: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **given)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.goto(f"http://127.0.0.1:{desk.server_port}/{name}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("name", ["portal-vi", "room-en", "500"])
def test_no_page_keeps_anyone_out(tab: Any, name: str) -> None:
    for width in (360, 1280):
        page = tab(name, width)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        assert [(v["id"], v["nodes"][0]["target"]) for v in found] == [], width


@pytest.mark.parametrize("width", [320, 360, 768, 900, 1366])
@pytest.mark.parametrize("name", ["portal-vi", "room-en", "500"])
def test_no_page_scrolls_sideways(tab: Any, name: str, width: int) -> None:
    page = tab(name, width)
    page.evaluate("document.fonts.ready")  # letters of another face are wider
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_thumbs_can_hit_every_control_of_the_citizens_pages(tab: Any) -> None:
    page = tab("portal-vi", 360, has_touch=True)
    small = page.evaluate("""() => [...document.querySelectorAll("button, .govuk-button, input, select, summary")]
        .filter((e) => e.getClientRects().length && !e.hidden && e.type !== "hidden")
        .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
        .filter(([, height]) => height < 44)""")
    assert [one for one in small if "govuk-details" not in one[0]] == []


def test_every_question_can_be_answered_without_scripts(tab: Any) -> None:
    page = tab("portal-vi", 360, java_script_enabled=False)
    for kind in ("input[type=text]", "input[type=file]", "input[type=password]", "select", "textarea"):
        assert page.locator(f"main {kind}").first.is_visible(), kind
    assert not page.locator("[data-print], [data-copy], [data-autosave-state] span").first.is_visible()


def test_a_draft_is_saved_soon_and_its_copy_then_leaves_the_browser(tab: Any, desk: Any) -> None:
    page = tab("portal-vi")
    page.fill("#id_name", "Lò Thị Mẩy")
    page.wait_for_selector("[data-say=saved]:visible")
    assert "name=L%C3%B2+Th%E1%BB%8B+M%E1%BA%A9y" in desk.drafts[-1]
    assert "secret=" not in desk.drafts[-1]
    assert page.evaluate("sessionStorage.length") == 0


def test_a_draft_that_cannot_be_saved_says_so_and_is_still_there_after_a_reload(tab: Any, desk: Any) -> None:
    desk.answer = 503
    page = tab("portal-vi")
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("#id_name", "Lò Thị Mẩy")
    page.wait_for_selector("[data-say=failed]:visible")
    assert page.locator(".mc-save--failed").is_visible()
    page.reload()
    assert page.input_value("#id_name") == "Nguyễn Thị Hương"
    desk.answer = 204
    page.click("[data-autosave-use]")
    assert page.input_value("#id_name") == "Lò Thị Mẩy"
    page.wait_for_selector("[data-say=saved]:visible")
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize(("status", "word"), [(409, "conflict"), (403, "refused"), (404, "refused")])
def test_a_refused_draft_says_why(tab: Any, desk: Any, status: int, word: str) -> None:
    desk.answer = status
    page = tab("portal-vi")
    page.fill("#id_name", "Lò Thị Mẩy")
    page.wait_for_selector(f"[data-say={word}]:visible")


def test_leaving_with_something_unsaved_is_asked_about(tab: Any, desk: Any) -> None:
    desk.answer = 503
    page = tab("portal-vi")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#id_name", "Lò Thị Mẩy")
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_a_lost_network_is_said(tab: Any) -> None:
    page = tab("portal-vi")
    assert not page.locator("[data-network]").is_visible()
    page.context.set_offline(True)
    page.wait_for_selector("[data-network] [data-say=offline]:visible")
    page.context.set_offline(False)
    page.wait_for_selector("[data-network]", state="hidden")


def test_shortcuts_reach_the_search_box_and_leave_typing_alone(tab: Any) -> None:
    page = tab("room-vi")
    page.keyboard.press("Alt+k")
    assert page.evaluate("document.activeElement.id") == "bar-search"
    page.keyboard.type("Khánh k")
    assert page.input_value("#bar-search") == "Khánh k"


def test_chosen_files_are_listed_and_a_large_one_is_refused_at_once(tab: Any, tmp_path: Path) -> None:
    large, small = tmp_path / "sổ đỏ.pdf", tmp_path / "ảnh.jpg"
    large.write_bytes(b"x" * 20_000_001)
    small.write_bytes(b"x" * 1_500)
    page = tab("portal-vi")
    page.set_input_files("input[type=file]", [large, small])
    items = page.locator(".mc-files__item").all_inner_texts()
    assert [" ".join(item.split()) for item in items][1] == "ảnh.jpg 1,5 KB"
    assert page.locator(".mc-files__item--refused").count() == 1
