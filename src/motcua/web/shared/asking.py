"""One page of an e-form as questions a template draws: the portal asks citizens, the counter asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from motcua.domain.procedures import form
from motcua.domain.procedures.form import Asked, CompiledForm, Field, FieldError, Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS, Kind
from motcua.domain.procedures.revision import Text
from motcua.queries.configuration import Configuration
from motcua.services import addresses, areas
from motcua.web.shared import widgets
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import forms as wording

RADIOS_UP_TO = 7
COMMUNES = "communes"  # id of the <datalist> a page with an address carries

COMMUNE_UNKNOWN = _("%(province)s has no “%(label)s” of this name. Check the spelling, with its accents.")
COMMUNE_NEAR = _("%(province)s has no “%(label)s” of this name. Did you mean: %(near)s?")

_KINDS = {
    Widget.NAME: "text", Widget.TEXT: "text", Widget.TEXTAREA: "textarea", Widget.DATE: "date", Widget.PARTIAL_DATE: "date",
    Widget.CHOICES: "checkboxes", Widget.YES_NO: "radios", Widget.IDENTITY: "digits", Widget.TAX_CODE: "digits",
    Widget.PHONE: "phone", Widget.EMAIL: "email", Widget.ADDRESS: "parts", Widget.MONEY: "money", Widget.NUMBER: "text",
}  # fmt: skip
_AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email"}  # of the person's own data

Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Note:
    """A text between the questions."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Rows:
    """A group: the same questions again and again, one row each."""

    name: str
    label: str
    language: str
    hint: str
    add_label: str
    rows: tuple[tuple[Question, ...], ...]
    errors: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of the group, where the error summary leads."""
        return f"group_{self.name}"


Drawn = Question | Rows | Note


def page(
    compiled: CompiledForm,
    key: str,
    *,
    answers: Mapping[str, object],
    errors: Iterable[FieldError] = (),
    posted: Texts | None = None,
    more: str = "",
) -> list[Drawn]:
    """Return what a page asks, filled with the answers or with what was posted; `more` is a group that gets another row.

    Raises KeyError for an unknown page.
    """
    shown = form.check(compiled, answers).shown
    texts: Texts = posted if posted is not None else form.to_post(compiled, key, answers)
    told = list(errors)
    drawn: list[Drawn] = []
    for field in compiled.page(key).fields:
        if field.widget is Widget.NOTE:
            drawn.append(Note(*_said(field.label)))
        elif field.id in shown:
            asked = compiled.fields[field.id]
            own = [error for error in told if error.path and error.path[0] == field.id]
            drawn.append(_rows(compiled, asked, texts, own, more) if asked.kind is Kind.GROUP else _question(
                compiled, asked, field.id, texts, own))  # fmt: skip
    return drawn


def one(
    compiled: CompiledForm,
    id: str,
    *,
    answers: Mapping[str, object],
    errors: Iterable[FieldError] = (),
    posted: Texts | None = None,
) -> Drawn:
    """Return one question of a form alone, wherever it stands. Raises KeyError."""
    asked = compiled.fields[id]
    texts = posted if posted is not None else form.to_post(compiled, asked.page, answers)
    own = [error for error in errors if error.path and error.path[0] == id]
    return (
        _rows(compiled, asked, texts, own, "")
        if asked.kind is Kind.GROUP
        else _question(compiled, asked, id, texts, own)
    )


def error_links(drawn: Iterable[Drawn]) -> list[tuple[str, str]]:
    """Return (id of the control, message) for the error summary, in the order of the page."""
    found: list[tuple[str, str]] = []
    for item in drawn:
        if isinstance(item, Rows):
            found += [(item.anchor, message) for message in item.errors]
            found += error_links(question for row in item.rows for question in row)
        elif isinstance(item, Question):
            found += [(item.anchor, str(message)) for message in item.errors]
    return found


def communes(config: Configuration, drawn: Iterable[Drawn], day: Any) -> list[str]:
    """Return the names a commune's box offers, when the page asks for an address."""
    if not any(isinstance(item, Question) and item.kind == "parts" for item in drawn):
        return []
    return sorted(addresses.communes_here(config, day))


def say(error: FieldError, compiled: CompiledForm) -> str:
    """Word what is wrong with an answer."""
    if error.kind != "commune_unknown":
        return wording.say(error, compiled)
    words = COMMUNE_NEAR if error.params.get("near") else COMMUNE_UNKNOWN
    return str(words) % {**error.params, "label": str(wording.ADDRESS_PARTS["commune"]).lower()}


def _question(
    compiled: CompiledForm, asked: Asked, name: str, texts: Texts, errors: Sequence[FieldError]
) -> Question:
    field = asked.field
    label, language = _said(field.label)
    kind, shape, attrs = _control(asked)
    return Question(
        name=name, label=label, language=language, kind=kind, shape=shape, attrs=attrs, value=_value(asked, name, texts),
        help_text=_said(field.hint)[0] if field.hint else "", optional=not asked.required,
        errors=[say(error, compiled) for error in errors],
    )  # fmt: skip


