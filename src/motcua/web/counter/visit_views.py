"""Visits at the counter: what one person brought and owes, guidance with one key, the counter's day by clerk."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.fees.receipts import AT_THE_COUNTER, Way
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.services import till, visit_pages, visits
from motcua.services.visits import NoSuchVisit
from motcua.web.counter import intake_state
from motcua.web.counter.frame import frame
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import given
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import moves, timeline

RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)


@staff_only(*RECEIVERS)
@require_GET
def visit(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Show what one person brought: the dossiers, what is owed, and how to go on."""
    try:
        page = visit_pages.page(visit_id=visit_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NoSuchVisit:
        raise Http404 from None
    ways = [{"value": way, "label": str(timeline.WAYS[way]), "checked": way == AT_THE_COUNTER[0]} for way in AT_THE_COUNTER]
    context = frame(request, "visits") | {
        "page": page, "ways": ways, "more_url": f"{reverse('counter_receive')}?luot={visit_id}",
        "certify_url": f"{reverse('counter_certify')}?luot={visit_id}", "next_url": reverse("counter_receive"),
    }  # fmt: skip
    return render(request, "counter/visit.html", context)


@staff_only(*RECEIVERS)
@require_POST
def pay(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Take the money for everything the visit owes, on one receipt."""
    actor, at = request.actor, now(request)  # type: ignore[attr-defined]
    if given.text(request.POST, "way") == Way.TRANSFER.value and not given.text(request.POST, "reference"):
        messages.error(request, _("A transfer is taken with the bank's reference, once the money has arrived."))
        return redirect("counter_visit", visit_id)
    try:
        page = visit_pages.page(visit_id=visit_id, actor=actor, at=at)
        owing = [line.id for line in page.lines if line.owed]
        issued = till.take(
            dossier_ids=owing, way=given.text(request.POST, "way"), actor=actor, at=at, visit_id=visit_id,
            reference=given.text(request.POST, "reference"),
        )  # fmt: skip
    except NoSuchVisit:
        raise Http404 from None
    except (till.TillRefused, *moves.KNOWN) as fault:
        messages.error(request, moves.say(fault))
        return redirect("counter_visit", visit_id)
    messages.success(request, _("Taken, on one receipt."))
    return redirect("counter_receipt", issued.id)


@staff_only(*RECEIVERS)
@require_POST
def end(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """End the visit and go on to the next citizen."""
    try:
        visits.end(visit_id=visit_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NoSuchVisit:
        raise Http404 from None
    return redirect("counter_receive")


@staff_only(*RECEIVERS)
@require_POST
def guide(request: HttpRequest) -> HttpResponse:
    """Log guidance without filing, and stay where the clerk is."""
    units = intake_state.units_of(request.actor)  # type: ignore[attr-defined]
    chosen = given.text(request.POST, "received_unit")
    unit = chosen if chosen in units else units[0]
    visits.guide(unit_id=uuid.UUID(unit), actor=request.actor, at=now(request), about=given.text(request.POST, "code"))  # type: ignore[attr-defined]
    messages.success(request, _("Guidance noted: one more person was told how."))
    return redirect("counter_receive")


@staff_only(*RECEIVERS)
@require_GET
def of_day(request: HttpRequest) -> HttpResponse:
    """Show the counter's day: each clerk's visits, guidance and dossiers, and the visits still open."""
    found = visit_pages.day(actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    return render(request, "counter/visits_today.html", frame(request, "visits") | {"day": found, "on": local(now(request)).date()})
