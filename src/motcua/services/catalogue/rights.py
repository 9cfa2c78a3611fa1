"""Who may change the catalogue: the catalogue controller (cán bộ quản lý danh mục thủ tục), and the system itself."""

from __future__ import annotations

from motcua.domain.permissions.roles import Actor, ActorKind, Role


class NotController(PermissionError):
    """Only a catalogue controller changes the catalogue."""


def check(actor: Actor) -> None:
    """Raise NotController unless the actor is a catalogue controller or the system (commands, the demo's data)."""
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.CATALOGUE):
        raise NotController(actor.id)
