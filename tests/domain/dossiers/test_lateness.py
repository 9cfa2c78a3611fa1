"""Late by law, by appointment and by the national index are three answers to three questions."""

from datetime import UTC, datetime

import pytest

from motcua.domain.dossiers.clock import Clock, Limit, LimitUnit, due, extend
from motcua.domain.dossiers.lateness import (
    NationalRecord,
    Timeliness,
    late_by_appointment,
    late_by_law,
    late_by_national_index,
    timeliness,
)
from motcua.domain.dossiers.pauses import Pause, PauseKind
from tests.calendar_2026 import CALENDAR, at

DAYS = LimitUnit.WORKING_DAYS
HOURS = LimitUnit.WORKING_HOURS
PROMISED = at("2026-03-12 10:12")
PERIOD_END = at("2026-03-31 23:59")


def supplement(asked: str, answered: str | None) -> Pause:
    ended = None if answered is None else at(answered)
    return Pause(kind=PauseKind.SUPPLEMENT, started_at=at(asked), ended_at=ended)


@pytest.mark.parametrize(
    ("finished", "unit", "verdict", "because"),
    [
        ("2026-03-11 17:00", DAYS, Timeliness.EARLY, "the day before"),
        ("2026-03-12 07:00", DAYS, Timeliness.ON_TIME, "on the due day, before the hour"),
        ("2026-03-12 10:12", DAYS, Timeliness.ON_TIME, "on the due moment"),
        ("2026-03-12 10:13", DAYS, Timeliness.LATE, "a minute after it"),
        ("2026-03-13 08:00", DAYS, Timeliness.LATE, "the day after"),
        ("2026-03-12 09:59", HOURS, Timeliness.EARLY, "before the due hour"),
        ("2026-03-12 10:00", HOURS, Timeliness.ON_TIME, "within the due hour"),
        ("2026-03-12 10:12", HOURS, Timeliness.ON_TIME, "on the due moment"),
        ("2026-03-12 10:13", HOURS, Timeliness.LATE, "a minute after it"),
        ("2026-03-11 16:00", HOURS, Timeliness.EARLY, "the day before, at a later hour of the clock"),
        ("2026-03-12 07:30", LimitUnit.SAME_DAY, Timeliness.ON_TIME, "days are compared as days"),
    ],
)
def test_finished_work_is_early_on_time_or_late(
    finished: str, unit: LimitUnit, verdict: Timeliness, because: str
) -> None:
    assert timeliness(at(finished), PROMISED, unit) is verdict, because


def test_without_an_appointment_work_is_on_time() -> None:
    assert timeliness(at("2026-03-12 10:12"), None, DAYS) is Timeliness.ON_TIME


def test_days_are_compared_in_vietnam() -> None:
    evening_before_in_utc = datetime(2026, 3, 11, 18, 0, tzinfo=UTC)  # 01:00 on the 12th in Vietnam
    assert timeliness(evening_before_in_utc, PROMISED, DAYS) is Timeliness.ON_TIME


@pytest.mark.parametrize("late", [late_by_law, late_by_appointment])
@pytest.mark.parametrize(
    ("finished", "promised", "now", "verdict", "because"),
    [
        ("2026-03-12 10:12", PROMISED, "2026-04-01 08:00", False, "finished on the moment"),
        ("2026-03-12 10:13", PROMISED, "2026-04-01 08:00", True, "finished a minute late"),
        (None, PROMISED, "2026-03-12 10:12", False, "open, and the moment is not over"),
        (None, PROMISED, "2026-03-12 10:13", True, "open, and the moment is over"),
        (None, None, "2026-04-01 08:00", False, "it waits, or nothing was promised"),
        ("2026-03-12 10:13", None, "2026-04-01 08:00", False, "nothing was promised"),
    ],
)
def test_lateness_compares_the_end_or_now_with_the_promise(
    late: object, finished: str | None, promised: datetime | None, now: str, verdict: bool, because: str
) -> None:
    name = "legal_due_at" if late is late_by_law else "appointment_at"
    assert callable(late)
    ended = None if finished is None else at(finished)
    assert late(finished_at=ended, at=at(now), **{name: promised}) is verdict, because


def test_a_re_appointment_is_kept_or_not_but_never_changes_lateness_by_law() -> None:
    clock = Clock(started_at=at("2026-03-10 10:12"), limit=Limit(2, DAYS), calendar=CALENDAR)
    again = extend(clock, to=at("2026-03-17 17:00"))
    finished, now = at("2026-03-16 10:00"), at("2026-03-20 10:00")
    assert late_by_law(finished_at=finished, legal_due_at=due(again).deadline, at=now)
    assert not late_by_appointment(finished_at=finished, appointment_at=again.extended_to, at=now)


