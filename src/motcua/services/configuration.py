"""Changing what every request depends on: each change raises the epoch, so that every process reads it anew."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection, transaction

from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration as configuration_query
from motcua.services import ledger
from motcua.storage.people.models import CalendarDay, CalendarSeason, DatedSetting, Epoch

SUBJECT = uuid.UUID("00000000-0000-7000-8000-000000000001")  # the chain of the configuration itself


class SettingUnknown(KeyError):
    """There is no such dated setting."""


def changed() -> None:
    """Raise the epoch within the transaction at hand; this process reads anew after the commit."""
    Epoch.objects.get_or_create(id=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_epoch SET number = number + 1 WHERE id = 1")
    transaction.on_commit(configuration_query.forget)


def set_value(*, key: str, value: object, first: dt.date, basis: str, actor: Actor, at: dt.datetime) -> None:
    """Set a dated setting from a day on, with its legal basis. Raises SettingUnknown."""
    if key not in configuration_query.DEFAULTS:
        raise SettingUnknown(key)
    with transaction.atomic():
        DatedSetting.objects.update_or_create(key=key, valid_from=first, defaults={"value": value, "basis": basis})
        ledger.note_subject(subject=SUBJECT, kind="configuration", action="setting.set", actor=actor, at=at,
                            data={"key": key, "value": value, "from": str(first), "basis": basis})  # fmt: skip
        changed()


def set_day(*, unit_id: uuid.UUID | None, day: dt.date, works: bool, name: str, source: str, actor: Actor, at: dt.datetime,
            sessions: list[list[str]] | None = None) -> None:  # fmt: skip
    """Set a day of the calendar (holiday, worked Saturday, local day), with its legal source."""
    if sessions:
        configuration_query.sessions_from(sessions)
    with transaction.atomic():
        was = CalendarDay.objects.select_for_update().filter(unit_id=unit_id, day=day).first()
        before = {"was": {"works": was.works, "name": was.name, "source": was.source, "sessions": was.sessions}} if was else {}
        CalendarDay.objects.update_or_create(
            unit_id=unit_id, day=day, defaults={"works": works, "name": name, "source": source, "sessions": sessions}
        )
        ledger.note_subject(subject=SUBJECT, kind="configuration", action="calendar.set", actor=actor, at=at,
                            data={"day": str(day), "works": works, "unit": str(unit_id) if unit_id else None, **before})  # fmt: skip
        changed()


def remove_day(*, day_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Take a day out of the calendar: it is again what its weekday is."""
    with transaction.atomic():
        row = CalendarDay.objects.get(id=day_id)
        ledger.note_subject(subject=SUBJECT, kind="configuration", action="calendar.remove", actor=actor, at=at,
                            data={"day": str(row.day), "unit": str(row.unit_id) if row.unit_id else None, "was":
                                  {"works": row.works, "name": row.name, "source": row.source, "sessions": row.sessions}})  # fmt: skip
        row.delete()
        changed()


def set_season(*, unit_id: uuid.UUID | None, first: dt.date, last: dt.date, sessions: list[list[str]], source: str,
               actor: Actor, at: dt.datetime) -> None:  # fmt: skip
    """Set the working hours between two days. Raises ValueError for sessions that overlap or end before they start."""
    configuration_query.sessions_from(sessions)
    if last < first:
        raise ValueError("the season ends before it starts")
    with transaction.atomic():
        CalendarSeason.objects.create(unit_id=unit_id, first=first, last=last, sessions=sessions, source=source)
        ledger.note_subject(subject=SUBJECT, kind="configuration", action="season.set", actor=actor, at=at,
                            data={"first": str(first), "last": str(last), "unit": str(unit_id) if unit_id else None})  # fmt: skip
        changed()
