"""Django forms of the rooms (sign-in, console): fields that read what people type, errors that say what to do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.web.shared import amounts, questions, widgets

TOO_LONG = _("This is too long: at most %(limit_value)d letters.")


class Form(forms.Form):
    """A form whose errors come from the server in our words: the browser's own checks are off."""

    use_required_attribute = False
    default_renderer = questions.Renderer

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for field in self.fields.values():
            if getattr(field, "max_length", None) is not None:
                field.error_messages.setdefault("max_length", TOO_LONG)

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """Return (id of the control, message) pairs for the error summary."""
        return questions.error_links(self)


class MoneyField(forms.Field):
    """An amount of whole đồng, typed with or without points: "1.234.567", "1 234 567 đ"."""

    widget = widgets.Money
    default_error_messages = {
        "invalid": _("Enter an amount in whole đồng using digits only, for example 150,000."),
        "least": _("The amount must be at least %(least)s đồng."),
    }

    def __init__(self, *, least: int = 0, **given: Any) -> None:
        super().__init__(**given)
        self.least = least

    def to_python(self, value: Any) -> int | None:
        if value in (None, ""):
            return None
        read = amounts.read(str(value))
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None and value < self.least:
            least = f"{self.least:,}".replace(",", ".")
            raise ValidationError(self.error_messages["least"], code="least", params={"least": least})


class DateField(forms.Field):
    """A day typed in three boxes; a year has four digits, and 31/02 is said to be no day."""

    widget = widgets.DateBoxes
    default_error_messages = {
        "part": _("Enter the day, month and year, for example 23 11 1966."),
        "invalid": _("%(day)s/%(month)s/%(year)s is not a day of the calendar. Check the day and the month."),
        "year": _("Enter the year with four digits, for example 1966."),
    }

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date) or value in (None, ""):
            return value or None
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        if not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in parts):
            raise ValidationError(self.error_messages["part"], code="part")
        day, month, year = map(int, parts)
        if len(parts[2]) != 4:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return dt.date(year, month, day)
        except ValueError:
            shown = dict(zip(("day", "month", "year"), parts, strict=True))
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=shown) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class FilesField(forms.Field):
    """Several uploaded files as a list; an empty file or one that is too large is named."""

    widget = widgets.Files
    default_error_messages = {
        "large": _("“%(name)s” is too large. Each file may have at most %(most)s MB."),
        "empty": _("“%(name)s” is empty. Choose the file again."),
    }

    def __init__(self, *, most_bytes: int, **given: Any) -> None:
        given.setdefault("widget", widgets.Files(most_bytes=most_bytes))
        super().__init__(**given)
        self.most_bytes = most_bytes

    def to_python(self, value: Any) -> list[Any]:
        files = [one for one in (value if isinstance(value, list | tuple) else [value]) if one]
        for one in files:
            if one.size > self.most_bytes:
                most = self.most_bytes // 1_000_000
                raise ValidationError(
                    self.error_messages["large"], code="large", params={"name": one.name, "most": most}
                )
            if one.size == 0:
                raise ValidationError(self.error_messages["empty"], code="empty", params={"name": one.name})
        return files
