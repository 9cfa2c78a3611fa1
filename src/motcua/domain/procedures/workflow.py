"""Rules of the workflow table (quy trình nội bộ, điện tử): which steps may follow which, who does them, in what time.

A workflow is a plain table of steps, `revision.Workflow`; a step's outcome names the next step or the end, where the
dossier is settled (status 4 → 9). Steps, proposals and send-backs never change the status.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from motcua.domain.permissions.roles import Role
from motcua.domain.procedures.problem import Problem, problem
from motcua.domain.procedures.revision import Consult, Step, Workflow

END = "end"  # the dossier is settled


class Outcome(StrEnum):
    """How a step may end; nothing else is an outcome."""

    FORWARD = "forward"  # chuyển bước sau
    PROPOSE = "propose"  # trình lãnh đạo
    APPROVE = "approve"  # ký duyệt
    ISSUE = "issue"  # ban hành, cấp số
    SEND_BACK = "send_back"  # trả lại bước trước


ONWARD = (Outcome.FORWARD, Outcome.PROPOSE, Outcome.APPROVE, Outcome.ISSUE)
MAY_END = (Outcome.FORWARD, Outcome.APPROVE, Outcome.ISSUE)
MOST_STEPS = 50

_TO = re.compile(r"agency:[a-z][a-z_]{0,39}|procedure:[0-9A-Za-z.\-]{1,60}")
MOST_DAYS = 250
_SELECTOR = re.compile(r"received|competent|province:[0-9A-Za-z.\-]{1,35}|linked:[a-z][a-z_]{0,39}")

Staffed = Callable[[str, str], bool]  # (unit selector, role) -> whether anybody holds the role there


def is_selector(unit: str) -> bool:
    """Return whether the text selects a unit: received, competent, province:<unit code>, linked:<kind>."""
    return _SELECTOR.fullmatch(unit) is not None


def is_addressee(to: str) -> bool:
    """Return whether the text says where a task goes: agency:<kind>, or procedure:<code> for a linked dossier."""
    return _TO.fullmatch(to) is not None


def problems(
    workflow: Workflow, *, limit_hours: int | None = None, staffed: Staffed | None = None
) -> list[Problem]:
    """Return everything that keeps the workflow from being published; empty when it may be.

    `limit_hours` is the shortest time limit of the procedure in working hours; `staffed` tells whether a role is
    held in the unit a selector names.
    """
    if not workflow.steps:
        return [problem("steps", "workflow_empty")]
    if len(workflow.steps) > MOST_STEPS:
        return [problem("steps", "workflow_too_long", limit=MOST_STEPS)]
    found = [*_keys(workflow), *_steps(workflow), *_outcomes(workflow), *_staffing(workflow, staffed)]
    if any(p.code in ("step_twice", "outcome_target", "outcome_unknown") for p in found):
        return found  # what follows needs a table whose arrows lead somewhere
    found += [*_reachable(workflow), *_endings(workflow)]
    loop = onward_loop(workflow)
    if loop:
        return [*found, problem(loop[0], "workflow_loop", steps=loop)]
    hours, path = longest(workflow)
    if limit_hours is not None and hours > limit_hours:
        found.append(problem("steps", "workflow_hours", hours=hours, limit=limit_hours, steps=list(path)))
    return found


def longest(workflow: Workflow) -> tuple[int, tuple[str, ...]]:
    """Return the working hours of the longest way to the end without being sent back, and its steps.

    The table must have no loop, see `onward_loop`.
    """
    known: dict[str, tuple[int, tuple[str, ...]]] = {END: (0, ())}

    def after(key: str) -> tuple[int, tuple[str, ...]]:
        if key not in known:
            step = workflow.step(key)
            rest = max((after(n) for n in onward(step)), key=lambda way: way[0], default=(0, ()))
            known[key] = (step.hours + rest[0], (key, *rest[1]))
        return known[key]

    return after(workflow.first.key)


def onward(step: Step) -> tuple[str, ...]:
    """Return where the step may lead apart from being sent back; each target once, in the order of the outcomes."""
    return tuple(dict.fromkeys(step.next[o] for o in ONWARD if o in step.next))


def onward_loop(workflow: Workflow) -> tuple[str, ...]:
    """Return steps that lead on to themselves, or nothing: only a send-back may return to an earlier step."""
    done: set[str] = set()
    for start in workflow.steps:
        trail: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = [(start.key, iter(onward(start)))]
        while stack:
            key, targets = stack[-1]
            if len(trail) < len(stack):
                trail.append(key)
            target = next(targets, None)
            if target is None:
                stack.pop()
                done.add(trail.pop())
            elif target in trail:
                return tuple(trail[trail.index(target) :])
            elif target != END and target not in done:
                stack.append((target, iter(onward(workflow.step(target)))))
    return ()


def _keys(workflow: Workflow) -> Iterator[Problem]:
    seen: set[str] = set()
    for step in workflow.steps:
        if step.key in seen or step.key == END:
            yield problem(step.key, "step_twice", step=step.key)
        seen.add(step.key)


def _steps(workflow: Workflow) -> Iterator[Problem]:
    roles = {role.value for role in Role}
    for step in workflow.steps:
        if not step.name.vi.strip():
            yield problem(step.key, "step_name")
        if step.hours < 1:
            yield problem(step.key, "step_hours", hours=step.hours)
        if step.role not in roles:
            yield problem(step.key, "step_role", role=step.role)
        if not is_selector(step.unit):
            yield problem(step.key, "step_unit", unit=step.unit)
        for consult in step.consults:
            yield from _consult(step, consult)
        yield from _tasks(step)
    if workflow.first.role == Role.HEAD.value:
        yield problem(workflow.first.key, "first_is_head")


def _consult(step: Step, consult: Consult) -> Iterator[Problem]:
    where = f"{step.key}.{consult.key}"
    if not is_selector(consult.unit):
        yield problem(where, "step_unit", unit=consult.unit)
    if not 1 <= consult.hours <= step.hours:
        yield problem(where, "consult_hours", hours=consult.hours, limit=step.hours)


def _tasks(step: Step) -> Iterator[Problem]:
    seen: set[str] = set()
    for task in step.tasks:
        where = f"{step.key}.{task.key}"
        if task.key in seen:
            yield problem(where, "task_twice", task=task.key)
        seen.add(task.key)
        if not is_addressee(task.to):
            yield problem(where, "task_to", to=task.to)
        if not 1 <= task.days <= MOST_DAYS:
            yield problem(where, "task_days", days=task.days, limit=MOST_DAYS)
    if step.tasks and step.unit.startswith("linked:"):
        yield problem(step.key, "tasks_at_own_unit", unit=step.unit)


def _outcomes(workflow: Workflow) -> Iterator[Problem]:
    order = {step.key: place for place, step in enumerate(workflow.steps)}
    by_key = {step.key: step for step in workflow.steps}
    known = {outcome.value for outcome in Outcome}
    for step in workflow.steps:
        for name, target in step.next.items():
            where = f"{step.key}.{name}"
            if name not in known:
                yield problem(where, "outcome_unknown", outcome=name)
            elif target != END and target not in order:
                yield problem(where, "outcome_target", step=target)
            elif name == Outcome.SEND_BACK and (target == END or order[target] >= order[step.key]):
                yield problem(where, "send_back_forward", step=target)
            elif target == END and name not in MAY_END:
                yield problem(where, "ends_by", outcome=name)
            elif name == Outcome.PROPOSE and by_key[target].role != Role.HEAD.value:
                yield problem(where, "propose_to_head", step=target)


def _staffing(workflow: Workflow, staffed: Staffed | None) -> Iterator[Problem]:
    if staffed is None:
        return
    for step in workflow.steps:
        if is_selector(step.unit) and not staffed(step.unit, step.role):
            yield problem(step.key, "step_unstaffed", unit=step.unit, role=step.role)


def _reachable(workflow: Workflow) -> Iterator[Problem]:
    reached = _closure({workflow.first.key}, {step.key: set(step.next.values()) for step in workflow.steps})
    for step in workflow.steps:
        if step.key not in reached:
            yield problem(step.key, "step_unreachable")


def _endings(workflow: Workflow) -> Iterator[Problem]:
    """Every step can reach the end going onward: being sent back is no way out."""
    leads_to: dict[str, set[str]] = {}
    for step in workflow.steps:
        for target in onward(step):
            leads_to.setdefault(target, set()).add(step.key)
    ending = _closure({END}, leads_to)
    for step in workflow.steps:
        if step.key not in ending:
            yield problem(step.key, "step_never_ends")


def _closure(start: set[str], arrows: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set(start), list(start)
    while waiting:
        for target in arrows.get(waiting.pop(), set()) - reached:
            reached.add(target)
            waiting.append(target)
    return reached
