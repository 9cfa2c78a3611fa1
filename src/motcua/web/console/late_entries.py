"""Later entries that come after the allowed days: the province approves or refuses them, each with its reason."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.fallback.rights import APPROVERS, Act
from motcua.domain.permissions.roles import Actor
from motcua.queries import fallback as looking
from motcua.services.fallback import entries
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.web.console import room
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import fallback

HERE = "console_late_entries"


@staff_only(*APPROVERS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Show what waits for the province, and what it decided lately."""
    return _page(request)


@staff_only(*APPROVERS)
@require_POST
def decide(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Approve an entry for the province, or refuse it with a reason."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    try:
        if request.POST.get("do") == "refuse":
            done = entries.refuse(entry_id=entry_id, reason=request.POST.get("reason", ""), actor=actor, at=at)
            said = _("%(code)s is not entered. The slip is blank again.")
        else:
            done = entries.approve(entry_id=entry_id, actor=actor, at=at)
            said = _("%(code)s is approved. It counts on the day it was received.")
    except NotThere:
        raise Http404 from None
    except FallbackRefused as fault:
        said_of = fallback.by_field(fault).get("reason")
        if said_of:
            return _page(request, wrong=(entry_id, " ".join(said_of)))
        messages.error(request, fallback.undecided(fault))
    except fallback.DECIDING as fault:
        messages.error(request, fallback.undecided(fault))
    else:
        messages.success(request, said % {"code": done.slip.code})
    return redirect(HERE)


def _page(request: HttpRequest, *, wrong: tuple[uuid.UUID, str] | None = None) -> HttpResponse:
    """Draw both lists; `wrong` is the entry that was not refused and what its reason lacks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    units = looking.reach(actor, Act.APPROVE)
    asked = _rows(looking.asked(units))
    links = []
    for row in asked:
        line = row["line"]
        if wrong is not None and line.id == wrong[0]:  # type: ignore[attr-defined]
            row["wrong"] = wrong[1]
            links = [(f"why-{line.id}", f"{line.code}: {wrong[1]}")]  # type: ignore[attr-defined]
    context = {"asked": asked, "links": links, "rows": _rows(looking.decided(units)), "several": True, "reasons": True, "may": bool(units)}
    return room.draw(request, "late_entries", context, current=HERE, status=422 if wrong else 200)


def _rows(found: list[looking.EntryLine]) -> list[dict[str, object]]:
    return [
        {"line": one, "state": fallback.STATES[one.state], "how": fallback.HOW.get(one.seconded_how, ""), "outage": fallback.KINDS[one.outage]}
        for one in found
    ]
