"""Public statistics (TT 32/2017/TT-BTTTT): by procedure and by unit, of a month, a quarter, a year; open data with its dictionary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.domain.figures.publication import MEASURES
from motcua.domain.permissions.roles import VISITOR
from motcua.domain.reports import periods
from motcua.domain.reports.periods import Reported
from motcua.queries import catalogue_pages
from motcua.queries.figures import published
from motcua.queries.figures.published import SHARES, Line, Table
from motcua.services.figures import sheets
from motcua.web.portal import pages
from motcua.web.portal import wording_statistics as say
from motcua.web.shared import words
from motcua.web.shared.guards import public

SIZE = 50  # lines on a page: light on a slow line
KEPT = 3600  # seconds that anybody's cache may keep open data: a table changes only when it is published anew
KEPT_BY_READER = 600  # seconds that the reader's own browser may keep a page; pages carry a cookie, so no shared cache may
WITHHELD = "*"


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show a period: the sum of all, the fields and the levels."""
    known = published.all_periods()
    period, wrong = _period(request.GET.get("ky", ""), known)
    if period is None:
        return pages.show(request, "portal/statistics.html", {"tables": [], "wrong": ""})
    found = [table for table in (published.one(kind, period) for kind in published.KINDS) if table is not None]
    context = {
        "wrong": _("Nothing is published for this period. The latest one is shown.") if wrong else "", "period": period, "named": say.period_name(period),
        "choices": [(p.key, say.period_name(p)) for p in known], "first": found[0].first, "last": found[0].last, "published": found[0].published_at,
        "least": found[0].least, "total": _shown(found[0].total), "any_withheld": any(one.withheld for t in found for one in [*t.groups, t.total]),
        "tables": [
            {"name": say.GROUP_NAMES[t.kind], "rows": [_shown(g) | {"url": _group_url(t, g.group)} for g in t.groups], "files": _files(t)} for t in found
        ],
    }  # fmt: skip
    return _cached(request, pages.show(request, "portal/statistics.html", context))


