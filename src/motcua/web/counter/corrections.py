"""The counter's page of one's own requests for corrections."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.web.counter.frame import RECEIVERS, ROOM
from motcua.web.shared.corrections import views
from motcua.web.shared.guards import staff_only


@staff_only(*RECEIVERS)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """List one's own requests."""
    return views.own(request, ROOM)
