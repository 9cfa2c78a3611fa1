"""Receipts (biên lai): how money comes in, what stands on the paper, who may take it and who may give it back.

Phí and lệ phí stand apart: a share of a phí may be kept by the agency, a lệ phí goes wholly to the budget (Luật Phí và
lệ phí 97/2015/QH13 Điều 12, 13). Form, symbol and number: NĐ 123/2020/NĐ-CP Điều 30 to 32, NĐ 70/2025/NĐ-CP.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import FeeKind

TAKERS = (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)
KEEPERS = (Role.COLLECTOR, Role.ONE_STOP_HEAD)  # they void, give back and countersign


class Way(StrEnum):
    """How the money came; nothing to pay is a way of its own, so that a sum by way leaves no receipt out."""

    CASH = "cash"  # tiền mặt
    TRANSFER = "transfer"  # chuyển khoản (VietQR)
    CARD = "card"  # thẻ
    ONLINE = "online"  # trực tuyến, nobody's drawer
    FREE = "free"  # 0 đồng


AT_THE_COUNTER = (Way.CASH, Way.TRANSFER, Way.CARD)
PAID_OUT = (Way.CASH, Way.TRANSFER)

_PLACES = {"unit", "yyyy", "yy"}
LONGEST_SYMBOL = 40


class BadSymbol(ValueError):
    """The pattern of receipt symbols has an unknown placeholder, or is too long when filled in."""


def symbol(pattern: str, *, unit: str, day: dt.date) -> str:
    """Return the symbol (ký hiệu) of a unit's receipts on a day, from `{unit}`, `{yyyy}`, `{yy}`. Raises BadSymbol."""
    if set(re.findall(r"\{([^{}]*)\}", pattern)) - _PLACES or not pattern.strip():
        raise BadSymbol(pattern)
    try:
        made = pattern.format(unit=unit, yyyy=f"{day:%Y}", yy=f"{day:%y}").strip()
    except (ValueError, KeyError, IndexError, AttributeError):
        raise BadSymbol(pattern) from None
    if len(made) > LONGEST_SYMBOL:
        raise BadSymbol(pattern)
    return made


def shown(number: int) -> str:
    """Return the number of a receipt as printed: seven digits (NĐ 123/2020/NĐ-CP)."""
    return f"{number:07d}"


@dataclass(frozen=True)
class Line:
    """One fee on a receipt or a refund, in whole đồng."""

    kind: FeeKind
    amount: int


@dataclass(frozen=True)
class Sums:
    """Phí and lệ phí apart, and together."""

    phi: int
    le_phi: int

    @property
    def total(self) -> int:
        return self.phi + self.le_phi


def sums(lines: Iterable[Line]) -> Sums:
    """Return the totals of the lines by kind."""
    found = dict.fromkeys(FeeKind, 0)
    for line in lines:
        found[line.kind] += line.amount
    return Sums(phi=found[FeeKind.PHI], le_phi=found[FeeKind.LE_PHI])


def may_void(actor: Actor, *, unit: str, clerk: str) -> bool:
    """Return whether the actor may void a receipt: the one who issued it, or a keeper of the unit's receipts."""
    return (actor.id == clerk and unit in actor.reach_as(*TAKERS)) or unit in actor.reach_as(*KEEPERS)


def may_give_back(actor: Actor, *, unit: str, clerk: str) -> bool:
    """Return whether the actor may pay money back: a keeper of the unit, and never the one who took it."""
    return actor.id != clerk and unit in actor.reach_as(*KEEPERS)
