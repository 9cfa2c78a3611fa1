"""Tasks at agencies without an account: sent with a slip and a number, received there, answered, keyed in by whoever sent them.

What an agency owes is counted by its own clock from the day it received the slip; its delay is its own. An answer that is a notice
of tax opens the pause in which the citizen pays; amount, number and day are typed from the notice, never reckoned here.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db import transaction

from motcua.domain.books.kinds import Kind
from motcua.domain.calendar import Calendar
from motcua.domain.dossiers import chains
from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers.chains import Answer, TaskNotPossible, TaskState
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people.agencies import Agency, Way
from motcua.domain.permissions.roles import Actor
from motcua.queries import chains as looked_up
from motcua.queries import configuration
from motcua.queries.configuration import Configuration
from motcua.services import books, ledger
from motcua.services.books import Wanted
from motcua.services.dossiers import beside, chained, issuing, moving, slips
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing
from motcua.storage.chains import models
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.models import Paper
from motcua.storage.writes import Batch

SLIP_NAME = "Phiếu chuyển thông tin"
SENT = "chain.sent"  # topic: something goes to an agency by e-mail
MOST_DAYS = 250
OLDEST = dt.date(2000, 1, 1)  # no document that a dossier of ours waits for is older

__all__ = ["TaskNotPossible"]


@dataclass(frozen=True)
class Sending:
    """What is sent: a prepared task of the step, or a question of its own to an agency (beside the steps)."""

    task: uuid.UUID | None = None
    agency: uuid.UUID | None = None
    name: str = ""
    days: int = 0  # working days from the agency's receipt
    asked: str = ""
    number: str = ""  # typed where the number comes from the agency's own document system; else drawn from the outgoing book
    source: str = ""
    received_on: dt.date | None = None  # where it was handed over and the agency has confirmed it


@dataclass(frozen=True)
class Sent:
    """What was sent: number, slip, and until when the answer is due."""

    task_id: uuid.UUID
    number: str
    slip_id: uuid.UUID
    due_at: dt.datetime


@dataclass(frozen=True)
class Given:
    """An answer as it came: typed from the document; `amount` in VND only with a notice of tax."""

    kind: Answer = Answer.DONE
    number: str = ""
    day: dt.date | None = None
    text: str = ""
    file_id: uuid.UUID | None = None
    came_on: dt.date | None = None  # the day it reached us; None: today
    amount: int | None = None
    pay_by: dt.date | None = None
    extra: dict[str, object] = field(default_factory=dict)


def send(*, dossier_id: uuid.UUID, sending: Sending, actor: Actor, at: dt.datetime) -> Sent:
    """Send a task to an agency without an account: slip, number and day, its time, and the e-mail where it takes those.

    Raises access.NotAllowed, lifecycle.NotPossible, InputMissing (name, agency, asked, days), InputWrong, TaskNotPossible
    (no_task, sent_before, has_account), BookClosed.
    """
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.SEND_TASK, dossier_id=dossier_id)
        at = max(at, row.moved_at)
        config = configuration.current()
        task = _prepared(row, sending) if sending.task is not None else _free(config, row, sending, at)
        agency = _agency(config, task)
        number = _number(config, row, task, sending, actor, at)
        received, known = _receipt(config, agency, sending.received_on, at)
        calendar = config.national
        due = chains.due(received, task.days, calendar)
        batch, slip = Batch(), _slip(config, row, task, agency, sending.asked, number, due, actor, at)
        changes: dict[str, object] = {
            "sent_at": at, "sent_by": uuid.UUID(actor.id), "number": number, "slip_id": slip["id"], "received_at": received,
            "receipt_known": known, "due_at": due,
            "asked_sealed": sealing.seal(sending.asked.strip(), context=looked_up.ASKED) if sending.asked.strip() else None,
        }  # fmt: skip
        batch.update("chains_task", "id", task.id, changes)
        batch.insert("dossiers_issuedslip", [slip])
        if agency.way is Way.EMAIL:
            body = {"dossier": str(row.id), "task": str(task.id), "code": row.code, "number": number, "at": at.isoformat()}
            batch.insert("ledger_message", ledger.messages(learner=row.learner, topic=SENT, chain=row.id, body=body, at=at))
        data = {"task": str(task.id), "agency": agency.name, "number": number, "due": due.isoformat()}
        beside.write(row=row, action=Action.SEND_TASK, actor=actor, at=at, batch=batch, data=data)
    return Sent(task.id, number, uuid.UUID(str(slip["id"])), due)


def received(*, dossier_id: uuid.UUID, task_id: uuid.UUID, day: dt.date, actor: Actor, at: dt.datetime) -> dt.datetime:
    """Keep the day on which the agency received what was sent, and count its time from there; return until when it is to answer.

    Raises access.NotAllowed, NotPossible, TaskNotPossible (no_task, before_sending: the day lies before the sending or after today).
    """
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.RECEIVE_TASK, dossier_id=dossier_id)
        task = _sent(row, task_id, actor)
        _check_day(task, day, at, "before_sending")
        calendar = looked_up.calendar_of(configuration.current(), task)
        moment = _moment_on(calendar, day, task.sent_at or at)
        due = chains.due(moment, task.days, calendar)
        batch = Batch()
        batch.update("chains_task", "id", task.id, {"received_at": moment, "receipt_known": True, "due_at": due})
        data = {"task": str(task.id), "agency": _name(task), "day": str(day), "due": due.isoformat()}
        beside.write(row=row, action=Action.RECEIVE_TASK, actor=actor, at=at, batch=batch, data=data)
    return due


def answer(*, dossier_id: uuid.UUID, task_id: uuid.UUID, given: Given, actor: Actor, at: dt.datetime) -> None:
    """Key in an answer with its number, day, text and file; the next task in sequence is opened.

    A notice of tax opens the pause for the citizen to pay (status 6). Raises access.NotAllowed, NotPossible, TaskNotPossible
    (no_task, before_sending), InputMissing (text, number, day, amount), InputWrong (amount, day, pay_by), routing.NoCompetentUnit.
    """
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.ANSWER_TASK, dossier_id=dossier_id)
        at = max(at, row.moved_at)
        task = _sent(row, task_id, actor)
        _complete(given)
        _check_document(given, local(at).date())
        came = given.came_on or local(at).date()
        _check_day(task, came, at, "before_sending")
        batch = Batch()
        config, revision = configuration.current(), configuration.revision(row.revision_id)
        calendar = looked_up.calendar_of(config, task)
        batch.update("chains_task", "id", task.id, {
            "answered_at": at if came == local(at).date() else _moment_on(calendar, came, task.sent_at or at),
            "answered_by": uuid.UUID(actor.id), "answer": given.kind.value, "answer_number": given.number.strip()[:80],
            "answer_day": given.day, "answer_sealed": sealing.seal(given.text.strip(), context=looked_up.ANSWERED) if given.text.strip() else None,
            "file_id": given.file_id, "amount": given.amount if given.kind is Answer.TAX_NOTICE else None,
        })  # fmt: skip
        act = moving.Act(config, row, revision, None, actor, at, {}, batch, {}, {}, {})  # type: ignore[arg-type]
        chained.open_next(act, task.id)
        data = {"task": str(task.id), "agency": _name(task), "number": given.number.strip()[:80], "kind": given.kind.value, **act.ledger}
        beside.write(row=row, action=Action.ANSWER_TASK, actor=actor, at=at, batch=batch, data=data, changes=act.changes)
        if given.kind is Answer.TAX_NOTICE:
            _ask_tax(row, task, given, actor, at)


def _ask_tax(row: Dossier, task: Task, given: Given, actor: Actor, at: dt.datetime) -> None:
    assert given.day is not None
    reason = f"Nộp nghĩa vụ tài chính theo Thông báo số {given.number.strip()} ngày {given.day:%d/%m/%Y} của {_name(task)}."
    inputs: dict[str, object] = {"amount": given.amount, "number": given.number.strip(), "day": given.day, "reason": reason}
    if given.pay_by is not None:
        inputs["answer_by"] = given.pay_by
    moving.advance(dossier_id=row.id, action=Action.ASK_TAX, actor=actor, at=at, inputs=inputs)


def _complete(given: Given) -> None:
    """Raise InputMissing where the answer lacks what its kind needs."""
    if given.kind is Answer.TAX_NOTICE:
        for name in ("number", "day", "amount"):
            if not getattr(given, name):
                raise InputMissing(Action.ANSWER_TASK, name)
        if given.amount is None or given.amount <= 0:
            raise InputWrong("amount", "not_an_amount")
    elif not (given.text.strip() or given.number.strip() or given.file_id):
        raise InputMissing(Action.ANSWER_TASK, "text")


def _check_document(given: Given, today: dt.date) -> None:
    """Raise InputWrong where the document's own day, or the day its notice sets for paying, cannot be as it was typed."""
    if given.day is None:
        return
    if given.day > today:
        raise InputWrong("day", "in_the_future")
    if given.day < OLDEST:
        raise InputWrong("day", "too_long_ago")
    if given.kind is Answer.TAX_NOTICE and given.pay_by is not None:
        if given.pay_by < given.day:
            raise InputWrong("pay_by", "before_notice")
        if given.pay_by.year > configuration.current().national.last_year:
            raise InputWrong("pay_by", "outside_calendar")


