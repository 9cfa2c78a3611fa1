"""What the tests of pages and files of figures begin with."""

from __future__ import annotations

from motcua.domain.dossiers.transitions import Action
from motcua.services.dossiers import moving
from tests import make
from tests.make import MONDAY, World


def some_dossiers(world: World) -> None:
    """Make three dossiers filed online, of which two are accepted, and one from the counter; their facts follow at once."""
    make.facts_at_once()
    for i in range(3):
        filed = make.filed(world)
        if i:
            moving.advance(dossier_id=filed.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY, inputs={})
    make.received(world)
