"""The page of queue numbers: whether an office gives them out, from which day, and for which groups of services."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.hours import local
from motcua.queries import configuration, counters
from motcua.queries import tickets as ticket_queries
from motcua.services import tickets
from motcua.services.counters import NotRegistrar
from motcua.services.tickets import NoSuchTicket, QueueProblem
from motcua.web.console import room, words
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only

HERE = "console_queues"


class UseForm(Form):
    """Whether the office gives out numbers from a day on."""

    uses = One(label=pgettext_lazy("queue", "From this day on the office"), radios=True, missing=gettext_lazy("Choose one of the answers."),
               choices=[("yes", pgettext_lazy("queue", "gives out numbers")), ("no", pgettext_lazy("queue", "gives out no numbers"))])  # fmt: skip
    first = Day(label=gettext_lazy("In force from"))
    basis = Line(label=gettext_lazy("Decided in"), most=300)


class GroupForm(Form):
    """A group of services with numbers of its own."""

    letter = Line(label=pgettext_lazy("queue", "Letter"), most=1, missing=words.QUEUES["letter"])
    name = Line(label=pgettext_lazy("queue", "Services"), most=80, missing=words.QUEUES["name"])


@staff_only(*room.COUNTERS)
def queues(request: HttpRequest) -> HttpResponse:
    """Show the queue of one office."""
    return _draw(request, _use_form(request), GroupForm(prefix="group"))


@staff_only(*room.COUNTERS)
@post_or_back(HERE)
def use(request: HttpRequest) -> HttpResponse:
    """Say from when on numbers are given out."""
    form = UseForm(request.POST)
    if form.is_valid() and _did(form, lambda: tickets.use(
        unit_id=_unit(request), uses=form.cleaned_data["uses"] == "yes", first=form.cleaned_data["first"],
        basis=form.cleaned_data["basis"], actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The rule has been set."))
        return _back(request)
    return _draw(request, form, GroupForm(prefix="group"), status=422)


@staff_only(*room.COUNTERS)
@post_or_back(HERE)
def add_group(request: HttpRequest) -> HttpResponse:
    """Add a group."""
    form = GroupForm(request.POST, prefix="group")
    if form.is_valid() and _did(form, lambda: tickets.add_group(
        unit_id=_unit(request), **form.cleaned_data, actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The group has been added."))
        return _back(request)
    return _draw(request, _use_form(request), form, status=422)


@staff_only(*room.COUNTERS)
@post_or_back(HERE)
def end_group(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """End a group."""
    try:
        tickets.end_group(group_id=group_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except (NotRegistrar, NoSuchTicket):
        messages.error(request, words.NOT_ADMINISTERED)
    else:
        messages.success(request, _("The group has ended. Numbers given out today are still called."))
    return _back(request)


def _draw(request: HttpRequest, use_form: UseForm, group_form: GroupForm, status: int = 200) -> HttpResponse:
    unit, day = _unit(request), _today(request)
    units = counters.units_to_register(request.actor, day)  # type: ignore[attr-defined]
    config = configuration.current()
    context = {
        "unit_id": str(unit), "units": unit_choices(units), "on": config.uses_queue(unit, day),
        "rows": config.queues.get(str(unit), ()), "groups": ticket_queries.groups(unit), "use_form": use_form, "group_form": group_form,
    }  # fmt: skip
    return room.draw(request, "queues", context, current=HERE, status=status)


def _did(form: Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except NotRegistrar:
        form.add_error(None, words.NOT_ADMINISTERED)
    except QueueProblem as refused:
        box = {"past": "first", "letter_taken": "letter"}.get(refused.code, refused.code)
        form.add_error(box if box in form.fields else None, words.QUEUES[refused.code])
    return form.is_valid()


def _use_form(request: HttpRequest) -> UseForm:
    """Return the form as the office stands today, so that saving it unread changes nothing."""
    on = configuration.current().uses_queue(_unit(request), _today(request))
    return UseForm(initial={"uses": "yes" if on else "no", "first": _today(request)})


def _unit(request: HttpRequest) -> uuid.UUID:
    """Return the office that is looked at: the one asked for, else the first of those one looks after."""
    found = counters.units_to_register(request.actor, _today(request))  # type: ignore[attr-defined]
    wanted = request.POST.get("unit") or request.GET.get("unit") or (str(found[0].id) if found else "")
    chosen = next((unit for unit in found if str(unit.id) == wanted), None)
    if chosen is None:
        raise Http404
    return chosen.id


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(HERE)}?unit={request.POST.get('unit', '')}")


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined]
