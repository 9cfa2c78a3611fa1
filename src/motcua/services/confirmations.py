"""Drafts confirmed by whoever asked for them, before they are issued: asked, answered, or taken as right after a set time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.ports.printer import Printer
from motcua.queries import access, actors, configuration
from motcua.services import ledger, result_documents
from motcua.services.dossiers import beside, clocks
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Confirmation, Dossier, Result
from motcua.storage.writes import Batch

CONTEXT = "dossiers.confirmation"
WAYS = ("phone", "counter")
ASKED = "dossier.asked"  # topic of messages that ask the citizen something beside a move


class NothingToConfirm(LookupError):
    """There is no draft of ours to show, or no open question to answer."""


@dataclass(frozen=True)
class Asked:
    """A confirmation as pages show it: `answer` is yes, wrong, silence, dropped, or empty while it is open."""

    asked_at: dt.datetime
    due_at: dt.datetime
    answer: str
    how: str
    text: str
    answered_at: dt.datetime | None


def ask(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Send the draft to whoever asked for it: they say whether it is right within the hours the procedure, else the rule, gives.

    Raises access.NotAllowed, NotPossible (also where a question is open: confirmation_open), NothingToConfirm.
    """
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.ASK_CONFIRM, dossier_id=dossier_id)
        at = max(at, row.moved_at)
        if _open(row.id) is not None:
            raise NotPossible(Action.ASK_CONFIRM, Status(row.status), "confirmation_open")
        drafts = list(Result.objects.filter(dossier_id=row.id, replaced_at=None, number="", source="").order_by("created_at", "id"))
        if not drafts:
            raise NothingToConfirm(str(dossier_id))
        config, day = configuration.current(), local(at).date()
        kind = next(k for k in configuration.revision(row.revision_id).results if k.key == drafts[0].key)
        hours = kind.confirm_hours or int(str(config.setting("draft_confirmation_hours", day)))
        due_at, new, batch = clocks.hours_due(config, row.competent_unit_id, at, hours), ids.new(), Batch()
        batch.insert("dossiers_confirmation", [
            {"id": new, "dossier_id": row.id, "result_id": drafts[0].id, "asked_at": at, "asked_by": actor.id, "due_at": due_at,
             "answer": "", "how": "", "text_sealed": None, "answered_at": None, "answered_by": ""}
        ])  # fmt: skip
        body = {"dossier": str(row.id), "code": row.code, "action": Action.ASK_CONFIRM.value, "after": row.status,
                "at": at.isoformat(), "answer_due": due_at.isoformat()}  # fmt: skip
        batch.insert("ledger_message", ledger.messages(learner=row.learner, topic=ASKED, chain=row.id, body=body, at=at))
        data = {"confirmation": str(new), "result": str(drafts[0].id), "answer_due": due_at.isoformat()}
        beside.write(row=row, action=Action.ASK_CONFIRM, actor=actor, at=at, batch=batch, data=data)
    return new


def answer(*, dossier_id: uuid.UUID, says: str, actor: Actor, at: dt.datetime, text: str = "", how: str = "") -> None:
    """Note what the citizen says of the draft: `yes`, or `wrong` with what is wrong; staff say how they were told.

    A `yes` beside which something wrong is written is not taken as either.
    Raises access.NotAllowed, NotPossible, NothingToConfirm, InputMissing(text), InputWrong(says, how).
    """
    if says not in ("yes", "wrong"):
        raise InputWrong("says", "yes_or_wrong")
    if says == "yes" and text.strip():
        raise InputWrong("says", "yes_with_text")
    if says == "wrong" and not text.strip():
        raise InputMissing(Action.ANSWER_CONFIRM, "text")
    if actor.kind is ActorKind.CITIZEN:
        how = "portal"
    elif how not in WAYS:
        raise InputWrong("how", "phone_or_counter")
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.ANSWER_CONFIRM, dossier_id=dossier_id)
        found = _open(row.id)
        if found is None:
            raise NothingToConfirm(str(dossier_id))
        sealed = sealing.seal(text.strip()[:2000], context=CONTEXT) if says == "wrong" else None
        _settle(row, found, says, how, sealed, actor, max(at, row.moved_at))


def take_silence(*, at: dt.datetime) -> int:
    """Take every draft as right whose time has passed without an answer, and note it as silence; return how many."""
    count = 0
    for dossier_id in Confirmation.objects.filter(answered_at=None, due_at__lte=at).values_list("dossier_id", flat=True):
        with transaction.atomic():
            row = Dossier.objects.select_for_update().get(id=dossier_id)
            found = _open(row.id)
            if found is not None and found.due_at <= at:
                _settle(row, found, "silence", "", None, actors.SYSTEM, max(at, row.moved_at))
                count += 1
    return count


def waits(dossier_id: uuid.UUID) -> bool:
    """Return whether a draft of the dossier waits for its confirmation."""
    return _open(dossier_id) is not None


def of_dossier(dossier_id: uuid.UUID) -> list[Asked]:
    """Return what was asked and answered, oldest first."""
    return [
        Asked(c.asked_at, c.due_at, c.answer, c.how, str(sealing.unseal(c.text_sealed, context=CONTEXT) or ""), c.answered_at)
        for c in Confirmation.objects.filter(dossier_id=dossier_id).order_by("asked_at")
    ]


def draft_pdf(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Return the draft the citizen is asked about, and record the reading.

    Raises access.NotAllowed, NothingToConfirm where no question is open, PrintFailed.
    """
    row = access.get(actor, Action.ANSWER_CONFIRM, dossier_id)
    found = _open(row.id)
    draft = Result.objects.filter(id=found.result_id, replaced_at=None).first() if found else None
    if draft is None:
        raise NothingToConfirm(str(dossier_id))
    page = result_documents.lay_out(row=row, draft=draft, at=at)
    ledger.read(actor=actor, at=at, purpose="draft_confirmation", dossier_ids=[row.id])
    return printer.render(page.template, page.data)


def _open(dossier_id: uuid.UUID) -> Confirmation | None:
    return Confirmation.objects.filter(dossier_id=dossier_id, answered_at=None).first()


def _settle(row: Dossier, found: Confirmation, says: str, how: str, sealed: bytes | None, actor: Actor, at: dt.datetime) -> None:
    batch = Batch()
    changes: Mapping[str, object] = {
        "answer": says, "how": how, "text_sealed": sealed, "answered_at": at, "answered_by": actor.id,
    }  # fmt: skip
    batch.update("dossiers_confirmation", "id", found.id, changes)
    data = {"confirmation": str(found.id), "answer": says, "how": how}
    beside.write(row=row, action=Action.ANSWER_CONFIRM, actor=actor, at=at, batch=batch, data=data)
