"""Numbers of the waiting room: in order, one counter each, never the same one twice."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from motcua.domain.permissions.roles import VISITOR
from motcua.queries import configuration
from motcua.queries import tickets as queries
from motcua.services import counters, ledger, tickets
from motcua.services.counters import NotRegistrar
from motcua.storage.counters.models import Ticket
from tests.make import MONDAY


def minutes(n: int) -> dt.datetime:
    return MONDAY + dt.timedelta(minutes=n)


def opened(world, windows: int = 2):
    """Turn numbers on at the centre; return the group and its counters."""
    head = world.actor("one_stop_head")
    tickets.use(unit_id=world.centre.id, uses=True, first=MONDAY.date(), basis="", actor=head, at=MONDAY)
    group = tickets.add_group(unit_id=world.centre.id, letter="a", name="Hộ tịch, chứng thực", actor=head, at=MONDAY)
    made = [counters.register(unit_id=world.centre.id, name=f"Quầy {n}", actor=head, at=MONDAY)[0] for n in range(1, windows + 1)]
    configuration.forget()
    return group, made


def given(world, group, n: int) -> Ticket:
    return tickets.issue(unit_id=world.centre.id, group_id=group, actor=VISITOR, at=minutes(n))


def test_the_longest_waiting_is_called_and_times_are_kept(world):
    group, (one, two) = opened(world)
    clerk = world.actor("clerk")
    first, second = given(world, group, 0), given(world, group, 1)
    assert (first.number, second.number) == (1, 2)
    called = tickets.call_next(counter_id=one, actor=clerk, at=minutes(7))
    assert (called.id, called.window) == (first.id, "Quầy 1")
    assert tickets.call_next(counter_id=two, actor=clerk, at=minutes(9)).id == second.id
    tickets.serve(ticket_id=first.id, counter_id=one, actor=clerk, at=minutes(8))
    tickets.finish(ticket_id=first.id, counter_id=one, actor=clerk, at=minutes(20))
    day = queries.of_day(world.centre.id, MONDAY.date())
    assert [(line.number, line.waited, line.served) for line in day.lines] == [("A001", 7, 12), ("A002", 8, None)]
    assert [e.action for e in ledger.history(first.id)] == ["ticket.issue", "ticket.call", "ticket.serve", "ticket.finish"]


def test_calling_the_next_one_finishes_the_one_that_stands_there(world):
    group, (one, _two) = opened(world)
    first, second = given(world, group, 0), given(world, group, 1)
    tickets.call_next(counter_id=one, actor=world.actor("clerk"), at=minutes(5))
    assert tickets.call_next(counter_id=one, actor=world.actor("clerk"), at=minutes(9)).id == second.id
    with pytest.raises(tickets.NothingWaiting):
        tickets.call_next(counter_id=one, actor=world.actor("clerk"), at=minutes(12))
    assert set(Ticket.objects.values_list("state", flat=True)) == {"done"}
    assert Ticket.objects.get(id=first.id).served_at == minutes(5)


def test_who_did_not_come_can_be_called_again(world):
    group, (one, two) = opened(world)
    clerk = world.actor("clerk")
    first = given(world, group, 0)
    tickets.call_next(counter_id=one, actor=clerk, at=minutes(5))
    tickets.recall(ticket_id=first.id, counter_id=one, actor=clerk, at=minutes(6))
    tickets.no_show(ticket_id=first.id, counter_id=one, actor=clerk, at=minutes(7))
    assert queries.absent_at(one, MONDAY.date())[0].calls == 2
    with pytest.raises(tickets.NoSuchTicket):
        tickets.recall(ticket_id=first.id, counter_id=two, actor=clerk, at=minutes(8))
    assert tickets.recall(ticket_id=first.id, counter_id=one, actor=clerk, at=minutes(9)).calls == 3
    assert queries.at_counter(one, MONDAY.date()).number == "A001"


def test_each_day_begins_with_one_and_yesterday_is_not_called(world):
    group, (one, _two) = opened(world)
    given(world, group, 0)
    tomorrow = MONDAY + dt.timedelta(days=1)
    assert tickets.issue(unit_id=world.centre.id, group_id=group, actor=VISITOR, at=tomorrow).number == 1
    assert tickets.call_next(counter_id=one, actor=world.actor("clerk"), at=tomorrow).day == tomorrow.date()


def test_a_unit_without_numbers_gives_none_and_turns_them_on_only_through_its_head(world):
    with pytest.raises(NotRegistrar):
        tickets.use(unit_id=world.centre.id, uses=True, first=MONDAY.date(), basis="", actor=world.actor("clerk"), at=MONDAY)
    group, (one, _two) = opened(world)
    tickets.use(unit_id=world.centre.id, uses=False, first=dt.date(2026, 11, 17), basis="", actor=world.actor("one_stop_head"), at=MONDAY)
    configuration.forget()
    assert given(world, group, 1).number == 1
    with pytest.raises(tickets.QueueOff):
        tickets.issue(unit_id=world.centre.id, group_id=group, actor=VISITOR, at=MONDAY + dt.timedelta(days=1))
    with pytest.raises(tickets.QueueOff):
        tickets.call_next(counter_id=one, actor=world.actor("clerk"), at=MONDAY + dt.timedelta(days=1))


def pressed(world, windows, *, times: int) -> list[str]:
    """Press the key at every counter at the same moment, several times; return what each press called."""
    clerk, start, got = world.actor("clerk"), threading.Barrier(len(windows)), []

    def press(counter_id) -> None:
        try:
            for _time in range(times):
                start.wait(timeout=30)
                got.append(str(tickets.call_next(counter_id=counter_id, actor=clerk, at=minutes(30)).id))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[window]) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_clerks_who_press_at_the_same_moment_never_call_the_same_number(committed):
    group, windows = opened(committed, windows=4)
    for n in range(12):
        given(committed, group, n)
    got = pressed(committed, windows, times=3)
    assert len(got) == 12
    assert len(set(got)) == 12


def test_a_key_pressed_twice_at_one_counter_leaves_one_number_there(committed):
    group, (one, _two) = opened(committed)
    for n in range(4):
        given(committed, group, n)
    assert len(set(pressed(committed, [one, one], times=1))) == 2
    assert Ticket.objects.filter(counter=one, state="called").count() == 1
