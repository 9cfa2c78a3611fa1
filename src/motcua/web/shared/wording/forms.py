"""What is wrong with an answer of an e-form, in words that name the field and give an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.domain.procedures.form import Asked, CompiledForm, FieldError, PageState
from motcua.domain.procedures.revision import Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE_STATES: Mapping[PageState, StrOrPromise] = {
    PageState.NOT_STARTED: _("Not started"),
    PageState.IN_PROGRESS: _("In progress"),
    PageState.DONE: _("Completed"),
}

# The boxes of an address.
ADDRESS_PARTS: Mapping[str, StrOrPromise] = {
    "line": _("House number, street, hamlet"),
    "commune": _("Commune or ward"),
    "province": _("Province or city"),
    "old_commune": _("Commune or ward before July 2025"),
}

# An unanswered field, by its widget; the others by "text".
REQUIRED: Mapping[str, StrOrPromise] = {
    "text": _("Enter “%(label)s”."),
    "name": _("Enter “%(label)s”, for example Nguyễn Văn An."),
    "identity": _("Enter “%(label)s”: 12 digits, for example 051090001234."),
    "tax_code": _("Enter “%(label)s”, for example 4300987659."),
    "phone": _("Enter “%(label)s”, for example 0912345678."),
    "email": _("Enter “%(label)s”, for example nguyenvana@example.vn."),
    "date": _("Enter “%(label)s”: day, month, year, for example 02 09 1990."),
    "partial_date": _("Enter “%(label)s”, for example 02 09 1990; the year alone when only that is known."),
    "choice": _("Choose an answer to “%(label)s”."),
    "choices": _("Choose at least one answer to “%(label)s”."),
    "yes_no": _("Choose yes or no for “%(label)s”."),
    "address": _("Enter “%(label)s”, for example 12 Lê Lợi."),
    "money": _("Enter “%(label)s” in đồng, for example 1.500.000."),
    "number": _("Enter “%(label)s” as a number, for example 12."),
    "group": _("Add at least one “%(label)s”."),
}

# An unanswered box of an address.
REQUIRED_PARTS: Mapping[str, StrOrPromise] = {
    "commune": _("Enter “%(label)s”, for example Xã Ba Tơ."),
    "province": _("Enter “%(label)s”, for example Tỉnh Quảng Ngãi."),
}

# What is wrong with an answer that is there, by kind.
KINDS: Mapping[str, StrOrPromise] = {
    "not_text": _("“%(label)s” is written in letters and digits. Enter it again."),
    "too_long": _("%(label)s has at most %(limit)s characters. Shorten it."),
    "too_short": _("%(label)s has at least %(limit)s characters. Write a little more."),
    "pattern": _("%(label)s is not written as expected. Compare it with the hint beside the field."),
    "option": _("Choose one of the answers given for “%(label)s”."),
    "agree": _("Without this declaration the dossier cannot be sent: “%(label)s”. Choose yes if it is so."),
    "minimum": _("%(label)s is %(limit)s or more."),
    "above": _("%(label)s is more than %(limit)s."),
    "maximum": _("%(label)s is %(limit)s or less."),
    "below": _("%(label)s is less than %(limit)s."),
    "multiple": _("%(label)s is a multiple of %(multiple_of)s."),
    "too_few": _("Add to “%(label)s”: at least %(limit)s are needed."),
    "too_many": _("“%(label)s” has at most %(limit)s entries. Remove some."),
    "twice": _("The same answer stands twice in “%(label)s”. Remove one."),
    "unknown": _("This form does not ask for “%(label)s”. Leave it out."),
    "rows": _("“%(label)s” is a list of entries. Enter them one by one."),
    "address": _("Enter the parts of “%(label)s” one by one: house number and street, commune, province."),
    "yes_no": _("Choose yes or no for “%(label)s”."),
    "money": _("%(label)s is an amount in whole đồng, for example 1.500.000."),
    "number": _("%(label)s is a number, for example 85,5."),
    "whole_number": _("%(label)s is a whole number, for example 12."),
    "name": _("%(label)s has letters only, for example Nguyễn Văn An."),
    "identity": _("%(label)s has 12 digits, for example 051090001234."),
    "cmnd": _("%(label)s has 9 digits, for example 212345678."),
    "passport": _("%(label)s has letters and digits as on the passport, for example C1234567."),
    "tax_code": _("%(label)s has 10 or 13 digits, or the 12 digits of a person, for example 4300987659."),
    "phone": _("%(label)s has 10 digits, for example %(example)s."),
    "email": _("%(label)s is written like nguyenvana@example.vn."),
    "date": _("%(label)s has a day, a month and a year, for example 02 09 1990."),
    "partial_date": _("%(label)s is written like 02 09 1990; the year alone when only that is known."),
    "in_future": _("%(label)s has not come yet. Check the year, for example 1990."),
    "too_early": _("%(label)s cannot lie before %(limit)s. Check the year, for example 1990."),
    "too_late": _("%(label)s cannot lie after %(limit)s. Check the year."),
    "before_other": _("%(label)s cannot lie before “%(other)s”. Check both days."),
    "after_other": _("%(label)s cannot lie after “%(other)s”. Check both days."),
    "invalid": _("%(label)s cannot be right. Compare it with the hint beside the field."),
}

# A date's error says which box is wrong, by the problem found.
DATES: Mapping[str, StrOrPromise] = {
    "year": _("The year of “%(label)s” is not right. Write four digits, for example 1990."),
    "two_digit_year": _("The year of “%(label)s” has four digits, for example 1990."),
    "month": _("The month of “%(label)s” is a number from 1 to 12, for example 9."),
    "incomplete": _("“%(label)s” needs day, month and year, for example 02 09 1990."),
    "no_such_day": _("“%(label)s” is not a day of the calendar. Check the day and the month."),
}

IN_ROW = _("%(group)s, entry %(row)s: %(message)s")
IN_ADDRESS = _("%(part)s (%(label)s)")


def say(error: FieldError, compiled: CompiledForm) -> str:
    """Word what is wrong with an answer, in the reader's language."""
    asked, label, row = _named(error, compiled)
    words = _sentence(error)
    values = {"limit": "", "multiple_of": "", "example": "0912345678", **error.params, "label": label}
    message = str(words) % (values | _of_days(error, compiled))
    if asked is None or row is None:
        return message
    group = _text(compiled.fields[str(error.path[0])].field.label)
    return str(IN_ROW) % {"group": group, "row": row + 1, "message": message}


