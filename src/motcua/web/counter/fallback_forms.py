"""Forms of the fallback: how many slips, what failed from when to when, why a slip or a booklet is struck out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.fallback.rules import MOST_SLIPS, OutageKind, moment
from motcua.domain.hours import local
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form
from motcua.web.shared.wording import fallback

_SHORT = {"autocomplete": "off"}


def _short(label: Any, example: str, width: int, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20, widget=widgets.Text({**_SHORT, "placeholder": example}, width=width),
        error_messages={"required": fallback.say("moment")},
    )  # fmt: skip


class ReserveForm(Form):
    """How many slips are reserved, and for which office where the person serves several."""

    unit = forms.ChoiceField(label=pgettext_lazy("fallback", "Office"))
    size = forms.IntegerField(
        label=_("How many slips"), min_value=1, max_value=MOST_SLIPS, initial=20, widget=widgets.Text({**_SHORT, "inputmode": "numeric"}, width=5),
        error_messages={name: fallback.say("size") for name in ("required", "invalid", "min_value", "max_value")},
    )  # fmt: skip

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        _units(self, units)


class TimesForm(Form):
    """From when to when; without an hour of the end it lasts."""

    began_day = _short(_("Failed on"), "17/11/2026", 10, required=True)
    began_time = _short(_("Failed at"), "09:40", 5, required=True)
    ended_time = _short(_("Worked again at (empty: it still lasts)"), "11:30", 5, required=False)
    ended_day = _short(_("Worked again on (empty: the same day)"), "17/11/2026", 10, required=False)

    def clean(self) -> dict[str, Any]:
        """Read both moments; what cannot be read is said at its hour."""
        found = super().clean() or {}
        first, began, ended, last = (str(found.get(name) or "").strip() for name in ("began_day", "began_time", "ended_time", "ended_day"))
        found["began"] = moment(first, began)
        if found["began"] is None and first and began:
            self.add_error(*_unread(first, "began"))
        found["ended"] = moment(last or first, ended) if ended else None
        if found["ended"] is None and (ended or (last and last != first)):
            self.add_error(*(_unread(last or first, "ended") if ended else ("ended_time", fallback.say("moment"))))
        return found

    def refused(self, said: dict[str, list[str]]) -> None:
        """Put what the service refused at the fields it belongs to."""
        for name, messages in said.items():
            for message in messages:
                self.add_error({"began": "began_time", "ended": "ended_time"}.get(name, name if name in self.fields else None), message)


def _unread(day: str, which: str) -> tuple[str, str]:
    """Return at which box it is said that a moment cannot be read: at its day where that is none of the calendar."""
    if moment(day, "00:00") is None:
        return f"{which}_day", fallback.say("day")
    return f"{which}_time", fallback.say("moment")


class OutageForm(TimesForm):
    """What failed, where, from when to when."""

    unit = forms.ChoiceField(label=pgettext_lazy("fallback", "Office"))
    kind = forms.ChoiceField(
        label=_("What failed"), choices=[(kind.value, words) for kind, words in fallback.KINDS.items()], initial=OutageKind.POWER.value,
        widget=widgets.Radios(inline=True),
    )  # fmt: skip
    note = forms.CharField(label=pgettext_lazy("form", "Note"), required=False, max_length=300, widget=widgets.Text(_SHORT))
    field_order = ("unit", "kind", "began_day", "began_time", "ended_time", "ended_day", "note")

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        _units(self, units)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=pgettext_lazy("form", "Reason"), max_length=300, widget=widgets.Text(_SHORT), error_messages={"required": fallback.say("reason")}
    )


def _units(form: forms.Form, units: Sequence[tuple[str, str]]) -> None:
    """Offer the offices; a single one is not asked for."""
    field = form.fields["unit"]
    assert isinstance(field, forms.ChoiceField)
    field.choices, field.initial = units, units[0][0] if units else ""
    field.widget = widgets.Select(choices=units) if len(units) > 1 else forms.HiddenInput()


def typed(began_at: dt.datetime, ended_at: dt.datetime | None) -> dict[str, str]:
    """Return the times of an outage as they are typed."""
    found = {"began_day": f"{local(began_at):%d/%m/%Y}", "began_time": f"{local(began_at):%H:%M}"}
    if ended_at is None:
        return found
    return found | {"ended_day": f"{local(ended_at):%d/%m/%Y}", "ended_time": f"{local(ended_at):%H:%M}"}
