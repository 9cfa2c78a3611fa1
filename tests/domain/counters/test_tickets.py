"""What can be done with a number, and how it is written and called."""

from __future__ import annotations

import pytest

from motcua.domain.counters import tickets
from motcua.domain.counters.tickets import TABLE, Act, State


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (State.WAITING, ()),
        (State.CALLED, (Act.RECALL, Act.SERVE, Act.FINISH, Act.NO_SHOW)),
        (State.SERVING, (Act.FINISH,)),
        (State.NO_SHOW, (Act.RECALL,)),
        (State.DONE, ()),
    ],
)
def test_each_state_offers_what_makes_sense_in_it(state, acts):
    assert tickets.acts(state) == acts


def test_every_act_leads_somewhere_it_did_not_begin_or_is_a_call_again():
    assert set(TABLE) == set(Act)
    assert all(after not in before for act, (before, after) in TABLE.items() if act is not Act.RECALL)


def test_a_number_is_written_with_its_letter_and_called_digit_by_digit():
    assert tickets.written("A", 12) == "A012"
    assert tickets.written("B", 1234) == "B1234"
    assert tickets.spoken("A", 12, "Quầy 1") == "Mời số A 0 1 2 đến Quầy 1"
