"""Procedure control: requests for corrections that wait, each with the story of its dossier, approved or refused with words."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.dossiers import corrections as rules
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.queries.corrections import Asked
from motcua.queries.dossier_pages import DossierPage
from motcua.services import corrections
from motcua.services.dossiers import moving, reading
from motcua.web.console import room
from motcua.web.console.fields import Line
from motcua.web.shared import widgets
from motcua.web.shared.dossiers import pages
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import clock, moves, timeline
from motcua.web.shared.wording import corrections as words

HERE = "console_corrections"
CONTROL = (Role.CONTROLLER,)


class DecisionForm(Form):
    """What procedure control says to a request."""

    words = Line(
        label=gettext_lazy("What you say to it"), most=1000, widget=widgets.Textarea(rows=4, most=1000),
        missing=gettext_lazy("Write why you approve or refuse, in one or two sentences."),
    )

    def __init__(self, *given: Any, kind: rules.Kind, **more: Any) -> None:
        super().__init__(*given, **more)
        if kind is rules.Kind.VOID:
            self.fields["words"].help_text = _("The citizen reads it on the page of the dossier.")


@staff_only(*CONTROL)
def listed(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, and what was decided lately."""
    waiting, decided = corrections.queue(actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    context = {"waiting": [_line(one) for one in waiting], "decided": [_line(one) for one in decided]}
    return room.draw(request, "corrections", context, current=HERE)


@staff_only(*CONTROL)
def correction(request: HttpRequest, correction_id: uuid.UUID) -> HttpResponse:
    """Show a request with the story of its dossier; posting approves or refuses it."""
    try:
        found = corrections.one(correction_id=correction_id, actor=request.actor)  # type: ignore[attr-defined]
    except corrections.NotAllowed:
        raise Http404 from None
    form = DecisionForm(room.posted(request), kind=found.kind)
    if request.method == "POST" and form.is_valid() and _decided(request, found, form):
        return redirect(HERE)
    return _draw(request, found, form)


def _decided(request: HttpRequest, found: Asked, form: DecisionForm) -> bool:
    approved = request.POST.get("answer") == "approve"
    action = rules.RULES[found.kind].action if approved else Action.REFUSE_CORRECTION
    try:
        moving.advance(
            dossier_id=found.dossier_id, action=action, actor=request.actor, at=request.now,  # type: ignore[attr-defined]
            inputs={"reason": form.cleaned_data["words"]},
        )  # fmt: skip
    except moves.KNOWN as fault:
        form.add_error(None, moves.say(fault))
        return False
    said = _("%(code)s: the correction is approved.") if approved else _("%(code)s: the correction is refused.")
    messages.success(request, said % {"code": found.code})
    return True


def _draw(request: HttpRequest, found: Asked, form: DecisionForm) -> HttpResponse:
    page = reading.dossier(dossier_id=found.dossier_id, actor=request.actor, at=request.now, purpose="corrections")  # type: ignore[attr-defined]
    row = page.row
    found = next((one for one in page.corrections if one.id == found.id), found)  # as it stands now: somebody may have been faster
    mine = str(row.correction_by) == request.actor.id and found.open  # type: ignore[attr-defined]
    context = {
        "found": pages.correction(found), "form": form, "row": row, "page": page, "mine": mine, "money": _held(page) if found.kind is rules.Kind.VOID and found.open else 0,
        "hint": words.HINTS[found.kind], "possible": rules.RULES[found.kind].action in page.allowed,
        "others": [pages.correction(one) for one in page.corrections if one.id != found.id],
        "events": timeline.events(page.events, page.revision, still_open=False),
        "clock_lines": clock.explain(page.due.lines) if page.due else [],
        "dossier_url": reverse("desk_dossier", args=[row.id]),
    }  # fmt: skip
    if form.is_bound and not found.open:
        context["typed"] = room.typed(form)
    return room.draw(request, "correction", context, current=HERE, status=422 if form.is_bound else 200)


def _held(page: DossierPage) -> int:
    """Return the đồng taken for the dossier and not given back: they stand in the way of making it void."""
    return sum(fee.amount for fee in page.fees if fee.paid_at is not None)


def _line(one: Asked) -> dict[str, object]:
    return pages.correction(one) | {"url": reverse("console_correction", args=[one.id])}
