"""The one apology of a dossier (mẫu 04): why it is late, and whether the apology went out in time."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from motcua.domain.calendar import Calendar
from motcua.domain.hours import local


class Cause(StrEnum):
    """Classes of causes of lateness in report II.06g (TT 01/2020/TT-VPCP)."""

    POLICY = "a"  # cơ chế, chính sách
    PEOPLE = "b"  # tổ chức, cán bộ
    EQUIPMENT = "c"  # cơ sở vật chất, công nghệ thông tin
    OTHER = "d"  # khác


def last_day(due: dt.datetime, calendar: Calendar) -> dt.date:
    """Return the last day on which an apology is in time: the working day before the due day (NĐ 61/2018 Đ19.9)."""
    return calendar.previous_working_day(local(due).date())


def in_time(at: dt.datetime, due: dt.datetime | None, calendar: Calendar) -> bool:
    """Return whether an apology sent at this moment is in time: at least a working day before the dossier is due."""
    return due is None or local(at).date() <= last_day(due, calendar)
