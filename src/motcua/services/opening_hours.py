"""Opening hours of one-stop offices, set by their head or an administrator; time limits are counted by the calendar."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.counters import shifts
from motcua.domain.folding import clean_text
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration, counters
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.calendars import CalendarProblem, Sessions, SetAlready
from motcua.services.counters import NotRegistrar
from motcua.storage.counters.models import OpeningHours


def put(*, unit_id: uuid.UUID, weekday: int, sessions: Sessions, first: dt.date, last: dt.date | None, source: str, actor: Actor,
        at: dt.datetime, replaces: uuid.UUID | None = None) -> None:  # fmt: skip
    """Set when the office is open on a day of the week (Monday is 0) from a day on; no sessions: it is closed.

    `replaces` names what was set from the same day on. Raises NotRegistrar, CalendarProblem (year_not_held, season_reversed,
    source_missing, hours_order), SetAlready.
    """
    _may(actor, unit_id)
    if not configuration.FIRST_YEAR <= first.year <= configuration.current().national.last_year:
        raise CalendarProblem("year_not_held")
    if last is not None and last < first:
        raise CalendarProblem("season_reversed")
    if not source.strip():
        raise CalendarProblem("source_missing")
    if sessions:
        try:
            configuration.sessions_from(sessions)
        except ValueError:
            raise CalendarProblem("hours_order") from None
    with transaction.atomic():
        was = OpeningHours.objects.select_for_update().filter(unit_id=unit_id, weekday=weekday, valid_from=first).first()
        if was is not None and was.id != replaces:
            said = {"weekday": weekday, "sessions": was.sessions, "first": first, "last": was.valid_to, "source": was.source}
            raise SetAlready(was.id, said)
        before = {"was": {"sessions": was.sessions, "to": str(was.valid_to) if was.valid_to else None, "source": was.source}} if was else {}
        OpeningHours.objects.update_or_create(
            unit_id=unit_id, weekday=weekday, valid_from=first,
            defaults={"sessions": sessions, "valid_to": last, "source": clean_text(source)},
        )  # fmt: skip
        data = {"weekday": weekday, "sessions": sessions, "from": str(first), "to": str(last) if last else None, **before}
        ledger.note_subject(subject=unit_id, kind="unit", action="opening.set", actor=actor, at=at, data=data)
        configuration_service.changed()


def remove(*, opening_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Take opening hours out: the day is open as it is worked again. Raises NotRegistrar."""
    with transaction.atomic():
        row = OpeningHours.objects.select_for_update().filter(id=opening_id).first()
        if row is None:
            return
        _may(actor, row.unit_id)
        data = {"weekday": row.weekday, "from": str(row.valid_from), "was": {"sessions": row.sessions, "source": row.source}}
        ledger.note_subject(subject=row.unit_id, kind="unit", action="opening.remove", actor=actor, at=at, data=data)
        row.delete()
        configuration_service.changed()


def _may(actor: Actor, unit_id: uuid.UUID) -> None:
    unit = configuration.current().units.get(str(unit_id))
    if unit is None or unit.kind not in counters.ONE_STOPS or not shifts.may_register(actor, str(unit_id)):
        raise NotRegistrar
