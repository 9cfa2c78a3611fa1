"""The catalogue at its controller's work: what waits in which state, one procedure's revisions, what a draft starts from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.domain import folding, plain_data
from motcua.domain.procedures import portal_records, publishers, records, revision, starting
from motcua.domain.procedures.doubts import Reason
from motcua.domain.procedures.records import NotARecord, Record
from motcua.domain.procedures.revision import NotARevision
from motcua.domain.procedures.validator import DAYS_AHEAD
from motcua.storage.people.models import Staff
from motcua.storage.procedures.models import Procedure, Revision

PAGE = 50
STATES = ("review", "draft", "complete", "record", "expired")


@dataclass(frozen=True)
class Filter:
    """What of the catalogue is wanted; empty means no restriction."""

    words: str = ""
    state: str = ""
    flag: str = ""
    everywhere: bool = False  # also procedures that are not in the province's scope


@dataclass(frozen=True)
class Line:
    """A procedure in the list."""

    id: uuid.UUID
    code: str
    name: str
    field: str
    complete: bool
    in_scope: bool
    flags: tuple[str, ...]
    filings: int
    has_draft: bool
    closes_on: dt.date | None


@dataclass(frozen=True)
class RevisionLine:
    """A revision of a procedure; `when` is draft, now, later or over."""

    id: uuid.UUID
    number: int
    first: dt.date
    last: dt.date | None
    published_at: dt.datetime | None
    published_by: str
    when: str


@dataclass(frozen=True)
class Page:
    """One procedure with its revisions, the latest first; what its sources tell stands in `catalogue.procedure`."""

    id: uuid.UUID
    code: str
    publisher: str
    name: str
    field: str
    in_scope: bool
    complete: bool
    flags: tuple[str, ...]
    url: str
    revisions: tuple[RevisionLine, ...]

    @property
    def draft(self) -> RevisionLine | None:
        return next((r for r in self.revisions if r.when == "draft"), None)

    @property
    def current(self) -> RevisionLine | None:
        return next((r for r in self.revisions if r.when == "now"), None)


def procedures(wanted: Filter, day: dt.date, *, number: int = 1) -> tuple[list[Line], bool]:
    """Return a page of the catalogue and whether there are more; reviews with the most filed first, the rest by name."""
    rows = _state(_narrowed(wanted), wanted.state, day)
    order = ("-filings", "sort_key", "id") if wanted.state == "review" else ("sort_key", "id")
    found = list(rows.annotate(has_draft=_drafts()).order_by(*order)[(number - 1) * PAGE : number * PAGE + 1])
    lines = [
        Line(
            p.id, p.code, p.name, p.field_name, p.completeness == "complete", p.in_scope, tuple(p.flags), p.filings,
            p.has_draft, p.closes_on,
        )
        for p in found[:PAGE]
    ]  # fmt: skip
    return lines, len(found) > PAGE


def counts(wanted: Filter, day: dt.date) -> dict[str, int]:
    """Return how many procedures each state has under the other filters."""
    rows = _narrowed(wanted)
    return {state: _state(rows, state, day).count() for state in ("", *STATES)}


def reasons(*, everywhere: bool) -> dict[str, int]:
    """Return how many procedures each reason for review has, most first."""
    rows = Procedure.objects.all() if everywhere else Procedure.objects.filter(in_scope=True)
    found: dict[str, int] = {}
    for flags, count in rows.exclude(flags=[]).values_list("flags").annotate(n=Count("id")):
        for flag in flags:
            found[flag] = found.get(flag, 0) + count
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def procedure(procedure_id: uuid.UUID, day: dt.date) -> Page | None:
    """Return one procedure with its revisions; None when unknown."""
    row = Procedure.objects.filter(id=procedure_id).first()
    if row is None:
        return None
    found = list(row.revisions.defer("document").order_by("-number"))
    names = dict(Staff.objects.filter(id__in=[r.published_by for r in found if r.published_by]).values_list("id", "name"))
    return Page(
        id=row.id, code=row.code, publisher=publishers.title(row.publisher), name=row.name, field=row.field_name,
        in_scope=row.in_scope, complete=row.completeness == "complete", flags=tuple(row.flags), url=row.url,
        revisions=tuple(
            RevisionLine(r.id, r.number, r.effective_from, r.effective_to, r.published_at, names.get(r.published_by, ""), _when(r, day))
            for r in found
        ),
    )  # fmt: skip


def document(revision_id: uuid.UUID) -> dict[str, object]:
    """Return the document of a revision in the order of its parts. Raises LookupError."""
    row = Revision.objects.filter(id=revision_id).values_list("document", flat=True).first()
    if row is None:
        raise LookupError(str(revision_id))
    return in_order(row)


def draft_stamp(procedure_id: uuid.UUID) -> str:
    """Return what tells one state of a procedure's draft from another; of no draft, the number of its revisions."""
    row = Revision.objects.filter(procedure_id=procedure_id, state="draft").values_list("document", flat=True).first()
    if row is None:
        return f"none-{Revision.objects.filter(procedure_id=procedure_id).count()}"
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:20]


