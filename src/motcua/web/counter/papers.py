"""The counter's pages of papers that travel, and the page of the post."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.domain.permissions.roles import Role
from motcua.web.counter.frame import RECEIVERS, ROOM
from motcua.web.shared.guards import staff_only
from motcua.web.shared.papers import views


@staff_only(*RECEIVERS)
def receive(request: HttpRequest) -> HttpResponse:
    """Show papers that wait to be received, or receive the ticked ones."""
    return views.receive(request, ROOM)


@staff_only(*RECEIVERS)
def sent(request: HttpRequest) -> HttpResponse:
    """Show papers sent and not received yet, or settle one."""
    return views.sent(request, ROOM)


@staff_only(*RECEIVERS)
def dispute(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    """Ask what is missing in a bundle, or tell the sender."""
    return views.dispute(request, ROOM, line_id)


@staff_only(*RECEIVERS)
def of_dossier(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show where the papers of a dossier are, or send them on."""
    return views.of_dossier(request, ROOM, dossier_id)


@staff_only(*RECEIVERS)
@require_GET
def label(request: HttpRequest, bundle_id: uuid.UUID) -> HttpResponse:
    """Send the label of a bundle."""
    return views.label(request, bundle_id)


@staff_only(*RECEIVERS, Role.POSTAL)
def parcels(request: HttpRequest) -> HttpResponse:
    """Show the parcels of this side, or write down what the post says of one."""
    return views.parcels(request, ROOM)
