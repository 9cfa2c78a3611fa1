"""The way a case really went: its stays in steps, with the minutes each took; where they come from is no matter here.

Minutes are whatever the reader measures in: working minutes of the unit's calendar for our own dossiers, plain minutes
for a log of somebody else.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

BEFORE = "<"  # from the start of the case until it came to its first step
AFTER = ">"  # from its last step until its end
PLACES = (BEFORE, AFTER)  # where time passes outside every step; no step may be called so


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One stay in a step (lượt ở một bước)."""

    activity: str
    arrived_at: dt.datetime
    done_at: dt.datetime
    took: int  # minutes from arriving to done, without those that stood still
    waited: int | None = None  # of these, until somebody began; None where nobody noted it
    held: int = 0  # minutes that stood still meanwhile: the citizen was asked for something
    over: int | None = None  # minutes past the step's own limit; None where it has none
    by: str = ""  # unit or person it lay with, as an opaque id

    @property
    def worked(self) -> int | None:
        """Minutes from the first act to the last."""
        return None if self.waited is None else self.took - self.waited

    @property
    def reached(self) -> int:
        """Minutes until the step was taken up; where nobody noted that, until its one moment."""
        return self.took if self.waited is None else self.waited


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One case from start to end, its stays in the order of time."""

    case: str
    stays: tuple[Stay, ...]
    due_at: dt.datetime | None
    ended_at: dt.datetime | None
    late: bool
    over: int = 0  # minutes past the due moment; 0 unless late
    before: int = 0  # minutes in BEFORE
    after: int = 0  # minutes in AFTER

    @property
    def path(self) -> tuple[str, ...]:
        """The steps in the order they were gone through."""
        return tuple(stay.activity for stay in self.stays)

    @property
    def total(self) -> int:
        """Minutes from start to end, without those that stood still."""
        return self.before + sum(stay.took for stay in self.stays) + self.after

    def passed_in(self) -> str:
        """Return in which step the due moment passed, or BEFORE or AFTER all of them. Raises ValueError when it is not late."""
        found = self.passed_at()
        return found if isinstance(found, str) else found.activity

    def passed_at(self) -> Stay | str:
        """Return the stay in which the due moment passed, or BEFORE or AFTER all of them. Raises ValueError when it is not late."""
        if not self.late or self.due_at is None:
            raise ValueError(f"{self.case} is not late")
        if self.stays and self.due_at < self.stays[0].arrived_at:
            return BEFORE
        return next((stay for stay in self.stays if self.due_at < stay.done_at), AFTER)


def percentile(values: Sequence[int], share: int) -> int | None:
    """Return the value below or at which `share` per cent of the values lie, by the nearest rank; None of no values.

    The result is always one of the values: of 1, 2, 3, 4 the median (50) is 2. Raises ValueError unless 0 < share <= 100.
    """
    if not 0 < share <= 100:
        raise ValueError(f"a percentile lies above 0 and at most at 100, not at {share}")
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) * share / 100) - 1] if ordered else None
