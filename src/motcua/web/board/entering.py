"""Entering a count that is not born from dossiers: amount, day and source; what was entered stays to be seen."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Kind
from motcua.domain.hours import local
from motcua.queries import actors, board
from motcua.queries.figures import entries
from motcua.services.figures import entering
from motcua.services.figures.entering import EntryRefused, NotAllowed
from motcua.web.board.figures import ACCOUNTS, Page, text
from motcua.web.shared import amounts, widgets
from motcua.web.shared.forms import DateField, Form
from motcua.web.shared.guards import post_or_back, staff_only

WRONG = {
    "amount": gettext_lazy("Enter a whole number of 0 or more, for example 12."),
    "ahead": gettext_lazy("The day lies ahead. Enter today or an earlier day."),
    "long_ago": gettext_lazy("The day is before 2000. Check the year."),
    "source": gettext_lazy("Say where the number comes from, for example the number of a report."),
    "long": gettext_lazy("The source is too long: at most 300 letters."),
}


class EntryForm(Form):
    """One count."""

    amount = forms.CharField(label=pgettext_lazy("figures", "Number"), max_length=24, widget=widgets.Digits(width=10), error_messages={"required": WRONG["amount"]})
    day = DateField(label=pgettext_lazy("figures", "As of the day"))
    source = forms.CharField(
        label=pgettext_lazy("figures", "Source"), max_length=300, widget=widgets.Text(), error_messages={"required": WRONG["source"], "max_length": WRONG["long"]},
        help_text=gettext_lazy("For example: report 15/BC-UBND of 10/11/2026. No names of citizens."),
    )  # fmt: skip

    def clean_amount(self) -> int:
        """Read the number as people type it."""
        found = amounts.read(self.cleaned_data["amount"])
        if found is None:
            raise forms.ValidationError(WRONG["amount"])
        return found


@staff_only(*board.ROLES)
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was entered for a unit; posting enters one more."""
    one = ALL.get(code)
    if one is None or one.kind is not Kind.ENTERED:
        raise Http404
    page = Page(request)
    if page.unit is None:
        raise Http404
    may = entering.may(page.actor, str(page.unit.id))
    form = EntryForm(request.POST if request.method == "POST" and may else None, initial={"day": local(page.at).date()})
    if request.method == "POST" and not may:
        raise PermissionDenied
    if form.is_bound and form.is_valid() and _put(form, code, page):
        messages.success(request, _("The number has been entered."))
        return redirect(page.to("board_indicator_enter", code))
    rows = entries.of(code, [str(page.unit.id)])
    names = actors.names({row.entered_by for row in rows})
    return page.draw("entering", {
        "one": one, "name": text(one.name), "account": ACCOUNTS[one.account], "sentence": text(one.sentence), "form": form, "may": may,
        "rows": [{"row": row, "by": names.get(row.entered_by, "")} for row in rows], "back": page.to("board_indicator", code),
        "newest": one.newest, "here": page.to("board_indicator_enter", code),
    }, status=422 if form.is_bound else 200)  # fmt: skip


@staff_only(*board.ROLES)
@post_or_back("board_indicators")
def withdraw(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Take an entry back."""
    page = Page(request)
    try:
        code = entering.withdraw(entry_id=entry_id, actor=page.actor, at=page.at)
    except NotAllowed:
        raise PermissionDenied from None
    messages.success(request, _("The number has been taken back."))
    return redirect(page.to("board_indicator_enter", code))


def _put(form: EntryForm, code: str, page: Page) -> bool:
    data = form.cleaned_data
    assert page.unit is not None
    try:
        entering.enter(
            indicator=code, unit_id=str(page.unit.id), day=data["day"], amount=data["amount"], source=data["source"], actor=page.actor, at=page.at
        )
    except NotAllowed:
        raise PermissionDenied from None
    except EntryRefused as refused:
        for field, what in refused.problems:
            form.add_error(field, WRONG[what])
    return form.is_valid()
