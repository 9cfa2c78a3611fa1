"""The layout of an e-form (tờ khai điện tử): pages and fields as the document writes them, read into dataclasses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.procedures.revision import Text


class Widget(StrEnum):
    """How a field is asked."""

    NAME = "name"  # họ, chữ đệm và tên
    TEXT = "text"
    TEXTAREA = "textarea"
    DATE = "date"
    PARTIAL_DATE = "partial_date"  # chỉ biết năm, hoặc tháng và năm
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    IDENTITY = "identity"  # số định danh, căn cước
    TAX_CODE = "tax_code"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    MONEY = "money"
    NUMBER = "number"
    GROUP = "group"  # rows of the same fields
    NOTE = "note"  # text only, asks nothing


PARTS = ("name", "identity", "born", "sex", "phone", "email", "address", "ethnic_group", "nationality")
PREFILLS = frozenset(f"profile.{part}" for part in PARTS)

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,59}")  # of a page: stands in addresses
_BOUND = re.compile(r"today([+-][0-9]{1,5})?|[0-9]{4}-(0[1-9]|1[0-2])-([01][0-9]|2[0-8])|[a-z][a-z0-9_]{0,59}")
_PARTY = re.compile(rf"([a-z][a-z_]{{0,39}})(?:#([2-9]))?\.({'|'.join(PARTS)})")


class NotAForm(ValueError):
    """The document is not a form: `where` is the place, `code` the fault, `params` what was found."""

    def __init__(self, where: str, code: str, **params: object) -> None:
        super().__init__(f"{where}: {code} {params}")
        self.where = where
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Option:
    value: str
    label: Text


@dataclass(frozen=True)
class PartyPart:
    """Which part of which party of the dossier a field fills: `owner#2.name` is the second owner's name."""

    role: str
    part: str
    ordinal: int = 1


@dataclass(frozen=True)
class Field:
    id: str
    label: Text
    widget: Widget
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    when: str | None = None  # CEL over answers, see conditions
    prefill: str | None = None
    party: PartyPart | None = None
    fields: tuple[Field, ...] = ()  # of a group
    add_label: Text | None = None  # of a group: what the button that adds a row says
    not_before: tuple[str, ...] = ()  # of a date: "today", "today-30", a day, or another date of the form; see form_dates
    not_after: tuple[str, ...] = ()

    def option(self, value: object) -> Option | None:
        """Return the option with this value, if there is one."""
        return next((o for o in self.options if o.value == value), None)


@dataclass(frozen=True)
class Page:
    key: str
    title: Text
    fields: tuple[Field, ...]
    intro: Text | None = None
    when: str | None = None

    @property
    def asked(self) -> tuple[Field, ...]:
        """Return the fields that take an answer."""
        return tuple(f for f in self.fields if f.widget is not Widget.NOTE)


def pages(form: Mapping[str, object]) -> tuple[Page, ...]:
    """Return the pages of a form document. Raises NotAForm."""
    layout = _mapping(form.get("layout"), "layout")
    _only(layout, {"pages"}, "layout")
    rows = _list(layout.get("pages"), "layout.pages")
    if not rows:
        raise NotAForm("layout.pages", "form_empty")
    return tuple(_page(row, f"layout.pages[{i}]") for i, row in enumerate(rows))


