"""A centre open on Saturday morning: received that day, numbered that day, counted from Monday."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from motcua.domain.hours import ZONE
from motcua.queries import configuration, opening_hours
from motcua.services import ledger
from motcua.services import opening_hours as service
from motcua.services.calendars import CalendarProblem
from motcua.services.counters import NotRegistrar
from motcua.services.dossiers import slips
from motcua.storage.dossiers.models import Dossier, IssuedSlip
from tests import make
from tests.make import MONDAY

SATURDAY = dt.datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)


def open_on_saturday(world, **changes) -> None:
    given = {"unit_id": world.centre.id, "weekday": 5, "sessions": [["07:00", "11:30"]], "first": dt.date(2026, 11, 1), "last": None,
             "source": "QĐ 12/QĐ-UBND", "actor": world.actor("one_stop_head"), "at": MONDAY}  # fmt: skip
    service.put(**(given | changes))
    configuration.forget()


def test_what_is_received_on_saturday_carries_that_day_and_its_clock_starts_on_monday(world):
    open_on_saturday(world)
    row = Dossier.objects.get(id=make.received(world, at=SATURDAY).id)
    assert row.accepted_on == dt.date(2026, 11, 21)
    assert "261121" in row.code
    assert row.accepted_at == SATURDAY
    due = row.due_at.astimezone(ZONE)
    assert (due.date(), due.time()) == (dt.date(2026, 11, 25), dt.time(17, 0)), "three working days: Monday, Tuesday, Wednesday"
    monday = make.received(world, at=dt.datetime(2026, 11, 23, 9, 0, tzinfo=ZONE))
    assert Dossier.objects.get(id=monday.id).due_at > row.due_at, "received on Monday counts from Tuesday"


def test_the_slip_of_a_saturday_says_the_saturday_and_the_wednesday(world):
    open_on_saturday(world)
    opened = make.received(world, at=SATURDAY)
    page = json.dumps(slips.page_of_row(IssuedSlip.objects.get(dossier_id=opened.id)).data, ensure_ascii=False)
    assert "09 giờ 00 phút, ngày 21 tháng 11 năm 2026" in page
    assert "17 giờ 00 phút, thứ Tư, ngày 25 tháng 11 năm 2026" in page


def test_the_report_of_the_day_marks_what_came_while_the_doors_were_closed(world):
    open_on_saturday(world)
    make.received(world, at=SATURDAY)
    make.received(world, at=SATURDAY.replace(hour=14))
    assert [line.outside for line in opening_hours.received(world.centre.id, SATURDAY.date(), actor=world.actor("clerk"))] == [False, True]


def test_the_week_is_shown_with_its_saturday_and_days_alike_together(world):
    open_on_saturday(world)
    week = opening_hours.week(configuration.current(), world.centre.id, MONDAY.date())
    assert [(days, len(sessions)) for days, sessions in week] == [((0, 1, 2, 3, 4), 2), ((5,), 1)]
    assert configuration.current().calendar(world.centre.id).works_on(SATURDAY.date()) is False


def test_setting_and_taking_out_are_noted_and_belong_to_who_looks_after_the_office(world):
    open_on_saturday(world)
    with pytest.raises(NotRegistrar):
        open_on_saturday(world, actor=world.actor("clerk"))
    row = opening_hours.rows(world.centre.id)[0]
    with pytest.raises(NotRegistrar):
        service.remove(opening_id=row.id, actor=world.actor("other_clerk"), at=MONDAY)
    service.remove(opening_id=row.id, actor=world.actor("one_stop_head"), at=MONDAY)
    assert [e.action for e in ledger.history(world.centre.id)] == ["opening.set", "opening.remove"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last": dt.date(2026, 10, 1)}, "season_reversed"),
        ({"source": " "}, "source_missing"),
        ({"sessions": [["11:30", "07:00"]]}, "hours_order"),
    ],
)
def test_hours_nobody_could_read_are_refused(world, changes, code):
    with pytest.raises(CalendarProblem) as refused:
        open_on_saturday(world, **changes)
    assert refused.value.code == code
