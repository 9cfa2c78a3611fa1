"""Effects of moves on what travels and what is late: results by post, proposals to stop, apologies, calls to make."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers import apologies
from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers.apologies import Cause
from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.states import DeliveryStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.papers import rights
from motcua.domain.papers.transfers import OPEN
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import chasing
from motcua.services.dossiers.moving import Act
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Bundle, TransferLine
from motcua.storage.writes import Batch

# What somebody without telephone and e-mail has to be called for: the citizen must do something, or must know.
CALLED_FOR = frozenset({
    Action.ASK_INTAKE, Action.ASK_PAPERS, Action.ASK_FEE, Action.ASK_TAX, Action.REFUSE_INTAKE, Action.EXTEND, Action.STOP, Action.HAND_RESULT,
    Action.VOID, Action.CORRECT, Action.REDATE, Action.CHANGE_UNIT,
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
    """Put the stop before the head, with its reason; the dossier stays where it is.

    Another reason takes the place of the first. Raises NotPossible (stop_proposed) where the same is proposed already.
    """
    reason = str(act.inputs["reason"])
    if chasing.proposal(act.row.id) == reason:
        raise NotPossible(Action.PROPOSE_STOP, Status(act.row.status), "stop_proposed")
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
    call_id = call_for(act.batch, act.row, act.moved.action, act.at)
    if call_id is not None:
        act.ledger["call"] = call_id


def call_for(batch: Batch, row: Dossier, about: Action, at: dt.datetime) -> str | None:
    """Put whoever left neither telephone nor e-mail on the call list; return the call's id, None where a message reaches them."""
    contact = sealing.unseal(row.contact_sealed, context="dossiers.contact") or {}
    if isinstance(contact, dict) and (contact.get("phone") or contact.get("email")):
        return None
    call_id = ids.new()
    batch.insert("papers_call", [
        {"id": call_id, "dossier_id": row.id, "unit_id": row.received_unit_id, "about": about.value, "made_at": at, "settled_at": None}
    ])  # fmt: skip
    return str(call_id)


def give_back(act: Act) -> tuple[contents.PaperLine, ...]:
    """Give papers back with the result, and keep the letter of who came for it; the bundles that lie here are the citizen's then.

    What is not ticked stays in the dossier. Raises InputWrong for papers that lie elsewhere.
    """
    wanted = {str(one) for one in act.inputs.get("back") or ()}  # type: ignore[attr-defined]
    letter = act.inputs.get("letter")
    if letter is not None:
        _keep_letter(act, letter)
    if not wanted:
        return ()
    here = lying_here(act.row.id, act.actor)
    papers = [p for p in Paper.objects.filter(dossier_id=act.row.id, id__in=wanted).order_by("ordinal") if p.originals + p.certified + p.copies]
    if not here or len(papers) != len(wanted):
        raise InputWrong("back", "not_here")
    act.batch.insert("papers_givenback", [
        {"id": ids.new(), "dossier_id": act.row.id, "paper_id": p.id, "originals": p.originals, "certified": p.certified,
         "copies": p.copies, "at": act.at, "by": act.actor.id} for p in papers
    ])  # fmt: skip
    act.batch.add(
        "UPDATE papers_bundle SET holder = 'citizen', unit_id = NULL, person = NULL, since = GREATEST(since, %s), changed_by = %s "
        "WHERE id = ANY(%s::uuid[])",
        [act.at, act.actor.id, [b.id for b in here]],
    )
    act.ledger |= {"back": [p.component for p in papers]}
    return tuple(contents.PaperLine(name=p.name, originals=p.originals, certified=p.certified, photocopies=p.copies) for p in papers)


def lying_here(dossier_id: uuid.UUID, actor: Actor) -> list[Bundle]:
    """Return the bundles of a dossier that lie in a unit of the actor and are not on their way."""
    units = sorted(actor.units_as(*rights.HOLDERS))
    moving = TransferLine.objects.filter(dossier_id=dossier_id, state__in=OPEN).values_list("bundle_id", flat=True)
    found = Bundle.objects.filter(dossier_id=dossier_id, holder="unit", unit_id__in=units).order_by("ordinal")
    return [b for b in found if b.id not in set(moving)]


def _keep_letter(act: Act, letter: object) -> None:
    kept = {"number": letter.number, "day": str(letter.day), "certified_by": letter.certified_by}  # type: ignore[attr-defined]
    act.batch.insert("papers_authorisation", [
        {"id": ids.new(), "dossier_id": act.row.id, "kind": letter.kind, "file_id": letter.scan,  # type: ignore[attr-defined]
         "letter_sealed": sealing.seal(kept | {"name": str(act.inputs["received_by"])}, context="papers.letter"),
         "at": act.at, "by": act.actor.id}
    ])  # fmt: skip
    act.ledger["letter"] = letter.kind  # type: ignore[attr-defined]
