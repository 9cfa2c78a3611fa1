"""The board: figures of a period by unit and day, and the codes behind each number."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.fallback.rules import EntryState
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.queries import board, board_chains, configuration, fallback
from motcua.queries.board import Board, Counts, Span
from motcua.services import ledger
from motcua.web.board import chart, periods
from motcua.web.board.periods import Period
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import fallback as words_of
from motcua.web.shared.wording import lists

NAMES = {
    "received": pgettext_lazy("board", "Received"),
    "online": pgettext_lazy("board", "Received online"),
    "entered_late": pgettext_lazy("board", "Received in an outage, entered later"),
    "finished": pgettext_lazy("board", "Finished"),
    "in_time": pgettext_lazy("board", "Finished on time"),
    "finished_late": pgettext_lazy("board", "Finished late"),
    "corrected": pgettext_lazy("board", "Corrections approved"),
    "open": pgettext_lazy("board", "Open now"),
    "waiting": pgettext_lazy("board", "Waiting for the citizen"),
    "late": pgettext_lazy("board", "Open and late"),
    "at_agency": pgettext_lazy("board", "Waiting at other agencies"),
    "agency_late": pgettext_lazy("board", "Late at other agencies"),
    **{f"list_{kind.value}": text for kind, text in lists.IN_LIST.items()},
}


# The pages of the board in their order: how their routes begin, the first of them, and what they are called.
ROOMS = {
    "board_home": ("board_home", pgettext_lazy("board", "Figures")),
    "board_indicator": ("board_indicators", pgettext_lazy("board", "Indicators")),
    "board_compare": ("board_compare", pgettext_lazy("board", "Comparison")),
    "board_index": ("board_index", pgettext_lazy("board", "National index")),
    "board_report": ("board_reports", pgettext_lazy("board", "Reports")),
    "board_campaign": ("board_campaigns", pgettext_lazy("board", "Campaigns")),
    "board_flow": ("board_flows", pgettext_lazy("board", "What slows us")),
    "board_corrections": ("board_corrections", pgettext_lazy("board", "Corrections")),
}


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period for a unit."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    period, readable = periods.read(request.GET, local(at).date())
    found = board.board(actor, unit_id=unit_id_of(request), first=period.first, last=period.last, at=at)
    context = {
        "period": period, "wrong": "" if readable else periods.WRONG, "questions": periods.questions(period, None if readable else request.GET), "names": NAMES,
        "found": found,
        "total": _row(found.total, period, found.unit), "unit": name_of(found.unit) if found.unit else "",
        "above": _up(found, period),
        "units": [
            {"name": name_of(row.unit), "alone": row.alone, "url": _address(period, row.unit) if row.deeper else "",
             **_row(row.counts, period, row.unit, link=not row.alone)}
            for row in found.units if row.counts != Counts()
        ],
        "agencies": found.agencies, "agency_urls": {k: _list(k, period, found.unit) for k in ("at_agency", "agency_late")},
        "lists": [
            {"one": one, "name": lists.KINDS[one.kind], "of": NAMES[f"list_{one.kind.value}"],
             "url": _list(f"list_{one.kind.value}", period, found.unit) if one.received else ""}
            for one in found.lists
        ],
        "silent": sum(row.counts == Counts() and not row.alone for row in found.units),
        "spans": [_span(one, found) for one in found.spans],
        "corrections": _corrections(period, found.unit), "flows_url": f"{reverse('board_flows')}?{urlencode(_query(period, found.unit))}",
        "chart": _chart(found), "unit_id": str(found.unit.id) if found.unit else "",
        "fallback_url": f"{reverse('board_fallback')}?{urlencode(_query(period, found.unit))}",
    }  # fmt: skip
    return draw(request, "home", context)


@staff_only(*board.ROLES)
def behind(request: HttpRequest, kind: str) -> HttpResponse:
    """List the dossiers behind a number: codes, no names."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    if kind not in board.BEHIND:
        raise Http404
    period, _readable = periods.read(request.GET, local(at).date())
    unit, _counted = board.reach(actor, unit_id_of(request))
    lines, more = board.behind(
        actor, kind, unit_id=str(unit.id) if unit else None, first=period.first, last=period.last, at=at, after=after(request)
    )
    ledger.read(actor=actor, at=at, purpose="board", dossier_ids=[line.id for line in lines])
    context = {
        "name": NAMES[kind], "period": period, "now": kind in board.NOW or kind in board_chains.AT_AGENCIES, "unit": name_of(unit) if unit else "", "lines": lines,
        "at": at, "back": _address(period, unit), "older": str(lines[-1].id) if more else "",
    }  # fmt: skip
    return draw(request, "behind", context)


