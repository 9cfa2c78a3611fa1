"""What a dossier costs and how long it takes, by the rows in force: the catalogue's own and the province's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.dossiers.limits import Limit
from motcua.domain.procedures.revision import Channel, FeeKind, Revision
from motcua.queries.configuration import Configuration


@dataclass(frozen=True)
class Line:
    """One fee line."""

    key: str
    name: str
    kind: FeeKind
    quantity: int
    amount: int
    basis: str


@dataclass(frozen=True)
class Quote:
    """What is to be paid."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


def quote(
    config: Configuration,
    revision: Revision,
    *,
    channel: Channel,
    case: str,
    on: dt.date,
    answers: Mapping[str, object],
    quantities: Mapping[str, int],
    areas: frozenset[str],
    exemption: str = "",
) -> Quote:
    """Return the lines and the total to pay."""
    rule = revision.rule(channel, case or None)
    keys = rule.fees if rule else ()
    return Quote(
        tuple(
            Line(f.key, f.name.vi, f.kind, quantities.get(f.key, 1), f.amount * quantities.get(f.key, 1), f.basis)
            for f in revision.fees
            if f.key in keys and not f.optional
        )
    )


def promised(config: Configuration, revision: Revision, *, legal: Limit, channel: Channel, on: dt.date) -> tuple[Limit, str]:
    """Return the limit the province promises, and the decision it rests on (the legal one and "" where no row does)."""
    return legal, ""
