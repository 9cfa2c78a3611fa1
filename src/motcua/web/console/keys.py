"""Pages of API keys: which machines may do what; a secret is shown once."""

from __future__ import annotations

import datetime as dt
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Role
from motcua.domain.permissions.rules import SCOPES
from motcua.queries import console_staff, console_units
from motcua.services import accounts
from motcua.services.accounts import AccountProblem
from motcua.web.console import room, words
from motcua.web.console.fields import Day, Line, One, unit_choices, unit_name
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.wording.roles import ROLE_WORDS

HERE = "console_keys"
MACHINE_ROLES = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.RECORDS, Role.COLLECTOR, Role.ONE_STOP_HEAD, Role.LEADER, Role.POSTAL)
SCOPE_WORDS = {
    "dossiers:read": gettext_lazy("Read dossiers"),
    "dossiers:file": gettext_lazy("File and receive dossiers, attach papers"),
    "dossiers:move": gettext_lazy("Move dossiers"),
    "post:write": gettext_lazy("Tell what became of the post's parcels"),
    "figures:read": gettext_lazy("Read figures, without any dossier"),
    "fees:read": gettext_lazy("Read receipts for money"),
    "results:deliver": gettext_lazy("Deliver results issued by a sector's system"),
}


class KeyForm(Form):
    """A key for one machine."""

    name = Line(label=gettext_lazy("Which system uses the key"), most=100,
                missing=gettext_lazy("Enter the system, for example the province's dashboard."))  # fmt: skip
    unit = One(label=pgettext_lazy("account", "Unit"), missing=gettext_lazy("Choose the unit for which it acts."))
    roles = forms.MultipleChoiceField(
        label=pgettext_lazy("key", "As whom it acts"), widget=widgets.Checkboxes(small=True),
        choices=[(role.value, ROLE_WORDS[role]) for role in MACHINE_ROLES],
        error_messages={"required": gettext_lazy("Choose at least one role: the key reaches what the role reaches in that unit.")},
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=pgettext_lazy("key", "What it may do"), widget=widgets.Checkboxes(small=True),
        choices=[(scope, SCOPE_WORDS.get(scope, scope)) for scope in SCOPES],
        error_messages={"required": words.ACCOUNTS["unknown_scope"]},
    )  # fmt: skip
    until = Day(label=pgettext_lazy("key", "Last day"), help_text=gettext_lazy("A year at most: a key that is still needed is renewed."))

    def __init__(self, *given: object, units: list[tuple[str, str]], today: dt.date) -> None:
        super().__init__(*given, initial={"until": today + dt.timedelta(days=365)})  # type: ignore[arg-type]
        self.today = today
        self.fields["unit"].choices = [*self.fields["unit"].choices, *units]  # type: ignore[attr-defined]

    def clean_until(self) -> dt.date:
        """Refuse a key that would never open anything, or for longer than a year."""
        until = self.cleaned_data["until"]
        if not self.today <= until <= self.today + dt.timedelta(days=366):
            raise ValidationError(gettext_lazy("Choose a day from today to a year from now."))
        return until


@staff_only(*room.SYSTEM)
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys; posting creates one and shows its secret once."""
    today = local(request.now).date()  # type: ignore[attr-defined]
    form = KeyForm(room.posted(request), units=unit_choices(console_units.everything_in_force(today)), today=today)
    if request.method == "POST" and form.is_valid():
        secret = _made(request, form)
        if secret:
            context = {"secret": secret, "name": form.cleaned_data["name"], "until": form.cleaned_data["until"]}
            return room.draw(request, "key_shown", context, current=HERE)
    found = [_key(one, request.now) for one in console_staff.api_keys()]  # type: ignore[attr-defined]
    return room.draw(request, "keys", {"form": form, "keys": found}, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.SYSTEM)
@post_or_back(HERE)
def revoke(request: HttpRequest, key_id: uuid.UUID) -> HttpResponse:
    """Revoke a key from this moment."""
    accounts.revoke_key(key_id=key_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    messages.success(request, _("The key opens nothing any more."))
    return redirect(HERE)


def _made(request: HttpRequest, form: KeyForm) -> str:
    data = form.cleaned_data
    end = dt.datetime.combine(data["until"] + dt.timedelta(days=1), dt.time(), ZONE)
    try:
        _key_id, secret = accounts.new_key(
            name=data["name"], unit_id=uuid.UUID(data["unit"]), roles=[Role(r) for r in data["roles"]], scopes=data["scopes"],
            actor=request.actor, at=request.now, valid_until=end,  # type: ignore[attr-defined]
        )  # fmt: skip
    except AccountProblem as refused:
        form.add_error(None, words.ACCOUNTS[refused.code])
        return ""
    return secret


def _last_day(until: dt.datetime | None) -> dt.date | None:
    """Return the last day of a key that opens until a moment: until midnight is until the day before."""
    return local(until - dt.timedelta(microseconds=1)).date() if until else None


def _key(one: console_staff.Key, at: dt.datetime) -> dict[str, object]:
    return {
        "id": one.id, "name": one.name, "unit": unit_name(one.unit) if one.unit else "", "live": one.live(at),
        "roles": [ROLE_WORDS[role] for role in one.roles], "scopes": [SCOPE_WORDS.get(s, s) for s in one.scopes],
        "created_at": one.created_at, "last_day": _last_day(one.valid_until), "revoked_at": one.revoked_at,
    }  # fmt: skip
