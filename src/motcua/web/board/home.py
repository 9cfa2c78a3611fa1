"""The morning page: where we stand, who is behind, what falls due, what is new; below it the figures of the period."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.figures import rounding
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Better
from motcua.queries import board, board_chains, board_today
from motcua.queries.board import Board, Counts, Span, UnitRow
from motcua.queries.board_today import Behind, Due, New
from motcua.queries.figures import dues
from motcua.queries.figures.dues import Days
from motcua.web.board import chart, views
from motcua.web.board.figures import ACCOUNTS, HIT, MISS, Page, change, text, told, value_words
from motcua.web.board.periods import Period
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import lists

FEW = 5  # units shown of those behind a target
ROWS = 5  # units shown of those with something due; the others are folded away
DAY = dt.timedelta(days=1)


@staff_only(*board.ROLES)
def show(request: HttpRequest) -> HttpResponse:
    """Show the morning page of a unit."""
    page = Page(request)
    codes = board_today.key_codes(page.today)
    found = board.board(
        page.actor, unit_id=str(page.unit.id) if page.unit else None, first=page.period.first, last=page.period.last, at=page.at, keys=codes
    )
    days = dues.days(page.unit, page.at)
    context = {
        "at": page.at, "names": views.NAMES, "days": days, "yesterday": days.today - DAY, "above": _above(found, page.period),
        **_morning(page, found, codes, days),
        "found": found, "total": _row(found.total, page, found.unit),
        "spans": [{"label": _label(one, found, page.language), "counts": one.counts} for one in found.spans],
        "chart": _chart(found, page.language),
        "to": {name: page.to(f"board_{name}") for name in ("units", "corrections", "flows", "fallback", "beside", "indicators", "index")},
        "campaigns": reverse("board_campaigns"),
    }  # fmt: skip
    return page.draw("home", context)


@staff_only(*board.ROLES)
def units(request: HttpRequest) -> HttpResponse:
    """Show the figures of the period unit by unit; each opens the units under it."""
    page = Page(request)
    found = board.board(page.actor, unit_id=str(page.unit.id) if page.unit else None, first=page.period.first, last=page.period.last, at=page.at)
    context = {
        "names": views.NAMES, "back": page.to("board_home"), "units": _units(page, found),
        "silent": sum(row.counts == Counts() and not row.alone for row in found.units),
    }  # fmt: skip
    return page.draw("units", context)


@staff_only(*board.ROLES)
def beside(request: HttpRequest) -> HttpResponse:
    """Show what waits at other agencies, and what the lists by decision took in."""
    page = Page(request)
    rows = board_chains.lists(board.together(page.counted), page.period.first, page.period.last)
    context = {
        "names": views.NAMES, "back": page.to("board_home"),
        "agencies": board_chains.agencies(page.counted, page.period.first, page.period.last, page.at),
        "agency_urls": {k: page.to("board_behind", k) for k in board_chains.AT_AGENCIES},
        "lists": [
            {"one": one, "name": lists.KINDS[one.kind], "of": views.NAMES[f"list_{one.kind.value}"],
             "url": page.to("board_behind", f"list_{one.kind.value}") if one.received else ""}
            for one in rows
        ],
    }  # fmt: skip
    return page.draw("beside", context)


def _morning(page: Page, found: Board, codes: tuple[str, ...], days: Days) -> dict[str, object]:
    """Return the four questions of the morning; what falls due and what is new is told as of now, whatever the period."""
    running = page.period.last >= page.today
    earlier = board_today.before(codes, first=page.period.first, days=days, units=found.asked) if running else {}
    lagging = board_today.lagging(codes, found)
    whole, rows = board_today.due(found, days)
    drawn = [_due(page, one) for one in rows]
    return {
        "keys": [_key(page, found, code, earlier) for code in codes],
        "running": running and bool(earlier),
        "lagging": [_behind(page, one) for one in lagging],
        "any_told": any(found.figures[code].met is not None for code in codes),
        "due": {"counts": whole, "urls": {kind: page.to("board_behind", kind) if count else "" for kind, count in whole.items()}},
        "due_rows": drawn[:ROWS], "due_more": drawn[ROWS:],
        "news": [_new(page, one, days) for one in board_today.news(days, units=found.asked)],
    }  # fmt: skip


def _key(page: Page, found: Board, code: str, earlier: object) -> dict[str, object]:
    one, figure = ALL[code], found.figures[code]
    before = earlier.get(code) if isinstance(earlier, dict) else None
    which = HIT if one.better is Better.DOWN or not one.has_population else MISS
    behind = figure.hit if which == HIT else (figure.of or 0) - (figure.hit or 0)
    return {
        "name": text(one.name), "told": told(figure, page.language), "what": page.to("board_indicator", code),
        "target": value_words(one, one.target, page.language) if one.target is not None else "", "down": one.better is Better.DOWN,
        "change": change(one, figure, before, page.language) if before is not None else None,
        "url": page.to("board_indicator_behind", code, which) if behind and not figure.missing else "", "missed": which == MISS,
    }  # fmt: skip


def _behind(page: Page, one: Behind) -> dict[str, object]:
    code = one.indicator.code
    which = HIT if one.indicator.better is Better.DOWN else MISS
    return {
        "name": text(one.indicator.name), "told": told(one.figure, page.language), "short": one.short, "count": len(one.lags),
        "target": value_words(one.indicator, one.indicator.target, page.language), "down": one.indicator.better is Better.DOWN,
        "points": words.number(rounding.half_up(one.gap * 100), language=page.language, places=2), "account": ACCOUNTS[one.indicator.account],
        "all": page.to("board_indicator", code),
        "units": [
            {"name": views.name_of(lag.row.unit), "alone": lag.row.alone, "told": told(lag.figure, page.language), "short": lag.short,
             "url": page.to("board_home", unit=lag.row.unit) if lag.row.deeper else "",
             "list": "" if lag.row.alone else page.to("board_indicator_behind", code, which, unit=lag.row.unit)}
            for lag in one.lags[:FEW]
        ],
    }  # fmt: skip


def _due(page: Page, one: Due) -> dict[str, object]:
    linked = not one.row.alone
    return {
        "name": views.name_of(one.row.unit), "alone": one.row.alone, "counts": one.counts,
        "url": page.to("board_home", unit=one.row.unit) if one.row.deeper else "",
        "urls": {kind: page.to("board_behind", kind, unit=one.row.unit) if linked and count else "" for kind, count in one.counts.items()},
    }  # fmt: skip


def _new(page: Page, one: New, days: Days) -> dict[str, object]:
    def to(first: dt.date, last: dt.date) -> str:
        return views.address("board_indicator_behind", one.indicator.code, HIT, period=Period("own", first, last), unit=page.unit)

    return {
        "name": text(one.indicator.name) if not one.indicator.has_population else _("Settled late"),
        "earlier": one.earlier, "earlier_url": to(days.since, days.today - DAY) if one.earlier else "",
        "today": one.today, "today_url": to(days.today, days.today) if one.today else "", "later": one.indicator.code == "newly_late",
    }  # fmt: skip


def _row(counts: Counts, page: Page, unit: object, *, link: bool = True) -> dict[str, object]:
    """Return the numbers of a row, each with the address of the codes behind it."""
    numbers = asdict(counts)
    urls = {kind: page.to("board_behind", kind, unit=unit) if link and count else "" for kind, count in numbers.items()}  # type: ignore[arg-type]
    return {"counts": numbers, "urls": urls, "online_share": counts.online_share, "in_time_share": counts.in_time_share}


def _units(page: Page, found: Board) -> list[dict[str, object]]:
    def drawn(row: UnitRow) -> dict[str, object]:
        return {
            "name": views.name_of(row.unit), "alone": row.alone, "url": page.to("board_units", unit=row.unit) if row.deeper else "",
            **_row(row.counts, page, row.unit, link=not row.alone),
        }  # fmt: skip

    return [drawn(row) for row in found.units if row.counts != Counts()]


def _above(found: Board, period: Period) -> dict[str, str] | None:
    if found.above is None:
        return None
    return {"name": views.name_of(found.above), "url": views.address("board_home", period=period, unit=found.above)}


def _label(one: Span, found: Board, language: str) -> str:
    return f"{one.first:%m/%Y}" if found.by_month else words.day(one.first, language=language)


def _chart(found: Board, language: str) -> object:
    if not any(s.counts.received or s.counts.finished for s in found.spans):
        return None
    form = "%m/%y" if found.by_month else "%d/%m"
    bars = [chart.Bars(s.first.strftime(form), s.counts.received, s.counts.finished) for s in found.spans]
    said = _("Received %(received)s, finished %(finished)s; the table below has the figures.") % {
        "received": words.number(found.total.received, language=language), "finished": words.number(found.total.finished, language=language),
    }  # fmt: skip
    return chart.draw(bars, title=_("Received and finished"), told=said)
