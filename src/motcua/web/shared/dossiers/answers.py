"""Answers and parties as rows to read, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, pgettext

from motcua.domain.people import partial_dates
from motcua.domain.people.party import Party, PartyKind
from motcua.domain.procedures.form import SummaryPage, SummaryRow, Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS
from motcua.domain.procedures.revision import Text
from motcua.web.shared import words
from motcua.web.shared.wording import people

DATES = (Widget.DATE, Widget.PARTIAL_DATE)
_WRITTEN = "vi"


def pages(found: Sequence[SummaryPage]) -> list[dict[str, object]]:
    """Return the answers page by page: title and rows for `motcua/partials/summary_list.html`."""
    return [{"title": _say(p.title), "rows": [_row(r) for r in p.rows if r.value is not None]} for p in found]


def value(row: SummaryRow) -> str:
    """Return one answer as text."""
    given, widget = row.value, row.asked.field.widget
    if given is None:
        return ""
    if row.rows:
        return "\n".join("; ".join(f"{_say(r.label)}: {value(r)}" for r in rows if r.value is not None) for rows in row.rows)
    if row.chosen:
        return ", ".join(_say(option.label) for option in row.chosen)
    if isinstance(given, bool):
        return pgettext("answer", "Yes") if given else pgettext("answer", "No")
    if isinstance(given, Mapping):
        return ", ".join(str(given[part]) for part in ADDRESS_PARTS if given.get(part))
    if widget in DATES:
        return _date(str(given))
    if isinstance(given, int | float) and widget is Widget.MONEY:
        return words.money(int(given), language=_language())
    if isinstance(given, int | float) and widget is Widget.NUMBER:
        return words.number(given, language=_language())
    return str(given)


def parties(found: Sequence[Party]) -> list[dict[str, object]]:
    """Return the parties as cards: their role as title, what is known of them as rows."""
    return [{"title": str(people.ROLES[p.role]), "rows": _party(p)} for p in found]


def _party(party: Party) -> list[dict[str, object]]:
    numbers = ", ".join(sorted(party.numbers))
    letter = party.letter
    said = " ".join(filter(None, [str(people.LETTER_KINDS[letter.kind]), letter.number])) if letter else ""
    if party.consent:
        said = str(people.CONSENTS[party.consent.how])
    rows = [
        (pgettext("party", "Name"), party.name),
        (pgettext("party", "Kind"), str(people.PARTY_KINDS[party.kind]) if party.kind is not PartyKind.CITIZEN else ""),
        (pgettext("party", "Number"), numbers),
        (pgettext("party", "Born"), str(party.born) if party.born else ""),
        (pgettext("party", "Telephone"), party.phone),
        (pgettext("party", "E-mail"), party.email),
        (pgettext("party", "Address"), party.address.text if party.address else ""),
        (pgettext("party", "Acts by"), said),
    ]
    return [{"key": key, "value": shown, "language": _WRITTEN} for key, shown in rows if shown]


def _row(row: SummaryRow) -> dict[str, object]:
    """Return a question with its answer; what a person wrote is Vietnamese whatever the page's language."""
    written = not row.chosen and not isinstance(row.value, bool)
    return {"key": _say(row.label), "value": value(row), "language": _WRITTEN if written else ""}


def _date(text: str) -> str:
    try:
        return str(partial_dates.from_iso(text))
    except ValueError:
        return text


def _say(text: Text) -> str:
    return words.in_language(text, language=_language())[0]


def _language() -> str:
    return get_language() or "vi"
