"""A person before a real browser: reads what is visible, presses and fills by what the page calls things."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import auditing

BUILDS = [Path("/usr/bin", name) for name in ("chromium-headless-shell", "chromium")]  # the one without a window first
CHROMIUM = next((build for build in BUILDS if build.exists()), BUILDS[-1])
INSTALL = "apt-get install -y --no-install-recommends chromium"
BUILD = "make assets"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 30_000  # milliseconds a page may take on a busy machine
SESSION = "sessionid"  # the cookie that holds the key of a session
WIDE, NARROW = 1280, 360
STREET = "Số nhà, đường, thôn"  # the first part of an address

CURSOR = """label => document.readyState === "complete" && !document.querySelector(".htmx-request")
  && [...(document.activeElement?.labels ?? [])].some(one => one.innerText.trim().startsWith(label))"""


def needed() -> None:
    """Skip where there is no browser, with the one line that brings it; where CI=true fail instead."""
    for missing, line in ((not CHROMIUM.exists(), INSTALL), (not auditing.AXE.exists(), BUILD)):
        if not missing:
            continue
        said = f"no browser for this test: run `{line}`"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)


def error() -> type[Exception]:
    """Return what the browser raises: a page that does not answer, a button that is not there."""
    from playwright.sync_api import Error

    return Error


@contextmanager
def opened() -> Iterator[Any]:
    """Start Chromium and stop it in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


def named(words: str) -> re.Pattern[str]:
    """Return the pattern of a label: these words, and after them at most a remark in brackets such as “(không bắt buộc)”."""
    spelled = re.escape(words).replace("\\ ", " ").replace("/", ".")  # the browser reads a slash as the end of a pattern
    return re.compile(rf"^\s*{spelled}(\s*\(.*\))?\s*$")


class Faults(list[str]):
    """What a page complained about while somebody used it: scripts, policy, answers of the server."""

    expected: tuple[str, ...] = ()

    def expect(self, *words: str) -> None:
        """Let pass what begins with these words: the story is about it."""
        self.expected += words

    def append(self, fault: str) -> None:
        """Keep a fault that was not expected."""
        if not fault.startswith(self.expected or ("\n",)):
            super().append(fault)

    def watch(self, page: Any) -> None:
        """Listen to the page: errors on the console (broken policies are among them) and pages that failed."""
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("console", lambda line: self._heard(line))
        page.on("response", lambda answer: self._answered(answer))

    def _heard(self, line: Any) -> None:
        # Chromium reports a page that was refused (422, 404) as an error too; that is the server's answer to a person.
        # A price whose question was withdrawn because a newer one went out is told there too, and means nothing.
        if line.type == "error" and not line.text.startswith(("htmx:afterRequest", "htmx:sendAbort", "Failed to load resource")):
            self.append(f"console: {line.text}")

    def _answered(self, answer: Any) -> None:
        if answer.status >= 500 or (answer.status >= 400 and not answer.request.is_navigation_request()):
            self.append(f"{answer.status}: {answer.url}")


