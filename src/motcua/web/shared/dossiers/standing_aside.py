"""What a dossier's page says to somebody who may not act on it: why, and who else can."""

from __future__ import annotations

import datetime as dt

from motcua.domain.dossiers import states
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import delegations, refusals
from motcua.queries.dossier_pages import DossierPage


def notices(page: DossierPage, actor: Actor, at: dt.datetime) -> dict[str, object]:
    """Return `own` (the actor is a party) and `ended` (the delegation that would have let them sign), with who else can act."""
    row, day = page.row, local(at).date()
    if actor.kind is not ActorKind.STAFF or row.status not in states.OPEN:
        return {}
    own = actor.person_key is not None and actor.person_key in row.party_keys
    ended = None
    if not own and row.step_role == "head" and Action.APPROVE not in page.allowed:
        ended = delegations.ended(actor=actor, action=Action.APPROVE, dossier_id=row.id, day=day)
    if not own and ended is None:
        return {}
    return {"own": own, "ended": ended, "others": refusals.others(row, day=day, actor=actor)}
