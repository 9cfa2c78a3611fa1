"""Waits that stop the clock: kept one by one with their reason, counted together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.domain.calendar import local, to_the_minute


class PauseKind(StrEnum):
    """What a paused dossier waits for."""

    SUPPLEMENT = "supplement"  # chờ bổ sung giấy tờ (5)
    PAYMENT = "payment"  # chờ thực hiện nghĩa vụ tài chính (6)
    APPLICANT = "applicant"  # chờ người nộp: có mặt, xác nhận, giải trình
    ENDED = "ended"  # đã kết thúc, cho đến khi được mở lại


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A wait that stops the clock, from asking to answer; no end: it still waits."""

    kind: PauseKind
    started_at: datetime
    ended_at: datetime | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.ended_at is not None and local(self.ended_at) < local(self.started_at):
            raise ValueError(f"a pause ends after it starts, not {self.started_at} - {self.ended_at}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Waiting without a gap: one pause, or several that touch or overlap."""

    start: datetime
    end: datetime | None
    pauses: tuple[Pause, ...]


def stretches(pauses: tuple[Pause, ...], start: datetime) -> list[Stretch]:
    """Join the pauses into stretches in time, cut off before the start; waits under a minute vanish."""
    joined: list[Stretch] = []
    for pause in sorted(pauses, key=lambda pause: local(pause.started_at)):
        first = max(start, to_the_minute(pause.started_at))
        last = None if pause.ended_at is None else to_the_minute(pause.ended_at)
        if last is not None and last <= first:
            continue
        before = joined[-1] if joined else None
        if before is None or (before.end is not None and before.end < first):
            joined.append(Stretch(first, last, (pause,)))
        else:
            end = None if before.end is None or last is None else max(before.end, last)
            joined[-1] = Stretch(before.start, end, (*before.pauses, pause))
    return joined
