"""From a posted form to the service: sending to an agency, its receipt, its answer, and the proof that a tax was paid."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from motcua.domain.dossiers.chains import Answer, TaskNotPossible
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.services.dossiers import moving, tasks
from motcua.services.dossiers.effects import InputWrong
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.dossiers.tasks import Given as Answered
from motcua.services.dossiers.tasks import Sending
from motcua.web.shared.dossiers import given, kept_files

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_acts import Given

PROOF = "tax_proof"  # the component under which a proof of payment is kept
PROOF_NAME = "Chứng từ nộp tiền vào ngân sách nhà nước"


def send(g: Given) -> uuid.UUID:
    """Send to an agency and return the slip. Raises what `tasks.send` raises."""
    prepared = None if g.text("task") in ("", "other") else _id(g.text("task"))
    agency = None if prepared or not g.text("agency") else _id(g.text("agency"))
    sending = Sending(
        task=prepared, agency=agency, name=g.text("name"), days=given.whole(g.data, "days"), asked=g.text("asked"), number=g.text("number"),
        source=g.text("source"), received_on=local(g.at).date() if g.text("received") else None,
    )  # fmt: skip
    return tasks.send(dossier_id=g.dossier_id, sending=sending, actor=g.actor, at=g.at).slip_id


def received(g: Given) -> None:
    """Note when an agency received what was sent."""
    day = given.day(g.data, "day", g.action)
    assert day is not None
    tasks.received(dossier_id=g.dossier_id, task_id=_id(g.text("task")), day=day, actor=g.actor, at=g.at)


def answer(g: Given) -> None:
    """Key in an agency's answer with its document."""
    try:
        kind = Answer(g.text("kind"))
    except ValueError:
        raise InputWrong("kind", "unknown_arrival") from None
    amount: object = None
    if kind is Answer.TAX_NOTICE and g.text("amount"):
        amount = given.amount(g.data, "amount")
        if not isinstance(amount, int):
            raise InputWrong("amount", "not_an_amount")
    kept = kept_files.stored(g.request, "document")
    answered = Answered(
        kind=kind, number=g.text("number"), day=given.day(g.data, "day", g.action, required=False), text=g.text("text"),
        file_id=kept[0] if kept else None, came_on=given.day(g.data, "came", g.action, required=False),
        amount=amount if isinstance(amount, int) else None, pay_by=given.day(g.data, "pay_by", g.action, required=False),
    )  # fmt: skip
    tasks.answer(dossier_id=g.dossier_id, task_id=_id(g.text("task")), given=answered, actor=g.actor, at=g.at)


def pay_tax(g: Given) -> None:
    """Take the proof that the tax was paid, and go on."""
    day = given.day(g.data, "day", g.action)
    files = kept_files.stored(g.request, "proof")
    take_proof(dossier_id=g.dossier_id, number=g.text("number"), day=day, files=files, actor=g.actor, at=g.at)


def take_proof(
    *, dossier_id: uuid.UUID, number: str, day: dt.date | None, files: tuple[uuid.UUID, ...], actor: object, at: dt.datetime
) -> None:  # fmt: skip
    """Make the move with the proof as a paper of the dossier; on paper only it counts as one copy."""
    if not number:
        raise InputMissing(Action.PAY_TAX, "number")
    paper = GivenPaper(component=PROOF, name=PROOF_NAME, files=files, copies=0 if files else 1)
    inputs: dict[str, object] = {"number": number, "day": day, "papers": [paper]}
    moving.advance(dossier_id=dossier_id, action=Action.PAY_TAX, actor=actor, at=at, inputs=inputs)  # type: ignore[arg-type]


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise TaskNotPossible("no_task") from None
