"""The periods of the board: named ones and two days of one's own choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.web.shared.questions import Question

NAMES = {
    "week": pgettext_lazy("period", "This week"),
    "month": pgettext_lazy("period", "This month"),
    "quarter": pgettext_lazy("period", "This quarter"),
    "year": pgettext_lazy("period", "This year"),
    "own": pgettext_lazy("period", "Days of my choice"),
}
LONGEST = 366 * 3  # days
WRONG = _("Enter two days of the calendar, the first not after the last, at most three years apart. This month is shown instead.")


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

    @property
    def shown(self) -> str:
        """The two days as the form was drawn with them: other days in its boxes are days of one's own choice."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def read(given: Mapping[str, str], today: dt.date) -> tuple[Period, bool]:
    """Return the period asked for, and whether it could be read; what cannot be read becomes this month."""
    name = given.get("period", "month")
    if name == "own" or _touched(given):
        own = _own(given)
        return (own, True) if own else (_named("month", today), False)
    return _named(name if name in NAMES else "month", today), True


def questions(period: Period, unread: Mapping[str, str] | None = None) -> list[Question]:
    """Return what the page asks: which period, and two days for one's own; what could not be read stands as it was typed."""
    name = "own" if unread else period.name
    first, last = (_boxes(unread, "first"), _boxes(unread, "last")) if unread else (period.first, period.last)
    return [
        Question(name="period", label=str(pgettext_lazy("board", "Period")), kind="select", value=name,
                 shape={"choices": list(NAMES.items())}),
        Question(name="first", label=str(pgettext_lazy("board", "First day")), kind="date", value=first),
        Question(name="last", label=str(pgettext_lazy("board", "Last day")), kind="date", value=last),
    ]  # fmt: skip


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
        first, last = (_day(given, key) for key in ("first", "last"))
    except ValueError:
        return None
    return Period("own", first, last) if 0 <= (last - first).days < LONGEST else None


def _boxes(given: Mapping[str, str], key: str) -> list[str] | str:
    typed = [given.get(f"{key}-{part}", "") for part in ("day", "month", "year")]
    return typed if any(typed) else given.get(key, "")


def _touched(given: Mapping[str, str]) -> bool:
    """Tell whether the boxes hold other days than the form was drawn with, whatever the named period beside them says."""
    shown = given.get("shown", "").split("/")
    if len(shown) != 2 or not any(given.get(f"{key}-day") for key in ("first", "last")):
        return False
    try:
        return [_day(given, key).isoformat() for key in ("first", "last")] != shown
    except ValueError:
        return True


def _day(given: Mapping[str, str], key: str) -> dt.date:
    """Read a day from an address, or from three boxes. Raises ValueError."""
    if key in given:
        return dt.date.fromisoformat(given[key])
    return dt.date(*(int(given.get(f"{key}-{part}", "")) for part in ("year", "month", "day")))
