"""Keys: `Authorization: Bearer mc_…` says which machine asks; its scopes say what for, the table of rights how far."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from ninja.security import HttpBearer

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.domain.permissions.rules import FIGURES_SCOPE, SCOPES
from motcua.queries import actors, board, configuration


class OutOfScope(PermissionError):
    """The key has none of the scopes the request needs."""

    def __init__(self, scopes: tuple[str, ...]) -> None:
        self.scopes = scopes
        super().__init__(" ".join(scopes))


class NoFiguresRole(PermissionError):
    """The key has no role that reads figures."""


class Key(HttpBearer):
    """A key's secret is looked up by its digest; the actor it stands for goes on the request and into the logs."""

    openapi_bearerFormat = "mc_…"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the machine the key belongs to; None for an unknown, revoked or expired key.

        The body is read first: while a slow client is sending, no database connection is held.
        """
        _body = request.body
        if not token.startswith("mc_"):
            return None
        found = actors.machine(token, configuration.current(), request.now)  # type: ignore[attr-defined]
        if found is not None:
            request.actor = SimpleLazyObject(lambda: found)  # type: ignore[attr-defined]
        return found


def machine(request: HttpRequest, action: Action) -> Actor:
    """Return who asks, when the key has a scope for the action. Raises OutOfScope."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    scopes = tuple(name for name, actions in SCOPES.items() if action in actions)
    if actor.scopes.isdisjoint(scopes):
        raise OutOfScope(scopes)
    return actor


def reader_of_figures(request: HttpRequest) -> Actor:
    """Return who asks for figures: the scope, and a role that reads figures on the board. Raises OutOfScope, NoFiguresRole."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    if FIGURES_SCOPE not in actor.scopes:
        raise OutOfScope((FIGURES_SCOPE,))
    if not actor.holds(*board.ROLES):
        raise NoFiguresRole
    return actor
