"""A source in its own words, and beside it what was understood: time limits, fees and papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, npgettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.procedures.records import CaseText, ChannelText, PaperText, Record, ResultText
from motcua.domain.procedures.revision import OnlineLevel
from motcua.web.shared import words
from motcua.web.shared.wording import clock
from motcua.web.shared.wording.slips import CHANNELS

ONLINE = {
    OnlineLevel.FULL.value: pgettext_lazy("online", "wholly online"),
    OnlineLevel.PARTIAL.value: pgettext_lazy("online", "partly online"),
    OnlineLevel.NONE.value: pgettext_lazy("online", "information only"),
}

RECORD = {
    "code_as_given": pgettext_lazy("record", "Code"),
    "published_by": pgettext_lazy("record", "Published by"),
    "decision": pgettext_lazy("record", "Decision"),
    "field": pgettext_lazy("record", "Field"),
    "agency": pgettext_lazy("record", "Settling agency"),
    "levels": pgettext_lazy("record", "Level"),
    "audience": pgettext_lazy("record", "Who it is for"),
    "limit": pgettext_lazy("record", "Time limit"),
    "fee": pgettext_lazy("record", "Fee"),
    "channels": pgettext_lazy("record", "Ways of filing"),
    "papers": pgettext_lazy("record", "Papers"),
    "cases": pgettext_lazy("record", "Cases"),
    "results": pgettext_lazy("record", "Result"),
    "legal_basis": pgettext_lazy("record", "Legal basis"),
    "steps": pgettext_lazy("record", "Order of work"),
    "conditions": pgettext_lazy("record", "Conditions"),
    "online": pgettext_lazy("record", "Online service"),
}


def source(record: Record) -> list[tuple[str, str]]:
    """Return a record in its source's own words, part by part."""
    found = [(str(words), _words(getattr(record, name))) for name, words in RECORD.items()]
    return [(name, text) for name, text in found if text]


def _words(value: object) -> str:
    """Return a part as it was written; a part of several is one line each."""
    match value:
        case tuple():
            return "\n".join(_words(one) for one in value)
        case ChannelText():
            return ": ".join(t for t in (value.way, "; ".join(t for t in (value.limit, value.fee, value.description) if t)) if t)
        case PaperText():
            counts = _counts(value.originals or 0, value.copies or 0)
            return " – ".join(t for t in (value.case, f"{value.name} ({counts})" if counts else value.name, value.form) if t)
        case CaseText():
            return ": ".join(t for t in (value.name, value.limit) if t)
        case ResultText():
            return value.name
    return str(value or "")


def told(found: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the parts that were understood, each as a name and a text; nothing understood gives nothing."""
    parts = [
        (pgettext("understood", "Time limit"), [_limit(one) for one in _rows(found, "limits")]),
        (pgettext("understood", "Fee"), [_fee(one) for one in _rows(found, "fees")]),
        (pgettext("understood", "Papers"), [_paper(one) for one in _rows(found, "papers")]),
        (pgettext("understood", "Ways of filing"), [_channel(one) for one in _list(found.get("channels"))]),
        (pgettext("understood", "Online service"), [str(ONLINE[str(found["online"])])] if found.get("online") in ONLINE else []),
    ]
    if found.get("papers") and not found.get("papers_whole"):
        parts[2][1].append(_("Some papers were not understood and are missing here."))
    return [(name, "\n".join(lines)) for name, lines in parts if lines]


def _limit(one: Mapping[str, object]) -> str:
    unit = str(one.get("unit", ""))
    known = unit in {u.value for u in LimitUnit}
    said = clock.limit(int(str(one.get("amount", 0))), unit) if known else f"{one.get('amount')} {unit}"
    return f"{_channel(one.get('channel'))}: {said}"


def _fee(one: Mapping[str, object]) -> str:
    amount = words.money(int(str(one.get("amount", 0))), language=get_language() or "vi")
    return f"{_channel(one.get('channel'))}: {amount}" + (f"/{one['unit']}" if one.get("unit") else "")


def _paper(one: Mapping[str, object]) -> str:
    counts = _counts(int(str(one.get("originals") or 0)), int(str(one.get("copies") or 0)))
    return f"{one.get('name')} ({counts})" if counts else str(one.get("name"))


def _counts(originals: int, copies: int) -> str:
    found = []
    if originals:
        found.append(npgettext("paper", "%(n)s original", "%(n)s originals", originals) % {"n": originals})
    if copies:
        found.append(npgettext("paper", "%(n)s copy", "%(n)s copies", copies) % {"n": copies})
    return ", ".join(found)


def _channel(value: object) -> str:
    return str(CHANNELS.get(str(value), pgettext("channel", "Every way")))


def _rows(found: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    return [one for one in _list(found.get(name)) if isinstance(one, Mapping)]


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
