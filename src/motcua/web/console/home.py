"""The landing page of the console, one's own password, and the page that shows the visual language."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from motcua.domain.counters.pins import LENGTH, PinRefused
from motcua.domain.permissions.roles import Role
from motcua.queries import counters
from motcua.services import pins, staffing
from motcua.services.accounts import AccountProblem
from motcua.web.console import room, waiting, words
from motcua.web.shared import look, widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only


class PasswordForm(Form):
    """The present password, and a new one typed once with a way to see it."""

    old = forms.CharField(
        label=gettext_lazy("Present password"), widget=widgets.Password(),
        error_messages={"required": gettext_lazy("Enter the password you sign in with today.")},
    )  # fmt: skip
    new = forms.CharField(
        label=gettext_lazy("New password"), widget=widgets.Password(new=True), max_length=200,
        help_text=gettext_lazy("At least 10 letters, digits or signs; several words are easy to remember and hard to guess."),
        error_messages={"required": gettext_lazy("Enter the new password.")},
    )  # fmt: skip


class PinForm(Form):
    """The present password, and the PIN that unlocks a known counter."""

    old = forms.CharField(
        label=gettext_lazy("Present password"), widget=widgets.Password(),
        error_messages={"required": gettext_lazy("Enter the password you sign in with today.")},
    )  # fmt: skip
    pin = forms.CharField(
        label=gettext_lazy("New PIN"), max_length=LENGTH,
        widget=widgets.Password({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Six digits: no birthday, no year, no row of keys, no repetition."),
        error_messages={"required": words.PINS["digits"], "max_length": words.PINS["digits"]},
    )  # fmt: skip


@staff_only()
def home(request: HttpRequest) -> HttpResponse:
    """Show what this person may administer."""
    actor = request.actor  # type: ignore[attr-defined]
    groups = room.open_to(actor)
    counted = waiting.counts(actor)
    shown = [{"label": g.label, "places": [{"place": p, "waiting": counted.get(p.route, 0)} for p in g.places]} for g in groups]
    helper = actor.holdings and all(h.role is Role.HELPER for h in actor.holdings)
    context = {"groups": shown, "without_role": not actor.holdings, "helper": helper}
    return room.draw(request, "home", context, current="console_home")


@staff_only()
@sensitive_post_parameters("old", "new")
def password(request: HttpRequest) -> HttpResponse:
    """Let people change their own password."""
    form = PasswordForm(room.posted(request))
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)  # this session goes on; the others end
        messages.success(request, _("Your password has been changed. Use the new one from now on."))
        return redirect("console_home")
    status = 422 if form.is_bound else 200
    return room.draw(request, "password", {"form": form}, current="console_password", status=status)


@staff_only()
@sensitive_post_parameters("old", "pin")
def pin(request: HttpRequest) -> HttpResponse:
    """Let people choose the PIN with which they unlock a known counter."""
    form = PinForm(room.posted(request))
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        messages.success(request, _("Your PIN has been set. It works at known counters, after one full sign-in a shift."))
        return redirect("console_home")
    chosen = counters.has_pin(uuid.UUID(request.actor.id))  # type: ignore[attr-defined]
    return room.draw(request, "pin", {"form": form, "chosen": chosen}, current="console_pin", status=422 if form.is_bound else 200)


@staff_only()
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the visual language in this room's frame."""
    context = {**look.sample(base="motcua/base_room.html"), **room.frame(request)}
    return render(request, "motcua/styleguide.html", context)


def _changed(request: HttpRequest, form: PasswordForm) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    try:
        staffing.change_own_password(
            staff_id=uuid.UUID(actor.id), old=form.cleaned_data["old"], new=form.cleaned_data["new"], actor=actor,
            at=request.now,  # type: ignore[attr-defined]
        )  # fmt: skip
    except AccountProblem as refused:
        form.add_error("old", words.ACCOUNTS[refused.code])
    except ValidationError as weak:
        form.add_error("new", weak)
    return form.is_valid()


def _chosen(request: HttpRequest, form: PinForm) -> bool:
    try:
        pins.choose(
            pin=form.cleaned_data["pin"], password=form.cleaned_data["old"], actor=request.actor, at=request.now  # type: ignore[attr-defined]
        )  # fmt: skip
    except AccountProblem as refused:
        form.add_error("old", words.ACCOUNTS[refused.code])
    except PinRefused as weak:
        form.add_error("pin", words.PINS[weak.code])
    return form.is_valid()
