"""Rows of fee resolutions and of decisions that shorten limits, as the console lists them: with the days they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.domain import plain_data
from motcua.domain.fees import limits, schedule
from motcua.domain.procedures.revision import FeeItem
from motcua.queries import configuration
from motcua.storage.fees.models import FeeRow, LimitRow
from motcua.storage.procedures.models import Procedure


@dataclass(frozen=True)
class FeeLine:
    """A row of the fee schedule; `when` is now, later or past."""

    key: str
    row: schedule.FeeRow
    when: str


@dataclass(frozen=True)
class LimitLine:
    """A row that shortens limits; `when` is now, later or past."""

    key: str
    row: limits.LimitRow
    when: str


def fees(day: dt.date) -> list[FeeLine]:
    """Return the rows of the fee schedule, those in force first."""
    found = [
        FeeLine(key, plain_data.read(schedule.FeeRow, _bare(document), "fee row"), _when(first, last, day))
        for key, document, first, last in FeeRow.objects.values_list("key", "document", "first_day", "last_day").order_by("decision", "key")
    ]
    return sorted(found, key=lambda line: ORDER.index(line.when))


def shorter(day: dt.date) -> list[LimitLine]:
    """Return the rows that shorten limits, those in force first."""
    found = [
        LimitLine(key, plain_data.read(limits.LimitRow, _bare(document), "limit row"), _when(first, last, day))
        for key, document, first, last in LimitRow.objects.values_list("key", "document", "first_day", "last_day").order_by("decision", "key")
    ]
    return sorted(found, key=lambda line: ORDER.index(line.when))


ORDER = ("now", "later", "past")


def _when(first: dt.date, last: dt.date | None, day: dt.date) -> str:
    return "later" if first > day else "past" if last is not None and last < day else "now"


def _bare(document: dict[str, object]) -> dict[str, object]:
    return {part: value for part, value in document.items() if part != "key"}


def unknown_procedures(codes: list[str]) -> list[str]:
    """Return the codes that no procedure of the catalogue has."""
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in known]


def fee_keys(day: dt.date) -> dict[str, str]:
    """Return the fees that published procedures name: key and Vietnamese name."""
    return dict(sorted((item.key, item.name.vi) for item in _fees(day)))


def fee_kinds(day: dt.date) -> dict[str, set[str]]:
    """Return what published procedures call their fees, phí or lệ phí, by key."""
    found: dict[str, set[str]] = {}
    for item in _fees(day):
        found.setdefault(item.key, set()).add(item.kind.value)
    return found


def groups() -> set[str]:
    """Return the groups that rows of the schedule exempt or charge less."""
    documents = FeeRow.objects.values_list("document", flat=True)
    return {str(relief["group"]) for document in documents for relief in document.get("exempt", ())}


def _fees(day: dt.date) -> Iterator[FeeItem]:
    config = configuration.current()
    published = (config.in_force(code, day) for code in config.published)
    return (item for one in published if one for item in configuration.revision(one.id).fees)
