"""Conditions on facts: one condition, two readings (Python here, SQL in `storage.conditions`).

A missing fact makes a comparison false and its negation true, in both readings. Time is a parameter: a condition
never reads the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class Where:
    """A condition; combine with `&`, `|`, `~`."""

    def __and__(self, other: Where) -> Where:
        return And((self, other))

    def __or__(self, other: Where) -> Where:
        return Or((self, other))

    def __invert__(self) -> Where:
        return Not(self)


@dataclass(frozen=True)
class Always(Where):
    """True of everything."""


@dataclass(frozen=True)
class Never(Where):
    """True of nothing."""


@dataclass(frozen=True)
class Eq(Where):
    """The fact equals the value."""

    fact: str
    value: object


@dataclass(frozen=True)
class In(Where):
    """The fact is one of the values; an empty set is never true."""

    fact: str
    values: frozenset[object]


@dataclass(frozen=True)
class Le(Where):
    """The fact is at most the value."""

    fact: str
    value: object


@dataclass(frozen=True)
class Known(Where):
    """The fact is present."""

    fact: str


@dataclass(frozen=True)
class Has(Where):
    """The fact, a collection, contains any of the values."""

    fact: str
    values: frozenset[str]


@dataclass(frozen=True)
class And(Where):
    parts: tuple[Where, ...]


@dataclass(frozen=True)
class Or(Where):
    parts: tuple[Where, ...]


@dataclass(frozen=True)
class Not(Where):
    part: Where


class UnknownFact(KeyError):
    """The condition names a fact that does not exist: a misspelt condition is never silently false."""


def holds(where: Where, facts: Mapping[str, object]) -> bool:
    """Return whether the condition is true of the facts. Raises UnknownFact for a fact that is not in `facts`."""
    match where:
        case Always():
            return True
        case Never():
            return False
        case And(parts):
            return all(holds(p, facts) for p in parts)
        case Or(parts):
            return any(holds(p, facts) for p in parts)
        case Not(part):
            return not holds(part, facts)
        case Eq(fact, value):
            return value is not None and _fact(facts, fact) == value
        case In(fact, values):
            found = _fact(facts, fact)
            return found is not None and found in values
        case Le(fact, value):
            found = _fact(facts, fact)
            return found is not None and value is not None and bool(found <= value)  # type: ignore[operator]
        case Known(fact):
            return _fact(facts, fact) is not None
        case Has(fact, wanted):
            found = _fact(facts, fact)
            return found is not None and not wanted.isdisjoint(found)  # type: ignore[arg-type]
    raise TypeError(f"not a condition: {where!r}")


def any_of(parts: list[Where]) -> Where:
    """Return a condition true where any part is; Never for no parts."""
    if not parts:
        return Never()
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _fact(facts: Mapping[str, object], name: str) -> object:
    try:
        return facts[name]
    except KeyError:
        raise UnknownFact(name) from None
