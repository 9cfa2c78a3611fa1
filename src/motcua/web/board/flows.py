"""What slows us: procedures by lateness, the paths of one of them, and logs of somebody else with the same views, apart."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.flows.traces import AFTER, BEFORE, Trace
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import Text
from motcua.queries import board, configuration, event_logs, flows
from motcua.queries.event_logs import LogLine
from motcua.queries.flows import ReadDossiers
from motcua.services import ledger
from motcua.web.board import flow_pages, periods
from motcua.web.board.flow_tables import Subject
from motcua.web.board.periods import Period
from motcua.web.board.views import draw, name_of, unit_id_of
from motcua.web.shared import words
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording.roles import ROLE_WORDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY, WORKING_DAY = 24 * 60, words.MINUTES_A_DAY
T = TypeVar("T")


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """List the procedures finished in the period, those with most late dossiers first, and apart from them logs of others."""
    actor, period, readable = _asked(request)
    unit, _counted = board.reach(actor, unit_id_of(request))
    lines = flows.procedures(actor, unit_id=str(unit.id) if unit else None, first=period.first, last=period.last)
    shown, turns = _paged(request, lines)
    query = _query(period, unit)
    context = {
        **_period(request, period, readable), "unit": name_of(unit), "unit_id": str(unit.id) if unit else "",
        "back": _address("board_home", query),
        "lines": [
            {"one": one, "name": _text(one.name), "share": one.late / one.finished, "url": _address("board_flow", query, one.code)}
            for one in shown
        ],
        **turns,
        "logs": [{"one": one, "url": reverse("board_event_log", args=[one.id])} for one in event_logs.logs()],
    }  # fmt: skip
    return draw(request, "flows", context)


@staff_only(*board.ROLES)
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show the paths, steps, waits and lateness of a procedure's finished dossiers."""
    _actor, period, readable = _asked(request)
    unit, read, subject = _procedure(request, code, period)
    query = _query(period, unit)
    context = {
        **_period(request, period, readable), **flow_pages.context(subject, request.GET), "title": _text(read.name), "code": code,
        "unit": name_of(unit), "kept": query, "total": read.total, "back": _address("board_flows", query),
        "sheet": _address("board_flow_sheet", query, code), "log": None,
    }  # fmt: skip
    return draw(request, "flow", context)


@staff_only(*board.ROLES)
def procedure_behind(request: HttpRequest, code: str) -> HttpResponse:
    """List the dossiers behind a number: codes, no names; the look is recorded."""
    actor, period, _readable = _asked(request)
    unit, read, subject = _procedure(request, code, period)
    page = _page(request, subject)
    shown: Sequence[Trace] = page["traces"]  # type: ignore[assignment]
    ledger.read(actor=actor, at=request.now, purpose="board", dossier_ids=[read.ids[one.case] for one in shown])  # type: ignore[attr-defined]
    context = {**page, "title": _text(read.name), "period": period, "unit": name_of(unit), "back": _address("board_flow", _query(period, unit), code), "log": None}
    return draw(request, "flow_behind", context)


