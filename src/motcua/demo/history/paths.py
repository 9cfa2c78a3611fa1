"""Paths of moves: each way a dossier can go, walked once through the table of moves and kept; no story goes another way."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from motcua.domain.dossiers import lifecycle
from motcua.domain.dossiers.lifecycle import Moved, Standing
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import OUTCOME_OF, STANDING, Action
from motcua.domain.procedures.revision import Step, Workflow

COUNTER = "received"  # where an act happens: at the counter, or at the unit of the step
MOVED = "reorganise"  # the entry by which a unit's dossiers go to whoever continues it
# What decide asks for beside the decision; the stories give the true inputs, here only that they are given matters.
_GIVEN: dict[str, object] = {"answers": {"given": True}, "items": [{}], "reason": "x", "assignee": "x", "until": "x", "cause": "b",
                             "received_by": "x", "kind": "void", "by": "second"}  # fmt: skip
_KINDS = {Action.VOID: "void", Action.REFUSE_CORRECTION: "void"}
_WHO = {
    Action.FILE: "citizen", Action.ANSWER_INTAKE: "citizen", Action.RECORD_FEE: "citizen", Action.RECEIVE: "clerk", Action.ACCEPT: "clerk",
    Action.ASK_INTAKE: "clerk", Action.REFUSE_INTAKE: "clerk", Action.HAND_OVER: "clerk", Action.ANSWER_PAPERS: "clerk", Action.WITHDRAW: "clerk",
    Action.RETURN_RESULT: "clerk", Action.HAND_RESULT: "records", Action.VOID: "controller", Action.REFUSE_CORRECTION: "controller",
    Action.STOP: "head", Action.EXTEND: "head", Action.ASK_CORRECTION: "officer",
}  # fmt: skip
_AT_THE_COUNTER = frozenset({
    Action.FILE, Action.ANSWER_INTAKE, Action.RECORD_FEE, Action.RECEIVE, Action.ACCEPT, Action.ASK_INTAKE, Action.REFUSE_INTAKE,
    Action.HAND_OVER, Action.ANSWER_PAPERS, Action.WITHDRAW, Action.RETURN_RESULT,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beat:
    """One move of a path: statuses, the step before and after it, who acts where."""

    action: str
    before: int | None
    after: int
    step_before: Step | None
    step: Step | None
    enters: bool
    leaves: bool
    ends: bool
    outcome: str
    role: str
    where: str  # received | competent | step | province
    restart: bool = False


class Word:
    """One move as a story names it: the action, and what it decides; one object for each, so that comparing them costs nothing."""

    __slots__ = ("action", "decision", "key", "restart", "share")

    def __init__(self, action: Action, decision: str = "", restart: bool = False) -> None:
        self.action, self.decision, self.restart = action, decision, restart
        self.key = f"{action.value} {decision}{' anew' if restart else ''}"
        self.share = _SHARES.get(action, 0.2)


# Share of the working time that passes before each move of a step is taken.
_SHARES = {
    Action.HAND_OVER: 0.06, Action.ASSIGN: 0.10, Action.SET_RESULT: 0.30, Action.FORWARD: 0.30, Action.PROPOSE: 0.06, Action.APPROVE: 0.26,
    Action.ISSUE: 0.14,
}  # fmt: skip


class Lost(RuntimeError):
    """A path leaves the table of moves."""


_walked: dict[tuple[str, ...], tuple[Beat, ...]] = {}


def walk(words: list[Word], workflow: Workflow, of: str) -> tuple[Beat, ...]:
    """Return the beats of a path, kept by the workflow's revision (`of`). Raises Lost naming the move that the table refuses."""
    key = (of, *[word.key for word in words])
    found = _walked.get(key)
    if found is None:
        standing, step, beats = Standing(status=None), None, []
        for word in words:
            beat, standing, step = _taken(word, standing, step, workflow)
            beats.append(beat)
        found = _walked[key] = tuple(beats)
    return found


