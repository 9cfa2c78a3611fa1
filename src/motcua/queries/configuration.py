"""What every request needs and seldom changes: units, calendars, dated settings, published revisions.

One immutable snapshot a process, refreshed when the epoch in the database has moved; whoever changes configuration
raises the epoch in the same transaction (`services.configuration`).
"""

from __future__ import annotations

import datetime as dt
import threading
import time as clock_time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings as django_settings
from django.db.models import F

from motcua.domain import hours
from motcua.domain.calendar import Calendar, DayRule, Season, Session, joined, merge
from motcua.domain.counters import opening
from motcua.domain.counters.opening import Opening
from motcua.domain.dossiers import clock
from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.figures import keys
from motcua.domain.figures.sources import Source
from motcua.domain.people.agencies import Agency
from motcua.domain.people.units import Level, Unit, UnitKind
from motcua.domain.procedures import revision as revisions
from motcua.domain.procedures.lists import ListOfDay
from motcua.queries import agency_configuration, counter_configuration
from motcua.queries.counter_configuration import Known
from motcua.storage.fees.models import FeeRow, LimitRow
from motcua.storage.people import models as people
from motcua.storage.procedures import models as procedures
from motcua.storage.reorganisation.models import Succession

CHECK_EVERY = 1.0  # seconds between looks at the epoch, per process
FIRST_YEAR = 2019  # calendars begin here, for dossiers brought over from before
HELD_AT_LEAST = 2027  # they end here, or with the last year whose holidays are kept

DEFAULTS: dict[str, object] = {
    "hour_promised": "end_of_day",  # end_of_day | same_hour
    "forward_cutoff": "15:00",
    "intake_answer_hours": 8,
    "local_filing": True,
    "code_pattern": None,  # None: from the environment
    "form_gap": "old_forms",
    "supplement_answer_days": 30,
    "paper_receipt_days": 2,  # working days in which papers sent are received or disputed
    "uncollected_days": 30,  # days a result may lie ready before it is on the list
    "warning_hours": 24,  # before the due moment
    "receipt_form": "01BLP0-001",
    "receipt_symbol": "{unit}-{yy}E",
    "zero_receipts": True,
    "shift_hours": 10,
    "lock_minutes": 5,
    "receipt_copies": "two",  # one | two
    "outgoing_pattern": "{number}/{kind}-{office}",
    "draft_confirmation_hours": 24,
    "reopen_clock": "runs_on",  # runs_on | stood: the time between the end and the reopening
    "received_anywhere": "all",  # all | listed: at any one-stop of the province, or only what a list by decision names
    "letter_days": 2,  # working days after which a letter to an agency counts as received there
    "late_entry_days": 3,  # times 24 hours after which a later entry needs the province
    "report_last_day": 14,  # of a month, the last day a report counts (NĐ 09/2019/NĐ-CP Đ12); 0: the last of the month
    "report_taken_back": "settled",  # settled | apart: where a report counts what was withdrawn, stopped or given back
    "scoring_2018": True,  # officials and agencies are scored by TT 01/2018/TT-VPCP Đ13-15
    "leader_keys": keys.DEFAULT,  # the indicators of the leader's morning page
    "public_least": 5,  # persons a cell of the public statistics counts at least
    "public_wait_days": 10,  # after a quarter's end until its statistics are published
    **{f"source_{source.value}": False for source in Source},  # what figures need and is not connected is missing
}


@dataclass(frozen=True)
class Published:
    """A published revision and the days it is in force."""

    id: uuid.UUID
    code: str
    number: int
    effective_from: dt.date
    effective_to: dt.date | None


class Units(Mapping[str, Unit]):
    """Every unit by id. Walking through them passes over practice units: those are found by their id alone.

    So no list, tree, choice or search of units shows one, and none can be forgotten (ADR 0012).
    """

    def __init__(self, known: Mapping[str, Unit]) -> None:
        self._known = dict(known)
        self._listed = {key: unit for key, unit in self._known.items() if not unit.practice}
        self.practice = tuple(unit for unit in self._known.values() if unit.practice)

    def __getitem__(self, key: str) -> Unit:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


