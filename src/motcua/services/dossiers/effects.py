"""What each move does beside changing the status: one function an action, found by name in one table."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers.slips import SlipNotInForm
from motcua.domain.dossiers.states import DeliveryStatus, PaymentStatus, Status
from motcua.domain.dossiers.transitions import Action, ClockEffect
from motcua.domain.hours import local
from motcua.domain.procedures.revision import Channel
from motcua.queries import chains, dossier_parts, prices
from motcua.services import receipts
from motcua.services.dossiers import (
    chained,
    clocks,
    correcting,
    fees,
    issuing,
    opening,
    reasons,
    signatures,
    slips,
    steps,
    travels,
    waits,
)
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.dossiers.moving import Act
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Result
from motcua.storage.papers.models import Paper

UNSAID = "Không đủ điều kiện giải quyết theo quy định."


def apply(act: Act) -> None:
    """Add the effects of the move to its batch and changes. Raises InputWrong, InputMissing."""
    _EFFECTS.get(act.moved.action, _nothing)(act)
    travels.call(act)
    if act.moved.action is Action.ISSUE:
        issuing.unnumbered(act)
    if issuing.issues(act):
        issuing.number_results(act)
    if act.moved.clock is ClockEffect.END:
        _end(act)


def _nothing(act: Act) -> None:
    return


def _accept(act: Act) -> None:
    row = act.row
    rule = act.revision.rule(Channel(row.channel), row.case or None)
    if rule is None or rule.limit is None:
        raise InputWrong("procedure", "no_limit")
    legal = prices.limit_of(rule.limit)
    promised, basis = prices.promised(
        act.config, act.revision, legal=legal, channel=Channel(row.channel), on=local(act.at).date()
    )
    act.changes |= opening.accepted_columns(
        act.config, row.received_unit_id, clocks.Limits(legal, promised, basis), act.at
    )
    _answered(act)
    for name, value in act.changes.items():
        setattr(row, name, value) if name not in ("status", "moved_at") else None
    papers = [
        GivenPaper(component=p.component, name=p.name, originals=p.originals, certified=p.certified, copies=p.copies,
                   files=(p.id,) if p.electronic else ())
        for p in Paper.objects.filter(dossier_id=row.id).order_by("ordinal")
    ]  # fmt: skip
    act.slip = slips.receipt_row(config=act.config, row=row, revision=act.revision, papers=papers,
                                 contact=_contact(act), actor=act.actor, at=act.at)  # fmt: skip
    act.ledger["appointment"] = waits.iso(row.appointment_at)


def _ask_intake(act: Act) -> None:
    waits.ask(act, stage="intake")
    act.changes["intake_requests"] = act.row.intake_requests + 1
    _answered(act)
    if act.inputs.get("basis"):
        act.ledger |= {"basis": str(act.inputs["basis"]), "approved_by": str(act.inputs["approved_by"])}
    _supplement_slip(act)


def _answer_intake(act: Act) -> None:
    waits.answer(act)
    day = local(act.at).date()
    act.changes["answer_due_at"] = clocks.answer_due(act.config, act.row.received_unit_id, act.at, day)


def _answered(act: Act) -> None:
    """The filing has its answer; whether the first one came in time stays with the dossier."""
    due = act.row.answer_due_at
    if act.row.answered_in_time is None and due is not None:
        act.changes["answered_in_time"] = act.at <= due
    act.changes["answer_due_at"] = None


def _refuse_intake(act: Act) -> None:
    _answered(act)
    act.changes["reason_sealed"] = reasons.sealed(act.inputs["reason"], act.inputs.get("basis"))
    _refusal_slip(act, reason=str(act.inputs["reason"]), basis=str(act.inputs.get("basis", "")), by=act.actor.label)


def _ask_papers(act: Act) -> None:
    restart = bool(act.inputs.get("restart"))
    waits.ask(act, stage="appraisal")
    waits.pause(act, kind="papers", restart=restart)
    act.changes["restart"] = restart
    _supplement_slip(act)


def _answer_papers(act: Act) -> None:
    waits.answer(act)
    waits.unpause(act)
    travels.settle_proposal(act)


def _ask_fee(act: Act) -> None:
    amount = act.inputs["amount"]
    if not isinstance(amount, int) or amount <= 0:
        raise InputWrong("amount", "not_an_amount")
    waits.ask(act, stage="appraisal", kind="fee", amount=amount)
    waits.pause(act, kind="payment", restart=False)
    act.changes |= {"payment_status": int(PaymentStatus.DUE), "fee_total": act.row.fee_total + amount}
    act.batch.insert("fees_feedue", [
        {"id": ids.new(), "dossier_id": act.row.id, "key": "asked", "name": str(act.inputs["reason"])[:300], "kind": "phi",
         "quantity": 1, "amount": amount, "before": None, "relief": "", "relief_basis": "",
         "basis": str(act.inputs.get("basis", ""))[:300], "made_at": act.at,
         "paid_at": None, "cancelled_at": None}
    ])  # fmt: skip
    act.ledger["amount"] = amount


def _pay_fee(act: Act) -> None:
    waits.close(act, "fee")
    waits.unpause(act)
    travels.settle_proposal(act)
    given = act.inputs.get("receipt")  # the receipt of a visit covers this dossier and others: issued before the move
    issued = given if isinstance(given, receipts.Issued) else _receipt(act)
    act.changes["payment_status"] = int(PaymentStatus.PAID)
    act.ledger |= issued.note(act.row.id)


def _pay_tax(act: Act) -> None:
    chained.pay_tax(act)
    travels.settle_proposal(act)


def _receipt(act: Act) -> receipts.Issued:
    """Issue the receipt for everything still due. Raises InputWrong for an unknown way or a reference used before."""
    taking = receipts.Taking(
        way=str(act.inputs.get("way") or "cash"), payer=_contact(act).get("name") or act.row.owner_name,
        reference=str(act.inputs.get("reference") or ""),
    )  # fmt: skip
    dues = fees.open_dues([act.row])
    if not dues:
        raise fees.NothingDue(act.row.code)
    try:
        return receipts.issue(
            act.batch, config=act.config, unit_id=act.row.received_unit_id, dues=dues, taking=taking, actor=act.actor, at=act.at
        )
    except receipts.UnknownWay:
        raise InputWrong("way", "unknown_way") from None
    except receipts.ReferenceUsed:
        raise InputWrong("reference", "used_before") from None


def _extend(act: Act) -> None:
    until = act.inputs["until"]
    if not isinstance(until, dt.datetime):
        raise InputWrong("until", "not_a_moment")
    promised = act.row.due_at
    if promised is not None and until <= promised:
        raise InputWrong("until", "not_later")
    act.changes |= {"extended_to": until, "extensions": act.row.extensions + 1}
    travels.apologise(act, until, promised)
    act.slip = _try_slip(act, lambda: contents.ApologySlip(
        head=slips.head_of(act.config, act.row.competent_unit_id, act.at, number=act.row.code, code=act.row.code),
        dossier=slips.dossier_line(act.row, _contact(act)), received_at=act.row.accepted_at or act.at,
        due_at=act.row.appointment_at or act.at, reason=str(act.inputs["reason"]), new_due_at=until,
        return_at=act.config.unit(act.row.return_unit_id or act.row.received_unit_id).name,
        signer=_block(act),
    ))  # fmt: skip


def _stop(act: Act) -> None:
    act.changes["reason_sealed"] = reasons.sealed(act.inputs["reason"], act.inputs.get("basis"))
    travels.settle_proposal(act)
    act.slip = _try_slip(act, lambda: contents.StopSlip(
        head=slips.head_of(act.config, act.row.competent_unit_id, act.at, number=act.row.code, code=act.row.code),
        dossier=slips.dossier_line(act.row, _contact(act)), received_at=act.row.accepted_at or act.at, stopped_at=act.at,
        reason=str(act.inputs["reason"]), legal_basis=str(act.inputs.get("basis", "")),
        signer=_block(act),
    ))  # fmt: skip


def _return_result(act: Act) -> None:
    act.changes |= {"returned_at": act.at, "delivery_status": int(DeliveryStatus.DELIVERED)}
    results = [
        contents.ResultLine(name=r.name, number=r.number, issued_on=r.issued_on)
        for r in Result.objects.filter(dossier_id=act.row.id, replaced_at=None)
    ] or [contents.ResultLine(name="Phiếu từ chối giải quyết hồ sơ")]
    originals, way = travels.give_back(act), str(act.inputs.get("way") or "Trực tiếp")
    act.ledger["way"] = way
    act.slip = _try_slip(act, lambda: contents.ResultReturnSlip(
        head=slips.head_of(act.config, act.row.return_unit_id or act.row.received_unit_id, act.at, number=act.row.code, code=act.row.code),
        dossier=slips.dossier_line(act.row, _contact(act)), results=tuple(results), originals=originals, returned_at=act.at,
        way=way, recipient=str(act.inputs["received_by"]),
        recipient_identity=str(act.inputs.get("identity", "")), on_behalf=str(act.inputs.get("on_behalf", "")),
        giver=act.actor.label,
    ))  # fmt: skip


def _hand_result(act: Act) -> None:
    act.changes["delivery_status"] = int(DeliveryStatus.AT_COUNTER)


def _approve(act: Act) -> None:
    signatures.sign(act)
    steps.pass_on(act)


def _send_back(act: Act) -> None:
    signatures.cancel(act)
    steps.pass_on(act)


def _consult(act: Act) -> None:
    unit = act.config.units.get(str(act.inputs["unit"]))
    if unit is None:
        raise InputWrong("unit", "unknown_unit")
    if unit.id == act.row.step_unit_id:
        raise InputWrong("unit", "own_unit")
    hours = act.inputs.get("hours") or 8
    if not isinstance(hours, int) or not 1 <= hours <= 400:
        raise InputWrong("hours", "not_hours")
    act.batch.insert("dossiers_consultation", [
        {"id": ids.new(), "dossier_id": act.row.id, "unit_id": unit.id,
         "question_sealed": sealing.seal(str(act.inputs["question"]), context="dossiers.consultation"),
         "asked_at": act.at, "asked_by": uuid.UUID(act.actor.id),
         "due_at": clocks.hours_due(act.config, unit.id, act.at, hours), "answer_sealed": None, "answered_at": None,
         "answered_by": None, "row": str(act.inputs.get("row") or "")[:60], "silence": _silence(act)}
    ])  # fmt: skip
    units = list(act.row.consulted_units)
    act.changes["consulted_units"] = [*units, unit.id] if unit.id not in units else units
    act.ledger |= {"unit": str(unit.id), "hours": hours}


def _silence(act: Act) -> str:
    """Return the article by which silence is consent, from the procedure's own row that was asked by; nothing otherwise."""
    key = str(act.inputs.get("row") or "")
    if not key:
        return ""
    step = chains.step_of(act.revision.workflow, act.row.step)
    row = next((c for c in step.consults if c.key == key), None) if step else None
    if row is None:
        raise InputWrong("row", "unknown_row")
    return row.silence[:300]


