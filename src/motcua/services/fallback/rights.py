"""Judging an act of the fallback by the table of rights."""

from __future__ import annotations

import uuid

from motcua.domain.fallback.rights import Act
from motcua.domain.permissions.roles import Actor
from motcua.queries import fallback
from motcua.services.fallback.refusals import NotThere


def needed(actor: Actor, act: Act, unit_id: uuid.UUID) -> None:
    """Raise NotThere unless the actor may do this for the unit."""
    if str(unit_id) not in fallback.reach(actor, act):
        raise NotThere(act.value)
