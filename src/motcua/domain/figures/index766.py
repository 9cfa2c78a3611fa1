"""Index QĐ 766/QĐ-TTg: points of components from counts, groups, totals and classes, as the national portal reckons them.

Sources: QĐ 766/QĐ-TTg of 23/6/2022 and the operators' description of the components (October 2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from motcua.domain.figures.rounding import CENT, half_up


class Group(StrEnum):
    """The groups of the index with the codes the portal gives them."""

    PUBLICITY = "CKMB"
    PROGRESS = "TDGQ"
    ONLINE = "ONLINE"
    PAYMENT = "TTTT"
    DIGITAL = "MDSH"
    SATISFACTION = "MDHL"


class Class(StrEnum):
    """How a total is classed: from 90, 80, 70, 50 points."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    WEAK = "weak"


@dataclass(frozen=True)
class Component:
    """A component: its group, its points, and the share from which it has them all (`full`, 1 where it is linear)."""

    code: str
    group: Group
    points: int
    full: Fraction = Fraction(1)
    none_is_full: bool = False  # nothing to count in the period gives all points (petitions)


COMPONENTS = (
    Component("PUBLISH_ON_TIME", Group.PUBLICITY, 6),
    Component("PUBLIC_UPDATE_ON_TIME", Group.PUBLICITY, 4),
    Component("PUBLIC_CONTENT_FULL", Group.PUBLICITY, 2),
    Component("DOSSIER_SYNC", Group.PUBLICITY, 6),
    Component("PROGRESS_ON_TIME", Group.PROGRESS, 20),
    Component("SERVICES_ONLINE", Group.ONLINE, 2, Fraction(4, 5)),
    Component("SERVICES_USED_ONLINE", Group.ONLINE, 4),
    Component("DOSSIERS_ONLINE", Group.ONLINE, 6, Fraction(1, 2)),
    Component("DOSSIERS_PAID_ONLINE", Group.PAYMENT, 6),
    Component("FEE_PROCEDURES_PAID_ONLINE", Group.PAYMENT, 2, Fraction(4, 5)),
    Component("FEE_PROCEDURES_WITH_FEES", Group.PAYMENT, 2, Fraction(4, 5)),
    Component("ORIGINAL_RESULT_AVAILABLE", Group.DIGITAL, 6),
    Component("SO_HOA_GIAY_TO_GIAI_QUYET", Group.DIGITAL, 4),
    Component("REUSED_DIGITIZED_DATA", Group.DIGITAL, 2, Fraction(4, 5)),
    Component("SYNCED_WITH_DVCQG_PERSONAL_STORAGE", Group.DIGITAL, 4),
    Component("CITIZEN_DATA_CONNECTED_DOSSIER", Group.DIGITAL, 2),
    Component("CITIZEN_DATA_CONNECTED_FORMALITY", Group.DIGITAL, 2),
    Component("ELECTRONIC_CERTIFIED_COPY", Group.DIGITAL, 2),
    Component("DOSSIER_RECEIVING_SATISFACTION", Group.SATISFACTION, 6, Fraction(9, 10)),
    Component("PETITION_PROCESSING_ON_TIME", Group.SATISFACTION, 6, none_is_full=True),
    Component("PETITION_HANDLING_SATISFACTION", Group.SATISFACTION, 6, none_is_full=True),
)
BY_CODE: Mapping[str, Component] = {c.code: c for c in COMPONENTS}


def points(component: Component, hit: int, of: int) -> Decimal:
    """Return the points of a component to two decimals, half up, from its counts (`hit` of `of`).

    Nothing to count gives 0, for petitions all points. Raises ValueError for counts below 0.
    """
    if hit < 0 or of < 0:
        raise ValueError((hit, of))
    if of == 0:
        return Decimal(component.points if component.none_is_full else 0).quantize(CENT)
    return points_of(component, Fraction(hit, of))


def points_of(component: Component, share: Fraction) -> Decimal:
    """Return the points of a component to two decimals, half up, from the share of its population."""
    return half_up(min(Fraction(1), share / component.full) * component.points)


def missing_hits(component: Component, hit: int, of: int) -> int:
    """Return how many more hits among the same population bring all points. Raises ValueError for counts below 0."""
    if hit < 0 or of < 0:
        raise ValueError((hit, of))
    needed = -(-component.full.numerator * of // component.full.denominator)
    return max(0, min(needed, of) - hit)


def gain(component: Component, hit: int, of: int, *, more: int) -> Decimal:
    """Return what so many more hits among the same population would bring, in points. Raises ValueError for counts below 0."""
    return points(component, min(hit + more, of), of) - points(component, hit, of)


def group(scores: Mapping[str, Decimal], which: Group) -> Decimal:
    """Return the points of a group: the sum of the rounded points of its components."""
    return sum((scores[c.code] for c in COMPONENTS if c.group is which and c.code in scores), Decimal(0)).quantize(CENT)


def classed(total: Decimal) -> Class:
    """Return how a total is classed."""
    for least, name in ((90, Class.EXCELLENT), (80, Class.GOOD), (70, Class.FAIR), (50, Class.AVERAGE)):
        if total >= least:
            return name
    return Class.WEAK
