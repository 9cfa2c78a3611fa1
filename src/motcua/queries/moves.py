"""What an actor may do with a dossier now, with what each act needs: the tables of moves and rights, told to a machine."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from motcua.domain.dossiers import lifecycle
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import STANDING, Action, rows
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, configuration, standings


@dataclass(frozen=True)
class Possible:
    """One act that is open: the status after it, what must be given, the slip it prints, its article."""

    action: Action
    after: int
    needs: tuple[str, ...]
    slip: str | None
    article: str


def possible(*, dossier_id: uuid.UUID, actor: Actor) -> list[Possible]:
    """Return the acts open to the actor, in the order of the table of moves. Raises access.NotAllowed."""
    row = access.get(actor, Action.READ, dossier_id)
    workflow = configuration.revision(row.revision_id).workflow
    has_result = standings.result_ready(row)
    standing = standings.standing_of(row, workflow=workflow, has_result=has_result, confirmation=standings.confirmation_of(row))
    found = []
    for action in standings.allowed(row, actor, workflow=workflow, has_result=has_result):
        if action in STANDING:
            continue
        needs = next((r.needs for r in rows(action, standing.status)), ())
        given = dict.fromkeys(needs, "given") | {"basis": "given", "approved_by": "given", "by": actor.id}
        try:
            moved = lifecycle.decide(standing, action, given, workflow)
        except (NotPossible, InputMissing):
            continue
        found.append(Possible(action, int(moved.after), needs, moved.slip, moved.article))
    return found
