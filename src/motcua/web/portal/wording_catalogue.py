"""Words of the catalogue's pages: levels, audiences, amounts, hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.calendar import Session
from motcua.domain.dossiers.limits import Limit
from motcua.domain.procedures.revision import Audience, FeeItem, Level
from motcua.queries.catalogue_pages import Fee, Side
from motcua.web.shared import words
from motcua.web.shared.wording import clock

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEVELS: Mapping[Level, StrOrPromise] = {
    Level.COMMUNE: _("Commune level"),
    Level.PROVINCE: _("Province level"),
    Level.DISTRICT: _("District level"),
    Level.MINISTRY: _("Ministry"),
    Level.OTHER: _("Other agency"),
}

AUDIENCES: Mapping[Audience, StrOrPromise] = {
    Audience.CITIZEN: _("Citizens"),
    Audience.BUSINESS: _("Businesses"),
    Audience.HOUSEHOLD: _("Household businesses"),
    Audience.ORGANISATION: _("Organisations"),
    Audience.FOREIGNER: _("Foreigners"),
}

# The parts of a record as imported, by the names the sources give them.
RECORD_PARTS: Mapping[str, StrOrPromise] = {
    "field": pgettext_lazy("portal", "Field"),
    "level": pgettext_lazy("portal", "Level"),
    "levels": pgettext_lazy("portal", "Level"),
    "time_limit_text": _("How long it takes"),
    "fee_text": _("What it costs"),
    "components": _("Papers you need"),
    "steps_text": _("How it goes"),
    "channels": _("Ways of filing"),
    "agency": _("Settling agency"),
    "result": _("What you get"),
    "legal_basis": pgettext_lazy("portal", "Legal basis"),
    "audience": pgettext_lazy("portal", "Who it is for"),
    "conditions": pgettext_lazy("portal", "Conditions"),
}

FREE = _("Free of charge")
DEPENDS = _("Depends on your case")


def limit(found: Limit | None) -> str:
    """Word a time limit."""
    return clock.limit(found.amount, found.unit) if found else ""


def cost(side: Side) -> str:
    """Word what one way costs: the sum where it is the same for everybody."""
    if not side.fees:
        return str(FREE)
    total = side.total
    if total is None:
        return str(DEPENDS)
    return words.money(total, language=get_language() or "vi") if total else str(FREE)


def fee_lines(side: Side) -> list[dict[str, str]]:
    """Return each fee with its amount and the text it rests on."""
    return [
        {"name": _text(fee.item), "amount": _amount(fee), "note": _note(fee.item), "basis": _basis(fee)}
        for fee in side.fees
    ]


def hours(sessions: Iterable[Session]) -> str:
    """Word the sessions of a day: 07:00–11:30, 13:30–17:00."""
    return ", ".join(f"{each.start:%H:%M}–{each.end:%H:%M}" for each in sessions)


def weekdays(open_days: tuple[int, ...]) -> str:
    """Word the days of the week on which a unit is open."""
    language = words.base(get_language())
    names = [words.WEEKDAYS[language][day] for day in open_days]
    if len(names) > 2 and open_days == tuple(range(open_days[0], open_days[-1] + 1)):
        return str(_("%(first)s to %(last)s")) % {"first": _initial(names[0]), "last": names[-1]}
    return _initial(", ".join(names))


def _initial(text: str) -> str:
    """Begin with a capital and leave the rest: "Thứ Bảy"."""
    return text[:1].upper() + text[1:]


def _amount(fee: Fee) -> str:
    language = get_language() or "vi"
    each = fee.line.amount if fee.line is not None else fee.item.amount
    amount = words.money(each, language=language) if each else str(FREE)
    unit = (fee.line.unit if fee.line is not None else fee.item.unit) or ""
    return f"{amount} / {unit}" if unit and each else amount


def _note(item: FeeItem) -> str:
    if item.tiers:
        return str(_("The price falls with the number of pages."))
    if item.optional:
        return str(_("Only if you ask for it."))
    if item.when:
        return str(_("Only in some cases."))
    return ""


def _basis(fee: Fee) -> str:
    if fee.line is None:
        return fee.item.basis
    return "; ".join(f"{basis.decision} {basis.article}".strip() for basis in fee.line.basis)


def _text(item: FeeItem) -> str:
    return item.name.in_language((get_language() or "vi")[:2])[0]
