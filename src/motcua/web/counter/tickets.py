"""Numbers of the waiting room for staff: calling the next one, the list of the day, handing numbers out at the door."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.counters import tickets as rules
from motcua.domain.counters.tickets import Act, State
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.queries import tickets as ticket_queries
from motcua.queries.tickets import Line
from motcua.services import tickets
from motcua.web.counter.frame import frame
from motcua.web.shared import counter_session
from motcua.web.shared.actors import now
from motcua.web.shared.guards import staff_only

COUNTER = (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)
STATES = {
    State.WAITING: pgettext_lazy("ticket", "waiting"), State.CALLED: pgettext_lazy("ticket", "called"),
    State.SERVING: pgettext_lazy("ticket", "being served"), State.DONE: pgettext_lazy("ticket", "served"),
    State.NO_SHOW: pgettext_lazy("ticket", "did not come"),
}  # fmt: skip
ACTS = {
    Act.SERVE: (pgettext_lazy("ticket", "Serve"), "Alt+S"), Act.FINISH: (pgettext_lazy("ticket", "Served, finish"), "Alt+D"),
    Act.RECALL: (pgettext_lazy("ticket", "Call again"), "Alt+G"), Act.NO_SHOW: (pgettext_lazy("ticket", "Did not come"), "Alt+V"),
}  # fmt: skip
_SERVICES = {Act.SERVE: tickets.serve, Act.FINISH: tickets.finish, Act.RECALL: tickets.recall, Act.NO_SHOW: tickets.no_show}


def unit_of(request: HttpRequest) -> str:
    """Return the unit whose waiting room this is: that of the known counter, else the person's first one.

    Who practises at a known counter is in the practice unit all the same.
    """
    actor = request.actor  # type: ignore[attr-defined]
    counter = counter_session.here(request)
    if counter is not None and actor.learner is None:
        return str(counter.unit_id)
    units = sorted(actor.units_as(*COUNTER))
    return units[0] if units else ""


def panel(request: HttpRequest) -> dict[str, object] | None:
    """Return what the counter's home shows of the queue; None where the unit gives out no numbers today."""
    day, unit = local(now(request)).date(), unit_of(request)
    if not configuration.current().uses_queue(unit, day):
        return None
    counter = counter_session.here(request)
    current = ticket_queries.at_counter(counter.id, day) if counter else None
    absent = ticket_queries.absent_at(counter.id, day) if counter else []
    return {
        "counter": counter, "current": _shown(current) if current else None, "absent": absent,
        "waiting": ticket_queries.waiting(unit, day), "up": ticket_queries.next_up(unit, day, limit=3),
    }  # fmt: skip


@staff_only(*COUNTER)
@require_POST
def call_next(request: HttpRequest) -> HttpResponse:
    """Call whoever has waited longest to this counter."""
    counter = counter_session.here(request)
    if counter is None:
        messages.error(request, _("Numbers are called from a known counter. Ask the head of the one-stop to register this computer."))
        return redirect("counter_home")
    try:
        tickets.call_next(counter_id=counter.id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except tickets.NothingWaiting:
        messages.info(request, _("Nobody is waiting."))
    except tickets.QueueOff:
        messages.error(request, _("This office gives out no numbers today."))
    return redirect("counter_home")


@staff_only(*COUNTER)
@require_POST
def act(request: HttpRequest, ticket_id: uuid.UUID, name: str) -> HttpResponse:
    """Call again, serve, finish, or note that nobody came."""
    counter = counter_session.here(request)
    try:
        wanted = Act(name)
    except ValueError:
        raise Http404 from None
    if counter is None:
        raise Http404
    try:
        _SERVICES[wanted](ticket_id=ticket_id, counter_id=counter.id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except tickets.NoSuchTicket:
        messages.warning(request, _("This number is no longer at your counter. Nothing was changed."))
    return redirect("counter_home")


@staff_only(*COUNTER)
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """List the numbers of a day with how long people waited."""
    today = local(now(request)).date()
    chosen = chosen_day(request, today)
    found = ticket_queries.of_day(unit_of(request), chosen)
    lines = [{"line": line, "state": STATES[line.state]} for line in found.lines]
    context = frame(request, "tickets") | {
        "found": found, "lines": lines, "day": chosen, "before": chosen - dt.timedelta(days=1),
        "after": chosen + dt.timedelta(days=1) if chosen < today else None,
    }  # fmt: skip
    return render(request, "counter/tickets.html", context)


@staff_only(*COUNTER)
def hand_out(request: HttpRequest) -> HttpResponse:
    """Give out numbers at the door: one button a group, then the slip to print."""
    unit = unit_of(request)
    if request.method == "POST" and unit:
        ticket = given(request, uuid.UUID(unit))
        if ticket is not None:
            return redirect("counter_ticket", ticket)
    groups = ticket_queries.groups(unit) if unit else []
    on = configuration.current().uses_queue(unit, local(now(request)).date())
    return render(request, "counter/hand_out.html", frame(request, "tickets") | {"groups": groups if on else []})


@staff_only(*COUNTER)
@require_GET
def ticket(request: HttpRequest, ticket_id: uuid.UUID) -> HttpResponse:
    """Show one number as a slip of 80 mm."""
    return slip(request, ticket_id, unit_of(request), back="counter_ticket_hand_out")


def chosen_day(request: HttpRequest, today: dt.date) -> dt.date:
    """Return the day that is looked at: the one asked for, today at most."""
    try:
        return min(dt.date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        return today


def given(request: HttpRequest, unit_id: uuid.UUID) -> uuid.UUID | None:
    """Give out a number of the group that was pressed; None, with a message, where that cannot be."""
    try:
        group_id = uuid.UUID(request.POST.get("group", ""))
        found = tickets.issue(unit_id=unit_id, group_id=group_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except (ValueError, tickets.QueueOff, tickets.NoSuchTicket):
        messages.error(request, _("No number could be given out. Load the page again."))
        return None
    return found.id


def slip(request: HttpRequest, ticket_id: uuid.UUID, unit_id: str, *, back: str) -> HttpResponse:
    """Draw the slip of a number of the unit."""
    found = ticket_queries.one(ticket_id, unit_id)
    if found is None:
        raise Http404
    unit = configuration.current().unit(unit_id)
    ahead = ticket_queries.ahead_of(ticket_id)
    return render(request, "counter/ticket.html", {"ticket": found, "unit": unit, "ahead": ahead, "back": back})


def _shown(line: Line) -> dict[str, object]:
    acts = [{"name": one.value, "label": ACTS[one][0], "key": ACTS[one][1]} for one in ACTS if one in rules.acts(line.state)]
    return {"line": line, "state": STATES[line.state], "acts": acts}
