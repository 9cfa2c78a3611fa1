"""Rights are read twice from one table: Python and SQL agree on every actor, action and dossier."""

from __future__ import annotations

import itertools
import uuid

import pytest

from motcua.domain.dossiers.facts import NAMES
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import VISITOR, Actor, ActorKind, Holding, Role, StandIn
from motcua.queries import access, facts
from motcua.services.dossiers import moving
from motcua.storage.conditions import COLUMNS
from motcua.storage.dossiers.models import Dossier
from tests import make
from tests.make import MONDAY


@pytest.fixture
def some(world):
    """Dossiers that stand in different places, of different people."""
    first = make.received(world)
    second = make.received(world, parties=(make.person("051090000008", "Lê Văn Hai"), make.person("051090000008", "Lê Văn Hai", make.PartyRole.SUBMITTER)))
    third = make.filed(world)
    elsewhere = make.filed(world, received_unit=world.other_centre.id)
    moving.advance(dossier_id=first.id, action=Action.HAND_OVER, actor=world.actor("clerk"), at=MONDAY)
    moving.advance(dossier_id=second.id, action=Action.HAND_OVER, actor=world.actor("clerk"), at=MONDAY)
    officer = str(world.staff["officer"].id)
    moving.advance(dossier_id=second.id, action=Action.ASSIGN, actor=world.actor("officer"), at=MONDAY, inputs={"assignee": officer})
    Dossier.objects.filter(id=third.id).update(filed_by=world.staff["helper"].id, consulted_units=[world.other_commune.id], help_unit=world.commune.id)
    Dossier.objects.filter(id=elsewhere.id).update(return_unit=None, step_unit=world.commune.id, step_role="head")
    return list(Dossier.objects.order_by("id"))


def actors_of(world) -> list[Actor]:
    staff = [world.actor(name) for name in world.staff]
    party = [Actor(**{**a.__dict__, "person_key": make.citizen().person_key}) for a in staff]
    scopes = frozenset({"dossiers:read", "dossiers:file", "dossiers:move"})
    machines = [Actor(kind=ActorKind.MACHINE, id=str(uuid.uuid4()), holdings=a.holdings, scopes=scopes) for a in staff[:3]]
    return [*staff, *party, *machines, *bounded_of(world), make.citizen(), make.citizen("051090000099"), VISITOR]


def bounded_of(world) -> list[Actor]:
    """Delegates and deputies of every bound, alone and beside a role, strangers and parties."""
    commune, officer, party = str(world.commune.id), str(world.staff["officer"].id), make.citizen().person_key
    signs = Holding(Role.SIGNER, commune, delegation="d")
    narrow = Holding(Role.SIGNER, commune, procedures=frozenset({"9.000001"}), delegation="d")
    other = Holding(Role.SIGNER, commune, procedures=frozenset({"9.000002"}), delegation="d")
    instead = tuple(Holding(role, commune, instead_of=officer) for role in (Role.OFFICER, Role.RECORDS))
    stands = (StandIn("a", officer, frozenset({commune})),)
    own = world.actor("other_officer").holdings
    kinds = [((signs,), ()), ((narrow,), ()), ((other,), ()), ((signs, *own), ()), (instead, stands), ((*instead, narrow, *own), stands),
             (world.actor("head").holdings, stands)]  # fmt: skip
    return [
        Actor(kind=ActorKind.STAFF, id=str(uuid.uuid4()), person_key=key, holdings=tuple(held), stands_in=standing)
        for held, standing in kinds
        for key in (None, party)
    ]


def test_a_bounded_holding_never_reaches_more_than_the_role_it_stands_for(world, some):
    roles = [world.actor(name) for name in ("head", "officer", "records")]
    for actor in bounded_of(world):
        if any(h.delegation is None and h.instead_of is None for h in actor.holdings) or (actor.stands_in and actor.holds(Role.HEAD)):
            continue
        for action in Action:
            widest = {r for a in roles for r in access.reachable(a, action).values_list("id", flat=True)}
            assert set(access.reachable(actor, action).values_list("id", flat=True)) <= widest, (actor.holdings, action)


def test_python_and_sql_agree_on_every_actor_action_and_dossier(world, some):
    checked = 0
    for actor, action in itertools.product(actors_of(world), Action):
        expected = {row.id for row in some if scope.may(actor, action, facts.of_row(row).as_mapping())}
        found = set(access.reachable(actor, action).values_list("id", flat=True))
        assert found == expected, (actor.label, actor.kind, action)
        checked += len(some)
    assert checked > 4000


def test_a_list_and_the_row_follow_the_same_rule(world, some):
    for role in ("clerk", "officer", "leader", "system_admin"):
        actor = world.actor(role)
        listed = set(access.reachable(actor, Action.READ).values_list("id", flat=True))
        for row in some:
            if row.id in listed:
                assert access.get(actor, Action.READ, row.id).id == row.id
            else:
                with pytest.raises(access.NotAllowed):
                    access.get(actor, Action.READ, row.id)


def test_every_fact_has_a_column():
    assert set(COLUMNS) == NAMES


def test_roles_that_may_start_a_dossier_do_so_in_their_own_units_only(world):
    clerk = world.actor("clerk")
    assert scope.may_start(clerk, Action.RECEIVE, str(world.centre.id))
    assert not scope.may_start(clerk, Action.RECEIVE, str(world.other_centre.id))
    for name in world.staff:
        if not world.actor(name).holds(Role.CLERK, Role.ONE_STOP_HEAD):
            assert not scope.may_start(world.actor(name), Action.RECEIVE, str(world.centre.id))
