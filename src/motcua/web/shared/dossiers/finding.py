"""The page with the one box that finds dossiers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.queries import finding
from motcua.services.dossiers import reading
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers.rooms import Room

LONGEST = 300


def shown(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what a text finds; a whole code that finds one dossier opens it."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = reading.find(actor=request.actor, at=now(request), text=text) if text else ()  # type: ignore[attr-defined]
    if len(found) == 1 and found[0].code == finding.meant(text).upper():
        return redirect(room.dossier(found[0].id))
    rows = [{"one": one, "url": room.dossier(one.id)} for one in found]
    context = room.frame(request) | {"query": text, "rows": rows, "asked": bool(text), "find_url": request.path}
    return render(request, "motcua/dossier/found.html", context)
