"""The board: figures of a period by unit and day, and the codes behind each number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy

from motcua.domain.fallback.rules import EntryState
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.queries import board, board_chains, configuration, fallback, progress
from motcua.queries.figures import dues
from motcua.services import ledger
from motcua.web.board import periods
from motcua.web.board.periods import Period
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import fallback as words_of
from motcua.web.shared.wording import lists, moves

NAMES = {
    "received": pgettext_lazy("board", "Received"),
    "online": pgettext_lazy("board", "Received online"),
    "entered_late": pgettext_lazy("board", "Received in an outage, entered later"),
    "finished": pgettext_lazy("board", "Finished"),
    "in_time": pgettext_lazy("board", "Finished on time"),
    "finished_late": pgettext_lazy("board", "Finished late"),
    "corrected": pgettext_lazy("board", "Received, with a correction"),
    "open": pgettext_lazy("board", "Open now"),
    "waiting": pgettext_lazy("board", "Waiting for the citizen"),
    "late": pgettext_lazy("board", "Open and late"),
    "unanswered": pgettext_lazy("board", "Waiting for our answer"),
    "overdue_now": pgettext_lazy("board", "Overdue now"),
    "due_today": pgettext_lazy("board", "Due today"),
    "due_next": pgettext_lazy("board", "Due by the next working day"),
    "due_soon": pgettext_lazy("board", "Due within three working days"),
    "at_agency": pgettext_lazy("board", "Waiting at other agencies"),
    "agency_late": pgettext_lazy("board", "Late at other agencies"),
    **{f"list_{kind.value}": text for kind, text in lists.IN_LIST.items()},
}


# The pages of the board in their order: how their routes begin, the first of them, and what they are called.
ROOMS = {
    "board_home": ("board_home", pgettext_lazy("board", "Figures")),
    "board_indicator": ("board_indicators", pgettext_lazy("board", "Indicators")),
    "board_compare": ("board_compare", pgettext_lazy("board", "Comparison")),
    "board_index": ("board_index", pgettext_lazy("board", "National index")),
    "board_report": ("board_reports", pgettext_lazy("board", "Reports")),
    "board_campaign": ("board_campaigns", pgettext_lazy("board", "Campaigns")),
    "board_flow": ("board_flows", pgettext_lazy("board", "What slows us")),
    "board_corrections": ("board_corrections", pgettext_lazy("board", "Corrections")),
}


@staff_only(*board.ROLES)
def behind(request: HttpRequest, kind: str) -> HttpResponse:
    """List the dossiers behind a number: codes, no names."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    if kind not in board.BEHIND:
        raise Http404
    period, _readable = periods.read(request.GET, local(at).date())
    unit, _counted = board.reach(actor, unit_id_of(request))
    lines, more = board.behind(
        actor, kind, unit_id=str(unit.id) if unit else None, first=period.first, last=period.last, at=at, after=after(request)
    )
    ledger.read(actor=actor, at=at, purpose="board", dossier_ids=[line.id for line in lines])
    context = {
        "name": NAMES[kind], "period": period, "now": kind in (*dues.KINDS, *board_chains.AT_AGENCIES, "waiting"), "unit": name_of(unit) if unit else "", "lines": lines,
        "at": at, "back": address("board_home", period=period, unit=unit), "older": str(lines[-1].id) if more else "",
    }  # fmt: skip
    return draw(request, "behind", context)


@staff_only(*board.ROLES)
def outages(request: HttpRequest) -> HttpResponse:
    """List the outages of a period and what was received on paper in it: both times, who, the second person, why. No names of citizens."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    period, readable = periods.read(request.GET, local(at).date())
    unit, counted = board.reach(actor, unit_id_of(request))
    lines = fallback.of_period(counted, first=period.first, last=period.last)
    ledger.read(actor=actor, at=at, purpose="board", dossier_ids=[line.dossier_id for line in lines if line.state is EntryState.DONE])
    context = {
        "period": period, "wrong": "" if readable else periods.WRONG, "questions": periods.questions(period, None if readable else request.GET), "unit": name_of(unit) if unit else "",
        "unit_id": str(unit.id) if unit else "", "back": address("board_home", period=period, unit=unit), "several": True, "reasons": True,
        "outages": [{"line": one, "kind": words_of.KINDS[one.kind]} for one in fallback.outages(counted, first=period.first, last=period.last)],
        "rows": [
            {"line": one, "state": words_of.STATES[one.state], "how": words_of.HOW.get(one.seconded_how, ""), "outage": words_of.KINDS[one.outage]}
            for one in lines
        ],
    }  # fmt: skip
    return draw(request, "outages", context)


@staff_only(*board.ROLES)
def dossier(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show how far one dossier is: units, days and what happened; no names. One out of reach does not exist."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    found = progress.by_id(dossier_id, actor=actor, at=at)
    if found is None:
        raise Http404
    ledger.read(actor=actor, at=at, purpose="board", dossier_ids=[dossier_id])
    events = [{"title": moves.HAPPENED[one.action], "at": one.at, "who": one.unit} for one in found.events]
    return draw(request, "dossier", {"found": found, "events": events, "home": reverse("board_home")})


def draw(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Draw a page of the board."""
    return render(request, f"board/{template}.html", {**frame(request), **context}, status=status)


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what stands around every page of the board."""
    route = str(request.resolver_match.url_name if request.resolver_match else "").replace("board_event_log", "board_flow")
    here = next((name for name in reversed(ROOMS) if route.startswith(name)), "board_home")
    return {
        "room": pgettext_lazy("board", "Figures"),
        "navigation": [{"url": reverse(address), "label": label, "current": name == here} for name, (address, label) in ROOMS.items()],
    }


def address(route: str, *parts: str, period: Period, unit: Unit | None, more: Mapping[str, str] | None = None) -> str:
    """Return the address of a page of figures."""
    query = period.query() | ({"unit": str(unit.id)} if unit else {}) | dict(more or {})
    return f"{reverse(route, args=parts)}?{urlencode(query)}"


def name_of(unit: Unit | None) -> str:
    """Return a unit's name in the reader's language; empty for none."""
    if unit is None:
        return ""
    row = configuration.current().unit_texts.get(str(unit.id))
    english = row.name_en if row is not None and (get_language() or "vi").startswith("en") else ""
    return english or unit.name


def unit_id_of(request: HttpRequest) -> str | None:
    """Return the unit the address names."""
    return request.GET.get("unit") or None


def after(request: HttpRequest) -> uuid.UUID | None:
    """Return after which line the page begins. Raises Http404 for what is no id."""
    try:
        return uuid.UUID(request.GET["after"]) if request.GET.get("after") else None
    except ValueError:
        raise Http404 from None

