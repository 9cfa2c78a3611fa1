"""Between which days a date of a form may lie: what the field says, and for every date what no living person writes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from motcua.domain.procedures import form_formats
from motcua.domain.procedures.form_fields import Field, Widget
from motcua.domain.procedures.form_schema import Asked, CompiledForm, Kind
from motcua.domain.procedures.form_values import Faults, Path

FIRST_DAY = dt.date(1850, 1, 1)  # of any date in a form: no register that an office still keeps names anybody born before it
DAYS_AHEAD = 50 * 366  # the longest anybody plans: a lease of land
DATES = frozenset({Widget.DATE, Widget.PARTIAL_DATE})
_TODAY = re.compile(r"today([+-][0-9]{1,5})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def named(bound: str) -> str | None:
    """Return the field a bound names; None where it is a day of its own."""
    return None if _TODAY.fullmatch(bound) or _DAY.fullmatch(bound) else bound


def check(compiled: CompiledForm, kept: Mapping[str, object], today: dt.date | None, faults: Faults) -> None:
    """Add what is wrong with the dates among the answers; what depends on `today` only where it is given."""
    wrong = {fault.path for fault in faults}
    for path, asked, row in _dates(compiled, kept):
        if path not in wrong and (value := row.get(asked.id)) is not None:
            _check(compiled, asked, path, str(value), {**kept, **row}, today, faults)


def _check(
    compiled: CompiledForm, asked: Asked, path: Path, value: str, answers: Mapping[str, object], today: dt.date | None, faults: Faults
) -> None:
    first, last = form_formats.first_day(value), form_formats.last_day(value)
    if first is None or last is None:
        return
    lower = [(FIRST_DAY, ""), *_bounds(asked.field.not_before, answers, today, form_formats.first_day)]
    upper = [*_latest(asked.field, today), *_bounds(asked.field.not_after, answers, today, form_formats.last_day)]
    for bound, other in lower:
        if last < bound:
            return faults.add(path, "before_other" if other else "too_early", **_said(bound, other, path, compiled))
    for bound, other in upper:
        if first > bound:
            kind = "after_other" if other else "in_future" if bound == today else "too_late"
            return faults.add(path, kind, **_said(bound, other, path, compiled))


def _said(bound: dt.date, other: str, path: Path, compiled: CompiledForm) -> dict[str, object]:
    if not other:
        return {"limit": bound.isoformat()}
    group = compiled.fields.get(str(path[0]))
    inside = group is not None and len(path) > 1 and other in group.rows
    return {"other": (str(path[0]), other) if inside else (other,)}


def _latest(field: Field, today: dt.date | None) -> list[tuple[dt.date, str]]:
    """Return the last day of a date that says none: a birth has been, anything else is not planned beyond a lifetime."""
    if today is None:
        return []
    born = field.party is not None and field.party.part == "born"
    return [(today if born else today + dt.timedelta(days=DAYS_AHEAD), "")]


def _bounds(bounds: tuple[str, ...], answers: Mapping[str, object], today: dt.date | None, read: form_formats.Reading) -> list[tuple[dt.date, str]]:
    found = []
    for bound in bounds:
        relative = _TODAY.fullmatch(bound)
        if relative is not None:
            day = None if today is None else today + dt.timedelta(days=int(relative[1] or 0))
            found.append((day, ""))
        elif _DAY.fullmatch(bound):
            found.append((dt.date.fromisoformat(bound), ""))
        else:
            found.append((read(str(answers.get(bound) or "")), bound))
    return [(day, other) for day, other in found if day is not None]


def _dates(compiled: CompiledForm, kept: Mapping[str, object]) -> Iterator[tuple[Path, Asked, Mapping[str, object]]]:
    for id, asked in compiled.fields.items():
        if asked.field.widget in DATES:
            yield (id,), asked, kept
        rows = kept.get(id)
        if asked.kind is Kind.GROUP and isinstance(rows, list):
            for number, row in enumerate(rows):
                yield from (((id, number, inner), field, row) for inner, field in asked.rows.items() if field.field.widget in DATES)
