"""What is wrong with a form before publication."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.domain.procedures import form, form_problems
from tests.domain.procedures import example_form
from tests.domain.procedures.example_form import field, options

Document = dict[str, Any]


def test_the_example_form_has_no_problem() -> None:
    assert form.problems_at_publication(example_form.form()) == []


def page(document: Document, key: str) -> Document:
    found: Document = next(p for p in document["layout"]["pages"] if p["key"] == key)
    return found


def laid(document: Document, id: str) -> Document:
    found: Document = next(f for p in document["layout"]["pages"] for f in p["fields"] if f["id"] == id)
    return found


def prop(document: Document, id: str) -> Document:
    found: Document = document["schema"]["properties"][id]
    return found


def put(target: Document, **parts: object) -> None:
    target.update(parts)


Spoil = Callable[[Document], object]
SPOILT: list[tuple[Spoil, str, str]] = [
    # change, code, because
    (lambda d: d.pop("layout"), "form_part", "no layout"),
    (lambda d: d.pop("schema"), "schema_object", "no schema"),
    (lambda d: put(d["layout"], pages=[]), "form_empty", "no pages"),
    (lambda d: put(d["schema"], type="array"), "schema_object", "answers are an object"),
    (lambda d: put(d["schema"], allOf=[]), "schema_keyword", "rules between fields are conditions"),
    (lambda d: put(laid(d, "kind"), wehn="true"), "form_part", "a misspelt part"),
    (lambda d: put(laid(d, "kind"), widget="slider"), "form_widget", "no such widget"),
    (lambda d: put(laid(d, "kind"), id="Kind"), "form_id", "no such id"),
    (lambda d: put(laid(d, "kind"), prefill="profile.shoes"), "form_prefill", "no such part of the profile"),
    (lambda d: put(laid(d, "remarks"), party="owner"), "form_party", "a role without a part"),
    (lambda d: page(d, "owner")["fields"].append(laid(d, "kind")), "form_twice", "laid out twice"),
    (lambda d: d["layout"]["pages"].append(page(d, "send") | {"fields": []}), "form_twice", "same key twice"),
    (lambda d: page(d, "old")["fields"].clear(), "schema_not_laid_out", "a property nobody asks"),
    (lambda d: d["schema"]["properties"].pop("remarks"), "schema_missing", "a field without property"),
    (lambda d: d["schema"]["required"].append("shoes"), "schema_required", "required but unknown"),
    (lambda d: put(d["schema"], required="kind"), "schema_required", "required is a list"),
    (
        lambda d: prop(d, "members")["items"]["properties"].update(shoe={"type": "string"}),
        "schema_not_laid_out",
        "a property of the rows nobody asks",
    ),
    (lambda d: put(prop(d, "remarks"), type="null"), "schema_type", "no kind of answer"),
    (lambda d: put(prop(d, "remarks"), format="vn-shoe"), "schema_format", "no such format"),
    (lambda d: put(prop(d, "old_number"), pattern="("), "schema_invalid", "no such pattern"),
    (lambda d: put(prop(d, "remarks"), minLength="x"), "schema_invalid", "no such length"),
    (lambda d: put(prop(d, "home"), **{"$ref": "#/$defs/place"}), "schema_ref", "no such definition"),
    (lambda d: put(prop(d, "home"), **{"$ref": "http://x.vn/a"}), "schema_ref", "nothing is fetched"),
    (lambda d: put(laid(d, "capital"), widget="text"), "widget_type", "a text box for a number"),
    (lambda d: put(laid(d, "married"), widget="choice"), "widget_type", "options for a yes or no"),
    (lambda d: put(laid(d, "kind"), options=options("new", "chnge")), "options_differ", "not the enum"),
    (lambda d: put(laid(d, "kind"), options=options("new", "new", "change")), "options_differ", "twice"),
    (lambda d: put(laid(d, "kind"), options=[]), "options_missing", "nothing to choose"),
    (lambda d: prop(d, "trades")["items"].pop("enum"), "options_missing", "no enum"),
    (lambda d: put(laid(d, "remarks"), options=options("a")), "options_widget", "a text box has no options"),
    (lambda d: put(laid(d, "kind")["label"], vi=" "), "text_vi", "no Vietnamese"),
    (lambda d: put(laid(d, "kind")["label"], en=""), "text_en", "no English"),
    (lambda d: laid(d, "kind")["options"][0]["label"].pop("en"), "text_en", "an option without English"),
    (lambda d: put(laid(d, "remarks"), when="kind =="), "condition_syntax", "half a condition"),
    (lambda d: put(laid(d, "remarks"), when="knd == 'new'"), "condition_unknown", "misspelt field"),
    (lambda d: put(laid(d, "remarks"), when="home.comune == '1'"), "condition_unknown", "misspelt part"),
    (lambda d: put(laid(d, "remarks"), when="kind == 'nwe'"), "condition_option", "misspelt option"),
    (lambda d: put(laid(d, "remarks"), when="kind > 3"), "condition_type", "a text is no number"),
    (
        lambda d: put(laid(d, "agrees"), when="area + 1.5 > 3.0"),
        "condition_type",
        "an area may be a whole number",
    ),
    (lambda d: put(laid(d, "remarks"), when="kind"), "condition_type", "a text is no yes or no"),
    (
        lambda d: put(laid(d, "agrees"), when="members.exists(kind, kind.name == 'x')"),
        "condition_bound",
        "the loop's name hides a field",
    ),
    (lambda d: put(laid(d, "remarks"), when="remarks == 'x'"), "condition_cycle", "it depends on itself"),
    (lambda d: put(page(d, "business"), when="capital > 3"), "condition_cycle", "a page on its own field"),
    (
        lambda d: (
            put(laid(d, "remarks"), when="capital > 3"),
            put(laid(d, "capital"), when="remarks == ''"),
        ),
        "condition_cycle",
        "each depends on the other",
    ),
    (lambda d: put(laid(d, "remarks"), when="capital > 3"), "condition_same_page", "seen only when sent"),
    (lambda d: put(laid(d, "owner_email"), when="capital > 3"), "condition_later", "asked later"),
    (
        lambda d: put(laid(d, "members")["fields"][4], when="studis"),
        "condition_unknown",
        "misspelt inside the rows",
    ),
    (lambda d: put(laid(d, "owner_name"), party="agent.phone"), "party_widget", "a name is no telephone"),
    (lambda d: put(laid(d, "remarks"), party="agent.identity"), "party_name", "a party without a name"),
    (lambda d: put(laid(d, "owner_identity"), party="owner.name"), "party_twice", "two names always"),
    (
        lambda d: put(laid(d, "members"), fields=[field("rows", "group", fields=[field("a", "text")])]),
        "group_in_group",
        "rows have no rows",
    ),
    (lambda d: laid(d, "members").pop("fields"), "group_fields", "a group without fields"),
]


@pytest.mark.parametrize(("spoil", "code", "because"), SPOILT)
def test_a_spoilt_form_is_refused_with_its_fault(spoil: Spoil, code: str, because: str) -> None:
    document = example_form.form()
    spoil(document)
    found = form.problems_at_publication(document)
    assert code in {p.code for p in found}, because
    assert all(p.where for p in found)


ADVICE = {"text_en", "condition_same_page", "condition_later"}


@pytest.mark.parametrize(("spoil", "code", "because"), SPOILT)
def test_only_advice_lets_a_form_through(spoil: Spoil, code: str, because: str) -> None:
    document = example_form.form()
    spoil(document)
    blocking = [p for p in form.problems_at_publication(document) if p.blocking]
    assert (not blocking) is (code in ADVICE), because
    if not blocking:
        assert form.compile(document).fields


@pytest.mark.parametrize("junk", [{}, {"layout": 3, "schema": {}}, {"layout": {"pages": [{}]}, "schema": []}])
def test_a_document_that_is_no_form_is_no_form(junk: dict[str, object]) -> None:
    assert any(p.blocking for p in form.problems_at_publication(junk))
    with pytest.raises(form.NotAForm):
        form.compile(junk)


def test_a_condition_elsewhere_in_the_revision_is_judged_against_the_form() -> None:
    compiled = form.compile(example_form.form())
    assert form_problems.of_condition("kind == 'new'", "components.a.when", compiled) == []
    assert [p.code for p in form_problems.of_condition("kid == 'new'", "c", compiled)] == [
        "condition_unknown"
    ]
    assert [p.code for p in form_problems.of_condition("kind == 'new'", "c", None)] == ["condition_unknown"]
