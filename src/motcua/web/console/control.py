"""The ledger for auditors and controllers: one dossier's chain and its readings, checked; the daily seals."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext_lazy

from motcua.services import inspection
from motcua.services.inspection import Inspected, Line
from motcua.web.console import room, words
from motcua.web.shared.guards import staff_only

HERE = "console_ledger"
PURPOSES = {
    "ledger": pgettext_lazy("reading", "Ledger inspected"),
    "late_entry": pgettext_lazy("reading", "Later entry compared with its slip"),
    "board": pgettext_lazy("reading", "List of codes behind a figure"),
    "corrections": pgettext_lazy("reading", "Requests for corrections"),
    "own_corrections": pgettext_lazy("reading", "One's own requests for corrections"),
    "reorganisation": pgettext_lazy("reading", "Where it goes when units change"),
}


@staff_only(*room.CONTROL)
def ledger(request: HttpRequest) -> HttpResponse:
    """Find a dossier by its code and show its chain; without a code the daily seals."""
    code = request.GET.get("code", "").strip()[:60]
    found = inspection.dossier(code=code, actor=request.actor, at=request.now) if code else None  # type: ignore[attr-defined]
    context = {
        "code": code, "found": _found(found) if found else None, "missing": bool(code) and found is None,
        "seals": inspection.seals() if not code else [],
    }  # fmt: skip
    return room.draw(request, "ledger", context, current=HERE)


def _found(found: Inspected) -> dict[str, object]:
    return {
        "code": found.code, "title": found.title, "status": found.status, "sound": not found.faults,
        "faults": [{"no": fault.no, "text": words.FAULTS.get(fault.problem, fault.problem)} for fault in found.faults],
        "lines": [_line(line) for line in found.lines], "sealed_until": found.sealed_until,
        "readings": [
            {"at": r.at, "who": words.who(r.who), "purpose": PURPOSES.get(r.purpose, r.purpose), "sealed": r.sealed}
            for r in found.readings
        ],
    }  # fmt: skip


def _line(line: Line) -> dict[str, object]:
    return {
        "no": line.no, "at": line.at, "what": words.happened(line), "before": line.before, "after": line.after,
        "unit": line.unit, "who": words.who(line.who), "digest": line.digest,
        "data": json.dumps(line.data, ensure_ascii=False, sort_keys=True) if line.data else "",
        "fault": words.FAULTS.get(line.fault, line.fault),
    }  # fmt: skip
