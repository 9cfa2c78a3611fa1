"""What a working calendar is made of: Vietnam's time, the sessions of a day, seasons and special days."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Session:
    """One unbroken stretch of work in a day (buổi làm việc), from `start` up to and including `end`."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a session ends after it starts, not {self.start}-{self.end}")
        if any(edge.second or edge.microsecond for edge in (self.start, self.end)):
            raise ValueError("sessions start and end on whole minutes")


DEFAULT_SESSIONS = (Session(time(7), time(11, 30)), Session(time(13, 30), time(17)))


@dataclass(frozen=True, slots=True)
class DayRule:
    """What is special about one day: a holiday (ngày lễ), or a day worked in exchange (ngày làm bù)."""

    day: date
    works: bool
    name: str
    source: str
    sessions: tuple[Session, ...] | None = None

    def __post_init__(self) -> None:
        if self.sessions is not None:
            check_sessions(self.sessions)


@dataclass(frozen=True, slots=True)
class Season:
    """Other hours from `first` to `last`, both included (giờ mùa đông, giờ mùa hè)."""

    first: date
    last: date
    sessions: tuple[Session, ...]

    def __post_init__(self) -> None:
        check_sessions(self.sessions)
        if self.first > self.last:
            raise ValueError(f"a season ends on or after the day it starts, not {self.first}-{self.last}")


def check_sessions(sessions: tuple[Session, ...]) -> None:
    """Raise ValueError unless the sessions of a day are there, in order, and apart."""
    if not sessions:
        raise ValueError("a working day has at least one session; a day off is a DayRule that does not work")
    if any(before.end >= after.start for before, after in pairwise(sessions)):
        raise ValueError("the sessions of a day come in order and do not touch")


def local(moment: datetime) -> datetime:
    """Give the moment in Vietnam's time; raise ValueError when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: pass an aware datetime")
    return moment if moment.tzinfo is ZONE else moment.astimezone(ZONE)


def to_the_minute(moment: datetime) -> datetime:
    """Give the moment in Vietnam's time without its seconds."""
    return local(moment).replace(second=0, microsecond=0)


def moment_on(day: date, at: time) -> datetime:
    """Give the moment `at` on that day in Vietnam."""
    return datetime.combine(day, at, ZONE)
