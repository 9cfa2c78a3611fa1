"""Figures of the board: what was received, settled, late and stands open by unit and day, and the codes behind each number.

Every number is that of an indicator (`COUNTED`), so that the board and the page of the indicator cannot differ: counted
at the unit that settles, late by law, past periods with today's knowledge. Only what waits for the citizen is counted
from the dossiers as they are now.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from motcua.domain import folding
from motcua.domain.dossiers.states import WAITING
from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures.indicators import ALL
from motcua.domain.hours import local
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import access, board_chains, configuration
from motcua.queries.figures import behind as listed
from motcua.queries.figures import dues, figures
from motcua.queries.figures.figures import Figure
from motcua.storage import statements
from motcua.storage.dossiers.models import Dossier

ROLES = (Role.LEADER, Role.HEAD, Role.CONTROLLER, Role.ONE_STOP_HEAD)
PAGE = 50
MOST_DAYS = 62  # a longer period is told by month

HANDS_ON = (UnitKind.POST, UnitKind.VILLAGE_TEAM)  # they bring dossiers to others: none is received or settled there
_WAITING = sorted(int(s) for s in WAITING)
_WAIT_NOW = (
    "SELECT competent_unit_id, count(*) FROM dossiers_dossier WHERE status = ANY(%s) AND status IN (5, 6) AND accepted_at IS NOT NULL "
    "AND parent_id IS NULL AND learner IS NULL AND voided_at IS NULL GROUP BY 1"
)
# what the board calls a count -> the indicator whose hits it is
COUNTED = {
    "received": "received", "online": "received_online", "entered_late": "entered_late", "finished": "settled", "in_time": "on_time",
    "finished_late": "late_settled", "corrected": "corrected", "open": "open", "late": "overdue", "unanswered": "unanswered",
}  # fmt: skip
FLOWS = ("received", "online", "finished", "in_time", "finished_late", "corrected")  # told by day or month
BEHIND = (*COUNTED, "waiting", *dues.KINDS, *board_chains.AT_AGENCIES, *board_chains.LISTS)  # everything a list of codes can be asked for


@dataclass(frozen=True)
class Counts:
    """Numbers of one row; shares are given with the counts they come from."""

    received: int = 0
    online: int = 0  # of those received, filed online
    entered_late: int = 0  # of those received, on a fallback slip and entered later; counted on the true day
    finished: int = 0
    in_time: int = 0
    finished_late: int = 0
    corrected: int = 0  # of those received, with an approved correction
    open: int = 0
    late: int = 0  # of those open, past the legal limit
    unanswered: int = 0  # filed, and neither received nor refused
    waiting: int = 0  # of those open, waiting for the citizen now

    @property
    def online_share(self) -> float | None:
        return self.online / self.received if self.received else None

    @property
    def in_time_share(self) -> float | None:
        return self.in_time / self.finished if self.finished else None


@dataclass(frozen=True)
class UnitRow:
    """A unit with everything under it, or alone (`alone`) beside the rows of those under it."""

    unit: Unit
    counts: Counts
    alone: bool
    deeper: bool
    inner: frozenset[str] = frozenset()
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """A day, or a month of a longer period."""

    first: dt.date
    last: dt.date
    counts: Counts


@dataclass(frozen=True)
class Board:
    """What the board shows of a period."""

    unit: Unit | None  # None: all units the actor may see
    above: Unit | None
    total: Counts
    figures: Mapping[str, Figure]
    units: tuple[UnitRow, ...]
    spans: tuple[Span, ...]
    by_month: bool
    asked: frozenset[str] | None  # the units counted; None where that is all of them


@dataclass(frozen=True)
class Line:
    """One dossier behind a number: no name in it."""

    id: uuid.UUID
    code: str
    title: str
    status: int
    received_unit: str
    competent_unit: str
    filed_on: dt.date
    accepted_on: dt.date | None
    due_at: dt.datetime | None
    finished_at: dt.datetime | None


def tops(actor: Actor) -> list[Unit]:
    """Return the units at which the actor's figures begin, without those under another of them.

    The head of a one-stop office sees the agency it serves, which settles what it receives.
    """
    config = configuration.current()
    found = set(actor.units_as(*(r for r in ROLES if r is not Role.ONE_STOP_HEAD)))
    for unit_id in actor.units_as(Role.ONE_STOP_HEAD):
        unit = config.units.get(unit_id)
        if unit is not None:
            found.add(str(unit.parent_id) if unit.parent_id else unit_id)
    inner = {one for top in found for one in config.under(top) if one != top}
    return _named(config.units[u] for u in found - inner if u in config.units)


def reach(actor: Actor, unit_id: str | None) -> tuple[Unit | None, frozenset[str]]:
    """Return the unit asked for and all units counted; the unit is None, and all are counted, where it is out of reach."""
    config = configuration.current()
    everything = frozenset().union(*(config.under(str(top.id)) for top in tops(actor)))
    if unit_id in everything and unit_id is not None:
        return config.units[unit_id], config.under(unit_id)
    first = tops(actor)
    return (first[0] if len(first) == 1 else None), everything


def together(counted: frozenset[str]) -> frozenset[str] | None:
    """Return None where every unit that receives or settles is counted (their sum is kept ready), else the units."""
    known = configuration.current().units
    return None if all(unit in counted or known[unit].kind in HANDS_ON for unit in known) else counted


def board(
    actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date, at: dt.datetime, keys: Sequence[str] = ()
) -> Board:
    """Return the figures of a period, both days included, for a unit within the actor's reach.

    `keys` are further indicators (put together from parts) wanted of the whole and of each unit.
    """
    unit, counted = reach(actor, unit_id)
    today, asked = local(at).date(), together(counted)
    codes = list(dict.fromkeys([*COUNTED.values(), *keys]))
    whole = figures.read(codes, first=first, last=last, units=asked, today=today)[""]
    waiting = _waiting(counted)
    by_month = (last - first).days >= MOST_DAYS
    return Board(
        unit=unit,
        above=_above(actor, unit),
        total=_counts(whole, sum(waiting.values())),
        figures=whole,
        units=tuple(_unit_rows(actor, unit, codes, waiting, (first, last, today), asked)),
        spans=tuple(_spans(first, last, by_month, asked)),
        by_month=by_month,
        asked=asked,
    )


def below(actor: Actor, unit: Unit | None) -> list[tuple[Unit, frozenset[str]]]:
    """Return the units directly under one (None: those at which the actor's figures begin), each with everything under it.

    Where a unit settles dossiers of its own, it stands among them alone. Units that have ended stay in the list.
    """
    config = configuration.current()
    if unit is None:
        return [(one, config.under(str(one.id))) for one in tops(actor)]
    inner = _named(config.units[c] for c in config.children.get(str(unit.id), ()))
    return [(unit, frozenset({str(unit.id)})), *((one, config.under(str(one.id))) for one in inner)]


def lines(actor: Actor, ids: Sequence[uuid.UUID]) -> list[Line]:
    """Return the dossiers with these ids that the actor may know of, the newest first; no names."""
    return [_line(row) for row in access.reachable(actor, Action.READ_PROGRESS).filter(id__in=list(ids)).order_by("-id")]


def behind(actor: Actor, kind: str, *, unit_id: str | None, first: dt.date, last: dt.date, at: dt.datetime,
           after: uuid.UUID | None = None) -> tuple[list[Line], bool]:  # fmt: skip
    """Return a page of the dossiers behind a number, the latest filed first, and whether more follow.

    Raises KeyError for a kind that is not in BEHIND.
    """
    if kind not in BEHIND:
        raise KeyError(kind)
    unit, counted = reach(actor, unit_id)
    if kind in board_chains.AT_AGENCIES or kind == "waiting":
        return _now(actor, kind, counted, at, after)
    limit = PAGE + 1
    if kind in COUNTED:
        ids = listed.ids(
            ALL[COUNTED[kind]], listed.HIT, first=first, last=last, units=together(counted), limit=limit, after=after, today=local(at).date()
        )
    elif kind in dues.KINDS:
        ids = dues.ids(kind, dues.days(unit, at), units=together(counted), limit=limit, after=after)
    else:
        ids = board_chains.received_on(kind, together(counted), first, last, limit=limit, after=after)
    return lines(actor, ids[:PAGE]), len(ids) > PAGE


def _now(actor: Actor, kind: str, counted: Iterable[str], at: dt.datetime, after: uuid.UUID | None) -> tuple[list[Line], bool]:
    rows = access.reachable(actor, Action.READ_PROGRESS)
    rows = _waiting_of(actor, counted) if kind == "waiting" else board_chains.waiting_there(rows, kind, counted, at)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: PAGE + 1])
    return [_line(row) for row in found[:PAGE]], len(found) > PAGE


def _line(row: Dossier) -> Line:
    names = configuration.current().units
    return Line(
        row.id, row.code, row.title, row.status, _name(names, row.received_unit_id), _name(names, row.competent_unit_id),
        row.filed_on, row.accepted_on, row.due_at, row.finished_at,
    )  # fmt: skip


def _above(actor: Actor, unit: Unit | None) -> Unit | None:
    above = configuration.current().units.get(str(unit.parent_id)) if unit else None
    return above if above is not None and str(above.id) in reach(actor, None)[1] else None


def _counts(told: Mapping[str, Figure], waiting: int = 0) -> Counts:
    return Counts(**{name: told[code].hit or 0 for name, code in COUNTED.items() if code in told}, waiting=waiting)


def _waiting(counted: Collection[str]) -> dict[str, int]:
    """Return how many dossiers wait for the citizen now, by unit: few of all, so that all are counted and the units picked."""
    found = statements.run(_WAIT_NOW, [_WAITING])
    return {str(unit): int(str(n)) for unit, n in found if str(unit) in counted}


def _waiting_of(actor: Actor, counted: Iterable[str]) -> QuerySet[Dossier]:
    return access.reachable(actor, Action.READ_PROGRESS).filter(
        status__in=_WAITING, competent_unit_id__in=sorted(counted), accepted_at__isnull=False, parent=None
    )


def _unit_rows(
    actor: Actor, unit: Unit | None, codes: Sequence[str], waiting: Mapping[str, int], days: tuple[dt.date, dt.date, dt.date],
    asked: Collection[str] | None,
) -> list[UnitRow]:
    first, last, today = days
    groups = below(actor, unit)
    named = {str(one.id): inner for one, inner in groups}
    told = figures.grouped(codes, first=first, last=last, groups=named, today=today, everything=asked is None)
    rows = []
    for one, inner in groups:
        found = told[str(one.id)]
        counts = _counts(found, sum(waiting.get(u, 0) for u in inner))
        own = unit is not None and one.id == unit.id
        if own or counts != Counts() or one.valid_to is None:
            rows.append(UnitRow(one, counts, alone=own and len(groups) > 1, deeper=not own and len(inner) > 1, inner=inner, figures=found))
    return rows


def _spans(first: dt.date, last: dt.date, by_month: bool, units: Collection[str] | None) -> list[Span]:
    """Return the days or months of a period; at its edges a month holds only the days within it."""
    wanted = [COUNTED[name] for name in FLOWS]
    found = figures.over_time(wanted, first=first, last=last, span="month" if by_month else "day", units=units)
    spans = []
    for (_unit, day), told in sorted(found.items()):
        end = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1) if by_month else day
        spans.append(Span(max(day, first), min(end, last), _counts(told)))
    return spans


def _named(found: Iterable[Unit]) -> list[Unit]:
    return sorted(found, key=lambda u: (folding.sort_key(u.name), u.valid_from))


def _name(known: Mapping[str, Unit], unit_id: object) -> str:
    unit = known.get(str(unit_id))
    return unit.name if unit else ""
