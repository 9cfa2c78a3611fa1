"""Guards: every view says who may open it; a structural test finds any that does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from motcua.domain.permissions.roles import VISITOR, Role

View = Callable[..., HttpResponse]
PRACTISED = ("/mot-cua/", "/hoc-tap/", "/can-bo/")  # where somebody in practice mode gets to; everything else is in earnest


def public(view: View) -> View:
    """Open to everybody."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def citizen_only(view: View) -> View:
    """For signed-in citizens; others are sent to sign in and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.citizen.kind is VISITOR.kind:  # type: ignore[attr-defined]
            return _to_sign_in(request, "citizen_sign_in")
        return view(request, *args, **kwargs)

    guarded.guard = "citizen"  # type: ignore[attr-defined]
    return guarded


def staff_only(*roles: Role) -> Callable[[View], View]:
    """For staff signed in with both factors who hold one of the roles (no roles given: any staff)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor  # type: ignore[attr-defined]
            if actor.kind is VISITOR.kind:
                return _to_sign_in(request, "staff_sign_in")
            if actor.learner is not None and not request.path.startswith(PRACTISED):
                return practice_only(request)
            if roles and not actor.holds(*roles):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        guarded.guard = "staff:" + ",".join(sorted(r.value for r in roles))  # type: ignore[attr-defined]
        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def post_or_back(route: str) -> Callable[[View], View]:
    """For addresses that are only posted to: whoever opens one, as after a change of language, gets to its page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            try:
                return HttpResponseRedirect(reverse(route, args=args, kwargs=kwargs))
            except NoReverseMatch:
                return HttpResponseRedirect(reverse(route))

        return posted

    return decorate


def practice_only(request: HttpRequest) -> HttpResponse:
    """Send somebody who practises back to the exercises: what they asked for is in earnest."""
    messages.info(request, _("This page belongs to real work. Leave practice first."))
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("practice")
        return response
    return HttpResponseRedirect(reverse("practice"))


def _to_sign_in(request: HttpRequest, name: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse(name)
        return response
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
