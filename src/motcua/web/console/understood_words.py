"""What was understood of a source, in words: time limits, fees and papers beside the source's own text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, npgettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.procedures.revision import OnlineLevel
from motcua.web.shared import words
from motcua.web.shared.wording import clock
from motcua.web.shared.wording.slips import CHANNELS

ONLINE = {
    OnlineLevel.FULL.value: pgettext_lazy("online", "wholly online"),
    OnlineLevel.PARTIAL.value: pgettext_lazy("online", "partly online"),
    OnlineLevel.NONE.value: pgettext_lazy("online", "information only"),
}


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
    counts = []
    originals, copies = int(str(one.get("originals") or 0)), int(str(one.get("copies") or 0))
    if originals:
        counts.append(npgettext("paper", "%(n)s original", "%(n)s originals", originals) % {"n": originals})
    if copies:
        counts.append(npgettext("paper", "%(n)s copy", "%(n)s copies", copies) % {"n": copies})
    return f"{one.get('name')} ({', '.join(counts)})" if counts else str(one.get("name"))


def _channel(value: object) -> str:
    return str(CHANNELS.get(str(value), pgettext("channel", "Every way")))


def _rows(found: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    return [one for one in _list(found.get(name)) if isinstance(one, Mapping)]


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
