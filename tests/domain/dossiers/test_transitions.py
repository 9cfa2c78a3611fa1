"""The table of moves: every state and action, the clock as an automaton, every dossier can end."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from motcua.domain.dossiers import corrections, lifecycle
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible, Standing
from motcua.domain.dossiers.states import ENDED, Status
from motcua.domain.dossiers.transitions import MOVES, OUTCOME_OF, STANDING, Action, ClockEffect, rows
from motcua.domain.procedures.revision import Step, Text, Workflow

S = Status
WORKFLOW = Workflow(
    steps=(
        Step(key="a", name=Text("A"), unit="competent", role="officer", hours=4, next={"propose": "b", "forward": "b"}),
        Step(key="b", name=Text("B"), unit="competent", role="head", hours=4, next={"approve": "c", "send_back": "a"}),
        Step(key="c", name=Text("C"), unit="competent", role="records", hours=2, next={"issue": "end", "send_back": "b"}),
    )
)
GIVEN = {
    "answers": {"x": 1}, "items": [{"name": "x"}], "reason": "r", "assignee": "z", "decision": "grant", "amount": 1,
    "until": "u", "received_by": "n", "unit": "u", "question": "q", "answer": "a", "by": "second",
    "cause": "d", "waybill": "EH1", "kind": "void", "number": "12/TB", "day": "2026-11-20",
}  # fmt: skip

# Section 5 of the national codes: which status may follow which (a stay is no transition).
NATIONAL = {
    S.FILED: {S.RECEIVED, S.NOT_RECEIVED, S.AWAITING_PAPERS, S.WITHDRAWN},
    S.AWAITING_PAPERS: {S.FILED, S.RECEIVED, S.IN_PROGRESS, S.NOT_RECEIVED, S.WITHDRAWN, S.STOPPED},
    S.RECEIVED: {S.IN_PROGRESS, S.AWAITING_PAPERS, S.AWAITING_PAYMENT, S.WITHDRAWN},
    S.IN_PROGRESS: {S.AWAITING_PAPERS, S.AWAITING_PAYMENT, S.WITHDRAWN, S.STOPPED, S.FINISHED},
    S.AWAITING_PAYMENT: {S.RECEIVED, S.IN_PROGRESS, S.WITHDRAWN, S.STOPPED},
    S.STOPPED: {S.IN_PROGRESS},
    S.FINISHED: {S.RETURNED, S.IN_PROGRESS},
    S.NOT_RECEIVED: set(), S.WITHDRAWN: set(), S.RETURNED: set(),
}  # fmt: skip
# What only a correction approved by a second person does: void from any status but an end with a result, a refusal taken up again.
BY_CORRECTION = {
    S.FILED: {S.STOPPED}, S.RECEIVED: {S.STOPPED}, S.FINISHED: {S.STOPPED}, S.NOT_RECEIVED: {S.FILED},
}  # fmt: skip


def standings() -> list[Standing]:
    found = []
    for status, accepted, step, working, restart in itertools.product(
        Status, (False, True), (None, "a", "b", "c"), (False, True), (False, True)
    ):
        found.append(Standing(status=status, accepted=accepted, step=step, working=working, restart=restart, decision="grant"))
    return found


def test_no_row_leaves_the_national_graph():
    for move in MOVES:
        if move.before is not None and move.after is not move.before:
            more = BY_CORRECTION.get(move.before, set()) if move.action in corrections.APPROVING else set()
            assert move.after in NATIONAL[move.before] | more, move


def test_every_national_transition_has_a_row_but_answering_straight_to_received():
    made = {(m.before, m.after) for m in MOVES if m.before is not None}
    wanted = {(before, after) for before, afters in NATIONAL.items() for after in afters}
    assert wanted <= made


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("status", [None, *Status])
def test_an_action_is_possible_exactly_where_the_table_has_a_row(action, status):
    expected = bool(rows(action, status))
    possible = False
    for standing in [s for s in standings() if s.status is status] or [Standing(status=None)]:
        correction = Standing(**{**standing.__dict__, "correction_by": "first", "has_result": True})
        asked = [replace(correction, correction_kind=kind.value) for kind in corrections.Kind]
        candidates = (standing, *asked, replace(standing, correction_by="second"), replace(standing, posted=True), replace(standing, tax_due=True))
        for candidate in candidates:
            try:
                moved = lifecycle.decide(candidate, action, GIVEN, WORKFLOW)
            except NotPossible:
                continue
            possible = True
            assert any(moved.after is row.after for row in rows(action, status))
    assert possible is expected


@pytest.mark.parametrize("move", MOVES, ids=lambda m: f"{m.action.value}-{m.before}")
def test_a_row_that_needs_something_refuses_without_it(move):
    standing = Standing(
        status=move.before, accepted=bool(move.accepted) or move.before in (S.RECEIVED, S.IN_PROGRESS),
        step=next((s.key for s in WORKFLOW.steps if OUTCOME_OF.get(move.action) in s.next
                   and (move.ends is None or (s.next[OUTCOME_OF[move.action]] == "end") is move.ends)), "a"),
        working=True if move.working is None else move.working, restart=bool(move.restart), decision="grant",
        has_result=True, correction_by="first" if move.action in corrections.DECIDING else None,
        correction_kind=corrections.KIND_OF.get(move.action),
    )  # fmt: skip
    for name in move.needs:
        with pytest.raises((InputMissing, NotPossible)):
            lifecycle.decide(standing, move.action, {k: v for k, v in GIVEN.items() if k != name}, WORKFLOW)


def test_every_open_status_can_reach_an_end():
    ends = set(ENDED)
    graph = {s: {m.after for m in MOVES if m.before is s} for s in Status}
    reaching = set(ends)
    while True:
        more = {s for s in Status if graph[s] & reaching} | reaching
        if more == reaching:
            break
        reaching = more
    assert reaching == set(Status)


def test_every_status_is_reached_from_a_filing_or_a_receipt():
    reached = {m.after for m in MOVES if m.before is None}
    while more := {m.after for m in MOVES if m.before in reached} - reached:
        reached |= more
    assert reached == set(Status)


def test_the_clock_is_an_automaton():
    """Not started, running, paused, ended: no row resumes what runs or pauses what stands."""
    legal = {
        "none": {ClockEffect.INTAKE, ClockEffect.START, ClockEffect.NONE, ClockEffect.END},
        "running": {ClockEffect.NONE, ClockEffect.PAUSE, ClockEffect.END},
        "paused": {ClockEffect.NONE, ClockEffect.RESUME, ClockEffect.RESTART, ClockEffect.END},
        "ended": {ClockEffect.NONE, ClockEffect.REOPEN},
    }
    for move in MOVES:
        if move.before in (None, S.FILED) or (move.before is S.AWAITING_PAPERS and move.accepted is False):
            phase = "none"
        elif move.before in (S.RECEIVED, S.IN_PROGRESS):
            phase = "running"
        elif move.before in (S.AWAITING_PAPERS, S.AWAITING_PAYMENT):
            phase = "paused"
        else:
            phase = "ended"
        if move.action is Action.WITHDRAW:
            assert move.clock is ClockEffect.END
            continue
        assert move.clock in legal[phase], move


def test_every_row_names_its_article():
    assert [m for m in MOVES if not m.article] == []


def test_every_action_is_a_move_or_a_standing_act():
    moving = {m.action for m in MOVES}
    assert moving | set(STANDING) == set(Action)
    assert not moving & set(STANDING)


@pytest.mark.parametrize(
    ("standing", "action", "inputs", "why", "because"),
    [
        (Standing(S.FILED, intake_requests=1), Action.ASK_INTAKE, GIVEN, "asked_once", "papers are asked for once, completely"),
        (Standing(S.IN_PROGRESS, accepted=True, extensions=1), Action.EXTEND, GIVEN, "extended_once", "a second apology is no new date"),
        (Standing(S.RECEIVED, accepted=True, step="a"), Action.HAND_OVER, {}, "handed_over", "it is there already"),
        (Standing(S.RECEIVED, accepted=True), Action.ASSIGN, GIVEN, "not_handed_over", "nobody has it yet"),
        (Standing(S.FINISHED, accepted=True), Action.CORRECT, GIVEN, "no_correction_asked", "a correction is asked for first"),
        (Standing(S.FINISHED, accepted=True, correction_by="second", correction_kind="reopen"), Action.CORRECT, GIVEN, "second_person",
         "four eyes"),
        (Standing(S.FINISHED, accepted=True), Action.DELIVER, {}, "not_posted", "what was not sent cannot arrive"),
        (Standing(S.FINISHED, accepted=True, posted=True), Action.RETURN_RESULT, GIVEN, "posted", "the post has it"),
        (Standing(S.IN_PROGRESS, accepted=True, step="c", working=True, decision="grant"), Action.ISSUE, {}, "result_missing",
         "nothing is issued without a number and a document"),
    ],
)  # fmt: skip
def test_a_rule_forbids_the_action(standing, action, inputs, why, because):
    with pytest.raises(NotPossible) as caught:
        lifecycle.decide(standing, action, inputs, WORKFLOW)
    assert caught.value.why == why, because


@pytest.mark.parametrize(
    ("standing", "why", "because"),
    [
        (Standing(S.RECEIVED, accepted=True), None, "it is in no step"),
        (Standing(S.IN_PROGRESS, accepted=True, step="a", working=True), None, "nothing is in its way"),
        (Standing(S.IN_PROGRESS, accepted=True, step="a", working=True, tasks_open=True), "tasks_open", "another agency has not answered"),
        (Standing(S.IN_PROGRESS, accepted=True, step="c", working=True, decision="grant"), "result_missing", "there is nothing to issue"),
        (Standing(S.IN_PROGRESS, accepted=True, step="c", working=True, decision="refuse"), None, "a refusal needs no result"),
        (Standing(S.IN_PROGRESS, accepted=True, step="c", working=True, decision="grant", has_result=True, confirmation="open"),
         "confirmation_open", "the citizen has not answered"),
    ],
)  # fmt: skip
def test_what_keeps_a_dossier_in_its_step_has_a_name(standing, why, because):
    assert lifecycle.held(standing, WORKFLOW) == why, because


def test_a_second_request_is_possible_with_its_legal_basis_and_approver():
    again = {**GIVEN, "basis": "Đ19.4", "approved_by": "head"}
    assert lifecycle.decide(Standing(S.FILED, intake_requests=1), Action.ASK_INTAKE, again, WORKFLOW).after is S.AWAITING_PAPERS
