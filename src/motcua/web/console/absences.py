"""Pages of absences: one's own with its deputy, and those of the staff one is responsible for."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries import absences, delegations
from motcua.queries.absences import Somebody
from motcua.services import absences as service
from motcua.services.absences import AbsenceProblem
from motcua.services.staffing import NotAdministered
from motcua.web.console import room, words
from motcua.web.console.delegations import did, shown
from motcua.web.console.signing_forms import AbsenceForm
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.wording import signing

HERE, MINE = "console_absences", "console_my_absence"
OTHERS = (*room.PEOPLE, Role.ONE_STOP_HEAD)
_BOXES = {
    "dates_reversed": "last", "starts_in_past": "first", "too_long": "last", "overlaps": "first", "deputy_self": "deputy",
    "deputy_away": "deputy", "deputy_technical": "deputy", "deputy_elsewhere": "deputy",
}  # fmt: skip


@staff_only()
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own absences and what one signs by; posting enters an absence."""
    actor, today = request.actor, _today(request)  # type: ignore[attr-defined]
    staff_id = uuid.UUID(actor.id)
    form = _form(request, staff_id)
    if request.method == "POST" and _entered(request, form, staff_id):
        return redirect(MINE)
    context = {
        "form": form, "lines": absences.own(actor, today), "stands_in": absences.stood_in_for(actor, today),
        "delegations": [shown(one) for one in delegations.own(actor, today)],
    }  # fmt: skip
    return room.draw(request, "my_absence", context, current=MINE, status=422 if form.is_bound else 200)


@staff_only(*OTHERS)
def listed(request: HttpRequest) -> HttpResponse:
    """List who is away among the staff this person is responsible for."""
    actor, today = request.actor, _today(request)  # type: ignore[attr-defined]
    people = absences.staff_of(actor, today)
    chosen = next((one for one in people if str(one.id) == request.GET.get("person")), None)
    if chosen is not None:
        return redirect("console_absence_enter", chosen.id)
    if "person" in request.GET:
        messages.error(request, _("Choose who is away first."))
    return room.draw(request, "absences", {"lines": absences.administered(actor, today), "people": people}, current=HERE)


@staff_only(*OTHERS)
def enter(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    """Enter that a member of staff is away."""
    person = next((one for one in absences.staff_of(request.actor, _today(request)) if one.id == staff_id), None)  # type: ignore[attr-defined]
    if person is None:
        raise Http404
    form = _form(request, staff_id)
    if request.method == "POST" and _entered(request, form, staff_id):
        return redirect(HERE)
    return room.draw(request, "absence_enter", {"form": form, "person": person}, current=HERE, status=422 if form.is_bound else 200)


@staff_only()
@post_or_back(MINE)
def end(request: HttpRequest, absence_id: uuid.UUID) -> HttpResponse:
    """End an absence now: one's own, or that of somebody one is responsible for."""
    back = HERE if request.POST.get("back") == "list" else MINE
    try:
        service.end(absence_id=absence_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except NotAdministered:
        messages.error(request, words.NOT_ADMINISTERED)
    except AbsenceProblem as refused:
        messages.error(request, signing.ABSENCES[refused.code])
    else:
        messages.success(request, _("The absence has ended. The dossiers are with their own officer again."))
    return redirect(back)


def _entered(request: HttpRequest, form: AbsenceForm, staff_id: uuid.UUID) -> bool:
    if not (form.is_valid() and did(form, lambda: service.enter(
        staff_id=staff_id, **form.given(), actor=request.actor, at=request.now), _BOXES, signing.ABSENCES)):  # type: ignore[attr-defined,arg-type]  # fmt: skip
        return False
    messages.success(request, _("The absence has been entered. The dossiers come back by themselves when it is over."))
    return True


def _form(request: HttpRequest, staff_id: uuid.UUID) -> AbsenceForm:
    today = _today(request)
    others: list[Somebody] = [one for one in absences.deputies([staff_id], today) if one.id != staff_id]
    return AbsenceForm(room.posted(request), people=others, today=today)


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined]
