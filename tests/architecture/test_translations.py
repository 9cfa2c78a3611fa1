"""The interface in two languages: the English is the text in the code, the Vietnamese stands in the parts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from motcua.cli import messages
from tests.architecture import sources

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
OWN_NAMES = ("Một Cửa", "Tiếng Việt", "đồng")  # the product, the language in its own switch, the currency
SAMPLES = {"styleguide.html"}  # shows the pieces with Vietnamese samples; no visitor sees it
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
PARTS = sorted((messages.LOCALE / "parts").glob("*.po"))
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% (blocktranslate|blocktrans)\b.*?%\}.*?\{% end\1 %\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

Text = tuple[str | None, object]  # context, and the text or (singular, plural)


@cache
def used() -> dict[Text, str]:
    """Return every text marked for translation, with the first place it stands."""
    found: dict[Text, str] = {}
    for path in sources.modules("src/motcua"):
        for line, text, context in _marked(path.read_bytes()):
            found.setdefault((context, text), f"{sources.name(path)}:{line}")
    for path in _templates():
        for line, text, context in _marked(templatize(sources.text(path), origin=str(path)).encode()):
            found.setdefault((context, text), f"{sources.name(path)}:{line}")
    return found


@cache
def translated() -> dict[Text, str]:
    """Return every text the parts translate, with the part."""
    found: dict[Text, str] = {}
    for path in PARTS:
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                if message.id:
                    found[(message.context, message.id)] = path.name
    return found


def test_every_text_of_the_interface_has_its_vietnamese():
    missing = [f"{place}: {_shown(text)}" for text, place in used().items() if text not in translated()]
    assert not missing, "without Vietnamese:\n" + "\n".join(sorted(missing))


def test_every_entry_of_a_part_is_translated():
    empty = []
    for path in PARTS:
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
                if message.id and (not all(strings) or message.fuzzy):
                    empty.append(f"{path.name}: {message.id!r}")
    assert empty == []


def test_no_entry_translates_a_text_that_is_gone():
    unused = [f"{part}: {_shown(text)}" for text, part in translated().items() if text not in used()]
    assert not unused, "translated, and nowhere in the code:\n" + "\n".join(sorted(unused))


def test_the_parts_agree_with_each_other():
    assert len(messages.merged()) == len(translated())


def test_a_translation_keeps_the_blanks_that_are_filled_in():
    wrong = []
    for message in messages.merged():
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = {blank for one in ids for blank in PLACEHOLDER.findall(one)}
        for string in strings:
            if message.id and set(PLACEHOLDER.findall(string)) != wanted:
                wrong.append(f"{message.id!r} → {string!r}")
    assert wrong == []


def test_the_text_in_the_code_is_english():
    """Official terms may stand in brackets, names in examples: receipt slip (giấy tiếp nhận), for example Lê Lợi."""
    wrong = [f"{place}: {_shown(text)}" for text, place in used().items() if VIETNAMESE.search(_without_terms(text))]
    assert wrong == []


def test_no_template_holds_vietnamese_that_is_not_translated():
    found = []
    for path in (p for p in _templates() if p.name not in SAMPLES):
        plain = sources.text(path)
        for what in (COMMENT, TRANSLATED, TAG):
            plain = what.sub(lambda match: "\n" * match[0].count("\n"), plain)
        for number, line in enumerate(plain.splitlines(), start=1):
            for own in OWN_NAMES:
                line = line.replace(own, "")
            if VIETNAMESE.search(line):
                found.append(f"{sources.name(path)}:{number}: {line.strip()}")
    assert found == []


def _marked(source: bytes) -> Iterator[tuple[int, object, str | None]]:
    for line, text, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        yield line, text, context


def _templates() -> list[Path]:
    inside = [p for p in sources.tracked() if sources.name(p).startswith("src/motcua/") and "templates" in p.parts]
    return [p for p in inside if p.suffix in (".html", ".txt")]


def _shown(text: Text) -> str:
    context, words = text
    return f"{words!r} ({context})" if context else repr(words)


def _without_terms(text: Text) -> str:
    words = text[1] if isinstance(text[1], tuple) else (text[1],)
    whole = re.sub(r"\([^()]*\)|[Ff]or example .*", "", " ".join(str(word) for word in words))
    for own in OWN_NAMES:
        whole = whole.replace(own, "")
    return whole
