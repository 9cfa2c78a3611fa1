"""Answers as Vietnamese papers write them: dates day first, addresses on one line, choices by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motcua.domain.people import partial_dates
from motcua.domain.procedures.form import SummaryPage, SummaryRow, Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS

_DATES = (Widget.DATE, Widget.PARTIAL_DATE)


def of(row: SummaryRow) -> str:
    """Return one answer as text; nothing for what was not answered."""
    value, widget = row.value, row.asked.field.widget
    if value is None:
        return ""
    if row.rows:
        return "\n".join("; ".join(f"{r.label.vi}: {of(r)}" for r in rows if r.value is not None) for rows in row.rows)
    if row.chosen:
        return ", ".join(option.label.vi for option in row.chosen)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Mapping):
        return ", ".join(str(value[part]) for part in ADDRESS_PARTS if value.get(part) and part != "old_commune")
    if widget in _DATES:
        return _date(str(value))
    if isinstance(value, int | float) and widget in (Widget.MONEY, Widget.NUMBER):
        text = f"{value:,}".translate(str.maketrans(",.", ".,"))
        return f"{text} đồng" if widget is Widget.MONEY else text
    return str(value)


def lines(pages: Sequence[SummaryPage]) -> Iterator[tuple[str, str]]:
    """Yield question and answer of everything that was answered, in order."""
    for page in pages:
        for row in page.rows:
            text = of(row)
            if text:
                yield row.label.vi.rstrip(" ?:"), text


def _date(text: str) -> str:
    try:
        return str(partial_dates.from_iso(text))
    except ValueError:
        return text
