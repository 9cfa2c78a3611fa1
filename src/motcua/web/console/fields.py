"""Fields of the console's forms, each with the words for what is missing or too long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.people.units import Unit
from motcua.queries import configuration
from motcua.web.shared import widgets
from motcua.web.shared.forms import DateField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTHING = pgettext_lazy("nothing chosen yet", "Choose")
DAY_MISSING = _("Enter the day, for example 23 11 2026.")


class Line(forms.CharField):
    """One line of text; `missing` says what to enter and makes it required."""

    def __init__(self, *, most: int, missing: StrOrPromise = "", **given: Any) -> None:
        given.setdefault("widget", widgets.Text())
        super().__init__(max_length=most, required=bool(missing), error_messages={"required": missing}, **given)


class One(forms.ChoiceField):
    """One of a list; `missing` says what to choose and makes it required."""

    def __init__(self, *, choices: Any = (), missing: StrOrPromise = "", radios: bool = False, **given: Any) -> None:
        words = {"required": missing or NOTHING, "invalid_choice": missing or _("Choose one of the list.")}
        listed = [*choices] if radios else [("", NOTHING), *choices]
        widget = given.pop("widget", None) or (widgets.Radios() if radios else widgets.Select())
        super().__init__(choices=listed, required=bool(missing), error_messages=words, widget=widget, **given)


class Day(DateField):
    """A day in three boxes; what is wrong with it names the question, since a form may ask for several days.

    `missing` is what is said of an empty one, where the question itself says it better.
    """

    def __init__(self, *, label: StrOrPromise, required: bool = True, missing: StrOrPromise = "", **given: Any) -> None:
        super().__init__(label=label, required=required, error_messages={"required": DAY_MISSING}, **given)
        said = {code: format_lazy("{label}: {text}", label=label, text=text) for code, text in self.error_messages.items()}
        self.error_messages = said | ({"required": missing, "part": missing} if missing else {})


def unit_name(unit: Unit) -> str:
    """Return a unit's name in the reader's language; the Vietnamese where it has no other."""
    if (get_language() or "vi").startswith("en"):
        row = configuration.current().unit_texts.get(str(unit.id))
        if row is not None and row.name_en:
            return str(row.name_en)
    return unit.name


def unit_choices(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Return units for a list to choose from, each with its code."""
    return [(str(unit.id), f"{unit_name(unit)} ({unit.code})") for unit in units]
