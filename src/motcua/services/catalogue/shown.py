"""What a procedure's row shows of its published revisions: the one in force, its names, the words it is found by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from motcua.domain.hours import local
from motcua.domain.procedures import revision as revisions
from motcua.domain.procedures import search_entry
from motcua.storage.procedures.models import Procedure, Revision

VECTOR = (  # how the words of an entry are weighed by the index of full text
    "setweight(to_tsvector('simple', {heading}), 'A') || setweight(to_tsvector('simple', {named}), 'B') || "
    "setweight(to_tsvector('simple', {around}), 'C')"
)

_INDEX = f"UPDATE procedures_procedure SET search = {VECTOR} WHERE id = %s".format(  # noqa: S608, our own text
    heading="%s", named="%s", around="%s"
)


def update(procedure: Procedure, at: dt.datetime, *, day: dt.date) -> None:
    """Bring a procedure's row up to what is published, within the transaction at hand."""
    published = list(procedure.revisions.filter(state="published"))
    current = in_force(published, day)
    if current is None:
        return
    read = revisions.parse(current.document)
    entry = search_entry.of_revision(read)
    procedure.current = current
    procedure.completeness = "complete"
    procedure.name = read.name.vi
    procedure.field_name = read.field.name.vi
    procedure.agency = read.competence.title
    procedure.unit_code = read.competence.unit_code or ""
    procedure.levels = [level.value for level in read.levels]
    procedure.audience = [group.value for group in read.audience]
    procedure.online = read.online.value
    procedure.scope_decision = read.decision
    procedure.closes_on = closing(published)
    procedure.titles, procedure.folded, procedure.sort_key = dict(entry.titles), entry.folded, entry.sort_key
    procedure.updated_at = at
    procedure.save()
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [entry.heading, entry.named, entry.around, procedure.id])


def update_all(at: dt.datetime) -> int:
    """Update every procedure whose shown revision is not the one in force on the day; return how many."""
    day = local(at).date()
    by_procedure: dict[object, list[Revision]] = {}
    for row in Revision.objects.filter(state="published").defer("document"):
        by_procedure.setdefault(row.procedure_id, []).append(row)
    count = 0
    for procedure in Procedure.objects.filter(id__in=list(by_procedure)):
        current = in_force(by_procedure[procedure.id], day)
        if current is not None and current.id != procedure.current_id:
            update(procedure, at, day=day)
            count += 1
    return count


def in_force(published: Iterable[Revision], day: dt.date) -> Revision | None:
    """Return the revision to show on a day: the one in force, else the next to come, else the last that was."""
    rows = sorted(published, key=lambda r: r.number)
    now = [r for r in rows if r.effective_from <= day and (r.effective_to is None or r.effective_to >= day)]
    if now:
        return now[-1]
    coming = sorted((r for r in rows if r.effective_from > day), key=lambda r: r.effective_from)
    return coming[0] if coming else (rows[-1] if rows else None)


def closing(published: Iterable[Revision]) -> dt.date | None:
    """Return the last day on which any of the revisions is in force; None when one has no end."""
    ends = [row.effective_to for row in published]
    return None if None in ends else max((end for end in ends if end is not None), default=None)