def _answer_consult(act: Act) -> None:
    given = act.inputs.get("consultation")
    mine = sorted(act.actor.units_as(*(h.role for h in act.actor.holdings)))
    act.batch.add(
        "UPDATE dossiers_consultation SET answer_sealed = %s, answered_at = %s, answered_by = %s "
        "WHERE dossier_id = %s AND answered_at IS NULL AND unit_id = ANY(%s::uuid[]) AND (%s::uuid IS NULL OR id = %s::uuid)",
        [sealing.seal(str(act.inputs["answer"]), context="dossiers.consultation"), act.at, uuid.UUID(act.actor.id),
         act.row.id, mine, given, given],
    )  # fmt: skip


def _end(act: Act) -> None:
    """A dossier that ends leaves its step and its waits; how it stood against its due moment stays."""
    row, after = act.row, act.moved.after
    chained.end(act)
    act.changes |= {"finished_at": act.at, "worked_minutes": clocks.worked_minutes(act.config, row, act.at)}
    if row.status in (Status.AWAITING_PAPERS, Status.AWAITING_PAYMENT) and row.accepted_at is not None:
        act.batch.add("UPDATE dossiers_pause SET ended_at = %s WHERE dossier_id = %s AND ended_at IS NULL", [act.at, row.id])
    act.changes["answer_due_at"] = None
    if row.step is not None and "step" not in act.changes:
        steps.leave(act, outcome=act.moved.action.value)
        act.changes |= {"step": None, "step_unit_id": None, "step_role": None, "step_due_at": None, "assignee": None}
    if after is Status.FINISHED:
        if row.parent_id is None:  # the result of a linked dossier goes to its parent
            act.changes["delivery_status"] = int(DeliveryStatus.AT_AGENCY)
        if row.decision == "refuse":
            # What was drafted for granting goes out with nothing.
            act.batch.add("UPDATE dossiers_result SET replaced_at = %s WHERE dossier_id = %s AND replaced_at IS NULL", [act.at, row.id])
            why = dossier_parts.reason(row)
            signer = _signed(act)
            by = signer.name if signer else act.actor.label
            _refusal_slip(act, reason=why.text or UNSAID, basis=why.basis, by=by, signer=signer, settled=True)


