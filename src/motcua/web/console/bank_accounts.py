"""The page of a unit's bank account: what it is, was and will be, and a new one from a day on."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.fees.vietqr import LONGEST_ACCOUNT, Account
from motcua.domain.hours import local
from motcua.domain.permissions import administration
from motcua.queries import console_units
from motcua.queries import receipts as looking
from motcua.services import bank_accounts
from motcua.services.bank_accounts import AccountWrong
from motcua.services.staffing import NotAdministered
from motcua.web.console import room, words
from motcua.web.console.fields import Day, Line
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only

WRONG = {
    "bin": gettext_lazy("The bank's number has six digits and begins with 97, for example 970436."),
    "account": gettext_lazy("An account number has 4 to 19 digits or letters without marks."),
    "holder": gettext_lazy("Enter the name the account is kept under."),
    "first": gettext_lazy("An account counts from today or later."),
}


class AccountForm(Form):
    """An account from a day on, or none."""

    bin = forms.CharField(
        label=gettext_lazy("The bank's number (BIN)"), max_length=6, widget=widgets.Digits(width=10),
        help_text=gettext_lazy("Six digits, as NAPAS lists them, for example 970436."), error_messages={"required": WRONG["bin"]},
    )  # fmt: skip
    bank = Line(label=gettext_lazy("Name of the bank"), most=120)
    number = forms.CharField(
        label=gettext_lazy("Account number"), max_length=LONGEST_ACCOUNT + 6, widget=widgets.Text({"spellcheck": "false"}, width=20),
        error_messages={"required": WRONG["account"]},
    )  # fmt: skip
    holder = Line(label=gettext_lazy("Name of the account's holder"), most=120, missing=WRONG["holder"])
    first = Day(label=pgettext_lazy("rule", "Counts from"))


@staff_only(*room.PEOPLE)
def account(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Show the accounts of a unit; posting sets one from a day on."""
    today = local(request.now).date()  # type: ignore[attr-defined]
    page = console_units.page(unit_id, today)
    if page is None or not administration.reaches(request.actor, str(unit_id)):  # type: ignore[attr-defined]
        raise Http404
    form = AccountForm(room.posted(request), initial={"first": today})
    if request.method == "POST" and form.is_valid() and _put(request, unit_id, form):
        messages.success(request, _("The account has been set. From its day on the code at the counter leads to it."))
        return redirect("console_unit_account", unit_id)
    found = looking.accounts_of([unit_id])
    counts = looking.account_of(unit_id, today)
    context = {"form": form, "unit": page.unit, "accounts": found, "counts": counts, "above": counts is not None and counts.unit_id != unit_id}
    return room.draw(request, "unit_account", context, current="console_units", status=422 if form.is_bound else 200)


def _put(request: HttpRequest, unit_id: uuid.UUID, form: AccountForm) -> bool:
    data = form.cleaned_data
    given = Account(bin=data["bin"], number=data["number"], holder=data["holder"], bank=data["bank"])
    try:
        bank_accounts.put(unit_id=unit_id, account=given, first=data["first"], actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except NotAdministered:
        form.add_error(None, words.NOT_ADMINISTERED)
    except AccountWrong as wrong:
        form.add_error({"account": "number"}.get(wrong.what, wrong.what), WRONG[wrong.what])
    return form.is_valid()
