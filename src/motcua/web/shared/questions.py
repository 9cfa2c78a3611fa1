"""One question as a page draws it, whether it comes from a Django form or from a form kept as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.html import html_safe

from motcua.web.shared import widgets


class Asked(BoundField):
    """A field of a Django form with the ids that `motcua/field.html` gives its hint and error."""

    @property
    def aria_describedby(self) -> str:
        return described_by(self.auto_id, hint=bool(self.help_text), error=bool(self.errors))

    @property
    def anchor(self) -> str:
        """The id of the first control, where the error summary leads."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def labels_itself(self) -> bool:
        return getattr(self.field.widget, "labels_itself", False)

    @property
    def optional(self) -> bool:
        return not self.field.required

    @property
    def heading(self) -> bool:
        return False


class Renderer(DjangoTemplates):
    """Draws Django forms in the visual language; `FORM_RENDERER` names it."""

    form_template_name = "motcua/form.html"
    field_template_name = "motcua/field.html"
    bound_field_class = Asked


def described_by(id_: str, *, hint: bool, error: bool) -> str:
    """Return the ids of a question's hint and error, for aria-describedby."""
    return " ".join(f"{id_}-{part}" for part, there in (("hint", hint), ("error", error)) if there)


KINDS: Mapping[str, type[forms.Widget]] = {
    "text": widgets.Text,
    "digits": widgets.Digits,
    "phone": widgets.Phone,
    "email": widgets.Email,
    "money": widgets.Money,
    "password": widgets.Password,
    "textarea": widgets.Textarea,
    "select": widgets.Select,
    "radios": widgets.Radios,
    "checkboxes": widgets.Checkboxes,
    "checkbox": widgets.Checkbox,
    "date": widgets.DateBoxes,
    "files": widgets.Files,
    "parts": widgets.Parts,
}
RENDERER = Renderer()


@html_safe
@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a form kept as data; `{% include "motcua/field.html" with field=question %}` draws it.

    `kind` is a key of KINDS, `shape` holds that control's own settings (width, most, choices, hints, …), `attrs` HTML
    attributes. `value` is what was typed, as text; for a date a date, an ISO string or three texts; for parts a
    mapping; for checkboxes a list. `language` is set where the words are not in the page's language. `heading` makes the label the page's h1.
    """

    name: str
    label: str
    kind: str = "text"
    value: Any = None
    help_text: str = ""
    errors: Sequence[str] = ()
    optional: bool = False
    language: str = ""
    heading: bool = False
    id: str = ""
    shape: Mapping[str, Any] = field(default_factory=dict)
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def auto_id(self) -> str:
        return self.id or f"id_{self.name}"

    @property
    def use_fieldset(self) -> bool:
        return KINDS[self.kind].use_fieldset

    @property
    def labels_itself(self) -> bool:
        return self.kind == "checkbox"

    @property
    def anchor(self) -> str:
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def aria_describedby(self) -> str:
        return described_by(self.auto_id, hint=bool(self.help_text), error=bool(self.errors))

    def __str__(self) -> str:
        """Draw the control alone."""
        shape = {"words": self.label, **self.shape} if self.labels_itself else dict(self.shape)
        attrs = {"id": self.auto_id}
        if self.errors:
            attrs["aria-invalid"] = "true"
        if self.aria_describedby and not self.use_fieldset:
            attrs["aria-describedby"] = self.aria_describedby
        widget = KINDS[self.kind](attrs=dict(self.attrs), **shape)
        return widget.render(self.name, self.value, attrs, RENDERER)


def error_links(source: object) -> list[tuple[str, str]]:
    """Return (id of the control, message) for every error of a form, of questions, or of ready pairs.

    An empty id stands for a message that belongs to no single control.
    """
    if isinstance(source, forms.BaseForm):
        whole = [("", str(message)) for message in source.non_field_errors()]
        return whole + error_links([source[name] for name in source.fields])
    links: list[tuple[str, str]] = []
    for item in source if isinstance(source, Iterable) else ():
        if isinstance(item, tuple):
            links.append((str(item[0]), str(item[1])))
        else:
            links += [(item.anchor, str(message)) for message in item.errors]
    return links
