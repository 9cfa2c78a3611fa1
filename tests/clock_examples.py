"""Clocks, waits and receipts that several tests of the legal clock start from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from motcua.domain.calendar import ZONE
from motcua.domain.dossiers.clock import (
    SAME_DAY,
    Clock,
    ClockSettings,
    HourPromised,
    Limit,
    LimitUnit,
    Pause,
    PauseKind,
    due,
)
from tests.calendar_2026 import CALENDAR, at

END = ClockSettings(hour_promised=HourPromised.END_OF_DAY)
HOUR = ClockSettings(hour_promised=HourPromised.SAME_HOUR)
EIGHT_HOURS = Limit(8, LimitUnit.WORKING_HOURS)
TWO_DAYS = Limit(2, LimitUnit.WORKING_DAYS)
FIVE_CALENDAR_DAYS = Limit(5, LimitUnit.CALENDAR_DAYS)
ONE_MONTH = Limit(1, LimitUnit.MONTHS)

moments = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2026, 9, 30), timezones=st.sampled_from([ZONE, UTC])
)
settings = st.sampled_from([END, HOUR])
limits = st.one_of(
    st.builds(
        Limit, st.integers(1, 60), st.sampled_from([u for u in LimitUnit if u is not SAME_DAY.unit])
    ).filter(lambda limit: limit.unit is not LimitUnit.MONTHS or limit.amount <= 6),
    st.just(SAME_DAY),
)


@st.composite
def pause_lists(draw: st.DrawFn) -> tuple[Pause, ...]:
    starts = draw(st.lists(st.integers(0, 60 * 24 * 40), max_size=4))
    return tuple(
        pause(
            at("2026-02-01 00:00") + timedelta(minutes=start),
            at("2026-02-01 00:00") + timedelta(minutes=start + draw(st.integers(0, 60 * 24 * 12))),
        )
        for start in starts
    )


def pause(start: datetime, end: datetime | None, kind: PauseKind = PauseKind.SUPPLEMENT) -> Pause:
    return Pause(kind=kind, started_at=start, ended_at=end)


def clock(received: str | datetime, limit: Limit, **more: object) -> Clock:
    started = at(received) if isinstance(received, str) else received
    return replace(Clock(started_at=started, limit=limit, calendar=CALENDAR), **more)  # type: ignore[arg-type]


def due_at(of: Clock) -> datetime:
    answer = due(of).at
    assert answer is not None
    return answer
