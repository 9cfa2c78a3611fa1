"""Who may do what when power or line fails: act, role, and where the role must be held.

One table for the counter and the control room. The second person is never the one who entered; whoever approves for the
province is neither of the two.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.permissions.roles import Actor, Role


class Act(StrEnum):
    """What can be done."""

    RESERVE = "reserve_slips"  # đặt mã, in tập phiếu dự phòng
    SPOIL = "spoil_slip"  # ghi phiếu hỏng
    LOSE = "void_booklet"  # hủy tập phiếu bị mất
    DECLARE = "declare_outage"  # khai báo sự cố
    ENTER = "enter_late"  # nhập bù
    SECOND = "confirm_late_entry"  # xác nhận nhập bù
    APPROVE = "approve_late_entry"  # chấp thuận nhập bù quá hạn


class Place(StrEnum):
    """Where the role is held, seen from the unit of the slip."""

    HERE = "in the unit or above it"
    PROVINCE = "in a unit of the province"


@dataclass(frozen=True)
class FallbackGrant:
    """One right."""

    act: Act
    role: Role
    place: Place


RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)
CONFIRMERS = (*RECEIVERS, Role.COLLECTOR)
APPROVERS = (Role.CONTROLLER,)


def _grants() -> tuple[FallbackGrant, ...]:
    table: list[tuple[tuple[Act, ...], tuple[Role, ...], Place]] = [
        ((Act.RESERVE, Act.SPOIL, Act.LOSE, Act.DECLARE, Act.ENTER), RECEIVERS, Place.HERE),
        ((Act.SECOND,), CONFIRMERS, Place.HERE),
        ((Act.APPROVE,), APPROVERS, Place.PROVINCE),
    ]
    return tuple(FallbackGrant(act, role, place) for acts, roles, place in table for act in acts for role in roles)


FALLBACK_GRANTS: tuple[FallbackGrant, ...] = _grants()


def units(actor: Actor, act: Act, *, province: Collection[str] = ()) -> frozenset[str]:
    """Return the units for which the actor may do this; `province` names the units of the province's level."""
    found: frozenset[str] = frozenset()
    for grant in FALLBACK_GRANTS:
        if grant.act is not act:
            continue
        for holding in actor.holdings:
            held = holding.role is grant.role and holding.instead_of is None
            if held and (grant.place is Place.HERE or holding.unit in province):
                found |= holding.units | {holding.unit}
    return found
