"""The counter: today's numbers, the queue of online filings, handing over, returning results, finding."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration, counter_lists
from motcua.services.dossiers import batches, reading
from motcua.web.counter import tickets
from motcua.web.counter.frame import ROOM, frame
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents, move_views, pages
from motcua.web.shared.dossiers.finding import shown
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import moves

COUNTER = (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)
RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)
KEPT = "counter_batches"


@staff_only(*COUNTER)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits at this counter today."""
    recent = batches.recent(actor=request.actor, at=now(request))[:5]  # type: ignore[attr-defined]
    handed = [{"batch": b, "url": ROOM.slip(b.slip_id), "count": len(b.dossier_ids)} for b in recent if b.slip_id]
    actor, at = request.actor, now(request)  # type: ignore[attr-defined]
    more = {"handed": handed, "queue": tickets.panel(request), "uncollected": sum(counter_lists.uncollected_numbers(actor=actor, at=at).values())}
    more |= {name: configuration.current().setting(name, local(at).date()) for name in ("uncollected_days", "paper_receipt_days")}  # type: ignore[dict-item]
    return render(request, "counter/home.html", frame(request, "home") | more)


@staff_only(*RECEIVERS)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show the online filings that wait for an answer, the most urgent first."""
    return _listed(request, "queue", "to_answer", "counter/queue.html")


@staff_only(*RECEIVERS)
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Show the results that citizens come for."""
    return _listed(request, "results", "to_return", "counter/results.html")


@staff_only(*RECEIVERS)
@require_GET
def uncollected(request: HttpRequest) -> HttpResponse:
    """Show results that lie ready for too long, of all one's counters or of one."""
    unit, actor, at = request.GET.get("unit", ""), request.actor, now(request)  # type: ignore[attr-defined]
    found = reading.counter_list(name="uncollected", actor=actor, at=at, after=request.GET.get("after", ""), unit=unit)
    request.session["counter_list"] = "uncollected"
    config = configuration.current()
    numbers = counter_lists.uncollected_numbers(actor=actor, at=at)
    units = [{"id": key, "name": config.unit(key).name, "count": count, "current": key == unit} for key, count in sorted(numbers.items())]
    context = frame(request, "results") | {
        "found": found, "units": units, "unit": unit, "total": sum(numbers.values()),
        "first": f"?unit={unit}" if request.GET.get("after") else "", "days": config.setting("uncollected_days", local(at).date()),
    }  # fmt: skip
    return render(request, "counter/uncollected.html", context)


@staff_only(*RECEIVERS)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that wait for their citizen."""
    return _listed(request, "waiting", "waiting", "counter/waiting.html")


def _listed(request: HttpRequest, current: str, name: str, template: str) -> HttpResponse:
    found = reading.counter_list(name=name, actor=request.actor, at=now(request), after=request.GET.get("after", ""))  # type: ignore[attr-defined]
    request.session["counter_list"] = current
    context = frame(request, current) | {"found": found, "first": "?" if request.GET.get("after") else ""}
    return render(request, template, context)


@staff_only(*RECEIVERS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show what waits to be handed over, by the unit it goes to; or hand the ticked ones over with a slip for each unit."""
    if request.method == "POST":
        return _hand_over(request)
    found = reading.counter_list(name="to_hand_over", actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    request.session["counter_list"] = "hand_over"
    groups: dict[str, list[object]] = {}
    for line in found.rows:
        groups.setdefault(line.to_unit.name if line.to_unit else "", []).append(line)
    context = frame(request, "hand_over") | {"groups": sorted(groups.items()), "last": request.session.pop(KEPT, None)}
    return render(request, "counter/hand_over.html", context)


def _hand_over(request: HttpRequest) -> HttpResponse:
    ids = [found for text in request.POST.getlist("dossier") if (found := _uuid(text)) is not None]
    if not ids:
        messages.error(request, _("Tick at least one dossier first."))
        return redirect("counter_hand_over")
    try:
        gone = batches.hand_over(dossier_ids=ids, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except batches.TooMany as fault:
        messages.error(request, moves.say(fault))
        return redirect("counter_hand_over")
    request.session[KEPT] = [
        {
            "to": b.to_unit, "gone": b.gone, "slip": ROOM.slip(b.slip_id) if b.slip_id else "",
            "left": [{"code": o.code, "said": moves.say(o.fault), "url": ROOM.dossier(o.id)} for o in b.outcomes if o.fault],
        }
        for b in gone
    ]  # fmt: skip
    return redirect("counter_hand_over")


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@staff_only(*COUNTER)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Find dossiers by whatever the citizen has."""
    return shown(request, ROOM)


@staff_only(*COUNTER)
@require_GET
def dossier(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show a dossier."""
    return pages.show(request, ROOM, dossier_id)


@staff_only(*COUNTER)
def move(request: HttpRequest, dossier_id: uuid.UUID, name: str) -> HttpResponse:
    """Show the form of a move, or make it; money has a page of its own, with the code to pay by."""
    if request.method == "GET" and name in (Action.RECORD_FEE.value, Action.PAY_FEE.value):
        return redirect("counter_take", dossier_id)
    return move_views.move(request, ROOM, dossier_id, name)


@staff_only(*COUNTER)
@require_GET
def file(request: HttpRequest, dossier_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Send a file of a dossier."""
    return documents.file(request, dossier_id, file_id)


@staff_only(*COUNTER)
@require_GET
def preview(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Send the drafted result."""
    return documents.preview(request, dossier_id)


@staff_only(*COUNTER)
@require_GET
def slip(request: HttpRequest, slip_id: uuid.UUID) -> HttpResponse:
    """Send a slip."""
    return documents.slip(request, slip_id)


