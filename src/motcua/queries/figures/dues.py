"""What is about to be late: open dossiers by the day their legal limit ends, beside those that are overdue.

These stand apart from any period: they are told as of now. What falls due today is not late until the day is over.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.domain.figures.counted import LATE_OPEN
from motcua.domain.figures.parts import during
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.queries import configuration
from motcua.queries.figures import behind, sums

WITHIN = 3  # working days
KINDS = ("overdue_now", "due_today", "due_next", "due_soon")
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """The days a morning goes by; a working day is that of the unit's calendar."""

    today: dt.date
    since: dt.date  # the last working day before today: from its beginning on is "since yesterday"
    following: dt.date  # the next working day
    soon: dt.date  # the third working day after today

    def stretch(self, kind: str) -> tuple[dt.date, dt.date]:
        """Return the first and last due day of a kind; what is due soon holds what is due today and on the next working day."""
        return {
            "overdue_now": (sums.BEGINNING, self.today - DAY), "due_today": (self.today, self.today),
            "due_next": (self.today + DAY, self.following), "due_soon": (self.today, self.soon),
        }[kind]  # fmt: skip


def days(unit: Unit | None, at: dt.datetime) -> Days:
    """Return the days of a morning at a unit; where it is none, by the national calendar."""
    config, today = configuration.current(), local(at).date()
    calendar = config.calendar(unit.id) if unit else config.national
    return Days(today, calendar.previous_working_day(today), calendar.next_working_day(today), calendar.nth_working_day(today, WITHIN))


def by_unit(found: Days, units: Collection[str] | None) -> Mapping[str, Mapping[str, int]]:
    """Return how many open dossiers of each unit are overdue or fall due, by kind: two statements, however many units."""
    told: dict[str, dict[str, int]] = {}
    for key, amount in sums.totals([LATE_OPEN], first=sums.BEGINNING, last=found.today - DAY, units=units, by_unit=True).items():
        told.setdefault(key.unit, dict.fromkeys(KINDS, 0))["overdue_now"] = amount
    for key, amount in sums.totals([LATE_OPEN], first=found.today, last=found.soon, units=units, by_unit=True, span="day").items():
        kept = told.setdefault(key.unit, dict.fromkeys(KINDS, 0))
        for kind in KINDS:
            first, last = found.stretch(kind)
            if key.span is not None and first <= key.span <= last:
                kept[kind] += amount
    return told


def ids(kind: str, found: Days, *, units: Collection[str] | None, limit: int, after: uuid.UUID | None = None) -> list[uuid.UUID]:
    """Return the dossiers of a kind, the newest first. Raises KeyError for a kind that is not in KINDS."""
    first, last = found.stretch(kind)
    return behind.of_sum(during(LATE_OPEN), first=first, last=last, units=units, limit=limit, after=after)
