"""Two truths: why a dossier that is on time by law is late by the national index; one cause each, by a fixed order.

Ours is late by law (NĐ 61/2018 Đ19, NĐ 118/2025): the legal limit with every stop of the clock. The national one is the
index (QĐ 766/QĐ-TTg, 2.1) by what the portal was told: the first status 9, else 10, else 8 or 3, against the appointment;
one wait for supplements is taken off, a second one makes it late. The first cause that is true is the cause, so that
causes add up to the difference; the last two share what is left, so that none is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from motcua.domain import where as w
from motcua.domain.figures.facts import Fact, Told
from motcua.domain.where import Always, Eq, Known, Where


class Cause(StrEnum):
    """Why the two senses differ, in the order in which causes are asked."""

    SUPPLEMENTS = "supplements"  # yêu cầu bổ sung hơn một lần
    NEVER_SENT = "never_sent"  # chưa gửi trạng thái 9
    UNDATED = "undated"  # không gửi ngày hẹn trả
    SENT_LATE = "sent_late"  # gửi trạng thái 9 không được, trạng thái 10 tới sau ngày hẹn
    PROMISED_EARLIER = "promised_earlier"  # ngày hẹn sớm hơn thời hạn của pháp luật
    CLOCK_STANDS = "clock_stands"  # đang dừng tính thời gian mà Cổng không biết


_TRUE: Mapping[Cause, Where] = {
    Cause.SUPPLEMENTS: Eq("asked_twice", True),
    Cause.NEVER_SENT: Eq("told", Told.NEVER.value),
    Cause.UNDATED: Eq("undated", True),
    Cause.SENT_LATE: Eq("told", Told.RETURNED.value),
    Cause.PROMISED_EARLIER: Known("late_on"),  # the legal limit runs, and is not yet reached or was kept
    Cause.CLOCK_STANDS: Always(),
}


def _conditions() -> dict[Cause, Where]:
    found: dict[Cause, Where] = {}
    left: Where = Always()
    for cause in Cause:
        found[cause] = left & _TRUE[cause]
        left = left & ~_TRUE[cause]
    return found


WHERE: Mapping[Cause, Where] = _conditions()


def cause_of(fact: Fact) -> Cause:
    """Return the one cause of a dossier that is late by the national index and not by law."""
    said = fact.as_mapping()
    return next(cause for cause in Cause if w.holds(WHERE[cause], said))
