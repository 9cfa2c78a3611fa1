"""What slows us: finished dossiers of a procedure as traces, from their stays in steps, hand-overs and pauses in the ledger.

Read are dossiers finished in the period, as the board counts them: at the settling unit, without linked, void and practised
ones. Minutes are working minutes: of the step's unit in a step, of the receiving unit outside; waits for the citizen
stand still. A dossier appears by its code, a unit by an opaque id, a person not at all.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from motcua.domain.calendar import Calendar
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import OUTCOME_OF, Action
from motcua.domain.flows.traces import Stay, Trace
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.domain.procedures.revision import Step, Text
from motcua.queries import access, board, configuration
from motcua.queries.configuration import Configuration
from motcua.storage import statements

MOST = 5_000  # dossiers read for one page, the latest finished: about a second on two cores
# acts by which no work in a step begins: what leads from step to step, what the citizen brings or pays, what corrects
_NO_WORK = {
    Action.HAND_OVER, *OUTCOME_OF, Action.ANSWER_PAPERS, Action.PAY_FEE, Action.PAY_TAX, Action.ASK_CORRECTION, Action.DROP_CORRECTION,
    Action.REFUSE_CORRECTION, Action.CORRECT, Action.REROUTE, Action.REDATE, Action.CHANGE_UNIT,
}  # fmt: skip
WORK = sorted(action.value for action in Action if action not in _NO_WORK)

_FINISHED = (
    "FROM figures_fact WHERE ended_on BETWEEN %s AND %s AND competent_unit = ANY(%s::uuid[]) AND procedure_code = %s AND ended = 'done'"
)
_STAYS = (  # the acts first and apart: their chain finds them, not their moment
    "WITH acts AS MATERIALIZED (SELECT chain, step, at FROM ledger_entry WHERE chain = ANY(%s::uuid[]) AND actor_kind = %s "
    "AND action = ANY(%s::text[])) "
    "SELECT r.dossier_id, r.step, r.unit_id, r.started_at, r.ended_at, r.due_at, min(a.at) AS begun_at FROM dossiers_steprun r "
    "LEFT JOIN acts a ON a.chain = r.dossier_id AND a.step = r.step AND a.at BETWEEN r.started_at AND r.ended_at "
    "WHERE r.dossier_id = ANY(%s::uuid[]) AND r.ended_at IS NOT NULL GROUP BY r.id ORDER BY r.dossier_id, r.started_at, r.id"
)
_PAUSES = "SELECT dossier_id, started_at, ended_at FROM dossiers_pause WHERE dossier_id = ANY(%s::uuid[]) AND ended_at IS NOT NULL"
_Span = tuple[dt.datetime, dt.datetime]


class _Row(NamedTuple):
    """The columns read of a dossier."""

    id: uuid.UUID
    code: str
    revision_id: uuid.UUID
    received_unit_id: uuid.UUID
    first_unit_id: uuid.UUID | None
    accepted_at: dt.datetime
    finished_at: dt.datetime
    due_at: dt.datetime | None


class _Run(NamedTuple):
    """One stay in a step, and when staff first did something in it."""

    step: str
    unit_id: uuid.UUID
    started_at: dt.datetime
    ended_at: dt.datetime
    due_at: dt.datetime | None
    begun_at: dt.datetime | None


@dataclass(frozen=True)
class ProcedureLine:
    """One procedure with what was finished in the period, and how much of it late by law."""

    code: str
    name: Text
    finished: int
    late: int


@dataclass(frozen=True)
class StepNamed:
    """What a step is called, and who does it."""

    name: Text
    role: str


@dataclass(frozen=True)
class ReadDossiers:
    """The dossiers read, the latest finished first, and how many there were to read."""

    name: Text
    traces: tuple[Trace, ...]
    ids: Mapping[str, uuid.UUID]  # by code, to record what is shown
    steps: Mapping[str, StepNamed]
    total: int


def procedures(actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date) -> list[ProcedureLine]:
    """Return the procedures finished in the period within the actor's reach, those with most late dossiers first."""
    _unit, counted = board.reach(actor, unit_id)
    rows = statements.records(
        "SELECT procedure_code AS code, count(*) AS finished, count(*) FILTER (WHERE timeliness = 'late') AS late FROM figures_fact "
        "WHERE ended_on BETWEEN %s AND %s AND competent_unit = ANY(%s::uuid[]) AND ended = 'done' GROUP BY procedure_code",
        [first, last, sorted(counted)],
    )
    config = configuration.current()
    lines = [
        ProcedureLine(str(r["code"]), _name(config, str(r["code"])), int(str(r["finished"] or 0)), int(str(r["late"] or 0))) for r in rows
    ]
    return sorted((one for one in lines if one.finished > 0), key=lambda one: (-one.late, -one.finished, one.code))


