"""The words for corrections and for what went wrong by our own fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.dossiers.corrections import Kind
from motcua.domain.dossiers.faults import FaultCause, FaultKind
from motcua.queries import configuration
from motcua.queries.corrections import Asked
from motcua.web.shared import words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: Mapping[Kind, StrOrPromise] = {
    Kind.VOID: pgettext_lazy("correction", "Make the dossier void"),
    Kind.REOPEN: pgettext_lazy("correction", "Open it again"),
    Kind.REROUTE: pgettext_lazy("correction", "Another unit settles it"),
    Kind.REDATE: pgettext_lazy("correction", "Change the appointment"),
    Kind.CHANGE_UNIT: pgettext_lazy("correction", "Another counter received it"),
}

HINTS: Mapping[Kind, StrOrPromise] = {
    Kind.VOID: _("Entered twice, or by mistake. It stays to be seen under its code and leaves the figures."),
    Kind.REOPEN: _("It goes back to work. Its first time limit runs on."),
    Kind.REROUTE: _("It begins there at the first step. Code and time limit stay."),
    Kind.REDATE: _("Both dates are shown. Lateness is judged by the first one."),
    Kind.CHANGE_UNIT: _("It is counted there, and the result is returned there."),
}

OUTCOMES: Mapping[str, StrOrPromise] = {
    "": pgettext_lazy("correction", "waiting"),
    "approved": pgettext_lazy("correction", "approved"),
    "refused": pgettext_lazy("correction", "refused"),
    "withdrawn": pgettext_lazy("correction", "withdrawn"),
}

FAULTS: Mapping[FaultKind, StrOrPromise] = {
    FaultKind.WRONG_RESULT: pgettext_lazy("fault", "Wrong result"),
    FaultKind.LOST_PAPERS: pgettext_lazy("fault", "Papers lost or damaged"),
}

CAUSES: Mapping[FaultCause, StrOrPromise] = {
    FaultCause.ENTRY: pgettext_lazy("fault", "Typed or copied wrongly"),
    FaultCause.APPRAISAL: pgettext_lazy("fault", "Appraised wrongly, or a rule applied wrongly"),
    FaultCause.PRINTING: pgettext_lazy("fault", "Printed or sealed wrongly"),
    FaultCause.SYSTEM: pgettext_lazy("fault", "Software or data wrong"),
    FaultCause.KEEPING: pgettext_lazy("fault", "While they were kept"),
    FaultCause.HANDING_OVER: pgettext_lazy("fault", "While they were handed over or carried"),
}


def change(one: Asked) -> str:
    """Word what a correction changes: “from A to B”; what was wanted alone while it is open; empty where nothing is named."""
    wanted, before = _value(one.wanted), _value(one.before)
    if one.kind is Kind.REOPEN:
        return str(_("Had ended at %(at)s.") % {"at": before}) if before else ""
    if not wanted:
        return ""
    return str(_("From %(old)s to %(new)s.") % {"old": before, "new": wanted}) if before else str(_("To: %(new)s.") % {"new": wanted})


def of_entry(data: Mapping[str, object]) -> list[str]:
    """Word what an entry of the history says of a correction: its kind, what was and what is."""
    said: list[str] = []
    try:
        said.append(f"{KINDS[Kind(str(data.get('kind')))]}.")
    except ValueError:
        return said
    was = data.get("was")
    before = was if isinstance(was, Mapping) else {}
    old = _moment(before.get("until") or before.get("finished_at")) or _unit(before.get("unit"))
    new = _moment(data.get("until")) or _unit(data.get("to_unit"))
    if new:
        said.append(str(_("From %(old)s to %(new)s.") % {"old": old, "new": new} if old else _("To: %(new)s.") % {"new": new}))
    elif old:
        said.append(str(_("Had ended at %(at)s.") % {"at": old}))
    if data.get("late"):
        said.append(str(_("The time limit had passed already.")))
    return said


def _value(value: str | dt.datetime) -> str:
    return words.moment(value, language=_language()) if isinstance(value, dt.datetime) else value


def _moment(text: object) -> str:
    return words.moment(dt.datetime.fromisoformat(str(text)), language=_language()) if text else ""


def _unit(unit_id: object) -> str:
    unit = configuration.current().units.get(str(unit_id)) if unit_id else None
    return unit.name if unit else ""


def _language() -> str:
    return get_language() or "vi"
