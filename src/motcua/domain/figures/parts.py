"""Parts: what is counted of a dossier, on which day and for which unit; every figure is put together from them.

A part is a condition on the facts of one dossier, so that it is read twice from one source: here, and as SQL over all
of them. A flow counts what happened in a period. What stands at a day (open, open and late) is everything that came in
until then less everything that went out: no event is needed for a dossier to become late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from motcua.domain import where as w
from motcua.domain.figures.facts import DAYS, NAMES, UNITS, Fact
from motcua.domain.where import Always, Where

EVERY = Always()


@dataclass(frozen=True, eq=False)
class Part:
    """One thing counted: the day and the unit it counts on, the condition, and what is added up (empty: dossiers).

    There is one of each (`counted.py`): two parts are the same only where they are one.
    """

    key: str
    day: str
    unit: str
    where: Where = EVERY
    amount: str = ""  # a fact that is a number
    bucket: str = ""  # a fact that is a number, kept apart by its value: for shares of a distribution
    by_procedure: bool = False  # kept by procedure too: where procedures are what is counted

    def __post_init__(self) -> None:
        if self.day not in DAYS or self.unit not in UNITS or not {self.amount or "fee", self.bucket or "fee"} <= set(NAMES):
            raise ValueError(f"a part of unknown facts: {self.key}")

    def of(self, fact: Fact) -> tuple[dt.date, str, int] | None:
        """Return on which day, for which unit and how much the dossier counts; None where it does not."""
        said = fact.as_mapping()
        day, unit = said[self.day], said[self.unit]
        if day is None or unit is None or not w.holds(self.where, said):
            return None
        amount = said[self.amount] if self.amount else 1
        return (day, str(unit), int(str(amount))) if amount else None  # type: ignore[return-value]


class When(Enum):
    """Which days of a part a term adds up."""

    DURING = "during"  # within the period
    BEFORE = "before"  # every day before the period
    UNTIL = "until"  # every day up to the end of the period

    __hash__ = object.__hash__  # there is one of each; an Enum's own hash is slow, and tables of figures ask it a lot


@dataclass(frozen=True)
class Term:
    """A part over some days, added or taken away."""

    part: Part
    when: When = When.DURING
    times: int = 1

    def __neg__(self) -> Term:
        return Term(self.part, self.when, -self.times)


Sum = tuple[Term, ...]


def during(*parts: Part) -> Sum:
    """Return what happened in the period."""
    return tuple(Term(p) for p in parts)


def standing(came: Part, went: Part, when: When) -> Sum:
    """Return what stands at the beginning (BEFORE) or the end (UNTIL) of the period."""
    return Term(came, when), Term(went, when, -1)


def less(found: Sum, taken: Sum) -> Sum:
    """Return a sum without another; a term in both is gone."""
    left: dict[tuple[Part, When], int] = {}
    for term, sign in (*((t, 1) for t in found), *((t, -1) for t in taken)):
        left[term.part, term.when] = left.get((term.part, term.when), 0) + sign * term.times
    return tuple(Term(part, when, times) for (part, when), times in left.items() if times)


def counts(term: Term, fact: Fact, first: dt.date, last: dt.date) -> int:
    """Return how much one dossier adds to a term in a period, both days included: the reading of one dossier."""
    found = term.part.of(fact)
    if found is None:
        return 0
    day, _unit, amount = found
    within = {When.DURING: first <= day <= last, When.BEFORE: day < first, When.UNTIL: day <= last}[term.when]
    return term.times * amount if within else 0


def value(found: Sum, amounts: Mapping[Term, int]) -> int:
    """Return a sum from the plain total of each of its terms (`times` not yet counted)."""
    return sum(term.times * amounts[Term(term.part, term.when)] for term in found)
