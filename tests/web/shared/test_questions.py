"""A question is drawn with its label, hint, error and control tied together, whatever it comes from."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html

from motcua.web.shared import questions, widgets
from motcua.web.shared.questions import Question


class Sample(forms.Form):
    default_renderer = questions.Renderer
    identity = forms.CharField(label="Số căn cước", widget=widgets.Digits(), help_text="12 chữ số.")
    way = forms.ChoiceField(
        label="Cách nhận", choices=[("a", "Tại quầy"), ("b", "Bưu điện")], widget=widgets.Radios()
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=widgets.Textarea(most=200))


def draw(question: object) -> html.HtmlElement:
    return html.fromstring(render_to_string("motcua/field.html", {"field": question}))


def every_kind(**given: object) -> list[Question]:
    choices = [("a", "Tại quầy"), ("b", "Bưu điện")]
    shapes = {
        "select": {"choices": choices},
        "radios": {"choices": choices, "hints": {"b": "Trả cước khi nhận."}},
        "checkboxes": {"choices": choices},
        "textarea": {"most": 100},
        "parts": {"parts": (("line", "Số nhà", widgets.Text()), ("commune", "Xã", widgets.Text()))},
    }
    return [
        Question(name="q", label="Câu hỏi", kind=kind, shape=shapes.get(kind, {}), **given)
        for kind in questions.KINDS
    ]


@pytest.mark.parametrize(
    "question", every_kind(help_text="Ví dụ.", errors=["Sai ở đây."]), ids=lambda q: q.kind
)
def test_hint_and_error_are_tied_to_the_control(question: Question) -> None:
    drawn = draw(question)
    described = drawn.xpath(
        "//fieldset/@aria-describedby" if question.use_fieldset else "//@aria-describedby"
    )[0]
    assert described.split()[:2] == ["id_q-hint", "id_q-error"]
    for id_ in described.split():
        assert len(drawn.xpath(f"//*[@id='{id_}']")) == 1, id_
    assert drawn.xpath(f"//*[@id='{question.anchor}']"), "the error summary leads nowhere"


@pytest.mark.parametrize("question", every_kind(), ids=lambda q: q.kind)
def test_every_control_has_a_label(question: Question) -> None:
    drawn = draw(question)
    controls = drawn.xpath("//input[not(@type='hidden')] | //select | //textarea")
    assert controls
    for control in controls:
        assert drawn.xpath(f"//label[@for='{control.get('id')}']"), control.attrib


@pytest.mark.parametrize("question", every_kind(errors=["Sai."]), ids=lambda q: q.kind)
def test_no_control_relies_on_the_browsers_own_checks(question: Question) -> None:
    assert not draw(question).xpath("//@required | //@pattern | //@maxlength")


def test_a_control_in_error_says_so() -> None:
    drawn = draw(Question(name="q", label="Câu hỏi", errors=["Sai."]))
    assert drawn.xpath("//input/@aria-invalid") == ["true"]
    assert not draw(Question(name="q", label="Câu hỏi")).xpath("//@aria-invalid")


def test_what_was_typed_is_escaped_and_kept() -> None:
    typed = '"><script>alert(1)</script>'
    drawn = draw(Question(name="q", label="<b>Tên</b>", value=typed, help_text="<i>", errors=["<u>"]))
    assert drawn.xpath("//input/@value") == [typed]
    assert not drawn.xpath("//script | //b | //i | //u")


@pytest.mark.parametrize(
    ("value", "boxes"),
    [
        (dt.date(1966, 2, 3), ["03", "02", "1966"]),
        ("1966-11-23", ["23", "11", "1966"]),
        ({"day": "31", "month": "2", "year": "1966"}, ["31", "2", "1966"]),
        (["31", "2", "66"], ["31", "2", "66"]),
    ],
)
def test_a_date_keeps_what_was_typed_even_when_it_is_no_day(value: object, boxes: list[str]) -> None:
    drawn = draw(Question(name="born", label="Ngày sinh", kind="date", value=value))
    assert drawn.xpath("//input/@value") == boxes
    assert drawn.xpath("//input/@name") == ["born-day", "born-month", "born-year"]


def test_choices_show_which_is_chosen_and_explain_themselves() -> None:
    radios = next(q for q in every_kind(value="b") if q.kind == "radios")
    drawn = draw(radios)
    assert drawn.xpath("//input[@checked]/@value") == ["b"]
    assert drawn.xpath("//input[@value='b']/@aria-describedby") == ["id_q_1-hint"]
    boxes = next(q for q in every_kind(value=["a", "b"]) if q.kind == "checkboxes")
    assert draw(boxes).xpath("//input[@checked]/@value") == ["a", "b"]


def test_an_optional_question_says_so_and_a_heading_is_the_pages_heading() -> None:
    with translation.override("en"):
        drawn = draw(Question(name="q", label="Note", optional=True, heading=True))
    assert "(not required)" in drawn.text_content()
    assert drawn.xpath("//h1/label/@for") == ["id_q"]


def test_words_in_another_language_are_marked() -> None:
    assert draw(Question(name="q", label="Quê quán", language="vi")).get("lang") == "vi"


def test_a_django_form_is_drawn_in_the_same_way() -> None:
    form = Sample({"identity": "", "way": "", "note": ""})
    drawn = html.fromstring(f"<form>{form}</form>")
    assert drawn.xpath("//input[@id='id_identity']/@aria-describedby") == [
        "id_identity-hint id_identity-error"
    ]
    assert drawn.xpath("//fieldset/@aria-describedby") == ["id_way-error"]
    assert "id_note-info" in drawn.xpath("//textarea/@aria-describedby")[0]
    assert [anchor for anchor, _message in questions.error_links(form)] == ["id_identity", "id_way_0"]


def test_errors_are_collected_from_questions_in_their_order() -> None:
    asked = [
        Question(name="a", label="A", errors=["một", "hai"]),
        Question(name="b", label="B"),
        Question(name="c", label="C", kind="date", errors=["ba"]),
    ]
    assert questions.error_links(asked) == [("id_a", "một"), ("id_a", "hai"), ("id_c_0", "ba")]
    assert questions.error_links(None) == []
