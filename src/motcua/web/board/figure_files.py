"""The pages of figures as files: exactly the rows a page shows, of the same period and unit, as workbook, CSV and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua import wiring
from motcua.domain.figures import printing
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.printing import Scale
from motcua.domain.hours import local
from motcua.queries import board, configuration
from motcua.services.figures import sheets
from motcua.services.figures.sheets import Cell, Sheets, Table
from motcua.web.board import figures, index766, views
from motcua.web.board.figures import Page, Told
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only

XLSX, CSV, PDF = "xlsx", "csv", "pdf"
MEDIA = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CSV: "text/csv; charset=utf-8", PDF: "application/pdf"}
SIMULATED = "DỮ LIỆU MÔ PHỎNG"


@staff_only(*board.ROLES)
def indicators(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give the page of indicators as a file."""
    page = Page(request)
    found = figures.of_all(page)
    titles = _titles(pgettext("board", "Indicator"), [pgettext("board", "Target"), pgettext("figures", "Target met"), pgettext("board", "Change")])
    tables = [
        Table(str(chapter["name"]), titles, [[*_told(row["name"], row["told"]), _text(row["target"] or "–"), _met(row["told"]), _change(row["change"])] for row in chapter["rows"]])
        for chapter in found["chapters"]
    ]
    silent = [[_text(one["name"])] for one in found["silent"]]
    if silent:
        tables.append(Table(pgettext("board", "Nothing entered yet"), [pgettext("board", "Indicator")], silent))
    first, last = found["before"]
    against = _("Changes are against the period from %(first)s to %(last)s.") % {"first": _day(first), "last": _day(last)}
    return _file(page, kind, pgettext("board", "Indicators"), "chi-tieu", tables, [against])


