"""Figures of the board: received, finished, late and open dossiers by unit and day, and the codes behind each number.

Received counts at the unit that received, finished at the unit that settled; a dossier reopened and finished again
counts each time. Late is late by law: a re-appointment changes nothing, nor does a corrected date. A void dossier is taken
back where it was counted. What is open is counted now, at the settling unit.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from motcua.domain import folding
from motcua.domain.dossiers.states import OPEN, WAITING
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import Channel
from motcua.queries import access, board_chains, configuration
from motcua.storage.dossiers.models import Dossier
from motcua.storage.figures.models import FactDelta

ROLES = (Role.LEADER, Role.HEAD, Role.CONTROLLER, Role.ONE_STOP_HEAD)
PAGE = 50
MOST_DAYS = 62  # a longer period is told by month

_OPEN = sorted(int(s) for s in OPEN)
_WAITING = sorted(int(s) for s in WAITING)
# what a fact is called -> the count it adds to
_WHATS = {
    "received": "received", "finished": "finished", "finished_in_time": "in_time", "finished_late": "finished_late",
    "corrected": "corrected", "entered_late": "entered_late",
}  # fmt: skip
NOW = ("open", "waiting", "late")
KINDS = ("received", "online", "entered_late", "finished", "in_time", "finished_late", "corrected", *NOW)
BEHIND = (*KINDS, *board_chains.AT_AGENCIES, *board_chains.LISTS)  # everything a list of codes can be asked for


@dataclass(frozen=True)
class Counts:
    """Numbers of one row; shares are given with the counts they come from."""

    received: int = 0
    online: int = 0  # of those received, filed online
    entered_late: int = 0  # of those received, on a fallback slip and entered later; counted on the true day
    finished: int = 0
    in_time: int = 0
    finished_late: int = 0
    corrected: int = 0  # corrections approved, at the unit that asked for them: void dossiers stand here and nowhere else
    open: int = 0
    waiting: int = 0  # of those open, waiting for the citizen
    late: int = 0  # of those open, past the legal due moment

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))

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
    units: tuple[UnitRow, ...]
    spans: tuple[Span, ...]
    by_month: bool
    agencies: tuple[board_chains.AtAgency, ...] = ()
    lists: tuple[board_chains.InList, ...] = ()


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


def board(actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date, at: dt.datetime) -> Board:
    """Return the figures of a period, both days included, for a unit within the actor's reach."""
    unit, counted = reach(actor, unit_id)
    config = configuration.current()
    single = _now(actor, counted, at)
    for key, counts in _period("unit_id", counted, first, last).items():
        single[str(key)] = single.get(str(key), Counts()) + counts
    by_month = (last - first).days >= MOST_DAYS
    days = _period("date_trunc('month', day)::date" if by_month else "day", counted, first, last)
    above = config.units.get(str(unit.parent_id)) if unit else None
    return Board(
        unit=unit,
        above=above if above is not None and str(above.id) in reach(actor, None)[1] else None,
        total=_sum(single.values()),
        units=tuple(_unit_rows(unit, actor, single)),
        spans=tuple(_spans(days, first, last, by_month)),
        by_month=by_month,
        agencies=tuple(board_chains.agencies(counted, first, last, at)),
        lists=tuple(board_chains.lists(counted, first, last)),
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
    _unit, counted = reach(actor, unit_id)
    if kind in board_chains.AT_AGENCIES:
        rows = board_chains.waiting_there(access.reachable(actor, Action.READ_PROGRESS), kind, counted, at)
    else:
        rows = _open_of(actor, counted, at, kind) if kind in NOW else _happened(actor, counted, kind, first, last)
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


def _period(key: str, counted: Iterable[str], first: dt.date, last: dt.date) -> dict[object, Counts]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key} AS k, what, channel = %s AS online, sum(delta) FROM figures_factdelta "  # noqa: S608
            "WHERE day BETWEEN %s AND %s AND unit_id = ANY(%s::uuid[]) AND what = ANY(%s) GROUP BY 1, 2, 3",
            [Channel.ONLINE.value, first, last, sorted(counted), list(_WHATS)],
        )
        found: dict[object, Counts] = {}
        for group, what, online, total in cursor.fetchall():
            made = {_WHATS[what]: int(total)}
            if what == "received" and online:
                made["online"] = int(total)
            found[group] = found.get(group, Counts()) + Counts(**made)
    return found


