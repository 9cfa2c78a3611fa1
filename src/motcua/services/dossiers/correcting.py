"""Corrections (đính chính) as moves: what asking, approving, refusing and withdrawing write, one function a kind."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from motcua.domain.dossiers import corrections, lateness
from motcua.domain.dossiers.corrections import Kind, Outcome
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.pauses import PauseKind
from motcua.domain.dossiers.states import PaymentStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.papers.transfers import What
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Role
from motcua.queries import certified, routing
from motcua.services.dossiers import clocks, reasons, signatures, steps, travels
from motcua.services.dossiers.moving import Act
from motcua.services.dossiers.waits import InputWrong, iso
from motcua.services.papers import sending
from motcua.services.papers.sending import Route
from motcua.storage import ids, sealing
from motcua.storage.corrections.models import Correction
from motcua.storage.dossiers.models import Pause, Result
from motcua.storage.fees.models import FeeDue

REASON, WORDS = "corrections.reason", "corrections.words"  # what the seals are bound to


def ask(act: Act) -> None:
    """Keep the request with everything it wants; nothing else changes. Raises InputMissing, InputWrong."""
    said = _said(act)
    kind = _kind(act)
    wanted = _wanted(act, kind)
    _check(act, kind)
    new, row, late = ids.new(), act.row, _late(act)
    unit = _unit_of(act)
    act.changes |= {"correction_by": uuid.UUID(act.actor.id), "correction_kind": kind.value}
    act.batch.insert("corrections_correction", [
        {"id": new, "dossier_id": row.id, "kind": kind.value, "status": row.status, "wanted": wanted,
         "reason_sealed": sealing.seal(said, context=REASON), "asked_at": act.at,
         "asked_on": local(act.at).date(), "asked_by": uuid.UUID(act.actor.id), "asked_unit_id": unit, "late": late, "outcome": "",
         "decided_at": None, "decided_by": None, "words_sealed": None, "before": {}}
    ])  # fmt: skip
    act.ledger |= {"correction": str(new), "kind": kind.value, "late": late, "of_unit": str(unit), **wanted}


def approve(act: Act) -> None:
    """Do what was asked for. Raises InputWrong where it is no longer possible."""
    found = _open(act)
    kind = Kind(found.kind)
    _check(act, kind)
    before = _DO[kind](act, found)
    _settle(act, found, Outcome.APPROVED, before)


def refuse(act: Act) -> None:
    """Leave the dossier as it is; the request stays with what was said to it."""
    _settle(act, _open(act), Outcome.REFUSED, {})


def withdraw(act: Act) -> None:
    """Take one's own request back; it stays as a line."""
    _settle(act, _open(act), Outcome.WITHDRAWN, {})


def _said(act: Act) -> str:
    said = str(act.inputs.get("reason") or "").strip()
    if not said:
        raise InputMissing(act.moved.action, "reason")
    return said


def _settle(act: Act, found: Correction, outcome: Outcome, before: dict[str, object]) -> None:
    said = "" if outcome is Outcome.WITHDRAWN else _said(act)
    act.changes |= {"correction_by": None, "correction_kind": None}
    act.batch.update("corrections_correction", "id", found.id, {
        "outcome": outcome.value, "decided_at": act.at, "decided_by": uuid.UUID(act.actor.id), "before": before,
        "words_sealed": sealing.seal(said, context=WORDS) if said else None,
    })  # fmt: skip
    act.ledger |= {"correction": str(found.id), "kind": found.kind, "asked_by": str(found.asked_by), **found.wanted}
    if before:
        act.ledger["was"] = before


def _open(act: Act) -> Correction:
    found = Correction.objects.filter(dossier_id=act.row.id, decided_at=None).first()
    if found is None:
        raise NotPossible(act.moved.action, Status(act.row.status), "no_correction_asked")
    return found


def _kind(act: Act) -> Kind:
    try:
        kind = Kind(str(act.inputs["kind"]))
    except ValueError:
        raise InputWrong("kind", "unknown_kind") from None
    if kind not in corrections.possible(Status(act.row.status)):
        raise InputWrong("kind", "not_here")
    return kind


