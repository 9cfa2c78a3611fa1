"""Forms of the till: taking money, voiding a receipt, giving money back, opening a shift."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.fees.receipts import AT_THE_COUNTER, PAID_OUT, Way
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form, MoneyField
from motcua.web.shared.wording import money

_CHOOSE_WAY = {"required": money.WAY_MISSING, "invalid_choice": money.WAY_MISSING}


def _ways(ways: Sequence[Way]) -> list[tuple[str, Any]]:
    return [(way.value, money.WAYS[way]) for way in ways]


class TakeForm(Form):
    """How the money came; a transfer with the bank's reference, once it is seen to have arrived."""

    way = forms.ChoiceField(
        label=_("How it was paid"), choices=_ways(AT_THE_COUNTER), initial=Way.CASH.value, widget=widgets.Radios(inline=True),
        error_messages=_CHOOSE_WAY,
    )  # fmt: skip
    reference = forms.CharField(
        label=_("The bank's reference of the transfer"), required=False, max_length=80, widget=widgets.Text({"spellcheck": "false"}, width=20),
        help_text=_("For a transfer: enter it when the money has arrived in the account. Each reference counts once."),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d letters.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A transfer is taken only with its reference."""
        found = super().clean() or {}
        if _transfer_without_reference(found):
            self.add_error("reference", _("Enter the bank's reference, for example FT26320123456: it says that the money has arrived."))
        return found


def _transfer_without_reference(found: dict[str, Any]) -> bool:
    return found.get("way") == Way.TRANSFER.value and not (found.get("reference") or "").strip()


class VoidForm(Form):
    """Why a receipt is made void."""

    reason = forms.CharField(
        label=pgettext_lazy("form", "Reason"), max_length=300, widget=widgets.Textarea({"rows": 3}),
        error_messages={"required": money.MISSING["reason"]},
    )  # fmt: skip


class GiveBackForm(Form):
    """Which fees are given back, how, why and by what right."""

    lines = forms.MultipleChoiceField(
        label=_("What is given back"), widget=widgets.Checkboxes(), error_messages={"required": money.REFUSED["nothing_chosen"]}
    )
    way = forms.ChoiceField(
        label=_("How it is given back"), choices=_ways(PAID_OUT), initial=Way.CASH.value, widget=widgets.Radios(inline=True),
        error_messages=_CHOOSE_WAY,
    )  # fmt: skip
    reference = forms.CharField(
        label=_("The bank's reference of the transfer"), required=False, max_length=80, widget=widgets.Text({"spellcheck": "false"}, width=20),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d letters.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=pgettext_lazy("form", "Reason"), max_length=500, widget=widgets.Textarea({"rows": 3}),
        error_messages={"required": money.MISSING["reason"]},
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Legal basis"), max_length=300, widget=widgets.Text(), error_messages={"required": money.MISSING["basis"]}
    )

    def __init__(self, *given: Any, lines: Sequence[tuple[str, str]], paid: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]
        if paid in PAID_OUT:
            self.initial.setdefault("way", paid)
        self.initial.setdefault("lines", [value for value, _words in lines] if len(lines) == 1 else [])

    def clean(self) -> dict[str, Any]:
        """A transfer is paid out only with its reference, as it is taken."""
        found = super().clean() or {}
        if _transfer_without_reference(found):
            self.add_error("reference", _("Enter the bank's reference, for example FT26320123456: it says that the money has gone back."))
        return found


class BeginForm(Form):
    """Opening a shift with the change in the drawer."""

    unit = forms.ChoiceField(label=pgettext_lazy("account", "Unit"), widget=widgets.Select())
    float_amount = MoneyField(
        label=_("Change in the drawer"), help_text=_("What you begin with, for example 200.000. Enter 0 for none."),
        error_messages={"required": _("Enter the change in the drawer; 0 for none.")},
    )  # fmt: skip

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = units[0][0]


class CloseForm(Form):
    """The sum of the cash counted, and why it differs where it does; notes are counted beside it."""

    counted = MoneyField(label=_("Cash counted"), required=False, help_text=_("Leave it empty when you have counted note by note."))
    reason = forms.CharField(
        label=_("Why the cash differs, or why you close it for a colleague"), required=False, max_length=500,
        widget=widgets.Textarea({"rows": 2}), error_messages={"max_length": _("This is too long: at most %(limit_value)d letters.")},
    )  # fmt: skip