def _supplement_slip(act: Act) -> None:
    items = act.inputs["items"]
    assert isinstance(items, list)
    act.slip = _try_slip(act, lambda: contents.SupplementSlip(
        head=slips.head_of(act.config, act.row.received_unit_id, act.at, number=act.row.code, code=act.row.code),
        dossier=slips.dossier_line(act.row, _contact(act)),
        missing=tuple(contents.MissingPaper(name=str(i["name"]), reason=str(i.get("note", ""))) for i in items),
        reason=str(act.inputs["reason"]),
        answer_by=dt.date.fromisoformat(str(act.tell["answer_by"])), contact=act.actor.label, guide=act.actor.label,
    ))  # fmt: skip


def _block(act: Act) -> contents.Signer:
    return signatures.block_of(act.config, act.actor, act.row.competent_unit_id, act.row.procedure_code, act.at)


def _signed(act: Act) -> contents.Signer | None:
    """Return the block of whoever signed the refusal, which may be this very move; None where no head had a step."""
    if act.moved.action is Action.APPROVE:
        return signatures.block_of(act.config, act.actor, act.row.step_unit_id, act.row.procedure_code, act.at)
    return signatures.signer_of(act.config, act.row) if signatures.of_dossier(act.row) else None


def _refusal_slip(
    act: Act, *, reason: str, basis: str, by: str, signer: contents.Signer | None = None, settled: bool = False
) -> None:  # fmt: skip
    """Issue the slip in the name of who decided: the unit that settled the dossier, else the counter that did not receive it."""
    counter, decided = act.config.unit(act.row.received_unit_id), act.config.unit(act.row.competent_unit_id)
    office = decided if settled else counter
    act.slip = _try_slip(act, lambda: contents.RefusalSlip(
        head=slips.head_of(act.config, office.id, act.at, number=act.row.code, code=act.row.code),
        dossier=slips.dossier_line(act.row, _contact(act)), counter=counter.name, decided_by=decided.name if settled else "",
        reason=reason, legal_basis=basis, refused_by=by, signer=signer,
    ))  # fmt: skip


