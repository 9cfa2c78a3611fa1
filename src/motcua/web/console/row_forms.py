"""Forms for rows of fee resolutions and of decisions that shorten time limits."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.procedures import time_limits
from motcua.domain.procedures.revision import Channel
from motcua.queries import console_rows
from motcua.services import areas
from motcua.services.areas import Era
from motcua.web.console.fields import Day, Line, One
from motcua.web.shared import widgets
from motcua.web.shared.forms import Form, MoneyField
from motcua.web.shared.wording import money
from motcua.web.shared.wording.limit_units import LIMIT_UNITS

CHANNELS = {
    Channel.COUNTER: pgettext_lazy("row", "at the counter"),
    Channel.ONLINE: pgettext_lazy("row", "online"),
    Channel.POST: pgettext_lazy("row", "by post"),
}
KINDS = {"le_phi": pgettext_lazy("row", "Charge (lệ phí)"), "phi": pgettext_lazy("row", "Fee (phí)")}
assert set(LIMIT_UNITS) == set(time_limits.UNITS)
GROUPS = re.compile(r"[a-z][a-z0-9_]*")


class Codes(Line):
    """Codes in one line, apart by spaces or commas."""

    def __init__(self, **given: Any) -> None:
        super().__init__(most=2000, **given)

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).strip()))) if super().clean(value).strip() else []


class Whole(Line):
    """A whole number, or nothing."""

    def __init__(self, **given: Any) -> None:
        super().__init__(most=6, widget=widgets.Digits(), **given)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
            raise ValidationError(_("Enter a whole number, for example 20."))
        return int(text)


def groups() -> dict[str, str]:
    """Return the groups that may pay less or nothing: those we have words for, and those that rows in the schedule name."""
    return {key: money.relief(key) for key in (*money.RELIEFS, *sorted(console_rows.groups() - set(money.RELIEFS)))}


class AskedTwice(Form):
    """A form that asks once more where its day lies before today: dossiers were received since."""

    sure = forms.BooleanField(required=False, widget=widgets.Checkbox(_("Yes, I have compared the day with the paper.")))
    day = ""  # the name of that question

    def __init__(self, *given: Any, today: dt.date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.today = today
        if not self._past():
            del self.fields["sure"]

    def clean_sure(self) -> bool:
        """Refuse a day that has passed until the box is ticked."""
        if not self.cleaned_data["sure"]:
            raise ValidationError(_("That day has passed. Dossiers received since then keep what they were told. Compare the day with the paper and tick the box."))
        return True

    def _past(self) -> bool:
        field = self.fields[self.day]
        try:
            typed = field.clean(field.widget.value_from_datadict(self.data, self.files, self.day)) if self.is_bound else None
        except ValidationError:
            return False
        return typed is not None and typed < self.today


class RowForm(AskedTwice):
    """What rows of both kinds say: which paper, for what, where and when."""

    day = "first"

    decision = Line(label=_("Decision or resolution"), most=120, missing=_("Enter the number of the decision or resolution, for example 11/2022/NQ-HĐND."))
    article = Line(label=_("Article"), most=120, help_text=_("For example: Article 2."))
    procedures = Codes(label=_("For these procedures (codes)"), help_text=_("Several codes apart by commas, for example 1.001193, 2.000815."))
    channel = One(label=_("Only when filed"), choices=[(c.value, text) for c, text in CHANNELS.items()])
    first = Day(label=_("In force from"))
    last = Day(label=_("Last day in force"), required=False, help_text=_("Leave empty when the paper names none."))
    areas_old = Codes(label=_("Only in this former territory (area codes before 1/7/2025)"),
                      help_text=_("Leave empty for the whole province. For example 62 for the former Kon Tum province."))  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["channel"].choices = [("", pgettext_lazy("row", "any way")), *((c.value, t) for c, t in CHANNELS.items())]  # type: ignore[attr-defined]

    def clean_procedures(self) -> list[str]:
        """Refuse codes that the catalogue has not got."""
        codes: list[str] = self.cleaned_data["procedures"]
        unknown = console_rows.unknown_procedures(codes)
        if unknown:
            raise ValidationError(_("The catalogue has no such procedure: %(codes)s."), params={"codes": ", ".join(unknown)})
        return codes

    def clean_areas_old(self) -> list[str]:
        """Refuse codes that no area had before 1/7/2025."""
        codes: list[str] = self.cleaned_data["areas_old"]
        unknown = [code for code in codes if not areas.known(code, Era.OLD)]
        if unknown:
            raise ValidationError(_("No area had this code before 1/7/2025: %(codes)s."), params={"codes": ", ".join(unknown)})
        return codes

    def document(self, key: str) -> dict[str, object]:
        """Return the row as the services take it."""
        data = self.cleaned_data
        found: dict[str, object] = {
            "key": key, "decision": data["decision"], "article": data["article"], "first_day": data["first"].isoformat(),
            "procedures": data["procedures"],
        }  # fmt: skip
        if data["last"]:
            found["last_day"] = data["last"].isoformat()
        if data["channel"]:
            found["channel"] = data["channel"]
        if data["areas_old"]:
            found["territory"] = {"old": data["areas_old"]}
        return found


class FeeRowForm(RowForm):
    """A row of a fee resolution: an amount, a share of the amount in force, or who is exempt."""

    kind = One(label=pgettext_lazy("row", "Sort"), choices=KINDS.items(), radios=True, missing=_("Choose whether it is a charge or a fee."))
    fees = Codes(label=_("For these fees (keys)"), help_text=_("As the procedures name them; the list is below."))
    amount = MoneyField(label=_("Amount for one unit"), required=False)
    unit = Line(label=_("Unit"), most=40, help_text=_("For example: page, copy, certificate."))
    cap = MoneyField(label=_("At most for one copy"), required=False)
    tiers = Line(label=_("Cheaper from a number of units on"), most=200, help_text=_("For example 3: 1000 means 1,000 đồng from the third unit on."))
    percent_of_base = Whole(label=_("Share of the amount in force, in per cent"), help_text=_("50 means half. Leave empty when the row sets an amount."))
    exempt = forms.CharField(
        label=_("Who pays less or nothing"), required=False, widget=widgets.Textarea(attrs={"rows": 3}),
        help_text=_("One group a line: its key, the per cent taken off, the article. For example: poor_household; 100; Article 6."),
    )  # fmt: skip
    field_order = ("decision", "article", "kind", "fees", "procedures", "amount", "unit", "tiers", "cap", "percent_of_base", "exempt", "channel",
                   "first", "last", "areas_old")  # fmt: skip

    def clean_fees(self) -> list[str]:
        """Refuse keys that no published procedure names."""
        keys: list[str] = self.cleaned_data["fees"]
        known = console_rows.fee_keys(self.today)
        unknown = [key for key in keys if key not in known]
        if unknown:
            raise ValidationError(_("No published procedure names these fees: %(keys)s."), params={"keys": ", ".join(unknown)})
        return keys

    def clean(self) -> dict[str, Any]:
        """Refuse a sort that the published procedures do not give these fees."""
        data = super().clean() or self.cleaned_data
        kinds = console_rows.fee_kinds(self.today)
        other = [key for key in data.get("fees", []) if data.get("kind") and data["kind"] not in kinds[key]]
        if other:
            told = {"kind": KINDS[min(kinds[other[0]])], "keys": ", ".join(other)}
            self.add_error("kind", ValidationError(_("In the published procedures this is a %(kind)s: %(keys)s. Choose that sort, or other fees."), params=told))
        return data

    def clean_tiers(self) -> list[dict[str, int]]:
        """Read "3: 1000; 10: 500"."""
        found = []
        for part in filter(str.strip, re.split(r"[;,]", self.cleaned_data["tiers"])):
            read = re.fullmatch(r"\s*(\d{1,6})\s*:\s*(\d{1,9})\s*", part, re.ASCII)
            if read is None:
                raise ValidationError(_("Write it as 3: 1000, several apart by a semicolon."))
            found.append({"from_unit": int(read[1]), "amount": int(read[2])})
        return found

    def clean_exempt(self) -> list[dict[str, object]]:
        """Read "poor_household; 100; Điều 6" line by line."""
        found: list[dict[str, object]] = []
        known = groups()
        for line in filter(str.strip, self.cleaned_data["exempt"].splitlines()):
            group, percent, article, *rest = [part.strip() for part in f"{line};;".split(";")]
            if not GROUPS.fullmatch(group) or not re.fullmatch(r"\d{0,3}", percent, re.ASCII) or any(rest):
                raise ValidationError(_("This line cannot be read: %(line)s"), params={"line": line})
            if group not in known:
                raise ValidationError(_("There is no group “%(group)s”. Choose one of the list below."), params={"group": group})
            found.append({"group": group, "percent": int(percent or 100), "article": article})
        return found

    def document(self, key: str) -> dict[str, object]:
        data = self.cleaned_data
        found = super().document(key) | {"kind": data["kind"], "fees": data["fees"], "unit": data["unit"]}
        for name in ("amount", "cap", "percent_of_base"):
            if data[name] is not None:
                found[name] = data[name]
        return found | {name: data[name] for name in ("tiers", "exempt") if data[name]}


class LimitRowForm(RowForm):
    """A row of a decision that shortens time limits: by a share, or to a limit of its own."""

    percent = Whole(label=_("Shorter by, in per cent"), help_text=_("20 means a fifth shorter; never rounded up above what is left."))
    amount = Whole(label=_("Or a limit of its own"))
    unit = One(label=_("Unit of that limit"), choices=LIMIT_UNITS.items())
    field_order = ("decision", "article", "procedures", "percent", "amount", "unit", "channel", "first", "last", "areas_old")

    def document(self, key: str) -> dict[str, object]:
        data = self.cleaned_data
        found = super().document(key)
        if data["percent"] is not None:
            found["percent"] = data["percent"]
        if data["amount"] is not None:
            found["limit"] = {"amount": data["amount"], "unit": data["unit"] or "working_days"}
        return found


class EndRowForm(AskedTwice):
    """The last day of a row."""

    day = "last"
    field_order = ("last", "sure")

    last = Day(label=_("Last day in force"))
