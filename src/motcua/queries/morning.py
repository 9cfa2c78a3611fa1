"""The morning list of a unit: what is overdue, what is due today and on the next working day, with whom, in which step."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain import where as w
from motcua.domain.dossiers import apologies
from motcua.domain.hours import local, moment_on
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import Text
from motcua.queries import configuration, worklist_sources, worklists
from motcua.storage import statements
from motcua.storage.conditions import to_sql

ROLES = (Role.OFFICER, Role.HEAD, Role.RECORDS, Role.ONE_STOP_HEAD)
MOST = 400
_D = "dossiers_dossier"


@dataclass(frozen=True)
class Due:
    """One dossier of the morning list."""

    id: uuid.UUID
    code: str
    title: str
    step: Text | None
    holder: str
    due_at: dt.datetime
    minutes: int  # working minutes left, negative when late
    warned: bool  # due within the hours of warning
    apology: bool | None  # in time, late, or none sent
    apologise_by: dt.date | None  # the last day on which an apology is in time, while there is one
    corrected_to: dt.datetime | None = None  # the date a correction gave; the list goes by the earlier of the two


@dataclass(frozen=True)
class Morning:
    """The morning list of one unit on a day."""

    unit_id: str
    unit: str
    parent: str
    at: dt.datetime
    overdue: tuple[Due, ...]
    today: tuple[Due, ...]
    tomorrow: tuple[Due, ...]
    next_day: dt.date

    @property
    def ids(self) -> list[uuid.UUID]:
        return [one.id for part in (self.overdue, self.today, self.tomorrow) for one in part]

    @property
    def warned(self) -> int:
        return sum(one.warned for part in (self.today, self.tomorrow) for one in part)


def units(actor: Actor) -> list[tuple[str, str]]:
    """Return the units whose morning list the actor may see: those in which they work or which they head."""
    config = configuration.current()
    heads = {key for key in actor.reach_as(Role.HEAD) if config.unit(key).valid_to is None}
    found = {*actor.units_as(*ROLES), *heads}
    return sorted(((key, config.unit(key).name) for key in found), key=lambda one: config.unit(one[0]).code)


def of_unit(*, unit: str, at: dt.datetime) -> Morning:
    """Return the morning list of a unit: two statements. The caller has checked that the actor may see it (`units`).

    Due is what the work-list goes by. Where a correction gave another date, what was due by the first one stays on the list.
    """
    config = configuration.current()
    calendar, day = config.calendar(unit), local(at).date()
    next_day = calendar.next_working_day(day)
    until = moment_on(next_day + dt.timedelta(days=1), dt.time())
    text, values = to_sql(w.In("status", frozenset({2, 4})) & w.Eq("step_unit", unit) & w.Not(w.Known("learner")))
    due = worklist_sources.DUE
    rows = statements.records(
        f"SELECT {_D}.id, {_D}.code, {_D}.title, {_D}.step, {_D}.revision_id, {_D}.due_at AS legal, {due} AS due, s.name AS holder, "  # noqa: S608
        f"{_D}.redated_to, a.in_time FROM {_D} LEFT JOIN people_staff s ON s.id = {_D}.assignee LEFT JOIN papers_apology a ON a.dossier_id = {_D}.id "
        f"WHERE ({text}) AND {due} < %s ORDER BY due, {_D}.id LIMIT {MOST}",
        [*values, until],
    )
    warning = at + dt.timedelta(hours=int(str(config.setting("warning_hours", day))))
    end = moment_on(day + dt.timedelta(days=1), dt.time())
    overdue, today, tomorrow = [], [], []
    for row in rows:
        moment, legal = row["due"], row["legal"]
        assert isinstance(moment, dt.datetime)
        assert legal is None or isinstance(legal, dt.datetime)
        late = moment < at
        last = apologies.last_day(legal, calendar) if legal and legal > at and row["in_time"] is None else None
        one = Due(
            id=row["id"], code=str(row["code"]), title=str(row["title"]), step=worklists.step_name(row["revision_id"], row["step"]),  # type: ignore[arg-type]
            holder=str(row["holder"] or ""), due_at=moment, minutes=worklists.time_left(config, unit, at, moment) or 0,
            warned=not late and moment <= warning, apology=row["in_time"], apologise_by=last if last and last >= day else None,  # type: ignore[arg-type]
            corrected_to=row["redated_to"],  # type: ignore[arg-type]
        )  # fmt: skip
        (overdue if late else today if moment < end else tomorrow).append(one)
    here = config.unit(unit)
    parent = config.units.get(str(here.parent_id)) if here.parent_id else None
    return Morning(unit, here.name, parent.name if parent else "", at, tuple(overdue), tuple(today), tuple(tomorrow), next_day)


@dataclass(frozen=True)
class LateDossier:
    """A late dossier as everybody may see it: code, unit, working days late, whether there was an apology; nothing else."""

    code: str
    unit: str
    days: int
    apology: bool
    corrected: bool  # a correction gave it another date; the first one counts


@dataclass(frozen=True)
class LatePage:
    """A page of the public list, with the units that have late dossiers."""

    rows: tuple[LateDossier, ...]
    total: int
    units: tuple[tuple[str, str, int], ...]


def published(*, at: dt.datetime, unit: str = "", first: int = 0, size: int = 50) -> LatePage:
    """Return open dossiers past their legal due moment, the longest late first (a new date after an apology changes nothing)."""
    config = configuration.current()
    where = f"{_D}.learner IS NULL AND {_D}.status IN (2, 4) AND {_D}.due_at < %s"
    counted = statements.run(f"SELECT {_D}.competent_unit_id, count(*) FROM {_D} WHERE {where} GROUP BY 1", [at])  # noqa: S608
    numbers = {str(key): int(str(count)) for key, count in counted}
    chosen = unit if unit in numbers else ""
    more, values = (f" AND {_D}.competent_unit_id = %s", [at, uuid.UUID(chosen)]) if chosen else ("", [at])
    rows = statements.records(
        f"SELECT {_D}.code, {_D}.competent_unit_id, {_D}.due_at, {_D}.redated_to, a.id IS NOT NULL AS apology FROM {_D} "  # noqa: S608
        f"LEFT JOIN papers_apology a ON a.dossier_id = {_D}.id WHERE {where}{more} ORDER BY {_D}.due_at, {_D}.id LIMIT %s OFFSET %s",
        [*values, size, first],
    )
    today = local(at).date()
    found = tuple(
        LateDossier(
            code=str(row["code"]), unit=config.unit(row["competent_unit_id"]).name, apology=bool(row["apology"]),
            corrected=row["redated_to"] is not None,
            days=max(1, config.calendar(row["competent_unit_id"]).working_days_between(local(row["due_at"]).date(), today)),  # type: ignore[arg-type]
        )
        for row in rows
    )  # fmt: skip
    total = numbers[chosen] if chosen else sum(numbers.values())
    listed = sorted(((key, config.unit(key).name, count) for key, count in numbers.items()), key=lambda one: one[1])
    return LatePage(found, total, tuple(listed))
