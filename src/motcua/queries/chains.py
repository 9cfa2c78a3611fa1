"""Looking up chains: what a dossier waits for at other agencies, how late each is, and its linked dossiers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.domain.dossiers import chains
from motcua.domain.dossiers.chains import TaskState, TaskTimes
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Step, Workflow
from motcua.queries import access
from motcua.queries.configuration import Configuration
from motcua.storage import sealing
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier, Request

ASKED, ANSWERED = "chains.asked", "chains.answer"  # what the seals of a task are bound to


@dataclass(frozen=True)
class SeenTask:
    """A task at another agency as the dossier's page shows it; texts only where the whole dossier may be read."""

    id: uuid.UUID
    key: str
    name: str
    agency: str
    state: TaskState
    days: int
    number: str
    sent_at: dt.datetime | None
    received_at: dt.datetime | None
    receipt_known: bool
    due_at: dt.datetime | None
    answered_at: dt.datetime | None
    answer: str
    answer_number: str
    answer_day: dt.date | None
    days_late: int
    amount: int | None
    paid_at: dt.datetime | None
    proof_number: str
    proof_day: dt.date | None
    blocking: bool  # the step goes on only when it is answered
    slip_id: uuid.UUID | None = None
    file_id: uuid.UUID | None = None
    child_id: uuid.UUID | None = None
    asked: str = ""
    said: str = ""

    @property
    def linked(self) -> bool:
        """Whether it is a linked dossier with a life of its own."""
        return self.child_id is not None

    @property
    def late(self) -> bool:
        """Whether the agency is late and has not answered yet."""
        return self.days_late > 0 and self.state is TaskState.SENT


@dataclass(frozen=True)
class Relative:
    """A dossier linked with this one: the one it was opened by, or one it opened."""

    id: uuid.UUID
    code: str
    title: str
    status: int
    unit: str
    due_at: dt.datetime | None
    finished_at: dt.datetime | None
    reachable: bool  # the reader may open its page


@dataclass(frozen=True)
class Family:
    """The linked dossiers of one: its parent and its children."""

    parent: Relative | None
    children: tuple[Relative, ...]

    def __bool__(self) -> bool:
        return self.parent is not None or bool(self.children)


NO_FAMILY = Family(None, ())


def step_of(workflow: Workflow | None, key: str | None) -> Step | None:
    """Return the step with the key; None outside a workflow."""
    return next((s for s in workflow.steps if s.key == key), None) if workflow and key else None


def tasks_open(row: Dossier, workflow: Workflow | None) -> bool:
    """Return whether the step the dossier is in waits for answers of other agencies."""
    step = step_of(workflow, row.step)
    if step is None or not chains.tasks_of(step):
        return False
    return Task.objects.filter(dossier_id=row.id, step=step.key, answered_at=None, cancelled_at=None).exists()


def tax_due(row: Dossier) -> bool:
    """Return whether the payment the dossier waits for is owed to another agency."""
    return row.status == Status.AWAITING_PAYMENT and Request.objects.filter(dossier_id=row.id, kind="tax", answered_at=None).exists()


def of_dossier(row: Dossier, *, config: Configuration, at: dt.datetime, full: bool) -> tuple[SeenTask, ...]:
    """Return the tasks of a dossier in their order, those that were cancelled last seen as such."""
    found = Task.objects.filter(dossier_id=row.id).select_related("agency", "child").order_by("opened_at", "ordinal", "id")
    ordered = sorted(found, key=lambda t: (t.opened_at is None, t.opened_at or at, t.ordinal))
    return tuple(seen(task, config=config, at=at, full=full) for task in ordered)


def times_of(task: Task) -> TaskTimes:
    """Return the moments of a task."""
    return TaskTimes(task.opened_at, task.sent_at, task.due_at, task.answered_at, task.cancelled_at)


def seen(task: Task, *, config: Configuration, at: dt.datetime, full: bool) -> SeenTask:
    """Return a task with its state and the agency's own delay."""
    times = times_of(task)
    where = task.agency.name if task.agency is not None else _unit(config, task.child.competent_unit_id if task.child else None)
    return SeenTask(
        id=task.id, key=task.key, name=task.name, agency=where, state=chains.state_of(times), days=task.days, number=task.number,
        sent_at=task.sent_at, received_at=task.received_at, receipt_known=task.receipt_known, due_at=task.due_at,
        answered_at=task.answered_at, answer=task.answer, answer_number=task.answer_number, answer_day=task.answer_day,
        days_late=chains.days_late(times, at, calendar_of(config, task)), amount=task.amount, paid_at=task.paid_at,
        proof_number=task.proof_number, proof_day=task.proof_day, blocking=bool(task.step), slip_id=task.slip_id,
        file_id=task.file_id if full else None, child_id=task.child_id,
        asked=_opened(task.asked_sealed, ASKED) if full else "", said=_opened(task.answer_sealed, ANSWERED) if full else "",
    )  # fmt: skip


def calendar_of(config: Configuration, task: Task):  # type: ignore[no-untyped-def]
    """Return the calendar an agency's time is counted by: its unit's where it has one, else the national one."""
    unit = task.agency.unit_id if task.agency is not None else task.child.competent_unit_id if task.child is not None else None
    return config.calendar(unit) if unit else config.national


def family(row: Dossier, *, config: Configuration, actor: Actor) -> Family:
    """Return parent and children of a dossier with their states; their pages only where the actor may read them."""
    ids = [row.parent_id] if row.parent_id else []
    found = list(Dossier.objects.filter(parent_id=row.id).order_by("code"))
    parents = list(Dossier.objects.filter(id__in=ids)) if ids else []
    if not found and not parents:
        return Family(None, ())
    near = [d.id for d in (*found, *parents)]
    open_to = set(access.reachable(actor, Action.READ).filter(id__in=near).values_list("id", flat=True))
    open_to |= set(access.reachable(actor, Action.READ_PROGRESS).filter(id__in=near).values_list("id", flat=True))
    relatives = [_relative(d, config, d.id in open_to) for d in found]
    return Family(_relative(parents[0], config, parents[0].id in open_to) if parents else None, tuple(relatives))


def _relative(row: Dossier, config: Configuration, reachable: bool) -> Relative:
    unit = _unit(config, row.step_unit_id or row.competent_unit_id)
    return Relative(row.id, row.code, row.title, row.status, unit, row.due_at, row.finished_at, reachable)


def open_of(tasks: Iterable[SeenTask], *states: TaskState) -> Sequence[SeenTask]:
    """Return the tasks in one of the states that are no linked dossiers: those somebody acts on by hand."""
    return [t for t in tasks if t.state in states and not t.linked]


def _unit(config: Configuration, unit_id: object) -> str:
    unit = config.units.get(str(unit_id)) if unit_id else None
    return unit.name if unit else ""


def _opened(sealed: bytes | memoryview | None, context: str) -> str:
    return str(sealing.unseal(sealed, context=context) or "") if sealed else ""
