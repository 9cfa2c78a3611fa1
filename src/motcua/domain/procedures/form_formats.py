"""Formats an e-form's schema may name (`"format": "vn-phone"`): what a text must be, and how it is kept."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.people import identity, partial_dates


class NotInFormat(ValueError):
    """The text is not of the format: `params` hold what the parser found, never the text itself."""

    def __init__(self, **params: object) -> None:
        super().__init__(str(params))
        self.params = params


@dataclass(frozen=True)
class Format:
    """`kind` names the error; `read` returns the text as it is kept or raises NotInFormat."""

    name: str
    kind: str
    read: Callable[[str], str]


def _parsed(parse: Callable[[str], object]) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            found = parse(text)
        except identity.NotValid as wrong:
            raise NotInFormat(
                field=wrong.field.value, problem=wrong.problem.value, example=wrong.example
            ) from None
        return str(getattr(found, "value", found))

    return read


def _name(text: str) -> str:
    """Names keep every letter of every alphabet; signs and digits are no name."""
    kept = folding.clean_name(text)
    letters = sum(unicodedata.category(c)[0] == "L" for c in kept)
    if letters < 2 or any(unicodedata.category(c)[0] not in "LM" and c not in " '’ʼ.-,()·" for c in kept):
        raise NotInFormat(problem="characters")
    return kept


def _date(text: str) -> str:
    """A whole date, 1990-09-02; two digits for the year are not enough."""
    return _partial(text, exact=True)


def _partial_date(text: str) -> str:
    """A date known to the day, the month or the year: 1990-09-02, 1990-09, 1990."""
    return _partial(text, exact=False)


def _partial(text: str, *, exact: bool) -> str:
    try:
        found = partial_dates.from_iso(text)
    except ValueError:
        raise NotInFormat(problem=_date_problem(text, exact)) from None
    if exact and found.exact is None:
        raise NotInFormat(problem="incomplete")
    return found.iso


def _date_problem(text: str, exact: bool) -> str:
    """Say which box is wrong: a date posted in three boxes arrives as year-month-day, as typed."""
    year, month, day = ([box.strip() for box in text.split("-")] + ["", "", ""])[:3]
    if not re.fullmatch("[0-9]{4}", year):
        return "two_digit_year" if re.fullmatch("[0-9]{2}", year) else "year"
    if not partial_dates.FIRST_YEAR <= int(year) <= partial_dates.LAST_YEAR:
        return "year"
    if day and not month:
        return "month"
    if exact and not (month and day):
        return "incomplete"
    if not re.fullmatch("0?[1-9]|1[0-2]", month):
        return "month"
    return "no_such_day"


def _money(text: str) -> str:
    bare = re.sub(r"[. ]", "", text)
    if not re.fullmatch(r"[0-9]{1,15}", bare):
        raise NotInFormat(problem="characters")
    return str(int(bare))


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("vn-name", "name", _name),
        Format("vn-identity", "identity", _parsed(identity.parse_citizen_number)),
        Format("vn-cmnd", "cmnd", _parsed(identity.parse_old_number)),
        Format("vn-passport", "passport", _parsed(identity.parse_passport)),
        Format("vn-tax-code", "tax_code", _parsed(identity.parse_tax_code)),
        Format("vn-phone", "phone", _parsed(identity.parse_phone)),
        Format("vn-email", "email", _parsed(identity.parse_email)),
        Format("vn-date", "date", _date),
        Format("vn-partial-date", "partial_date", _partial_date),
        Format("vn-money", "money", _money),
    )
}


Reading = Callable[[str], dt.date | None]


def last_day(text: str) -> dt.date | None:
    """Return the last day a kept date can mean, or None when the text is no date."""
    try:
        return partial_dates.from_iso(text).latest
    except ValueError:
        return None


def first_day(text: str) -> dt.date | None:
    """Return the first day a kept date can mean, or None when the text is no date."""
    try:
        return partial_dates.from_iso(text).earliest
    except ValueError:
        return None
