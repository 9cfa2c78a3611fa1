"""What fee rows and limit rows of a province share: where and when they hold, and which of several decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True)
class Basis:
    """A legal basis: the decision's number and its article."""

    decision: str  # số ký hiệu, e.g. 11/2022/NQ-HĐND
    article: str = ""


@dataclass(frozen=True)
class Area:
    """Area codes before and since 1/7/2025, kept apart because the same number names another place since.

    A place (where the dossier belongs) holds the codes of its commune, district and province; a territory (where a
    row holds) the codes of the units it was made for. After a merger an old row goes on in its former territory.
    """

    new: frozenset[str] = frozenset()
    old: frozenset[str] = frozenset()

    def meets(self, place: Area) -> bool:
        """Return whether the place lies in this territory."""
        return bool(self.new & place.new or self.old & place.old)


class Row(Protocol):
    """A row of a provincial decision."""

    @property
    def decision(self) -> str: ...

    @property
    def article(self) -> str: ...

    @property
    def first_day(self) -> dt.date: ...

    @property
    def last_day(self) -> dt.date | None: ...

    @property
    def territory(self) -> Area | None: ...


R = TypeVar("R", bound=Row)


class Ambiguous(ValueError):
    """Two rows in force say different things about the same case and neither is the more special one."""

    def __init__(self, what: str, rows: tuple[Row, ...]) -> None:
        named = " and ".join(f"{row.decision} {row.article}".strip() for row in rows)
        super().__init__(f"{what}: {named}")
        self.what = what
        self.rows = rows


def basis(row: Row) -> Basis:
    """Return the legal basis of a row."""
    return Basis(decision=row.decision, article=row.article)


def in_force(row: Row, on: dt.date, place: Area) -> bool:
    """Return whether the row holds on the day and at the place."""
    days = row.first_day <= on and (row.last_day is None or on <= row.last_day)
    return days and (row.territory is None or row.territory.meets(place))


def may_clash(row: R, other: R, *, marks: Callable[[R], frozenset[str]]) -> bool:
    """Return whether two rows that speak of the same thing could both hold somewhere some day, and neither decides."""
    days = (row.last_day is None or other.first_day <= row.last_day) and (other.last_day is None or row.first_day <= other.last_day)
    place = row.territory is None or other.territory is None or row.territory.meets(other.territory)
    return days and place and not (marks(row) < marks(other) or marks(other) < marks(row))


def settles(third: R, row: R, other: R, *, marks: Callable[[R], frozenset[str]]) -> bool:
    """Return whether a third row decides wherever and whenever these two would contradict each other."""
    first = max(row.first_day, other.first_day)
    last = min(row.last_day or dt.date.max, other.last_day or dt.date.max)
    days = third.first_day <= first and (third.last_day or dt.date.max) >= last
    return days and marks(third) >= marks(row) | marks(other) and marks(third) not in (marks(row), marks(other))


def deciding(rows: Iterable[R], *, marks: Callable[[R], frozenset[str]], what: str) -> R | None:
    """Return the row that decides: the one whose marks include those of every other; None when there is no row.

    `marks` are what a row restricts itself to (case, channel, territory …). Raises Ambiguous naming the rows when
    two are equally special or neither includes the other.
    """
    found = list(rows)
    if not found:
        return None
    best = max(found, key=lambda row: len(marks(row)))
    rivals = [row for row in found if row is not best and not marks(row) < marks(best)]
    if rivals:
        raise Ambiguous(what, (best, *rivals))
    return best
