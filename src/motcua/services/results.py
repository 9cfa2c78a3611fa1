"""The result of a dossier: its document, number and date, drafted by the officer, fixed when it is issued."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import STANDING, Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import IssuedBy, ResultKind
from motcua.queries import access, certified, configuration, standings
from motcua.services import ledger
from motcua.services.dossiers import signatures
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.writes import Batch

NUMBER, SOURCE = 80, 120  # letters kept of what another system gave


class NumberIsDrawn(ValueError):
    """The result is issued here: its number is drawn from the outgoing book when it is issued, never typed before."""


class SourceIsOurs(ValueError):
    """This result is issued here: no other system delivers it."""


class SourceMissing(ValueError):
    """The result is issued by a sector system: its number, day and source are received or keyed in, never made here."""


def draft(
    *,
    dossier_id: uuid.UUID,
    actor: Actor,
    at: dt.datetime,
    number: str = "",
    issued_on: dt.date | None = None,
    key: str = "",
    source: str = "",
    file_id: uuid.UUID | None = None,
    content: str = "",
    action: Action = Action.SET_RESULT,
) -> uuid.UUID:
    """Set the result of a dossier in progress: the earlier draft is replaced, never lost.

    `content` is what the officer writes for the document: one paragraph (article of a decision) a line. A result of ours
    has neither number nor day before it is issued; one from elsewhere comes with number, day and source, or with none of them
    while its draft is to be confirmed; what a head has signed is sent back before it changes; what was certified carries the numbers of the certification book. A question about the earlier text is closed with it; a number alone leaves it open. `action` is DELIVER_RESULT where a sector's system brings the result itself.

    Raises access.NotAllowed, NotPossible, SourceMissing, NumberIsDrawn, InputMissing, InputWrong.
    """
    with transaction.atomic():
        row = access.lock(actor, action, dossier_id)
        if Status(row.status) not in STANDING[action]:
            raise NotPossible(action, Status(row.status))
        revision = configuration.revision(row.revision_id)
        kind = _kind(revision.results, key)
        if action is Action.DELIVER_RESULT and kind.issued_by is not IssuedBy.SECTOR:
            raise SourceIsOurs(kind.key)
        check_number(kind, number=number, issued_on=issued_on, source=source)
        if kind.issued_by is IssuedBy.HERE and not source.strip() and row.step_role == Role.RECORDS.value and standings.signed(row):
            raise NotPossible(action, Status(row.status), "changed_after_signing")
        at = max(at, row.moved_at)
        _check_typed(row, number=number, issued_on=issued_on, source=source, at=at)
        if kind.issued_by is IssuedBy.HERE and not source.strip() and (certificate := certified.number_of(row.id)):
            number, issued_on = certificate, local(row.accepted_at or at).date()  # numbered in the book of certification
        result_id = ids.new()
        batch = Batch()
        batch.add(
            "UPDATE dossiers_result SET replaced_at = %s WHERE dossier_id = %s AND key = %s AND replaced_at IS NULL",
            [at, row.id, kind.key],
        )
        batch.add(*_question(row.id, result_id, at, numbered=bool(number.strip())))
        batch.insert("dossiers_result", [
            {"id": result_id, "dossier_id": row.id, "key": kind.key, "name": kind.name.vi[:300], "code": kind.code,
             "number": number.strip(), "issued_on": issued_on, "source": source.strip(), "file_id": file_id,
             "signed": False,
             "content_sealed": sealing.seal(content.strip(), context="dossiers.result") if content.strip() else None,
             "created_at": at, "created_by": uuid.UUID(actor.id), "replaced_at": None, "book_line": None, "signature_id": None}
        ])  # fmt: skip
        entry, no, head = ledger.entry(
            chain=row.id, head_no=row.head_no, head=row.head, at=at, action=action.value, actor=actor,
            before=row.status, after=row.status, step=row.step, unit=row.step_unit_id,
            data={"result": str(result_id), "kind": kind.key, "number": number.strip(), "source": source.strip()}
            | ({"instead_of": absent} if (absent := signatures.instead_of(row, actor)) else {}),
        )  # fmt: skip
        batch.insert("ledger_entry", [entry])
        batch.update("dossiers_dossier", "id", row.id, {"head_no": no, "head": head, "moved_at": at})
        body = {"dossier": str(row.id), "code": row.code, "action": action.value, "at": at.isoformat()}
        batch.insert("ledger_message", ledger.messages(learner=row.learner, topic="dossier.result", chain=row.id, body=body, at=at))
        batch.write()
    return result_id


def _question(dossier_id: uuid.UUID, result_id: uuid.UUID, at: dt.datetime, *, numbered: bool) -> tuple[str, list[object]]:
    """Return what becomes of an open question about the draft: a number alone leaves it open, another text closes it."""
    if numbered:
        return (
            "UPDATE dossiers_confirmation SET result_id = %s WHERE dossier_id = %s AND answered_at IS NULL", [result_id, dossier_id]
        )  # fmt: skip
    return (
        "UPDATE dossiers_confirmation SET answer = 'dropped', answered_at = %s WHERE dossier_id = %s AND answered_at IS NULL",
        [at, dossier_id],
    )


def check_number(kind: ResultKind, *, number: str, issued_on: dt.date | None, source: str) -> None:
    """Raise SourceMissing, InputMissing or NumberIsDrawn unless the number is where this kind of result has it from."""
    elsewhere = kind.issued_by is IssuedBy.SECTOR or bool(source.strip())
    if not elsewhere:
        if number.strip() or issued_on is not None:
            raise NumberIsDrawn(kind.key)
        return
    if not number.strip() and issued_on is None and not source.strip():
        return  # a draft to be confirmed: the number comes when its system has issued it
    if not source.strip():
        raise SourceMissing(kind.system)
    if not number.strip():
        raise InputMissing(Action.SET_RESULT, "number")
    if issued_on is None:
        raise InputMissing(Action.SET_RESULT, "issued_on")


def _check_typed(row: Dossier, *, number: str, issued_on: dt.date | None, source: str, at: dt.datetime) -> None:
    """Raise InputWrong for a number or source longer than is kept, and for a day before the dossier or after today."""
    if len(number.strip()) > NUMBER:
        raise InputWrong("number", "too_long")
    if len(source.strip()) > SOURCE:
        raise InputWrong("source", "too_long")
    if issued_on is not None and issued_on > local(at).date():
        raise InputWrong("issued_on", "in_the_future")
    if issued_on is not None and issued_on < local(row.filed_at).date():
        raise InputWrong("issued_on", "before_the_dossier")


def _kind(kinds: tuple[ResultKind, ...], key: str) -> ResultKind:
    for kind in kinds:
        if kind.key == key or not key:
            return kind
    raise ValueError(f"the procedure has no result {key!r}")
