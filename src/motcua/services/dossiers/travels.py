"""Effects of moves on what travels and what is late: results by post, proposals to stop, apologies, calls to make."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers import apologies
from motcua.domain.dossiers.apologies import Cause
from motcua.domain.dossiers.states import DeliveryStatus
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.services.dossiers.moving import Act
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing

# What somebody without telephone and e-mail has to be called for: the citizen must do something, or must know.
CALLED_FOR = frozenset({
    Action.ASK_INTAKE, Action.ASK_PAPERS, Action.ASK_FEE, Action.REFUSE_INTAKE, Action.EXTEND, Action.STOP, Action.HAND_RESULT,
})  # fmt: skip


def post_result(act: Act) -> None:
    """The result leaves by post."""
    act.changes["delivery_status"] = int(DeliveryStatus.POSTED)
    act.ledger["waybill"] = str(act.inputs["waybill"])


def deliver(act: Act) -> None:
    """The post has delivered the result: the dossier is at its end."""
    act.changes |= {"returned_at": act.at, "delivery_status": int(DeliveryStatus.DELIVERED)}
    if act.inputs.get("waybill"):
        act.ledger["waybill"] = str(act.inputs["waybill"])


def take_back(act: Act) -> None:
    """The post brought the result back: it waits at the counter again."""
    act.changes["delivery_status"] = int(DeliveryStatus.AT_COUNTER)


def propose_stop(act: Act) -> None:
    """Put the stop before the head, with its reason; the dossier stays where it is. Raises InputWrong."""
    reason = str(act.inputs["reason"])
    act.batch.add(
        "INSERT INTO papers_stopproposal (id, dossier_id, unit_id, reason_sealed, at, by) VALUES (%s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (dossier_id) WHERE settled_at IS NULL DO UPDATE SET reason_sealed = EXCLUDED.reason_sealed, "
        "at = EXCLUDED.at, by = EXCLUDED.by",
        [ids.new(), act.row.id, act.row.competent_unit_id, sealing.seal(reason, context="papers.stop"), act.at, uuid.UUID(act.actor.id)],
    )


def settle_proposal(act: Act) -> None:
    """A proposal to stop is settled when the dossier is stopped, or goes on after all."""
    act.batch.add(
        "UPDATE papers_stopproposal SET settled_at = %s WHERE dossier_id = %s AND settled_at IS NULL", [act.at, act.row.id]
    )


def apologise(act: Act, until: dt.datetime, promised: dt.datetime | None) -> None:
    """Keep the apology: the unit at fault, the class of the cause, and whether it is in time. Raises InputWrong."""
    try:
        cause = Cause(str(act.inputs["cause"]))
    except ValueError:
        raise InputWrong("cause", "unknown_cause") from None
    row = act.row
    heads = act.actor.reach_as(Role.HEAD)
    fault = row.step_unit_id if str(row.step_unit_id) in heads else row.competent_unit_id
    in_time = apologies.in_time(act.at, promised, act.config.calendar(fault))
    act.batch.insert("papers_apology", [
        {"id": ids.new(), "dossier_id": row.id, "unit_id": fault, "cause": cause.value, "number": row.code, "sent_at": act.at,
         "until": until, "in_time": in_time, "signed_by": uuid.UUID(act.actor.id)}
    ])  # fmt: skip
    act.ledger |= {"until": until.isoformat(), "in_time": in_time, "cause": cause.value, "fault": str(fault)}


def call(act: Act) -> None:
    """Put the citizen on the call list when the move concerns them and they left neither telephone nor e-mail."""
    if act.moved.action not in CALLED_FOR:
        return
    contact = sealing.unseal(act.row.contact_sealed, context="dossiers.contact") or {}
    if isinstance(contact, dict) and (contact.get("phone") or contact.get("email")):
        return
    call_id = ids.new()
    act.batch.insert("papers_call", [
        {"id": call_id, "dossier_id": act.row.id, "unit_id": act.row.received_unit_id, "about": act.moved.action.value,
         "made_at": act.at, "settled_at": None}
    ])  # fmt: skip
    act.ledger["call"] = str(call_id)