def _prepared(row: Dossier, sending: Sending) -> Task:
    """Lock a task of the step that waits to be sent. Raises TaskNotPossible."""
    task = _locked(row, sending.task)
    if chains.state_of(looked_up.times_of(task)) is not TaskState.TO_SEND:
        raise TaskNotPossible("sent_before")
    return task


def _free(config: Configuration, row: Dossier, sending: Sending, at: dt.datetime) -> Task:
    """Make a task beside the steps: an opinion or a fact asked of an agency; nothing waits for it but who asked."""
    for name in ("agency", "name", "asked", "days"):
        if not getattr(sending, name):
            raise InputMissing(Action.SEND_TASK, name)
    if not 1 <= sending.days <= MOST_DAYS:
        raise InputWrong("days", "not_days")
    agency = next((a for a in config.agencies if a.id == str(sending.agency)), None)
    if agency is None:
        raise InputWrong("agency", "unknown_agency")
    return models.Task.objects.create(
        dossier_id=row.id, step="", ordinal=90, key="asked", name=sending.name.strip()[:300], agency_id=sending.agency,
        unit_id=row.step_unit_id or row.competent_unit_id, days=sending.days, opened_at=at,
    )  # fmt: skip


def _sent(row: Dossier, task_id: uuid.UUID, actor: Actor) -> Task:
    """Lock a task that was sent and not answered, of the actor's unit or put to it. Raises TaskNotPossible."""
    task = _locked(row, task_id)
    mine = actor.units_as(*(h.role for h in actor.holdings))
    asked = str(task.agency.unit_id) if task.agency is not None and task.agency.unit_id else ""
    if chains.state_of(looked_up.times_of(task)) is not TaskState.SENT or task.child_id is not None:
        raise TaskNotPossible("no_task")
    if not mine & {str(task.unit_id), str(row.step_unit_id), asked}:
        raise TaskNotPossible("no_task")
    return task