def onward(step: Step) -> Action:
    """Return the move by which a step is done with."""
    for action in (Action.FORWARD, Action.PROPOSE, Action.APPROVE, Action.ISSUE):
        if OUTCOME_OF[action] in step.next:
            return action
    raise Lost(step.key)


def steps_of(workflow: Workflow) -> list[tuple[Step, Action]]:
    """Return the steps in the order a dossier passes them, each with the move by which it is done with."""
    found, here = [], workflow.first
    while True:
        action = onward(here)
        found.append((here, action))
        target = here.next[OUTCOME_OF[action]]
        if target == "end":
            return found
        here = workflow.step(target)


def _taken(word: Word, standing: Standing, step: Step | None, workflow: Workflow) -> tuple[Beat, Standing, Step | None]:
    action, status = word.action, standing.status
    if action in STANDING:
        if status not in STANDING[action]:
            raise Lost(f"{action.value} in {status}")
        kept = dataclasses.replace(standing, has_result=standing.has_result or action is Action.SET_RESULT)
        return _beat(word, status, int(status or 0), step, step, None), kept, step
    inputs = _GIVEN | {"decision": word.decision, "kind": _KINDS.get(action, "void")}
    if action is Action.ASK_CORRECTION:
        inputs["by"] = "first"
    try:
        moved = lifecycle.decide(standing, action, inputs, workflow)
    except (lifecycle.NotPossible, lifecycle.InputMissing) as error:
        raise Lost(str(error)) from error
    after = moved.step if moved.step is not None else (step if moved.clock is not lifecycle.ClockEffect.END else None)
    return _beat(word, status, int(moved.after), step, after, moved), _after(word, standing, moved, after), after


def _beat(word: Word, before: Status | None, after: int, step: Step | None, then: Step | None, moved: Moved | None) -> Beat:
    action = word.action
    outcome = OUTCOME_OF.get(action)
    ends = moved is not None and moved.clock is lifecycle.ClockEffect.END
    role, where = _WHO.get(action), "step"
    if action in _AT_THE_COUNTER:
        where = COUNTER
    elif action in (Action.HAND_RESULT, Action.EXTEND, Action.STOP, Action.ASK_CORRECTION):
        where = "competent"
    elif action in (Action.VOID, Action.REFUSE_CORRECTION):
        where = "province"
    return Beat(
        action=action.value, before=None if before is None else int(before), after=after, step_before=step, step=then,
        enters=moved is not None and moved.step is not None, leaves=step is not None and (outcome is not None or ends), ends=ends,
        outcome=outcome or action.value, role=role or (step.role if step else "clerk"), where=where, restart=word.restart,
    )  # fmt: skip


def _after(word: Word, standing: Standing, moved: Moved, step: Step | None) -> Standing:
    action = word.action
    changes: dict[str, object] = {"status": moved.after, "step": step.key if step else None, "decision": moved.decision}
    if action in (Action.RECEIVE, Action.ACCEPT):
        changes["accepted"] = True
    elif action is Action.ASSIGN:
        changes["working"] = True
    elif action is Action.ASK_INTAKE:
        changes["intake_requests"] = standing.intake_requests + 1
    elif action is Action.ASK_PAPERS:
        changes["restart"] = word.restart
    elif action is Action.ANSWER_PAPERS:
        changes["restart"] = False
    elif action is Action.EXTEND:
        changes["extensions"] = standing.extensions + 1
    elif action is Action.ASK_CORRECTION:
        changes |= {"correction_by": "first", "correction_kind": "void"}
    elif action in (Action.VOID, Action.REFUSE_CORRECTION):
        changes |= {"correction_by": None, "correction_kind": None, "voided": action is Action.VOID}
    elif action is Action.HAND_RESULT:
        changes["at_counter"] = True
    return dataclasses.replace(standing, **changes)  # type: ignore[arg-type]
