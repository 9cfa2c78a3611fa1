"""The history of a dossier in words: one entry of the ledger, one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.dossiers.corrections import DECIDING
from motcua.domain.dossiers.transitions import Action
from motcua.domain.procedures.revision import Revision
from motcua.queries.dossier_parts import Event
from motcua.web.shared import words
from motcua.web.shared.wording import corrections, moves

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ACTORS: Mapping[str, StrOrPromise] = {
    "citizen": pgettext_lazy("history", "The citizen"),
    "machine": pgettext_lazy("history", "Another system"),
    "system": pgettext_lazy("history", "The system"),
    "visitor": pgettext_lazy("history", "A visitor"),
}

DECISIONS: Mapping[str, StrOrPromise] = {
    "grant": pgettext_lazy("decision", "Grant"),
    "refuse": pgettext_lazy("decision", "Refuse"),
}

CAPACITIES: Mapping[str, StrOrPromise] = {
    "kt": _("Signed for the head (KT.)."),
    "tl": _("Signed by order (TL.)."),
    "tuq": _("Signed by written authority (TUQ.)."),
    "tm": _("Signed for the body (TM.)."),
}

ANSWERS: Mapping[str, StrOrPromise] = {
    "yes": _("The citizen says it is right."),
    "wrong": _("The citizen says it is not right."),
    "silence": _("No answer in time: taken as right."),
}

# Entries that are no move of anybody's: the units around the dossier changed.
BESIDE: Mapping[str, StrOrPromise] = {
    "reorganise": pgettext_lazy("history", "Another unit continues; code and time limits stay"),
    "reorganise_undo": pgettext_lazy("history", "The change of units was taken back"),
    "reorganise_free": pgettext_lazy("history", "Whoever had it did not come along; it is free"),
}

WAYS: Mapping[str, StrOrPromise] = {
    "cash": pgettext_lazy("payment", "Cash"),
    "transfer": pgettext_lazy("payment", "Bank transfer"),
    "card": pgettext_lazy("payment", "Card"),
    "online": pgettext_lazy("payment", "Online"),
}


_OF_THE_PROVINCE = {action.value for action in DECIDING}  # the unit noted is the dossier's, not that of procedure control


def events(entries: Sequence[Event], revision: Revision, *, still_open: bool) -> list[dict[str, object]]:
    """Return the events as `motcua/partials/timeline.html` draws them; the last one of an open dossier is now."""
    found = [_event(entry, revision) for entry in entries]
    if found and still_open:
        found[-1]["state"] = "now"
    return found


def _event(entry: Event, revision: Revision) -> dict[str, object]:
    try:
        title = str(moves.HAPPENED[Action(entry.action)])
    except ValueError:
        title = str(BESIDE.get(entry.action, entry.action))
    who = entry.who or str(ACTORS.get(entry.who_kind, ""))
    if entry.who and entry.unit and entry.action not in _OF_THE_PROVINCE:
        who = f"{who} · {entry.unit}"
    return {"title": title, "at": entry.at, "who": who, "text": _detail(entry, revision)}


def _detail(entry: Event, revision: Revision) -> str:
    data, said = entry.data, []
    units = data.get("units")
    if entry.action in BESIDE and isinstance(units, dict):
        said += [f"{old} → {new}." for old, new in sorted(units.items())]
    if name := data.get("assignee_name"):
        said.append(str(_("To: %(name)s.") % {"name": name}))
    if data.get("late_entry"):
        said.append(_on_paper(data))
    if name := data.get("instead_of_name"):
        said.append(str(_("In place of %(name)s, who is away.") % {"name": name}))
    if (capacity := str(data.get("capacity", ""))) and capacity in CAPACITIES:
        said.append(str(CAPACITIES[capacity]))
    if step := _step(revision, data.get("to")):
        said.append(str(_("Next step: %(step)s.") % {"step": step}))
    if decision := DECISIONS.get(str(data.get("decision"))):
        said.append(str(_("Proposal: %(decision)s.") % {"decision": str(decision).lower()}))
    if data.get("amount"):
        said.append(f"{words.money(int(str(data['amount'])), language=_language())}.")
    if way := WAYS.get(str(data.get("way"))):
        said.append(f"{way}.")
    if data.get("receipt_number"):
        of = {"symbol": data.get("receipt_symbol"), "number": f"{data['receipt_number']:07d}"}
        said.append(str(_("Receipt %(symbol)s number %(number)s") % of) + ".")
    if number := data.get("number"):
        said.append(str(_("Number: %(number)s.") % {"number": number}))
    if agency := data.get("agency"):
        said.append(str(_("Agency: %(name)s.") % {"name": agency}))
    if linked := data.get("linked"):
        said.append(str(_("Linked dossier: %(code)s.") % {"code": linked}))
    if notice := data.get("notice"):
        said.append(str(_("By notice %(number)s.") % {"number": notice}))
    if proof := data.get("proof"):
        said.append(str(_("Proof of payment: %(number)s.") % {"number": proof}))
    if waybill := data.get("waybill"):
        said.append(str(_("Waybill: %(number)s.") % {"number": waybill}))
    if reprint := data.get("reprint"):
        said.append(str(_("Reprint %(n)s.") % {"n": reprint}))
    if (says := data.get("answer")) and str(says) in ANSWERS:
        said.append(str(ANSWERS[str(says)]))
    if data.get("restart"):
        said.append(str(_("The time limit will be counted anew.")))
    if "correction" in data:
        said += corrections.of_entry(data)
    if data.get("in_time") is False:
        said.append(str(_("The apology came less than a working day before the time limit ran out, or after it.")))
    if data.get("slip") == "not_in_form":
        said.append(str(_("The forms that bind this dossier have no slip for this.")))
    return " ".join(said)


def _on_paper(data: Mapping[str, object]) -> str:
    """Say that it was received on a fallback slip: the true time, when it was entered, who confirmed it."""
    true, entered = (words.moment(dt.datetime.fromisoformat(str(data[name])), language=_language()) for name in ("received_at", "entered_at"))
    said = _("Received on a fallback slip in an outage: %(true)s. Entered later: %(entered)s.") % {"true": true, "entered": entered}
    second = data.get("seconded_name")
    return f"{said} " + str(_("Second person: %(name)s.") % {"name": second}) if second else str(said)


def _step(revision: Revision, key: object) -> str:
    if not key or revision.workflow is None:
        return ""
    try:
        return words.in_language(revision.workflow.step(str(key)).name, language=_language())[0]
    except KeyError:
        return ""


def _language() -> str:
    return get_language() or "vi"