@dataclass(frozen=True, eq=False)
class Configuration:
    """The snapshot; everything in it is immutable."""

    epoch: int
    units: Units
    unit_texts: Mapping[str, people.Unit]
    national: Calendar
    overrides: Mapping[str, tuple[tuple[DayRule, ...], tuple[Season, ...]]]
    dated: Mapping[str, tuple[tuple[dt.date, object], ...]]
    published: Mapping[str, tuple[Published, ...]]
    fee_rows: tuple[Mapping[str, object], ...]
    limit_rows: tuple[Mapping[str, object], ...]
    counters: Mapping[str, Known]  # by the digest of their token
    queues: Mapping[str, tuple[tuple[dt.date, bool], ...]]
    openings: Mapping[str, tuple[Opening, ...]]
    agencies: tuple[Agency, ...]
    lists: tuple[ListOfDay, ...]  # those decided
    divided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # who took over what of a unit, the main heir first
    calendars: dict[str, Calendar] = field(default_factory=dict, compare=False)
    holders: dict[dt.date, dict[str, str]] = field(default_factory=dict, compare=False)  # who holds each unit's territory on a day

    @cached_property
    def by_code(self) -> dict[str, list[Unit]]:
        """Units by code; several where a code was used again at another time."""
        found: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            found.setdefault(unit.code, []).append(unit)
        return found

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Ids of the units directly under each unit."""
        found: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.parent_id is not None:
                found.setdefault(str(unit.parent_id), []).append(str(unit.id))
        return found

    def under(self, unit_id: str) -> frozenset[str]:
        """Return the unit with everything under it."""
        found, stack = set(), [unit_id]
        while stack:
            here = stack.pop()
            if here not in found:
                found.add(here)
                stack.extend(self.children.get(here, ()))
        return frozenset(found)

    @cached_property
    def continued(self) -> dict[str, list[str]]:
        """Ids of the units each unit continues: it keeps their archive."""
        found: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.successor_id is not None:
                found.setdefault(str(unit.successor_id), []).append(str(unit.id))
        return found

    def reach(self, unit_id: str) -> frozenset[str]:
        """Return the unit, everything under it, and every unit that one of these continues."""
        found, stack = set(self.under(unit_id)), list(self.under(unit_id))
        while stack:
            for before in self.continued.get(stack.pop(), ()):
                if before not in found:
                    found.add(before)
                    stack.append(before)
        return frozenset(found)

    def unit(self, unit_id: object) -> Unit:
        """Return a unit by id. Raises KeyError."""
        return self.units[str(unit_id)]

    def practice_centre(self, day: dt.date) -> Unit | None:
        """Return the one-stop of practice mode in force on the day; None where the province has opened none."""
        for unit in self.units.practice:
            ends = unit.valid_to is not None and unit.valid_to < day
            if unit.kind is UnitKind.ONE_STOP_CENTRE and unit.valid_from <= day and not ends:
                return unit
        return None

    def unit_by_code(self, code: str, day: dt.date) -> Unit | None:
        """Return the unit of the code in force on the day."""
        for unit in self.by_code.get(code, ()):
            if unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day):
                return unit
        return None

    def calendar(self, unit_id: object) -> Calendar:
        """Return the working calendar of a unit: the national one with the overrides of the unit and those above it."""
        key = str(unit_id)
        if key not in self.calendars:
            self.calendars[key] = self._calendar(key)
        return self.calendars[key]

    def calendar_of(self, unit_id: object, first: object) -> Calendar:
        """Return the calendar of a dossier: that of its unit, and before this unit began that of the first one, if there was."""
        unit, key = self.units.get(str(unit_id)), f"{first}>{unit_id}"
        if first is None or unit is None or str(first) not in self.units:
            return self.calendar(unit_id)
        if key not in self.calendars:
            self.calendars[key] = joined(self.calendar(first), self.calendar(unit_id), unit.valid_from)
        return self.calendars[key]

    def setting(self, key: str, day: dt.date) -> object:
        """Return the value of a dated setting in force on the day. Raises KeyError for an unknown key."""
        value = DEFAULTS[key]
        for first, given in self.dated.get(key, ()):
            if first <= day:
                value = given
        return value

    def uses_queue(self, unit_id: object, day: dt.date) -> bool:
        """Return whether the unit gives out queue numbers on the day."""
        rows = [uses for first, uses in self.queues.get(str(unit_id), ()) if first <= day]
        return bool(rows and rows[-1])

    def open_sessions(self, unit_id: object, day: dt.date) -> tuple[Session, ...]:
        """Return when the doors of an office are open on a day; time limits are counted by its calendar, not by this."""
        return opening.sessions_on(self.openings.get(str(unit_id), ()), self.calendar(unit_id), day)

    def is_open(self, unit_id: object, at: dt.datetime) -> bool:
        """Return whether the doors of an office are open at a moment."""
        return opening.is_open(self.openings.get(str(unit_id), ()), self.calendar(unit_id), at)

    def clock_settings(self, day: dt.date) -> clock.ClockSettings:
        """Return what the province has set about its clock on the day."""
        hour, minute = str(self.setting("forward_cutoff", day)).split(":")
        return clock.ClockSettings(
            hour_promised=clock.HourPromised(str(self.setting("hour_promised", day))),
            forward_cutoff=dt.time(int(hour), int(minute)),
            intake_answer=Limit(int(str(self.setting("intake_answer_hours", day))), LimitUnit.WORKING_HOURS),
        )

    def code_pattern(self, day: dt.date) -> str:
        """Return the pattern of dossier codes in force on the day."""
        return str(self.setting("code_pattern", day) or django_settings.ENVIRONMENT.code_pattern)

    def in_force(self, code: str, day: dt.date) -> Published | None:
        """Return the published revision of a procedure in force on the day."""
        found = None
        for one in self.published.get(code, ()):
            if one.effective_from <= day and (one.effective_to is None or one.effective_to >= day):
                found = one if found is None or one.number > found.number else found
        return found

    def _calendar(self, key: str) -> Calendar:
        unit = self.units.get(key)
        above = self._calendar(str(unit.parent_id)) if unit and unit.parent_id else self.national
        if key not in self.overrides:
            return above
        days, seasons = self.overrides[key]
        return merge(above, days, version=f"{above.version}+{key[-6:]}", seasons=seasons or None)


_lock = threading.Lock()
_held: Configuration | None = None
_looked = 0.0


def current() -> Configuration:
    """Return the snapshot, looking at the epoch at most once a second."""
    global _held, _looked
    now = clock_time.monotonic()
    held = _held
    if held is not None and now - _looked < CHECK_EVERY:
        return held
    with _lock:
        epoch = _epoch()
        if _held is None or _held.epoch != epoch:
            _held = _load(epoch)
        _looked = clock_time.monotonic()
        return _held


def forget() -> None:
    """Drop the snapshot; the next request loads it anew."""
    global _held, _looked
    _held, _looked = None, 0.0


_revisions: dict[uuid.UUID, revisions.Revision] = {}


def revision(revision_id: uuid.UUID) -> revisions.Revision:
    """Return a published revision, parsed once a process: it never changes."""
    found = _revisions.get(revision_id)
    if found is None:
        row = procedures.Revision.objects.only("document", "state").get(id=revision_id)
        found = revisions.parse(row.document)
        if row.state == "published":
            if len(_revisions) > 5000:
                _revisions.clear()
            _revisions[revision_id] = found
    return found


def _epoch() -> int:
    row = people.Epoch.objects.values_list("number", flat=True).filter(id=1).first()
    return int(row or 0)


def _load(epoch: int) -> Configuration:
    rows = {str(u.id): u for u in people.Unit.objects.all()}
    return Configuration(
        epoch=epoch,
        units=Units({key: unit_of(row) for key, row in rows.items()}),
        unit_texts=rows,
        national=_national(),
        overrides=_overrides(),
        dated=_dated(),
        published=_published(),
        fee_rows=tuple(FeeRow.objects.order_by("key").values_list("document", flat=True)),
        limit_rows=tuple(LimitRow.objects.order_by("key").values_list("document", flat=True)),
        counters=counter_configuration.known(),
        queues=counter_configuration.queues(),
        openings=counter_configuration.openings(),
        agencies=agency_configuration.agencies(),
        lists=agency_configuration.lists(),
        divided=_divided(),
    )


def _divided() -> dict[str, tuple[str, ...]]:
    """Return who took over something of a unit, the main heir first, else as the table of the reorganisation has them."""
    rows = Succession.objects.exclude(new=F("old")).order_by("-main", "ordinal").values_list("old_id", "new_id")
    found: dict[str, list[str]] = {}
    for old, new in rows:
        heirs = found.setdefault(str(old), [])
        if str(new) not in heirs:
            heirs.append(str(new))
    return {old: tuple(heirs) for old, heirs in found.items()}


def unit_of(row: people.Unit) -> Unit:
    """Return a stored unit as the domain knows it."""
    return Unit(
        id=row.id, code=row.code, name=row.name, kind=UnitKind(row.kind), level=Level(row.level),
        parent_id=row.parent_id, area_code=row.area_code, valid_from=row.valid_from, valid_to=row.valid_to,
        successor_id=row.successor_id, practice=row.practice,
    )  # fmt: skip


def _national() -> Calendar:
    days = {d.day: _day(d) for d in people.CalendarDay.objects.filter(unit=None)}
    seasons = tuple(_season(s) for s in people.CalendarSeason.objects.filter(unit=None).order_by("first"))
    last = max((HELD_AT_LEAST, *(d.year for d in days)))
    return Calendar(version=f"vn-{last}-{len(days)}", first_year=FIRST_YEAR, last_year=last, days=days, seasons=seasons)


def _overrides() -> dict[str, tuple[tuple[DayRule, ...], tuple[Season, ...]]]:
    found: dict[str, tuple[list[DayRule], list[Season]]] = {}
    for day in people.CalendarDay.objects.exclude(unit=None):
        found.setdefault(str(day.unit_id), ([], []))[0].append(_day(day))
    for season in people.CalendarSeason.objects.exclude(unit=None).order_by("first"):
        found.setdefault(str(season.unit_id), ([], []))[1].append(_season(season))
    return {key: (tuple(days), tuple(seasons)) for key, (days, seasons) in found.items()}


def _day(row: people.CalendarDay) -> DayRule:
    return DayRule(
        day=row.day, works=row.works, name=row.name, source=row.source,
        sessions=sessions_from(row.sessions) if row.sessions else None,
    )  # fmt: skip


def _season(row: people.CalendarSeason) -> Season:
    return Season(first=row.first, last=row.last, sessions=sessions_from(row.sessions))


def sessions_from(data: list[list[str]]) -> tuple[Session, ...]:
    """Return sessions from `[["07:00", "11:30"], …]`. Raises ValueError."""
    found = tuple(Session(dt.time.fromisoformat(a), dt.time.fromisoformat(b)) for a, b in data)
    hours.check_sessions(found)
    return found


def _dated() -> dict[str, tuple[tuple[dt.date, object], ...]]:
    found: dict[str, list[tuple[dt.date, object]]] = {}
    for row in people.DatedSetting.objects.order_by("valid_from"):
        found.setdefault(row.key, []).append((row.valid_from, row.value))
    return {key: tuple(values) for key, values in found.items()}


def _published() -> dict[str, tuple[Published, ...]]:
    found: dict[str, list[Published]] = {}
    rows = procedures.Revision.objects.filter(state="published").select_related("procedure").defer("document")
    for row in rows.order_by("number"):
        code = row.procedure.code
        found.setdefault(code, []).append(
            Published(row.id, code, row.number, row.effective_from, row.effective_to)
        )
    return {code: tuple(values) for code, values in found.items()}
