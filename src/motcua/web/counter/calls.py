"""The counter's call list, and its pages of what is late or unanswered."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from motcua.domain.dossiers.transitions import Action
from motcua.queries import chasing, configuration
from motcua.services import calls
from motcua.services.calls import CallIncomplete, NotAllowed
from motcua.web.counter.frame import RECEIVERS, ROOM, frame
from motcua.web.shared.actors import now
from motcua.web.shared.chasing import views
from motcua.web.shared.guards import staff_only
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import moves

OUTCOMES = {
    "reached": pgettext_lazy("call", "The person has been told"),
    "told_other": pgettext_lazy("call", "Somebody of the family has been told"),
    "village_head": pgettext_lazy("call", "The village head was asked to tell them"),
    "not_reached": pgettext_lazy("call", "Nobody was reached"),
}


@staff_only(*RECEIVERS)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Show whom the counter has to reach: they left neither telephone nor e-mail."""
    actor, unit = request.actor, request.GET.get("unit", "")  # type: ignore[attr-defined]
    found = calls.waiting(actor=actor, at=now(request), unit=unit)
    numbers, config = chasing.calls_numbers(actor=actor), configuration.current()
    units = [{"id": key, "name": config.unit(key).name, "count": n, "current": key == unit} for key, n in sorted(numbers.items())]
    rows = [{"one": one, "about": _about(one.about), "tries": _tries(one)} for one in found]
    context = frame(request, "calls") | {"rows": rows, "units": units, "unit": unit, "total": sum(numbers.values())}
    return render(request, "counter/calls.html", context)


@staff_only(*RECEIVERS)
def tried(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Ask what came of a try to reach somebody, or keep it."""
    try:
        one = calls.one(call_id=call_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NotAllowed:
        raise Http404 from None
    errors: dict[str, str] = {}
    if request.method == "POST":
        outcome, told = request.POST.get("outcome", ""), request.POST.get("told", "")
        try:
            calls.tried(call_id=call_id, outcome=outcome, told=told, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
        except CallIncomplete as fault:
            errors[fault.name] = _WRONG[fault.name]()
        else:
            messages.success(request, _("%(code)s: noted.") % {"code": one.code})
            return redirect("counter_calls")
    questions = [
        Question(name="outcome", label=_("What came of the try"), kind="radios", value=request.POST.get("outcome", ""),
                 shape={"choices": [(k, str(v)) for k, v in OUTCOMES.items()]}, errors=[errors["outcome"]] if "outcome" in errors else []),
        Question(name="told", label=_("Who was told or asked"), value=request.POST.get("told", ""), optional=True,
                 help_text=_("Name and, for family, how they are related."), errors=[errors["told"]] if "told" in errors else []),
    ]  # fmt: skip
    context = frame(request, "calls") | {
        "one": one, "about": _about(one.about), "tries": _tries(one), "questions": questions,
        "links": [(q.anchor, message) for q in questions for message in q.errors],
    }  # fmt: skip
    return render(request, "counter/call.html", context, status=422 if errors else 200)


_WRONG = {
    "outcome": lambda: _("Choose what came of the try."),
    "told": lambda: _("Write who was told or asked, for example ông Phạm Văn Re, trưởng thôn."),
}


def _about(action: str) -> str:
    return str(moves.HAPPENED[Action(action)])


def _tries(one: chasing.ToCall) -> list[dict[str, object]]:
    return [{"said": OUTCOMES[t.outcome], "told": t.told, "at": t.at, "by": t.by} for t in one.tries]


@staff_only(*RECEIVERS)
@require_GET
def unanswered(request: HttpRequest) -> HttpResponse:
    """Show dossiers past their answer-by day."""
    return views.unanswered(request, ROOM)


@staff_only(*RECEIVERS)
@require_GET
def morning(request: HttpRequest) -> HttpResponse:
    """Show what is due in the counter's own steps."""
    return views.morning_list(request, ROOM)


@staff_only(*RECEIVERS)
@require_GET
def morning_pdf(request: HttpRequest) -> HttpResponse:
    """Send the morning list as a PDF."""
    return views.morning_pdf(request)