def test_a_late_dossier_that_waits_is_still_late_by_law() -> None:
    wait = supplement("2026-03-13 08:00", None)
    clock = Clock(started_at=at("2026-03-10 10:12"), limit=Limit(2, DAYS), calendar=CALENDAR, pauses=(wait,))
    assert late_by_law(finished_at=None, legal_due_at=due(clock).deadline, at=at("2026-03-13 09:00"))


WAIT = supplement("2026-03-11 09:00", "2026-03-13 09:00")  # two days
BILL = Pause(kind=PauseKind.PAYMENT, started_at=at("2026-03-11 09:00"), ended_at=at("2026-03-13 09:00"))
OPEN = supplement("2026-03-11 09:00", None)
OPEN_LATE = supplement("2026-03-13 09:00", None)
IN_TIME, TOO_LATE = at("2026-03-12 10:00"), at("2026-03-13 10:00")


@pytest.mark.parametrize(
    ("record", "late", "because"),
    [
        (NationalRecord(appointment_at=PROMISED, done_at=IN_TIME), False, "done in time"),
        (NationalRecord(appointment_at=PROMISED, done_at=PROMISED), False, "the moment itself is in time"),
        (NationalRecord(appointment_at=PROMISED, done_at=TOO_LATE), True, "done a day late"),
        (
            NationalRecord(appointment_at=PROMISED, done_at=IN_TIME, returned_at=TOO_LATE),
            False,
            "done counts before returned",
        ),
        (NationalRecord(appointment_at=PROMISED, returned_at=TOO_LATE), True, "returned, when not told done"),
        (NationalRecord(appointment_at=PROMISED, stopped_at=IN_TIME), False, "stopped is an end"),
        (NationalRecord(appointment_at=PROMISED, refused_at=IN_TIME), False, "refused is an end"),
        (NationalRecord(appointment_at=PROMISED, withdrawn_at=IN_TIME), False, "withdrawn after acceptance"),
        (
            NationalRecord(appointment_at=PROMISED, withdrawn_at=IN_TIME, accepted=False),
            True,
            "withdrawn before acceptance is no end",
        ),
        (NationalRecord(appointment_at=PROMISED), True, "open at the end of the period"),
        (NationalRecord(appointment_at=at("2026-04-02 17:00")), False, "open, and not due in the period"),
        (
            NationalRecord(appointment_at=PROMISED, done_at=at("2026-03-14 10:00"), pauses=(WAIT,)),
            False,
            "the wait of two days is taken off",
        ),
        (
            NationalRecord(appointment_at=PROMISED, done_at=at("2026-03-14 10:13"), pauses=(WAIT,)),
            True,
            "a minute more than the wait",
        ),
        (
            NationalRecord(appointment_at=PROMISED, done_at=at("2026-03-14 10:00"), pauses=(BILL,)),
            True,
            "a wait for payment is not taken off",
        ),
        (
            NationalRecord(appointment_at=PROMISED, done_at=IN_TIME, pauses=(WAIT, OPEN_LATE)),
            True,
            "asked twice is late, however early it was done",
        ),
        (
            NationalRecord(appointment_at=PROMISED, done_at=IN_TIME, pauses=(WAIT, BILL)),
            False,
            "asked once and billed once is asked once",
        ),
        (NationalRecord(appointment_at=PROMISED, pauses=(OPEN,)), False, "asked in time and still waiting"),
        (NationalRecord(appointment_at=PROMISED, pauses=(OPEN_LATE,)), True, "asked too late"),
        (
            NationalRecord(appointment_at=at("2026-03-30 17:00"), pauses=(WAIT,)),
            True,
            "open: the end of the period stands as it is",
        ),
        (
            NationalRecord(longest_due_at=at("2026-03-30 17:00"), pauses=(WAIT,)),
            False,
            "no appointment: the wait is taken off, open or not",
        ),
        (NationalRecord(longest_due_at=PROMISED, done_at=IN_TIME), False, "within the longest limit"),
        (NationalRecord(longest_due_at=PROMISED, done_at=TOO_LATE), True, "over the longest limit"),
        (
            NationalRecord(appointment_at=IN_TIME, longest_due_at=TOO_LATE, done_at=PROMISED),
            True,
            "the appointment counts before the longest limit",
        ),
        (NationalRecord(done_at=TOO_LATE), False, "nothing was promised by anybody"),
        (
            NationalRecord(appointment_at=PROMISED, done_at=IN_TIME, pauses=(OPEN_LATE,)),
            False,
            "asked after the end takes nothing off",
        ),
        (
            NationalRecord(appointment_at=PROMISED, done_at=TOO_LATE, pauses=(OPEN,)),
            False,
            "done while waiting: the wait ended with the end",
        ),
        (
            NationalRecord(
                appointment_at=at("2026-03-10 17:00"), done_at=at("2026-03-12 09:00"), pauses=(WAIT,)
            ),
            True,
            "an answer after the end takes nothing more off",
        ),
    ],
)
def test_the_national_index_decides(record: NationalRecord, late: bool, because: str) -> None:
    assert late_by_national_index(record, period_end=PERIOD_END) is late, because
