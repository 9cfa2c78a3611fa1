"""Faults become pages that say what happened, what was kept and what to do; the API gets problem details."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from motcua.domain.permissions.roles import ActorKind
from motcua.ports.tracing import request_id
from motcua.web.shared.locking import STAFF_ROOMS

log = logging.getLogger("motcua.faults")


class FaultMiddleware:
    """Turns an unexpected exception into the calm page with the request's id, and logs its type and place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return not_by_this_method(request, response) if response.status_code == 405 and not response.content else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        from django.core.exceptions import PermissionDenied, SuspiciousOperation
        from django.http import Http404

        if isinstance(exception, Http404 | PermissionDenied | SuspiciousOperation):
            return None
        log.error("fault", exc_info=exception)
        got_request_exception.send(sender=self.__class__, request=request)
        return server_error(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return render(request, "motcua/404.html", _start(request), status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return render(request, "motcua/403.html", _start(request), status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return render(request, "motcua/400.html", status=400)


def not_by_this_method(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Answer 405 as a page that says what happened, with the methods that are allowed."""
    page = render(request, "motcua/405.html", status=405)
    page.headers["Allow"] = refused.headers.get("Allow", "")
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; the page needs neither session nor database, which may be what failed."""
    page = render_to_string("motcua/500.html", {"request_id": request_id.get(), "at_work": _at_work(request)})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 where the form's token is stale: nothing was done, go back and send again."""
    return render(request, "motcua/csrf.html", status=403)


def _at_work(request: HttpRequest) -> bool:
    """Return whether the page is one of the staff's: what to do next is said to somebody at work, not to a citizen."""
    return request.path.startswith(STAFF_ROOMS)


def _start(request: HttpRequest) -> dict[str, object]:
    """Return where somebody at work goes on: to their own room, or to the sign-in page."""
    from motcua.web.shared.signing_in import landing

    actor = getattr(request, "actor", None)
    staff = actor is not None and actor.kind is ActorKind.STAFF
    return {"at_work": _at_work(request), "start": reverse(landing(actor) if staff else "staff_sign_in")}
