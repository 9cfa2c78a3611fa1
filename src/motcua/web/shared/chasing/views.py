"""The morning list of a unit, and dossiers whose citizen has not answered in time."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.queries import corrections
from motcua.queries import morning as lists
from motcua.queries.chasing import Unanswered
from motcua.queries.morning import Due
from motcua.services import calls, morning
from motcua.services.morning import NotAllowed
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers.rooms import Room
from motcua.web.shared.wording import moves

MONTH = dt.timedelta(days=30)


def unanswered(request: HttpRequest, room: Room) -> HttpResponse:
    """Show dossiers past their answer-by day; a stop is proposed from here, and decided from here."""
    only = request.GET.get("only", "") == "proposed"
    found = calls.unanswered(actor=request.actor, at=now(request), proposed=only)  # type: ignore[attr-defined]
    rows = [{"one": one, "url": room.dossier(one.id), "acts": _acts(room, one)} for one in found]
    return render(request, "motcua/chasing/unanswered.html", room.frame(request) | {"rows": rows, "only": only})


def _acts(room: Room, one: Unanswered) -> list[tuple[str, str]]:
    """Return what may come next: whoever decides finds the stop, everybody else proposes it once."""
    if room.key == "counter" and not one.accepted:
        acts = [(_("Do not accept"), "refuse_intake")]
    elif room.key != "counter" and one.may_stop:
        acts = [(_("Decide on the stop") if one.proposed_at else str(moves.VERBS[Action.STOP]), "stop")]
    else:
        acts = [] if one.proposed_at else [(_("Propose to stop"), "propose_stop")]
    return [(label, room.move(one.id, action)) for label, action in acts]


def morning_list(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what is overdue, due today and due on the next working day in one of one's units."""
    units = lists.units(request.actor)  # type: ignore[attr-defined]
    found = None
    if units:
        found = _found(request, units)
    parts = [
        (_("Overdue"), found.overdue), (_("Due today"), found.today),
        (_("Due on %(day)s") % {"day": f"{found.next_day:%d/%m/%Y}"}, found.tomorrow),
    ] if found else []  # fmt: skip
    context = room.frame(request) | {
        "found": found, "units": units, "parts": [(title, [_line(room, one) for one in part]) for title, part in parts],
        "corrections": corrections.numbers(unit=found.unit_id, since=local(now(request)).date() - MONTH) if found else {},
        "pdf": f"{room.key}_morning_pdf", "today": local(now(request)).date(),
    }  # fmt: skip
    return render(request, "motcua/chasing/morning.html", context)


def _found(request: HttpRequest, units: list[tuple[str, str]]) -> lists.Morning:
    unit = request.GET.get("unit") or units[0][0]
    try:
        return morning.of_unit(unit=unit, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NotAllowed:
        raise Http404 from None


def _line(room: Room, one: Due) -> dict[str, object]:
    return {"one": one, "url": room.dossier(one.id)}


def morning_pdf(request: HttpRequest) -> HttpResponse:
    """Send the morning list of a unit as a PDF."""
    units = lists.units(request.actor)  # type: ignore[attr-defined]
    unit = request.GET.get("unit") or (units[0][0] if units else "")
    try:
        content = morning.printed(unit=unit, actor=request.actor, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except NotAllowed:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="den-han.pdf"'
    return response
