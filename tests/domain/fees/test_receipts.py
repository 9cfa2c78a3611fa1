"""Symbols and numbers of receipts, and who may void one or give its money back."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.fees import receipts
from motcua.domain.fees.receipts import Line
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.domain.procedures.revision import FeeKind

DAY = dt.date(2026, 11, 16)


@pytest.mark.parametrize(
    ("pattern", "made", "because"),
    [
        ("{unit}-{yy}E", "H48.101-26E", "unit and year"),
        ("BL/{yyyy}", "BL/2026", "one series for everybody"),
        ("51AB-26E", "51AB-26E", "given by the tax office"),
    ],
)
def test_a_symbol_is_made_from_its_pattern(pattern: str, made: str, because: str) -> None:
    assert receipts.symbol(pattern, unit="H48.101", day=DAY) == made, because


@pytest.mark.parametrize("pattern", ["", "{day}", "{unit", "{unit.code}", "x" * 41, "{}"])
def test_a_pattern_that_gives_no_symbol_is_refused(pattern: str) -> None:
    with pytest.raises(receipts.BadSymbol):
        receipts.symbol(pattern, unit="H48.101", day=DAY)


def test_a_number_has_seven_digits() -> None:
    assert receipts.shown(42) == "0000042"


def test_phi_and_le_phi_are_added_up_apart() -> None:
    found = receipts.sums([Line(FeeKind.PHI, 2_000), Line(FeeKind.LE_PHI, 8_000), Line(FeeKind.PHI, 500)])
    assert (found.phi, found.le_phi, found.total) == (2_500, 8_000, 10_500)


def actor(role: Role, name: str = "a", unit: str = "centre") -> Actor:
    return Actor(kind=ActorKind.STAFF, id=name, holdings=(Holding(role, unit, frozenset({unit})),))


WHO = [
    # role, is the clerk who took it, unit, may void, may give back, because
    (Role.CLERK, True, "centre", True, False, "one's own mistake, never the money back"),
    (Role.CLERK, False, "centre", False, False, "a colleague's receipt"),
    (Role.COLLECTOR, False, "centre", True, True, "keeps the unit's receipts"),
    (Role.ONE_STOP_HEAD, True, "centre", True, False, "a second person gives money back"),
    (Role.ONE_STOP_HEAD, False, "elsewhere", False, False, "another unit's"),
    (Role.OFFICER, True, "centre", False, False, "takes no money"),
]


@pytest.mark.parametrize(("role", "own", "unit", "void", "back", "because"), WHO)
def test_who_may_void_and_give_back(role: Role, own: bool, unit: str, void: bool, back: bool, because: str) -> None:
    who = actor(role, unit=unit)
    clerk = who.id if own else "b"
    assert receipts.may_void(who, unit="centre", clerk=clerk) is void, because
    assert receipts.may_give_back(who, unit="centre", clerk=clerk) is back, because
