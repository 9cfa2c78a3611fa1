"""The shorter time limit a province promises beside the legal one (quyết định rút ngắn thời gian giải quyết)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.domain.dossiers.limits import Limit, LimitUnit, shortened
from motcua.domain.fees import provincial
from motcua.domain.fees.provincial import Ambiguous, Area, Basis
from motcua.domain.procedures import time_limits
from motcua.domain.procedures.problem import Problem, problem
from motcua.domain.procedures.revision import Channel, TimeLimit


@dataclass(frozen=True, kw_only=True)
class LimitRow:
    """One row of such a decision: so many per cent shorter, or a limit of its own. No procedures: all of them."""

    decision: str  # e.g. 906/QĐ-UBND
    first_day: dt.date
    article: str = ""
    last_day: dt.date | None = None
    procedures: tuple[str, ...] = ()
    case: str | None = None
    channel: Channel | None = None
    territory: Area | None = None
    percent: int | None = None  # 20: a fifth shorter
    limit: TimeLimit | None = None


@dataclass(frozen=True)
class Promised:
    """The limit that is promised beside the legal one; both are reported (R25)."""

    limit: TimeLimit
    legal: TimeLimit
    basis: Basis | None = None  # None: nothing shorter was decided

    @property
    def shorter(self) -> bool:
        return self.limit != self.legal


class AmbiguousLimit(Ambiguous):
    """Two rows in force promise different limits for the same case; both are named."""


def promised(
    legal: TimeLimit,
    rows: Sequence[LimitRow],
    *,
    procedure: str,
    channel: Channel,
    on: dt.date,
    case: str | None = None,
    area: Area | None = None,
) -> Promised:
    """Return the limit promised on the day of receipt; never longer than the legal one, never rounded up.

    Raises AmbiguousLimit.
    """
    place = area or Area()
    found = [
        row for row in rows if _covers(row, procedure, channel, case) and provincial.in_force(row, on, place)
    ]
    try:
        row = provincial.deciding(found, marks=_marks, what=procedure)
    except Ambiguous as ambiguous:
        raise AmbiguousLimit(ambiguous.what, ambiguous.rows) from None
    if row is None:
        return Promised(limit=legal, legal=legal)
    shorter = _shortened(legal, row)
    if shorter is None:
        return Promised(limit=legal, legal=legal)
    return Promised(limit=shorter, legal=legal, basis=provincial.basis(row))


def problems(row: LimitRow) -> list[Problem]:
    """Return what is wrong with a row before it is put in force."""
    found = []
    if not row.decision.strip():
        found.append(problem("decision", "row_decision"))
    if (row.percent is None) is (row.limit is None):
        found.append(problem("percent", "limit_row_one"))
    if row.percent is not None and not 1 <= row.percent <= 99:
        found.append(problem("percent", "limit_row_percent"))
    if row.limit is not None and not time_limits.known(row.limit):
        found.append(problem("limit", "limit_unknown", unit=row.limit.unit, amount=row.limit.amount))
    if row.last_day is not None and row.last_day < row.first_day:
        found.append(problem("last_day", "row_days"))
    return found


def clashes(row: LimitRow, other: LimitRow, rows: Iterable[LimitRow] = ()) -> bool:
    """Return whether the two would leave it open which limit is promised, and none of `rows` settles it."""
    return provincial.clashes(row, other, rows, marks=_marks, meets=_meets, covers=_covers_both)


def _meets(row: LimitRow, other: LimitRow) -> bool:
    narrowed = all(None in pair or pair[0] == pair[1] for pair in ((row.case, other.case), (row.channel, other.channel)))
    return narrowed and provincial.overlap(row.procedures, other.procedures) != frozenset()


def _covers_both(third: LimitRow, row: LimitRow, other: LimitRow) -> bool:
    named = provincial.holds_all(third.procedures, provincial.overlap(row.procedures, other.procedures))
    return named and _meets(third, row) and _meets(third, other)


def _shortened(legal: TimeLimit, row: LimitRow) -> TimeLimit | None:
    """Return the shorter limit, or None when the row gives none: an own limit may turn out no shorter than the law's."""
    if row.limit is not None:
        return row.limit if _is_shorter(row.limit, legal) else None
    if row.percent is None:
        return None
    found = shortened(Limit(legal.amount, LimitUnit(legal.unit)), row.percent)
    return None if found is None else TimeLimit(amount=found.amount, unit=found.unit.value)


def _is_shorter(limit: TimeLimit, legal: TimeLimit) -> bool:
    if limit.unit == legal.unit:
        return limit.amount < legal.amount
    return time_limits.working_hours(limit) < time_limits.working_hours(legal)


def _covers(row: LimitRow, procedure: str, channel: Channel, case: str | None) -> bool:
    named = not row.procedures or procedure in row.procedures
    return named and row.case in (None, case) and row.channel in (None, channel)


def _marks(row: LimitRow) -> frozenset[str]:
    parts = {
        "procedure": row.procedures,
        "case": row.case,
        "channel": row.channel,
        "territory": row.territory,
    }
    return frozenset(name for name, value in parts.items() if value)
