"""Why a dossier is due when it is, line by line, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext_lazy as _

from motcua.domain.dossiers.clock import Line, LineKind, PauseKind
from motcua.domain.dossiers.limits import LimitUnit
from motcua.web.shared import words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# An amount of each unit of a time limit.
LIMITS: Mapping[LimitUnit, StrOrPromise] = {
    LimitUnit.WORKING_HOURS: _("%(count)s working hours"),
    LimitUnit.WORKING_DAYS: _("%(count)s working days"),
    LimitUnit.CALENDAR_DAYS: _("%(count)s days"),
    LimitUnit.MONTHS: _("%(count)s months"),
    LimitUnit.SAME_DAY: _("the same day"),
}

PAUSES: Mapping[PauseKind, StrOrPromise] = {
    PauseKind.SUPPLEMENT: _("waiting for papers"),
    PauseKind.PAYMENT: _("waiting for a payment"),
    PauseKind.APPLICANT: _("waiting for the applicant"),
    PauseKind.ENDED: _("it had ended"),
}

LINES: Mapping[LineKind, StrOrPromise] = {
    LineKind.RECEIVED: _("Received complete at %(at)s."),
    LineKind.RESTARTED: _("Counted anew from %(at)s, when the papers were complete."),
    LineKind.RECEIVED_OUT_OF_HOURS: _("That was outside working hours, so counting starts at %(at)s."),
    LineKind.EVENT_DAY_NOT_COUNTED: _("The day of receipt, %(day)s, is not counted."),
    LineKind.LIMIT: _("Time limit: %(limit)s."),
    LineKind.WEEKENDS_SKIPPED: _("%(count)s days of weekends are not counted."),
    LineKind.HOLIDAYS_SKIPPED: _("From %(day)s to %(last_day)s (%(names)s) is not counted: %(count)s days."),
    LineKind.SWAPPED_DAY_COUNTED: _("%(day)s is worked in exchange (%(names)s) and is counted."),
    LineKind.CUTOFF_PASSED: _("It came after %(hour)s, so the result is due the next working day."),
    LineKind.LAST_DAY: _("Last day: %(day)s."),
    LineKind.MOVED_FROM_DAY_OFF: _("%(day)s is a day off, so it moves to %(last_day)s."),
    LineKind.SAME_HOUR: _("At the same hour as it was received: %(at)s."),
    LineKind.END_OF_LAST_SESSION: _("At the end of work that day: %(at)s."),
    LineKind.PAUSED: _("The clock stood from %(at)s to %(until)s: %(pause)s."),
    LineKind.DUE_MOVED: _("%(span)s were waited, so the due moment moves to %(at)s."),
    LineKind.WAITING: _("%(span)s are left. They start to run when the waiting ends."),
    LineKind.PAUSED_AFTER_DUE: _("The time limit had passed at %(at)s, before the waiting began, and stays passed."),
    LineKind.REOPENED: _("Opened again at %(at)s by a correction. The time limit is not given anew."),
    LineKind.REDATED: _("A correction gave the date %(at)s. Lateness is still judged by the first time limit."),
    LineKind.EXTENDED: _("After an apology the new appointment is %(at)s. The time limit by law stays."),
    LineKind.DUE: _("So it is due at %(at)s."),
}

STILL_PAUSED = _("The clock has stood since %(at)s: %(pause)s.")
ONE_DAY_OFF = _("%(day)s (%(names)s) is not counted.")


def explain(lines: Iterable[Line]) -> list[str]:
    """Return the explanation of a due moment, one sentence a line."""
    return [say(line) for line in lines]


def say(line: Line) -> str:
    """Word one line."""
    text = str(LINES[line.kind]) % _values(line)
    if line.kind is LineKind.PAUSED and line.until is None:
        text = str(STILL_PAUSED) % _values(line)
    if line.kind is LineKind.HOLIDAYS_SKIPPED and line.day == line.last_day:
        text = str(ONE_DAY_OFF) % _values(line)
    if line.kind is LineKind.LIMIT and line.unit is not None:
        return text
    return f"{text} {line.reason}".strip() if line.reason else text


def limit(amount: int | None, unit: str | LimitUnit) -> str:
    """Word a time limit: “3 ngày làm việc”."""
    return str(LIMITS[LimitUnit(unit)]) % {"count": amount}


def _values(line: Line) -> dict[str, object]:
    language = get_language() or "vi"
    return {
        "at": words.moment(line.at, language=language) if line.at else "",
        "hour": f"{words.local(line.at):%H:%M}" if line.at else "",
        "until": words.moment(line.until, language=language) if line.until else "",
        "day": words.day_in_words(line.day, language=language) if line.day else "",
        "last_day": words.day_in_words(line.last_day, language=language) if line.last_day else "",
        "count": line.count,
        "span": _span(line.count or 0),
        "limit": limit(line.count, line.unit) if line.unit is not None else "",
        "names": ", ".join(line.names),
        "pause": str(PAUSES[line.pause]) if line.pause is not None else "",
    }


def _span(minutes: int) -> str:
    """Word working minutes: “1 ngày 3 giờ làm việc”."""
    days, rest = divmod(minutes, words.MINUTES_A_DAY)
    hours, left = divmod(rest, 60)
    counted = [(days, _days(days)), (hours, _hours(hours)), (left, _minutes(left))]
    return str(_("%(span)s of working time")) % {"span": " ".join(text for count, text in counted if count) or _minutes(0)}


def _days(count: int) -> str:
    return npgettext("span", "%(n)s day", "%(n)s days", count) % {"n": count}


def _hours(count: int) -> str:
    return npgettext("span", "%(n)s hour", "%(n)s hours", count) % {"n": count}


def _minutes(count: int) -> str:
    return npgettext("span", "%(n)s minute", "%(n)s minutes", count) % {"n": count}
