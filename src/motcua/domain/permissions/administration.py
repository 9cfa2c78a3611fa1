"""Who may administer whom: which roles an administrator may give or end, and whose account they may touch.

A unit's administrator (quản trị đơn vị) works in that unit and everything under it and gives no role that reaches the
whole province; the system's administrator works everywhere. Nobody administers themself: a second person must act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.permissions.roles import Actor, Role

# Roles whose power is not bounded by their unit: only the system's administrator gives them.
PROVINCE_WIDE = frozenset({Role.CONTROLLER, Role.CATALOGUE, Role.AUDITOR, Role.SYSTEM_ADMIN})

# Held by a delegation with its document and days, never given as a role.
BY_PAPER = frozenset({Role.SIGNER})


@dataclass(frozen=True)
class Held:
    """A role of an account, in force or still to come, in a unit."""

    role: Role
    unit: str


def everywhere(admin: Actor) -> bool:
    """Return whether the actor administers every unit."""
    return admin.holds(Role.SYSTEM_ADMIN)


def reaches(admin: Actor, unit: str) -> bool:
    """Return whether the unit is one the actor administers."""
    return everywhere(admin) or unit in admin.reach_as(Role.UNIT_ADMIN)


def roles_to_give(admin: Actor) -> frozenset[Role]:
    """Return the roles the actor may give somewhere; none for whoever administers nothing."""
    if everywhere(admin):
        return frozenset(Role) - BY_PAPER
    return frozenset(Role) - PROVINCE_WIDE - BY_PAPER if admin.holds(Role.UNIT_ADMIN) else frozenset()


def may_give(admin: Actor, held: Held, *, account: str) -> bool:
    """Return whether the actor may give the role in the unit to the account, or end it there."""
    return account != admin.id and held.role in roles_to_give(admin) and reaches(admin, held.unit)


def may_change_account(admin: Actor, roles: Iterable[Held], *, account: str) -> bool:
    """Return whether the actor may open, close or rename an account and renew its password or second factor.

    Such a change hands over everything the account may do, so a unit's administrator must be allowed to give each of
    its roles; an account that never had a role belongs to the system's administrator.
    """
    if account == admin.id:
        return False
    found = list(roles)
    return everywhere(admin) or (bool(found) and all(may_give(admin, held, account=account) for held in found))


def may_add_under(admin: Actor, parent: str | None) -> bool:
    """Return whether the actor may add a unit under the parent; only the system's administrator adds one under none."""
    return everywhere(admin) if parent is None else reaches(admin, parent)


def may_end_unit(admin: Actor, unit: str) -> bool:
    """Return whether the actor may end the unit: a unit's administrator ends those under it, never it itself."""
    return everywhere(admin) or (reaches(admin, unit) and unit not in admin.units_as(Role.UNIT_ADMIN))


def may_delegate(admin: Actor, unit: str, *, taker: str) -> bool:
    """Return whether the actor may enter or end a delegation of signing in the unit: never one to themself."""
    return taker != admin.id and reaches(admin, unit)


def may_enter_absence(admin: Actor, person: str, units: Iterable[str]) -> bool:
    """Return whether the actor may enter that somebody who works in these units is away: oneself, or one's staff."""
    if person == admin.id:
        return True
    found = list(units)
    return any(reaches(admin, unit) or unit in admin.reach_as(Role.ONE_STOP_HEAD) for unit in found)
