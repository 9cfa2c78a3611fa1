"""The clocks of a dossier as columns: from the revision's limit, the province's rows, the unit's calendar and the pauses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.dossiers import clock
from motcua.domain.dossiers.limits import Limit, LimitUnit
from motcua.domain.dossiers.pauses import Pause as Wait
from motcua.domain.dossiers.pauses import PauseKind
from motcua.queries.configuration import Configuration
from motcua.storage.dossiers.models import Dossier, Pause

WAITS = {"papers": PauseKind.SUPPLEMENT, "payment": PauseKind.PAYMENT, "ended": PauseKind.ENDED}


@dataclass(frozen=True)
class Limits:
    """The legal limit and the shorter one the province promises (the same where no row shortens it)."""

    legal: Limit
    promised: Limit
    basis: str = ""


def limits_of_row(row: Dossier) -> Limits:
    """Return the limits a dossier was accepted under."""
    legal = Limit(row.limit_amount or 1, LimitUnit(row.limit_unit))
    promised = Limit(row.promised_amount, LimitUnit(row.promised_unit)) if row.promised_amount else legal
    return Limits(legal, promised)


def waits(rows: Iterable[Pause]) -> tuple[Wait, ...]:
    """Return pause rows as the domain's waits."""
    return tuple(
        Wait(kind=WAITS[row.kind], started_at=row.started_at, ended_at=row.ended_at) for row in rows
    )


def running(
    *,
    config: Configuration,
    unit: uuid.UUID | str,
    first: uuid.UUID | None = None,
    accepted_on: dt.date,
    started_at: dt.datetime,
    limit: Limit,
    pauses: tuple[Wait, ...] = (),
    extended_to: dt.datetime | None = None,
) -> clock.Clock:
    """Return the clock of a dossier received at the unit, or at a `first` one it continues, by the settings of that day."""
    return clock.Clock(
        started_at=started_at,
        limit=limit,
        calendar=config.calendar_of(unit, first),
        settings=config.clock_settings(accepted_on),
        pauses=pauses,
        extended_to=extended_to,
    )


def columns(*, config: Configuration, unit: uuid.UUID | str, accepted_on: dt.date, started_at: dt.datetime,
            limits: Limits, pauses: tuple[Wait, ...] = (), first: uuid.UUID | None = None) -> dict[str, object]:  # fmt: skip
    """Return the due columns of a dossier: legal, promised, and while it waits the minutes left of each."""
    legal = clock.due(
        running(config=config, unit=unit, first=first, accepted_on=accepted_on, started_at=started_at, limit=limits.legal, pauses=pauses)
    )
    promised = legal
    if limits.promised != limits.legal:
        promised = clock.due(
            running(config=config, unit=unit, first=first, accepted_on=accepted_on, started_at=started_at, limit=limits.promised, pauses=pauses)
        )
    return {
        "due_at": legal.at,
        "remaining_minutes": legal.remaining_minutes,
        "lapsed_at": legal.lapsed_at,
        "promised_at": promised.at,
        "promised_remaining": promised.remaining_minutes,
    }


def answer_due(config: Configuration, unit: uuid.UUID | str, filed_at: dt.datetime, day: dt.date) -> dt.datetime:
    """Return until when an online filing must be answered (8 working hours by default)."""
    answer = clock.due(
        running(config=config, unit=unit, accepted_on=day, started_at=filed_at, limit=config.clock_settings(day).intake_answer)
    )
    assert answer.at is not None  # a clock without pauses always has a due moment
    return answer.at


def hours_due(config: Configuration, unit: uuid.UUID | str, start: dt.datetime, hours: int) -> dt.datetime:
    """Return the moment so many working hours after the start, by the unit's calendar."""
    calendar = config.calendar(unit)
    return calendar.add_minutes(calendar.clamp(start), hours * 60)


def worked_minutes(config: Configuration, row: Dossier, at: dt.datetime) -> int | None:
    """Return the working minutes from the start of a dossier's clock to the moment, without its waits; None before it runs."""
    if row.clock_started_at is None:
        return None
    calendar = config.calendar_of(row.received_unit_id, row.first_unit_id)
    waited = sum(
        max(0, calendar.minutes_between(max(wait.started_at, row.clock_started_at), min(wait.ended_at or at, at)))
        for wait in Pause.objects.filter(dossier_id=row.id) if wait.started_at < at
    )
    return max(0, calendar.minutes_between(row.clock_started_at, at) - waited)
