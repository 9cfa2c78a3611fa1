"""The line of corrections, and of what went wrong by our own fault: by unit and requester, down to each dossier."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.domain.dossiers.corrections import Kind
from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.queries import board
from motcua.queries import corrections as lines
from motcua.queries import faults as admitted
from motcua.queries.corrections import Asked, Row
from motcua.queries.faults import Admitted
from motcua.services import corrections
from motcua.web.board import periods
from motcua.web.board.periods import Period
from motcua.web.board.views import after, draw, name_of, unit_id_of
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import corrections as words
from motcua.web.shared.wording.roles import ROLE_WORDS


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show the corrections asked for in the period, and the faults admitted."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    period, readable = periods.read(request.GET, local(at).date())
    unit, _counted = board.reach(actor, unit_id_of(request))
    asked = {"unit_id": str(unit.id) if unit else None, "first": period.first, "last": period.last}
    rows = lines.figures(actor, **asked)  # type: ignore[arg-type]
    context = {
        "period": period, "wrong": "" if readable else periods.WRONG, "questions": periods.questions(period, None if readable else request.GET),
        "unit": name_of(unit), "unit_id": asked["unit_id"], "back": _address("board_home", period, unit),
        "rows": [_row(row, period, unit) for row in rows], "kinds": _kinds(rows, period, unit),
        "faults": [_fault(row) for row in admitted.figures(actor, **asked)],  # type: ignore[arg-type]
        "fault_lines": [_fault_line(one) for one in corrections.faults_behind(actor=actor, at=at, **asked)],  # type: ignore[arg-type]
    }  # fmt: skip
    return draw(request, "corrections", context)


@staff_only(*board.ROLES)
def behind(request: HttpRequest) -> HttpResponse:
    """List the corrections behind a number: codes, who asked, who decided, what it was and what it is."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    period, _readable = periods.read(request.GET, local(at).date())
    unit, _counted = board.reach(actor, unit_id_of(request))
    found, more = corrections.behind(
        actor=actor, at=at, unit_id=str(unit.id) if unit else None, first=period.first, last=period.last, kind=_kind(request),
        by=_by(request), after=after(request),
    )  # fmt: skip
    context = {
        "period": period, "unit": name_of(unit), "lines": [_line(one) for one in found], "older": str(found[-1].id) if more else "",
        "back": _address("board_corrections", period, unit),
    }  # fmt: skip
    return draw(request, "corrections_behind", context)


def _kinds(rows: Sequence[Row], period: Period, unit: Unit | None) -> list[dict[str, object]]:
    """Return the sum of each kind, the kinds nobody asked for too."""
    found = []
    for kind in Kind:
        of = [row for row in rows if row.kind is kind]
        sums = {name: sum(getattr(row, name) for row in of) for name in ("asked", "approved", "refused", "withdrawn", "open", "late")}
        url = _address("board_corrections_behind", period, unit, {"kind": kind.value}) if of else ""
        found.append({"name": words.KINDS[kind], "counts": sums, "url": url})
    return found


def _row(row: Row, period: Period, unit: Unit | None) -> dict[str, object]:
    more = {"kind": row.kind.value, "by": row.by_id, "unit": row.unit_id}
    return {"row": row, "kind": words.KINDS[row.kind], "url": _address("board_corrections_behind", period, unit, more)}


def _line(one: Asked) -> dict[str, object]:
    return {"one": one, "kind": words.KINDS[one.kind], "outcome": words.OUTCOMES[one.outcome], "change": words.change(one)}


def _fault(row: admitted.Row) -> dict[str, object]:
    return {"row": row, "kind": words.FAULTS[row.kind], "role": ROLE_WORDS[row.role], "cause": words.CAUSES[row.cause]}


def _fault_line(one: Admitted) -> dict[str, object]:
    return {"one": one, "kind": words.FAULTS[one.kind]}


def _address(route: str, period: Period, unit: Unit | None, more: Mapping[str, str] | None = None) -> str:
    query = period.query() | ({"unit": str(unit.id)} if unit else {}) | dict(more or {})
    return f"{reverse(route)}?{urlencode(query)}"


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    if kind and kind not in set(Kind):
        raise Http404
    return kind


def _by(request: HttpRequest) -> str:
    try:
        return str(uuid.UUID(request.GET["by"])) if request.GET.get("by") else ""
    except ValueError:
        raise Http404 from None
