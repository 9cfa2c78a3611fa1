"""What a leader asks at seven in the morning: where we stand, who is behind, what falls due, what is new since yesterday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.figures import keys
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Indicator, Kind
from motcua.domain.figures.parts import When
from motcua.queries import configuration
from motcua.queries.board import Board, UnitRow
from motcua.queries.figures import dues, figures
from motcua.queries.figures.dues import Days
from motcua.queries.figures.figures import Figure

DAY = dt.timedelta(days=1)
NEWS = ("received", "settled", "newly_late", "late_settled")


@dataclass(frozen=True)
class Lag:
    """A unit that does not meet a target, and how many dossiers it is short of it."""

    row: UnitRow
    figure: Figure
    short: int


@dataclass(frozen=True)
class Behind:
    """A key figure that is not met: how far it is from its target, and the units short of it, the one with the most missing first."""

    indicator: Indicator
    figure: Figure
    gap: Fraction
    short: int
    lags: tuple[Lag, ...]


@dataclass(frozen=True)
class Due:
    """Open dossiers of a unit by when they fall due (`dues.KINDS`)."""

    row: UnitRow
    counts: Mapping[str, int]


@dataclass(frozen=True)
class New:
    """What happened since the beginning of the last working day: until the end of yesterday, and today so far."""

    indicator: Indicator
    earlier: int
    today: int


def key_codes(day: dt.date) -> tuple[str, ...]:
    """Return the province's key figures on a day."""
    return keys.read(str(configuration.current().setting("leader_keys", day)))


def before(codes: Sequence[str], *, first: dt.date, days: Days, units: Collection[str] | None) -> Mapping[str, Figure]:
    """Return the figures of the period as they stood when the last working day began.

    What happened in the period is left out where the period had not begun by then.
    """
    last = days.since - DAY
    known = [code for code in codes if first <= last or _stands(ALL[code])]
    return figures.read(known, first=first, last=last, units=units)[""] if known else {}


def _stands(one: Indicator) -> bool:
    return all(term.when is When.UNTIL for term in (*one.hit, *one.population))


def lagging(codes: Sequence[str], found: Board) -> list[Behind]:
    """Return the key figures that are not met, the one furthest from its target first, with the units that are short of it."""
    told = []
    for code in codes:
        one, figure = ALL[code], found.figures[code]
        if one.kind is Kind.SHARE and one.target is not None and figure.met is False and figure.value is not None:
            lags = [Lag(row, row.figures[code], _short(row.figures[code])) for row in found.units if row.figures[code].met is False]
            lags.sort(key=lambda lag: -lag.short)
            told.append(Behind(one, figure, abs(one.target - figure.value), _short(figure), tuple(lags)))
    return sorted(told, key=lambda b: -b.gap)


def _short(figure: Figure) -> int:
    target = figure.indicator.target
    return keys.short_of(figure.indicator, figure.hit or 0, figure.of or 0, target) if target is not None else 0


def due(found: Board, days: Days) -> tuple[Mapping[str, int], list[Due]]:
    """Return how many open dossiers are overdue or about to be, in all and by unit, the most pressing first."""
    single = dues.by_unit(days, found.asked)
    rows = [Due(row, _summed(single, row.inner)) for row in found.units]
    rows = [one for one in rows if any(one.counts.values())]
    rows.sort(key=lambda one: (-one.counts["overdue_now"], -one.counts["due_today"], -one.counts["due_soon"]))
    return _summed(single, frozenset().union(*(row.inner for row in found.units)) if found.units else ()), rows


def _summed(single: Mapping[str, Mapping[str, int]], units: Collection[str]) -> dict[str, int]:
    return {kind: sum(single[unit][kind] for unit in units if unit in single) for kind in dues.KINDS}


def news(days: Days, *, units: Collection[str] | None) -> list[New]:
    """Return what was received, settled, became late and was settled late since the beginning of the last working day."""
    found = figures.over_time(NEWS, first=days.since, last=days.today, span="day", units=units, today=days.today)
    return [
        New(
            ALL[code], sum(told[code].hit or 0 for (_unit, day), told in found.items() if day < days.today),
            sum(told[code].hit or 0 for (_unit, day), told in found.items() if day == days.today),
        )
        for code in NEWS
    ]  # fmt: skip