def _rows(
    compiled: CompiledForm, group: Asked, texts: Texts, errors: Sequence[FieldError], more: str
) -> Rows:
    label, language = _said(group.field.label)
    prefix = f"{group.id}-"
    numbers = {
        int(n)
        for name in texts
        if name.startswith(prefix) and (n := name.removeprefix(prefix).split("-")[0]).isdigit()
    }
    count = (max(numbers) + 1 if numbers else 0) + (1 if more == group.id else 0)
    rows = []
    for number in range(max(count, 1)):
        here = [e for e in errors if len(e.path) > 2 and e.path[1] == number]
        rows.append(tuple(
            _question(compiled, inner, f"{prefix}{number}-{id}", texts, [e for e in here if e.path[2] == id])
            for id, inner in group.rows.items()
        ))  # fmt: skip
    whole = tuple(say(error, compiled) for error in errors if len(error.path) <= 2)
    add = _said(group.field.add_label)[0] if group.field.add_label else str(_("Add another"))
    return Rows(
        group.id,
        label,
        language,
        _said(group.field.hint)[0] if group.field.hint else "",
        add,
        tuple(rows),
        whole,
    )


def _control(asked: Asked) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the kind of control, its shape and attributes."""
    field = asked.field
    attrs: dict[str, Any] = {}
    own = (field.prefill or "").removeprefix("profile.")
    if own in _AUTOCOMPLETE:
        attrs["autocomplete"] = _AUTOCOMPLETE[own]
    if field.widget is Widget.CHOICE:
        return (*_choice(field), attrs)
    shape: dict[str, Any] = {}
    match field.widget:
        case Widget.CHOICES:
            shape = {"choices": _options(field)}
        case Widget.YES_NO:
            shape = {"choices": [("yes", _("Yes")), ("no", _("No"))], "inline": True}
        case Widget.TEXTAREA:
            shape = {"most": asked.longest, "rows": 4}
        case Widget.IDENTITY | Widget.TAX_CODE:
            shape = {"width": 20}
        case Widget.NUMBER:
            shape, attrs = (
                {"width": 10},
                {**attrs, "inputmode": "decimal" if asked.kind is Kind.NUMBER else "numeric"},
            )
        case Widget.ADDRESS:
            shape = {"parts": _address_parts()}
        case Widget.DATE | Widget.PARTIAL_DATE:
            shape = {"birthday": own == "born"}
    return _KINDS[field.widget], shape, attrs


def _choice(field: Field) -> tuple[str, dict[str, Any]]:
    if len(field.options) <= RADIOS_UP_TO:
        return "radios", {"choices": _options(field)}
    return "select", {"choices": [("", pgettext("nothing chosen yet", "Choose")), *_options(field)]}


def _options(field: Field) -> list[tuple[str, str]]:
    return [(option.value, _said(option.label)[0]) for option in field.options]


def _address_parts() -> tuple[tuple[str, Any, Any], ...]:
    parts = {
        "line": widgets.Text({"autocomplete": "street-address"}),
        "commune": widgets.Text({"list": COMMUNES}, width=30),
        "province": widgets.Select(choices=_provinces()),
        "old_commune": widgets.Text(width=30),
    }
    labels = dict(wording.ADDRESS_PARTS)
    labels["old_commune"] = f"{labels['old_commune']} {_('(not required)')}"
    return tuple((part, labels[part], parts[part]) for part in ADDRESS_PARTS)


def _provinces() -> list[tuple[str, Any]]:
    """Return the provinces, this one first, and abroad."""
    names = sorted(_province_names(), key=lambda name: not addresses.is_ours(name))
    return [
        ("", pgettext("nothing chosen yet", "Choose")),
        *((n, n) for n in names),
        (addresses.ABROAD, _("Abroad")),
    ]


@lru_cache(maxsize=1)
def _province_names() -> tuple[str, ...]:
    return tuple(province.name for province in areas.provinces())


def _value(asked: Asked, name: str, texts: Texts) -> Any:
    """Return what fills the control, from the texts of its inputs."""
    if asked.kind is Kind.ADDRESS:
        given = {part: _first(texts, f"{name}-{part}") for part in ADDRESS_PARTS}
        known = addresses.province_named(given["province"])
        if not any(given.values()) and asked.required:
            return given | {"province": next((n for n in _province_names() if addresses.is_ours(n)), "")}
        return given | ({"province": known.name} if known else {})
    if asked.field.widget in (Widget.DATE, Widget.PARTIAL_DATE):
        return {part: _first(texts, f"{name}-{part}") for part in ("day", "month", "year")}
    if asked.kind is Kind.CHOICES:
        return list(texts.get(name, ()))
    return _first(texts, name)


def _first(texts: Texts, name: str) -> str:
    given = texts.get(name) or [""]
    return given[0]


def said(text: Text) -> str:
    """Return a catalogue text in the reader's language."""
    return _said(text)[0]


def _said(text: Text) -> tuple[str, str]:
    """Return a catalogue text, and its language where it is not the page's."""
    wanted = (get_language() or "vi")[:2]
    said, language = text.in_language(wanted)
    return said, "" if language == wanted else language
