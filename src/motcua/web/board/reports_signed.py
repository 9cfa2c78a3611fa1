"""Signed reports: what was signed and when, every version with what it changed, and the files made from it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse

from motcua import wiring
from motcua.domain.reports import snapshots
from motcua.queries import board
from motcua.queries.reports import signed
from motcua.queries.reports.signed import Line
from motcua.services.reports import papers, tables
from motcua.web.board import reports, views
from motcua.web.shared.guards import staff_only

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only(*board.ROLES)
def one(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Show a signed report as it was signed."""
    line = _line(request, report_id)
    first, last = (str(line.content["period"][name]) for name in ("first", "last"))  # type: ignore[index]
    later = signed.following(line, _day(last))
    versions = signed.versions(line)
    return views.draw(request, "report_signed", {
        **reports.line_of(line), "first": _day(first), "last": _day(last), "tables": [_table(t) for t in tables.tables(line.content)], "notes": papers.notes(line.content),
        "versions": [{**reports.line_of(v), "reason": v.content["reason"], "changes": reports.changes(v.content["changes"])} for v in versions],  # type: ignore[arg-type]
        "replaced": versions[-1].version > line.version, "whole": snapshots.digest(signed.text(line.id)) == line.digest,
        "later": [reports.line_of(v) for v in later] if versions[-1].version == line.version else [],
    })  # fmt: skip


@staff_only(*board.ROLES)
def file(request: HttpRequest, report_id: uuid.UUID, kind: str) -> HttpResponse:
    """Give a signed report as a workbook, a PDF, or the content its digest is of."""
    line = _line(request, report_id)
    text = signed.text(line.id)
    if kind == "xlsx":
        content, media = papers.workbook(text), XLSX
    elif kind == "pdf":
        page = papers.pdf_page(text, line.digest)
        content, media = wiring.printer(request.actor).render(page.template, page.data), "application/pdf"  # type: ignore[attr-defined]
    elif kind == "json":
        content, media = text.encode(), "application/json"
    else:
        raise Http404
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="II.06a-{line.period}-{line.number:02d}-{line.year}-v{line.version}.{kind}"'
    return response


def _table(table: tables.Table) -> dict[str, object]:
    """Return a table with each cell beside its heading; the place in the list stands in the files alone."""
    heads = [f"{group}: {heading} {number}" if group else f"{heading} {number}" for group, heading, number in table.headings][1:]
    rows = [
        [{"value": value, "head": head, "heading": not place, "number": isinstance(value, int)} for place, (head, value) in enumerate(zip(heads, row[1:], strict=True))]
        for row in table.rows
    ]
    return {"title": table.title, "heads": heads, "rows": rows}


def _line(request: HttpRequest, report_id: uuid.UUID) -> Line:
    found = signed.one(report_id, board.reach(request.actor, None)[1])  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