def _wanted(act: Act, kind: Kind) -> dict[str, object]:
    """Return what the kind wants beside the reason, as its row keeps it. Raises InputWrong."""
    match corrections.RULES[kind].wants:
        case "unit":
            return {"to_unit": str(_unit(act, kind, act.inputs.get("unit")).id)}
        case "until":
            return {"until": _moment(act, act.inputs.get("until")).isoformat()}
    return {}


def _unit(act: Act, kind: Kind, given: object) -> Unit:
    if not given:
        raise InputWrong("unit", "missing")
    config, day, row = act.config, local(act.at).date(), act.row
    unit = config.units.get(str(given))
    if kind is Kind.REROUTE:
        fits = routing.may_settle(config, act.revision, unit, config.unit(row.competent_unit_id), day)
    else:
        fits = routing.may_receive(unit, config.unit(row.received_unit_id), day)
    if unit is None or not fits:
        raise InputWrong("unit", "not_competent" if kind is Kind.REROUTE else "no_counter")
    return unit


def _moment(act: Act, given: object) -> dt.datetime:
    if not given:
        raise InputWrong("until", "missing")
    if not isinstance(given, dt.datetime):
        raise InputWrong("until", "not_a_moment")
    if given <= act.at:
        raise InputWrong("until", "in_the_past")
    if given == _promised(act):
        raise InputWrong("until", "same_date")
    if act.row.extended_to is not None and given <= act.row.extended_to:
        raise InputWrong("until", "not_later")  # what was promised with an apology is kept
    return given


def _promised(act: Act) -> dt.datetime | None:
    return act.row.redated_to or act.row.promised_at or act.row.due_at


def _check(act: Act, kind: Kind) -> None:
    """A result that stands and money that was taken are undone first, each in its own way, before a dossier is void."""
    if kind is not Kind.VOID:
        return
    if Result.objects.filter(dossier_id=act.row.id, replaced_at=None).exclude(number="").exists() or certified.number_of(act.row.id):
        raise InputWrong("kind", "result_out")
    if FeeDue.objects.filter(dossier_id=act.row.id, cancelled_at=None, paid_at__isnull=False, amount__gt=0).exists():
        raise InputWrong("kind", "money_taken")


def _late(act: Act) -> bool:
    """Return whether the dossier has passed, or had when it ended, its legal due moment."""
    return lateness.late_by_law(finished_at=act.row.finished_at, legal_due_at=act.row.due_at or act.row.lapsed_at, at=act.at)


def _unit_of(act: Act) -> uuid.UUID:
    """Return the unit for which somebody asks: theirs that has to do with the dossier."""
    row, mine = act.row, act.actor.units_as(*Role)
    near = (row.step_unit_id, row.competent_unit_id, row.received_unit_id, row.return_unit_id)
    found = next((unit for unit in near if str(unit) in mine), None)
    return found or uuid.UUID(next(iter(sorted(mine)), str(row.competent_unit_id)))


def _void(act: Act, found: Correction) -> dict[str, object]:
    """The dossier stays to be seen under its code and leaves every ordinary figure; nobody owes for it."""
    row = act.row
    act.changes |= {
        "voided_at": act.at, "reason_sealed": reasons.sealed(act.inputs["reason"]), "delivery_status": 0,
        "payment_status": int(PaymentStatus.NOTHING_DUE),
    }  # fmt: skip
    act.batch.add(
        "UPDATE fees_feedue SET cancelled_at = %s WHERE dossier_id = %s AND paid_at IS NULL AND cancelled_at IS NULL", [act.at, row.id]
    )
    travels.settle_proposal(act)
    return {"status": row.status, "due": iso(row.due_at or row.lapsed_at)}


def _reopen(act: Act, found: Correction) -> dict[str, object]:
    """Back to work; the first time limit runs on, and the earlier end stays in the figures and in the history."""
    row = act.row
    before: dict[str, object] = {"status": row.status, "finished_at": iso(row.finished_at)}
    act.changes |= {"finished_at": None, "worked_minutes": None, "decision": None, "assignee": None, "delivery_status": 0, "reason_sealed": None}
    if row.accepted_at is None:
        act.changes["answer_due_at"] = clocks.answer_due(act.config, row.received_unit_id, act.at, local(act.at).date())
        return before
    act.changes["working"] = True
    _run_on(act)
    signatures.cancel(act)
    steps.enter(act, act.moved.step)
    return before


