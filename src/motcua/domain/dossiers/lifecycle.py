"""Deciding a move: given where a dossier stands and what is asked, say what follows or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.domain.dossiers import corrections
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import OUTCOME_OF, STANDING, Action, ClockEffect, Move, rows
from motcua.domain.procedures.revision import Step, Workflow

# The moves that take a dossier on to its next step.
ONWARD = (Action.FORWARD, Action.PROPOSE, Action.APPROVE, Action.ISSUE)


@dataclass(frozen=True)
class Standing:
    """Where a dossier stands: what deciding needs and nothing else."""

    status: Status | None
    accepted: bool = False  # the legal clock has been started once
    step: str | None = None  # key of the workflow step
    working: bool = False  # the step has been taken up by somebody
    restart: bool = False  # the running pause ends with a clock from zero
    intake_requests: int = 0
    extensions: int = 0
    correction_by: str | None = None  # who asked for the correction that is open
    correction_kind: str | None = None  # and which (corrections.Kind)
    voided: bool = False
    has_result: bool = False
    undrafted: bool = False  # a result of ours is due and nothing is drafted
    unsigned: bool = False  # a draft of ours was put in place after the head had signed
    decision: str | None = None  # grant | refuse, as proposed
    posted: bool = False  # the result is on its way by post
    at_counter: bool = False  # the result was sent to the counter
    confirmation: str | None = None  # of the draft by whoever asked for it: open, or answered with wrong
    tasks_open: bool = False  # the step waits for answers of other agencies
    tax_due: bool = False  # the payment waited for is owed to another agency, not to us


@dataclass(frozen=True)
class Moved:
    """What follows from a move."""

    action: Action
    before: Status | None
    after: Status
    clock: ClockEffect
    slip: str | None
    article: str
    step: Step | None = None  # the step the dossier is in afterwards, when it changes
    leaves_step: bool = False
    decision: str | None = None
    inputs: Mapping[str, object] = field(default_factory=dict)


class NotPossible(ValueError):
    """The action cannot be taken in this status; `possible` says what can."""

    def __init__(self, action: Action, status: Status | None, why: str = "status") -> None:
        self.action, self.status, self.why = action, status, why
        super().__init__(f"{action.value} is not possible in status {status.value if status else 'none'} ({why})")


class InputMissing(ValueError):
    """The action needs something that was not given; `name` says what."""

    def __init__(self, action: Action, name: str) -> None:
        self.action, self.name = action, name
        super().__init__(f"{action.value} needs {name}")


def possible(standing: Standing, workflow: Workflow | None) -> tuple[Action, ...]:
    """Return the actions that the table allows where the dossier stands, in the order of the table."""
    found = []
    for action in Action:
        if action in STANDING:
            if standing.status in STANDING[action]:
                found.append(action)
        elif (row := _fitting(standing, action, workflow)) and _refusal(standing, action, {}) is None and not _unconfirmed(standing, row):
            found.append(action)
    return tuple(found)


def held(standing: Standing, workflow: Workflow | None) -> str | None:
    """Return the name of the rule that keeps the dossier from going on from its step; None where it may, or is in none."""
    onward = [(action, row) for action in ONWARD if (row := _fitting(standing, action, workflow)) is not None]
    found = [
        _refusal(standing, action, {}) or (f"confirmation_{standing.confirmation}" if _unconfirmed(standing, row) else None)
        for action, row in onward
    ]
    return found[0] if found and None not in found else None


def decide(
    standing: Standing, action: Action, inputs: Mapping[str, object], workflow: Workflow | None
) -> Moved:
    """Return what follows from the action.

    Raises NotPossible where the table has no row, InputMissing where a row needs more than was given.
    """
    row = _fitting(standing, action, workflow)
    if row is None:
        raise NotPossible(action, standing.status)
    for name in row.needs:
        if inputs.get(name) in (None, "", [], ()):
            raise InputMissing(action, name)
    refusal = _refusal(standing, action, inputs) or _unready(standing, action, inputs, workflow)
    if refusal is not None:
        raise NotPossible(action, standing.status, refusal)
    if _unconfirmed(standing, row):
        raise NotPossible(action, standing.status, f"confirmation_{standing.confirmation}")
    step = _next_step(standing, action, workflow, inputs)
    decision = inputs.get("decision") if action is Action.PROPOSE else standing.decision
    return Moved(
        action=action,
        before=row.before,
        after=row.after,
        clock=row.clock,
        slip=row.slip.value if row.slip else None,
        article=row.article,
        step=step,
        leaves_step=step is not None or row.after not in (row.before, Status.AWAITING_PAPERS, Status.AWAITING_PAYMENT),
        decision=str(decision) if decision else None,
        inputs=inputs,
    )


def _fitting(standing: Standing, action: Action, workflow: Workflow | None) -> Move | None:
    outcome = OUTCOME_OF.get(action)
    ends: bool | None = None
    if outcome is not None:
        step = _current(standing, workflow)
        if step is None or outcome not in step.next or not standing.working:
            return None
        ends = step.next[outcome] == "end"
    for row in rows(action, standing.status):
        if (
            row.accepted in (None, standing.accepted)
            and row.ends in (None, ends)
            and row.working in (None, standing.working)
            and row.restart in (None, standing.restart)
        ):
            return row
    return None


def _refusal(standing: Standing, action: Action, inputs: Mapping[str, object]) -> str | None:
    """Return the name of the rule that forbids the action here, or None."""
    asked_again = action is Action.ASK_INTAKE and standing.intake_requests >= 1
    if asked_again and not (inputs.get("basis") and inputs.get("approved_by")):
        return "asked_once"  # R10: once, completely; a second request names its legal basis and approver
    if action is Action.EXTEND and standing.extensions >= 1:
        return "extended_once"  # 61/2018 Đ19.9
    if action is Action.HAND_OVER and standing.step is not None:
        return "handed_over"
    if action is Action.ASSIGN and standing.step is None:
        return "not_handed_over"
    if action in corrections.ABOUT:
        return corrections.refusal(
            action, asked_by=standing.correction_by, kind=standing.correction_kind, voided=standing.voided, by=inputs.get("by")
        )
    if action in (Action.DELIVER, Action.TAKE_BACK) and not standing.posted:
        return "not_posted"
    if action in (Action.POST_RESULT, Action.RETURN_RESULT, Action.HAND_RESULT) and standing.posted:
        return "posted"
    if action is Action.HAND_RESULT and standing.at_counter:
        return "at_counter"
    if standing.tasks_open and action in ONWARD:
        return "tasks_open"
    if action is Action.PAY_FEE and standing.tax_due:
        return "tax_due"
    if action is Action.PAY_TAX and not standing.tax_due:
        return "no_tax_due"
    if action is Action.ISSUE and standing.decision == "grant" and not standing.has_result:
        return "result_missing"  # a number and a document before it is issued
    if action is Action.ISSUE and standing.decision == "grant" and standing.unsigned:
        return "changed_after_signing"  # who signs answers for what is written
    return None


def _unready(standing: Standing, action: Action, inputs: Mapping[str, object], workflow: Workflow | None) -> str | None:
    """Return why nothing can be put before the last head, or signed by them: what they would sign is not written yet."""
    step = _current(standing, workflow)
    if not standing.undrafted or workflow is None or step is None:
        return None
    if action is Action.APPROVE and standing.decision == "grant" and _signs_last(step, workflow):
        return "draft_missing"
    if action is Action.PROPOSE and inputs.get("decision") == "grant":
        target = step.next.get(OUTCOME_OF[action], "end")
        if target != "end" and _signs_last(workflow.step(target), workflow):
            return "draft_missing"
    return None


def _signs_last(step: Step, workflow: Workflow) -> bool:
    """Tell whether approving at the step leaves nothing but entering the result in the book."""
    target = step.next.get(OUTCOME_OF[Action.APPROVE])
    if target is None:
        return False
    return target == "end" or OUTCOME_OF[Action.ISSUE] in workflow.step(target).next


def _unconfirmed(standing: Standing, row: Move) -> bool:
    """Tell whether the move issues a draft that waits for its confirmation, or was said to be wrong."""
    if standing.confirmation is None or standing.decision == "refuse" or row.action not in OUTCOME_OF:
        return False
    return row.action is Action.ISSUE or row.after is Status.FINISHED


def _current(standing: Standing, workflow: Workflow | None) -> Step | None:
    if workflow is None or standing.step is None:
        return None
    try:
        return workflow.step(standing.step)
    except KeyError:
        return None


def _next_step(
    standing: Standing, action: Action, workflow: Workflow | None, inputs: Mapping[str, object]
) -> Step | None:
    if workflow is None:
        return None
    if action is Action.HAND_OVER:
        return workflow.first
    outcome = OUTCOME_OF.get(action)
    if outcome is not None:
        step = _current(standing, workflow)
        assert step is not None
        target = step.next[outcome]
        return None if target == "end" else workflow.step(target)
    again = standing.status is not Status.NOT_RECEIVED if action is Action.CORRECT else standing.step is not None
    if action in (Action.CORRECT, Action.REROUTE) and again:
        return workflow.first
    return None
