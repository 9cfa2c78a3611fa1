"""What holds for a reception on paper: when it can have been, and from when on its later entry needs the province.

A fallback slip (phiếu dự phòng) is printed beforehand with a code that is reserved for it. What was received on it is
entered later (nhập bù) under that code, with the true time and the time of entry, within an outage that was declared.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from motcua.domain.hours import ZONE

MOST_SLIPS = 100  # of one booklet


class OutageKind(StrEnum):
    """What failed."""

    POWER = "power"  # mất điện
    LINE = "line"  # mất đường truyền
    SYSTEM = "system"  # hệ thống ngừng hoạt động
    OTHER = "other"  # sự cố khác


class SlipState(StrEnum):
    """Where a fallback slip stands."""

    BLANK = "blank"  # chưa dùng
    USED = "used"  # đã dùng: an entry stands under its code
    SPOILT = "spoilt"  # hỏng, with its reason
    LOST = "lost"  # mất cùng tập phiếu: never to be used


class EntryState(StrEnum):
    """Where a later entry stands; only the last but one is a dossier."""

    WAITING = "waiting"  # chờ người thứ hai xác nhận
    ASKED = "asked"  # chờ tỉnh chấp thuận
    DONE = "done"  # đã vào sổ
    REFUSED = "refused"  # không được xác nhận, không được chấp thuận, hoặc rút lại


class WrongTime(StrEnum):
    """Why a time of reception cannot be."""

    FUTURE = "future"
    BEFORE_PRINT = "before_print"
    OUTSIDE = "outside"


def wrong_times(
    received_at: dt.datetime, *, now: dt.datetime, printed_at: dt.datetime, began_at: dt.datetime, ended_at: dt.datetime | None
) -> list[WrongTime]:
    """Return why somebody cannot have been received then: in the future, on a slip not yet printed, outside the outage."""
    found = []
    if received_at > now:
        found.append(WrongTime.FUTURE)
    if received_at < printed_at:
        found.append(WrongTime.BEFORE_PRINT)
    if received_at < began_at or (ended_at is not None and received_at > ended_at):
        found.append(WrongTime.OUTSIDE)
    return found


def needs_province(received_at: dt.datetime, *, entered_at: dt.datetime, days: int) -> bool:
    """Return whether the entry came more than so many times 24 hours after the reception."""
    return entered_at - received_at > dt.timedelta(days=days)


def moment(day: str, time: str) -> dt.datetime | None:
    """Return the local moment somebody typed as `20/11/2026` (or `2026-11-20`) and `9:40` (or `9h40`); None where it cannot be read."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*", day, re.ASCII)
    other = re.fullmatch(r"\s*(\d{4})-(\d{2})-(\d{2})\s*", day, re.ASCII)
    clock = re.fullmatch(r"\s*(\d{1,2})\s*[:hg.]\s*(\d{2})\s*", time, re.ASCII | re.IGNORECASE)
    parts = found.groups()[::-1] if found else other.groups() if other else None
    if parts is None or clock is None:
        return None
    year, month, date = (int(part) for part in parts)
    try:
        return dt.datetime(year, month, date, int(clock[1]), int(clock[2]), tzinfo=ZONE)
    except ValueError:
        return None
