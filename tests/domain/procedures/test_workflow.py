"""Rules of the workflow table."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures import workflow
from motcua.domain.procedures.revision import Text, Workflow
from tests.domain.procedures.example_workflow import GOOD, LAND, WORKFLOW, changed, step


def test_a_good_workflow_has_no_problem() -> None:
    assert workflow.problems(GOOD, limit_hours=36, staffed=lambda unit, role: True) == []


def with_next(key: str, **next: str) -> Workflow:
    return changed(key, next=next)


SPOILT = [
    # workflow, where, code, because
    (Workflow(steps=()), "steps", "workflow_empty", "no steps"),
    (Workflow(steps=GOOD.steps * 9), "steps", "workflow_too_long", "fifty-four steps"),
    (Workflow(steps=(*GOOD.steps, GOOD.steps[0])), "check", "step_twice", "the same key again"),
    (changed("tax", key="end"), "end", "step_twice", "the end is no step"),
    (changed("check", name=Text(vi=" ")), "check", "step_name", "no name"),
    (changed("check", hours=0), "check", "step_hours", "no time at all"),
    (changed("check", role="king"), "check", "step_role", "no such role"),
    (changed("check", unit="somewhere"), "check", "step_unit", "no such selector"),
    (changed("check", unit="province:"), "check", "step_unit", "a selector without its unit"),
    (changed("check", role="head"), "check", "first_is_head", "heads do not receive"),
    (
        changed("assess", consults=(replace(LAND, hours=17),)),
        "assess.land",
        "consult_hours",
        "longer than its step",
    ),
    (changed("assess", consults=(replace(LAND, unit="x"),)), "assess.land", "step_unit", "nobody to consult"),
    (
        with_next("check", reject="assess"),
        "check.reject",
        "outcome_unknown",
        "the outcomes are a closed list",
    ),
    (with_next("check", forward="nowhere"), "check.forward", "outcome_target", "no such step"),
    (with_next("assess", propose="number"), "assess.propose", "propose_to_head", "records do not sign"),
    (with_next("assess", propose="end"), "assess.propose", "ends_by", "a proposal settles nothing"),
    (
        with_next("sign", approve="number", send_back="tax"),
        "sign.send_back",
        "send_back_forward",
        "tax is later",
    ),
    (
        with_next("sign", approve="number", send_back="sign"),
        "sign.send_back",
        "send_back_forward",
        "to itself",
    ),
    (
        with_next("sign", approve="number", send_back="end"),
        "sign.send_back",
        "send_back_forward",
        "no way out",
    ),
    (with_next("sign", approve="number"), "tax", "step_unreachable", "nothing leads to it"),
    (with_next("number", send_back="sign"), "number", "step_never_ends", "going back is no way out"),
    (with_next("number"), "assess", "step_never_ends", "what leads there never ends either"),
    (with_next("number", issue="assess", forward="end"), "assess", "workflow_loop", "onward means onward"),
    (WORKFLOW, "sign", "workflow_loop", "sign → tax → sign"),
]


@pytest.mark.parametrize(("spoilt", "where", "code", "because"), SPOILT)
def test_a_spoilt_workflow_is_refused(spoilt: Workflow, where: str, code: str, because: str) -> None:
    assert (where, code) in {(p.where, p.code) for p in workflow.problems(spoilt)}, because


LIMITS = [
    # limit, problems, because
    (36, [], "4 + 16 + 4 + 8 + 2 + 2 by way of tax is exactly the limit"),
    (35, ["workflow_hours"], "an hour too many"),
    (None, [], "no limit is known"),
]


@pytest.mark.parametrize(("limit", "codes", "because"), LIMITS)
def test_the_longest_way_keeps_the_limit(limit: int | None, codes: list[str], because: str) -> None:
    assert [p.code for p in workflow.problems(GOOD, limit_hours=limit)] == codes, because


def test_the_longest_way_is_told() -> None:
    assert workflow.longest(GOOD) == (36, ("check", "assess", "sign", "tax", "number", "hand_over"))


def test_every_role_must_be_held() -> None:
    found = workflow.problems(GOOD, staffed=lambda unit, role: (unit, role) != ("linked:tax", "officer"))
    assert [(p.where, p.code) for p in found] == [("tax", "step_unstaffed")]


def test_one_person_may_do_it_all_in_one_step() -> None:
    single = Workflow(steps=(step("all", "clerk", 4, "received", issue="end"),))
    assert workflow.problems(single, limit_hours=4) == []


KEYS = st.sampled_from(["a", "b", "c", "d", "end", "zz"])
STEPS = st.builds(
    lambda key, role, unit, hours, next: replace(step(key, role, hours, unit), next=next),
    KEYS,
    st.sampled_from(["clerk", "head", "officer", "x"]),
    st.sampled_from(["received", "competent", "linked:", ""]),
    st.integers(-1, 20),
    st.dictionaries(st.sampled_from([*workflow.Outcome, "x"]), KEYS),
)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=6))
def test_any_table_is_judged_and_a_good_one_always_ends(steps: list[object]) -> None:
    table = Workflow(steps=tuple(steps))  # type: ignore[arg-type]
    if not workflow.problems(table):
        hours, path = workflow.longest(table)
        assert hours >= len(path) > 0
        assert "end" in table.step(path[-1]).next.values()
