"""What one asked to correct, and what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.services import corrections
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import pages
from motcua.web.shared.dossiers.rooms import Room


def own(request: HttpRequest, room: Room) -> HttpResponse:
    """List one's own requests, the latest first."""
    found = corrections.own(actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    rows = [
        pages.correction(one) | {"url": room.dossier(one.dossier_id), "drop": room.move(one.dossier_id, "drop_correction") if one.open else ""}
        for one in found
    ]
    return render(request, "motcua/corrections/own.html", room.frame(request) | {"rows": rows})
