"""How far a dossier is, without names: what anybody who knows the code may see, and the same line of events for its owner."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, configuration
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Entry

# What a citizen is told of; everything else (drafts of results, readings, notes) is the office's own business.
SHOWN = frozenset(
    {
        Action.FILE, Action.RECEIVE, Action.ACCEPT, Action.ASK_INTAKE, Action.ANSWER_INTAKE, Action.REFUSE_INTAKE,
        Action.HAND_OVER, Action.ASSIGN, Action.ASK_PAPERS, Action.ANSWER_PAPERS, Action.ASK_FEE, Action.PAY_FEE, Action.ASK_TAX, Action.PAY_TAX, Action.SEND_TASK,
        Action.EXTEND, Action.STOP, Action.WITHDRAW, Action.ISSUE, Action.APPROVE, Action.HAND_RESULT,
        Action.RETURN_RESULT, Action.POST_RESULT, Action.DELIVER, Action.TAKE_BACK, Action.CORRECT, Action.TAKE_OVER,
        Action.VOID, Action.REROUTE, Action.REDATE, Action.CHANGE_UNIT, Action.ADMIT_WRONG, Action.ADMIT_LOSS, Action.REISSUE,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One thing that happened, in the order it did."""

    action: Action
    before: Status | None
    after: Status | None
    at: dt.datetime
    unit: str


@dataclass(frozen=True)
class Progress:
    """A dossier's state without a name in it."""

    code: str
    title: str
    status: Status
    filed_at: dt.datetime
    appointment_at: dt.datetime | None
    corrected_from: dt.datetime | None  # the first appointment, where a correction gave another
    extended_to: dt.datetime | None
    answer_due_at: dt.datetime | None
    due_at: dt.datetime | None  # by law, also while the clock stands past it
    late: bool
    received_unit: str
    present_unit: str
    return_unit: str
    returned_at: dt.datetime | None
    events: tuple[Event, ...]

    @property
    def promised_at(self) -> dt.datetime | None:
        """The moment the result is promised for, as it stands now."""
        return self.extended_to or self.appointment_at


def by_code(*, code: str, actor: Actor, at: dt.datetime) -> Progress | None:
    """Return the progress of the dossier with this code, or None."""
    try:
        row = access.get_by_code(actor, Action.READ_PROGRESS, code)
    except access.NotAllowed:
        return None
    return of(row, at)


def by_id(dossier_id: uuid.UUID, *, actor: Actor, at: dt.datetime) -> Progress | None:
    """Return the progress of a dossier within reach, or None."""
    try:
        row = access.get(actor, Action.READ_PROGRESS, dossier_id)
    except access.NotAllowed:
        return None
    return of(row, at)


def of(row: Dossier, at: dt.datetime) -> Progress:
    """Return the progress of a dossier on which the right has been judged."""
    deadline = row.due_at or row.lapsed_at
    later = row.redated_to is not None and row.extended_to is not None and row.redated_to > row.extended_to
    ended = row.finished_at or at
    return Progress(
        code=row.code, title=row.title, status=Status(row.status), filed_at=row.filed_at,
        appointment_at=row.redated_to or row.appointment_at,
        corrected_from=row.appointment_at if row.redated_to is not None else None, extended_to=None if later else row.extended_to, answer_due_at=row.answer_due_at,
        due_at=deadline, late=deadline is not None and ended > deadline, received_unit=_name(row.first_unit_id or row.received_unit_id),
        present_unit=_name(row.step_unit_id or row.received_unit_id),
        return_unit=_name(row.return_unit_id or row.received_unit_id), returned_at=row.returned_at, events=events(row.id),
    )  # fmt: skip


def promised_at(row: Dossier) -> dt.datetime | None:
    """Return the moment a dossier is promised for: its appointment, or the later one that took its place."""
    if row.redated_to is not None and (row.extended_to is None or row.redated_to > row.extended_to):
        return row.redated_to
    return row.extended_to or row.appointment_at


def events(dossier_id: uuid.UUID) -> tuple[Event, ...]:
    """Return what a citizen is told of a dossier's past, the earliest first."""
    found = []
    for entry in Entry.objects.filter(chain=dossier_id).order_by("no"):
        action = _action(entry.action)
        if action is None or action not in SHOWN:
            continue
        after = Status(entry.after) if entry.after else None
        if action in (Action.ISSUE, Action.APPROVE) and after is not Status.FINISHED:
            continue
        before = Status(entry.before) if entry.before else None
        found.append(Event(action, before, after, _when(entry), _name(entry.unit_id)))
    return tuple(found)


def _when(entry: Entry) -> dt.datetime:
    """Return when it happened to the citizen: what was received on a fallback slip was received at its true time."""
    return dt.datetime.fromisoformat(str(entry.data["received_at"])) if entry.data.get("late_entry") else entry.at


def _action(value: str) -> Action | None:
    try:
        return Action(value)
    except ValueError:
        return None


def _name(unit_id: object) -> str:
    unit = configuration.current().units.get(str(unit_id)) if unit_id else None
    return unit.name if unit else ""
