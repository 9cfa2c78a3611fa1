"""The catalogue for those who keep it: lists, counts, one procedure with its revisions, records and doubts, imports."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from motcua.domain.procedures import portal_records, publishers, records, understanding
from motcua.domain.procedures.doubts import Doubt
from motcua.domain.procedures.records import Record
from motcua.domain.procedures.understanding import Understood
from motcua.queries import search_filters
from motcua.queries.search_filters import Filters
from motcua.storage.procedures.models import ImportRun, Procedure, Revision

_COUNTED = {
    "field": "p.field_name",
    "level": "unnest(p.levels)",
    "audience": "unnest(p.audience)",
    "publisher": "p.publisher",
    "flag": "unnest(p.flags)",
    "completeness": "p.completeness",
}


@dataclass(frozen=True)
class Row:
    """A procedure in a list."""

    id: uuid.UUID
    code: str
    name: str
    field: str
    agency: str
    publisher: str  # as shown
    levels: tuple[str, ...]
    in_scope: bool
    complete: bool
    flags: tuple[str, ...]
    draft: bool  # a draft is being worked on


@dataclass(frozen=True)
class Listing:
    """One page of a list and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True)
class Telling:
    """What one source says of a procedure, with what was understood and what was not."""

    source: str
    record: Record
    understood: Understood

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return self.understood.doubts


@dataclass(frozen=True)
class RevisionRow:
    """A revision in the history of a procedure."""

    id: uuid.UUID
    number: int
    state: str  # draft | published
    effective_from: dt.date
    effective_to: dt.date | None
    created_at: dt.datetime
    published_at: dt.datetime | None
    published_by: uuid.UUID | None
    current: bool


@dataclass(frozen=True)
class Page:
    """One procedure as its controller sees it: `tellings` has the main record first, then the variants."""

    row: Row
    url: str
    scope_decision: str
    updated_at: dt.datetime
    revisions: tuple[RevisionRow, ...]
    tellings: tuple[Telling, ...]
    others: tuple[Row, ...]  # the same code from other publishers


