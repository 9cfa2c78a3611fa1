"""The public list of late dossiers: code, unit, days late, apology; no name, no procedure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.queries import morning
from motcua.web.portal import pages
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public

SIZE = 50


@public
@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Show the late dossiers of the province, or of one unit."""
    unit = request.GET.get("unit", "")
    text = request.GET.get("page", "1")
    page = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    found = morning.published(at=now(request), unit=unit, first=(page - 1) * SIZE, size=SIZE)
    last = max(1, -(-found.total // SIZE))
    context = {
        "found": found, "unit": unit, "page": page, "before": page - 1 if page > 1 else 0, "after": page + 1 if page < last else 0,
    }  # fmt: skip
    return pages.show(request, "portal/late.html", context)
