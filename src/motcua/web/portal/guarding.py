"""Guards of the portal: a citizen whose session has ended signs in again and finds what they typed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR
from motcua.queries import configuration
from motcua.services import asides, drafts
from motcua.web.portal import pages
from motcua.web.shared import guards
from motcua.web.shared.actors import now

ASIDE = "aside"
KEPT = frozenset(
    {"filing_page", "filing_result_place", "my_supplement_item", "my_dossier_rate"}
)  # pages with much to type
View = Callable[..., HttpResponse]


def citizen(view: View) -> View:
    """For signed-in citizens. A form sent without a session is put aside; nothing of these pages stays in a cache."""
    inner = guards.citizen_only(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.citizen.kind is VISITOR.kind and request.method == "POST":  # type: ignore[attr-defined]
            if request.headers.get("X-Requested-With") == "autosave":
                return HttpResponse(status=401)
            _put_aside(request)
        response = inner(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    guarded.guard = inner.guard  # type: ignore[attr-defined]
    return guarded


def filing(view: View) -> View:
    """For signed-in citizens who fill in a draft of theirs, while citizens may file here at all."""

    @wraps(view)
    def open_now(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not configuration.current().setting("local_filing", local(now(request)).date()):
            return pages.show(request, "portal/filing_off.html", status=404)
        try:
            return view(request, *args, **kwargs)
        except drafts.NoDraft:
            request.session.pop(ASIDE, None)
            return pages.show(request, "portal/draft_gone.html", status=404)
        except drafts.AlreadySent:
            return pages.to("filing_done", kwargs["draft"])

    return citizen(open_now)


def typed_before(request: HttpRequest) -> dict[str, list[str]] | None:
    """Return what this person typed on this page when their session had ended; it is given back once."""
    sealed = request.session.get(ASIDE)
    if not sealed:
        return None
    found = asides.take(sealed=str(sealed), path=request.path, at=now(request))
    if found is not None:
        del request.session[ASIDE]
    return found


def _put_aside(request: HttpRequest) -> None:
    if request.resolver_match is None or request.resolver_match.url_name not in KEPT:
        return
    typed = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    sealed = asides.put(path=request.path, typed=typed, at=now(request))
    if sealed is not None and typed:
        request.session[ASIDE] = sealed


def as_uuid(text: str) -> uuid.UUID | None:
    """Return an id typed into an address or a hidden field, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
