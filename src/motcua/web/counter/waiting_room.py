"""Pages of the waiting room that nobody signs in to: the kiosk that gives out numbers and the screen that calls them.

Each opens only in the browser of a known device of its kind. No page here shows anything of a person.
"""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.domain.counters.shifts import Device
from motcua.domain.hours import local
from motcua.queries import configuration, counters
from motcua.queries import tickets as ticket_queries
from motcua.web.counter import tickets
from motcua.web.shared import counter_session
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public

PAGES = {Device.KIOSK: "counter_kiosk", Device.SCREEN: "counter_screen"}


@public
@require_GET
def device(request: HttpRequest, token: str) -> HttpResponse:
    """Make this browser the kiosk or the screen of the address it opened."""
    kind = next((kind for kind in PAGES if counters.by_token(token, kind) is not None), None)
    if kind is None:
        raise Http404
    response = redirect(PAGES[kind])
    counter_session.give(response, token, kind)
    return response


@public
def kiosk(request: HttpRequest) -> HttpResponse:
    """Give out numbers: one large button a group."""
    found = counter_session.here(request, Device.KIOSK)
    if found is None:
        raise Http404
    if request.method == "POST" and (given := tickets.given(request, found.unit_id)) is not None:
        return redirect("counter_kiosk_ticket", given)
    on = configuration.current().uses_queue(found.unit_id, local(now(request)).date())
    context = {"unit": configuration.current().unit(found.unit_id), "groups": ticket_queries.groups(found.unit_id) if on else []}
    return render(request, "counter/kiosk.html", context)


@public
@require_GET
def kiosk_ticket(request: HttpRequest, ticket_id: uuid.UUID) -> HttpResponse:
    """Show the number just given, to print or to remember."""
    found = counter_session.here(request, Device.KIOSK)
    if found is None:
        raise Http404
    return tickets.slip(request, ticket_id, str(found.unit_id), back="counter_kiosk")


@public
@require_GET
def screen(request: HttpRequest) -> HttpResponse:
    """Show who is called to which counter, on the television of the waiting room."""
    return _board(request, "counter/screen.html")


@public
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Return the moving part of the screen, asked for every three seconds."""
    return _board(request, "counter/screen_board.html")


def _board(request: HttpRequest, template: str) -> HttpResponse:
    found = counter_session.here(request, Device.SCREEN)
    if found is None:
        raise Http404
    day = local(now(request)).date()
    context = {
        "unit": configuration.current().unit(found.unit_id), "called": ticket_queries.called(found.unit_id, day),
        "up": ticket_queries.next_up(found.unit_id, day), "waiting": ticket_queries.waiting(found.unit_id, day), "at": now(request),
    }  # fmt: skip
    response = render(request, template, context)
    response.headers["Cache-Control"] = "no-store"
    return response
