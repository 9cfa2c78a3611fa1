"""The desk's morning list, and dossiers whose citizen has not answered in time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.domain.permissions.roles import Role
from motcua.web.desk.frame import ROOM
from motcua.web.shared.chasing import views
from motcua.web.shared.guards import staff_only

DESK = (Role.OFFICER, Role.HEAD, Role.RECORDS)


@staff_only(*DESK)
@require_GET
def unanswered(request: HttpRequest) -> HttpResponse:
    """Show dossiers past their answer-by day."""
    return views.unanswered(request, ROOM)


@staff_only(*DESK)
@require_GET
def morning(request: HttpRequest) -> HttpResponse:
    """Show the morning list of one's unit."""
    return views.morning_list(request, ROOM)


@staff_only(*DESK)
@require_GET
def morning_pdf(request: HttpRequest) -> HttpResponse:
    """Send the morning list as a PDF."""
    return views.morning_pdf(request)
