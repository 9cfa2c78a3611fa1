"""Late by law, late by appointment, late by the national index: three questions that are never mixed up.

A dossier re-appointed after an apology is late by law and may be on time by its new appointment; one asked
twice for supplements is late by the national index whatever its appointment says. Each figure names the one
it uses.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.domain.calendar import local
from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.dossiers.pauses import Pause, PauseKind


class Timeliness(StrEnum):
    """How a finished dossier or step stands to its due moment (kết quả giải quyết)."""

    EARLY = "early"  # trước hạn
    ON_TIME = "on_time"  # đúng hạn
    LATE = "late"  # quá hạn


def timeliness(finished_at: datetime, due_at: datetime | None, unit: LimitUnit) -> Timeliness:
    """Say whether the work was finished early, on time or late.

    Early is an earlier day than the due day, for limits in hours an earlier hour of the clock than the due
    hour; late is after the due moment. Without an appointment the work is on time.
    """
    if due_at is None:
        return Timeliness.ON_TIME
    finished, promised = local(finished_at), local(due_at)
    if finished > promised:
        return Timeliness.LATE
    hourly = unit is LimitUnit.WORKING_HOURS
    if finished.date() < promised.date() or (hourly and finished.hour < promised.hour):
        return Timeliness.EARLY
    return Timeliness.ON_TIME


def late_by_law(*, finished_at: datetime | None, legal_due_at: datetime | None, at: datetime) -> bool:
    """Say whether the legal due moment was, or at `at` is, passed; a re-appointment changes nothing.

    `legal_due_at` is the clock's `deadline`: None while the dossier waits with time left, and then it is not
    late.
    """
    return _passed(legal_due_at, finished_at, at)


def late_by_appointment(
    *, finished_at: datetime | None, appointment_at: datetime | None, at: datetime
) -> bool:
    """Say whether the appointment printed on the receipt slip was, or at `at` is, passed.

    Figures pass the first appointment (with waiting time added to it). Pass the re-appointment only to see
    whether the second promise was kept. Without an appointment nothing is late.
    """
    return _passed(appointment_at, finished_at, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRecord:
    """What the national index reads of a dossier, as known at the end of the period.

    The moments are those of the first event with the status. `longest_due_at` is the due moment by the
    procedure's longest limit, reckoned from the receipt; it decides where there is no appointment. Of the
    pauses only the waits for supplements count.
    """

    appointment_at: datetime | None = None  # NgayHenTra
    longest_due_at: datetime | None = None
    accepted: bool = True
    done_at: datetime | None = None  # 9 Đã xử lý xong
    returned_at: datetime | None = None  # 10 Đã trả kết quả
    stopped_at: datetime | None = None  # 8 Dừng xử lý
    refused_at: datetime | None = None  # 3 Không được tiếp nhận
    withdrawn_at: datetime | None = None  # 7 Công dân yêu cầu rút hồ sơ
    pauses: tuple[Pause, ...] = ()

    @property
    def finished_at(self) -> datetime | None:
        """The moment the index takes for the end: done, else returned, stopped, refused, or withdrawn."""
        withdrawn = self.withdrawn_at if self.accepted else None
        return self.done_at or self.returned_at or self.stopped_at or self.refused_at or withdrawn

    @property
    def supplements(self) -> tuple[Pause, ...]:
        """The waits for supplements (chờ bổ sung)."""
        return tuple(pause for pause in self.pauses if pause.kind is PauseKind.SUPPLEMENT)


def late_by_national_index(record: NationalRecord, *, period_end: datetime) -> bool:
    """Say whether the national index (QĐ 766/QĐ-TTg, 2.1) counts the dossier as late.

    Asked for supplements more than once: late. Finished: the end, less the waiting of the one supplement.
    Waiting for that one: the moment of asking. Not finished: the end of the period. The waiting is taken off
    as plain time, as the portal has no working hours. It is on time when that end is not after the
    appointment; without one, when the end less the waiting is not after the due moment by the longest limit;
    with neither there is nothing to be late for.
    """
    if len(record.supplements) > 1:
        return True
    promised = record.appointment_at or record.longest_due_at
    if promised is None:
        return False
    return local(_end_for_index(record, period_end)) > local(promised)


def _end_for_index(record: NationalRecord, period_end: datetime) -> datetime:
    supplement = next(iter(record.supplements), None)
    finished = record.finished_at
    if finished is None and supplement is not None and supplement.ended_at is None:
        return supplement.started_at
    end = finished or period_end
    waited = _waited(supplement, end)
    by_longest_limit = record.appointment_at is None
    return end - waited if finished is not None or by_longest_limit else end


def _waited(supplement: Pause | None, end: datetime) -> timedelta:
    if supplement is None:
        return timedelta()
    until = min(local(supplement.ended_at or end), local(end))
    return max(until - local(supplement.started_at), timedelta())


def _passed(promised: datetime | None, finished_at: datetime | None, at: datetime) -> bool:
    return promised is not None and local(finished_at or at) > local(promised)