@staff_only(*board.ROLES)
def outages(request: HttpRequest) -> HttpResponse:
    """List the outages of a period and what was received on paper in it: both times, who, the second person, why. No names of citizens."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    period, readable = periods.read(request.GET, local(at).date())
    unit, counted = board.reach(actor, unit_id_of(request))
    lines = fallback.of_period(counted, first=period.first, last=period.last)
    ledger.read(actor=actor, at=at, purpose="board", dossier_ids=[line.dossier_id for line in lines if line.state is EntryState.DONE])
    context = {
        "period": period, "wrong": "" if readable else periods.WRONG, "questions": periods.questions(period, None if readable else request.GET), "unit": name_of(unit) if unit else "",
        "unit_id": str(unit.id) if unit else "", "back": _address(period, unit), "several": True, "reasons": True,
        "outages": [{"line": one, "kind": words_of.KINDS[one.kind]} for one in fallback.outages(counted, first=period.first, last=period.last)],
        "rows": [
            {"line": one, "state": words_of.STATES[one.state], "how": words_of.HOW.get(one.seconded_how, ""), "outage": words_of.KINDS[one.outage]}
            for one in lines
        ],
    }  # fmt: skip
    return draw(request, "outages", context)


def draw(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Draw a page of the board."""
    return render(request, f"board/{template}.html", {**frame(request), **context}, status=status)


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what stands around every page of the board."""
    route = str(request.resolver_match.url_name if request.resolver_match else "").replace("board_event_log", "board_flow")
    here = next((name for name in reversed(ROOMS) if route.startswith(name)), "board_home")
    return {
        "room": pgettext_lazy("board", "Figures"),
        "navigation": [{"url": reverse(address), "label": label, "current": name == here} for name, (address, label) in ROOMS.items()],
    }


def _row(counts: Counts, period: Period, unit: Unit | None, *, link: bool = True) -> dict[str, object]:
    """Return the numbers of a row, each with the address of the codes behind it."""
    numbers = asdict(counts)
    urls = {kind: _list(kind, period, unit) if link and count else "" for kind, count in numbers.items()}
    return {
        "counts": numbers, "urls": urls, "online_share": counts.online_share, "in_time_share": counts.in_time_share,
    }  # fmt: skip


def _span(one: Span, found: Board) -> dict[str, object]:
    return {"first": one.first, "label": _label(one, found), "counts": one.counts}


def _label(one: Span, found: Board) -> str:
    language = get_language() or "vi"
    if not found.by_month:
        return words.day(one.first, language=language)
    return f"{one.first:%m/%Y}"


def _chart(found: Board) -> object:
    if not any(s.counts.received or s.counts.finished for s in found.spans):
        return None
    form = "%m/%y" if found.by_month else "%d/%m"
    bars = [chart.Bars(s.first.strftime(form), s.counts.received, s.counts.finished) for s in found.spans]
    language = get_language() or "vi"
    told = _("Received %(received)s, finished %(finished)s; the table below has the figures.") % {
        "received": words.number(found.total.received, language=language),
        "finished": words.number(found.total.finished, language=language),
    }
    return chart.draw(bars, title=_("Received and finished"), told=told)


def _up(found: Board, period: Period) -> dict[str, str] | None:
    return {"name": name_of(found.above), "url": _address(period, found.above)} if found.above else None


def _query(period: Period, unit: Unit | None) -> dict[str, str]:
    return period.query() | ({"unit": str(unit.id)} if unit else {})


def _address(period: Period, unit: Unit | None) -> str:
    return f"{reverse('board_home')}?{urlencode(_query(period, unit))}"


def _corrections(period: Period, unit: Unit | None) -> str:
    query = period.query() | ({"unit": str(unit.id)} if unit else {})
    return f"{reverse('board_corrections')}?{urlencode(query)}"


def _list(kind: str, period: Period, unit: Unit | None) -> str:
    return f"{reverse('board_behind', args=[kind])}?{urlencode(_query(period, unit))}"


def name_of(unit: Unit | None) -> str:
    """Return a unit's name in the reader's language; empty for none."""
    if unit is None:
        return ""
    row = configuration.current().unit_texts.get(str(unit.id))
    english = row.name_en if row is not None and (get_language() or "vi").startswith("en") else ""
    return english or unit.name


def unit_id_of(request: HttpRequest) -> str | None:
    """Return the unit the address names."""
    return request.GET.get("unit") or None


def after(request: HttpRequest) -> uuid.UUID | None:
    """Return after which line the page begins. Raises Http404 for what is no id."""
    try:
        return uuid.UUID(request.GET["after"]) if request.GET.get("after") else None
    except ValueError:
        raise Http404 from None

