"""The tables of transfers: what follows what, and who may do it."""

from __future__ import annotations

import pytest

from motcua.domain.papers import rights
from motcua.domain.papers.rights import TRANSFER_GRANTS, Side
from motcua.domain.papers.transfers import (
    CARRIED_NEXT,
    LINE_MOVES,
    OPEN,
    Act,
    Carried,
    Line,
    TransferNotPossible,
    after,
    carried,
)
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role


@pytest.mark.parametrize("act", [Act.RECEIVE, Act.DISPUTE, Act.SEND_AGAIN, Act.WITHDRAW])
@pytest.mark.parametrize("line", list(Line))
def test_a_bundle_moves_only_while_its_transfer_is_open(act, line):
    if (act, line) in LINE_MOVES:
        assert line in OPEN
        assert after(act, line) is LINE_MOVES[act, line]
        return
    with pytest.raises(TransferNotPossible):
        after(act, line)


@pytest.mark.parametrize("before", list(Carried))
@pytest.mark.parametrize("told", list(Carried))
def test_the_post_never_goes_back_on_its_word(before, told):
    if told is before:
        assert carried(before, told) is False
    elif told in CARRIED_NEXT[before]:
        assert carried(before, told) is True
        assert before not in CARRIED_NEXT[told]
    else:
        with pytest.raises(TransferNotPossible):
            carried(before, told)


def actor(role: Role, kind: ActorKind = ActorKind.STAFF, scopes: frozenset[str] = frozenset()) -> Actor:
    return Actor(kind=kind, id="x", holdings=(Holding(role, "here", frozenset({"here", "below"})),), scopes=scopes)


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("side", list(Side))
def test_a_role_may_do_with_papers_exactly_what_the_table_grants_on_that_side(act, role, side):
    granted = any((g.act, g.role, g.side) == (act, role, side) for g in TRANSFER_GRANTS)
    assert rights.may(actor(role), act, {side.value: "here"}) is granted
    assert not rights.may(actor(role), act, {side.value: "below"})  # papers lie in one unit, not in those under it
    assert not rights.may(actor(role), act, {})


def test_every_act_is_granted_to_somebody():
    assert {g.act for g in TRANSFER_GRANTS} == set(Act)


def test_a_machine_carries_parcels_and_nothing_else_and_only_with_its_scope():
    sides = {side.value: "here" for side in Side}
    key = actor(Role.POSTAL, ActorKind.MACHINE, frozenset({rights.POST_SCOPE}))
    assert rights.may(key, Act.CARRY, sides)
    assert not rights.may(actor(Role.POSTAL, ActorKind.MACHINE, frozenset({"dossiers:move"})), Act.CARRY, sides)
    clerk = actor(Role.CLERK, ActorKind.MACHINE, frozenset({rights.POST_SCOPE}))
    assert not rights.may(clerk, Act.RECEIVE, sides)
    assert not rights.may(actor(Role.CLERK, ActorKind.CITIZEN), Act.SEE, sides)
