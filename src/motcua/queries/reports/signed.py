"""Reports that were signed: the latest of a period, those of a unit, what they hold, and what one is compared with."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.reports import snapshots
from motcua.domain.reports.periods import Reported
from motcua.domain.reports.snapshots import Row
from motcua.queries import configuration
from motcua.queries.reports import live
from motcua.queries.reports.live import Found
from motcua.storage.reports.models import Report

SIGNERS = (Role.HEAD, Role.LEADER, Role.CONTROLLER)  # of the unit, or of one above it


@dataclass(frozen=True)
class Line:
    """A signed report in a list."""

    id: uuid.UUID
    unit: str
    period: str
    year: int
    number: int
    version: int
    digest: str
    signed_at: dt.datetime
    content: Mapping[str, object]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its rows, by agency and field."""
        return read_rows(self.content)


@dataclass(frozen=True)
class Draft:
    """What would be signed now, and everything that stands in its way."""

    found: Found
    first: dt.date
    last: dt.date
    over: bool  # the period has ended
    latest: Line | None  # what was signed of the same period
    before: Line | None  # the latest version of the report that ends the day before
    carried: int | None  # what that one left open (11)
    changes: tuple[dict[str, object], ...]  # against `latest`
    seen: str  # digest of the numbers shown: only these are signed

    @property
    def chained(self) -> bool:
        """Whether what comes from the earlier period (6) is what that period's signed report left open (11)."""
        return self.carried is None or self.carried == snapshots.whole(self.found.rows).cells.before

    @property
    def holds(self) -> bool:
        """Whether every equality of the circular holds, of every dossier and of every row."""
        return not self.found.wrong and not snapshots.not_holding(self.found.rows, self.found.taken_back)


def may_sign(actor: Actor, unit_id: str) -> bool:
    """Return whether the actor may sign reports of the unit: themself, not for an absent colleague, and not in practice."""
    return actor.learner is None and unit_id in actor.reach_as(*SIGNERS)


def draft(unit_id: str, period: Reported, today: dt.date) -> Draft:
    """Return what would be signed of a unit, with everything under it."""
    asked = live.asked_of(period, configuration.current().under(unit_id), today)
    found = live.read(asked)
    first, last = live.days(period)
    latest, before = latest_of(unit_id, period.key), ending(unit_id, first - dt.timedelta(days=1))
    carried = snapshots.whole(before.rows).cells.open if before else None
    written = snapshots.canonical({"rows": [row.as_mapping() for row in found.rows], "rule": found.taken_back.value})
    changes = snapshots.changes(latest.rows, found.rows) if latest else []
    return Draft(found, first, last, last < today, latest, before, carried, tuple(changes), snapshots.digest(written))


def latest_of(unit_id: str, period: str) -> Line | None:
    """Return the latest version signed of a period."""
    return _line(Report.objects.filter(unit=unit_id, period=period).order_by("-version").first())


def ending(unit_id: str, day: dt.date) -> Line | None:
    """Return the latest version of a report that ends on a day, the one of the shortest period."""
    return _line(Report.objects.filter(unit=unit_id, last=day).order_by("-first", "-version").first())


def following(line: Line, last: dt.date) -> list[Line]:
    """Return the reports that begin the day after, each in its latest version, whose (6) is not what the line left open."""
    rows = Report.objects.filter(unit=line.unit, first=last + dt.timedelta(days=1)).order_by("period", "-version").distinct("period")
    left = snapshots.whole(line.rows).cells.open
    found = [one for row in rows if (one := _line(row)) is not None]
    return [one for one in found if snapshots.whole(one.rows).cells.before != left]


def of_units(units: Collection[str], *, limit: int = 50) -> list[Line]:
    """Return reports signed for any of the units, the latest signed first."""
    rows = Report.objects.filter(unit__in=list(units)).order_by("-signed_at", "-version")[:limit]
    return [one for row in rows if (one := _line(row)) is not None]


def one(report_id: uuid.UUID, units: Collection[str]) -> Line | None:
    """Return a signed report of one of the units."""
    return _line(Report.objects.filter(id=report_id, unit__in=list(units)).first())


def versions(line: Line) -> list[Line]:
    """Return every version under the number of a report, the first one first."""
    rows = Report.objects.filter(unit=line.unit, year=line.year, number=line.number).order_by("version")
    return [found for row in rows if (found := _line(row)) is not None]


def text(report_id: uuid.UUID) -> str:
    """Return the content as it was signed. Raises Report.DoesNotExist."""
    return Report.objects.values_list("content", flat=True).get(id=report_id)


def read_rows(content: Mapping[str, object]) -> tuple[Row, ...]:
    """Return the rows of a content."""
    said = content["rows"]
    assert isinstance(said, list)
    return tuple(snapshots.read_row(one) for one in said)


def _line(row: Report | None) -> Line | None:
    if row is None:
        return None
    return Line(
        row.id, str(row.unit), row.period, row.year, row.number, row.version, row.digest, row.signed_at, json.loads(row.content)
    )
