"""The table of rights, read in Python: every role and action, and the rules that hold for all of them."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.facts import NAMES, DossierFacts
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import VISITOR, Actor, ActorKind, Holding, Role, StandIn
from motcua.domain.permissions.rules import GRANTS, READING, SCOPES, STEP_ROLE, Reach
from motcua.domain.where import And, Eq, Has, In, Known, Le, Not, Or, Where

HERE, ELSEWHERE = "here", "elsewhere"


def staff(role: Role, unit: str = HERE, key: str | None = None) -> Actor:
    return Actor(kind=ActorKind.STAFF, id="me", person_key=key, holdings=(Holding(role, unit, frozenset({unit})),))


def facts(**given: object) -> dict[str, object]:
    base = {"id": "d", "status": 4, "procedure": "p", "channel": "online", "place": "afar"}
    return DossierFacts(**(base | given)).as_mapping()  # type: ignore[arg-type]


REACHED = {
    Reach.RECEIVED: facts(received_unit=HERE), Reach.RETURNS: facts(return_unit=HERE),
    Reach.COMPETENT: facts(competent_unit=HERE), Reach.STEP_UNIT: facts(step_unit=HERE),
    Reach.CONSULTED: facts(consulted_units=frozenset({HERE})), Reach.UNIT: facts(help_unit=HERE),
    Reach.PROVINCE: facts(), Reach.FILED: facts(filed_by="me"), Reach.CODE: facts(),
    Reach.POSTED: facts(delivery_status=3),
}  # fmt: skip


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_exactly_what_the_table_grants(role, action):
    grants = [g for g in GRANTS if g.role is role and g.action is action]
    everywhere = {Reach.PROVINCE, Reach.CODE} & {g.reach for g in grants}
    assert scope.may(staff(role), action, facts()) is bool(everywhere)
    for grant in grants:
        if grant.reach is Reach.STEP:
            near = facts(step_unit=HERE, step_role=STEP_ROLE.get(role, role).value)
        elif grant.reach in (Reach.NEW, Reach.OWN):
            continue
        else:
            near = REACHED[grant.reach]
        assert scope.may(staff(role), action, near)
    if not grants:
        everything = facts(
            received_unit=HERE, competent_unit=HERE, step_unit=HERE, step_role=STEP_ROLE.get(role, role).value, return_unit=HERE,
            help_unit=HERE, consulted_units=frozenset({HERE}), filed_by="me", delivery_status=3,
        )  # fmt: skip
        assert not scope.may(staff(role), action, everything)


def test_the_system_administrator_can_do_nothing_with_a_dossier():
    assert [g for g in GRANTS if g.role is Role.SYSTEM_ADMIN] == []


@pytest.mark.parametrize("grant", [g for g in GRANTS if isinstance(g.role, Role)], ids=lambda g: f"{g.role.value}-{g.action.value}-{g.reach.value}")
def test_nobody_acts_on_a_dossier_in_which_they_are_a_party(grant):
    if grant.action in READING or grant.reach is Reach.NEW:
        return
    near = {**facts(received_unit=HERE, competent_unit=HERE, step_unit=HERE, step_role=STEP_ROLE.get(grant.role, grant.role).value, return_unit=HERE,
                    consulted_units=frozenset({HERE}), filed_by="me", delivery_status=3), "party_keys": frozenset({"mine"})}  # fmt: skip
    assert not scope.may(staff(grant.role, key="mine"), grant.action, near)
    assert scope.may(staff(grant.role, key="other"), grant.action, near)


def test_a_citizen_reaches_their_own_dossiers_and_no_others():
    me = Actor(kind=ActorKind.CITIZEN, id="c", person_key="k")
    assert scope.may(me, Action.READ, facts(party_keys=frozenset({"k"})))
    assert not scope.may(me, Action.READ, facts(party_keys=frozenset({"x"})))
    assert not scope.may(Actor(kind=ActorKind.CITIZEN, id="c"), Action.READ, facts())


def test_a_visitor_sees_progress_only():
    allowed = [a for a in Action if scope.may(VISITOR, a, facts(party_keys=frozenset({"k"})))]
    assert allowed == [Action.READ_PROGRESS]


def test_what_a_colleague_has_taken_is_theirs():
    assert not scope.may(staff(Role.OFFICER), Action.PROPOSE, facts(step_unit=HERE, step_role="officer", assignee="somebody"))
    assert scope.may(staff(Role.OFFICER), Action.PROPOSE, facts(step_unit=HERE, step_role="officer", assignee="me"))


def test_a_delegation_reaches_its_unit_and_procedures_and_nothing_else():
    bounded = Holding(Role.SIGNER, HERE, procedures=frozenset({"p"}), delegation="d")
    deputy = Actor(kind=ActorKind.STAFF, id="me", holdings=(bounded, Holding(Role.OFFICER, ELSEWHERE)))
    waiting = {"step_unit": HERE, "step_role": "head", "competent_unit": HERE}
    assert scope.may(deputy, Action.APPROVE, facts(**waiting))
    assert not scope.may(deputy, Action.APPROVE, {**facts(**waiting), "procedure": "q"})
    assert not scope.may(deputy, Action.APPROVE, facts(**(waiting | {"step_unit": ELSEWHERE})))
    assert not scope.may(deputy, Action.PROPOSE, facts(step_unit=HERE, step_role="officer"))
    assert not scope.may(deputy, Action.STOP, facts(**waiting))


def test_a_deputy_handles_what_is_assigned_to_the_absent_colleague_and_nothing_more():
    deputy = Actor(
        kind=ActorKind.STAFF, id="me", holdings=(Holding(Role.OFFICER, HERE, instead_of="away"),), stands_in=(StandIn("a", "away"),)
    )
    assert scope.may(deputy, Action.PROPOSE, facts(step_unit=HERE, step_role="officer", assignee="away"))
    assert not scope.may(deputy, Action.PROPOSE, facts(step_unit=HERE, step_role="officer"))
    assert not scope.may(deputy, Action.PROPOSE, facts(step_unit=HERE, step_role="officer", assignee="other"))
    assert not scope.may(deputy, Action.READ, facts(competent_unit=HERE, step_unit=HERE))
    assert not scope.may(deputy, Action.APPROVE, facts(step_unit=HERE, step_role="head", assignee="away"))


def test_nobody_signs_or_stands_in_on_their_own_dossier():
    near = facts(step_unit=HERE, step_role="head", party_keys=frozenset({"mine"}))
    signer = Holding(Role.SIGNER, HERE, delegation="d")
    stands = (StandIn("a", "away", frozenset({HERE})),)
    assert not scope.may(Actor(kind=ActorKind.STAFF, id="me", person_key="mine", holdings=(signer,), stands_in=stands), Action.APPROVE, near)
    handled = facts(step_unit=HERE, step_role="officer", assignee="away", party_keys=frozenset({"mine"}))
    instead = Holding(Role.OFFICER, HERE, instead_of="away")
    assert not scope.may(Actor(kind=ActorKind.STAFF, id="me", person_key="mine", holdings=(instead,), stands_in=stands), Action.PROPOSE, handled)


def test_a_key_needs_the_scope_beside_the_role():
    machine = Actor(kind=ActorKind.MACHINE, id="m", holdings=(Holding(Role.CLERK, HERE, frozenset({HERE})),))
    assert not scope.may(machine, Action.READ, facts(received_unit=HERE))
    reading = Actor(**{**machine.__dict__, "scopes": frozenset({"dossiers:read"})})
    assert scope.may(reading, Action.READ, facts(received_unit=HERE))
    assert not scope.may(reading, Action.ACCEPT, facts(received_unit=HERE))
    assert not scope.may_start(reading, Action.RECEIVE, HERE)


def test_the_post_ends_only_what_is_on_its_way_by_post():
    assert scope.may(staff(Role.POSTAL), Action.DELIVER, facts(delivery_status=3))
    assert not scope.may(staff(Role.POSTAL), Action.DELIVER, facts(delivery_status=2))
    assert {g.action for g in GRANTS if g.role is Role.POSTAL} == {Action.DELIVER}


def test_no_scope_lets_a_machine_correct_or_rate():
    for actions in SCOPES.values():
        assert not {Action.CORRECT, Action.RATE, Action.TAKE_OVER} & actions


def test_every_action_is_ruled():
    assert {g.action for g in GRANTS} == set(Action)


def test_every_condition_names_facts_that_exist():
    def names(where: Where) -> set[str]:
        match where:
            case And(parts) | Or(parts):
                return set().union(*(names(p) for p in parts))
            case Not(part):
                return names(part)
            case Eq(fact) | In(fact) | Le(fact) | Known(fact) | Has(fact):
                return {fact}
        return set()

    for role in Role:
        for action in Action:
            assert names(scope.of(staff(role, key="k"), action)) <= NAMES
