"""Form controls in the shapes of the visual language; each draws only itself, `motcua/field.html` the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Attrs = dict[str, Any] | None


def _with_class(attrs: Attrs, name: str) -> dict[str, Any]:
    """Return the attributes with a class put before those already given."""
    given = dict(attrs or {})
    given["class"] = f"{name} {given['class']}" if given.get("class") else name
    return given


class Text(forms.TextInput):
    """One line. `width` is the number of letters expected (2, 3, 4, 5, 10, 20 or 30); `suffix` a unit behind it."""

    template_name = "motcua/widgets/text.html"

    def __init__(
        self, attrs: Attrs = None, *, width: int | None = None, suffix: str = "", prefix: str = ""
    ) -> None:
        super().__init__(
            _with_class(attrs, f"govuk-input govuk-input--width-{width}" if width else "govuk-input")
        )
        self.suffix, self.prefix = suffix, prefix

    def get_context(self, name: str, value: Any, attrs: Attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"suffix": self.suffix, "prefix": self.prefix}
        return context


class Digits(Text):
    """A number that is read digit by digit, such as an identity number: a number pad, no spelling help."""

    def __init__(self, attrs: Attrs = None, **given: Any) -> None:
        super().__init__({"inputmode": "numeric", "spellcheck": "false", **(attrs or {})}, **given)


class Phone(Text):
    """A telephone number (số điện thoại)."""

    input_type = "tel"

    def __init__(self, attrs: Attrs = None, **given: Any) -> None:
        super().__init__({"autocomplete": "tel", **(attrs or {})}, **{"width": 20, **given})


class Email(Text):
    """An e-mail address (thư điện tử)."""

    input_type = "email"

    def __init__(self, attrs: Attrs = None, **given: Any) -> None:
        super().__init__({"autocomplete": "email", "spellcheck": "false", **(attrs or {})}, **given)


class Money(Text):
    """An amount of whole đồng, shown grouped: 1.234.567."""

    def __init__(self, attrs: Attrs = None, **given: Any) -> None:
        super().__init__(
            {"inputmode": "numeric", **(attrs or {})}, **{"width": 10, "suffix": "đồng", **given}
        )

    def format_value(self, value: Any) -> str | None:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else super().format_value(value)


class Password(forms.PasswordInput):
    """A password with a button that shows it; sending it back to the page never happens."""

    template_name = "motcua/widgets/password.html"

    def __init__(self, attrs: Attrs = None, *, new: bool = False) -> None:
        hint = {"autocomplete": "new-password" if new else "current-password", "autocapitalize": "none"}
        super().__init__(
            _with_class(
                {"spellcheck": "false", **hint, **(attrs or {})},
                "govuk-input govuk-password-input__input govuk-js-password-input-input",
            )
        )


class Textarea(forms.Textarea):
    """Several lines; with `most` letters the page counts down while typing."""

    template_name = "motcua/widgets/textarea.html"

    def __init__(self, attrs: Attrs = None, *, rows: int = 5, most: int | None = None) -> None:
        classes = "govuk-textarea govuk-js-character-count" if most else "govuk-textarea"
        super().__init__(_with_class({"rows": rows, "cols": False, **(attrs or {})}, classes))
        self.most = most

    def get_context(self, name: str, value: Any, attrs: Attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["most"] = self.most
        found = context["widget"]["attrs"]
        found.pop("maxlength", None)  # the page says what is too long instead of cutting it off
        if self.most and found.get("id"):
            found["aria-describedby"] = f"{found.get('aria-describedby', '')} {found['id']}-info".strip()
        return context


class Select(forms.Select):
    """A list to choose from; prefer radios up to seven choices."""

    template_name = "django/forms/widgets/select.html"

    def __init__(self, attrs: Attrs = None, choices: Any = ()) -> None:
        super().__init__(_with_class(attrs, "govuk-select"), choices)


class _Choices:
    """Options with a hint of their own: `hints` maps a value to its words."""

    option_inherits_attrs = False

    def __init__(
        self, attrs: Attrs = None, choices: Any = (), *, hints: dict[str, str] | None = None, **shape: bool
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.hints = hints or {}
        self.shape = shape

    def create_option(self, name: str, value: Any, *given: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *given, **more)  # type: ignore[misc]
        # Options inherit nothing but the id: aria-describedby belongs to the group around them.
        attrs = more.get("attrs") or {}
        if attrs.get("id"):
            option["attrs"]["id"] = self.id_for_label(attrs["id"], option["index"])  # type: ignore[attr-defined]
        option["hint"] = self.hints.get(str(value), "")
        return option

    def get_context(self, name: str, value: Any, attrs: Attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"] |= self.shape
        return context


class Radios(_Choices, forms.RadioSelect):
    """One of a few. Shapes: inline (two short answers), small (dense lists)."""

    template_name = "motcua/widgets/choices.html"


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any of a few. Shapes: small."""

    template_name = "motcua/widgets/choices.html"


class Checkbox(forms.CheckboxInput):
    """One statement to agree to; it carries its own words."""

    template_name = "motcua/widgets/checkbox.html"
    labels_itself = True

    def __init__(self, words: str, attrs: Attrs = None, *, small: bool = False) -> None:
        super().__init__(attrs)
        self.words, self.small = words, small

    def get_context(self, name: str, value: Any, attrs: Attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"words": self.words, "small": self.small}
        return context


class Parts(forms.MultiWidget):
    """One question answered in several labelled boxes, such as an address; box `part` is named `name-part`."""

    template_name = "motcua/widgets/parts.html"

    def __init__(self, attrs: Attrs = None, *, parts: Sequence[tuple[str, str, forms.Widget]] = ()) -> None:
        super().__init__([widget for _part, _words, widget in parts], attrs)
        self.parts = parts
        self.widgets_names = [f"-{part}" for part, _words, _widget in parts]

    def decompress(self, value: Any) -> Sequence[Any]:
        found = value if isinstance(value, Mapping) else {}
        return [found.get(part, "") for part, _words, _widget in self.parts]

    def get_context(self, name: str, value: Any, attrs: Attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, (_part, words, _widget) in zip(context["widget"]["subwidgets"], self.parts, strict=True):
            box["label"] = words
        return context


class DateBoxes(Parts):
    """A day in three boxes: day, month, year; never a calendar to page through for a date of birth."""

    template_name = "motcua/widgets/date.html"
    BOXES = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: Attrs = None, *, birthday: bool = False) -> None:
        parts = []
        for part, words, width in self.BOXES:
            told = {"class": "govuk-date-input__input", "autocomplete": f"bday-{part}" if birthday else False}
            parts.append((part, words, Digits(told, width=width)))
        super().__init__(attrs, parts=parts)

    def decompress(self, value: Any) -> Sequence[Any]:
        if isinstance(value, str) and value:
            try:
                value = dt.date.fromisoformat(value)
            except ValueError:
                return ["", "", ""]
        if isinstance(value, dt.date):
            return [f"{value.day:02d}", f"{value.month:02d}", value.year]
        return super().decompress(value)


class Files(forms.FileInput):
    """One or several files; the page lists them with their sizes and says at once which one is too large."""

    template_name = "motcua/widgets/files.html"

    def __init__(self, attrs: Attrs = None, *, multiple: bool = True, most_bytes: int | None = None) -> None:
        self.allow_multiple_selected = multiple
        extra = {"data-max-bytes": most_bytes} if most_bytes else {}
        super().__init__(_with_class({"data-files": True, **extra, **(attrs or {})}, "govuk-file-upload"))
