"""Answers as a person reads them back: on the page to check, and in their dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.people import partial_dates
from motcua.domain.procedures.form import SummaryPage, SummaryRow, Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS
from motcua.domain.procedures.revision import Text
from motcua.web.shared import words


def rows(page: SummaryPage, *, change: str = "") -> list[dict[str, Any]]:
    """Return the rows of a summary list: question, answer, and where it can be changed."""
    return [{"key": _in_language(row.label), "value": shown(row), "change": change} for row in page.rows]


def sections(pages: tuple[SummaryPage, ...], *, change: Callable[[str], str] | None = None) -> list[dict[str, Any]]:
    """Return every page as a titled card of rows; `change` gives a page's address."""
    return [
        {"title": _in_language(page.title), "rows": rows(page, change=change(page.key) if change else "")} for page in pages
    ]


def shown(row: SummaryRow) -> str:
    """Return one answer in the reader's language; nothing for what was not answered."""
    value, widget, language = row.value, row.asked.field.widget, get_language() or "vi"
    if value is None:
        return ""
    if row.rows:
        return "\n".join("; ".join(f"{_in_language(r.label)}: {shown(r)}" for r in each if r.value is not None) for each in row.rows)
    if row.chosen:
        return ", ".join(_in_language(option.label) for option in row.chosen)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        return ", ".join(str(value[part]) for part in ADDRESS_PARTS if value.get(part))
    if widget in (Widget.DATE, Widget.PARTIAL_DATE):
        return _date(str(value))
    if isinstance(value, int) and widget is Widget.MONEY:
        return words.money(value, language=language)
    if isinstance(value, int | float):
        return words.number(value, language=language)
    return str(value)


def _date(text: str) -> str:
    try:
        return str(partial_dates.from_iso(text))
    except ValueError:
        return text


def _in_language(text: Text) -> str:
    return text.in_language((get_language() or "vi")[:2])[0]