def read(actor: Actor, *, code: str, unit_id: str | None, first: dt.date, last: dt.date) -> ReadDossiers | None:
    """Return the finished dossiers of a procedure, the latest MOST of them; None for a procedure nobody published."""
    config = configuration.current()
    if not config.published.get(code):
        return None
    _unit, counted = board.reach(actor, unit_id)
    found = statements.run(
        f"SELECT dossier_id, count(*) OVER () {_FINISHED} ORDER BY ended_on DESC, dossier_id DESC LIMIT %s", [first, last, sorted(counted), code, str(MOST)]
    )
    rows = [_Row(*values) for values in _dossiers(actor, _array(str(key) for key, _total in found))]
    array = _array(str(row.id) for row in rows)
    stays, pauses = _stays(array), _pauses(array)
    traces = tuple(_trace(config, row, stays.get(row.id, ()), pauses.get(row.id, ())) for row in rows)
    total = int(str(found[0][1])) if len(found) == MOST else len(rows)
    return ReadDossiers(_name(config, code), traces, {row.code: row.id for row in rows}, _steps(row.revision_id for row in rows), total)


def _array(ids: Iterable[str]) -> str:
    """Return ids as one text for `::uuid[]`: thousands of them as values of their own take longer than the query."""
    return "{" + ",".join(ids) + "}"


def _dossiers(actor: Actor, array: str) -> Iterable[tuple[Any, ...]]:
    known = access.reachable(actor, Action.READ_PROGRESS).extra(where=['"dossiers_dossier"."id" = ANY(%s::uuid[])'], params=[array])
    rows = known.filter(
        status__in=[int(Status.FINISHED), int(Status.RETURNED)], learner=None, parent=None, voided_at=None, accepted_at__isnull=False,
        finished_at__isnull=False,
    )  # fmt: skip
    return rows.order_by("-finished_at", "-id").values_list(*_Row._fields)


def _stays(array: str) -> dict[uuid.UUID, list[_Run]]:
    found: dict[uuid.UUID, list[_Run]] = {}
    for key, *values in statements.run(_STAYS, [array, ActorKind.STAFF.value, WORK, array]):
        found.setdefault(cast(uuid.UUID, key), []).append(_Run(*values))  # type: ignore[arg-type]
    return found


def _pauses(array: str) -> dict[uuid.UUID, list[_Span]]:
    found: dict[uuid.UUID, list[_Span]] = {}
    for key, started, ended in statements.run(_PAUSES, [array]):
        found.setdefault(cast(uuid.UUID, key), []).append((started, ended))  # type: ignore[arg-type]
    return found


def _trace(config: Configuration, row: _Row, runs: Sequence[_Run], pauses: Sequence[_Span]) -> Trace:
    calendar = config.calendar_of(row.received_unit_id, row.first_unit_id)
    stays = tuple(_stay(config.calendar(run.unit_id), run, pauses) for run in runs)
    first, last = (stays[0].arrived_at, stays[-1].done_at) if stays else (row.finished_at, row.finished_at)
    late = row.due_at is not None and row.finished_at > row.due_at
    return Trace(
        case=row.code, stays=stays, due_at=row.due_at, ended_at=row.finished_at, late=late,
        over=calendar.minutes_between(row.due_at, row.finished_at) if row.due_at and late else 0,
        before=_worked(calendar, row.accepted_at, first, pauses)[0], after=_worked(calendar, last, row.finished_at, pauses)[0],
    )  # fmt: skip


def _stay(calendar: Calendar, run: _Run, pauses: Sequence[_Span]) -> Stay:
    took, held = _worked(calendar, run.started_at, run.ended_at, pauses)
    waited = took if run.begun_at is None else _worked(calendar, run.started_at, run.begun_at, pauses)[0]
    over = None if run.due_at is None else _worked(calendar, run.due_at, run.ended_at, pauses)[0]
    return Stay(
        activity=run.step, arrived_at=run.started_at, done_at=run.ended_at, took=took, waited=waited, held=held, over=over, by=str(run.unit_id)
    )


def _worked(calendar: Calendar, since: dt.datetime, until: dt.datetime, pauses: Sequence[_Span]) -> tuple[int, int]:
    """Return the working minutes between two moments without those that stood still, and these; nothing when reversed."""
    if until <= since:
        return 0, 0
    held = sum(calendar.minutes_between(max(a, since), min(b, until)) for a, b in pauses if max(a, since) < min(b, until))
    return calendar.minutes_between(since, until) - held, held


def _name(config: Configuration, code: str) -> Text:
    known = config.published.get(code)
    return configuration.revision(known[-1].id).name if known else Text.from_string(code)


def _steps(revision_ids: Iterable[uuid.UUID]) -> dict[str, StepNamed]:
    """Return the steps of the revisions; a step of several is called as in the latest."""
    found: dict[str, Step] = {}
    for revision in sorted((configuration.revision(key) for key in set(revision_ids)), key=lambda one: one.number):
        found |= {step.key: step for step in revision.workflow.steps} if revision.workflow else {}
    return {key: StepNamed(step.name, step.role) for key, step in found.items()}
