"""Two truths beside one another: how many are late by law and by the national index, and why, by cause; dossiers behind each."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.domain.figures import counted as c
from motcua.domain.figures.index_counts import IN_HAND
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.parts import Sum, Term, value
from motcua.domain.figures.two_truths import Cause
from motcua.queries.figures import behind, sums
from motcua.queries.figures.figures import Figure

LAW, SAME, NATIONAL = "on_time", "not_late", "on_time_national"
HERE = "here"  # the list of what is late by law and not by the national index

_COUNTED: Mapping[str, Sum] = {
    "settled": ALL[LAW].population, "settled_in_time": ALL[LAW].hit, "in_hand": IN_HAND, "late_here": c.LATE_HERE, "late_there": c.LATE_THERE,
    HERE: c.ONLY_HERE, **{cause.value: c.only_there(cause) for cause in Cause},
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """Counts of a period: what was settled (of it in time), what was in hand, and how much of that is late in which sense."""

    counts: Mapping[str, int]

    @property
    def law(self) -> Figure:
        """On time by law, of what was settled: the figure of our reports."""
        return Figure(ALL[LAW], self.counts["settled_in_time"], self.counts["settled"])

    @property
    def same(self) -> Figure:
        """Not late by law, of the dossiers the national index takes: what was in hand."""
        return Figure(ALL[SAME], self.in_hand - self.late_here, self.in_hand)

    @property
    def national(self) -> Figure:
        """On time by the national index."""
        return Figure(ALL[NATIONAL], self.in_hand - self.late_there, self.in_hand)

    @property
    def in_hand(self) -> int:
        return self.counts["in_hand"]

    @property
    def late_here(self) -> int:
        return self.counts["late_here"]

    @property
    def late_there(self) -> int:
        return self.counts["late_there"]

    @property
    def only_here(self) -> int:
        """Late by law and not by the national index."""
        return self.counts[HERE]

    @property
    def causes(self) -> dict[Cause, int]:
        """Late by the national index and not by law, by cause."""
        return {cause: self.counts[cause.value] for cause in Cause}

    @property
    def only_there(self) -> int:
        """Late by the national index and not by law."""
        return sum(self.causes.values())

    @property
    def difference(self) -> int:
        """How many more are late by the national index: `only_there` less `only_here`."""
        return self.late_there - self.late_here


def read(*, first: dt.date, last: dt.date, groups: Mapping[str, Collection[str]]) -> dict[str, Compared]:
    """Return the counts of each group of units (name -> ids) in a period, both days included."""
    everything = frozenset().union(*groups.values()) if groups else frozenset[str]()
    amounts = sums.of_terms(_COUNTED.values(), first=first, last=last, units=everything, by_unit=True)
    found = {}
    for name, units in groups.items():
        terms: dict[Term, int] = defaultdict(int)
        for unit in units:
            for term, amount in amounts.get((unit, ""), {}).items():
                terms[term] += amount
        found[name] = Compared({key: value(one, terms) for key, one in _COUNTED.items()})
    return found


def dossiers(
    which: str, *, first: dt.date, last: dt.date, units: Collection[str], limit: int, after: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Return dossiers behind a cause, or of those late only by law (HERE), the newest first. Raises KeyError for another `which`."""
    if which == HERE:
        return behind.of_sum(
            c.ONLY_HERE, first=first, last=last, units=units, limit=limit, after=after, reached="late_on", within=c.LATE_OR_OPEN
        )
    if which not in set(Cause):
        raise KeyError(which)
    return behind.of_sum(c.only_there(Cause(which)), first=first, last=last, units=units, limit=limit, after=after, reached="national_late_on")
