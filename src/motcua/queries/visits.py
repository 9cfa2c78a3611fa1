"""Visits as counters see them: what the person has with us already, what a visit brought, what a day brought."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from motcua.domain.dossiers.states import ENDED, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import access
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.fees.models import FeeDue
from motcua.storage.papers.models import Paper
from motcua.storage.people.models import Staff
from motcua.storage.visits.models import Certified, Visit, VisitDossier

RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)
MOST = 5


@dataclass(frozen=True)
class Earlier:
    """Something the person has with us: a dossier under way, or a result with its number and day."""

    dossier_id: uuid.UUID
    code: str
    title: str
    status: int
    on: dt.date
    same_procedure: bool = False
    result: str = ""


@dataclass(frozen=True)
class KeptPaper:
    """A paper of an earlier dossier whose files can be used again: nobody brings it twice (NĐ 224/2026 Đ15)."""

    component: str
    name: str
    dossier_id: uuid.UUID
    code: str
    on: dt.date
    files: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class Known:
    """What the person already has with us, within the clerk's reach."""

    under_way: tuple[Earlier, ...] = ()
    results: tuple[Earlier, ...] = ()
    papers: tuple[KeptPaper, ...] = ()
    elsewhere: int = 0  # dossiers under way at other counters: their number only

    @property
    def anything(self) -> bool:
        return bool(self.under_way or self.results or self.papers or self.elsewhere)

    @property
    def dossier_ids(self) -> list[uuid.UUID]:
        return list({one.dossier_id for one in (*self.under_way, *self.results, *self.papers)})


def known(*, person_key: str, code: str, components: Iterable[str], actor: Actor) -> Known:
    """Return what the person with this blind index has with us; papers only of the components that are asked for."""
    theirs = access.reachable(actor, Action.READ).filter(party_keys__contains=[person_key], parent=None).order_by("-id")
    rows = list(theirs[:40])
    under_way = [row for row in rows if row.status not in {int(s) for s in ENDED} and row.status != Status.FINISHED]
    done = [row for row in rows if row.status in (Status.FINISHED, Status.RETURNED)]
    everywhere = access.reachable(actor, Action.READ_PROGRESS).filter(party_keys__contains=[person_key], parent=None)
    open_everywhere = everywhere.exclude(status__in=[int(s) for s in (*ENDED, Status.FINISHED)]).count()
    return Known(
        tuple(_earlier(row, code) for row in sorted(under_way, key=lambda row: row.procedure_code != code)[:MOST]), _results(done[:20]), _papers(rows, set(components)),
        max(0, open_everywhere - len(under_way)),
    )  # fmt: skip


def _earlier(row: Dossier, code: str, result: str = "") -> Earlier:
    return Earlier(row.id, row.code, row.title, row.status, row.accepted_on or row.filed_on, row.procedure_code == code, result)


def _results(rows: list[Dossier]) -> tuple[Earlier, ...]:
    numbers = {r.dossier_id: f"{r.name} {r.number}".strip() for r in Result.objects.filter(dossier_id__in=[r.id for r in rows], replaced_at=None)}
    return tuple(_earlier(row, "", numbers[row.id]) for row in rows if row.id in numbers)[:MOST]


def _papers(rows: list[Dossier], components: set[str]) -> tuple[KeptPaper, ...]:
    """Return the newest paper with files for each component asked for."""
    by_id = {row.id: row for row in rows}
    found: dict[str, KeptPaper] = {}
    papers = Paper.objects.filter(dossier_id__in=list(by_id), component__in=components - {"extra"}, electronic=True)
    for paper in papers.prefetch_related("files").order_by("-given_at"):
        files = tuple(use.file_id for use in sorted(paper.files.all(), key=lambda use: use.ordinal))
        if files and paper.component not in found:
            row = by_id[paper.dossier_id]
            found[paper.component] = KeptPaper(paper.component, paper.name, row.id, row.code, paper.given_at.date(), files)
    return tuple(found.values())


@dataclass(frozen=True)
class VisitLine:
    """A dossier of a visit with what it owes, in đồng."""

    id: uuid.UUID
    code: str
    title: str
    status: int
    fee: int
    owed: int
    certified: bool


def lines(*, visit_id: uuid.UUID, actor: Actor) -> list[VisitLine]:
    """Return the dossiers of a visit within the actor's reach, in the order received."""
    wanted = list(VisitDossier.objects.filter(visit_id=visit_id).order_by("id").values_list("dossier_id", flat=True))
    rows = {row.id: row for row in access.reachable(actor, Action.READ).filter(id__in=wanted)}
    owed = _owed(rows)
    certified = set(Certified.objects.filter(dossier_id__in=list(rows)).values_list("dossier_id", flat=True))
    return [
        VisitLine(row.id, row.code, row.title, row.status, row.fee_total, owed.get(row.id, 0), row.id in certified)
        for one in wanted
        if (row := rows.get(one)) is not None
    ]


def of_dossier(dossier_id: uuid.UUID) -> uuid.UUID | None:
    """Return the visit that brought a dossier."""
    return VisitDossier.objects.filter(dossier_id=dossier_id).values_list("visit_id", flat=True).first()


def _owed(rows: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    due = FeeDue.objects.filter(dossier_id__in=list(rows), paid_at=None, cancelled_at=None)
    return dict(due.values_list("dossier_id").annotate(total=Sum("amount")))


@dataclass(frozen=True)
class ClerkDay:
    """What one clerk did at a counter on a day; `dossiers` counts what was received in visits."""

    name: str
    visits: int = 0
    guided: int = 0
    dossiers: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None


@dataclass(frozen=True)
class Day:
    """A counter's day: each clerk's line, and the visits still open."""

    clerks: tuple[ClerkDay, ...] = ()
    open_visits: tuple[tuple[uuid.UUID, dt.datetime, int], ...] = field(default=())  # visit, since when, dossiers

    @property
    def visits(self) -> int:
        return sum(one.visits for one in self.clerks)

    @property
    def guided(self) -> int:
        return sum(one.guided for one in self.clerks)

    @property
    def dossiers(self) -> int:
        return sum(one.dossiers for one in self.clerks)


def day(*, actor: Actor, on: dt.date) -> Day:
    """Return the day of the counters the actor serves, each clerk's numbers, in three statements."""
    units = actor.reach_as(*RECEIVERS)
    rows = list(Visit.objects.filter(unit_id__in=units, day=on).order_by("started_at"))
    counts: dict[uuid.UUID, int] = {}
    for visit_id in VisitDossier.objects.filter(visit__in=[v.id for v in rows]).values_list("visit_id", flat=True):
        counts[visit_id] = counts.get(visit_id, 0) + 1
    names = dict(Staff.objects.filter(id__in={v.clerk for v in rows}).values_list("id", "name"))
    by_clerk: dict[uuid.UUID, list[Visit]] = {}
    for visit in rows:
        by_clerk.setdefault(visit.clerk, []).append(visit)
    clerks = tuple(
        ClerkDay(
            names.get(clerk, ""), sum(1 for v in theirs if not v.guided), sum(1 for v in theirs if v.guided),
            sum(counts.get(v.id, 0) for v in theirs), theirs[0].started_at, theirs[-1].started_at,
        )
        for clerk, theirs in by_clerk.items()
    )  # fmt: skip
    still = tuple((v.id, v.started_at, counts.get(v.id, 0)) for v in rows if v.ended_at is None and str(v.clerk) == actor.id)
    return Day(clerks, still)