COUNTS = (  # what an import counts, in the order in which it is told
    "read", "unreadable", "repeated", "procedures", "new", "changed", "unchanged", "without_code", "several_sources",
    "several_publishers", "completed", "limit_understood", "fee_understood", "papers_understood", "without_doubt",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One import: counts, and for each reason, the most frequent first, how often (`count`) and `examples`."""

    id: uuid.UUID
    source: str
    at: dt.datetime
    counts: Mapping[str, int]
    reasons: Mapping[str, Mapping[str, object]]


def listing(filters: Filters, *, page: int = 1, per: int = 50) -> Listing:
    """Return one page of the procedures the filters leave, in alphabetical order; `everything` shows all of them."""
    condition, values = search_filters.to_sql(search_filters.of(filters), None)
    values |= {"limit": per, "offset": max(page - 1, 0) * per}
    with connection.cursor() as cursor:
        cursor.execute(_LISTING.format(row=_ROW, visible=condition), values)
        lines = cursor.fetchall()
    return Listing(tuple(_row(line[:-1]) for line in lines), int(lines[0][-1]) if lines else _total(filters))


def counts(by: str, *, filters: Filters | None = None) -> dict[str, int]:
    """Return how many procedures there are by field, level, audience, publisher, flag or completeness, most first.

    Raises KeyError for another `by`.
    """
    condition, values = search_filters.to_sql(filters or Filters(everything=True), None)
    statement = _COUNTS.format(by=_COUNTED[by], visible=condition)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def procedure(procedure_id: uuid.UUID) -> Page | None:
    """Return one procedure with its history, its sources and its namesakes; None for an unknown one."""
    kept = Procedure.objects.filter(id=procedure_id).defer("folded", "search").first()
    if kept is None:
        return None
    drafted = kept.revisions.filter(state="draft").exists()
    others = Procedure.objects.filter(code=kept.code).exclude(id=kept.id).order_by("-in_scope", "publisher")
    return Page(
        row=_row_of(kept, drafted=drafted), url=kept.url, scope_decision=kept.scope_decision, updated_at=kept.updated_at,
        revisions=tuple(_revision(r, kept) for r in kept.revisions.defer("document").order_by("-number")),
        tellings=_tellings(kept), others=tuple(_row_of(o, drafted=False) for o in others),
    )  # fmt: skip


def by_code(code: str) -> uuid.UUID | None:
    """Return the procedure a code means here: the completed one, else the one in scope, else the ministry's."""
    found = Procedure.objects.filter(code=records.split_code(code.strip())[0]).only(
        "id", "publisher", "in_scope", "completeness"
    )
    ranked = sorted(
        found,
        key=lambda p: (
            p.completeness != "complete",
            not p.in_scope,
            not publishers.is_ministry(p.publisher),
            p.publisher,
        ),
    )
    return ranked[0].id if ranked else None


def document(revision_id: uuid.UUID) -> Mapping[str, object] | None:
    """Return the document of a revision, or None."""
    kept = Revision.objects.filter(id=revision_id).only("document").first()
    return None if kept is None else kept.document


def imports(*, limit: int = 20) -> list[Run]:
    """Return the last imports, the latest first."""
    return [run(kept) for kept in ImportRun.objects.order_by("-at", "-id")[:limit]]


def run(kept: ImportRun) -> Run:
    """Return an import as it is told: the database does not keep the order of names."""
    counts = {name: kept.counts[name] for name in COUNTS if name in kept.counts}
    reasons = sorted(kept.reasons.items(), key=lambda pair: (-pair[1]["count"], pair[0]))
    return Run(kept.id, kept.source, kept.at, counts, dict(reasons))


_ROW = (
    "p.id, p.code, p.name, p.field_name, p.agency, p.publisher, p.levels, p.in_scope, p.completeness = 'complete', p.flags, "
    "EXISTS (SELECT 1 FROM procedures_revision r WHERE r.procedure_id = p.id AND r.state = 'draft')"
)
_LISTING = (
    "SELECT {row}, count(*) OVER () FROM procedures_procedure p WHERE {visible} "
    "ORDER BY p.sort_key, p.code, p.publisher LIMIT %(limit)s OFFSET %(offset)s"
)
_COUNTS = (
    "SELECT {by} AS what, count(*) FROM procedures_procedure p WHERE {visible} GROUP BY 1 ORDER BY 2 DESC, 1"
)


def _total(filters: Filters) -> int:
    """How many there are where the page asked for is empty."""
    return sum(counts("completeness", filters=search_filters.of(filters)).values())


def _row(line: tuple[object, ...]) -> Row:
    id_, code, name, field, agency, publisher, levels, in_scope, complete, flags, draft = line
    return Row(
        id_, code, name, field, agency, publishers.title(str(publisher)), tuple(levels), in_scope, complete, tuple(flags), draft  # type: ignore[arg-type]
    )  # fmt: skip


def _row_of(kept: Procedure, *, drafted: bool) -> Row:
    return Row(
        kept.id, kept.code, kept.name, kept.field_name, kept.agency, publishers.title(kept.publisher), tuple(kept.levels),
        kept.in_scope, kept.completeness == "complete", tuple(kept.flags), drafted,
    )  # fmt: skip


def _revision(kept: Revision, owner: Procedure) -> RevisionRow:
    return RevisionRow(
        kept.id, kept.number, kept.state, kept.effective_from, kept.effective_to, kept.created_at, kept.published_at,
        kept.published_by, kept.id == owner.current_id,
    )  # fmt: skip


def _tellings(kept: Procedure) -> tuple[Telling, ...]:
    """The main record and the variants, each understood anew: doubts come with their texts."""
    raws = [kept.record] if kept.record else []
    raws += [variant["record"] for variant in kept.variants]
    found = []
    for raw in raws:
        read = portal_records.read if portal_records.is_portal_form(raw) else records.read
        record = read(raw)
        found.append(Telling(record.source, record, understanding.understand(record)))
    return tuple(found)
