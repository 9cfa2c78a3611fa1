"""The lists of a counter: filings to answer, dossiers to hand over, results to return, what waits for citizens, today's numbers."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from motcua.domain import where as w
from motcua.domain.dossiers import clock
from motcua.domain.dossiers.states import DeliveryStatus
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local, moment_on
from motcua.domain.people.units import Unit
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration, routing, worklists
from motcua.queries.configuration import Configuration
from motcua.storage.conditions import to_sql

PAGE = 50
RECENT = dt.timedelta(days=30)  # a dossier accepted today was filed within these days: bounds what is looked at
COUNTER_ROLES = (Role.CLERK, Role.ONE_STOP_HEAD)
_D = "dossiers_dossier"
_HERE = w.Not(w.Eq("delivery_status", int(DeliveryStatus.POSTED)))  # what the post has cannot be collected
_FAR = "'2999-01-01 00:00+07'::timestamptz"


@dataclass(frozen=True)
class Line:
    """One dossier of a counter's list; `due_at` is what the list is sorted by, `minutes` the working time left to it."""

    id: uuid.UUID
    code: str
    title: str
    owner_name: str
    status: int
    channel: str
    payment_status: int
    delivery_status: int
    fee_total: int
    filed_at: dt.datetime
    accepted_at: dt.datetime | None
    appointment_at: dt.datetime | None
    due_at: dt.datetime | None
    minutes: int | None
    intake_requests: int
    decision: str | None
    return_unit: str
    received_unit: str
    to_unit: Unit | None = None  # where it goes next, in the hand-over list

    @property
    def late(self) -> bool:
        return self.minutes is not None and self.minutes < 0


@dataclass(frozen=True)
class Page:
    """A page of a list; `after` is the key of the next one."""

    rows: tuple[Line, ...]
    after: str

    @property
    def ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(row.id for row in self.rows)


_COLUMNS = (
    "id", "code", "title", "owner_name", "status", "channel", "payment_status", "delivery_status", "fee_total", "filed_at",
    "accepted_at", "appointment_at", "intake_requests", "decision", "return_unit_id", "received_unit_id", "competent_unit_id",
    "revision_id",
)  # fmt: skip


def to_answer(*, actor: Actor, at: dt.datetime, after: str = "", size: int = PAGE) -> Page:
    """Return filings that nobody has answered yet, the most urgent first (8 working hours, R13): one statement."""
    where = w.Eq("status", 1) & scope.of(actor, Action.ACCEPT)
    return _page(where, f"{_D}.answer_due_at", at, after, size)


def to_hand_over(*, actor: Actor, at: dt.datetime, size: int = 4 * PAGE) -> Page:
    """Return received dossiers that have not left the counter, oldest first, each with where it goes (R14): one statement."""
    where = w.Eq("status", 2) & scope.of(actor, Action.HAND_OVER)
    found = _page(where, f"{_D}.accepted_at", at, "", size, more=f"{_D}.step IS NULL", forward=True)
    return found


def to_return(*, actor: Actor, at: dt.datetime, after: str = "", size: int = PAGE) -> Page:
    """Return finished dossiers whose result is to be collected at the actor's counters: one statement."""
    units: frozenset[object] = frozenset(actor.reach_as(*COUNTER_ROLES))
    where = w.Eq("status", 9) & w.In("return_unit", units) & _HERE & scope.of(actor, Action.RETURN_RESULT)
    return _page(where, f"{_D}.finished_at", at, after, size)


def uncollected(*, actor: Actor, at: dt.datetime, unit: str = "", after: str = "", size: int = PAGE) -> Page:
    """Return results ready for longer than the setting allows and collected by nobody, the oldest first; `unit`: of one counter."""
    where = _uncollected(actor, unit) & scope.of(actor, Action.RETURN_RESULT)
    text = f"{_D}.finished_at <= '{uncollected_since(at).isoformat()}'::timestamptz"
    return _page(where, f"{_D}.finished_at", at, after, size, more=text)


def uncollected_since(at: dt.datetime) -> dt.datetime:
    """Return the moment before which a result that is still here has been ready for too long."""
    days = int(str(configuration.current().setting("uncollected_days", local(at).date())))
    return at - dt.timedelta(days=days)


def uncollected_numbers(*, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """Return how many results lie too long at each of the actor's counters, exactly: one statement."""
    text, values = to_sql(_uncollected(actor, ""))
    sql = f"SELECT return_unit_id, count(*) FROM {_D} WHERE ({text}) AND {_D}.finished_at <= %s GROUP BY 1"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, uncollected_since(at)])
        return {str(unit): count for unit, count in cursor.fetchall()}


def _uncollected(actor: Actor, unit: str) -> w.Where:
    units: frozenset[object] = frozenset(actor.reach_as(*COUNTER_ROLES))
    if unit:
        units &= frozenset({unit})
    return w.Eq("status", 9) & w.In("return_unit", units) & _HERE & scope.same_world(actor)


