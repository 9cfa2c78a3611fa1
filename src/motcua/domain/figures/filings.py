"""The funnel of online filing: of the filings of a period how many came to each stage, and what became of the others until now.

Counted by the day of filing and at the one-stop it was filed with, whatever day a later stage was reached on.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from motcua.domain.figures import counted as c
from motcua.domain.figures.parts import Sum, during, less


class Stage(StrEnum):
    """How far a filing has come."""

    FILED = "filed"  # đã gửi
    ACCEPTED = "accepted"  # được tiếp nhận
    DONE = "done"  # đã giải quyết xong
    IN_TIME = "in_time"  # xong đúng hạn


class Lost(StrEnum):
    """What became of a filing that did not come to the next stage, or has not yet."""

    REFUSED = "refused"  # không được tiếp nhận
    LEFT = "left"  # rút hoặc dừng trước khi tiếp nhận
    WAITING = "waiting"  # chờ cán bộ trả lời
    TAKEN_BACK = "taken_back"  # rút hoặc dừng sau khi tiếp nhận
    OPEN = "open"  # đang giải quyết
    LATE = "late"  # xong quá hạn


_FILED, _ACCEPTED, _DONE, _IN_TIME = (
    during(part) for part in (c.FILED_ONLINE, c.FILED_ONLINE_ACCEPTED, c.FILED_ONLINE_DONE, c.FILED_ONLINE_DONE_IN_TIME)
)
_REFUSED, _LEFT, _TAKEN_BACK = (during(part) for part in (c.FILED_ONLINE_REFUSED, c.FILED_ONLINE_LEFT, c.FILED_ONLINE_TAKEN_BACK))

SUMS: Mapping[Stage | Lost, Sum] = {
    Stage.FILED: _FILED, Lost.REFUSED: _REFUSED, Lost.LEFT: _LEFT, Lost.WAITING: less(_FILED, (*_ACCEPTED, *_REFUSED, *_LEFT)),
    Stage.ACCEPTED: _ACCEPTED, Lost.TAKEN_BACK: _TAKEN_BACK, Lost.OPEN: less(_ACCEPTED, (*_DONE, *_TAKEN_BACK)),
    Stage.DONE: _DONE, Lost.LATE: less(_DONE, _IN_TIME),
    Stage.IN_TIME: _IN_TIME,
}  # fmt: skip
# Between a stage and the next one: a stage is the next one and all of these.
LOST: Mapping[Stage, tuple[Lost, ...]] = {
    Stage.FILED: (Lost.REFUSED, Lost.LEFT, Lost.WAITING), Stage.ACCEPTED: (Lost.TAKEN_BACK, Lost.OPEN), Stage.DONE: (Lost.LATE,), Stage.IN_TIME: (),
}  # fmt: skip
KEYS: Mapping[str, Stage | Lost] = {one.value: one for one in SUMS}
