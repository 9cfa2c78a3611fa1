"""A shift is opened by whoever takes money first; two who do so at the same moment open one."""

from __future__ import annotations

import datetime as dt
import threading

from django.db import DatabaseError, connection, transaction

from motcua.services import receipts, shifts
from motcua.storage.fees.models import Shift
from tests.desk_stories import at
from tests.make import World


def test_clerks_who_take_their_first_money_at_the_same_moment_open_one_shift(committed: World):
    clerk, pressing, days = committed.actor("clerk"), 16, 40
    start, got, faults = threading.Barrier(pressing), [], []

    def press() -> None:
        try:
            for n in range(days):
                start.wait(timeout=30)
                with transaction.atomic():
                    got.append((n, receipts.open_shift(unit_id=committed.centre.id, actor=clerk, at=at(9) + dt.timedelta(days=n))))
        except (DatabaseError, threading.BrokenBarrierError) as fault:  # a thread's fault is told by the test
            faults.append(fault)
            start.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _n in range(pressing)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(set(got)) == days
    assert set(Shift.objects.values_list("ordinal", "moves")) == {(1, pressing)}


def test_who_takes_money_after_closing_opens_the_second_shift_of_the_day(world: World):
    clerk, opened = world.actor("clerk"), []
    for hour in (8, 9, 13):
        with transaction.atomic():
            opened.append(receipts.open_shift(unit_id=world.centre.id, actor=clerk, at=at(hour)))
        if hour == 9:
            shifts.close(shift_id=opened[0], actor=clerk, at=at(11), counted=0)
    assert opened[0] == opened[1] != opened[2]
    assert list(Shift.objects.order_by("ordinal").values_list("ordinal", "moves")) == [(1, 2), (2, 1)]
