"""Forms of the working calendar and of dated rules."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.services import calendars, dated_settings
from motcua.services.calendars import CalendarProblem, Sessions, SetAlready
from motcua.services.dated_settings import RULES, Kind, SettingWrong
from motcua.web.console import rule_words, words
from motcua.web.console.fields import Day, Line, One
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form

BASIS_HINT = _("For example 1234/QĐ-UBND, 12/01/2026.")


class Hours(Line):
    """Working hours of a day, as "07:00-11:30, 13:30-17:00"."""

    def __init__(self, **given: Any) -> None:
        super().__init__(most=100, help_text=_("For example 07:00-11:30, 13:30-17:00."), **given)

    def clean(self, value: Any) -> Sessions | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return calendars.read_hours(text)
        except CalendarProblem as problem:
            raise ValidationError(words.CALENDARS[problem.code]) from None


class DayForm(Form):
    """A day that differs from its weekday."""

    day = Day(label=pgettext_lazy("calendar", "Day"))
    works = One(
        label=pgettext_lazy("calendar", "On this day"), radios=True, missing=_("Choose whether the day is worked."),
        choices=[("no", pgettext_lazy("calendar", "nobody works")), ("yes", pgettext_lazy("calendar", "people work"))],
    )  # fmt: skip
    name = Line(label=pgettext_lazy("calendar", "Name"), most=200, missing=_("Enter what the day is, for example Lunar New Year."))
    source = Line(label=_("Legal basis"), most=300, missing=words.CALENDARS["source_missing"], help_text=BASIS_HINT)
    sessions = Hours(label=_("Hours on this day, when they are not the usual ones"))


def ask_to_replace(form: Form, box: str, standing: SetAlready, said: str) -> None:
    """Say at a box what is set already, and offer to replace exactly that."""
    tick = widgets.Checkbox(str(_("Replace what is set already")), {"value": str(standing.row)})
    tick.check_test = lambda _value: False  # what was ticked for another day does not count for this one
    form.fields["replaces"] = forms.BooleanField(label=_("Replace it?"), required=False, widget=tick)
    form.add_error(box, said + " " + str(_("Tick “Replace what is set already” below, or choose another day.")))


def replaced(request: HttpRequest) -> uuid.UUID | None:
    """Return what the reader said is to be replaced; it is what the page showed, nothing else."""
    try:
        return uuid.UUID(request.POST.get("replaces", ""))
    except ValueError:
        return None


class SeasonForm(Form):
    """Working hours between two days."""

    first = Day(label=pgettext_lazy("calendar", "First day"))
    last = Day(label=pgettext_lazy("calendar", "Last day"))
    sessions = Hours(label=_("Working hours"), missing=words.CALENDARS["hours_not_read"])
    source = Line(label=_("Legal basis"), most=300, missing=words.CALENDARS["source_missing"], help_text=BASIS_HINT)


class RuleForm(Form):
    """A new value of one dated rule."""

    first = Day(label=_("In force from"))
    basis = Line(label=_("Legal basis"), most=300, missing=words.SETTINGS["basis"], help_text=BASIS_HINT)
    field_order = ("value",)

    def __init__(self, *given: Any, key: str, today: dt.date, current: object, **more: Any) -> None:
        start = {"first": today, "value": dated_settings.typed(key, current)}
        super().__init__(*given, initial=start, **more)
        self.key = key
        self.fields["value"] = _value(key)
        self.order_fields(["value", "first", "basis"])

    def clean_value(self) -> str:
        """Refuse a value nobody could read, in words."""
        text = str(self.cleaned_data["value"])
        try:
            RULES[self.key].read(text)
        except SettingWrong as wrong:
            raise ValidationError(rule_words.wrong(wrong)) from None
        return text


def _value(key: str) -> forms.Field:
    rule, label, hint = RULES[key], rule_words.LABELS[key], rule_words.HINTS[key]
    if rule.choices:
        choices = [(choice, rule_words.value(key, choice)) for choice in rule.choices]
        return One(label=label, help_text=hint, choices=choices, radios=True, missing=words.SETTINGS["choose"])
    width = {Kind.NUMBER: 4, Kind.TIME: 5}.get(rule.kind)
    missing = "" if rule.kind is Kind.PATTERN else rule_words.needed(key)
    return Line(label=label, help_text=hint, most=80, missing=missing, widget=widgets.Text({"spellcheck": "false"}, width=width))
