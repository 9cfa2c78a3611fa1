"""Entering and leaving workflow steps: who has the dossier, and until when they should have done with it."""

from __future__ import annotations

import uuid

from motcua.domain.dossiers import chains
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import OUTCOME_OF, Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.revision import Step
from motcua.queries import delegations, routing
from motcua.services.dossiers import chained, clocks, reasons
from motcua.services.dossiers.moving import Act
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier, StepRun
from motcua.storage.people.models import Staff, StaffRole


class AssigneeUnfit(ValueError):
    """The person does not hold the step's role in the step's unit on that day, is a party to the dossier, or has it (`why`)."""

    def __init__(self, person: str, why: str = "role") -> None:
        self.why = why
        super().__init__(person)


def hand_over(act: Act) -> None:
    """Put the dossier into the first step of its workflow."""
    enter(act, act.moved.step)


def assign(act: Act) -> None:
    """Give the dossier to a person who holds the step's role in the step's unit. Raises AssigneeUnfit."""
    try:
        assignee = uuid.UUID(str(act.inputs["assignee"]))
    except ValueError:
        raise AssigneeUnfit(str(act.inputs["assignee"])[:40]) from None
    if act.moved.action is Action.REASSIGN and assignee == act.row.assignee:
        raise AssigneeUnfit(str(assignee), "same")
    if str(assignee) != act.actor.id or not _holds(act):
        _check_assignee(act, assignee)
    act.changes |= {"assignee": assignee, "working": True}
    act.batch.add(
        "UPDATE dossiers_steprun SET assignee = %s WHERE dossier_id = %s AND ended_at IS NULL", [assignee, act.row.id]
    )
    act.ledger["assignee"] = str(assignee)


def pass_on(act: Act) -> None:
    """Close the step with its outcome and enter the next one, if there is one."""
    action = act.moved.action
    leave(act, outcome=OUTCOME_OF[action])
    if action is Action.PROPOSE:
        decision = act.moved.decision
        if decision not in ("grant", "refuse"):
            from motcua.services.dossiers.waits import InputWrong

            raise InputWrong("decision", "grant_or_refuse")
        act.changes["decision"] = decision
        act.ledger["decision"] = decision
        _keep_reason(act, refusing=decision == "refuse")
    text = act.inputs.get("text") or act.inputs.get("reason")
    if text:
        act.batch.insert("dossiers_note", [
            {"id": ids.new(), "dossier_id": act.row.id, "text_sealed": sealing.seal(str(text), context="dossiers.note"),
             "at": act.at, "by": uuid.UUID(act.actor.id)}
        ])  # fmt: skip
    if act.moved.step is not None:
        enter(act, act.moved.step)
    else:
        act.changes |= {"step": None, "step_unit_id": None, "step_role": None, "step_due_at": None, "assignee": None}


def _keep_reason(act: Act, *, refusing: bool) -> None:
    """Keep why a refusal is proposed: it stands on the slip and on the citizen's page. Raises InputMissing."""
    said = str(act.inputs.get("text") or act.inputs.get("reason") or "").strip()
    if refusing and not said:
        raise InputMissing(Action.PROPOSE, "text")
    act.changes["reason_sealed"] = reasons.sealed(said, act.inputs.get("basis")) if refusing else None


def enter(act: Act, step: Step | None) -> None:
    """Open a stay in the step: its unit, role and due moment; sent back, it returns to the person who had it."""
    assert step is not None
    row = act.row
    received, competent = act.config.unit(row.received_unit_id), act.config.unit(row.competent_unit_id)
    unit = routing.step_unit(act.config, step.unit, received, competent, local(act.at).date())
    due = clocks.hours_due(act.config, unit.id, act.at, step.hours) if step.hours else None
    assignee = row.assignee if _sends_on(row, step, unit.id) else None
    if act.moved.action is Action.SEND_BACK:
        assignee = (
            StepRun.objects.filter(dossier_id=row.id, step=step.key).order_by("-id").values_list("assignee", flat=True).first()
        )
    act.changes |= {"step": step.key, "step_unit_id": unit.id, "step_role": step.role, "step_due_at": due, "assignee": assignee}
    act.batch.insert("dossiers_steprun", [
        {"id": ids.new(), "dossier_id": row.id, "step": step.key, "unit_id": unit.id, "role": step.role,
         "assignee": assignee, "started_at": act.at, "due_at": due, "ended_at": None, "outcome": "", "ended_by": None,
         "linked": step.linked}
    ])  # fmt: skip
    act.ledger |= {"to": step.key, "unit": str(unit.id)}
    chained.enter(act, step, unit)


def _sends_on(row: Dossier, step: Step, unit: uuid.UUID) -> bool:
    """Return whether the step only waits for other agencies: whoever had the dossier in the same unit and role goes on with it."""
    return bool(chains.tasks_of(step)) and row.step_unit_id == unit and row.step_role == step.role


def leave(act: Act, *, outcome: str) -> None:
    """Close the stay in the present step."""
    chained.leave(act)
    by = uuid.UUID(act.actor.id) if act.actor.kind.value == "staff" else None
    act.batch.add(
        "UPDATE dossiers_steprun SET ended_at = %s, outcome = %s, ended_by = %s WHERE dossier_id = %s AND ended_at IS NULL",
        [act.at, outcome, by, act.row.id],
    )


def _holds(act: Act) -> bool:
    held = (h for h in act.actor.holdings if h.instead_of is None and h.unit == str(act.row.step_unit_id))
    return any(h.role.value == act.row.step_role for h in held)


def _check_assignee(act: Act, assignee: uuid.UUID) -> None:
    day = local(act.at).date()
    key = Staff.objects.filter(id=assignee).values_list("person_key", flat=True).first()
    if key is not None and key in act.row.party_keys:
        raise AssigneeUnfit(str(assignee), "party")
    held = StaffRole.objects.filter(
        staff_id=assignee, staff__is_active=True, unit_id=act.row.step_unit_id, role=act.row.step_role, valid_from__lte=day
    ).exclude(valid_to__lt=day)
    signs = act.row.step_role == Role.HEAD.value and any(
        d.covers(str(act.row.step_unit_id), act.row.procedure_code) and d.holds_on(day) for d in delegations.of_taker(assignee)
    )
    if not signs and not held.exists():
        raise AssigneeUnfit(str(assignee))
