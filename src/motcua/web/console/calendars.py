"""Pages of the working calendar: a year, its special days and its working hours."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.hours import Session, local
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor
from motcua.queries import console_calendar, console_units
from motcua.queries.console_calendar import SeasonLine, Special, Year
from motcua.services import calendars
from motcua.services.calendars import CalendarProblem, SetAlready
from motcua.services.staffing import NotAdministered
from motcua.web.console import room, words
from motcua.web.console.calendar_forms import DayForm, SeasonForm, ask_to_replace, replaced
from motcua.web.console.fields import unit_choices, unit_name
from motcua.web.shared import sure
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.words import WEEKDAYS, base
from motcua.web.shared.words import day as day_said

HERE = "console_calendar"
MONTHS = (
    pgettext_lazy("month", "January"), pgettext_lazy("month", "February"), pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"), pgettext_lazy("month", "May"), pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"), pgettext_lazy("month", "August"), pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"), pgettext_lazy("month", "November"), pgettext_lazy("month", "December"),
)  # fmt: skip
SHORT = (
    pgettext_lazy("weekday", "Mo"), pgettext_lazy("weekday", "Tu"), pgettext_lazy("weekday", "We"), pgettext_lazy("weekday", "Th"),
    pgettext_lazy("weekday", "Fr"), pgettext_lazy("weekday", "Sa"), pgettext_lazy("weekday", "Su"),
)  # fmt: skip
_BOXES = {
    "year_not_held": "day", "source_missing": "source", "hours_on_day_off": "sessions", "hours_order": "sessions",
    "hours_not_read": "sessions", "season_reversed": "last", "season_overlaps": "first",
}  # fmt: skip


@staff_only(*room.RULES)
def year(request: HttpRequest) -> HttpResponse:
    """Show a year of the national calendar or of a unit's."""
    return _draw(request, DayForm(initial=_first_day(request)), SeasonForm())


