"""The life of a reorganisation: prepared, applied, undone and applied again, confirmed; after that nothing goes back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from motcua.domain.permissions.roles import Role


class State(StrEnum):
    """Where a reorganisation stands."""

    PREPARED = "prepared"  # đã chuẩn bị
    APPLIED = "applied"  # đã chuyển, chưa xác nhận
    UNDONE = "undone"  # đã hoàn tác
    CONFIRMED = "confirmed"  # đã xác nhận


class Step(StrEnum):
    """What may be done with a reorganisation."""

    SEE = "see"
    PREPARE = "prepare"
    APPLY = "apply"
    UNDO = "undo"
    SETTLE = "settle"  # say where a dossier of a divided unit goes
    PLACE = "place"  # say where somebody's role in a divided unit goes
    CONFIRM = "confirm"


AFTER: Mapping[Step, tuple[frozenset[State], State]] = {
    Step.APPLY: (frozenset({State.PREPARED, State.UNDONE}), State.APPLIED),
    Step.UNDO: (frozenset({State.APPLIED}), State.UNDONE),
    Step.CONFIRM: (frozenset({State.APPLIED}), State.CONFIRMED),
    Step.SETTLE: (frozenset({State.APPLIED}), State.APPLIED),
    Step.PLACE: (frozenset({State.APPLIED}), State.APPLIED),
}

# The technical side moves and takes back; where a citizen's dossier goes, and that nothing goes back any more, is said
# by procedure control: whoever runs the system decides nothing about a dossier (R44).
ROLES: Mapping[Step, frozenset[Role]] = {
    Step.SEE: frozenset({Role.SYSTEM_ADMIN, Role.UNIT_ADMIN, Role.CONTROLLER}),
    Step.PREPARE: frozenset({Role.SYSTEM_ADMIN, Role.UNIT_ADMIN}),
    Step.APPLY: frozenset({Role.SYSTEM_ADMIN}),
    Step.UNDO: frozenset({Role.SYSTEM_ADMIN}),
    Step.SETTLE: frozenset({Role.CONTROLLER}),
    Step.PLACE: frozenset({Role.SYSTEM_ADMIN}),
    Step.CONFIRM: frozenset({Role.CONTROLLER}),
}


class NotNow(ValueError):
    """The reorganisation is not in a state in which this can be done."""

    def __init__(self, step: Step, state: State) -> None:
        self.step, self.state = step, state
        super().__init__(f"{step.value} while {state.value}")


def after(step: Step, state: State) -> State:
    """Return the state after a step. Raises NotNow."""
    before, found = AFTER[step]
    if state not in before:
        raise NotNow(step, state)
    return found
