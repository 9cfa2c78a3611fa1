"""Filters and tags of the visual language: words for numbers and dates, status tags, error summaries."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.web.shared import statuses, words

register = template.Library()


class FormMarks(CsrfTokenNode):
    """The token against forged requests and, in the rooms of staff, who began the form (`locking.ACTING`)."""

    def render(self, context: Context) -> SafeString:
        """Return the hidden fields."""
        marks = super().render(context)
        acting = context.get("acting")
        return format_html('{}<input type="hidden" name="acting" value="{}">', marks, acting) if acting else marks


@register.tag("csrf_token")
def csrf_token(_parser: Parser, _token: Token) -> FormMarks:
    """Write the hidden fields every form needs."""
    return FormMarks()


def spoken(say: Callable[..., str]) -> Callable[..., str]:
    """Register a function of `words` as a filter in the language of the page; an empty value stays empty."""

    @wraps(say)
    def in_page_language(value: Any, *given: Any) -> str:
        if value is None or value == "":
            return ""
        return say(value, *given, language=get_language() or "vi")

    register.filter(say.__name__, in_page_language)
    return in_page_language


@spoken
def number(value: float | Decimal, places: int | None = None, *, language: str) -> str:
    """Show 1234567 as 1.234.567; `{{ share|number:2 }}` fixes two digits after the mark."""
    return words.number(value, language=language, places=places)


@spoken
def money(value: int, *, language: str) -> str:
    """Show 1234567 as "1.234.567 đồng"."""
    return words.money(value, language=language)


@spoken
def percent(value: float | Decimal, places: int = 1, *, language: str) -> str:
    """Show 0.975 as "97,5%"."""
    return words.percent(value, language=language, places=places)


@spoken
def day(value: datetime | date, *, language: str) -> str:
    """Show "21/11/2026"."""
    return words.day(value, language=language)


@spoken
def day_in_words(value: datetime | date, *, language: str) -> str:
    """Show "thứ Bảy, ngày 21/11/2026"."""
    return words.day_in_words(value, language=language)


@spoken
def moment(value: datetime, *, language: str) -> str:
    """Show "09:30, ngày 21/11/2026"."""
    return words.moment(value, language=language)


@spoken
def moment_short(value: datetime, *, language: str) -> str:
    """Show "09:30 21/11/2026"."""
    return words.moment_short(value, language=language)


@spoken
def promise(value: datetime, *, language: str) -> str:
    """Show "thứ Hai, ngày 23/11/2026, trước 17 giờ"."""
    return words.promise(value, language=language)


@spoken
def file_size(value: int, *, language: str) -> str:
    """Show "1,2 MB"."""
    return words.size(value, language=language)


@register.filter
def iso(value: datetime | date) -> str:
    """Return the machine form for `<time datetime>`."""
    return words.local(value).isoformat(**({"timespec": "minutes"} if isinstance(value, datetime) else {}))


@register.filter
def in_language(text: object) -> SafeString | str:
    """Show a catalogue text in the page's language; a Vietnamese fallback is marked with `lang`."""
    language = get_language() or "vi"
    shown, really = words.in_language(text, language=language)
    if really == words.base(language) or not shown:
        return shown
    return format_html('<span lang="{}">{}</span>', really, shown)


@register.filter
def plain_in_language(text: object) -> str:
    """Return a catalogue text without markup, for attributes and titles."""
    return words.in_language(text, language=get_language() or "vi")[0]


@register.simple_tag
def time_left(minutes: int | None, soon: int = words.MINUTES_A_DAY) -> SafeString:
    """Show working minutes left as "còn 2 ngày làm việc", with its mark; None is a paused clock."""
    language = get_language() or "vi"
    return format_html(
        '<span class="mc-left mc-left--{}">{}</span>',
        words.urgency(minutes, soon=soon),
        words.time_left(minutes, language=language),
    )


@register.simple_tag
def status_tag(code: object, audience: str = "staff") -> SafeString:
    """Show one of the ten statuses as a tag; `"citizen"` says it in plain words."""
    status = statuses.named(code)
    said = status.citizen if audience == "citizen" else status.official
    return format_html('<strong class="govuk-tag mc-status--{}">{}</strong>', status.code, said)


@register.inclusion_tag("motcua/partials/error_summary.html")
def error_summary(source: object) -> dict[str, object]:
    """Draw the error summary of a form, of a list of questions or of (target, text) pairs; nothing without errors."""
    from motcua.web.shared import questions

    return {"links": questions.error_links(source)}


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: object) -> str:
    """Return the page's own query string with some values changed; None or "" removes one."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else {}
    kept = [(key, value) for key in query if key not in changes for value in query.getlist(key)]
    kept += [(key, str(value)) for key, value in changes.items() if value not in (None, "")]
    return f"?{urlencode(kept)}" if kept else "?"
