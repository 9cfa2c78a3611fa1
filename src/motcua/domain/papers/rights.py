"""Who may do what with a transfer of papers: act, role, and the side of the transfer on which the role's unit stands.

One table for staff rooms, the post's page and the machines' door; `reach` is read as SQL by `queries.transfers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.papers.transfers import Act
from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.domain.permissions.rules import POST_SCOPE


class Side(StrEnum):
    """Where a unit stands in a transfer."""

    SENDER = "from_unit_id"
    TAKER = "to_unit_id"
    CARRIER = "carrier_unit_id"


@dataclass(frozen=True)
class TransferGrant:
    """One right: the role, held in exactly the unit on that side."""

    act: Act
    role: Role
    side: Side


HOLDERS = (Role.CLERK, Role.ONE_STOP_HEAD, Role.OFFICER, Role.HEAD, Role.RECORDS)


def _grants() -> tuple[TransferGrant, ...]:
    table: list[tuple[tuple[Act, ...], tuple[Role, ...], Side]] = [
        ((Act.SEE, Act.SEND, Act.SEND_AGAIN, Act.WITHDRAW, Act.CARRY), HOLDERS, Side.SENDER),
        ((Act.SEE, Act.RECEIVE, Act.DISPUTE), HOLDERS, Side.TAKER),
        ((Act.SEE, Act.CARRY), (Role.POSTAL,), Side.CARRIER),
    ]
    return tuple(TransferGrant(act, role, side) for acts, roles, side in table for act in acts for role in roles)


TRANSFER_GRANTS: tuple[TransferGrant, ...] = _grants()


def reach(actor: Actor, act: Act) -> Mapping[Side, frozenset[str]]:
    """Return on which sides which units open the act to the actor; empty: nowhere.

    A machine needs the scope `post:write` and carries parcels, nothing else.
    """
    if actor.kind is ActorKind.MACHINE and (act not in (Act.SEE, Act.CARRY) or POST_SCOPE not in actor.scopes):
        return {}
    if actor.kind not in (ActorKind.STAFF, ActorKind.MACHINE):
        return {}
    found: dict[Side, frozenset[str]] = {}
    for grant in TRANSFER_GRANTS:
        units = actor.units_as(grant.role) if grant.act is act else frozenset()
        if units:
            found[grant.side] = found.get(grant.side, frozenset()) | units
    return found


def may(actor: Actor, act: Act, transfer: Mapping[str, object]) -> bool:
    """Return whether the actor may do this with the transfer whose sides are given by name of column."""
    if actor.kind is ActorKind.SYSTEM:  # the worker passes on what the post's system said
        return act is Act.CARRY
    return any(str(transfer.get(side.value)) in units for side, units in reach(actor, act).items())
