"""Everything that can be wrong with an answer or a procedure has its words, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from django.utils import translation

import motcua
from motcua.domain.procedures import form, form_check, form_formats
from motcua.domain.procedures.form import FieldError, PageState, Widget
from motcua.domain.procedures.problem import Problem
from motcua.domain.procedures.workflow import Outcome
from motcua.domain.procedures.workflow_table import COLUMNS
from motcua.web.shared.wording import forms, procedures
from tests.domain.procedures import example_form

HOME = Path(motcua.__file__ or "").parent
PLACES = re.compile(r"%\((\w+)\)s")
KEYWORDS = {"_": None, "pgettext_lazy": ((1, "c"), 2)}
COMPILED = form.compile(example_form.form())
PARTS = [(forms, "forms.po"), (procedures, "procedures.po")]


def translations(part: str) -> dict[tuple[str | None, str], str]:
    with (HOME / "locale" / "parts" / part).open("rb") as file:
        return {(m.context, str(m.id)): str(m.string) for m in read_po(file) if m.id}


def written(module: object) -> set[tuple[str | None, str]]:
    found = extract_from_file("python", str(module.__file__), KEYWORDS)  # type: ignore[attr-defined]
    return {(message[3], _text(message[1])) for message in found}


def _text(message: object) -> str:
    return str(message[-1] if isinstance(message, tuple) else message)


@pytest.mark.parametrize(("module", "part"), PARTS)
def test_the_translations_are_exactly_the_sentences_written(module: object, part: str) -> None:
    assert set(translations(part)) == written(module)
    assert all(translations(part).values())


@pytest.mark.parametrize("part", [part for _module, part in PARTS])
def test_a_translation_fills_in_what_its_sentence_has(part: str) -> None:
    for (_context, sentence), said in translations(part).items():
        assert set(PLACES.findall(said)) <= set(PLACES.findall(sentence)), sentence
        assert "!" not in said
        assert not re.search(r"\bbạn\b", said, re.IGNORECASE)
        assert "không hợp lệ" not in said


def calls(*folders: str) -> Iterator[tuple[str, ast.Call]]:
    for folder in folders:
        for path in (HOME / "domain" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                    yield name, node


def codes(where: dict[str, int], *folders: str) -> dict[str, set[str]]:
    """Every code the domain raises, with the parameters it gives: read from the sources."""
    found: dict[str, set[str]] = {}
    for name, call in calls(*folders):
        if name in where and len(call.args) > where[name]:
            for constant in ast.walk(call.args[where[name]]):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    given = {keyword.arg for keyword in call.keywords if keyword.arg}
                    found[constant.value] = found.get(constant.value, given) & given
    return found


RAISED = codes(
    {"problem": 1, "advice": 1, "NotAForm": 1, "BadCondition": 0, "wrong": 2}, "procedures", "fees"
)
FROM_SERVICES = {"row_clashes", "column_missing", "sheet_unreadable", "sheet_too_large"}


def test_every_problem_is_worded_and_nothing_else() -> None:
    assert set(RAISED) | FROM_SERVICES == set(procedures.CODES)


@pytest.mark.parametrize("code", sorted(RAISED))
def test_a_problem_is_said_with_what_it_gives(code: str) -> None:
    assert set(PLACES.findall(str(procedures.CODES[code]))) <= RAISED[code]
    with translation.override("en"):
        said = procedures.say(Problem("x", code, dict.fromkeys(RAISED[code], "7")))
    assert "%(" not in said
    assert "…" not in said


def test_a_place_is_named_in_words() -> None:
    with translation.override("en"):
        assert (
            procedures.place(Problem("components.paper.when", "x"))
            == "Papers of the dossier › paper › Condition"
        )
        assert procedures.cell(Problem("3:hours", "x")) == (3, "Working hours")
    assert set(COLUMNS) <= set(procedures.PLACES)
    assert set(procedures.OUTCOMES) == set(Outcome)


def test_every_kind_of_error_is_worded() -> None:
    raised = set(codes({"add": 1, "FieldError": 1}, "procedures")) - {"required"}
    formats = {f.kind for f in form_formats.FORMATS.values()}
    keywords = {kind for kind, _parameter in form_check.KEYWORD_KINDS.values()}
    assert raised | formats | keywords <= set(forms.KINDS)
    assert set(forms.REQUIRED) == {w.value for w in Widget} - {"textarea", "note"}
    assert set(forms.PAGE_STATES) == set(PageState)


SAID = [
    # error, what is said in English, because
    (
        FieldError(("owner_identity",), "identity", {"problem": "length"}),
        "owner_identity (en) has 12 digits",
        "named",
    ),
    (
        FieldError(("owner_name",), "required", {"widget": "name"}),
        "Enter “Họ, chữ đệm và tên (en)”",
        "with an example",
    ),
    (
        FieldError(("remarks",), "required", {"widget": "textarea"}),
        "Enter “remarks (en)”.",
        "no example to give",
    ),
    (
        FieldError(("home", "commune"), "required", {"widget": "address"}),
        "Commune or ward (home (en))",
        "the part",
    ),
    (
        FieldError(("members", 1, "born"), "partial_date", {"problem": "month"}),
        "members (en), entry 2: The month",
        "row",
    ),
    (
        FieldError(("members", 0, "address", "line"), "not_text"),
        "House number, street, hamlet",
        "a part in a row",
    ),
    (FieldError(("owner_phone",), "phone", {"example": "0392345678"}), "0392345678", "the parser's example"),
    (
        FieldError(("owner_born",), "partial_date", {"problem": "x"}),
        "written like 02 09 1990",
        "any other fault",
    ),
    (FieldError(("area",), "maximum", {"limit": 10_000}), "10000 or less", "with its limit"),
    (FieldError(("zzz",), "unknown"), "does not ask for “zzz”", "what nobody asked"),
    (FieldError((), "unknown"), "does not ask for", "nothing at all"),
    (FieldError(("area",), "never_heard_of"), "cannot be right", "a kind of tomorrow"),
]


@pytest.mark.parametrize(("error", "part", "because"), SAID)
def test_an_error_names_its_field(error: FieldError, part: str, because: str) -> None:
    with translation.override("en"):
        assert part in forms.say(error, COMPILED), because


def test_every_error_of_bad_answers_can_be_said() -> None:
    bad = {id: {"x": 1} for id in example_form.ANSWERS} | {
        "members": [{"name": 3}, {}],
        "trades": ["x"],
        "?": 1,
    }
    for error in form.check(COMPILED, bad).errors:
        with translation.override("en"):
            assert "%(" not in forms.say(error, COMPILED)
        assert forms.control(error)


def test_the_example_of_the_house_is_said_word_for_word() -> None:
    said = translations("forms.po")[(None, "%(label)s has 12 digits, for example 051090001234.")]
    assert said % {"label": "Số căn cước"} == "Số căn cước gồm 12 chữ số, ví dụ 051090001234."
