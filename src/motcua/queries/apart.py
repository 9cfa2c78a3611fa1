"""Practice and earnest kept apart where rows are found by person: whoever is asked for is the same on both sides, the unit is not."""

from __future__ import annotations

from django.db.models import Q

from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration


def of_unit(actor: Actor, field: str = "unit") -> Q:
    """Return the condition that a row's unit stands on the actor's side: practice units for who practises, real ones else."""
    return Q(**{f"{field}__practice": actor.learner is not None})


def of_dossier(actor: Actor, field: str = "dossier") -> Q:
    """Return the condition that a row's dossier is practised by the actor, or by nobody where they work in earnest."""
    return Q(**{f"{field}__learner": actor.learner})


def same_side(actor: Actor, unit_id: object) -> bool:
    """Return whether a unit stands on the actor's side."""
    found = configuration.current().units.get(str(unit_id))
    return found is not None and found.practice is (actor.learner is not None)
