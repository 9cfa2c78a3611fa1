"""Paths really taken: variants and their frequency, what follows what, and what is gone through again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.domain.flows.traces import AFTER, BEFORE, Trace, percentile

Path = tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """One path (biến thể) and the cases that took it."""

    path: Path
    cases: int
    late: int
    median: int  # minutes from start to end

    @property
    def key(self) -> str:
        """A short name by which an address finds the path again."""
        return key_of(self.path)


@dataclass(frozen=True)
class Edge:
    """One step directly after another: how often, and how long until the second was taken up."""

    source: str  # BEFORE at the start
    target: str  # AFTER at the end
    cases: int
    times: int
    median: int
    p90: int
    handed: int  # of the times, how often it went to another unit or person
    late: int  # of the cases, the late ones

    @property
    def key(self) -> str:
        """A short name by which an address finds the edge again."""
        return key_of((self.source, self.target))


@dataclass(frozen=True)
class Loop:
    """There and back again: A → B → A, or a step that follows itself (then both are the same)."""

    first: str
    second: str
    cases: int
    times: int


def key_of(path: Iterable[str]) -> str:
    """Return a short name for a path or an edge, the same everywhere."""
    return hashlib.sha256("\x1f".join(path).encode()).hexdigest()[:16]


def variants(traces: Sequence[Trace]) -> list[Variant]:
    """Return the paths taken, the most frequent first; their cases add up to the traces."""
    found: dict[Path, list[Trace]] = {}
    for trace in traces:
        found.setdefault(trace.path, []).append(trace)
    rows = [
        Variant(path, len(of), sum(trace.late for trace in of), percentile([trace.total for trace in of], 50) or 0)
        for path, of in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.cases, row.path))


def steps_of(trace: Trace) -> Iterator[tuple[str, str, int, bool]]:
    """Give every pair of steps in a trace that follow each other, the minutes between, and whether it changed hands."""
    stays = trace.stays
    if not stays:
        yield BEFORE, AFTER, trace.before + trace.after, False
        return
    yield BEFORE, stays[0].activity, trace.before + stays[0].reached, False
    for one, other in pairwise(stays):
        yield one.activity, other.activity, other.reached, one.by != other.by
    yield stays[-1].activity, AFTER, trace.after, False


def edges(traces: Sequence[Trace]) -> list[Edge]:
    """Return what directly follows what, the most frequent first."""
    minutes: dict[tuple[str, str], list[int]] = {}
    handed: Counter[tuple[str, str]] = Counter()
    cases: Counter[tuple[str, str]] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    for trace in traces:
        seen = set()
        for source, target, between, changed in steps_of(trace):
            minutes.setdefault((source, target), []).append(between)
            handed[source, target] += changed
            seen.add((source, target))
        cases.update(seen)
        if trace.late:
            late.update(seen)
    rows = [
        Edge(*pair, cases[pair], len(found), percentile(found, 50) or 0, percentile(found, 90) or 0, handed[pair], late[pair])
        for pair, found in minutes.items()
    ]
    return sorted(rows, key=lambda row: (-row.times, row.source, row.target))


def loops(traces: Sequence[Trace]) -> list[Loop]:
    """Return what was gone through again at once: A → B → A and A → A, the most frequent first."""
    times: Counter[tuple[str, str]] = Counter()
    cases: Counter[tuple[str, str]] = Counter()
    for trace in traces:
        path = trace.path
        found = [(a, a) for a, b in pairwise(path) if a == b]
        found += [(a, b) for a, b, c in zip(path, path[1:], path[2:], strict=False) if a == c and a != b]
        times.update(found)
        cases.update(set(found))
    rows = [Loop(*pair, cases[pair], count) for pair, count in times.items()]
    return sorted(rows, key=lambda row: (-row.times, row.first, row.second))


def order(traces: Sequence[Trace]) -> list[str]:
    """Return the steps from early to late: the most frequent path as it was gone, the others where they lie in the mean.

    So the path most cases took reads straight down. A step of another path stands behind the last one of the main path
    that lies no later than it, by its mean place in the cases, the first time it was reached.
    """
    places: dict[str, list[float]] = {}
    for trace in traces:
        path = trace.path
        for step in dict.fromkeys(path):
            places.setdefault(step, []).append(path.index(step) / len(path))
    mean = {step: sum(found) / len(found) for step, found in places.items()}
    main = next((list(dict.fromkeys(one.path)) for one in variants(traces) if one.path), [])
    behind: dict[int, list[str]] = {}
    for step in sorted(set(mean) - set(main), key=lambda step: (mean[step], step)):
        place = max((n for n, known in enumerate(main) if mean[known] <= mean[step]), default=0)
        behind.setdefault(place, []).append(step)
    return [step for n, known in enumerate(main) for step in (known, *behind.get(n, ()))]


def drawn(found: Sequence[Edge], least: int) -> list[Edge]:
    """Return the edges to draw: those taken at least so often, and for every step the most frequent one to it and from it.

    So no step that is drawn hangs in the air, however rare it is.
    """
    kept = {(row.source, row.target) for row in found if row.times >= least}
    steps = {step for pair in kept for step in pair} | {BEFORE, AFTER}
    for step in sorted(steps):
        for best in (_best(found, source=step), _best(found, target=step)):
            if best is not None:
                kept.add((best.source, best.target))
    return [row for row in found if (row.source, row.target) in kept]


def _best(found: Sequence[Edge], *, source: str = "", target: str = "") -> Edge | None:
    """Return the most frequent edge from or to a step that is not its own; `found` is ordered by frequency."""
    rows = (row for row in found if row.source != row.target)
    return next((row for row in rows if source in ("", row.source) and target in ("", row.target)), None)
