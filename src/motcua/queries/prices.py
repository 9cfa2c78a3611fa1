"""What a dossier costs and how long it takes, by the rows in force: the catalogue's own and the province's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from motcua.domain import plain_data
from motcua.domain.dossiers.limits import SAME_DAY, Limit, LimitUnit
from motcua.domain.fees import limits, schedule
from motcua.domain.fees.provincial import Area
from motcua.domain.procedures.revision import Channel, Revision, TimeLimit
from motcua.queries.configuration import Configuration


@lru_cache(maxsize=4)
def _rows(epoch: int, config: Configuration) -> tuple[tuple[schedule.FeeRow, ...], tuple[limits.LimitRow, ...]]:
    fees = tuple(plain_data.read(schedule.FeeRow, _bare(row), "fee row") for row in config.fee_rows)
    shorter = tuple(plain_data.read(limits.LimitRow, _bare(row), "limit row") for row in config.limit_rows)
    return fees, shorter


def _bare(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "key"}


def quote(
    config: Configuration,
    revision: Revision,
    *,
    channel: Channel,
    case: str,
    on: dt.date,
    answers: Mapping[str, object],
    quantities: Mapping[str, schedule.Quantity] | None = None,
    chosen: frozenset[str] = frozenset(),
    area: Area | None = None,
    exemption: str = "",
) -> schedule.Quote:
    """Return the lines and the total to pay.

    Raises schedule.AmbiguousFee when two rows of equal rank are in force, NoSuchChannel, NotAQuantity.
    """
    fees, _shorter = _rows(config.epoch, config)
    return schedule.quote(
        revision, channel=channel, on=on, case=case or None, answers=answers, quantities=quantities, chosen=chosen,
        area=area, exemption=exemption or None, rows=fees,
    )  # fmt: skip


def reliefs(config: Configuration, revision: Revision, *, on: dt.date) -> list[tuple[str, str]]:
    """Return the groups that rows in force on the day exempt from fees of a procedure, each with the text that says so."""
    found: dict[str, str] = {}
    for row in _bearing_on(config, revision, on):
        for relief in row.exempt:
            found.setdefault(relief.group, f"{row.decision} {relief.article or row.article}".strip())
    return list(found.items())


def by_place(config: Configuration, revision: Revision, *, on: dt.date) -> bool:
    """Tell whether a row in force on the day gives the fees of a procedure another amount in some part of the province."""
    rows = _bearing_on(config, revision, on)
    return any(row.territory is not None and (row.prices or row.percent_of_base is not None) for row in rows)


def _bearing_on(config: Configuration, revision: Revision, on: dt.date) -> list[schedule.FeeRow]:
    """Return the rows in force on the day that bear on fees of the procedure, wherever they hold."""
    fees, _shorter = _rows(config.epoch, config)
    keys = {item.key: item.kind for item in revision.fees}
    found = []
    for row in fees:
        named = {key for key, kind in keys.items() if kind is row.kind and (not row.fees or key in row.fees)}
        mine = named and (not row.procedures or revision.code in row.procedures)
        if mine and row.first_day <= on and (row.last_day is None or row.last_day >= on):
            found.append(row)
    return found


def promised(
    config: Configuration, revision: Revision, *, legal: Limit, channel: Channel, on: dt.date, case: str = "", area: Area | None = None
) -> tuple[Limit, str]:
    """Return the limit the province promises, and the decision it rests on (the legal one and "" where no row does)."""
    _fees, shorter = _rows(config.epoch, config)
    found = limits.promised(
        TimeLimit(legal.amount, legal.unit.value), shorter, procedure=revision.code, channel=channel, on=on,
        case=case or None, area=area,
    )  # fmt: skip
    return limit_of(found.limit), found.basis.decision if found.basis else ""


def limit_of(time_limit: TimeLimit) -> Limit:
    """Return the domain's limit of a revision's time limit. Raises ValueError for an unknown unit."""
    unit = LimitUnit(time_limit.unit)
    return SAME_DAY if unit is LimitUnit.SAME_DAY else Limit(time_limit.amount, unit)
