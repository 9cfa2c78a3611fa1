"""Pages of the agencies that chains go to: listing them, keeping a new one, correcting how one is reached, ending one."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from motcua.domain.hours import local
from motcua.domain.people.agencies import Way
from motcua.queries import console_agencies, console_units
from motcua.services import addresses, agencies, areas
from motcua.services.agencies import AgencyWrong, GivenAgency, NotAdministered
from motcua.web.console import room, words
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import chains

HERE = "console_agencies"
WRONG = {
    "name": gettext_lazy("Enter the name of the agency, for example Thuế cơ sở 6 tỉnh Quảng Ngãi."),
    "kind": gettext_lazy("Choose a kind, or enter a key of small letters, as the workflows name it, for example tax."),
    "areas": gettext_lazy("The province has no commune with this code: %(said)s."),
    "unit": gettext_lazy("This unit is not there any more. Choose another."),
    "email": gettext_lazy("Enter the official e-mail address, for example thuecoso6@quangngai.gov.vn."),
    "code": gettext_lazy("An identifier has letters and digits with points between them, for example H48.101."),
    "phone": gettext_lazy("This is no telephone number. Enter one like 0255 3822 000, or leave it empty."),
    "first": gettext_lazy("The first day lies too far away. Check the year."),
    "overlap": gettext_lazy("%(said)s already serves one of these communes on these days. End it first, or take the commune out."),
    "last": gettext_lazy("The last day lies before the first, or after the day on which it ends already."),
}
_BOX = {"overlap": "areas"}


class ReachForm(Form):
    """How an agency without an account is reached."""

    way = One(label=gettext_lazy("How something is sent to it"), choices=chains.WAYS.items(), radios=True)
    email = Line(label=gettext_lazy("Official e-mail address"), most=200)
    address = Line(label=gettext_lazy("Address, as printed on the slip"), most=300)
    phone = Line(label=gettext_lazy("Telephone"), most=30)


class AgencyForm(ReachForm):
    """An agency: who it is, whom it serves, whether it works in this system."""

    name = Line(label=pgettext_lazy("agency", "Name of the agency"), most=200, missing=WRONG["name"])
    kind = One(label=pgettext_lazy("agency", "Kind, as workflows name it"), choices=chains.KINDS.items(), missing=WRONG["kind"])
    other_kind = Line(label=gettext_lazy("Or another kind, by its key"), most=40, help_text=gettext_lazy("Small letters without marks, for example notary."))
    code = Line(label=gettext_lazy("Electronic identifier"), most=35)
    areas = forms.CharField(
        label=gettext_lazy("Communes it serves"), required=False, widget=widgets.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Names or codes, apart by commas or lines. Leave empty when it serves the whole province."),
    )  # fmt: skip
    unit = One(label=gettext_lazy("Its unit, when it works in this system"), help_text=gettext_lazy("Leave empty when it has no account here: it is sent slips then."))
    first = Day(label=gettext_lazy("In force from"))
    field_order = ("name", "kind", "other_kind", "code", "areas", "unit", "way", "email", "address", "phone", "first")

    def __init__(self, *given: Any, today: dt.date, **more: Any) -> None:
        super().__init__(*given, initial={"first": today, "way": Way.LETTER.value}, **more)
        self.fields["kind"].required = False
        units = console_units.everything_in_force(today)
        self.fields["unit"].choices = [("", pgettext_lazy("agency", "It has no account here")), *unit_choices(units)]  # type: ignore[attr-defined]

    def clean_areas(self) -> tuple[str, ...]:
        """Return codes of communes for the names and codes typed."""
        found = []
        for token in (t.strip() for t in re.split(r"[,;\n]+", self.cleaned_data["areas"]) if t.strip()):
            found.append(token if token.isdigit() else _commune(token))
        return tuple(dict.fromkeys(found))

    def given(self) -> GivenAgency:
        """Return the agency to keep."""
        data = self.cleaned_data
        return GivenAgency(
            name=data["name"], kind=data["other_kind"].strip() or data["kind"], first=data["first"], areas=data["areas"], code=data["code"],
            unit_id=uuid.UUID(data["unit"]) if data["unit"] else None, way=Way(data["way"] or Way.LETTER.value), email=data["email"],
            address=data["address"], phone=data["phone"],
        )  # fmt: skip


class EndForm(Form):
    """The last day of an agency."""

    last = Day(label=gettext_lazy("Last day in force"))


def _commune(name: str) -> str:
    province = addresses.province_named(settings.ENVIRONMENT.province_name)
    found = areas.find(name, province.code, limit=2) if province else ()
    if not found:
        raise ValidationError(_("The province has no such commune today: %(name)s.") % {"name": name})
    return found[0].code


@staff_only(*room.PEOPLE)
def listed(request: HttpRequest) -> HttpResponse:
    """List the agencies that chains go to."""
    found = console_agencies.listed(_today(request))
    lines = [{"one": one, "kind": chains.KINDS.get(one.kind, one.kind), "way": chains.WAYS[one.way], "areas": _names(one.areas)} for one in found]
    return room.draw(request, "agencies", {"lines": lines}, current=HERE)


@staff_only(*room.PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """Keep a new agency."""
    form = AgencyForm(room.posted(request), today=_today(request))
    if request.method == "POST" and form.is_valid() and _did(form, lambda: agencies.add(given=form.given(), actor=request.actor, at=request.now)):  # type: ignore[attr-defined]
        messages.success(request, _("The agency is kept. Steps of chains find it by its kind and communes."))
        return redirect(HERE)
    return room.draw(request, "agency_add", {"form": form}, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def change(request: HttpRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Correct how an agency is reached."""
    one = _one(request, agency_id)
    form = ReachForm(room.posted(request), initial={"way": one.way, "email": one.email, "address": one.address, "phone": one.phone})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _did(form, lambda: agencies.change(agency_id=agency_id, way=Way(data["way"] or one.way), email=data["email"], address=data["address"],
                                              phone=data["phone"], actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
            messages.success(request, _("How the agency is reached has been corrected."))
            return redirect(HERE)
    return room.draw(request, "agency_change", {"form": form, "one": one}, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def end(request: HttpRequest, agency_id: uuid.UUID) -> HttpResponse:
    """End an agency with a last day."""
    one = _one(request, agency_id)
    form = EndForm(room.posted(request))
    if request.method == "POST" and form.is_valid():
        waiting: list[int] = []
        if _did(form, lambda: waiting.append(
            agencies.end(agency_id=agency_id, last=form.cleaned_data["last"], actor=request.actor, at=request.now))):  # type: ignore[attr-defined]  # fmt: skip
            messages.success(request, _("The agency ends on that day."))
            if waiting[0]:
                messages.warning(request, ngettext(
                    "%(n)s dossier still waits for its answer.", "%(n)s dossiers still wait for its answer.", waiting[0]) % {"n": waiting[0]})
            return redirect(HERE)
    return room.draw(request, "agency_end", {"form": form, "one": one}, current=HERE, status=422 if form.is_bound else 200)


def _one(request: HttpRequest, agency_id: uuid.UUID) -> console_agencies.Line:
    found = console_agencies.one(agency_id, _today(request))
    if found is None:
        raise Http404
    return found


def _did(form: Form, act: Any) -> bool:
    """Do it; what was wrong stands at its box."""
    try:
        act()
    except NotAdministered:
        form.add_error(None, words.NOT_ADMINISTERED)
    except AgencyWrong as wrong:
        box = _BOX.get(wrong.what, wrong.what)
        form.add_error(box if box in form.fields else None, str(WRONG[wrong.what]) % {"said": wrong.said})
    return form.is_valid()


def _names(codes: tuple[str, ...]) -> str:
    found = []
    for code in codes:
        try:
            found.append(areas.commune(code).short_name)
        except areas.UnknownArea:
            found.append(code)
    return ", ".join(found)


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined,no-any-return]
