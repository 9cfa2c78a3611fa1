"""Tables of what slows us, once for page and workbook: a cell holds its text and its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from motcua.domain.flows.delays import HandTimes, Spread, StepTimes
from motcua.domain.flows.paths import Edge, Loop, Variant
from motcua.domain.flows.traces import PLACES, Trace
from motcua.services.flow_sheets import Sheet, Value
from motcua.web.shared import words


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, where it leads, and the number it is."""

    text: str
    value: Value
    url: str = ""
    of: str = ""  # told with a link to who does not see the row


@dataclass(frozen=True)
class Table:
    """One table; the first column names the row, the others hold numbers."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    marked: Sequence[int] = field(default=())  # numbers of rows to mark
    empty: str = ""

    def sheet(self) -> Sheet:
        """Return the table for a workbook."""
        return Sheet(self.name, self.headings, [[cell.value for cell in row] for row in self.rows])

    @property
    def lines(self) -> list[tuple[bool, list[tuple[str, Cell]]]]:
        """The rows with the heading beside each cell, for cards on a phone."""
        return [(n in self.marked, list(zip(self.headings, row, strict=True))) for n, row in enumerate(self.rows)]


@dataclass(frozen=True)
class Subject:
    """What a page is about: the cases of a procedure, or of a log of somebody else."""

    traces: Sequence[Trace]
    name: Callable[[str], str]  # of a step, and of what lies before and after all of them
    by: Callable[[str], str]  # who does it; nothing where nobody is told
    day: int  # minutes
    foreign: bool
    behind: str  # address of the list of cases
    query: Mapping[str, str]  # period and unit
    hand: Callable[[str], str] | None = None  # name of the unit a step lay with; None where people are not told apart

    def link(self, **more: str) -> str:
        """Return the address of the cases behind a number."""
        return f"{self.behind}?{urlencode({**self.query, **more})}"

    def time(self, minutes: int) -> str:
        """Return minutes as days, hours or minutes, as a person reads them."""
        if minutes >= self.day:
            number = _number(minutes / self.day)
            return (pgettext("flow", "%(n)s days") if self.foreign else pgettext("flow", "%(n)s working days")) % {"n": number}
        if minutes >= 60:
            return pgettext("flow", "%(n)s hours") % {"n": _number(minutes / 60)}
        return pgettext("flow", "%(n)s minutes") % {"n": minutes}

    def path(self, steps: Sequence[str]) -> str:
        """Return a path in words."""
        return " → ".join(self.name(step) for step in steps) or _("no step")


def variants(subject: Subject, found: Sequence[Variant], most: int) -> Table:
    """Return the paths taken, the most frequent ones."""
    whole = len(subject.traces)
    rows = [
        [_text(f"{place}. {subject.path(one.path)}"), _count(one.cases, subject.link(path=one.key), _("on path %(n)s") % {"n": place}),
         _share(one.cases, whole), _count(one.late), _share(one.late, one.cases), _time(subject, one.median)]
        for place, one in enumerate(found[:most], start=1)
    ]  # fmt: skip
    headings = [pgettext("flow", "Path"), _cases(subject), pgettext("flow", "Share"), pgettext("flow", "Late"), pgettext("flow", "Late share"),
                pgettext("flow", "Median from start to end")]  # fmt: skip
    return Table(pgettext("flow", "Paths really taken"), headings, rows)


def steps(subject: Subject, found: Sequence[StepTimes]) -> Table:
    """Return the times of each step and the lateness that arises in it."""
    late = sum(one.passed for one in found)
    worst = max((one.passed for one in found), default=0)
    rows = []
    for one in found:
        times = [one.took] if subject.foreign else [one.took, one.waited, one.worked]
        cells = [_spread(subject, spread, part) for spread in times for part in ("median", "p90")]
        own = [] if subject.foreign else [_time(subject, one.held), _time(subject, one.over)]
        rows.append([
            _text(subject.name(one.activity), subject.by(one.activity)), _count(one.cases), *cells, _count(one.again), _count(one.extra), *own,
            _count(one.passed, subject.link(passed=one.activity) if one.passed else "", subject.name(one.activity)), _share(one.passed, late),
        ])  # fmt: skip
    middle, most = pgettext("flow", "median"), pgettext("flow", "9 of 10 within")
    whole = pgettext("flow", "Since the event before") if subject.foreign else pgettext("flow", "Whole")
    kinds = [whole] if subject.foreign else [whole, pgettext("flow", "Waiting"), pgettext("flow", "Working")]
    own_headings = [] if subject.foreign else [pgettext("flow", "Stood still for the citizen, all together"), pgettext("flow", "Over the step's own limit, late ones together")]
    headings = [
        pgettext("flow", "Step"), _cases(subject), *(f"{kind}, {part}" for kind in kinds for part in (middle, most)),
        pgettext("flow", "Gone through again"), pgettext("flow", "Times too many"), *own_headings,
        pgettext("flow", "Time limit passed here"), pgettext("flow", "Share of the late"),
    ]  # fmt: skip
    marked = [place for place, one in enumerate(found) if worst and one.passed == worst]
    return Table(pgettext("flow", "Steps: waiting, work, lateness"), headings, rows, marked)


def hands(subject: Subject, found: Sequence[HandTimes], most: int) -> Table | None:
    """Return the times by unit; None where a step lay with one unit alone, or with people."""
    name = subject.hand
    if name is None or len(found) < 2:
        return None
    late = sum(one.passed for one in found)
    rows = [
        [_text(subject.name(one.by) if one.by in PLACES else name(one.by)), _count(one.cases),
         *(_spread(subject, spread, part) for spread in (one.took, one.waited) for part in ("median", "p90")), _count(one.passed), _share(one.passed, late)]
        for one in found[:most]
    ]  # fmt: skip
    middle, ninety = pgettext("flow", "median"), pgettext("flow", "9 of 10 within")
    kinds = (pgettext("flow", "Whole"), pgettext("flow", "Waiting"))
    headings = [pgettext("flow", "Unit"), _cases(subject), *(f"{kind}, {part}" for kind in kinds for part in (middle, ninety)),
                pgettext("flow", "Time limit passed there"), pgettext("flow", "Share of the late")]  # fmt: skip
    return Table(pgettext("flow", "By unit"), headings, rows)


def edges(subject: Subject, found: Sequence[Edge]) -> Table:
    """Return what follows what, as the map draws it."""
    rows = [
        [_text(f"{subject.name(one.source)} → {subject.name(one.target)}"), _count(one.times),
         _count(one.cases, subject.link(edge=one.key), f"{subject.name(one.source)} → {subject.name(one.target)}"),
         _time(subject, one.median), _time(subject, one.p90), _count(one.handed), _count(one.late)]
        for one in found
    ]  # fmt: skip
    handed = pgettext("flow", "To another person") if subject.foreign else pgettext("flow", "To another unit")
    headings = [pgettext("flow", "From step to step"), pgettext("flow", "Times"), _cases(subject), pgettext("flow", "Wait between, median"),
                pgettext("flow", "Wait between, 9 of 10 within"), handed, pgettext("flow", "Late")]  # fmt: skip
    return Table(pgettext("flow", "From step to step, as on the map"), headings, rows)


def loops(subject: Subject, found: Sequence[Loop], most: int) -> Table:
    """Return what was gone through again at once."""
    rows = [
        [_text(" → ".join(subject.name(s) for s in ((one.first, one.second, one.first) if one.first != one.second else (one.first, one.first)))),
         _count(one.times), _count(one.cases)]
        for one in found[:most]
    ]  # fmt: skip
    headings = [pgettext("flow", "There and back again"), pgettext("flow", "Times"), _cases(subject)]
    return Table(pgettext("flow", "Loops of rework"), headings, rows, empty=_("Nothing went back to the step before."))


def _cases(subject: Subject) -> str:
    return pgettext("flow", "Cases") if subject.foreign else pgettext("flow", "Dossiers")


def _text(text: str, more: str = "") -> Cell:
    whole = f"{text} ({more})" if more else text
    return Cell(whole, whole)


def _count(count: int, url: str = "", of: str = "") -> Cell:
    return Cell(words.number(count, language=_language()), count, url if count else "", of)


def _share(part: int, whole: int) -> Cell:
    return Cell(words.percent(part / whole, language=_language()), round(part / whole, 4)) if whole else Cell("–", "")


def _time(subject: Subject, minutes: int) -> Cell:
    return Cell(subject.time(minutes), round(minutes / subject.day, 3))


def _spread(subject: Subject, spread: Spread | None, part: str) -> Cell:
    return Cell("–", "") if spread is None else _time(subject, getattr(spread, part))


def _number(value: float) -> str:
    return words.number(value, language=_language(), places=1)


def _language() -> str:
    return get_language() or "vi"