def waiting(*, actor: Actor, at: dt.datetime, after: str = "", size: int = PAGE) -> Page:
    """Return dossiers that wait for their citizen (papers or money), received at the actor's counters: one statement."""
    units: frozenset[object] = frozenset(actor.reach_as(*COUNTER_ROLES))
    where = w.In("status", frozenset({5, 6})) & w.In("received_unit", units) & scope.of(actor, Action.READ)
    return _page(where, f"{_D}.moved_at", at, after, size)


@dataclass(frozen=True)
class Numbers:
    """Today's numbers of a counter; each stops counting at 1000."""

    to_answer: int
    answer_late: int
    to_hand_over: int
    to_return: int
    waiting: int
    received_today: int


def numbers(*, actor: Actor, at: dt.datetime) -> Numbers:
    """Return what waits at the actor's counters, in one statement that looks at 1000 rows of each list at most."""
    units: frozenset[object] = frozenset(actor.reach_as(*COUNTER_ROLES, Role.COLLECTOR))
    own = scope.same_world(actor)
    received, returned = w.In("received_unit", units) & own, w.In("return_unit", units) & own
    midnight = moment_on(local(at).date(), dt.time())
    parts = [
        (w.Eq("status", 1) & received, "", []),
        (w.Eq("status", 1) & received, f" AND {_D}.answer_due_at < %s", [at]),
        (w.Eq("status", 2) & received, f" AND {_D}.step IS NULL", []),
        (w.Eq("status", 9) & returned & _HERE, "", []),
        (w.In("status", frozenset({5, 6})) & received, "", []),
        (received, f" AND {_D}.id >= %s AND {_D}.accepted_at >= %s AND {_D}.parent_id IS NULL", [_first_id(midnight - RECENT), midnight]),
    ]
    texts, values = [], []
    for where, more, given in parts:
        text, found = to_sql(where)
        texts.append(f"(SELECT count(*) FROM (SELECT 1 FROM {_D} WHERE {text}{more} LIMIT 1000) x)")  # noqa: S608
        values += [*found, *given]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(texts), values)
        return Numbers(*cursor.fetchone())


def _first_id(moment: dt.datetime) -> uuid.UUID:
    """Return the smallest identifier made at a moment: ids are ordered by time, so an index on them finds a day."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def _page(where: w.Where, order: str, at: dt.datetime, after: str, size: int, *, more: str = "TRUE", forward: bool = False) -> Page:
    text, values = to_sql(where)
    key = worklists.key_of(after)
    due = f"COALESCE({order}, {_FAR})"
    if key is not None:
        more += f" AND ({due}, {_D}.id) > (%s, %s)"
        values = [*values, *key]
    columns = ", ".join(f"{_D}.{c}" for c in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {due} AS due, {columns} FROM {_D} WHERE ({text}) AND {more} ORDER BY due, {_D}.id LIMIT {size + 1}",  # noqa: S608
            values,
        )
        names = [c.name for c in cursor.description]
        rows = [dict(zip(names, line, strict=True)) for line in cursor.fetchall()]
    config = configuration.current()
    lines = tuple(_line(config, row, at, forward=forward) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    return Page(lines, worklists.key(last["due"], last["id"]) if last else "")


def _line(config: Configuration, row: dict[str, object], at: dt.datetime, *, forward: bool) -> Line:
    due, unit = row.pop("due"), str(row["received_unit_id"])
    assert isinstance(due, dt.datetime)
    moment = None if due.year >= 2900 else due
    to_unit = None
    if forward:
        to_unit = destination(config, row, at)
        accepted = row["accepted_at"]
        assert isinstance(accepted, dt.datetime)
        moment = clock.forward_by(accepted, config.calendar(unit), config.clock_settings(local(accepted).date()))
    row.pop("revision_id"), row.pop("competent_unit_id")
    given = {name.removesuffix("_id"): value for name, value in row.items() if name != "id"}
    given |= {"return_unit": str(row["return_unit_id"] or unit), "received_unit": unit}
    return Line(
        id=row["id"], due_at=moment, minutes=worklists.time_left(config, unit, at, moment), to_unit=to_unit, **given  # type: ignore[arg-type]
    )  # fmt: skip


def destination(config: Configuration, row: dict[str, object], at: dt.datetime) -> Unit | None:
    """Return the unit a received dossier goes to: that of its first step; None where nobody is found."""
    workflow = configuration.revision(uuid.UUID(str(row["revision_id"]))).workflow
    if workflow is None:
        return None
    received, competent = config.unit(row["received_unit_id"]), config.unit(row["competent_unit_id"])
    try:
        return routing.step_unit(config, workflow.first.unit, received, competent, local(at).date())
    except routing.NoCompetentUnit:
        return None