def every(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield fields and the fields of their groups."""
    for field in fields:
        yield field
        yield from every(field.fields)


def _page(value: object, where: str) -> Page:
    row = _mapping(value, where)
    _only(row, {"key", "title", "intro", "when", "fields"}, where)
    return Page(
        key=_id(row.get("key"), f"{where}.key", _KEY),
        title=_text(row.get("title"), f"{where}.title"),
        intro=_optional_text(row.get("intro"), f"{where}.intro"),
        when=_optional(row.get("when"), f"{where}.when"),
        fields=_fields(row.get("fields"), f"{where}.fields", inside_group=False),
    )


def _fields(value: object, where: str, *, inside_group: bool) -> tuple[Field, ...]:
    rows = _list(value, where)
    return tuple(_field(row, f"{where}[{i}]", inside_group) for i, row in enumerate(rows))


_FIELD_PARTS = {"id", "label", "hint", "widget", "options", "when", "prefill", "party", "fields", "add_label", "not_before", "not_after"}


def _field(value: object, where: str, inside_group: bool) -> Field:
    row = _mapping(value, where)
    _only(row, _FIELD_PARTS, where)
    widget = _widget(row.get("widget"), where)
    if inside_group and widget is Widget.GROUP:
        raise NotAForm(where, "group_in_group")
    nested = widget is Widget.GROUP
    if nested is not bool(row.get("fields")):
        raise NotAForm(where, "group_fields" if nested else "form_part", found="fields")
    return Field(
        id=_id(row.get("id"), f"{where}.id"),
        label=_text(row.get("label"), f"{where}.label"),
        widget=widget,
        hint=_optional_text(row.get("hint"), f"{where}.hint"),
        options=tuple(
            _option(o, f"{where}.options[{i}]")
            for i, o in enumerate(_list(row.get("options", ()), f"{where}.options"))
        ),
        when=_optional(row.get("when"), f"{where}.when"),
        prefill=_prefill(row.get("prefill"), f"{where}.prefill"),
        party=_party(row.get("party"), f"{where}.party"),
        fields=_fields(row["fields"], f"{where}.fields", inside_group=True) if nested else (),
        add_label=_optional_text(row.get("add_label"), f"{where}.add_label"),
        not_before=_days(row.get("not_before"), f"{where}.not_before"),
        not_after=_days(row.get("not_after"), f"{where}.not_after"),
    )


def _option(value: object, where: str) -> Option:
    row = _mapping(value, where)
    _only(row, {"value", "label"}, where)
    return Option(
        value=_string(row.get("value"), f"{where}.value"), label=_text(row.get("label"), f"{where}.label")
    )


def _widget(value: object, where: str) -> Widget:
    try:
        return Widget(str(value))
    except ValueError:
        raise NotAForm(f"{where}.widget", "form_widget", found=value) from None


def _prefill(value: object, where: str) -> str | None:
    text = _optional(value, where)
    if text is not None and text not in PREFILLS:
        raise NotAForm(where, "form_prefill", found=text)
    return text


def _party(value: object, where: str) -> PartyPart | None:
    text = _optional(value, where)
    if text is None:
        return None
    match = _PARTY.fullmatch(text)
    if match is None:
        raise NotAForm(where, "form_party", found=text)
    return PartyPart(role=match[1], ordinal=int(match[2] or 1), part=match[3])


def _days(value: object, where: str) -> tuple[str, ...]:
    texts = [] if value is None else [value] if isinstance(value, str) else _list(value, where)
    for text in texts:
        if not isinstance(text, str) or not _BOUND.fullmatch(text):
            raise NotAForm(where, "form_bound", found=text)
    return tuple(str(text) for text in texts)


def _id(value: object, where: str, pattern: re.Pattern[str] = _ID) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise NotAForm(where, "form_id", found=value)
    return value


def _text(value: object, where: str) -> Text:
    if isinstance(value, str):
        return Text(vi=value)
    row = _mapping(value, where)
    _only(row, {"vi", "en"}, where)
    return Text(vi=_string(row.get("vi"), f"{where}.vi"), en=_optional(row.get("en"), f"{where}.en"))


def _optional_text(value: object, where: str) -> Text | None:
    return None if value is None else _text(value, where)


def _optional(value: object, where: str) -> str | None:
    return None if value is None else _string(value, where)


def _string(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise NotAForm(where, "form_part", found=value)
    return value


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise NotAForm(where, "form_part", found=type(value).__name__)
    return value


def _list(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise NotAForm(where, "form_part", found=type(value).__name__)
    return value


def _only(row: Mapping[str, object], known: set[str], where: str) -> None:
    strange = sorted(set(row) - known)
    if strange:
        raise NotAForm(where, "form_part", found=strange[0])
