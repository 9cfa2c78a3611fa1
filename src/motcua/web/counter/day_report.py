"""The report of a day at the counters: what was received when, and what while the doors were closed."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.hours import local
from motcua.queries import configuration, fallback, opening_hours
from motcua.web.counter import tickets
from motcua.web.counter.frame import frame
from motcua.web.shared.actors import now
from motcua.web.shared.guards import staff_only


@staff_only(*tickets.COUNTER)
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """List what the office received on a day, and mark what came outside its opening hours."""
    today, unit = local(now(request)).date(), tickets.unit_of(request)
    day = tickets.chosen_day(request, today)
    lines = opening_hours.received(unit, day, actor=request.actor)  # type: ignore[attr-defined]
    sessions = configuration.current().open_sessions(unit, day)
    context = frame(request, "day") | {
        "day": day, "before": day - dt.timedelta(days=1), "after": day + dt.timedelta(days=1) if day < today else None,
        "lines": lines, "outside": sum(line.outside for line in lines), "late": sum(line.entered_late for line in lines),
        "not_yet": fallback.open_of_day(unit, day), "hours": ", ".join(f"{s.start:%H:%M}–{s.end:%H:%M}" for s in sessions),
    }  # fmt: skip
    return render(request, "counter/day.html", context)
