"""The only door to a dossier: every look and every act goes through the table of rights, in SQL."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor
from motcua.domain.permissions.scope import NotAllowed
from motcua.storage import statements
from motcua.storage.conditions import to_sql
from motcua.storage.dossiers.models import Dossier


def reachable(actor: Actor, action: Action) -> QuerySet[Dossier]:
    """Return the dossiers with which the actor may do this: lists, counts and search start here."""
    text, values = to_sql(scope.of(actor, action))
    return Dossier.objects.extra(where=[text], params=values)  # noqa: S610


def get(actor: Actor, action: Action, dossier_id: uuid.UUID) -> Dossier:
    """Return one dossier within reach, by the same rule as the lists. Raises NotAllowed."""
    found = reachable(actor, action).filter(id=dossier_id).first()
    if found is None:
        raise NotAllowed(action)
    return found


def get_by_code(actor: Actor, action: Action, code: str) -> Dossier:
    """Return one dossier within reach by its code. Raises NotAllowed."""
    found = reachable(actor, action).filter(code=code).first()
    if found is None:
        raise NotAllowed(action)
    return found


_COLUMNS = ", ".join(f'"{f.column}"' for f in Dossier._meta.concrete_fields)


def lock(actor: Actor, action: Action, dossier_id: uuid.UUID) -> Dossier:
    """Lock one dossier within reach for a move: rights, state and ledger head in one statement. Raises NotAllowed."""
    text, values = to_sql(scope.of(actor, action))
    found = statements.run(
        f'SELECT {_COLUMNS} FROM "dossiers_dossier" WHERE "id" = %s AND ({text}) FOR UPDATE', [dossier_id, *values]
    )
    if not found:
        raise NotAllowed(action)
    return Dossier.from_db("default", [f.attname for f in Dossier._meta.concrete_fields], found[0])


__all__ = ["NotAllowed", "get", "get_by_code", "lock", "reachable"]