def _now(actor: Actor, counted: Iterable[str], at: dt.datetime) -> dict[str, Counts]:
    rows = (
        _open_of(actor, counted, at, "open")
        .order_by()
        .values("competent_unit_id")
        .annotate(open=Count("id"), waiting=Count("id", filter=Q(status__in=_WAITING)), late=Count("id", filter=_late(at)))
    )
    return {str(r["competent_unit_id"]): Counts(open=r["open"], waiting=r["waiting"], late=r["late"]) for r in rows}


def _open_of(actor: Actor, counted: Iterable[str], at: dt.datetime, kind: str) -> QuerySet[Dossier]:
    rows = access.reachable(actor, Action.READ_PROGRESS).filter(status__in=_OPEN, competent_unit_id__in=sorted(counted), parent=None)
    if kind == "waiting":
        return rows.filter(status__in=_WAITING)
    return rows.filter(_late(at)) if kind == "late" else rows


def _late(at: dt.datetime) -> Q:
    """Past the legal due moment, also where it had passed before the clock was stopped."""
    return Q(due_at__lt=at) | Q(due_at=None, lapsed_at__isnull=False)


def _happened(actor: Actor, counted: Iterable[str], kind: str, first: dt.date, last: dt.date) -> QuerySet[Dossier]:
    if kind in board_chains.LISTS:
        facts = board_chains.received_on(kind, counted, first, last)
        return access.reachable(actor, Action.READ_PROGRESS).filter(id__in=facts.values("dossier_id"))
    what = "received" if kind == "online" else next(w for w, name in _WHATS.items() if name == kind)
    facts = FactDelta.objects.filter(day__gte=first, day__lte=last, unit_id__in=sorted(counted), what=what)
    if kind == "online":
        facts = facts.filter(channel=Channel.ONLINE.value)
    left = facts.order_by().values("dossier_id").annotate(left=Sum("delta")).filter(left__gt=0)  # what was taken back is gone
    return access.reachable(actor, Action.READ_PROGRESS).filter(id__in=left.values("dossier_id"))


def _unit_rows(unit: Unit | None, actor: Actor, single: Mapping[str, Counts]) -> list[UnitRow]:
    config = configuration.current()
    inner = tops(actor) if unit is None else _named(config.units[c] for c in config.children.get(str(unit.id), ()))
    rows = []
    for one in inner:
        under = config.under(str(one.id))
        counts = _sum(single.get(u, Counts()) for u in under)
        if counts != Counts() or one.valid_to is None:
            rows.append(UnitRow(one, counts, alone=False, deeper=len(under) > 1))
    if unit is not None:
        rows.insert(0, UnitRow(unit, single.get(str(unit.id), Counts()), alone=bool(rows), deeper=False))
    return rows


def _spans(found: Mapping[object, Counts], first: dt.date, last: dt.date, by_month: bool) -> list[Span]:
    spans, day = [], first.replace(day=1) if by_month else first
    while day <= last:
        following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) if by_month else day + dt.timedelta(days=1)
        counts = found.get(day, Counts())
        end = following - dt.timedelta(days=1)
        spans.append(Span(max(day, first), min(end, last), counts))
        day = following
    return spans


def _sum(found: Iterable[Counts]) -> Counts:
    total = Counts()
    for counts in found:
        total = total + counts
    return total


def _named(found: Iterable[Unit]) -> list[Unit]:
    return sorted(found, key=lambda u: (folding.sort_key(u.name), u.valid_from))


def _name(known: Mapping[str, Unit], unit_id: object) -> str:
    unit = known.get(str(unit_id))
    return unit.name if unit else ""
