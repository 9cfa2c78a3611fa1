"""The table of corrections: every kind in every status, what it does to clock and figures, and who may not decide."""

from __future__ import annotations

import itertools

import pytest

from motcua.domain.dossiers import corrections, faults, lifecycle
from motcua.domain.dossiers.corrections import Figures, Kind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible, Standing
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import MOVES, STANDING, Action, ClockEffect, rows
from motcua.domain.permissions.roles import Role
from motcua.domain.permissions.rules import GRANTS, SCOPES
from tests.calendar_2026 import CALENDAR, at
from tests.domain.dossiers.test_transitions import WORKFLOW

S, C = Status, ClockEffect
# kind -> status -> (status after, clock), as a clerk would be told; a status that is not named: not possible
TABLE = {
    Kind.VOID: dict.fromkeys((S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT), (S.STOPPED, C.END))
    | {S.STOPPED: (S.STOPPED, C.NONE), S.FINISHED: (S.STOPPED, C.NONE)},
    Kind.REOPEN: {
        S.STOPPED: (S.IN_PROGRESS, C.REOPEN), S.FINISHED: (S.IN_PROGRESS, C.REOPEN), S.NOT_RECEIVED: (S.FILED, C.REOPEN),
    },
    Kind.REROUTE: {s: (s, C.NONE) for s in (S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT)},
    Kind.REDATE: {s: (s, C.NONE) for s in (S.RECEIVED, S.IN_PROGRESS)},
    Kind.CHANGE_UNIT: {
        s: (s, C.NONE) for s in (S.FILED, S.RECEIVED, S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT, S.FINISHED)
    },
}  # fmt: skip


@pytest.mark.parametrize(("kind", "status"), list(itertools.product(Kind, Status)))
def test_a_kind_does_in_a_status_what_the_table_says_and_nothing_elsewhere(kind: Kind, status: Status) -> None:
    action = corrections.RULES[kind].action
    told = TABLE[kind].get(status)
    assert (kind in corrections.possible(status)) is (told is not None)
    assert corrections.clock_of(kind, status) is (told[1] if told else None)
    standing = Standing(status, accepted=True, step="a", correction_by="first", correction_kind=kind.value)
    inputs = {"reason": "r", "by": "second"}
    if told is None:
        with pytest.raises(NotPossible):
            lifecycle.decide(standing, action, inputs, WORKFLOW)
    else:
        moved = lifecycle.decide(standing, action, inputs, WORKFLOW)
        assert (moved.after, moved.clock) == told


def test_every_kind_has_its_row_its_article_and_is_told_to_the_citizen() -> None:
    assert set(corrections.RULES) == set(Kind) == set(TABLE)
    assert {rule.action for rule in corrections.RULES.values()} == corrections.APPROVING
    for rule in corrections.RULES.values():
        assert rule.article
        assert rule.clock
        assert rule.told
    assert corrections.RULES[Kind.VOID].figures is Figures.LEAVE
    assert corrections.RULES[Kind.CHANGE_UNIT].figures is Figures.MOVE


@pytest.mark.parametrize("status", list(Status))
def test_asking_is_possible_exactly_where_some_kind_is_and_answering_everywhere(status: Status) -> None:
    assert bool(rows(Action.ASK_CORRECTION, status)) is bool(corrections.possible(status))
    assert rows(Action.REFUSE_CORRECTION, status)
    assert rows(Action.DROP_CORRECTION, status)


def test_no_correction_gives_a_time_limit_anew() -> None:
    effects = {move.clock for move in MOVES if move.action in corrections.ABOUT}
    assert effects == {C.NONE, C.END, C.REOPEN}


@pytest.mark.parametrize("kind", list(Kind))
def test_whoever_asked_decides_in_no_status_and_nobody_decides_on_another_kind(kind: Kind) -> None:
    action = corrections.RULES[kind].action
    for status in TABLE[kind]:
        own = Standing(status, accepted=True, step="a", correction_by="me", correction_kind=kind.value)
        for deciding in (action, Action.REFUSE_CORRECTION):
            with pytest.raises(NotPossible) as caught:
                lifecycle.decide(own, deciding, {"reason": "r", "by": "me"}, WORKFLOW)
            assert caught.value.why == "second_person"
        for other in corrections.APPROVING - {action}:
            if rows(other, status):
                with pytest.raises(NotPossible) as caught:
                    lifecycle.decide(own, other, {"reason": "r", "by": "second"}, WORKFLOW)
                assert caught.value.why == "no_correction_asked"


@pytest.mark.parametrize(
    ("standing", "action", "by", "why", "because"),
    [
        (Standing(S.IN_PROGRESS, accepted=True), Action.VOID, "b", "no_correction_asked", "nobody voids without a request"),
        (Standing(S.IN_PROGRESS, accepted=True), Action.REFUSE_CORRECTION, "b", "no_correction_asked", "there is nothing to refuse"),
        (Standing(S.IN_PROGRESS, correction_by="a", correction_kind="void"), Action.ASK_CORRECTION, "b", "correction_open", "one at a time"),
        (Standing(S.STOPPED, voided=True), Action.ASK_CORRECTION, "b", "voided", "a void dossier stays void"),
        (Standing(S.RETURNED, correction_by="a", correction_kind="void"), Action.DROP_CORRECTION, "b", "not_yours", "only who asked withdraws"),
    ],
)  # fmt: skip
def test_a_rule_forbids(standing: Standing, action: Action, by: str, why: str, because: str) -> None:
    with pytest.raises(NotPossible) as caught:
        lifecycle.decide(standing, action, {"reason": "r", "kind": "void", "by": by}, WORKFLOW)
    assert caught.value.why == why, because


@pytest.mark.parametrize("action", sorted(corrections.DECIDING, key=lambda a: a.value))
def test_a_decision_needs_words(action: Action) -> None:
    kind = corrections.KIND_OF.get(action, Kind.VOID)
    standing = Standing(next(iter(TABLE[kind])), accepted=True, correction_by="a", correction_kind=kind.value)
    with pytest.raises(InputMissing):
        lifecycle.decide(standing, action, {"by": "b"}, WORKFLOW)


def test_only_procedure_control_decides_and_no_machine_does() -> None:
    for action in corrections.DECIDING:
        assert {g.role for g in GRANTS if g.action is action} == {Role.CONTROLLER}
        assert not any(action in allowed for allowed in SCOPES.values())
    assert Role.CONTROLLER not in {g.role for g in GRANTS if g.action is Action.ASK_CORRECTION}


@pytest.mark.parametrize(
    ("redated", "asked", "answered", "after", "because"),
    [
        ("2026-03-20 17:00", "2026-03-16 17:00", "2026-03-18 17:00", "2026-03-24 17:00", "two working days waited are added, past the weekend"),
        ("2026-03-13 17:00", "2026-03-16 10:00", "2026-03-18 10:00", "2026-03-13 17:00", "a date that had passed stays passed"),
    ],
)  # fmt: skip
def test_a_corrected_date_moves_with_a_wait(redated: str, asked: str, answered: str, after: str, because: str) -> None:
    found = corrections.carried_on(at(redated), waited_from=at(asked), until=at(answered), calendar=CALENDAR)
    assert found == at(after), because


def test_every_kind_of_fault_is_admitted_by_an_act_of_its_own_with_causes_of_its_own() -> None:
    assert set(faults.RULES) == set(faults.FaultKind)
    assert {cause for rule in faults.RULES.values() for cause in rule.causes} == set(faults.FaultCause)
    for kind, rule in faults.RULES.items():
        assert faults.KIND_OF[rule.action] is kind
        assert STANDING[rule.action]
        assert rule.free