def _locked(row: Dossier, task_id: uuid.UUID | None) -> Task:
    task = Task.objects.select_for_update(of=("self",)).select_related("agency", "child").filter(dossier_id=row.id, id=task_id).first()
    if task is None:
        raise TaskNotPossible("no_task")
    return task


def _agency(config: Configuration, task: Task) -> Agency:
    found = next((a for a in config.agencies if a.id == str(task.agency_id)), None)
    if found is None:
        raise TaskNotPossible("no_task")
    if found.unit is not None:
        raise TaskNotPossible("has_account")
    return found


def _number(config: Configuration, row: Dossier, task: Task, sending: Sending, actor: Actor, at: dt.datetime) -> str:
    """Return the number of the slip: the next of the unit's outgoing book, or the one typed with where it comes from."""
    typed, source, unit = sending.number.strip(), sending.source.strip(), books.authority(config, task.unit_id).id
    wanted = Wanted(dossier_id=row.id, about=task.id, words=SLIP_NAME)
    issuing.check_typed(typed, source)
    if typed:
        issuing.take(unit=unit, number=typed, source=source, wanted=wanted, actor=actor, at=at)
        return typed[:80]
    drawn = books.draw(unit=unit, kind=Kind.OUTGOING, wanted=[wanted], actor=actor, at=at)[0]
    return issuing.text_of(config, row, SLIP_NAME, drawn.number, at)


def _receipt(config: Configuration, agency: Agency, day: dt.date | None, at: dt.datetime) -> tuple[dt.datetime, bool]:
    """Return when the agency has what is sent: as it said, at once by e-mail, else presumed by the province's setting."""
    today = local(at).date()
    if day is not None:
        if day != today:
            raise TaskNotPossible("before_sending")
        return at, True
    days = 0 if agency.way is Way.EMAIL else int(str(config.setting("letter_days", today)))
    return chains.presumed_receipt(at, days, config.national), False


def _check_day(task: Task, day: dt.date, at: dt.datetime, why: str) -> None:
    assert task.sent_at is not None
    chains.check_day(day, earliest=local(task.sent_at).date(), today=local(at).date(), why=why)


def _moment_on(calendar: Calendar, day: dt.date, not_before: dt.datetime) -> dt.datetime:
    """Return the end of work of a day, or the moment it may not lie before; a day off counts to the working day after it."""
    return max(calendar.end_of_day(calendar.working_day_from(day)), not_before)


def _slip(
    config: Configuration, row: Dossier, task: Task, agency: Agency, asked: str, number: str, due: dt.datetime, actor: Actor, at: dt.datetime
) -> dict[str, object]:  # fmt: skip
    contact = sealing.unseal(row.contact_sealed, context="dossiers.contact") if row.contact_sealed else {}
    papers = [
        contents.PaperLine(name=p.name, originals=p.originals, certified=p.certified, photocopies=p.copies)
        for p in Paper.objects.filter(dossier_id=row.id).order_by("ordinal")
    ]
    address = models.Agency.objects.values_list("address", flat=True).get(id=agency.id)
    slip = contents.TransferSlip(
        head=slips.head_of(config, books.authority(config, task.unit_id).id, at, number=number, code=row.code),
        dossier=slips.dossier_line(row, contact if isinstance(contact, dict) else {}), agency=agency.name, agency_address=address,
        task=task.name, asked=asked.strip(), papers=tuple(papers), days=task.days, expected_by=due, contact=actor.label, signer=contents.Signer(),
    )  # fmt: skip
    return slips.issued(config=config, slip=slip, row=row, unit=task.unit_id, actor=actor, at=at) | {"id": ids.new()}


def _name(task: Task) -> str:
    return task.agency.name if task.agency is not None else ""
