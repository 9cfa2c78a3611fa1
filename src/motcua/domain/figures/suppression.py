"""Small counts withheld from public tables so that they cannot be got back by subtracting.

A table has rows in groups, a sum for each group and one of all. A count of fewer than `least` persons is withheld. So
that no sum gives it away, more is withheld beside it, by these rules:

1. what is withheld under one shown sum is at least two counts, and their sum is so large that each of them, for all a
   reader can tell, may be `least` or more: sum - (how many - 1) >= least. The smallest further row that does it is
   withheld too;
2. where no row of the group does it, the group's sum is withheld; then the same holds of everything withheld in groups
   without a sum under the sum of all, and at least two groups have none;
3. where that cannot be had either, the sum of all is withheld.

Every withheld cell looks the same: nobody can tell one that is small from one that is withheld for its sake, which
would give both away (two cells known to be below 5 whose sum is 8 are both 4). A count of 0 counts nobody and is shown.

Tables that are published together (the three months of a quarter) withhold the same rows: each row is a vector with a
count for every table, and the rules hold in each of them. Sources: TT 32/2017/TT-BTTTT; Luật Bảo vệ dữ liệu cá nhân
91/2025/QH15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Key = tuple[str, str]  # group and row
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Hidden:
    """What is withheld: rows, sums of groups, the sum of all."""

    rows: frozenset[Key] = field(default_factory=frozenset)
    groups: frozenset[str] = field(default_factory=frozenset)
    total: bool = False


NOTHING = Hidden()


def small(found: Iterable[int], least: int) -> bool:
    """Return whether any count is of somebody and of fewer than so many."""
    return any(0 < one < least for one in found)


def protect(
    rows: Mapping[Key, Vector], *, unsafe: Collection[Key], least: int, begin: Hidden = NOTHING, public: Collection[Key] = ()
) -> Hidden:
    """Return what must be withheld so that no unsafe row can be got back.

    `begin` is withheld whatever happens; rows in `public` can be told from what is shown elsewhere, so withholding them
    would protect nothing.
    """
    hidden = (set(unsafe) | set(begin.rows)) & set(rows)
    inner: dict[str, list[Key]] = {}
    for key in sorted(rows):
        inner.setdefault(key[0], []).append(key)
    groups = set(begin.groups)
    for name, keys in inner.items():
        chosen = [k for k in keys if k in hidden]
        if chosen and name not in groups and not _enough([rows[k] for k in chosen], least):
            more = _beside(rows, chosen, [k for k in keys if k not in hidden and k not in public], least)
            hidden |= set(more)
            if not more:
                groups.add(name)
    total = begin.total
    if groups and not total:
        pool = [k for k in sorted(hidden) if k[0] in groups]
        if len(groups) < 2 or not _enough([rows[k] for k in pool], least):
            more, also = _another_group(rows, pool, groups, hidden, inner, least, public)
            hidden |= set(more)
            groups |= also
            total = not also
    return Hidden(frozenset(hidden), frozenset(groups), total)


def _enough(found: Sequence[Vector], least: int) -> bool:
    """Return whether so many counts under one sum hide each other, in every table."""
    if len(found) < 2:
        return False
    sums = [sum(column) for column in zip(*found, strict=True)]
    return all(one == 0 or one - (len(found) - 1) >= least for one in sums)


def _beside(rows: Mapping[Key, Vector], chosen: Sequence[Key], spare: Sequence[Key], least: int) -> list[Key]:
    """Return the fewest, smallest further rows that hide the chosen ones; none where no rows do."""
    by_size = sorted((k for k in spare if any(rows[k])), key=lambda k: (sum(rows[k]), k))
    found = [rows[k] for k in chosen]
    for one in by_size:
        if _enough([*found, rows[one]], least):
            return [one]
    taken: list[Key] = []
    for one in reversed(by_size):
        taken.append(one)
        if _enough([*found, *(rows[k] for k in taken)], least):
            return taken
    return []


def _another_group(
    rows: Mapping[Key, Vector], pool: Sequence[Key], groups: Collection[str], hidden: Collection[Key], inner: Mapping[str, Sequence[Key]],
    least: int, public: Collection[Key],
) -> tuple[list[Key], set[str]]:  # fmt: skip
    """Return a row of another group, and that group, with which everything without a sum hides each other; nothing where there is none."""
    spare = [k for name, keys in inner.items() if name not in groups for k in keys if k not in public and any(rows[k])]
    for one in sorted(spare, key=lambda k: (sum(rows[k]), k)):
        there = {k for k in inner[one[0]] if k in hidden} | {one}
        if _enough([rows[k] for k in [*pool, *sorted(there)]], least):
            return [one], {one[0]}
    return [], set()
