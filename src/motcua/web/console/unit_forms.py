"""Forms of the tree of units."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.people.units import Level, Unit, UnitKind
from motcua.services.units import NewUnit
from motcua.web.console.fields import Day, Line, One, unit_choices
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.wording.people import LEVELS, UNIT_KINDS


class PlaceForm(Form):
    """Where a unit is found, and its English name."""

    name_en = Line(label=pgettext_lazy("unit", "Name in English"), most=200)
    address = Line(label=pgettext_lazy("unit", "Address"), most=300)
    phone = Line(label=pgettext_lazy("unit", "Telephone"), most=30, widget=widgets.Phone())


class UnitForm(Form):
    """A unit to be added."""

    code = Line(
        label=_("Identifier of the agency"), most=35, widget=widgets.Text({"spellcheck": "false"}, width=20),
        missing=_("Enter the identifier of the agency, for example H48.101."),
        help_text=_("At most 35 letters, digits and dots; it begins with the code of the province."),
    )  # fmt: skip
    name = Line(label=pgettext_lazy("unit", "Name"), most=200, missing=_("Enter the full name of the unit."))
    name_en = Line(label=pgettext_lazy("unit", "Name in English"), most=200)
    kind = One(
        label=pgettext_lazy("unit", "Kind"), missing=_("Choose what kind of unit this is."),
        choices=[(kind.value, words) for kind, words in UNIT_KINDS.items() if kind is not UnitKind.DISTRICT],
    )  # fmt: skip
    level = One(
        label=pgettext_lazy("unit", "Level"), missing=_("Choose the level the unit works at."),
        choices=[(level.value, words) for level, words in LEVELS.items() if level is not Level.DISTRICT],
    )  # fmt: skip
    area_code = Line(
        label=_("Code of the area"), most=10, widget=widgets.Digits(width=10),
        help_text=_("The five digits of the commune or the two of the province; empty for a unit without an area of its own."),
    )  # fmt: skip
    address = Line(label=pgettext_lazy("unit", "Address"), most=300)
    phone = Line(label=pgettext_lazy("unit", "Telephone"), most=30, widget=widgets.Phone())
    first = Day(label=pgettext_lazy("unit", "First day"))

    def new(self, parent: uuid.UUID | None) -> NewUnit:
        """Return the unit to add under the parent."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given |= {"kind": UnitKind(given["kind"]), "level": Level(given["level"])}
        return NewUnit(parent_id=parent, **given)


class EndForm(Form):
    """The end of a unit and who takes over."""

    last = Day(label=pgettext_lazy("unit", "Last day"))
    successor = One(label=_("Unit that takes over"), help_text=_("It does the work from the day after."))

    def __init__(self, *given: Any, heirs: Iterable[Unit], today: dt.date, **more: Any) -> None:
        super().__init__(*given, initial={"last": today}, **more)
        self.fields["successor"].choices = [("", _("Nobody")), *unit_choices(heirs)]  # type: ignore[attr-defined]
