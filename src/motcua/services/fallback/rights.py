"""Which units an act of the fallback reaches for somebody, as the table of rights says."""

from __future__ import annotations

import uuid

from motcua.domain.fallback import rights
from motcua.domain.fallback.rights import Act
from motcua.domain.people.units import Level
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.services.fallback.refusals import NotThere


def units(actor: Actor, act: Act) -> frozenset[str]:
    """Return the units for which the actor may do this."""
    province = {key for key, unit in configuration.current().units.items() if unit.level is Level.PROVINCE}
    return rights.units(actor, act, province=province)


def needed(actor: Actor, act: Act, unit_id: uuid.UUID) -> None:
    """Raise NotThere unless the actor may do this for the unit."""
    if str(unit_id) not in units(actor, act):
        raise NotThere(act.value)