class Person:
    """Somebody before a page; every word is what is shown, in Vietnamese."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base, self.at = page, base, ""
        self.faults = Faults()
        self.faults.watch(page)

    def opens(self, path: str) -> Person:
        """Type an address."""
        self.page.goto(self.base + path)
        return self

    def presses(self, name: str, *, exact: bool = True) -> Person:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.settles()
        return self

    def follows(self, name: str, *, exact: bool = True) -> Person:
        """Follow a link by its name."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        self.settles()
        return self

    def fills(self, answers: Mapping[str, str]) -> Person:
        """Answer questions by their labels: a text, a choice, or a date as day/month/year."""
        for question, answer in answers.items():
            self.answers(question, answer)
        return self

    def answers(self, question: str, answer: str) -> Person:
        """Answer one question in the way it is asked: box, list, choice, three boxes of a date, parts of an address."""
        name = named(question)
        group = self.page.get_by_role("group", name=name)
        if group.count() == 0:
            field = self.page.get_by_label(name).first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(label=answer)
            else:
                field.fill(answer)
        elif date := re.fullmatch(r"(\d+)/(\d+)/(\d+)", answer):
            for box, part in zip(group.first.locator("input").all(), date.groups(), strict=True):
                box.fill(part)
        elif group.first.get_by_label(STREET).count():
            line, commune, province = answer.split(", ")
            group.first.get_by_label(STREET).fill(line)
            group.first.get_by_label("Tỉnh, thành phố").select_option(label=province)
            group.first.get_by_label("Xã, phường", exact=True).fill(commune)
        else:
            group.first.get_by_label(answer, exact=True).check()
        return self

    def gives(self, *files: Path) -> Person:
        """Choose files where the page asks for them."""
        self.page.locator("input[type=file]").first.set_input_files(list(files))
        return self

    def looks_right(self) -> Person:
        """Fail when the page as it is now keeps somebody out, scrolls sideways, or speaks another language."""
        probe = self.page.evaluate(auditing.PROBE, "vi")
        over = self.page.evaluate(auditing.SIDEWAYS)
        found = auditing.shape(probe, "vi") + auditing.words(probe["texts"], "vi") + auditing.barriers(self.page)
        found += [f"scrolls sideways: {over}"] if over else []
        if covered := self.page.evaluate(auditing.COVERED):
            found.append(f"the cursor stands under something: {covered}")
        assert not found, "\n".join((self.page.url, *found))
        return self

    def reads(self) -> str:
        """Return the visible words of the page, on one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def outline(self) -> str:
        """Return what is on the page as a screen reader tells it, for somebody who looks at a failure."""
        try:
            return str(self.page.locator("main").first.aria_snapshot(timeout=2_000))[:5000]
        except error():
            return ""

    def heading(self) -> str:
        """Return the first heading."""
        return " ".join(self.page.locator("h1").first.inner_text().split())

    def sees(self, *words: str) -> Person:
        """Fail unless each of the words is shown."""
        said = self.reads()
        for word in words:
            assert word in said, f"{word!r} is not shown at {self.page.url}: {said[:1500]}"
        return self

    def ticks_only(self, code: str) -> Person:
        """Tick the line of a dossier and leave the others as they were found: unticked."""
        for box in self.page.get_by_role("checkbox").all():
            box.set_checked(code in box.evaluate("box => box.labels[0].innerText"))
        return self

    def cursor_at(self, label: str) -> Person:
        """Wait until the cursor stands in the field of this name: where somebody who does not look up would type on."""
        self.page.wait_for_function(CURSOR, arg=label)
        return self

    def settles(self) -> Person:
        """Wait until the page has been read."""
        self.page.wait_for_load_state("domcontentloaded")
        return self


def signs_in_as_citizen(person: Person, name: str) -> Person:
    """Choose one of the invented people on the page of the pretend identity provider."""
    if "/dang-nhap/thu/" not in person.page.url:
        if "/dang-nhap/" not in person.page.url:
            person.opens("/dang-nhap/")
        person.page.locator("main").locator("a[href*='bat-dau'], button").first.click()
        person.page.wait_for_url("**/dang-nhap/thu/**")
    person.page.get_by_role("button", name=re.compile(name)).click()
    person.page.wait_for_url(lambda address: "/dang-nhap/" not in address)
    return person


def signs_in_as_staff(person: Person, username: str, password: str) -> Person:
    """Give account name and password, then the code that the demo shows."""
    person.opens("/can-bo/dang-nhap/")
    person.fills({"Tên tài khoản": username, "Mật khẩu": password})
    person.presses("Tiếp tục")
    for _try in range(4):
        code = person.page.locator(".mc-code").inner_text()
        person.page.get_by_label("Mã 6 chữ số").fill(code)
        with person.page.expect_navigation():
            person.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        if "/can-bo/ma-xac-thuc/" not in person.page.url:
            break
        person.page.wait_for_timeout(20_000)  # the third sign-in within a minute: each code is good once
    person.page.wait_for_url(lambda address: "/can-bo/" not in address or "/quan-tri/" in address)
    return person


def session_of(person: Person) -> str:
    """Return the key of the session that this browser keeps."""
    return next(str(cookie["value"]) for cookie in person.page.context.cookies() if cookie.get("name") == SESSION)


def goes_on(person: Person, key: str, address: str) -> Person:
    """Come with a session that has begun, to the page where its sign-in led."""
    person.page.context.add_cookies([{"name": SESSION, "value": key, "url": person.base}])
    person.page.goto(address)
    return person
