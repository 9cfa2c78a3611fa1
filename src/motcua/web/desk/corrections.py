"""The desk's page of one's own requests for corrections."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.domain.permissions.roles import Role
from motcua.web.desk.frame import ROOM
from motcua.web.shared.corrections import views
from motcua.web.shared.guards import staff_only


@staff_only(Role.OFFICER, Role.HEAD, Role.RECORDS)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """List one's own requests."""
    return views.own(request, ROOM)
