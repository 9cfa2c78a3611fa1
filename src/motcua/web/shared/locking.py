"""Nobody acts in another's session: a locked counter opens nothing, and a form begun by one person is not another's.

The form itself names who began it (`acting`, written by the `csrf_token` tag of staff pages). Both checks come before
the check against forged requests, whose token a switch of users renews: what was typed is kept, and said so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.domain.permissions.roles import VISITOR
from motcua.queries import actors, counters
from motcua.services import desk_shifts, kept_forms
from motcua.web.shared import counter_session
from motcua.web.shared.actors import now, practises

ACTING, ACTING_HEADER = "acting", "X-Acting"
KEPT_FORM = "kept_form"
NOT_KEPT = {"csrfmiddlewaretoken", ACTING, KEPT_FORM, "second_pin"}
TYPED_AT_INTAKE = ("number", "name", "phone", "procedure", "owner_name", "owner_number")  # else the screen is empty
STAFF_ROOMS = ("/mot-cua/", "/ban-lam-viec/", "/so-lieu/", "/quan-tri/", "/hoc-tap/")


class LockMiddleware:
    """Answers every staff route of a locked session with the lock page (423), and a form of somebody else's with 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not getattr(view, "guard", "").startswith("staff:"):
            return None
        if counter_session.at_a_counter(request):
            if counter_session.misplaced(request):
                logout(request)
                return None  # the guard sends them to sign in
            if answer := _locked(request):
                return answer
            counter_session.touch(request)
        return _foreign(request) or _taken_up(request)


def _locked(request: HttpRequest) -> HttpResponse | None:
    if not counter_session.locked(request):
        if not counter_session.idle(request):
            return None
        counter = counter_session.here(request)
        assert counter is not None
        counter_session.lock(request, back_to(request))
        desk_shifts.lock(counter=counter, actor=request.actor, at=now(request), by_itself=True)  # type: ignore[attr-defined]
    kept = request.method == "POST" and keep(request, begun_by(request) or request.actor.id)  # type: ignore[attr-defined]
    if request.headers.get("HX-Request") and (kept or request.method == "POST"):
        return _sent_to_lock(423)
    return lock_page(request, kept=kept)


def _foreign(request: HttpRequest) -> HttpResponse | None:
    """Refuse what another person began; say who, and that it waits for them."""
    began, actor = begun_by(request), request.actor  # type: ignore[attr-defined]
    if not began or actor.kind is VISITOR.kind or began == actor.id or request.path == reverse("staff_lock"):
        return None
    names = actors.names({uuid.UUID(began)})
    kept = keep(request, began)
    context = {"began": names.get(uuid.UUID(began), ""), "now": actor.label, "kept": kept,
               "lock_url": reverse("staff_lock") if counter_session.at_a_counter(request) else ""}  # fmt: skip
    return render(request, "motcua/begun_by_another.html", context, status=409)


def _taken_up(request: HttpRequest) -> None:
    """Let go of a kept form that was sent on by whoever began it."""
    if request.method == "POST" and (form_id := request.POST.get(KEPT_FORM, "")):
        actor = request.actor  # type: ignore[attr-defined]
        if actor.kind is not VISITOR.kind:
            kept_forms.drop(form_id=form_id, staff_id=uuid.UUID(actor.id))


def begun_by(request: HttpRequest) -> str:
    """Return the id of whoever began the form that was sent; empty where it does not say."""
    if request.method != "POST":
        return ""
    given = request.POST.get(ACTING, "") or request.headers.get(ACTING_HEADER, "")
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return ""


def keep(request: HttpRequest, staff_id: str) -> bool:
    """Keep the form that was sent for whoever began it; return whether anything was there to keep."""
    counter = counter_session.here(request)
    own = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT]
    path = request.path if not request.path.startswith("/can-bo/") else _referer(request)
    if counter is None or not own or not path.startswith(STAFF_ROOMS):
        return False
    if path.split("?")[0] == reverse("counter_receive") and not any(request.POST.get(name) for name in TYPED_AT_INTAKE):
        return False
    practised = practises(request) is not None
    return kept_forms.keep(counter_id=counter.id, staff_id=uuid.UUID(staff_id), path=path, fields=own, at=now(request), practised=practised)


def lock_page(request: HttpRequest, *, kept: bool = False, error: str = "", chosen: str = "", status: int = 423) -> HttpResponse:
    """Show who may open this counter, and nothing of any dossier."""
    counter = counter_session.here(request)
    people = counters.people_at(counter.id, at=now(request)) if counter else []
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "counter": counter, "people": people, "kept": kept, "error": error, "chosen": chosen,
        "whose": actor.label if counter_session.locked(request) else "",
    }  # fmt: skip
    response = render(request, "motcua/locked.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def back_to(request: HttpRequest) -> str:
    """Return the page a locked session comes back to: the one asked for, or the one a form stood on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    return _referer(request)


def _referer(request: HttpRequest) -> str:
    given = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return ""
    found = urlsplit(given)
    return f"{found.path}?{found.query}" if found.query else found.path


def _sent_to_lock(status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["HX-Redirect"] = reverse("staff_locked")
    return response
