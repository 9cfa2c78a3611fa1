"""How much waits for this person in the places of the console, for its landing page."""

from __future__ import annotations

from motcua.domain.fallback.rights import Act
from motcua.domain.permissions import lists as rights
from motcua.domain.permissions.lists import ListAct
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.lists import ListState
from motcua.queries import corrections, decided_lists, fallback


def counts(actor: Actor) -> dict[str, int]:
    """Return by route how many corrections, later entries and lists wait for the actor."""
    found: dict[str, int] = {}
    if actor.holds(Role.CONTROLLER):
        found["console_corrections"] = corrections.count_waiting(actor)
        found["console_late_entries"] = fallback.count_asked(fallback.reach(actor, Act.APPROVE))
    steps = {ListAct.APPRAISE: ListState.PROPOSED, ListAct.APPROVE: ListState.APPRAISED}
    states = [state for act, state in steps.items() if rights.may(actor, act)]
    if states:
        found["console_lists"] = decided_lists.count(states)
    return found
