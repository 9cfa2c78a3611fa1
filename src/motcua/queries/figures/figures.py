"""Reading indicators: of a period, by unit, day or month; every value with the counts it comes from."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.figures import rounding
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Better, Indicator, Kind
from motcua.domain.figures.parts import Sum, Term, value
from motcua.queries import configuration
from motcua.queries.figures import readings, sums

NINETIETH = Fraction(9, 10)


@dataclass(frozen=True)
class Figure:
    """An indicator read once; `hit` of `of` where it is something of something, `value` exactly (shares below 1)."""

    indicator: Indicator
    hit: int | None = None
    of: int | None = None
    missing: bool = False  # what it needs is not connected

    @property
    def value(self) -> Fraction | None:
        """Return the exact value; None where nothing is there to be told."""
        if self.missing or self.hit is None:
            return None
        if not self.indicator.has_population:
            return Fraction(self.hit)
        return Fraction(self.hit, self.of) if self.of else None

    @property
    def silence(self) -> str:
        """Return why no value is told: source_not_connected, nothing_entered, nothing_to_count; empty where one is."""
        if self.value is not None:
            return ""
        if self.missing:
            return "source_not_connected"
        entered = self.indicator.kind is Kind.ENTERED or self.indicator.reading.startswith("entered:")
        return "nothing_entered" if entered and self.hit is None else "nothing_to_count"

    @property
    def met(self) -> bool | None:
        """Return whether the indicator's own target is met; None where there is none or nothing is told."""
        return reached(self.indicator, self.value, self.indicator.target)


def reached(indicator: Indicator, found: Fraction | None, target: Fraction | None) -> bool | None:
    """Return whether a value meets a target, by the direction that is better; None where there is nothing to compare."""
    if found is None or target is None:
        return None
    return found <= target if indicator.better is Better.DOWN else found >= target


def read(
    codes: Iterable[str], *, first: dt.date, last: dt.date, units: Collection[str] | None = None, by_unit: bool = False,
    procedures: Collection[str] | None = None, today: dt.date | None = None,
) -> dict[str, dict[str, Figure]]:  # fmt: skip
    """Return the indicators of a period, both days included, by unit ("" where units are not kept apart), by code.

    `units` are ids of units, None counts all. A unit without anything is left out when kept apart. With `today` what
    falls due today is not late yet; without it the whole period is over. Raises KeyError for an indicator that does not exist.
    """
    wanted = [ALL[code] for code in codes]
    known = [one for one in wanted if not _missing(one, last)]
    amounts = sums.of_terms(
        [s for one in known if of_parts(one) for s in (one.hit, one.population)],
        first=first, last=last, units=units, by_unit=by_unit, procedures=procedures, today=today,
    )  # fmt: skip
    merged: dict[str, dict[Term, int]] = {unit: terms for (unit, _procedure), terms in amounts.items()}
    found: dict[str, dict[str, Figure]] = {unit: {} for unit in merged} or {}
    if not by_unit:
        found.setdefault("", {})
        merged.setdefault("", {})
    asked = readings.Asked(first, last, units, by_unit)
    for one in known:
        if of_parts(one):
            for unit, terms in merged.items():
                found[unit][one.code] = _figure(one, terms)
        else:
            for unit, figure in _own(one, asked).items():
                found.setdefault(unit, {})[one.code] = figure
    for one in wanted:
        for figures in found.values():
            figures.setdefault(one.code, blank(one, last))
    return found


@dataclass(frozen=True)
class Series:
    """An indicator read span by span: `of` is empty where it is not something of something."""

    indicator: Indicator
    hit: Sequence[int]
    of: Sequence[int]

    def figure(self, place: int) -> Figure:
        """Return the figure of a span by its place."""
        return Figure(self.indicator, self.hit[place], self.of[place] if self.of else None)


def series(
    codes: Iterable[str], *, first: dt.date, last: dt.date, span: str, units: Collection[str] | None = None, by_unit: bool = False,
    today: dt.date | None = None,
) -> dict[str, dict[str, Series]]:  # fmt: skip
    """Return the indicators made of parts by unit and code, a value for each of `sums.spans`; others are left out."""
    wanted = [one for one in (ALL[code] for code in codes) if of_parts(one) and not _missing(one, last)]
    terms, found = sums.by_span(
        [s for one in wanted for s in (one.hit, one.population)], first=first, last=last, span=span, units=units, by_unit=by_unit, today=today
    )
    at = {term: i for i, term in enumerate(terms)}
    return {
        unit: {
            one.code: Series(one, _added(one.hit, at, columns), _added(one.population, at, columns) if one.has_population else ())
            for one in wanted
        }
        for unit, columns in found.items()
    }  # fmt: skip


def over_time(
    codes: Iterable[str], *, first: dt.date, last: dt.date, span: str, units: Collection[str] | None = None, by_unit: bool = False,
    today: dt.date | None = None,
) -> dict[tuple[str, dt.date], dict[str, Figure]]:
    """Return the indicators made of parts by unit and the first day of each day or month (`span`); others are left out.

    Where units are kept apart, spans of a unit in which nothing was and nothing stood are left out.
    """
    found = series(codes, first=first, last=last, span=span, units=units, by_unit=by_unit, today=today)
    days = sums.spans(first, last, span)
    return {
        (unit, day): {code: one.figure(i) for code, one in told.items()}
        for unit, told in found.items() for i, day in enumerate(days)
        if not by_unit or any(one.hit[i] or (one.of and one.of[i]) for one in told.values())
    }  # fmt: skip


