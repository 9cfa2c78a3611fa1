"""What the front end ships: locked without addresses, small, and named as the pages ask for it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from motcua.web import shared

ROOT = Path(__file__).parents[3]
STATIC = Path(shared.__file__).parent / "static/motcua"
BASE = (Path(shared.__file__).parent / "templates/motcua/base.html").read_text(encoding="utf-8")
needs_build = pytest.mark.skipif(
    not (STATIC / "portal.css").exists(), reason="the styles are not built: run `make assets`"
)


def test_the_lock_holds_digests_and_no_addresses() -> None:
    text = (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")
    assert not re.findall(r"https?:|\"resolved\"|git\+|registry", text)
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(entry.get("integrity") for entry in packages.values())


def test_direct_dependencies_are_pinned() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


@needs_build
def test_the_first_page_stays_within_its_budget() -> None:
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").iterdir())
    texts = sum(
        len(gzip.compress((STATIC / name).read_bytes())) for name in ("portal.css", "portal.js", "logo.svg")
    )
    page = 12_000  # the largest portal page, gzipped
    assert fonts + texts + page <= 150_000


@needs_build
def test_preloaded_fonts_are_the_ones_that_the_styles_ask_for() -> None:
    styles = (STATIC / "portal.css").read_text(encoding="utf-8")
    asked = set(re.findall(r'url\("?(fonts/[^")]+)', styles))
    preloaded = set(re.findall(r"motcua/(fonts/[\w.-]+woff2)", BASE))
    assert preloaded < asked
    assert all((STATIC / name).is_file() for name in asked)


@needs_build
@pytest.mark.parametrize("name", ["portal.css", "room.css"])
def test_styles_hold_no_foreign_mark_and_fetch_nothing_from_elsewhere(name: str) -> None:
    styles = (STATIC / name).read_text(encoding="utf-8")
    assert not re.findall(r"GDS Transport|crown|@import", styles)
    assert all(address.startswith("fonts/") for address in re.findall(r"url\(\"?([^\")]+)", styles))


@needs_build
@pytest.mark.parametrize("name", ["portal.js", "room.js"])
def test_our_scripts_never_evaluate_text(name: str) -> None:
    assert not re.findall(r"\beval\(|new Function|innerHTML\s*=", (STATIC / name).read_text(encoding="utf-8"))


@needs_build
def test_the_notices_of_what_is_shipped_are_there() -> None:
    notices = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("govuk-frontend", "htmx.org", "be-vietnam-pro", "Open Font License", "MIT"):
        assert name.lower() in notices.lower(), name