def _of_days(error: FieldError, compiled: CompiledForm) -> dict[str, str]:
    """Return the bounds of a date in words: a day as it is written, another date by its label."""
    other, limit = error.params.get("other"), error.params.get("limit")
    if isinstance(other, tuple):
        asked = compiled.fields[str(other[0])]
        asked = asked.rows[str(other[1])] if len(other) > 1 else asked
        return {"other": _text(asked.field.label).rstrip(" ?:")}
    if error.kind in ("too_early", "too_late"):
        return {"limit": f"{dt.date.fromisoformat(str(limit)):%d/%m/%Y}"}
    return {}


def control(error: FieldError) -> str:
    """Return the id of the control an error leads to: the first box of a date is the page's business."""
    return "-".join(str(step) for step in error.path)


def _sentence(error: FieldError) -> StrOrPromise:
    if error.kind == "required":
        if error.params.get("widget") == "address" and error.path[-1] in REQUIRED_PARTS:
            return REQUIRED_PARTS[str(error.path[-1])]
        return REQUIRED.get(str(error.params.get("widget")), REQUIRED["text"])
    if error.kind in ("date", "partial_date"):
        return DATES.get(str(error.params.get("problem")), KINDS[error.kind])
    return KINDS.get(error.kind, KINDS["invalid"])


def _named(error: FieldError, compiled: CompiledForm) -> tuple[Asked | None, str, int | None]:
    """Return the field an error speaks of, its label, and its row in a group."""
    asked = compiled.fields.get(str(error.path[0])) if error.path else None
    row: int | None = None
    rest = error.path[1:]
    if asked is not None and asked.rows and rest and isinstance(rest[0], int):
        row, rest = rest[0], rest[1:]
        if rest and rest[0] in asked.rows:
            asked, rest = asked.rows[str(rest[0])], rest[1:]
    if asked is None or error.kind == "unknown":
        return asked, str(error.path[-1]) if error.path else "", row
    label = _text(asked.field.label).rstrip(" ?:")
    if rest and rest[0] in ADDRESS_PARTS:
        label = str(IN_ADDRESS) % {"part": str(ADDRESS_PARTS[str(rest[0])]), "label": label}
    return asked, label, row


def _text(text: Text) -> str:
    return text.in_language((get_language() or "vi")[:2])[0]