def _try_slip(act: Act, make: Callable[[], contents.Slip]) -> dict[str, object] | None:
    """Issue a slip; where the circular of the dossier has no such form, the ledger says so and none is printed."""
    try:
        slip = make()
        return slips.issued(config=act.config, slip=slip, row=act.row, unit=act.row.received_unit_id, actor=act.actor, at=act.at)
    except SlipNotInForm:
        act.ledger["slip"] = "not_in_form"
        return None


def _contact(act: Act) -> Mapping[str, str]:
    kept = sealing.unseal(act.row.contact_sealed, context="dossiers.contact")
    return kept if isinstance(kept, Mapping) else {}


_EFFECTS: dict[Action, Callable[[Act], None]] = {
    Action.ACCEPT: _accept,
    Action.ASK_INTAKE: _ask_intake,
    Action.ANSWER_INTAKE: _answer_intake,
    Action.REFUSE_INTAKE: _refuse_intake,
    Action.HAND_OVER: steps.hand_over,
    Action.ASSIGN: steps.assign,
    Action.REASSIGN: steps.assign,
    Action.FORWARD: steps.pass_on,
    Action.PROPOSE: steps.pass_on,
    Action.APPROVE: _approve,
    Action.ISSUE: steps.pass_on,
    Action.SEND_BACK: _send_back,
    Action.ASK_PAPERS: _ask_papers,
    Action.ANSWER_PAPERS: _answer_papers,
    Action.ASK_FEE: _ask_fee,
    Action.PAY_FEE: _pay_fee,
    Action.EXTEND: _extend,
    Action.STOP: _stop,
    Action.HAND_RESULT: _hand_result,
    Action.RETURN_RESULT: _return_result,
    Action.POST_RESULT: travels.post_result,
    Action.DELIVER: travels.deliver,
    Action.TAKE_BACK: travels.take_back,
    Action.PROPOSE_STOP: travels.propose_stop,
    **correcting.EFFECTS,
    Action.ASK_TAX: chained.ask_tax,
    Action.PAY_TAX: _pay_tax,
    Action.CONSULT: _consult,
    Action.ANSWER_CONSULT: _answer_consult,
}
