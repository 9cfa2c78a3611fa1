"""The national index of a province, an agency or a commune: every component from its dossiers, procedures and entries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures import index766
from motcua.domain.figures.index766 import BY_CODE, CENT, COMPONENTS, Component, Group
from motcua.domain.figures.index_counts import DISLIKED_AND_LATE, LIVE, NEEDS, OF_DOSSIERS, Reading
from motcua.domain.figures.parts import Sum, Term, value
from motcua.domain.people.units import UnitKind, in_force
from motcua.queries import configuration
from motcua.queries.figures import readings, sums

PROVINCE = ""
_BY_PROCEDURE = (c.RECEIVED_FEE_SET, c.RECEIVED_FEE, c.RECEIVED_PAID_ONLINE, c.RECEIVED_ONLINE, c.RECEIVED_POPULATION)
_ENTERED = {
    "PUBLISH_ON_TIME": ("publications_on_time", "publications"),
    "PUBLIC_UPDATE_ON_TIME": ("updates_on_time", "updates_due"),
    "PETITION_PROCESSING_ON_TIME": ("petitions_on_time", "petitions"),
    "PETITION_HANDLING_SATISFACTION": ("petitions_satisfied", "petitions"),
}


@dataclass(frozen=True)
class Scored:
    """A component with its counts and points; `missing`: what it needs is not connected, and it has none."""

    component: Component
    hit: int
    of: int
    points: Decimal
    missing: bool = False


@dataclass(frozen=True)
class Index:
    """The index of a group of units in a period."""

    components: Mapping[str, Scored]
    total_dossiers: int
    late: int

    def group(self, which: Group) -> Decimal:
        """Return the points of a group: the sum of its rounded components."""
        return index766.group({code: s.points for code, s in self.components.items()}, which)

    @property
    def total(self) -> Decimal:
        """Return the total: the sum of the groups."""
        return sum((self.group(g) for g in Group), Decimal(0)).quantize(CENT)

    @property
    def most(self) -> int:
        """Return how many points could be had with what is connected."""
        return sum(s.component.points for s in self.components.values() if not s.missing)


def read(
    *, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]] | None = None, reading: Reading = LIVE,
) -> dict[str, Index]:  # fmt: skip
    """Return the index of each group of units (name -> ids) in a period, both days included; None: of all, named "".

    The province's publication is handed down to every unit, as the portal does.
    """
    asked = _Asked(first, last, groups)
    terms = _terms(asked)
    procedures = _procedures(asked)
    entered = {code: readings.read_entered(code, asked.everywhere) for pair in _ENTERED.values() for code in pair}
    portal = readings.read_entered("received_by_portal", readings.Asked(first, last, by_unit=True))
    whole = {code: sum(found.values()) for code, found in entered.items()}
    found = {}
    for name in asked.names:
        counts = _of_dossiers(terms[name], reading)
        counts |= _of_procedures(asked, name, procedures[name], reading, counts)
        counts |= {code: (whole[hit], whole[of]) for code, (hit, of) in _ENTERED.items()}
        counts["ELECTRONIC_CERTIFIED_COPY"] = _copies(asked)
        counts["DOSSIER_SYNC"] = _synced(asked, name, counts["DOSSIER_SYNC"], portal)
        hit, of = counts["PROGRESS_ON_TIME"]
        found[name] = Index(_scored(counts, last, reading), of, of - hit)
    return found


class _Asked:
    """The question: period and groups."""

    def __init__(self, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]] | None) -> None:
        self.first, self.last, self.groups = first, last, groups
        self.everywhere = readings.Asked(first, last)
        self.complete = readings.complete()
        self.names = [PROVINCE] if groups is None else list(groups)
        self.units = None if groups is None else frozenset().union(*groups.values())
        self.where: dict[str, list[str]] = defaultdict(list)
        for name, units in (groups or {}).items():
            for unit in units:
                self.where[unit].append(name)

    def of(self, unit: str) -> list[str]:
        return [PROVINCE] if self.groups is None else self.where[unit]


def _terms(asked: _Asked) -> dict[str, dict[Term, int]]:
    wanted: list[Sum] = [s for one in OF_DOSSIERS.values() for s in (one.hit, one.population)]
    amounts = sums.of_terms(
        [*wanted, DISLIKED_AND_LATE], first=asked.first, last=asked.last, units=asked.units, by_unit=asked.groups is not None
    )
    found: dict[str, dict[Term, int]] = {name: defaultdict(int) for name in asked.names}
    for (unit, _procedure), terms in amounts.items():
        for name in asked.of(unit):
            for term, amount in terms.items():
                found[name][term] += amount
    return found


def _procedures(asked: _Asked) -> dict[str, dict[str, set[str]]]:
    """Return which procedures had each of the parts kept by procedure."""
    if asked.groups is None:
        seen = sums.totals(_BY_PROCEDURE, first=asked.first, last=asked.last, by_procedure=True)
        found: dict[str, dict[str, set[str]]] = {PROVINCE: defaultdict(set)}
        for key, amount in seen.items():
            if amount > 0:
                found[PROVINCE][key.part].add(key.procedure)
        return found
    return {name: defaultdict(set, told) for name, told in sums.procedures(_BY_PROCEDURE, first=asked.first, last=asked.last, groups=asked.groups).items()}


def _value(found: Sum, terms: Mapping[Term, int]) -> int:
    return value(found, {Term(t.part, t.when): terms.get(Term(t.part, t.when), 0) for t in found})


def _of_dossiers(terms: Mapping[Term, int], reading: Reading) -> dict[str, tuple[int, int]]:
    counts = {code: (_value(one.hit, terms), _value(one.population, terms)) for code, one in OF_DOSSIERS.items()}
    hit, of = counts["DOSSIER_RECEIVING_SATISFACTION"]
    if reading.late_and_disliked == 1:
        hit += _value(DISLIKED_AND_LATE, terms)
    counts["DOSSIER_RECEIVING_SATISFACTION"] = (max(0, hit), of)
    return counts


def _of_procedures(
    asked: _Asked, name: str, seen: Mapping[str, set[str]], reading: Reading, counts: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    config = configuration.current()
    units = None if asked.groups is None else [config.units[u] for u in asked.groups[name] if u in config.units]
    scope = readings.in_scope(units, asked.everywhere.offers)
    online = [o for o in scope if o.is_online]
    paid, due = len(seen[c.RECEIVED_PAID_ONLINE.key]), len(seen[c.RECEIVED_FEE.key])
    known = {o.code for o in scope if o.sets_fee} if reading.fee_procedures == "catalogue" else seen[c.RECEIVED_FEE_SET.key]
    set_ = len(known | seen[c.RECEIVED_FEE.key])  # a fee may be set by the province's own row
    third = (due, set_) if reading.third_payment == "procedures" else counts["DOSSIERS_PAID_ONLINE"]
    people = {o.code for o in scope if o.for_people}
    return {
        "SERVICES_ONLINE": (len(online), len(scope)),
        "SERVICES_USED_ONLINE": (len({o.code for o in online} & seen[c.RECEIVED_ONLINE.key]), len(online)),
        "FEE_PROCEDURES_PAID_ONLINE": (paid, set_),
        "FEE_PROCEDURES_WITH_FEES": third,
        "CITIZEN_DATA_CONNECTED_FORMALITY": (len(people & seen[c.RECEIVED_POPULATION.key]), len(people)),
        "PUBLIC_CONTENT_FULL": asked.complete,
    }


def _copies(asked: _Asked) -> tuple[int, int]:
    """Return the communes that certify electronic copies of all communes, for the whole province."""
    units = configuration.current().units.values()
    communes = [u for u in units if u.kind is UnitKind.COMMUNE_COMMITTEE and in_force(u, asked.last)]
    offering = sum(readings.read_entered("communes_with_copies", asked.everywhere).values())
    return min(offering, len(communes)), len(communes)


def _synced(asked: _Asked, name: str, own: tuple[int, int], portal: Mapping[str, int]) -> tuple[int, int]:
    """Return the synchronised of the greater of our own count and the portal's; of neither, a share of last year's."""
    units = None if asked.groups is None else asked.groups[name]
    theirs = sum(n for unit, n in portal.items() if units is None or unit in units)
    most = max(own[1], theirs)
    if most:
        return own[0], most
    year = (dt.date(asked.first.year - 1, 1, 1), dt.date(asked.first.year - 1, 12, 31))
    before = sums.totals([c.RECEIVED], first=year[0], last=year[1], units=units)
    months = (asked.last.year - asked.first.year) * 12 + asked.last.month - asked.first.month + 1
    return 0, -(-sum(before.values()) * min(months, 12) // 12)


def _scored(counts: Mapping[str, tuple[int, int]], last: dt.date, reading: Reading) -> dict[str, Scored]:
    config = configuration.current()
    found = {}
    for component in COMPONENTS:
        hit, of = counts[component.code]
        need = NEEDS.get(component.code)
        if need is not None and not config.setting(f"source_{need.value}", last):
            found[component.code] = Scored(component, hit, of, Decimal(0).quantize(CENT), missing=True)
            continue
        read_as = reading.component(BY_CODE[component.code])
        share = Fraction(min(max(hit, 0), of), of) if of else Fraction(0)
        if component.code == "DOSSIERS_ONLINE" and config.setting("source_portal", last):
            synced, all_ = counts["DOSSIER_SYNC"]
            share *= Fraction(min(synced, all_), all_) if all_ else 0
        points = index766.points_of(read_as, share) if of else index766.points(read_as, 0, 0)
        found[component.code] = Scored(component, max(hit, 0), of, points)
    return found
