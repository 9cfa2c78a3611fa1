"""Indicators by unit and month together: the rows that leave the board, each with the counts it comes from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.figures.indicators import ALL
from motcua.queries.figures import figures, sums
from motcua.queries.figures.figures import Figure

EVERY_MONTH = "month"


@dataclass(frozen=True)
class Row:
    """The indicators of a group of units, in the whole period or in one month of it; None: not told by month."""

    group: str
    month: dt.date | None
    figures: Mapping[str, Figure | None]


def rows(
    codes: Sequence[str], *, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]], by_month: bool = False,
    silent: bool = True,
) -> list[Row]:  # fmt: skip
    """Return a row for each group of units (name -> ids), and for each month within the period where months are asked for.

    A month at an edge holds only its days within the period. Groups without anything in any month are left out where
    they are not wanted (`silent`). Raises KeyError for an indicator that does not exist.
    """
    if not by_month:
        found = figures.grouped(codes, first=first, last=last, groups=groups)
        return [Row(name, None, {code: found[name][code] for code in codes}) for name in groups]
    seen = _months(codes, first, last, groups)
    months = sums.spans(first, last, EVERY_MONTH)
    nothing = {code: figures.blank(ALL[code], last) if figures.by_month(code) else None for code in codes}
    heard = {name for name, _month in seen}
    return [
        Row(name, month, nothing | seen.get((name, month), {})) for name in groups if silent or name in heard for month in months
    ]


def _months(
    codes: Sequence[str], first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]]
) -> Mapping[tuple[str, dt.date], Mapping[str, Figure]]:
    if len(groups) == 1:
        (name, units), = groups.items()
        found = figures.over_time(codes, first=first, last=last, span=EVERY_MONTH, units=units)
        return {(name, month): told for (_unit, month), told in found.items()}
    where: dict[str, list[str]] = defaultdict(list)
    for name, units in groups.items():
        for unit in units:
            where[unit].append(name)
    added: dict[tuple[str, dt.date], dict[str, Figure]] = defaultdict(dict)
    for (unit, month), told in figures.over_time(codes, first=first, last=last, span=EVERY_MONTH, units=frozenset(where), by_unit=True).items():
        for name in where[unit]:
            here = added[name, month]
            for code, figure in told.items():
                here[code] = figures.together(here[code], figure) if code in here else figure
    return added

