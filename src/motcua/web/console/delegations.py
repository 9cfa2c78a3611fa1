"""Pages of delegations of signing: who signs for whom, entering one from its document, ending it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.domain.hours import local
from motcua.queries import console_staff, console_units, delegations
from motcua.services import delegations as service
from motcua.services.absences import AbsenceProblem
from motcua.services.delegations import DelegationProblem
from motcua.services.staffing import NotAdministered
from motcua.web.console import room
from motcua.web.console import words as console_words
from motcua.web.console.signing_forms import DelegationForm, EndForm
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import signing

HERE = "console_delegations"
_BOXES = {
    "unit_not_in_force": "unit", "capacity": "capacity", "document": "document", "document_signer": "document_signer",
    "giver_title": "giver_title", "document_later": "document_day", "starts_in_past": "first", "needs_end": "last",
    "dates_reversed": "last", "too_far": "last", "unknown_procedure": "procedures", "unknown_field": "field", "taker_elsewhere": "unit",
    "giver_not_head": "giver", "giver_unknown": "giver", "ends_too_early": "last", "ends_later": "last",
}  # fmt: skip


@staff_only(*room.PEOPLE)
def listed(request: HttpRequest) -> HttpResponse:
    """List the delegations in the units this person administers."""
    found = delegations.administered(request.actor, _today(request))  # type: ignore[attr-defined]
    return room.draw(request, "delegations", {"lines": [shown(one) for one in found]}, current=HERE)


@staff_only(*room.PEOPLE)
def give(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    """Enter a delegation of signing for one person from its document."""
    actor, today = request.actor, _today(request)  # type: ignore[attr-defined]
    account = console_staff.account(actor, staff_id, today)
    if account is None:
        raise Http404
    form = DelegationForm(
        room.posted(request), units=console_units.choices(actor, today), fields=delegations.fields(), today=today
    )
    if request.method == "POST" and form.is_valid() and did(form, lambda: service.give(
        given=form.given(staff_id), actor=actor, at=request.now), _BOXES, signing.DELEGATIONS):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The delegation has been entered. It gives its right on its days, and no others."))
        return redirect("console_delegations")
    context = {"form": form, "account": account}
    return room.draw(request, "delegation_give", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def end(request: HttpRequest, delegation_id: uuid.UUID) -> HttpResponse:
    """End a delegation on a day."""
    actor, today = request.actor, _today(request)  # type: ignore[attr-defined]
    line = next((one for one in delegations.administered(actor, today) if one.id == delegation_id and one.ends), None)
    if line is None:
        raise Http404
    form = EndForm(room.posted(request), initial={"last": today})
    if request.method == "POST" and form.is_valid() and did(form, lambda: service.end(
        delegation_id=delegation_id, last=form.cleaned_data["last"], actor=actor, at=request.now), _BOXES, signing.DELEGATIONS):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The end of the delegation has been noted."))
        return redirect("console_delegations")
    context = {"form": form, "line": shown(line)}
    return room.draw(request, "delegation_end", context, current=HERE, status=422 if form.is_bound else 200)


def shown(line: delegations.Line) -> dict[str, Any]:
    """Return a delegation as its list draws it."""
    return {"line": line, "capacity": signing.CAPACITIES[line.capacity], "what": [*line.fields, *line.procedures]}


def did(form: Form, act: Callable[[], object], boxes: dict[str, str], said: Any) -> bool:
    """Make the change; what stands in its way becomes errors of the form."""
    try:
        act()
    except NotAdministered:
        form.add_error(None, console_words.NOT_ADMINISTERED)
    except (DelegationProblem, AbsenceProblem) as refused:
        box = boxes.get(refused.code)
        form.add_error(box if box in form.fields else None, said[refused.code])
    return form.is_valid()


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined]