def _run_on(act: Act) -> None:
    """Reckon the clock anew: the time between end and reopening counts, unless the rule of the day says that it stood."""
    row = act.row
    started = row.clock_started_at or act.at
    waits = clocks.waits(Pause.objects.filter(dossier_id=row.id, started_at__gte=started))
    stood = act.config.setting("reopen_clock", local(act.at).date()) == "stood"
    if stood and row.finished_at is not None:
        waits = (*waits, clocks.Wait(kind=PauseKind.ENDED, started_at=row.finished_at, ended_at=act.at))
        act.batch.insert("dossiers_pause", [
            {"id": ids.new(), "dossier_id": row.id, "kind": "ended", "started_at": row.finished_at, "ended_at": act.at,
             "restart": False, "reason_sealed": None}
        ])  # fmt: skip
    act.changes |= clocks.columns(
        config=act.config, unit=row.received_unit_id, accepted_on=row.accepted_on or local(act.at).date(), started_at=started,
        limits=clocks.limits_of_row(row), pauses=waits,
    )  # fmt: skip
    act.ledger |= {"clock": act.moved.clock.value, "due": iso(act.changes["due_at"]), "stood": stood}


def _reroute(act: Act, found: Correction) -> dict[str, object]:
    """Another unit settles it, from the first step; the clock and the code stay, the papers that lie at the step follow."""
    row, unit = act.row, _unit(act, Kind.REROUTE, found.wanted["to_unit"])
    before: dict[str, object] = {"unit": str(row.competent_unit_id)}
    left = row.step_unit_id
    act.changes["competent_unit_id"] = row.competent_unit_id = unit.id
    if row.step is not None:
        steps.leave(act, outcome=act.moved.action.value)
        steps.enter(act, act.moved.step)
        _send_papers(act, left, act.changes["step_unit_id"])
    return before


def _change_unit(act: Act, found: Correction) -> dict[str, object]:
    """Another counter is the one that received it and gives the result back; what it was counted as moves there."""
    row, unit = act.row, _unit(act, Kind.CHANGE_UNIT, found.wanted["to_unit"])
    old = row.received_unit_id
    act.changes["received_unit_id"] = unit.id
    if row.return_unit_id in (None, old):
        act.changes["return_unit_id"] = unit.id
    row.received_unit_id = unit.id
    workflow = act.revision.workflow
    if row.step is not None and row.step_unit_id == old and workflow is not None:
        steps.leave(act, outcome=act.moved.action.value)
        steps.enter(act, workflow.step(row.step))
    _send_papers(act, old, unit.id)
    return {"unit": str(old)}


def _send_papers(act: Act, giver: uuid.UUID | None, taker: object) -> None:
    """Papers that lie where the dossier was follow it: sent, and still held by who has them until they are received."""
    if giver is None or not isinstance(taker, uuid.UUID) or giver == taker:
        return
    bundles = sending.lying(dossier_ids=[act.row.id], unit=giver)
    number = f"{act.config.unit(giver).code}-D{local(act.at):%y%m%d-%H%M%S}"
    if sending.note(bundles=bundles, route=Route(giver, taker), what=What.DOSSIERS, number=number, actor=act.actor, at=act.at):
        act.ledger["papers"] = [b.label for b in bundles]


def _redate(act: Act, found: Correction) -> dict[str, object]:
    """A second date beside the first: work and the citizen go by it, lateness is judged by the first."""
    until = _moment(act, dt.datetime.fromisoformat(str(found.wanted["until"])))
    before: dict[str, object] = {"until": iso(_promised(act)), "due": iso(act.row.due_at)}
    act.changes["redated_to"] = until
    return before


_DO: dict[Kind, Callable[[Act, Correction], dict[str, object]]] = {
    Kind.VOID: _void,
    Kind.REOPEN: _reopen,
    Kind.REROUTE: _reroute,
    Kind.REDATE: _redate,
    Kind.CHANGE_UNIT: _change_unit,
}

EFFECTS: dict[Action, Callable[[Act], None]] = {
    Action.ASK_CORRECTION: ask,
    Action.REFUSE_CORRECTION: refuse,
    Action.DROP_CORRECTION: withdraw,
    **dict.fromkeys(corrections.KIND_OF, approve),
}
