"""Forms of accounts and roles."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Role
from motcua.services.staffing import GivenRole
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.wording.roles import ROLE_WORDS


class RoleForm(Form):
    """A role in a unit with its days and the paper that gives it."""

    role = One(label=pgettext_lazy("account", "Role"), missing=_("Choose a role."))
    unit = One(label=pgettext_lazy("account", "Unit"), missing=_("Choose the unit in which the role is held."))
    first = Day(label=pgettext_lazy("account", "First day of the role"))
    last = Day(label=pgettext_lazy("account", "Last day of the role"), required=False,
               help_text=_("Empty means until somebody ends it."))  # fmt: skip
    position = One(
        label=pgettext_lazy("account", "A signing head signs as"), missing="", help_text=_("Empty: as the title of the account says."),
        choices=[("head", pgettext_lazy("position", "Head")), ("deputy", pgettext_lazy("position", "Deputy of the head (KT.)"))],
    )  # fmt: skip
    document = Line(label=_("Paper that gives the role"), most=200, help_text=_("For example 45/QĐ-UBND, 12/01/2026."))

    def __init__(self, *given: Any, roles: Iterable[Role], units: Iterable[Unit], today: dt.date, **more: Any) -> None:
        super().__init__(*given, initial={"first": today, **more.pop("initial", {})}, **more)
        offered = [(role.value, ROLE_WORDS[role]) for role in Role if role in set(roles)]
        self.fields["role"].choices = [*self.fields["role"].choices, *offered]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [*self.fields["unit"].choices, *unit_choices(units)]  # type: ignore[attr-defined]

    def given(self) -> GivenRole:
        """Return the role to give."""
        data = self.cleaned_data
        return GivenRole(Role(data["role"]), uuid.UUID(data["unit"]), data["first"], data["last"], data["document"], data["position"])


class PersonForm(Form):
    """What an account says of its person."""

    name = Line(label=_("Full name"), most=150, missing=_("Enter the full name, as on the identity card."))
    title = Line(label=pgettext_lazy("account", "Title"), most=100)
    email = Line(label=pgettext_lazy("account", "E-mail"), most=200, widget=widgets.Email())
    phone = Line(label=pgettext_lazy("account", "Telephone"), most=30, widget=widgets.Phone())


class HireForm(RoleForm):
    """A new account with its first role."""

    username = Line(
        label=_("Account name"), most=60, missing=_("Enter an account name, for example hoa.nt.baghe."),
        help_text=_("Small letters without accents, digits, dots and hyphens. It cannot be changed later."),
        widget=widgets.Text({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}, width=20),
        validators=[RegexValidator(
            r"^[a-z0-9][a-z0-9.\-_]{2,59}$",
            _("An account name has 3 to 60 small letters without accents, digits, dots or hyphens, for example hoa.nt.baghe."),
        )],
    )  # fmt: skip
    name, title = PersonForm.base_fields["name"], PersonForm.base_fields["title"]
    email, phone = PersonForm.base_fields["email"], PersonForm.base_fields["phone"]
    field_order = ("username", "name", "title", "email", "phone")


class EndRoleForm(Form):
    """The last day of a role."""

    last = Day(label=pgettext_lazy("account", "Last day of the role"),
               help_text=_("Yesterday takes the role away at once."))  # fmt: skip
