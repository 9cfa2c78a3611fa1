"""Receiving a citizen at the counter: one screen, sent as often as the clerk likes, received once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries import search, transfers
from motcua.queries.routing import NoCompetentUnit
from motcua.services import books, receptions, visit_pages, walk_ins
from motcua.services.dossiers import opening
from motcua.services.dossiers.filings import FilingRefused
from motcua.services.walk_ins import WalkInWrong
from motcua.web.counter import intake_page, intake_state
from motcua.web.counter.frame import ROOM, frame
from motcua.web.counter.intake_state import State
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import given, pages
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import moves

RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)
REFUSALS = (WalkInWrong, FilingRefused, NoCompetentUnit, books.BookClosed, opening.KeyUsedOtherwise, *moves.KNOWN)
# Where a problem of the filing shows, by the beginning of its path; the owner stands first among the parties.
_PLACES = (("parties", "number"), ("papers", "papers"), ("procedure", "procedure"), ("case", "case"))


@staff_only(*RECEIVERS)
def receive(request: HttpRequest) -> HttpResponse:
    """Show the screen, take it a step further, or receive the dossier."""
    if request.method != "POST":
        return _draw(request, intake_state.fresh(request), {})
    state = intake_state.sent(request)
    assert state.walk_in is not None
    if request.POST.get("do") == "receive":
        return _receive(request, state)
    faults = []
    try:
        walk_ins.filing(state.walk_in, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except WalkInWrong as wrong:
        faults = wrong.faults
    return _draw(request, state, intake_page.messages(state, faults, everything=False))


def _receive(request: HttpRequest, state: State) -> HttpResponse:
    said = intake_page.messages(state, [], everything=True)
    if said:  # a card or a file that could not be read is looked at first
        return _draw(request, state, said, status=422)
    try:
        opened = receptions.receive(state.walk_in, actor=request.actor, at=now(request), key=given.text(state.data, "key"))  # type: ignore[attr-defined,arg-type]
    except REFUSALS as fault:
        return _draw(request, state, refused(fault, state), status=422)
    if opened.repeated:
        messages.info(request, _("This dossier had been received already; it was not received twice."))
    target = reverse("counter_received", args=[opened.id])
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def refused(fault: Exception, state: State) -> dict[str, list[str]]:
    """Return in words, by field, why the screen was not received: one of REFUSALS."""
    match fault:
        case WalkInWrong():
            return intake_page.messages(state, fault.faults, everything=True)
        case FilingRefused():
            said: dict[str, list[str]] = {}
            for path, message in moves.problems(fault):
                said.setdefault(_place(path, state), []).append(message)
            return said
        case NoCompetentUnit():
            return {"commune" if fault.why == "area" else "procedure": [moves.say(fault)]}
        case books.BookClosed():
            return {"": [_("The certification book of this year is closed. Ask whoever keeps it.")]}
    return {"": [moves.say(fault)]}


def _place(path: str, state: State) -> str:
    if path == "parties.0" and state.walk_in is not None and state.walk_in.owner is not None:
        return "owner_number"
    return next((name for start, name in _PLACES if path.startswith(start)), "")


def _draw(request: HttpRequest, state: State, said: dict[str, list[str]], *, status: int = 200) -> HttpResponse:
    """Draw the screen with the cursor in the field that comes next; with faults the summary takes the focus.

    Reckoning the price anew while somebody goes from field to field leaves the cursor where it is.
    """
    context = frame(request, "receive") | intake_page.context(request, state, said, focus=request.POST.get("do") != "quote")
    context["post_url"] = reverse("counter_receive")
    html = render_to_string("counter/receive.html", context, request=request)
    if context["focus"]:
        html = html.replace(f'id="{context["focus"]}"', f'id="{context["focus"]}" autofocus data-focus', 1)
    return HttpResponse(html, status=status)


@staff_only(*RECEIVERS)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Return procedures for the words typed so far, as options of the list beside the field."""
    text = request.GET.get("procedure", "").strip()[:200]
    found = search.suggest(text, on=local(now(request)).date()) if len(text) > 1 else ()
    return render(request, "counter/suggestions.html", {"found": found})


@staff_only(*RECEIVERS)
@require_GET
def received(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show what was received: code, appointment, the receipt to print, and the way to the next citizen."""
    page = pages.opened(request, dossier_id, purpose="received")
    if not page.full:
        raise Http404
    slip = next((s for s in page.slips if s.kind == "receipt"), None)
    context = frame(request, "receive") | {
        "page": page, "row": page.row, "slip_url": ROOM.slip(slip.id) if slip else "", "dossier_url": ROOM.dossier(dossier_id),
        "next_url": reverse("counter_receive"), "hand_over_url": ROOM.move(dossier_id, "hand_over"),
        "visit_id": visit_pages.of_dossier(dossier_id=dossier_id, actor=request.actor),  # type: ignore[attr-defined]
        "label_url": _label(dossier_id),
        "again_url": f"{reverse('counter_receive')}?procedure={page.row.procedure_code}",
    }  # fmt: skip
    return render(request, "counter/received.html", context)


def _label(dossier_id: uuid.UUID) -> str:
    """Return the address of the label of the papers; empty where none came."""
    bundle = next(iter(transfers.trail(dossier_id)), None)
    return reverse("counter_papers_label", args=[bundle.id]) if bundle else ""
