"""Where a campaign stands for a reader: counts from the facts, or from the record once it is closed; and the scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from motcua.domain.calendar import MONDAY_TO_FRIDAY, OutsideCalendar
from motcua.domain.campaigns import scores, standing
from motcua.domain.campaigns.plan import State, Target, base_days
from motcua.domain.campaigns.scores import Score
from motcua.domain.campaigns.standing import WHOLE, Counts, OfTarget, Pair
from motcua.domain.people.units import Level
from motcua.queries import configuration
from motcua.queries.campaigns.campaigns import Campaign, Happened
from motcua.queries.figures import figures
from motcua.queries.figures.figures import Figure

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """Every target of a campaign as it stands, for the units a reader sees."""

    targets: tuple[OfTarget, ...]
    days: standing.Days
    until: dt.date  # counted to the end of this day
    counts: Mapping[int, Counts]


def parts(units: Collection[str]) -> dict[str, frozenset[str]]:
    """Return what each unit of a campaign is made of: itself with everything under it that is no other unit of the campaign.

    So every dossier counts for one unit only.
    """
    config = configuration.current()
    under = {unit: config.under(unit) for unit in units}
    return {
        unit: found - frozenset().union(*(under[other] for other in found & under.keys() if other != unit))
        for unit, found in under.items()
    }  # fmt: skip


def of(campaign: Campaign, units: Collection[str], today: dt.date, *, by_day: bool = False) -> Standing:
    """Return how a campaign stands for these of its units; with `by_day` each target also day by day, with its forecast."""
    counts = _recorded(campaign, units) if campaign.ending is not None else read(campaign, units, today, by_day=by_day)
    found = standing.stand(campaign.plan, counts, _levels(units), today=today, works=works)
    return Standing(found, standing.days_of(campaign.plan, today, works), min(today, campaign.plan.last), counts)


def drawn(campaign: Campaign, units: Collection[str], today: dt.date, found: Standing, number: int) -> OfTarget:
    """Return one target of a standing day by day, with its forecast: days are read for the one that is looked at."""
    target = campaign.targets[number]
    if campaign.ending is not None or not target.adds_up or today < campaign.plan.first:
        return found.targets[number]
    levels = _levels(units)
    daily = _daily(target, campaign.plan.first, found.until, _covered(target, levels, parts(units)))
    counts = {**found.counts, number: replace(found.counts[number], daily=daily)}
    return standing.stand(campaign.plan, counts, levels, today=today, works=works)[number]


def works(day: dt.date) -> bool:
    """Return whether a day is a working day; of a year whose calendar is not held yet, Monday to Friday."""
    try:
        return configuration.current().national.works_on(day)
    except OutsideCalendar:
        return day.weekday() in MONDAY_TO_FRIDAY


def scored(campaign: Campaign, found: Standing, told: Happened) -> dict[str, Score | None]:
    """Return the emulation score of each unit; those of a closed campaign are the recorded counts of tasks and reminders."""
    return {
        unit: scores.score(
            standing.reached(found.targets, unit), campaign.formula,
            tasks=sum(t.unit == unit for t in told.tasks), done=sum(t.unit == unit and t.done_on is not None for t in told.tasks),
            unanswered=sum(r.unit == unit and r.late for r in told.reminders),
        )
        for unit in campaign.units
    }  # fmt: skip


def read(campaign: Campaign, units: Collection[str], today: dt.date, *, by_day: bool) -> dict[int, Counts]:
    """Return the counts of every target from the facts: until now, until yesterday, in the base year, day by day where asked."""
    plan, made = campaign.plan, parts(units)
    last = min(today, plan.last)
    if last < plan.first or not units:
        return {n: Counts(missing=False) for n in range(len(plan.targets))}
    by_unit = [t for t in plan.targets if t.by_unit]
    now = _by_unit(by_unit, plan.first, last, made)
    before = _by_unit([t for t in by_unit if t.adds_up], plan.first, min(today - DAY, plan.last), made)
    whole = _whole([t for t in plan.targets if not t.by_unit], plan.first, last, made)
    levels = _levels(units)
    return {
        number: Counts(
            rows=now.get(t.indicator, ({}, False))[0] if t.by_unit else whole[t.indicator][0],
            base=_base(campaign, t, made), before=before.get(t.indicator, ({}, False))[0],
            daily=_daily(t, plan.first, last, _covered(t, levels, made)) if t.adds_up and by_day else {},
            missing=(now.get(t.indicator, ({}, False)) if t.by_unit else whole[t.indicator])[1],
        )
        for number, t in enumerate(plan.targets)
    }  # fmt: skip


def _by_unit(targets: Iterable[Target], first: dt.date, last: dt.date, made: Mapping[str, frozenset[str]]) -> dict[str, tuple[dict[str, Pair], bool]]:
    codes = sorted({t.indicator for t in targets})
    if not codes or last < first:
        return {}
    whose = {part: unit for unit, held in made.items() for part in held}
    read = figures.read(codes, first=first, last=last, units=list(whose), by_unit=True)
    empty = figures.read(codes, first=first, last=last, units=[])[""]
    found: dict[str, tuple[dict[str, Pair], bool]] = {code: ({}, empty[code].missing) for code in codes}
    for part, known in read.items():
        if part in whose:
            for code, figure in known.items():
                if figure.hit is not None:
                    kept = found[code][0]
                    kept[whose[part]] = _plus(kept.get(whose[part]), figure)
    return found


def _whole(targets: Iterable[Target], first: dt.date, last: dt.date, made: Mapping[str, frozenset[str]]) -> dict[str, tuple[dict[str, Pair], bool]]:
    codes = sorted({t.indicator for t in targets})
    if not codes:
        return {}
    read = figures.read(codes, first=first, last=last, units=[part for held in made.values() for part in held]).get("", {})
    return {code: ({WHOLE: (f.hit, f.of)} if (f := read[code]).hit is not None else {}, f.missing) for code in codes}


def _base(campaign: Campaign, target: Target, made: Mapping[str, frozenset[str]]) -> dict[str, Pair]:
    days = base_days(target, campaign.plan)
    if days is None:
        return {}
    if target.by_unit:
        return _by_unit([target], *days, made)[target.indicator][0]
    return _whole([target], *days, made)[target.indicator][0]


def _levels(units: Collection[str]) -> dict[str, Level]:
    known = configuration.current().units
    return {unit: known[unit].level for unit in units if unit in known}


def _covered(target: Target, levels: Mapping[str, Level], made: Mapping[str, frozenset[str]]) -> list[str]:
    return [part for unit, held in made.items() if target.covers(levels[unit]) for part in held]


def _daily(target: Target, first: dt.date, last: dt.date, units: list[str]) -> dict[dt.date, tuple[int, int]]:
    read = figures.over_time([target.indicator], first=first, last=last, span="day", units=units)
    found: dict[dt.date, tuple[int, int]] = {}
    for (_unit, day), known in read.items():
        figure = known.get(target.indicator)
        if figure is not None and figure.hit is not None and (figure.hit or figure.of):
            found[day] = (figure.hit, figure.of or 0)
    return found


def _plus(kept: Pair | None, figure: Figure) -> Pair:
    assert figure.hit is not None
    hit, of = kept or (0, None)
    return hit + figure.hit, None if figure.of is None else (of or 0) + figure.of


def _recorded(campaign: Campaign, units: Collection[str]) -> dict[int, Counts]:
    """Return the recorded counts of these units; day by day only for whoever sees the whole campaign."""
    assert campaign.ending is not None
    stored = campaign.ending["counts"]
    assert isinstance(stored, dict)
    everything = set(campaign.units) <= set(units)
    kept = {*units, WHOLE}
    return {
        number: Counts(
            rows={u: p for u, p in one.rows.items() if u in kept}, base={u: p for u, p in one.base.items() if u in kept},
            daily=one.daily if everything else {}, missing=one.missing,
        )
        for number, one in standing.from_plain(stored).items()
    }  # fmt: skip


def is_open(campaign: Campaign) -> bool:
    """Return whether acts are still taken in it: it runs, and nobody closed it."""
    return campaign.state in (State.APPROVED, State.RUNNING)
