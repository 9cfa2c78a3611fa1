"""A shift at a known counter: whoever signed in fully there may lock, unlock and take over by PIN until it ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import Enum

from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Actor, Role

# They change what everybody else may do: a PIN never suffices for them (TT 22/2019; NĐ 85/2016, level 3).
ALWAYS_IN_FULL = frozenset({Role.SYSTEM_ADMIN, Role.UNIT_ADMIN, Role.AUDITOR})
REGISTRARS = (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.ONE_STOP_HEAD)


class Device(Enum):
    """What a known device of a one-stop office is for."""

    COUNTER = "counter"  # quầy
    KIOSK = "kiosk"  # máy lấy số
    SCREEN = "screen"  # màn hình phòng chờ


def ends(begun: datetime, *, hours: int) -> datetime:
    """Return the end of a shift: so many hours after the full sign-in, and never past midnight in Việt Nam."""
    midnight = datetime.combine(local(begun).date() + timedelta(days=1), time(), ZONE)
    return min(begun + timedelta(hours=hours), midnight)


def pin_suffices(actor: Actor, unit: str) -> bool:
    """Return whether the actor may work at a counter of the unit by PIN after one full sign-in there."""
    if actor.holds(*ALWAYS_IN_FULL):
        return False
    return any(unit in holding.units | {holding.unit} for holding in actor.holdings)


def may_register(actor: Actor, unit: str) -> bool:
    """Return whether the actor may make a computer a known counter of the unit, or revoke it."""
    return actor.holds(Role.SYSTEM_ADMIN) or unit in actor.reach_as(Role.UNIT_ADMIN, Role.ONE_STOP_HEAD)
