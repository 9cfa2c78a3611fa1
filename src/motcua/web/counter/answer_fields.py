"""The questions of an e-form as compact fields on the clerk's screen, with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language, pgettext

from motcua.domain.procedures import form
from motcua.domain.procedures.form import Asked, CompiledForm, FieldError, Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS
from motcua.domain.procedures.revision import Text
from motcua.web.shared import widgets, words
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import forms as wording

PREFIX = "a-"  # of every name, so that no question of a form meets a field of the screen
MOST_ROWS = 20

_KINDS: Mapping[Widget, str] = {
    Widget.NAME: "text", Widget.TEXT: "text", Widget.TEXTAREA: "textarea", Widget.DATE: "date", Widget.PARTIAL_DATE: "date",
    Widget.CHOICE: "select", Widget.CHOICES: "checkboxes", Widget.YES_NO: "select", Widget.IDENTITY: "digits",
    Widget.TAX_CODE: "text", Widget.PHONE: "phone", Widget.EMAIL: "email", Widget.ADDRESS: "parts", Widget.MONEY: "money",
    Widget.NUMBER: "digits",
}  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A single question, or a group with its rows and the button that adds one."""

    question: Question | None = None
    title: str = ""
    rows: Sequence[Sequence[Question]] = ()
    add: str = ""  # value of the button
    add_label: str = ""
    errors: Sequence[str] = ()


def posted(compiled: CompiledForm, data: QueryDict) -> dict[str, object]:
    """Return the answers on the screen, blank ones left out; what cannot be read stays as typed, to be refused."""
    bare = {name.removeprefix(PREFIX): data.getlist(name) for name in data if name.startswith(PREFIX)}
    found: dict[str, object] = {}
    for page in compiled.pages:
        found |= form.from_post(compiled, page.key, bare)
    return {name: value for name, value in found.items() if value is not None}


def blocks(compiled: CompiledForm, ids: Iterable[str], data: QueryDict, errors: Sequence[FieldError]) -> list[Block]:
    """Return the questions of these fields; a group shows a row more when its button was pressed."""
    return [_block(compiled, compiled.fields[name], data, errors) for name in ids]


def _block(compiled: CompiledForm, asked: Asked, data: QueryDict, errors: Sequence[FieldError]) -> Block:
    if asked.kind is not form.Kind.GROUP:
        return Block(question=_question(asked, PREFIX + asked.id, data, _said(compiled, errors, (asked.id,))))
    count = _rows(asked, data)
    rows = [
        [
            _question(inner, f"{PREFIX}{asked.id}-{n}-{name}", data, _said(compiled, errors, (asked.id, n, name)))
            for name, inner in asked.rows.items()
        ]
        for n in range(count)
    ]
    add = asked.field.add_label
    whole = [wording.say(e, compiled) for e in errors if e.path == (asked.id,)]
    return Block(
        title=_say(asked.field.label), rows=rows, add=f"row:{asked.id}",
        add_label=_say(add) if add else pgettext("form", "One more"), errors=whole,
    )  # fmt: skip


def _rows(asked: Asked, data: QueryDict) -> int:
    """Return how many rows a group shows: those typed, one to begin with, one more when asked for."""
    start = f"{PREFIX}{asked.id}-"
    numbers = {int(part) for name in data if name.startswith(start) and (part := name[len(start) :].split("-")[0]).isdigit()}
    typed = max(numbers, default=-1) + 1
    more = 1 if data.get("do") == f"row:{asked.id}" else 0
    return min(max(typed + more, 1), MOST_ROWS)


def _question(asked: Asked, name: str, data: QueryDict, errors: Sequence[str]) -> Question:
    kind = _KINDS[asked.field.widget]
    label, language = words.in_language(asked.field.label, language=_language())
    return Question(
        name=name, label=label, kind=kind, value=_value(asked, name, kind, data), errors=errors, optional=not asked.required,
        shape=_shape(asked, kind),
        attrs={"autocomplete": "off"} if kind in ("text", "digits", "phone", "email", "money") else {},
        language=language if language != words.base(_language()) else "",
    )  # fmt: skip


def _value(asked: Asked, name: str, kind: str, data: QueryDict) -> object:
    if kind == "date":
        return [data.get(f"{name}-{box}") or "" for box in ("day", "month", "year")]
    if kind == "parts":
        return {part: data.get(f"{name}-{part}") or "" for part in ADDRESS_PARTS}
    if kind == "checkboxes":
        return data.getlist(name)
    return data.get(name) or ""


def _shape(asked: Asked, kind: str) -> dict[str, object]:
    field = asked.field
    if field.widget is Widget.YES_NO:
        return {"choices": [("", ""), ("yes", pgettext("answer", "Yes")), ("no", pgettext("answer", "No"))]}
    if kind == "select":
        return {"choices": [("", ""), *((o.value, _say(o.label)) for o in field.options)]}
    if kind == "checkboxes":
        return {"choices": [(o.value, _say(o.label)) for o in field.options], "small": True}
    if kind == "parts":
        boxes = [(p, str(wording.ADDRESS_PARTS[p]), widgets.Text()) for p in ADDRESS_PARTS if p != "old_commune"]
        return {"parts": boxes}
    if kind == "textarea":
        return {"rows": 2}
    if field.widget is Widget.NUMBER:
        return {"width": 5}
    return {"width": 20} if kind == "digits" else {}


def _said(compiled: CompiledForm, errors: Sequence[FieldError], path: tuple[str | int, ...]) -> list[str]:
    return [wording.say(e, compiled) for e in errors if e.path[: len(path)] == path]


def _say(text: Text) -> str:
    return words.in_language(text, language=_language())[0]


def _language() -> str:
    return get_language() or "vi"
