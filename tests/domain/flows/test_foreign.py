"""Reading a log of somebody else: exactly, or not at all, naming the line."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.flows import foreign
from motcua.domain.flows.foreign import Fault, NotALog
from motcua.domain.hours import ZONE

HEAD = "case,activity,resource,timestamp,group,channel,department,responsible,startdate,deadline,enddate_planned,enddate"
TIMES = "2011-10-11 01:00:00+02:00,,2011-10-20 01:00:00+02:00,2011-10-20 01:00:00.5+02:00"


def line(case: str = "c1", activity: str = "A", resource: str = "R", at: str = "2011-10-12 01:00:00+02:00", times: str = TIMES) -> str:
    return f"{case},{activity},{resource},{at},G,Internet,D,R2,{times}"


def test_cases_keep_the_order_of_the_file_and_events_the_order_of_time() -> None:
    found = foreign.read([HEAD, line("c2"), line("c1", "B", at="2011-10-13 01:00:00+02:00"), line("c1", "A"), line("c1", "C", at="2011-10-13 01:00:00+02:00")])
    assert [case.code for case in found] == ["c2", "c1"]
    assert [event.activity for event in found[1].events] == ["A", "B", "C"], "events of one moment stay as the file has them"


def test_people_become_numbers_and_no_name_is_kept() -> None:
    (case,) = foreign.read([HEAD, line(resource="Jan Jansen"), line(resource=""), line(resource="R2"), line(resource="Jan Jansen")])
    assert [event.resource for event in case.events] == [2, 0, 1, 2]
    assert case.responsible == 1
    assert "Jan" not in repr(case)


@pytest.mark.parametrize(
    ("planned", "ended", "late", "because"),
    [
        ("2011-10-20 01:00:00+02:00", "2011-10-20 01:00:00+02:00", False, "on the moment is in time"),
        ("2011-10-20 01:00:00+02:00", "2011-10-20 01:00:00.000001+02:00", True, "after it is late, by however little"),
        ("2011-10-20 01:00:00+02:00", "2011-10-20 00:30:00+01:00", True, "moments are compared, not texts"),
        ("", "2011-10-20 01:00:00+02:00", False, "without a planned end nothing is late"),
        ("2011-10-20 01:00:00+02:00", "", False, "what has not ended is not counted late"),
    ],
)
def test_late_is_what_the_file_says(planned: str, ended: str, late: bool, because: str) -> None:
    (case,) = foreign.read([HEAD, line(times=f",,{planned},{ended}")])
    assert case.late is late, because
    assert foreign.trace_of(case).late is late


def test_a_case_becomes_stays_that_end_with_their_events() -> None:
    (case,) = foreign.read([HEAD, line(), line(activity="B", resource="S", at="2011-10-12 02:30:00+02:00")])
    found = foreign.trace_of(case)
    assert [(s.activity, s.took, s.waited, s.by) for s in found.stays] == [("A", 1440, None, "2"), ("B", 90, None, "3")]
    assert (found.after, found.over) == (7 * 1440 + 1350, 1)
    assert found.passed_in() == ">"


def test_an_event_before_its_case_begins_counts_from_itself() -> None:
    (case,) = foreign.read([HEAD, line(at="2011-10-10 01:00:00+02:00")])
    assert foreign.trace_of(case).stays[0].took == 0


def test_only_three_columns_are_needed_and_others_are_passed_over() -> None:
    (case,) = foreign.read(["timestamp,note,CASE,activity\n", "2011-10-12 08:00,x,c1,A\n", "\n"])
    assert case.events[0].at == dt.datetime(2011, 10, 12, 8, 0, tzinfo=ZONE), "without a zone it is Vietnam's time"
    assert not case.late


@pytest.mark.parametrize(
    ("lines", "number", "fault", "column", "because"),
    [
        ([], 1, Fault.COLUMN_MISSING, "case", "nothing is no log"),
        (["case,activity"], 1, Fault.COLUMN_MISSING, "timestamp", "a heading without moments"),
        ([f"{HEAD},case"], 1, Fault.COLUMN_TWICE, "case", "which of the two"),
        ([HEAD], 1, Fault.NO_EVENT, "", "a heading alone"),
        ([HEAD, line(), line() + ",x"], 3, Fault.CELLS, "", "a cell too many"),
        ([HEAD, line(case=" ")], 2, Fault.EMPTY, "case", "an event of no case"),
        ([HEAD, line(activity="<")], 2, Fault.RESERVED, "activity", "means before the first step"),
        ([HEAD, line(activity="A" * 201)], 2, Fault.TOO_LONG, "activity", "no name is so long"),
        ([HEAD, line(), line(at="12/10/2011")], 3, Fault.NOT_A_MOMENT, "timestamp", "which is the month"),
        ([HEAD, line(times=",,,soon")], 2, Fault.NOT_A_MOMENT, "enddate", "no moment"),
        ([HEAD, line(), line(times=",,,")], 3, Fault.OTHERWISE, "startdate", "one case has one start"),
        ([HEAD, line(), 'c1,"A"B,,,,,,,,,,'], 3, Fault.QUOTES, "", "a quote in the middle"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named(lines: list[str], number: int, fault: Fault, column: str, because: str) -> None:
    with pytest.raises(NotALog) as refused:
        foreign.read(lines)
    first = refused.value.problems[0]
    assert (first.line, first.fault, first.column) == (number, fault, column), because


def test_several_broken_lines_are_named_at_once_but_not_all_of_a_hundred() -> None:
    with pytest.raises(NotALog) as refused:
        foreign.read([HEAD, *[line(at="x")] * 100])
    assert [one.line for one in refused.value.problems] == list(range(2, 22))
