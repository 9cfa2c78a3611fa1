"""The ledger for auditors and controllers: one dossier's chain and its readings, checked; the daily seals."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext_lazy

from motcua.domain.dossiers.states import Status
from motcua.services import inspection
from motcua.services.inspection import Inspected, Line
from motcua.web.console import room, words
from motcua.web.shared.guards import staff_only
from motcua.web.shared.statuses import STATUSES

HERE = "console_ledger"
PURPOSES = {
    "ledger": pgettext_lazy("reading", "Ledger inspected"),
    "late_entry": pgettext_lazy("reading", "Later entry compared with its slip"),
    "board": pgettext_lazy("reading", "List of codes behind a figure"),
    "corrections": pgettext_lazy("reading", "Requests for corrections"),
    "own_corrections": pgettext_lazy("reading", "One's own requests for corrections"),
    "reorganisation": pgettext_lazy("reading", "Where it goes when units change"),
    "agreement": pgettext_lazy("reading", "Written agreement printed"),
    "api": pgettext_lazy("reading", "Record fetched by another system"),
    "api_list": pgettext_lazy("reading", "List fetched by another system"),
    "attestations": pgettext_lazy("reading", "Words of certification printed"),
    "book": pgettext_lazy("reading", "Book opened"),
    "calls": pgettext_lazy("reading", "List of calls"),
    "certified": pgettext_lazy("reading", "Certification desk"),
    "copy": pgettext_lazy("reading", "Receipt kept here printed"),
    "dossier": pgettext_lazy("reading", "Dossier opened"),
    "draft_confirmation": pgettext_lazy("reading", "Draft to be confirmed opened"),
    "fee_receipt": pgettext_lazy("reading", "Receipt for money opened"),
    "fee_receipt_print": pgettext_lazy("reading", "Receipt for money printed"),
    "file": pgettext_lazy("reading", "File opened"),
    "known_person": pgettext_lazy("reading", "What the person has with us"),
    "label": pgettext_lazy("reading", "Label printed"),
    "money": pgettext_lazy("reading", "Money taken at the counter"),
    "morning_list": pgettext_lazy("reading", "Morning list"),
    "move": pgettext_lazy("reading", "Step taken in the dossier"),
    "my_dossier": pgettext_lazy("reading", "Opened by the citizen"),
    "my_dossiers": pgettext_lazy("reading", "The citizen's own list"),
    "own_file": pgettext_lazy("reading", "File opened by the citizen"),
    "papers": pgettext_lazy("reading", "Papers of the dossier"),
    "papers_dispute": pgettext_lazy("reading", "Papers disputed"),
    "papers_sent": pgettext_lazy("reading", "Papers sent"),
    "papers_to_receive": pgettext_lazy("reading", "Papers to receive"),
    "parcels": pgettext_lazy("reading", "Parcels"),
    "prefill": pgettext_lazy("reading", "Earlier answers offered again"),
    "received": pgettext_lazy("reading", "What was received"),
    "result_preview": pgettext_lazy("reading", "Result looked at before it was signed"),
    "certified_today": pgettext_lazy("reading", "Certified today"),
    "find": pgettext_lazy("reading", "Search"),
    "progress": pgettext_lazy("reading", "Progress looked at"),
    "to_answer": pgettext_lazy("reading", "To answer at the counter"),
    "to_hand_over": pgettext_lazy("reading", "To hand over"),
    "to_return": pgettext_lazy("reading", "Results to hand out"),
    "uncollected": pgettext_lazy("reading", "Results not collected"),
    "waiting": pgettext_lazy("reading", "Waiting for the citizen"),
    "slip": pgettext_lazy("reading", "Slip opened or printed"),
    "unanswered": pgettext_lazy("reading", "What waits for an answer"),
    "visit": pgettext_lazy("reading", "Visit at the counter"),
    "worklist": pgettext_lazy("reading", "List of work"),
}


@staff_only(*room.CONTROL)
def ledger(request: HttpRequest) -> HttpResponse:
    """Find a dossier by its code and show its chain; without a code the daily seals."""
    code, before = request.GET.get("code", "").strip()[:60], request.GET.get("before", "")
    below = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = inspection.dossier(code=code, actor=request.actor, at=request.now, before=below) if code else None  # type: ignore[attr-defined]
    context = {
        "code": code, "found": _found(found) if found else None, "missing": bool(code) and found is None,
        "seals": inspection.seals() if not code else [], "below": below,
    }  # fmt: skip
    return room.draw(request, "ledger", context, current=HERE)


def _found(found: Inspected) -> dict[str, object]:
    return {
        "code": found.code, "title": found.title, "status": found.status, "sound": not found.faults,
        "faults": [{"no": fault.no, "text": words.FAULTS.get(fault.problem, fault.problem)} for fault in found.faults],
        "times_read": found.times_read, "older": found.older, "lines": [_line(line) for line in found.lines], "sealed_until": found.sealed_until,
        "readings": [
            {"at": r.at, "who": words.who(r.who), "purpose": PURPOSES.get(r.purpose, r.purpose), "sealed": r.sealed}
            for r in found.readings
        ],
    }  # fmt: skip


def _status(status: Status | None) -> str:
    return str(STATUSES[status.value].official) if status else ""


def _line(line: Line) -> dict[str, object]:
    return {
        "no": line.no, "at": line.at, "what": words.happened(line), "before": _status(line.before), "after": _status(line.after),
        "unit": line.unit, "who": words.who(line.who), "digest": line.digest,
        "data": json.dumps(line.data, ensure_ascii=False, sort_keys=True) if line.data else "",
        "fault": words.FAULTS.get(line.fault, line.fault),
    }  # fmt: skip
