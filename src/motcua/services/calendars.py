"""Changing working calendars from the console: who may, and that the calendar can still be read afterwards.

A change counts for what is reckoned from now on. Due moments of dossiers under way stay as they were promised.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping

from django.db import transaction

from motcua.domain import hours
from motcua.domain.folding import clean_text
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.services import calendar_sources, ledger
from motcua.services import configuration as configuration_service
from motcua.services.staffing import NotAdministered
from motcua.storage.people.models import CalendarDay, CalendarSeason

Sessions = list[list[str]]
AHEAD = 2  # years after the present one whose holidays are kept
_CLOCK = re.compile(r"\s*(\d{1,2})\s*(?:[:hg]\s*(\d{2})?)?\s*", re.IGNORECASE)  # 7, 7h, 7:30, 13g30


class CalendarProblem(ValueError):
    """The calendar could not be read any more, or the change says too little; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class SetAlready(ValueError):
    """Something is set for it; `row` is what it is replaced by naming, `said` what it says, for the door to ask."""

    def __init__(self, row: uuid.UUID, said: Mapping[str, object]) -> None:
        self.row, self.said = row, said
        super().__init__(str(row))


def extend(*, actor: Actor, at: dt.datetime) -> list[int]:
    """Take in the holidays of every year up to two years ahead that has none yet, and return these years.

    The days are those of the Labour Code as the `holidays` package and our own list know them; where they are not
    announced yet they are derived, and a day may have to be corrected in the console (Bộ luật Lao động Đ112).
    """
    wanted = range(configuration.FIRST_YEAR, hours.local(at).year + AHEAD + 1)
    with transaction.atomic():
        held = {day.year for day in CalendarDay.objects.filter(unit=None).values_list("day", flat=True)}
        missing = [year for year in wanted if year not in held]
        if not missing:
            return []
        CalendarDay.objects.bulk_create(
            CalendarDay(day=d.day, works=d.works, name=d.name, source=d.source) for d in calendar_sources.national_days(missing)
        )
        ledger.note_subject(
            subject=configuration_service.SUBJECT, kind="configuration", action="calendar.extend", actor=actor, at=at, data={"years": missing}
        )
        configuration_service.changed()
    return missing


def put_day(*, unit_id: uuid.UUID | None, day: dt.date, works: bool, name: str, source: str, actor: Actor,
            at: dt.datetime, sessions: Sessions | None = None, replaces: uuid.UUID | None = None) -> None:  # fmt: skip
    """Say what is special about a day, everywhere or in a unit and under it; `replaces` names what was set for it before.

    Raises NotAdministered, CalendarProblem, SetAlready.
    """
    _may(actor, unit_id)
    if not configuration.FIRST_YEAR <= day.year <= configuration.current().national.last_year:
        raise CalendarProblem("year_not_held")
    if not source.strip():
        raise CalendarProblem("source_missing")
    if sessions and not works:
        raise CalendarProblem("hours_on_day_off")
    wanted = _checked(sessions) if sessions else None
    with transaction.atomic():
        standing = CalendarDay.objects.select_for_update().filter(unit_id=unit_id, day=day).first()
        if standing is not None and standing.id != replaces:
            raise SetAlready(standing.id, {"day": standing.day, "name": standing.name, "works": standing.works, "source": standing.source})
        configuration_service.set_day(
            unit_id=unit_id, day=day, works=works, name=clean_text(name), source=clean_text(source), actor=actor, at=at, sessions=wanted
        )


def remove_day(*, day_id: uuid.UUID, actor: Actor, at: dt.datetime) -> dt.date:
    """Take a special day out: it is again what its weekday is. Returns the day. Raises NotAdministered."""
    row = CalendarDay.objects.get(id=day_id)
    _may(actor, row.unit_id)
    configuration_service.remove_day(day_id=day_id, actor=actor, at=at)
    return row.day


def put_season(*, unit_id: uuid.UUID | None, first: dt.date, last: dt.date, sessions: Sessions, source: str, actor: Actor,
               at: dt.datetime) -> None:  # fmt: skip
    """Set the working hours between two days. Raises NotAdministered, CalendarProblem."""
    _may(actor, unit_id)
    if last < first:
        raise CalendarProblem("season_reversed")
    if not source.strip():
        raise CalendarProblem("source_missing")
    wanted = _checked(sessions)
    with transaction.atomic():
        others = CalendarSeason.objects.select_for_update().filter(unit_id=unit_id)
        if others.filter(first__lte=last, last__gte=first).exists():
            raise CalendarProblem("season_overlaps")
        configuration_service.set_season(
            unit_id=unit_id, first=first, last=last, sessions=wanted, source=clean_text(source), actor=actor, at=at
        )


def remove_season(*, season_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Take a season out: its days have the hours of the calendar above again. Raises NotAdministered."""
    with transaction.atomic():
        row = CalendarSeason.objects.select_for_update().get(id=season_id)
        _may(actor, row.unit_id)
        told = {"first": str(row.first), "last": str(row.last), "unit": str(row.unit_id) if row.unit_id else None}
        row.delete()
        ledger.note_subject(
            subject=configuration_service.SUBJECT, kind="configuration", action="season.remove", actor=actor, at=at, data=told
        )
        configuration_service.changed()


def read_hours(text: str) -> Sessions:
    """Return sessions from "07:00-11:30, 13:30-17:00". Raises CalendarProblem(hours_not_read)."""
    found: Sessions = []
    for part in text.replace(";", ",").replace("–", "-").split(","):
        edges = [_CLOCK.fullmatch(edge) for edge in part.split("-")]
        try:
            times = [dt.time(int(edge[1]), int(edge[2] or 0)) for edge in edges if edge]
        except ValueError:
            raise CalendarProblem("hours_not_read") from None
        if len(times) != 2 or None in edges:
            raise CalendarProblem("hours_not_read")
        found.append([f"{time:%H:%M}" for time in times])
    return _checked(found)


def _checked(sessions: Sessions) -> Sessions:
    try:
        configuration.sessions_from(sessions)
    except ValueError:
        raise CalendarProblem("hours_order") from None
    return sessions


def _may(actor: Actor, unit_id: uuid.UUID | None) -> None:
    allowed = administration.everywhere(actor) if unit_id is None else administration.reaches(actor, str(unit_id))
    if not allowed:
        raise NotAdministered


def written(sessions: tuple[hours.Session, ...]) -> str:
    """Return sessions as `read_hours` reads them."""
    return ", ".join(f"{s.start:%H:%M}-{s.end:%H:%M}" for s in sessions)