def first_document(procedure_id: uuid.UUID, day: dt.date) -> dict[str, object]:
    """Return what the next draft starts from: the draft, else the latest revision, else the record as understood.

    Raises LookupError for an unknown procedure.
    """
    row = Procedure.objects.filter(id=procedure_id).first()
    if row is None:
        raise LookupError(str(procedure_id))
    drafted = row.revisions.filter(state="draft").first()
    latest = drafted or row.revisions.order_by("-number").first()
    if latest is not None:
        started = in_order(latest.document)
        return started if drafted else _after(started, day)
    return starting.document(_record(row), on=day)


def in_order(document: Mapping[str, object]) -> dict[str, object]:
    """Return a document with its parts in the order the schema lists them; one that cannot be read stays as it is."""
    try:
        listed = plain_data.to_json(revision.parse({"number": 1, **document}))
    except NotARevision:
        return dict(document)
    ordered = _ordered(document, listed)
    assert isinstance(ordered, dict)
    return ordered


def _ordered(given: object, listed: object) -> object:
    """Return what was given, nothing more, with the names of each part in the order of the listing."""
    if isinstance(given, Mapping) and isinstance(listed, Mapping):
        names = [*(n for n in listed if n in given), *(n for n in given if n not in listed)]
        return {name: _ordered(given[name], listed.get(name)) for name in names}
    if isinstance(given, list) and isinstance(listed, list) and len(given) == len(listed):
        return [_ordered(one, other) for one, other in zip(given, listed, strict=True)]
    return given


def _narrowed(wanted: Filter) -> QuerySet[Procedure]:
    rows = Procedure.objects.all() if wanted.everywhere else Procedure.objects.filter(in_scope=True)
    if wanted.flag in {reason.value for reason in Reason}:
        rows = rows.filter(flags__contains=[wanted.flag])
    for word in folding.fold(wanted.words).split()[:8]:
        rows = rows.filter(Q(folded__contains=word) | Q(code__icontains=word))
    return rows


def _state(rows: QuerySet[Procedure], state: str, day: dt.date) -> QuerySet[Procedure]:
    match state:
        case "review":
            return rows.exclude(flags=[])
        case "draft":
            return rows.filter(_drafts())
        case "complete":
            return rows.filter(completeness="complete")
        case "record":
            return rows.filter(completeness="record")
        case "expired":
            return rows.filter(completeness="complete", closes_on__lt=day)
    return rows


def _drafts() -> Exists:
    return Exists(Revision.objects.filter(procedure=OuterRef("pk"), state="draft"))


def _when(row: Revision, day: dt.date) -> str:
    if row.state == "draft":
        return "draft"
    if row.effective_from > day:
        return "later"
    return "over" if row.effective_to is not None and row.effective_to < day else "now"


def _after(document: dict[str, object], day: dt.date) -> dict[str, object]:
    """Return a published document as the start of the next: in force from the earliest day, without number and end."""
    first = (day + dt.timedelta(days=DAYS_AHEAD)).isoformat()
    kept = {name: part for name, part in document.items() if name not in ("number", "effective_to")}
    return kept | {"effective_from": first}


def _record(row: Procedure) -> Record:
    raw = row.record or {}
    try:
        return portal_records.read(raw) if portal_records.is_portal_form(raw) else records.read(raw)
    except NotARecord:
        return Record(code=row.code, name=row.name, publisher=row.publisher, source=row.source, field=row.field_name, agency=row.agency)
