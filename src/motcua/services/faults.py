"""Wrong by our own fault: admitted with unit, role and cause, made good free of charge, and told with an apology."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.dossiers import faults
from motcua.domain.dossiers.faults import ARTICLE, RELIEF, FaultKind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import IssuedBy
from motcua.queries import configuration
from motcua.queries import faults as looked_up
from motcua.services import ledger
from motcua.services.confirmations import ASKED
from motcua.services.dossiers import beside, signatures, travels
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing
from motcua.storage.corrections.models import Fault
from motcua.storage.dossiers.models import Dossier, Result, StepRun
from motcua.storage.writes import Batch

CONTEXT = "corrections.fault"


@dataclass(frozen=True)
class Admission:
    """What is admitted: by which unit and role it went wrong, why, in words; and what a corrected document says."""

    unit: str
    role: str
    cause: str
    words: str
    content: str = ""


def admit(*, dossier_id: uuid.UUID, kind: FaultKind, given: Admission, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Admit a fault: responsibility is recorded, what makes it good costs nothing, the citizen gets an apology.

    For a wrong result of ours the head signs what the right document says: `services.reissuing` issues it. Raises
    access.NotAllowed, NotPossible (fault_open), InputMissing(words), InputWrong(unit, role, cause), signing.MayNotSign.
    """
    rule = faults.RULES[kind]
    with transaction.atomic():
        row = beside.locked(actor=actor, action=rule.action, dossier_id=dossier_id)
        at = max(at, row.moved_at)
        _check(row, kind, given)
        new, batch, config = ids.new(), Batch(), configuration.current()
        wrong = _wrong(row) if kind is FaultKind.WRONG_RESULT else None
        signature = None
        if wrong is not None and wrong.source == "":
            signature = signatures.given(config, row, actor, unit_id=row.competent_unit_id, at=at)
            batch.insert("dossiers_signature", [signature])
        batch.insert("corrections_fault", [
            {"id": new, "dossier_id": row.id, "kind": kind.value, "unit_id": uuid.UUID(given.unit), "role": given.role,
             "cause": given.cause, "words_sealed": sealing.seal(given.words.strip(), context=CONTEXT),
             "content_sealed": sealing.seal(given.content.strip(), context="dossiers.result") if given.content.strip() else None,
             "signature_id": signature["id"] if signature else None, "wrong_id": wrong.id if wrong else None, "right_id": None,
             "admitted_at": at, "admitted_on": local(at).date(), "admitted_by": uuid.UUID(actor.id), "settled_at": None,
             "settled_by": None, "settled_sealed": None}
        ])  # fmt: skip
        _free(batch, row, rule.free, at)
        tell(batch, row, rule.action, at)
        data: dict[str, object] = {"fault": str(new), "fault_kind": kind.value, "of_unit": given.unit, "role": given.role, "cause_of": given.cause}
        if (call := travels.call_for(batch, row, rule.action, at)) is not None:
            data["call"] = call
        if signature is not None:
            data |= {"signature": str(signature["id"]), "capacity": signature["capacity"]}
        beside.write(row=row, action=rule.action, actor=actor, at=at, batch=batch, data=data)
    return new


def settle(*, dossier_id: uuid.UUID, words: str, actor: Actor, at: dt.datetime) -> int:
    """Note that what was admitted is made good, and how; return how many faults that settles.

    Raises access.NotAllowed, NotPossible (no_fault; not_reissued: the right result is not issued yet), InputMissing(words).
    """
    if not words.strip():
        raise InputMissing(Action.SETTLE_FAULT, "words")
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.SETTLE_FAULT, dossier_id=dossier_id)
        found = list(Fault.objects.filter(dossier_id=row.id, settled_at=None))
        if not found:
            raise NotPossible(Action.SETTLE_FAULT, Status(row.status), "no_fault")
        if any(one.signature_id is not None and one.right_id is None for one in found):
            raise NotPossible(Action.SETTLE_FAULT, Status(row.status), "not_reissued")
        at, batch = max(at, row.moved_at), Batch()
        batch.add(
            "UPDATE corrections_fault SET settled_at = %s, settled_by = %s, settled_sealed = %s WHERE dossier_id = %s AND settled_at IS NULL",
            [at, uuid.UUID(actor.id), sealing.seal(words.strip(), context=CONTEXT), row.id],
        )
        data = {"faults": [str(one.id) for one in found]}
        beside.write(row=row, action=Action.SETTLE_FAULT, actor=actor, at=at, batch=batch, data=data)
    return len(found)


def units_of(row: Dossier) -> tuple[str, ...]:
    """Return the units that had to do with a dossier: one of them is responsible."""
    had = StepRun.objects.filter(dossier_id=row.id).values_list("unit_id", flat=True)
    found = [row.competent_unit_id, row.received_unit_id, row.return_unit_id, row.help_unit_id, *had]
    return tuple(dict.fromkeys(str(unit) for unit in found if unit is not None))


def tell(batch: Batch, row: Dossier, action: Action, at: dt.datetime) -> None:
    """Tell the citizen of an act beside the status."""
    body = {"dossier": str(row.id), "code": row.code, "action": action.value, "after": row.status, "at": at.isoformat()}
    batch.insert("ledger_message", ledger.messages(learner=row.learner, topic=ASKED, chain=row.id, body=body, at=at))


def _check(row: Dossier, kind: FaultKind, given: Admission) -> None:
    action = faults.RULES[kind].action
    if kind in looked_up.open_of(row.id):
        raise NotPossible(action, Status(row.status), "fault_open")
    if given.unit not in units_of(row):
        raise InputWrong("unit", "not_involved")
    if given.role not in {role.value for role in faults.ROLES}:
        raise InputWrong("role", "unknown_role")
    if given.cause not in {cause.value for cause in faults.RULES[kind].causes}:
        raise InputWrong("cause", "unknown_fault_cause")
    if not given.words.strip():
        raise InputMissing(action, "words")


def _wrong(row: Dossier) -> Result | None:
    """Return the result that stands: ours first, since it is the one that is issued again."""
    ours = {k.key for k in configuration.revision(row.revision_id).results if k.issued_by is IssuedBy.HERE}
    found = list(Result.objects.filter(dossier_id=row.id, replaced_at=None).exclude(number="").order_by("created_at"))
    return next((r for r in found if r.key in ours and not r.source), found[0] if found else None)


def _free(batch: Batch, row: Dossier, name: str, at: dt.datetime) -> None:
    """Put a line of 0 đồng among the fees: it stands there that the citizen pays nothing, and why."""
    batch.insert("fees_feedue", [
        {"id": ids.new(), "dossier_id": row.id, "key": RELIEF, "name": name, "kind": "phi", "quantity": 1, "amount": 0, "before": None,
         "relief": RELIEF, "relief_basis": ARTICLE, "basis": ARTICLE, "made_at": at, "paid_at": None, "cancelled_at": None}
    ])  # fmt: skip