@public
@require_GET
def group(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """Show the procedures of a field, or the units of a level, page by page."""
    table = _table(kind, period)
    wanted = request.GET.get("nhom", "")
    names = [g.group for g in table.groups if catalogue_pages.field_key(g.group) == wanted]
    if not names:
        raise Http404
    lines = sorted((one for one in table.lines if one.group == names[0]), key=lambda one: (-(one.cells["received"] or 0), one.name))
    text = request.GET.get("page", "1")
    last = max(1, -(-len(lines) // SIZE))
    page = min(last, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    whole = next(g for g in table.groups if g.group == names[0])
    context = {
        "name": names[0], "named": say.period_name(table.period), "period": table.period, "first_column": say.FIRST_COLUMN[table.kind],
        "rows": [_shown(one) for one in lines[(page - 1) * SIZE : page * SIZE]], "whole": _shown(whole), "least": table.least, "group": wanted,
        "before": page - 1 if page > 1 else 0, "after": page + 1 if page < last else 0, "back": f"{reverse('portal_statistics')}?ky={table.period.key}",
        "first": table.first, "last": table.last, "any_withheld": any(one.withheld for one in [*lines, whole]), "files": _files(table),
    }  # fmt: skip
    return _cached(request, pages.show(request, "portal/statistics_group.html", context))


@public
@require_GET
def data(request: HttpRequest, kind: str, period: str, form: str) -> HttpResponse:
    """Give a table as open data: CSV or JSON."""
    table = _table(kind, period)
    if form not in ("csv", "json"):
        raise Http404
    tag = f'"{table.digest[:32]}-{form}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    elif form == "csv":
        response = HttpResponse(_csv(table), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_json(table), content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={KEPT}"
    response["Access-Control-Allow-Origin"] = "*"
    if response.status_code != 304:
        response["Content-Disposition"] = f'attachment; filename="{kind}-{table.period.key}.{form}"'
    return response


@public
@require_GET
def dictionary(request: HttpRequest) -> HttpResponse:
    """Show what each column of the open data means, and how small counts are withheld."""
    rows = say.dictionary(get_language() or "vi")
    return _cached(request, pages.show(request, "portal/statistics_dictionary.html", {"rows": rows}))


@public
@require_GET
def dictionary_data(request: HttpRequest) -> HttpResponse:
    """Give the data dictionary to machines, in both languages."""
    english = {c["name"]: c for c in say.dictionary("en")}
    columns = [
        {"name": c["name"], "type": c["type"], "label": {"vi": c["label"], "en": english[c["name"]]["label"]}, "text": {"vi": c["text"], "en": english[c["name"]]["text"]}}
        for c in say.dictionary("vi")
    ]
    said = {"columns": columns, "measures": list(MEASURES), "shares": {name: list(pair) for name, pair in SHARES.items()}}
    response = HttpResponse(json.dumps(said, ensure_ascii=False, indent=1), content_type="application/json")
    response["Cache-Control"] = f"public, max-age={KEPT}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _period(text: str, known: Sequence[Reported]) -> tuple[Reported | None, bool]:
    """Return the period asked for where it is published, else the latest quarter, and whether the wish was in vain."""
    try:
        wanted = periods.read(text) if text else None
    except ValueError:
        return published.latest(known), True
    if wanted in known:
        return wanted, False
    return published.latest(known), wanted is not None


def _table(kind: str, period: str) -> Table:
    try:
        found = published.one(say.KINDS[kind], periods.read(period))
    except (KeyError, ValueError):
        found = None
    if found is None:
        raise Http404
    return found


def _shown(line: Line) -> dict[str, object]:
    """Return a line as a page shows it: every share with its counts, `*` for what is withheld."""
    language = get_language() or "vi"

    def count(measure: str) -> str:
        n = line.cells[measure]
        return WITHHELD if n is None else words.number(n, language=language)

    found: dict[str, object] = {"name": line.name, "code": line.code, "received": count("received"), "online": count("online"), "settled": count("settled")}
    for name, (hit, of) in SHARES.items():
        share = line.share(name)
        hidden = line.cells[hit] is None or line.cells[of] is None
        found[name] = WITHHELD if hidden else "–" if share is None else f"{words.number(share, language=language, places=2)}%"
        found[f"{name}_counts"] = "" if share is None else _("%(part)s of %(whole)s") % {"part": count(hit), "whole": count(of)}
    return found


def _group_url(table: Table, name: str) -> str:
    return f"{reverse('portal_statistics_group', args=[say.SLUGS[table.kind], table.period.key])}?nhom={catalogue_pages.field_key(name)}"


def _files(table: Table) -> list[dict[str, str]]:
    slug = say.SLUGS[table.kind]
    return [{"name": form.upper(), "url": reverse("portal_statistics_data", args=[slug, table.period.key, form])} for form in ("csv", "json")]


def _record(table: Table, line: Line) -> dict[str, object]:
    """Return a line of the open data."""
    shares = {name: None if (found := line.share(name)) is None else str(found) for name in SHARES}
    said = {
        "kind": table.kind, "period": table.period.key, "first_day": table.first.isoformat(), "last_day": table.last.isoformat(), "group": line.group,
        "code": line.code, "name": line.name, **line.cells, **shares, "withheld": line.withheld, "published_at": table.published_at.isoformat(timespec="seconds"),
        "version": table.version, "simulated": settings.ENVIRONMENT.demo,
    }  # fmt: skip
    return {column.name: said[column.name] for column in say.DICTIONARY}


def _csv(table: Table) -> str:
    buffer = io.StringIO(newline="")
    buffer.write(sheets.BOM)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in say.DICTIONARY])
    for line in table.lines:
        record = _record(table, line) | {"withheld": " ".join(line.withheld), "simulated": str(settings.ENVIRONMENT.demo).lower()}
        writer.writerow([sheets.harmless("" if value is None else str(value)) for value in record.values()])
    return buffer.getvalue()


def _json(table: Table) -> str:
    rows = [_record(table, line) for line in table.lines]
    head = {
        "dictionary": reverse("portal_statistics_dictionary_data"), "least": table.least, "simulated": settings.ENVIRONMENT.demo,
        "notice": "DỮ LIỆU MÔ PHỎNG" if settings.ENVIRONMENT.demo else "", "groups": [{"group": g.group, **g.cells} for g in table.groups], "total": dict(table.total.cells),
    }  # fmt: skip
    return json.dumps(head | {"rows": rows}, ensure_ascii=False)


def _cached(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser of somebody who is not signed in keep the page."""
    nobody = request.citizen.kind is VISITOR.kind  # type: ignore[attr-defined]
    response["Cache-Control"] = f"private, max-age={KEPT_BY_READER}" if nobody else "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