@staff_only(*room.PEOPLE)
@post_or_back(HERE)
def add_day(request: HttpRequest) -> HttpResponse:
    """Set a day of the calendar shown."""
    form = DayForm(request.POST)
    unit_id = _unit_id(request)
    if form.is_valid() and _did(form, lambda: calendars.put_day(
        unit_id=unit_id, day=form.cleaned_data["day"], works=form.cleaned_data["works"] == "yes",
        name=form.cleaned_data["name"], source=form.cleaned_data["source"], sessions=form.cleaned_data["sessions"],
        replaces=replaced(request), actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The day has been set. Time limits reckoned from now on follow it; those of dossiers under way stay as promised."))
        return _back(unit_id, form.cleaned_data["day"].year)
    return _draw(request, form, SeasonForm(), status=422)


@staff_only(*room.PEOPLE)
@post_or_back(HERE)
def remove_day(request: HttpRequest, day_id: uuid.UUID) -> HttpResponse:
    """Take a special day out."""
    removed: list[dt.date] = []
    page = _sure(request, _("Take this day out of the calendar?"), _("It is again what its weekday is, and its name and legal basis leave the list."))
    return page or _removed(request, removed, lambda: removed.append(
        calendars.remove_day(day_id=day_id, actor=request.actor, at=request.now)))  # type: ignore[attr-defined]  # fmt: skip


@staff_only(*room.PEOPLE)
@post_or_back(HERE)
def add_season(request: HttpRequest) -> HttpResponse:
    """Set the working hours between two days."""
    form = SeasonForm(request.POST, prefix="season")
    unit_id = _unit_id(request)
    if form.is_valid() and _did(form, lambda: calendars.put_season(
        unit_id=unit_id, **form.cleaned_data, actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The working hours have been set. Time limits reckoned from now on follow them; those of dossiers under way stay as promised."))
        return _back(unit_id, form.cleaned_data["first"].year)
    return _draw(request, DayForm(initial=_first_day(request)), form, status=422)


@staff_only(*room.PEOPLE)
@post_or_back(HERE)
def remove_season(request: HttpRequest, season_id: uuid.UUID) -> HttpResponse:
    """Take working hours out."""
    page = _sure(request, _("Take these working hours out?"), _("The days have the hours of the calendar above again."))
    return page or _removed(request, [], lambda: calendars.remove_season(
        season_id=season_id, actor=request.actor, at=request.now))  # type: ignore[attr-defined]  # fmt: skip


def _draw(request: HttpRequest, day: DayForm, season: SeasonForm, status: int = 200) -> HttpResponse:
    found, actor = _year(request), request.actor  # type: ignore[attr-defined]
    if season.prefix is None:
        season = SeasonForm(prefix="season")
    today = local(request.now).date()  # type: ignore[attr-defined]
    context = {
        "year": found.number, "years": list(console_calendar.years()), "version": found.version, "working": found.working,
        "unit": unit_name(found.unit) if found.unit else "", "unit_id": str(found.unit.id) if found.unit else "",
        "units": unit_choices(console_units.everything_in_force(today)), "may": _may(actor, found),
        "months": [{"name": MONTHS[m.number - 1], "rows": m.rows, "working": m.working} for m in found.months],
        "weekdays": list(zip(SHORT, WEEKDAYS[base(request.LANGUAGE_CODE)], strict=True)),  # type: ignore[attr-defined]
        "specials": [_special(one) for one in found.specials], "seasons": [_season(one) for one in found.seasons],
        "usual": hours(found.usual), "today": today, "day_form": day, "season_form": season,
    }  # fmt: skip
    return room.draw(request, "calendar", context, current=HERE, status=status)


def hours(sessions: tuple[Session, ...]) -> str:
    """Return working hours for reading: "07:00–11:30, 13:30–17:00"."""
    return ", ".join(f"{s.start:%H:%M}–{s.end:%H:%M}" for s in sessions)


def _special(one: Special) -> dict[str, object]:
    return {
        "id": one.id, "day": one.day, "works": one.works, "name": one.name, "source": one.source, "here": one.here,
        "hours": hours(one.sessions), "unit": unit_name(one.unit) if one.unit else "",
    }  # fmt: skip


def _season(one: SeasonLine) -> dict[str, object]:
    return {
        "id": one.id, "first": one.first, "last": one.last, "source": one.source, "here": one.here,
        "hours": hours(one.sessions), "unit": unit_name(one.unit) if one.unit else "",
    }  # fmt: skip


def _may(actor: Actor, found: Year) -> bool:
    return administration.everywhere(actor) if found.unit is None else administration.reaches(actor, str(found.unit.id))


def _did(form: Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAdministered:
        form.add_error(None, words.NOT_ADMINISTERED)
    except CalendarProblem as problem:
        box = _BOXES.get(problem.code)
        form.add_error(box if box in form.fields else None, words.CALENDARS[problem.code])
    except SetAlready as standing:
        said = standing.said
        what = pgettext("calendar", "people work") if said["works"] else pgettext("calendar", "nobody works")
        ask_to_replace(form, "day", standing, _("%(day)s is set already: %(name)s, %(what)s. Basis: %(source)s.") % {
            "day": day_said(form.cleaned_data["day"], language=get_language() or "vi"), "name": said["name"], "what": what, "source": said["source"] or "–"})  # fmt: skip
    return form.is_valid()


def _sure(request: HttpRequest, title: str, text: str) -> HttpResponse | None:
    back = _back(_unit_id(request), _year(request).number)["Location"]
    return sure.asked(request, title=title, text=text, button=_("Take out"), back=back, frame=room.frame(request, HERE))


def _removed(request: HttpRequest, removed: list[dt.date], act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except ObjectDoesNotExist:
        messages.warning(request, _("It had been taken out already."))
    except NotAdministered:
        messages.error(request, words.NOT_ADMINISTERED)
    else:
        messages.success(request, _("It has been taken out. Time limits of dossiers under way stay as promised."))
    return _back(_unit_id(request), removed[0].year if removed else _year(request).number)


def _year(request: HttpRequest) -> Year:
    given = request.GET.get("year") or request.POST.get("year") or str(local(request.now).year)  # type: ignore[attr-defined]
    found = console_calendar.year(int(given), _unit_id(request)) if given.isascii() and given.isdigit() else None
    if found is None:
        raise Http404
    return found


def _unit_id(request: HttpRequest) -> uuid.UUID | None:
    given = request.GET.get("unit") or request.POST.get("unit") or ""
    try:
        return uuid.UUID(given) if given else None
    except ValueError:
        raise Http404 from None


def _first_day(request: HttpRequest) -> dict[str, object]:
    return {"works": "no", "day": local(request.now).date() if _year(request).number == local(request.now).year else None}  # type: ignore[attr-defined]


def _back(unit_id: uuid.UUID | None, number: int) -> HttpResponse:
    query = {"year": number} | ({"unit": str(unit_id)} if unit_id else {})
    return HttpResponseRedirect(f"{reverse(HERE)}?{urlencode(query)}")
