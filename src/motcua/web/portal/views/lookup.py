"""How far a dossier is, by its code: without signing in, without names, and not faster than people type."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.domain.dossiers import numbering
from motcua.queries import fallback, progress
from motcua.web.portal import pages, wording, wording_promises
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public
from motcua.web.shared.throttle import Throttle

LOOKUPS = Throttle(name="lookup", limit=30, seconds=300)
LONGEST = 60


@public
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the slip."""
    typed = numbering.as_printed(request.GET.get("ma", "")[:LONGEST])
    if typed:
        return pages.to("lookup_code", typed.replace("/", "-"))
    if "ma" in request.GET:
        empty = _("Enter the code that stands on your slip, for example H48.101.01-261121-0001.")
        return pages.show(request, "portal/lookup.html", {"errors": [("code", empty)]}, status=422)
    return pages.show(request, "portal/lookup.html")


@public
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show where the dossier with this code stands."""
    if not LOOKUPS.allows(address_of(request)):
        return pages.show(request, "portal/lookup.html", {"code": code, "too_many": True}, status=429)
    actor, at = request.citizen, now(request)  # type: ignore[attr-defined]
    found = progress.by_code(code=code, actor=actor, at=at) or progress.by_code(code=code.upper(), actor=actor, at=at)
    if found is None:
        error = _(
            "There is no dossier with this code. Compare it with the slip, for example H48.101.01-261121-0001."
        )
        if fallback.waits_on_paper(code, actor=actor):
            error = _(
                "This code stands on a slip that is used when power or line fails. You can follow the dossier here once the office has entered it."
            )
        return pages.show(
            request, "portal/lookup.html", {"code": code, "errors": [("code", error)]}, status=404
        )
    context = {"found": found, "stands": wording.stands(found, at), "timeline": wording.timeline(found, at),
               "sorry": wording_promises.sorry(found, at)}  # fmt: skip
    response = pages.show(request, "portal/progress.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from: behind our own proxy the last one it names."""
    named = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return named.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