def _added(found: Sum, at: Mapping[Term, int], columns: Sequence[Sequence[int]]) -> Sequence[int]:
    total: Sequence[int] | None = None
    for term in found:
        column = columns[at[_plain(term)]]
        if term.times not in (1, -1):
            column = [term.times * amount for amount in column]
        if total is None:
            total = column if term.times != -1 else [-amount for amount in column]
        else:
            total = list(map(operator.sub if term.times == -1 else operator.add, total, column))
    return total or ()


def one(code: str, *, first: dt.date, last: dt.date, units: Collection[str] | None = None, today: dt.date | None = None) -> Figure:
    """Return one indicator of a period."""
    return read([code], first=first, last=last, units=units, today=today)[""][code]


def blank(indicator: Indicator, last: dt.date) -> Figure:
    """Return an indicator of which nothing was found in a period that ends on a day: 0, nothing, or missing."""
    return Figure(indicator, missing=_missing(indicator, last), **_nothing(indicator))


def by_month(code: str) -> bool:
    """Return whether an indicator is told month by month: those made of parts are."""
    return of_parts(ALL[code])


def together(one: Figure, other: Figure) -> Figure:
    """Return an indicator made of parts of two groups of units that have none in common: counts add up."""
    of = None if one.of is None or other.of is None else one.of + other.of
    return Figure(one.indicator, (one.hit or 0) + (other.hit or 0), of)


def of_parts(indicator: Indicator) -> bool:
    """Return whether an indicator is put together from parts, so that the counts of units add up to those of all."""
    return not indicator.reading and indicator.kind not in (Kind.PERCENTILE, Kind.ENTERED)


def _figure(indicator: Indicator, terms: Mapping[Term, int]) -> Figure:
    amounts = {t: terms.get(Term(t.part, t.when), 0) for s in (indicator.hit, indicator.population) for t in map(_plain, s)}
    hit = value(indicator.hit, amounts)
    return Figure(indicator, hit, value(indicator.population, amounts) if indicator.has_population else None)


def _plain(term: Term) -> Term:
    return Term(term.part, term.when)


def _own(indicator: Indicator, asked: readings.Asked) -> dict[str, Figure]:
    if indicator.kind is Kind.PERCENTILE:
        part = indicator.hit[0].part
        spread = sums.spread(part, first=asked.first, last=asked.last, units=asked.units, by_unit=asked.by_unit)
        return {unit: Figure(indicator, rounding.nearest_rank(seen, NINETIETH)) for unit, seen in spread.items()}
    return {unit: Figure(indicator, hit, of) for unit, (hit, of) in readings.read(indicator, asked).items()}


def _missing(indicator: Indicator, day: dt.date) -> bool:
    if not indicator.source:
        return False
    return not configuration.current().setting(f"source_{indicator.source}", day)


def _nothing(indicator: Indicator) -> dict[str, int | None]:
    if indicator.kind in (Kind.PERCENTILE, Kind.ENTERED) or indicator.reading:
        return {"hit": None, "of": None}
    return {"hit": 0, "of": 0 if indicator.has_population else None}


def grouped(
    codes: Iterable[str], *, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]], today: dt.date | None = None,
    everything: bool = False,
) -> dict[str, dict[str, Figure]]:
    """Return the indicators of groups of units (name -> ids): counts add up, everything else is read for each group.

    `everything`: the groups hold all units there are, so that none has to be named to the database.
    """
    wanted = [ALL[code] for code in codes]
    adding = [one for one in wanted if of_parts(one) and not _missing(one, last)]
    units = None if everything else frozenset().union(*groups.values()) if groups else frozenset()
    amounts = sums.of_terms(
        [s for one in adding for s in (one.hit, one.population)], first=first, last=last, units=units, by_unit=True, today=today
    )
    terms = list(dict.fromkeys(_plain(t) for one in adding for s in (one.hit, one.population) for t in s))
    plans = _plans(adding, terms)
    known = {unit: [told.get(term, 0) for term in terms] for (unit, _procedure), told in amounts.items()}
    rest = [one.code for one in wanted if one not in adding]
    found: dict[str, dict[str, Figure]] = {}
    for name, inner in groups.items():
        own = [known[unit] for unit in inner if unit in known]
        total = [sum(column) for column in zip(*own, strict=True)] or [0] * len(terms)
        found[name] = {one.code: _planned(one, total, hit, of) for one, hit, of in plans}
        if rest:
            found[name] |= read(rest, first=first, last=last, units=inner, today=today)[""]
    return found


Plan = tuple[Indicator, list[tuple[int, int]], list[tuple[int, int]]]  # which amounts, how often, make hit and population


def _plans(wanted: Iterable[Indicator], terms: Sequence[Term]) -> list[Plan]:
    at = {term: i for i, term in enumerate(terms)}
    return [(one, [(at[_plain(t)], t.times) for t in one.hit], [(at[_plain(t)], t.times) for t in one.population]) for one in wanted]


def _planned(one: Indicator, amounts: Sequence[int], hit: list[tuple[int, int]], of: list[tuple[int, int]]) -> Figure:
    return Figure(one, sum(amounts[i] * n for i, n in hit), sum(amounts[i] * n for i, n in of) if one.has_population else None)
