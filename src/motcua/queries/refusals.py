"""Why somebody may not act on a dossier, told only to whom it tells nothing new: their own dossier, a delegation that ended."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import access, colleagues, delegations
from motcua.queries.colleagues import Colleague
from motcua.queries.delegations import DelegationEnded
from motcua.storage.dossiers.models import Dossier


class OwnDossier(access.NotAllowed):
    """The actor is a party to the dossier: their role would reach it, the person may not act on it."""


def why(*, actor: Actor, action: Action, dossier_id: uuid.UUID, day: dt.date) -> access.NotAllowed:
    """Return the refusal to raise: OwnDossier, DelegationEnded, or NotAllowed where nothing more may be told."""
    if actor.kind is ActorKind.STAFF and actor.person_key is not None:
        stranger = actor.as_stranger()
        if access.reachable(stranger, action).filter(id=dossier_id, party_keys__contains=[actor.person_key]).exists():
            return OwnDossier(action)
    over = delegations.ended(actor=actor, action=action, dossier_id=dossier_id, day=day)
    return DelegationEnded(action, over) if over is not None else access.NotAllowed(action)


def others(row: Dossier, *, day: dt.date, actor: Actor) -> list[Colleague]:
    """Return who else could act at the dossier's step, without those who are a party to it; none outside steps."""
    if row.step_unit_id is None or not row.step_role:
        return []
    found = colleagues.who_can(unit=row.step_unit_id, role=row.step_role, day=day, of=row)
    return [one for one in found if str(one.id) != actor.id]
