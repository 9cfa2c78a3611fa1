"""The desk: one work-list sorted by time left, acting on many at once, finding, and the dossiers themselves."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import worklists
from motcua.queries.worklists import Filter
from motcua.services import saved_filters
from motcua.services.dossiers import reading
from motcua.web.desk import batch
from motcua.web.desk.frame import ROOM, frame, standing_in
from motcua.web.desk.lines import lines
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents, move_views, pages
from motcua.web.shared.dossiers.finding import shown
from motcua.web.shared.guards import staff_only

DESK = (Role.OFFICER, Role.HEAD, Role.RECORDS, Role.CONTROLLER, Role.SIGNER)


@staff_only(*DESK)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the work-list under the chosen filter."""
    return _list(request, request.GET, QueryDict())


def _list(request: HttpRequest, asked: QueryDict, chosen: QueryDict) -> HttpResponse:
    """Show the work-list that a query asks for; `chosen` is a batch that could not be done, which stays as it was ticked."""
    wanted, after = Filter.read(asked.dict()), asked.get("after", "")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = reading.worklist(actor=actor, at=now(request), wanted=wanted, after=after)
    query = urlencode(wanted.as_query())
    _remember(request, wanted, found)
    context = frame(request, wanted) | {
        "lines": lines(found.rows), "wanted": wanted, "heading": _HEADINGS[wanted.view](), "tabs": _tabs(wanted, found),
        "procedures": found.procedures, "stages": _stages(found),
        "next": f"?{urlencode(wanted.as_query() | {'after': found.after})}" if found.after else "",
        "first": f"?{urlencode(wanted.as_query())}" if after else "", "here": urlencode(wanted.as_query() | ({"after": after} if after else {})),
        "chosen": {name: chosen.get(name, "") for name in ("action", "assignee", "reason")} | {"dossiers": chosen.getlist("dossier")},
        "standing_in": standing_in(actor, local(now(request)).date()), "list_query": query, "batch": batch.offers(actor, wanted.view, local(now(request)).date()),
    }  # fmt: skip
    return render(request, "desk/worklist.html", context, status=422 if chosen else 200)


def _remember(request: HttpRequest, wanted: Filter, found: worklists.Page) -> None:
    """Keep the list to come back to; a procedure of which nothing is there is not kept."""
    if wanted.procedure not in {code for code, _title, _count in found.procedures}:
        wanted = replace(wanted, procedure="")
    query = urlencode(wanted.as_query())
    if request.session.get("desk_list") != query:
        request.session["desk_list"] = query


_HEADINGS = {
    "todo": lambda: _("To do"),
    "mine": lambda: _("Mine"),
    "free": lambda: _("Not taken yet"),
    "unit": lambda: _("My units"),
    "sign": lambda: _("To sign"),
    "waiting": lambda: _("Waiting for citizens"),
    "away": lambda: _("Of colleagues who are away without a deputy"),
}


def _tabs(wanted: Filter, found: worklists.Page) -> list[dict[str, object]]:
    if wanted.view == "waiting":
        return []
    parts = wanted.as_query()
    parts.pop("when", None)
    labels = [("", pgettext("when", "All")), ("late", pgettext("when", "Late")), ("today", pgettext("when", "Due today")),
              ("soon", pgettext("when", "Due within two days"))]  # fmt: skip
    return [
        {"url": f"?{urlencode(parts | ({'when': when} if when else {}))}", "label": label, "current": wanted.when == when,
         "count": _count(found, when or "all"), "late": when == "late" and found.counts["late"] > 0}
        for when, label in labels
    ]  # fmt: skip


def _count(found: worklists.Page, name: str) -> str:
    return f"{found.counts[name]}{'+' if found.capped else ''}"


def _stages(found: worklists.Page) -> list[tuple[str, str, int]]:
    names = {"officer": _("Appraisal"), "head": _("Signature"), "records": _("Register and issue")}
    return [(stage, names[stage], found.stages[stage]) for stage in worklists.STAGES]


@staff_only(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Act on the chosen dossiers; what came of each is shown on the next page, a mistake on the list with everything still ticked."""
    if request.method != "POST":
        return redirect("desk_home")
    problem = batch.perform(request)
    if problem:
        messages.error(request, problem)
        return _list(request, QueryDict(request.POST.get("query", "")), request.POST)
    return redirect("desk_outcomes")


@staff_only(*DESK)
@require_GET
def outcomes(request: HttpRequest) -> HttpResponse:
    """Show what came of each dossier of the last batch."""
    return render(request, "desk/outcomes.html", frame(request) | {"last": request.session.get(batch.KEPT)})


@staff_only(*DESK)
@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep the present filter under a name."""
    wanted = Filter.read(request.POST.dict())
    try:
        saved_filters.keep(actor=request.actor, name=request.POST.get("name", ""), wanted=wanted)  # type: ignore[attr-defined]
        messages.success(request, _("The filter is kept. You find it at the left."))
    except saved_filters.NoName:
        messages.error(request, _("Give the filter a name first, for example: late birth registrations."))
    except saved_filters.TooManyFilters:
        messages.error(request, _("You keep 12 filters already. Drop one first."))
    return redirect(f"{ROOM.home()}?{urlencode(wanted.as_query())}")


@staff_only(*DESK)
@require_POST
def drop_filter(request: HttpRequest, filter_id: uuid.UUID) -> HttpResponse:
    """Drop a kept filter."""
    saved_filters.drop(actor=request.actor, filter_id=filter_id)  # type: ignore[attr-defined]
    return redirect(ROOM.home())


@staff_only(*DESK)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Find dossiers by whatever is known of them."""
    return shown(request, ROOM)


@staff_only(*DESK)
@require_GET
def dossier(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show a dossier."""
    return pages.show(request, ROOM, dossier_id)


@staff_only(*DESK)
def move(request: HttpRequest, dossier_id: uuid.UUID, name: str) -> HttpResponse:
    """Show the form of a move, or make it."""
    return move_views.move(request, ROOM, dossier_id, name)


@staff_only(*DESK)
@require_GET
def file(request: HttpRequest, dossier_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Send a file of a dossier."""
    return documents.file(request, dossier_id, file_id)


@staff_only(*DESK)
@require_GET
def preview(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Send the drafted result."""
    return documents.preview(request, dossier_id)


@staff_only(*DESK)
@require_GET
def slip(request: HttpRequest, slip_id: uuid.UUID) -> HttpResponse:
    """Send a slip."""
    return documents.slip(request, slip_id)
