"""Pages of the tree of units: look, add, end, correct."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.domain.hours import local
from motcua.domain.people.not_valid import Field as Named
from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.units import Unit
from motcua.domain.permissions import administration
from motcua.queries import console_units
from motcua.services import inspection, units
from motcua.services.staffing import NotAdministered
from motcua.services.units import UnitRefused
from motcua.web.console import room, words
from motcua.web.console.unit_forms import EndForm, PlaceForm, UnitForm
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import identity, people
from motcua.web.shared.wording.roles import ROLE_WORDS

HERE = "console_units"
VIEWS = ("tree", "ended", "problems")
# which box a problem of the tree is shown at
_BOXES = {"same_code": "code", "level_of_kind": "level", "ends_before_start": "last", "parent_ended": "last"}


@staff_only(*room.PEOPLE)
def tree(request: HttpRequest) -> HttpResponse:
    """Show where this person's administration begins, search results, ended units, or what is wrong."""
    actor, day = request.actor, _today(request)  # type: ignore[attr-defined]
    view, query = request.GET.get("view", "tree"), request.GET.get("q", "").strip()[:100]
    if query:
        lines = console_units.search(query, day)
    elif view == "ended":
        lines = console_units.ended(day)
    elif view == "problems":
        lines = console_units.wrong(day)
    else:
        lines = []
    tops = [console_units.page(top.id, day) for top in console_units.tops(actor, day)] if not query and view == "tree" else []
    context = {
        "query": query, "view": view if view in VIEWS else "tree", "lines": [_line(line) for line in lines],
        "tops": [{"unit": _unit(top.unit), "lines": [_line(line) for line in top.below]} for top in tops if top],
        "wrong": len(console_units.wrong(day)), "may_add_top": administration.may_add_under(actor, None),
    }  # fmt: skip
    return room.draw(request, "units", context, current=HERE)


@staff_only(*room.PEOPLE)
def unit(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Show one unit; posting corrects where it is found."""
    page = _page(request, unit_id)
    actor = request.actor  # type: ignore[attr-defined]
    mine = administration.reaches(actor, str(unit_id))
    start = {"name_en": page.row.name_en, "address": page.row.address, "phone": page.row.phone}
    form = PlaceForm(room.posted(request), initial=start)
    if request.method == "POST" and form.is_valid() and _did(form, lambda: units.edit(
        unit_id=unit_id, **form.cleaned_data, actor=actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The unit has been corrected."))
        return redirect("console_unit", unit_id)
    context = {
        "page": page, "unit": _unit(page.unit), "form": form if mine else None, "mine": mine,
        "lines": [_line(line) for line in page.below], "above": [_unit(one) for one in page.above],
        "before": [_unit(one) for one in page.before], "after": _unit(page.after) if page.after else None,
        "problems": [people.UNIT_PROBLEMS[code] for code in page.problems],
        "holders": [_holder(one) for one in page.holders], "unfinished": units.unfinished(unit_id),
        "may_add": administration.may_add_under(actor, str(unit_id)) and not page.unit.valid_to,
        "may_end": administration.may_end_unit(actor, str(unit_id)) and not _over(page.unit, _today(request)),
        "events": [_event(line) for line in inspection.history(unit_id)],
    }  # fmt: skip
    return room.draw(request, "unit", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def add(request: HttpRequest, parent_id: uuid.UUID | None = None) -> HttpResponse:
    """Add a unit under another, or at the top."""
    actor = request.actor  # type: ignore[attr-defined]
    parent = _page(request, parent_id).unit if parent_id else None
    if not administration.may_add_under(actor, str(parent_id) if parent_id else None):
        raise Http404
    form = UnitForm(room.posted(request), initial={"first": _today(request)})
    made: list[uuid.UUID] = []
    if request.method == "POST" and form.is_valid() and _did(form, lambda: made.append(
        units.add(new=form.new(parent_id), actor=actor, at=request.now))):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The unit has been added."))
        return redirect("console_unit", made[0])
    context = {"form": form, "parent": _unit(parent) if parent else None}
    return room.draw(request, "unit_add", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def end(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """End a unit and name who takes over."""
    page, today = _page(request, unit_id), _today(request)
    actor = request.actor  # type: ignore[attr-defined]
    if not administration.may_end_unit(actor, str(unit_id)) or _over(page.unit, today):
        raise Http404
    heirs = [one for one in console_units.everything_in_force(today) if one.id != unit_id]
    form = EndForm(room.posted(request), heirs=heirs, today=today)
    if request.method == "POST" and form.is_valid() and _did(form, lambda: units.end(
        unit_id=unit_id, last=form.cleaned_data["last"], successor_id=_id(form.cleaned_data["successor"]), actor=actor,
        at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The end of the unit has been noted."))
        return redirect("console_unit", unit_id)
    context = {"form": form, "unit": _unit(page.unit), "unfinished": units.unfinished(unit_id), "holders": page.holders,
               "below": len(page.below)}  # fmt: skip
    return room.draw(request, "unit_end", context, current=HERE, status=422 if form.is_bound else 200)


def _did(form: Form, act: Any) -> bool:
    """Make the change; what stands in its way becomes errors of the form."""
    try:
        act()
    except NotAdministered:
        form.add_error(None, words.NOT_ADMINISTERED)
    except UnitRefused as refused:
        for code in refused.codes:
            box = _BOXES.get(code)
            form.add_error(box if box in form.fields else None, words.unit_problem(code))
    except NotValid as wrong:
        form.add_error("phone" if wrong.field is Named.PHONE else "code", identity.say(wrong))
    return form.is_valid()


def _page(request: HttpRequest, unit_id: uuid.UUID) -> console_units.Page:
    found = console_units.page(unit_id, _today(request))
    if found is None:
        raise Http404
    return found


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined]


def _over(unit: Unit, day: dt.date) -> bool:
    return unit.valid_to is not None and unit.valid_to < day


def _id(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def _unit(found: Unit) -> dict[str, object]:
    return {
        "id": found.id, "code": found.code, "name": found.name, "kind": people.UNIT_KINDS[found.kind],
        "level": people.LEVELS[found.level], "first": found.valid_from, "last": found.valid_to, "area": found.area_code,
    }  # fmt: skip


def _line(line: console_units.Line) -> dict[str, object]:
    return _unit(line.unit) | {
        "children": line.children, "heir": _unit(line.heir) if line.heir else None,
        "problems": [people.UNIT_PROBLEMS[code] for code in line.problems],
    }  # fmt: skip


def _holder(one: console_units.Holder) -> dict[str, object]:
    return {"staff_id": one.staff_id, "name": one.name, "role": ROLE_WORDS[one.role], "last": one.last}


def _event(line: inspection.Line) -> dict[str, object]:
    return {"title": words.happened(line), "at": line.at, "who": words.who(line.who)}