@staff_only(*board.ROLES)
def indicator(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """Give the page of one indicator as a file: its value, its months, its units, its other readings."""
    if code not in ALL:
        raise Http404
    page = Page(request)
    found = figures.of_one(page, ALL[code])
    name = str(found["name"])
    tables = [Table(name, _titles(pgettext("board", "Indicator"), [pgettext("board", "Target")]), [[*_told(name, found["told"]), _text(found["target"] or "–")]])]
    if found["months"]:
        tables.append(Table(pgettext("board", "By month"), _titles(pgettext("board", "Month")), [_told(f"{row['month']:%m/%Y}", row["told"]) for row in found["months"]]))
    if found["units"]:
        heads = _titles(pgettext("console", "Unit"), [pgettext("rank", "Place"), pgettext("rank", "Moved")])
        rows = [[*_told(row["name"], row["told"]), _number(row["rank"]), _text(_moved(row["moved"]))] for row in found["units"]]
        tables.append(Table(pgettext("board", "By unit, the one furthest behind first"), heads, rows))
    if found["related"]:
        rows = [_told(row["name"], row["told"]) for row in found["related"]]
        tables.append(Table(pgettext("board", "Other readings of it"), _titles(pgettext("board", "Indicator")), rows))
    return _file(page, kind, name, f"chi-tieu-{code}", tables, [str(found["sentence"]), str(found["formula"])])


@staff_only(*board.ROLES)
def index(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give the page of the national index as a file: total, what would gain most, components, units."""
    page = Page(request)
    found = index766.of_page(page)
    told = found["index"]
    tables = [Table(
        pgettext("index", "Total"),
        [pgettext("index", "Total"), pgettext("index", "Points that can be had"), pgettext("index", "Class"), pgettext("board", "dossiers in hand in the period"), pgettext("board", "late by the index")],
        [[_points(found["total"], told.total), _number(found["most"]), _text(found["class"]), _number(found["dossiers"]), _number(found["late"])]],
    )]  # fmt: skip
    if found["gains"]:
        tables.append(Table(pgettext("board", "What would gain most"), [pgettext("board", "What would gain most")], [[_text(row["text"])] for row in found["gains"]]))
    heads = [
        pgettext("index", "Component"), pgettext("board", "Of which counts"), pgettext("figures", "Counted"), pgettext("figures", "Of"), pgettext("board", "Share"),
        pgettext("index", "Points"), pgettext("index", "At most"),
    ]
    for group in found["groups"]:
        title = f"{group['name']}: {group['points']} " + _("of %(of)s points") % {"of": group["most"]}
        tables.append(Table(title, heads, [_component(row) for row in group["rows"]]))
    if found["units"]:
        heads = [pgettext("console", "Unit"), pgettext("index", "Total"), *(str(name) for name in found["heads"]), pgettext("index", "Dossiers")]
        rows = [
            [_text(row["name"]), _points(row["total"], row["index"].total), *(_points(c["points"], c["exact"]) for c in row["cells"]), _number(row["dossiers"])]
            for row in found["units"]
        ]
        tables.append(Table(pgettext("board", "By unit, the one furthest behind first"), heads, rows))
    notes = [_("Some sources are not connected: their components have no points and are not counted as zero.")] if found["missing"] else []
    return _file(page, kind, pgettext("board", "National service index"), "bo-chi-so", tables, notes)


def _file(page: Page, kind: str, title: str, name: str, tables: Sequence[Table], notes: Iterable[str]) -> HttpResponseBase:
    """Make a file and send it piece by piece; what cannot be made is an error page, never an empty file."""
    if kind not in MEDIA:
        raise Http404
    unit, config = page.unit, configuration.current()
    above = config.units.get(str(unit.parent_id)) if unit is not None and unit.parent_id else None
    told = Sheets(
        title, [*about(page), *notes], tables, views.name_of(unit) or settings.ENVIRONMENT.province_name, views.name_of(above), page.at,
        "; ".join(about(page)),
    )
    response = _ANSWERS[kind](page, told)
    stamp = f"{page.period.first:%Y%m%d}-{page.period.last:%Y%m%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{stamp}.{kind}"'
    return response


def about(page: Page) -> list[str]:
    """Say of which period and unit a file is, when it was made, and that its data is simulated where it is."""
    unit = views.name_of(page.unit) or _("all units within reach")
    lines = [
        _("Period: from %(first)s to %(last)s") % {"first": _day(page.period.first), "last": _day(page.period.last)},
        _("Unit: %(unit)s") % {"unit": unit},
        _("Made at %(time)s on %(day)s, as the data was then") % {"time": f"{local(page.at):%H:%M:%S}", "day": _day(local(page.at).date())},
    ]
    return [*([SIMULATED] if settings.ENVIRONMENT.demo else []), *lines]


def _csv(_page: Page, told: Sheets) -> HttpResponseBase:
    return StreamingHttpResponse(sheets.as_csv(told), content_type=MEDIA[CSV])


def _xlsx(_page: Page, told: Sheets) -> HttpResponseBase:
    return FileResponse(sheets.workbook(told), content_type=MEDIA[XLSX])


def _pdf(page: Page, told: Sheets) -> HttpResponseBase:
    drawn = sheets.pdf_page(told)
    return HttpResponse(wiring.printer(page.actor).render(drawn.template, drawn.data), content_type=MEDIA[PDF])


_ANSWERS: Mapping[str, Callable[[Page, Sheets], HttpResponseBase]] = {CSV: _csv, XLSX: _xlsx, PDF: _pdf}


def _titles(first: str, more: Sequence[str] = ()) -> list[str]:
    return [first, pgettext("board", "Value"), pgettext("board", "Of which counts"), pgettext("figures", "Counted"), pgettext("figures", "Of"), *more]


def _told(name: object, told: Told) -> list[Cell]:
    """Return the cells of a figure: name, value, counts as the page says them, and both counts as numbers."""
    figure = told.figure
    exact, one = figure.value, figure.indicator
    scale = printing.scale(one)
    printed = None if exact is None or scale is Scale.WORKING_DAYS else printing.printed(one, exact)
    number = int(printed) if printed is not None and scale is Scale.COUNT and printed == int(printed) else printed
    counted = figure.of is not None and not figure.missing
    return [
        _text(name), Cell(told.value, number, scale is Scale.PERCENT), _text(told.counts),
        _number(figure.hit if counted else None), _number(figure.of if counted else None),
    ]  # fmt: skip


def _component(row: Mapping[str, Any]) -> list[Cell]:
    one = row["scored"]
    counts = (None, None) if one.missing else (one.hit, one.of)
    points = _text(_("No data yet")) if one.missing else _points(row["points"], one.points)
    share = Cell(row["share"], row["exact"], percent=True) if row["exact"] is not None and not one.missing else _text(row["share"])
    return [_text(row["name"]), _text(row["counts"]), _number(counts[0]), _number(counts[1]), share, points, _number(row["most"])]


def _points(text: str, exact: Any) -> Cell:
    return Cell(text, exact)


def _text(said: object) -> Cell:
    return Cell(str(said))


def _number(found: int | None) -> Cell:
    return Cell("–") if found is None else Cell(words.number(found, language=figures.language()), found)


def _met(told: Told) -> Cell:
    if told.met is None:
        return Cell("–")
    return Cell(pgettext("target", "met") if told.met else pgettext("target", "not met"))


def _change(change: Mapping[str, Any] | None) -> Cell:
    if not change:
        return Cell("–")
    if change["up"]:
        return Cell(_("up by %(by)s") % {"by": change["by"]})
    return Cell(_("down by %(by)s") % {"by": change["by"]} if change["down"] else pgettext("figures", "unchanged"))


def _moved(by: int | None) -> str:
    if by is None:
        return "–"
    if by > 0:
        return _("up %(by)s") % {"by": by}
    return _("down %(by)s") % {"by": -by} if by else pgettext("figures", "unchanged")


def _day(day: dt.date) -> str:
    return words.day(day, language=figures.language())

