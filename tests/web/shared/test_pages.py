"""The shared templates draw whole, safe pages in both languages, with every word translated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation.template import templatize
from lxml import html

from motcua.web import shared
from motcua.web.shared import look
from tests import signing

ROOM = Path(shared.__file__).parent
TEMPLATES = ROOM / "templates/motcua"
ERRORS = ("400", "403", "404", "500", "csrf")
SHELL = {
    "province_name": "Tỉnh Gia Lai",
    "help_phone": "+842693821122",
    "current_path": "/look?x=1",
    "demo": True,
    "navigation": [{"url": "/a", "label": "Chờ kiểm tra", "count": 1203, "current": True, "key": "F2"}],
    "who": {"name": "Lê Thị Mai", "role": "Cán bộ tiếp nhận", "unit": "Phường Pleiku"},
    "search_url": "/find",
    "lock_url": "/lock",
    "sign_out_url": "/out",
}


def page(name: str, language: str, **context: object) -> html.HtmlElement:
    with translation.override(language):
        text = render_to_string(f"motcua/{name}.html", context)
    return html.document_fromstring(text)


def every_page(language: str) -> dict[str, html.HtmlElement]:
    portal, room = ({**SHELL, **look.sample(base=f"motcua/base_{kind}.html")} for kind in ("portal", "room"))
    pages = {name: page(name, language, request_id="3f9a1c77d2e8") for name in ERRORS}
    return pages | {
        "portal": page("styleguide", language, **portal),
        "room": page("styleguide", language, **room),
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_holds_inline_styles_or_scripts(language: str) -> None:
    for name, drawn in every_page(language).items():
        assert not drawn.xpath("//@style | //style | //script[not(@src)]"), name
        handlers = [a for e in drawn.iter() for a in e.attrib if a.startswith(("on", "hx-on"))]
        assert handlers == [], name


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_has_language_title_heading_and_skip_link(language: str) -> None:
    for name, drawn in every_page(language).items():
        assert drawn.get("lang") == language, name
        assert "Một Cửa" in drawn.xpath("string(//title)"), name
        assert len(drawn.xpath("//h1")) == 1, name
        assert drawn.xpath("//body/a[1]/@href") == ["#main"], name
        assert len(drawn.xpath("//main[@id='main']")) == 1, name


def test_no_id_stands_twice_on_a_page() -> None:
    for name, drawn in every_page("vi").items():
        ids = drawn.xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), name


def test_staff_pages_switch_off_what_the_content_policy_forbids() -> None:
    config = every_page("vi")["room"].xpath("//meta[@name='htmx-config']/@content")[0]
    assert '"allowEval":false' in config
    assert '"includeIndicatorStyles":false' in config
    assert '"historyCacheSize":0' in config


def test_citizens_pages_load_one_script_and_one_stylesheet() -> None:
    portal = every_page("vi")["portal"]
    assert len(portal.xpath("//script")) == 1
    assert len(portal.xpath("//link[@rel='stylesheet']")) == 1


def test_a_fault_shows_the_code_of_the_event() -> None:
    assert "3f9a1c77" in every_page("vi")["500"].text_content()


def test_error_pages_need_neither_a_request_nor_a_database() -> None:
    # Neither is given here: a query would raise.
    assert all(page(name, "vi").xpath("//h1") for name in ERRORS)


def words_to_translate() -> set[str]:
    """Return every msgid of the shared templates and modules."""
    literal = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        found |= {ast.literal_eval(m[1]) for m in re.finditer(rf"\b(?:n?gettext|_)\({literal}", source)}
    for name in ("widgets", "forms"):
        source = (ROOM / f"{name}.py").read_text(encoding="utf-8")
        found |= {ast.literal_eval(m[1]) for m in re.finditer(rf"\b_\(\s*{literal}", source)}
    source = (ROOM / "statuses.py").read_text(encoding="utf-8")
    found |= {
        ast.literal_eval(m[1]) for m in re.finditer(rf"pgettext_lazy\(\s*\"[^\"]+\",\s*{literal}", source)
    }
    return found


def translations() -> dict[str, str]:
    """Return the Vietnamese of every msgid in the parts of the catalogue."""
    found = {}
    for path in sorted((ROOM.parents[1] / "locale/parts").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                id_, said = ((x if isinstance(x, str) else x[0]) for x in (message.id, message.string))
                found |= {id_: said} if id_ and said else {}
    return found


def test_every_word_has_its_vietnamese() -> None:
    asked = words_to_translate()
    assert len(asked) > 90
    assert asked - set(translations()) == set()


def test_the_interface_neither_shouts_nor_blames() -> None:
    asked = words_to_translate()
    texts = [said for id_, said in translations().items() if id_ in asked]
    assert not [t for t in texts if "!" in t or re.search(r"\bbạn\b|Vui lòng|Lỗi hệ thống|không hợp lệ", t)]


@pytest.mark.parametrize(("path", "words"), [("/quan-tri/khong-co/", "nơi làm việc của mình"), ("/khong-co/", "trang đầu")])
def test_a_page_that_is_not_there_speaks_to_staff_and_to_citizens_in_their_own_way(client, world, path, words):
    signing.staff(client, world, "officer")
    page = client.get(path, headers={"Accept-Language": "vi"})
    assert page.status_code == 404
    assert words in page.content.decode()
    assert ('href="/ban-lam-viec/"' in page.content.decode()) is path.startswith("/quan-tri/")
