"""The page of opening hours: when the doors of a one-stop office are open, by day of the week and with dates."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.hours import local
from motcua.queries import configuration, counters, opening_hours
from motcua.services import opening_hours as opening_service
from motcua.services.calendars import CalendarProblem, SetAlready
from motcua.services.counters import NotRegistrar
from motcua.web.console import room, words
from motcua.web.console.calendar_forms import BASIS_HINT, Hours, ask_to_replace, replaced
from motcua.web.console.calendars import hours as written
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.shared import sure
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.words import WEEKDAYS, base
from motcua.web.shared.words import day as day_said

HERE = "console_opening"
_BOXES = {"source_missing": "source", "hours_order": "sessions", "season_reversed": "last", "year_not_held": "first"}


class OpeningForm(Form):
    """Opening hours of one day of the week."""

    weekday = One(label=pgettext_lazy("opening", "Day of the week"), missing=gettext_lazy("Choose the day of the week."))
    sessions = Hours(label=pgettext_lazy("opening", "Open"))
    first = Day(label=gettext_lazy("In force from"))
    last = Day(label=pgettext_lazy("opening", "Last day, when it is for a time"), required=False)
    source = Line(label=gettext_lazy("Legal basis"), most=300, missing=words.CALENDARS["source_missing"], help_text=BASIS_HINT)

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["sessions"].help_text = gettext_lazy("For example 07:00-11:30. Empty: closed on this day of the week.")
        names = [(str(place), name) for place, name in enumerate(_weekdays())]
        self.fields["weekday"].choices = [*self.fields["weekday"].choices, *names]  # type: ignore[attr-defined]


@staff_only(*room.COUNTERS)
def opening(request: HttpRequest) -> HttpResponse:
    """Show the week of an office; posting sets the hours of a day of the week."""
    unit, today = _unit(request), local(request.now).date()  # type: ignore[attr-defined]
    form = OpeningForm(room.posted(request), initial={"first": today})
    if request.method == "POST" and form.is_valid() and _put(request, form, unit):
        messages.success(request, _("The opening hours have been set. Time limits are counted by the working calendar as before."))
        return _back(unit)
    names, rows = _weekdays(), opening_hours.rows(unit)
    lines = [
        {"id": r.id, "weekday": names[r.weekday], "hours": written(r.sessions), "first": r.first, "last": r.last, "source": r.source,
         "when": r.when(rows, today)}
        for r in rows
    ]  # fmt: skip
    week = [(", ".join(names[d] for d in days), written(s)) for days, s in opening_hours.week(configuration.current(), unit, today)]
    context = {
        "unit_id": str(unit), "units": unit_choices(counters.units_to_register(request.actor, today)), "rows": lines,  # type: ignore[attr-defined]
        "week": week, "form": form,
    }  # fmt: skip
    return room.draw(request, "opening", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.COUNTERS)
@post_or_back(HERE)
def remove(request: HttpRequest, opening_id: uuid.UUID) -> HttpResponse:
    """Take opening hours out."""
    page = sure.asked(
        request, title=_("Take these opening hours out?"), text=_("The office is open on this day of the week as it is worked again."),
        button=_("Take out"), back=_back(_unit(request))["Location"], frame=room.frame(request, HERE),
    )  # fmt: skip
    if page is not None:
        return page
    try:
        opening_service.remove(opening_id=opening_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except NotRegistrar:
        messages.error(request, words.NOT_ADMINISTERED)
    else:
        messages.success(request, _("It has been taken out."))
    return _back(_unit(request))


def _put(request: HttpRequest, form: OpeningForm, unit: uuid.UUID) -> bool:
    data = form.cleaned_data
    try:
        opening_service.put(
            unit_id=unit, weekday=int(data["weekday"]), sessions=data["sessions"] or [], first=data["first"], last=data["last"],
            source=data["source"], replaces=replaced(request), actor=request.actor, at=request.now,  # type: ignore[attr-defined]
        )  # fmt: skip
    except NotRegistrar:
        form.add_error(None, words.NOT_ADMINISTERED)
    except CalendarProblem as problem:
        form.add_error(_BOXES.get(problem.code), words.CALENDARS[problem.code])
    except SetAlready as standing:
        said = standing.said
        hours = ", ".join("–".join(pair) for pair in said["sessions"]) or pgettext("opening", "closed")  # type: ignore[attr-defined]
        ask_to_replace(form, "weekday", standing, _("%(weekday)s from %(day)s is set already: %(hours)s. Basis: %(source)s.") % {
            "weekday": _weekdays()[int(data["weekday"])], "day": day_said(data["first"], language=get_language() or "vi"), "hours": hours, "source": said["source"]})  # fmt: skip
    return form.is_valid()


def _unit(request: HttpRequest) -> uuid.UUID:
    """Return the office that is looked at: the one asked for, else the first of those one looks after."""
    found = counters.units_to_register(request.actor, local(request.now).date())  # type: ignore[attr-defined]
    wanted = request.POST.get("unit") or request.GET.get("unit") or (str(found[0].id) if found else "")
    chosen = next((unit for unit in found if str(unit.id) == wanted), None)
    if chosen is None:
        raise Http404
    return chosen.id


def _back(unit: uuid.UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(HERE)}?unit={unit}")


def _weekdays() -> list[str]:
    return [name[:1].upper() + name[1:] for name in WEEKDAYS[base(get_language())]]
