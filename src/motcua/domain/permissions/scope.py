"""From the table of rights to a condition: which dossiers may this actor do this with?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.domain import where
from motcua.domain.dossiers.states import DeliveryStatus
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.domain.permissions.rules import GRANTS, NOT_PRACTISED, READING, SCOPES, STEP_ROLE, Grant, Reach
from motcua.domain.where import Always, Eq, Has, In, Known, Never, Not, Or, Where


class NotAllowed(PermissionError):
    """The actor may not do this with this dossier, or there is no such dossier: the two are not told apart."""

    def __init__(self, action: Action) -> None:
        self.action = action
        super().__init__(f"not allowed: {action.value}")


_BY_ACTION: dict[Action, tuple[Grant, ...]] = {
    action: tuple(g for g in GRANTS if g.action is action) for action in Action
}

_POSTED = Eq("delivery_status", int(DeliveryStatus.POSTED))


def of(actor: Actor, action: Action) -> Where:
    """Return the condition on a dossier's facts under which the actor may take the action.

    Staff and machines never act on a dossier in which they are a party (reading is judged like anybody else's). Practice
    and earnest never meet: whoever practises reaches what is practised by them, everybody else what is not.
    """
    if actor.learner is not None and action in NOT_PRACTISED:
        return Never()
    if actor.kind is ActorKind.MACHINE and not any(action in SCOPES.get(s, ()) for s in actor.scopes):
        return Never()
    parts = [part for grant in _BY_ACTION[action] if (part := _part(actor, grant)) is not None]
    condition = where.any_of(parts)
    own = actor.person_key is not None and actor.kind in (ActorKind.STAFF, ActorKind.MACHINE)
    if own and action not in READING and not isinstance(condition, Never):
        condition = condition & Not(Has("party_keys", frozenset({str(actor.person_key)})))
    return condition if isinstance(condition, Never) else condition & same_world(actor)


def same_world(actor: Actor) -> Where:
    """Return the condition that keeps practice and earnest apart, for every actor and action alike."""
    return Not(Known("learner")) if actor.learner is None else Eq("learner", actor.learner)


def may(actor: Actor, action: Action, facts: Mapping[str, object]) -> bool:
    """Return whether the actor may take the action on the dossier with these facts."""
    return where.holds(of(actor, action), facts)


def may_start(actor: Actor, action: Action, unit: str) -> bool:
    """Return whether the actor may bring a new dossier into being at the unit (actions with reach NEW)."""
    if actor.kind is ActorKind.MACHINE and not any(action in SCOPES.get(s, ()) for s in actor.scopes):
        return False
    for grant in _BY_ACTION[action]:
        if grant.reach is not Reach.NEW:
            continue
        if isinstance(grant.role, ActorKind):
            if actor.kind is grant.role:
                return True
        elif unit in actor.reach_as(grant.role):
            return True
    return False


def at_steps(actor: Actor, *roles: Role) -> Where:
    """Return the condition for dossiers at steps of these roles that are the actor's to take or hold already."""
    return where.any_of([part for role in roles if (part := _role_part(actor, role, Reach.STEP)) is not None])


def _part(actor: Actor, grant: Grant) -> Where | None:
    if isinstance(grant.role, ActorKind):
        return _kind_part(actor, grant) if actor.kind is grant.role else None
    return _role_part(actor, grant.role, grant.reach)


def _kind_part(actor: Actor, grant: Grant) -> Where | None:
    if grant.reach is Reach.OWN:
        return Has("party_keys", frozenset({actor.person_key})) if actor.person_key else None
    if grant.reach is Reach.POSTED:
        return _POSTED
    return Always() if grant.reach is Reach.CODE else None


def _role_part(actor: Actor, role: Role, reach: Reach) -> Where | None:
    """Return how far the actor's holdings of the role reach: those with the same bounds together, each within them."""
    groups: dict[tuple[frozenset[str] | None, str | None], list[Holding]] = {}
    for holding in actor.holdings:
        if holding.role is role:
            groups.setdefault((holding.procedures, holding.instead_of), []).append(holding)
    parts = []
    for (procedures, instead_of), held in groups.items():
        part = _reach(actor, role, reach, held)
        if part is None:
            continue
        if procedures is not None:
            part = part & In("procedure", frozenset(procedures))
        parts.append(part if instead_of is None else part & Eq("assignee", instead_of))
    return where.any_of(parts) if parts else None


def _reach(actor: Actor, role: Role, reach: Reach, held: Iterable[Holding]) -> Where | None:
    units: frozenset[object] = frozenset(unit for h in held for unit in h.units | {h.unit})
    here: frozenset[object] = frozenset(h.unit for h in held)
    match reach:
        case Reach.RECEIVED:
            return In("received_unit", units)
        case Reach.POSTED:
            return _POSTED
        case Reach.RETURNS:
            return In("return_unit", units)
        case Reach.COMPETENT:
            return In("competent_unit", units)
        case Reach.STEP:
            free = Not(Known("assignee")) | In("assignee", frozenset(actor.mine()))
            return In("step_unit", here) & Eq("step_role", STEP_ROLE.get(role, role).value) & free
        case Reach.STEP_UNIT:
            return In("step_unit", units)
        case Reach.CONSULTED:
            return Has("consulted_units", frozenset(str(u) for u in here))
        case Reach.UNIT:
            names = ("received_unit", "competent_unit", "help_unit", "step_unit")
            return Or(tuple(In(name, units) for name in names))
        case Reach.FILED:
            return Eq("filed_by", actor.id)
        case Reach.PROVINCE | Reach.CODE:
            return Always()
        case Reach.NEW | Reach.OWN:
            return None