@staff_only(*board.ROLES)
def procedure_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Give every table of the page as a workbook."""
    _actor, period, _readable = _asked(request)
    unit, read, subject = _procedure(request, code, period)
    language = get_language() or "vi"
    days = {"first": words.day(period.first, language=language), "last": words.day(period.last, language=language)}
    about = [
        f"{_text(read.name)} ({code})", name_of(unit), _("Finished from %(first)s to %(last)s.") % days,
        _("Read: %(read)s of %(total)s finished dossiers.") % {"read": len(read.traces), "total": read.total},
    ]  # fmt: skip
    return _file(flow_pages.workbook(subject, [line for line in about if line]), f"{code}.xlsx")


@staff_only(*board.ROLES)
def log(request: HttpRequest, log_id: uuid.UUID) -> HttpResponse:
    """Show the same of a log of somebody else, named as such."""
    line = _log(log_id)
    read, subject = _of_log(line)
    context = {
        **flow_pages.context(subject, request.GET), "title": line.name, "log": line, "undated": read.undated, "kept": {},
        "total": line.cases, "back": reverse("board_flows"), "sheet": reverse("board_event_log_sheet", args=[line.id]),
    }  # fmt: skip
    return draw(request, "flow", context)


@staff_only(*board.ROLES)
def log_behind(request: HttpRequest, log_id: uuid.UUID) -> HttpResponse:
    """List the cases of a log behind a number, as it names them."""
    line = _log(log_id)
    _read, subject = _of_log(line)
    return draw(request, "flow_behind", {**_page(request, subject), "title": line.name, "log": line, "back": reverse("board_event_log", args=[line.id])})


@staff_only(*board.ROLES)
def log_sheet(request: HttpRequest, log_id: uuid.UUID) -> HttpResponse:
    """Give every table of a log as a workbook that says whose it is."""
    line = _log(log_id)
    read, subject = _of_log(line)
    about = [line.name, _("Data of another system: part of no figure of this one."), _("Source: %(source)s") % {"source": line.source or "–"},
             _("Read: %(read)s of %(total)s cases.") % {"read": len(read.traces), "total": line.cases}]  # fmt: skip
    return _file(flow_pages.workbook(subject, about), f"{line.id}.xlsx")


def _procedure(request: HttpRequest, code: str, period: Period) -> tuple[Unit | None, ReadDossiers, Subject]:
    """Return the unit asked for, what was read, and it as a subject. Raises Http404 for a procedure nobody published."""
    actor = request.actor  # type: ignore[attr-defined]
    unit, _counted = board.reach(actor, unit_id_of(request))
    read = flows.read(actor, code=code, unit_id=str(unit.id) if unit else None, first=period.first, last=period.last)
    if read is None:
        raise Http404
    outside = {BEFORE: _("Before the first step, where it was received"), AFTER: _("After the last step")}
    names = outside | {key: _text(one.name) for key, one in read.steps.items()}
    roles = {key: str(ROLE_WORDS[Role(one.role)]) if one.role in {r.value for r in Role} else "" for key, one in read.steps.items()}
    units = configuration.current().units
    subject = Subject(
        traces=read.traces, name=lambda step: names.get(step, step), by=lambda step: roles.get(step, ""), day=WORKING_DAY, foreign=False,
        behind=reverse("board_flow_behind", args=[code]), query=_query(period, unit), hand=lambda key: name_of(units.get(key)),
    )  # fmt: skip
    return unit, read, subject


def _of_log(line: LogLine) -> tuple[event_logs.ReadLog, Subject]:
    read = event_logs.read(line.id)
    outside = {BEFORE: _("Before the first event"), AFTER: _("After the last event, until the end of the case")}
    subject = Subject(
        traces=read.traces, name=lambda step: outside.get(step, step), by=lambda _step: "", day=DAY, foreign=True,
        behind=reverse("board_event_log_behind", args=[line.id]), query={},
    )  # fmt: skip
    return read, subject


def _log(log_id: uuid.UUID) -> LogLine:
    line = event_logs.find(log_id)
    if line is None:
        raise Http404
    return line


def _page(request: HttpRequest, subject: Subject) -> dict[str, object]:
    """Return one page of the cases behind a number. Raises Http404 for a page that is no number."""
    found = flow_pages.behind(subject.traces, request.GET)
    shown, turns = _paged(request, found)
    return {
        "traces": shown, "count": len(found), **turns,
        "rows": [{"one": one, "path": subject.path(one.path), "total": subject.time(one.total), "over": subject.time(one.over)} for one in shown],
    }  # fmt: skip


def _paged(request: HttpRequest, found: Sequence[T]) -> tuple[Sequence[T], dict[str, object]]:
    """Return what stands on the page asked for, and where the next and the one before are. Raises Http404 for no number."""
    typed = request.GET.get("page", "1")
    if not typed.isascii() or not typed.isdigit() or int(typed[:9]) < 1:
        raise Http404
    number = int(typed[:9])
    given = {key: value for key, value in request.GET.items() if key != "page"}
    last = number * flow_pages.PAGE
    return found[last - flow_pages.PAGE : last], {
        "newer": _turned(given, number - 1) if number > 1 else "", "older": _turned(given, number + 1) if last < len(found) else "",
    }  # fmt: skip


def _turned(given: Mapping[str, str], page: int) -> str:
    return "?" + urlencode({**given, "page": str(page)})


def _asked(request: HttpRequest) -> tuple[Actor, Period, bool]:
    period, readable = periods.read(request.GET, local(request.now).date())  # type: ignore[attr-defined]
    return request.actor, period, readable  # type: ignore[attr-defined]


def _period(request: HttpRequest, period: Period, readable: bool) -> dict[str, object]:
    return {
        "period": period, "wrong": "" if readable else periods.WRONG,
        "questions": periods.questions(period, None if readable else request.GET),
    }  # fmt: skip


def _query(period: Period, unit: Unit | None) -> dict[str, str]:
    return period.query() | ({"unit": str(unit.id)} if unit else {})


def _address(route: str, query: Mapping[str, str], *args: str) -> str:
    return f"{reverse(route, args=args)}?{urlencode(query)}"


def _text(text: Text) -> str:
    return text.in_language((get_language() or "vi")[:2])[0]


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
