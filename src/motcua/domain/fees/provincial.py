"""What fee rows and limit rows of a province share: where and when they hold, and which of several decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
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


def clashes(
    row: R, other: R, rows: Iterable[R], *, marks: Callable[[R], frozenset[str]], meets: Callable[[R, R], bool], covers: Callable[[R, R, R], bool]
) -> bool:
    """Return whether two rows could both hold somewhere some day with neither deciding, and no third one of `rows` does.

    `meets` tells whether two rows say the same sort of thing of the same subject; `covers`, whether the first does so
    wherever the two others meet.
    """
    days = row.first_day <= (other.last_day or dt.date.max) and other.first_day <= (row.last_day or dt.date.max)
    place = row.territory is None or other.territory is None or row.territory.meets(other.territory)
    both = marks(row) | marks(other)
    if not (days and place and meets(row, other)) or marks(row) < marks(other) or marks(other) < marks(row):
        return False
    if both in (marks(row), marks(other)):
        return True  # equally special: a third one would be a rival, or hold only in a part
    return not any(marks(third) == both and _spans(third, row, other) and covers(third, row, other) for third in rows)


def _spans(third: R, row: R, other: R) -> bool:
    """Return whether the third row holds on every day and at every place where the two others do."""
    first = max(row.first_day, other.first_day)
    last = min(row.last_day or dt.date.max, other.last_day or dt.date.max)
    areas = [one.territory for one in (row, other) if one.territory is not None]
    where = third.territory or Area()
    place = not areas or (
        frozenset.intersection(*(a.new for a in areas)) <= where.new and frozenset.intersection(*(a.old for a in areas)) <= where.old
    )
    return third.first_day <= first and (third.last_day or dt.date.max) >= last and place


def overlap(mine: Sequence[str], theirs: Sequence[str]) -> frozenset[str] | None:
    """Return what two lists of names have in common, where an empty list means everything; None is everything."""
    named = [frozenset(names) for names in (mine, theirs) if names]
    return frozenset.intersection(*named) if named else None


def holds_all(mine: Sequence[str], wanted: frozenset[str] | None) -> bool:
    """Return whether a list of names, empty meaning everything, holds all that is wanted."""
    return not mine or (wanted is not None and wanted <= frozenset(mine))


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
