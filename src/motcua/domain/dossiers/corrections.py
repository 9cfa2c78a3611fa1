"""Corrections (đính chính): THE table of their kinds, and what forbids asking for one or deciding on it.

In which status a kind is possible stands in the table of moves, under the action that approves it. Nothing is ever
deleted: a correction is a line of its own in every figure, by the unit and the person who asked for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.domain.calendar import Calendar, local
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action, ClockEffect, rows


class Kind(StrEnum):
    """What may be corrected."""

    VOID = "void"  # hủy hồ sơ
    REOPEN = "reopen"  # mở lại
    REROUTE = "reroute"  # chuyển đơn vị giải quyết
    REDATE = "redate"  # đổi ngày hẹn
    CHANGE_UNIT = "change_unit"  # đổi đơn vị tiếp nhận


class Figures(StrEnum):
    """What becomes of the dossier in the ordinary figures; the line of corrections counts it in any case."""

    STAY = "stay"  # counted as what it is now: opened again, it is open and not settled
    LEAVE = "leave"  # it has no fact any more: the days on which it was counted give it back
    MOVE = "move"  # from the unit that received it to the one that should have


class Outcome(StrEnum):
    """What became of a request; empty in its row while it is open."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the action that approves it, what must be wanted beside the reason, what it does, what it rests on."""

    action: Action
    wants: str  # unit | until | nothing
    figures: Figures
    clock: str  # what becomes of the legal time limit
    told: bool  # the citizen hears of it
    article: str


RULES: Mapping[Kind, Rule] = {
    Kind.VOID: Rule(Action.VOID, "", Figures.LEAVE, "ends", True, "61/2018 Đ21"),
    Kind.REOPEN: Rule(Action.CORRECT, "", Figures.STAY, "runs on from the first acceptance", True, "61/2018 Đ21"),
    Kind.REROUTE: Rule(Action.REROUTE, "unit", Figures.STAY, "unchanged", True, "61/2018 Đ18, Đ21"),
    Kind.REDATE: Rule(Action.REDATE, "until", Figures.STAY, "unchanged; the date given is a second one", True, "61/2018 Đ19.9, Đ21"),
    Kind.CHANGE_UNIT: Rule(Action.CHANGE_UNIT, "unit", Figures.MOVE, "unchanged", True, "61/2018 Đ17, Đ21"),
}  # fmt: skip

KIND_OF: Mapping[Action, Kind] = {rule.action: kind for kind, rule in RULES.items()}
APPROVING: frozenset[Action] = frozenset(KIND_OF)
DECIDING: frozenset[Action] = APPROVING | {Action.REFUSE_CORRECTION}
ABOUT: frozenset[Action] = DECIDING | {Action.ASK_CORRECTION, Action.DROP_CORRECTION}


def possible(status: Status) -> tuple[Kind, ...]:
    """Return the kinds that may be asked for and approved in the status, in the order of the table."""
    return tuple(kind for kind, rule in RULES.items() if rows(rule.action, status))


def clock_of(kind: Kind, status: Status) -> ClockEffect | None:
    """Return what approving the kind does to the clock in the status; None where it is not possible."""
    found = rows(RULES[kind].action, status)
    return found[0].clock if found else None


def refusal(action: Action, *, asked_by: str | None, kind: str | None, voided: bool, by: object) -> str | None:
    """Return the name of the rule that forbids asking, deciding or withdrawing here, or None.

    `asked_by` and `kind` are of the open request, None without one; `by` is who acts, None where only the table is asked.
    Whoever asked never decides; nobody but who asked withdraws. A void dossier stays void.
    """
    if action is Action.ASK_CORRECTION:
        return "voided" if voided else "correction_open" if asked_by is not None else None
    if asked_by is None or (action in APPROVING and KIND_OF[action].value != kind):
        return "no_correction_asked"
    if action is Action.DROP_CORRECTION:
        return "not_yours" if by is not None and by != asked_by else None
    return "second_person" if by == asked_by else None


def carried_on(redated_to: datetime, *, waited_from: datetime, until: datetime, calendar: Calendar) -> datetime:
    """Return the corrected date after a wait: later by the working time waited; one that had passed before stays."""
    if local(redated_to) <= local(waited_from):
        return redated_to
    left = calendar.minutes_between(waited_from, redated_to)
    return max(redated_to, calendar.add_minutes(until, left))
