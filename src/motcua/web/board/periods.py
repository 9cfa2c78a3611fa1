"""The periods of the board: named ones and two days of one's own choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

NAMES = {
    "week": pgettext_lazy("period", "This week"),
    "month": pgettext_lazy("period", "This month"),
    "quarter": pgettext_lazy("period", "This quarter"),
    "year": pgettext_lazy("period", "This year"),
    "own": pgettext_lazy("period", "Days of my choice"),
}
LONGEST = 366 * 3  # days


@dataclass(frozen=True)
class Period:
    """A period, both days included, and how it is said in an address."""

    name: str
    first: dt.date
    last: dt.date

    def query(self) -> dict[str, str]:
        """Return the parameters that say the period."""
        if self.name != "own":
            return {"period": self.name}
        return {"period": "own", "first": self.first.isoformat(), "last": self.last.isoformat()}


def read(given: Mapping[str, str], today: dt.date) -> tuple[Period, bool]:
    """Return the period asked for, and whether it could be read; what cannot be read becomes this month."""
    name = given.get("period", "month")
    if name == "own":
        own = _own(given)
        return (own, True) if own else (_named("month", today), False)
    return _named(name if name in NAMES else "month", today), True


def _named(name: str, today: dt.date) -> Period:
    firsts = {
        "week": today - dt.timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "quarter": today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1),
        "year": today.replace(month=1, day=1),
    }
    return Period(name, firsts[name], today)


def _own(given: Mapping[str, str]) -> Period | None:
    try:
        first, last = (dt.date.fromisoformat(given.get(key, "")) for key in ("first", "last"))
    except ValueError:
        return None
    return Period("own", first, last) if 0 <= (last - first).days < LONGEST else None
