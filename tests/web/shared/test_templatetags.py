"""Filters and tags say things in the language of the page and mark them for styles and screen readers."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from motcua.web.shared.templatetags import motcua

AT = dt.datetime(2026, 11, 21, 2, 30, tzinfo=dt.UTC)


def draw(source: str, **context: object) -> str:
    return Template("{% load motcua %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "vi", "en"),
    [
        ("{{ n|number }}", "1.234.567", "1,234,567"),
        ("{{ n|number:1 }}", "1.234.567,0", "1,234,567.0"),
        ("{{ n|money }}", "1.234.567\N{NO-BREAK SPACE}đồng", "1,234,567\N{NO-BREAK SPACE}đồng"),
        ("{{ share|percent:0 }}", "98%", "98%"),
        ("{{ at|day }}", "21/11/2026", "21 Nov 2026"),
        ("{{ at|day_in_words }}", "thứ Bảy, ngày 21/11/2026", "Saturday, 21 November 2026"),
        ("{{ at|moment }}", "09:30, ngày 21/11/2026", "09:30, 21 Nov 2026"),
        ("{{ at|moment_short }}", "09:30 21/11/2026", "09:30 21 Nov 2026"),
        (
            "{{ at|promise }}",
            "thứ Bảy, ngày 21/11/2026, trước 9 giờ 30",
            "Saturday, 21 November 2026, before 09:30",
        ),
        ("{{ at|iso }}", "2026-11-21T09:30+07:00", "2026-11-21T09:30+07:00"),
        ("{{ n|file_size }}", "1,2\N{NO-BREAK SPACE}MB", "1.2\N{NO-BREAK SPACE}MB"),
        ("{{ missing|money }}", "", ""),
        ("{{ missing|moment }}", "", ""),
    ],
)
def test_filters_speak_the_language_of_the_page(source: str, vi: str, en: str) -> None:
    for language, expected in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert draw(source, n=1234567, share=0.9754, at=AT, missing=None) == expected


def test_zero_is_shown_and_not_taken_for_nothing() -> None:
    with translation.override("vi"):
        assert draw("{{ n|money }}", n=0) == "0\N{NO-BREAK SPACE}đồng"


def test_a_vietnamese_stand_in_carries_its_language() -> None:
    with translation.override("en"):
        assert motcua.in_language({"vi": "Khai sinh <1>"}) == '<span lang="vi">Khai sinh &lt;1&gt;</span>'
        assert motcua.plain_in_language({"vi": "Khai sinh"}) == "Khai sinh"
        assert motcua.in_language({"vi": "Khai sinh", "en": "Birth"}) == "Birth"


def test_texts_in_the_pages_language_are_still_escaped() -> None:
    with translation.override("vi"):
        assert draw("{{ text|in_language }}", text={"vi": "<b>"}) == "&lt;b&gt;"


def test_time_left_carries_its_urgency_for_the_styles() -> None:
    with translation.override("vi"):
        assert motcua.time_left(-480) == '<span class="mc-left mc-left--late">quá hạn 1 ngày</span>'
        assert 'mc-left--ok">còn 1 ngày' in motcua.time_left(480, soon=60)


class State(Enum):
    IN_PROGRESS = 4


@pytest.mark.parametrize("code", [4, "4", State.IN_PROGRESS])
def test_a_status_is_drawn_from_its_code_in_any_form(code: object) -> None:
    with translation.override("en"):
        assert motcua.status_tag(code) == '<strong class="govuk-tag mc-status--4">In progress</strong>'
        assert ">Being handled<" in motcua.status_tag(code, "citizen")


def test_a_code_outside_the_ten_is_an_error() -> None:
    with pytest.raises(KeyError):
        motcua.status_tag(11)


def test_the_error_summary_links_to_each_control_and_stays_away_without_errors() -> None:
    with translation.override("en"):
        drawn = draw("{% error_summary links %}", links=[("id_name", "Enter the name"), ("", "Not <sent>")])
        assert '<a href="#id_name">Enter the name</a>' in drawn
        assert "<strong>Not &lt;sent&gt;</strong>" in drawn
        assert 'tabindex="-1"' in drawn
        assert draw("{% error_summary links %}", links=[]).strip() == ""


def test_a_query_string_keeps_the_other_filters() -> None:
    request = RequestFactory().get("/list?unit=H26.5&status=4&status=5&before=9")
    changed = draw('{% with_query before=None status="" unit="H26.6" %}', request=request)
    assert changed == "?unit=H26.6"
    assert draw("{% with_query after=7 %}", request=request) == (
        "?unit=H26.5&amp;status=4&amp;status=5&amp;before=9&amp;after=7"
    )
