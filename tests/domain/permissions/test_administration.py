"""Who administers whom."""

from __future__ import annotations

import pytest

from motcua.domain.permissions import administration
from motcua.domain.permissions.administration import Held
from motcua.domain.permissions.roles import VISITOR, Actor, ActorKind, Holding, Role

PROVINCE, COMMUNE, CENTRE, OTHER = "province", "commune", "centre", "other"
EVERYTHING = frozenset({PROVINCE, COMMUNE, CENTRE, OTHER})


def _staff(name: str, role: Role, unit: str, under: frozenset[str] = frozenset()) -> Actor:
    return Actor(kind=ActorKind.STAFF, id=name, holdings=(Holding(role=role, unit=unit, units=under | {unit}),))


SYSTEM = _staff("system", Role.SYSTEM_ADMIN, PROVINCE, EVERYTHING)
LOCAL = _staff("local", Role.UNIT_ADMIN, COMMUNE, frozenset({CENTRE}))
HEAD = _staff("head", Role.HEAD, COMMUNE, frozenset({CENTRE}))


@pytest.mark.parametrize(
    ("admin", "role", "unit", "account", "expected", "because"),
    [
        (LOCAL, Role.CLERK, CENTRE, "an", True, "the centre stands under the commune"),
        (LOCAL, Role.CLERK, OTHER, "an", False, "another commune is not theirs"),
        (LOCAL, Role.UNIT_ADMIN, CENTRE, "an", True, "a unit may have an administrator of its own"),
        (LOCAL, Role.CONTROLLER, COMMUNE, "an", False, "a controller reaches the whole province"),
        (LOCAL, Role.AUDITOR, COMMUNE, "an", False, "only the system's administrator gives it"),
        (LOCAL, Role.SYSTEM_ADMIN, COMMUNE, "an", False, "nobody raises others above themself"),
        (LOCAL, Role.CATALOGUE, COMMUNE, "an", False, "the catalogue is one for the province"),
        (LOCAL, Role.CLERK, CENTRE, "local", False, "nobody gives themself a role"),
        (SYSTEM, Role.AUDITOR, PROVINCE, "an", True, "the system's administrator gives every role"),
        (SYSTEM, Role.CLERK, "unknown", "an", True, "and reaches every unit"),
        (SYSTEM, Role.CLERK, CENTRE, "system", False, "but not their own account"),
        (HEAD, Role.CLERK, CENTRE, "an", False, "a head administers nobody"),
        (VISITOR, Role.CLERK, CENTRE, "an", False, "nor does a visitor"),
    ],
)
def test_a_role_is_given_only_within_reach(
    admin: Actor, role: Role, unit: str, account: str, expected: bool, because: str
) -> None:
    assert administration.may_give(admin, Held(role, unit), account=account) is expected, because


@pytest.mark.parametrize(
    ("admin", "held", "expected", "because"),
    [
        (LOCAL, [Held(Role.CLERK, CENTRE)], True, "all they may do lies within reach"),
        (LOCAL, [Held(Role.CLERK, CENTRE), Held(Role.OFFICER, OTHER)], False, "they also work elsewhere"),
        (LOCAL, [Held(Role.CLERK, CENTRE), Held(Role.AUDITOR, COMMUNE)], False, "the account would hand over an audit"),
        (LOCAL, [], False, "an account without a role is nobody's there"),
        (SYSTEM, [], True, "the system's administrator looks after it"),
        (HEAD, [Held(Role.CLERK, CENTRE)], False, "a head administers nobody"),
    ],
)
def test_an_account_is_changed_only_by_whoever_may_give_all_its_roles(
    admin: Actor, held: list[Held], expected: bool, because: str
) -> None:
    assert administration.may_change_account(admin, held, account="an") is expected, because


def test_nobody_changes_their_own_account() -> None:
    assert not administration.may_change_account(SYSTEM, [], account=SYSTEM.id)
    assert not administration.may_change_account(LOCAL, [Held(Role.CLERK, CENTRE)], account=LOCAL.id)


@pytest.mark.parametrize(
    ("admin", "unit", "expected", "because"),
    [
        (LOCAL, CENTRE, True, "it stands under theirs"),
        (LOCAL, COMMUNE, False, "their own unit is not theirs to end"),
        (LOCAL, OTHER, False, "it is not theirs"),
        (SYSTEM, PROVINCE, True, "everything is"),
    ],
)
def test_a_unit_is_ended_from_above(admin: Actor, unit: str, expected: bool, because: str) -> None:
    assert administration.may_end_unit(admin, unit) is expected, because


def test_only_the_systems_administrator_adds_a_unit_at_the_top() -> None:
    assert administration.may_add_under(SYSTEM, None)
    assert not administration.may_add_under(LOCAL, None)
    assert administration.may_add_under(LOCAL, COMMUNE)
    assert not administration.may_add_under(LOCAL, OTHER)


def test_a_units_administrator_gives_no_role_that_reaches_the_province() -> None:
    assert administration.roles_to_give(LOCAL) == frozenset(Role) - administration.PROVINCE_WIDE - administration.BY_PAPER
    assert administration.roles_to_give(SYSTEM) == frozenset(Role) - administration.BY_PAPER
    assert administration.roles_to_give(HEAD) == frozenset()
