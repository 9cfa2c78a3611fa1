"""The report II.06a on the board: live by field and agency, what does not add up, signing, and causes of lateness."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.hours import local
from motcua.domain.people.units import Unit
from motcua.domain.permissions.roles import Role
from motcua.domain.reports import periods, snapshots
from motcua.domain.reports.causes import Cause
from motcua.domain.reports.periods import Kind
from motcua.domain.reports.settlement import COLUMNS, LATE, NAMES
from motcua.domain.reports.snapshots import Sum
from motcua.queries import board, configuration
from motcua.queries.reports import catalogue_counts, live, signed
from motcua.queries.reports.signed import Draft
from motcua.services import ledger
from motcua.services.reports import causes, signing
from motcua.services.reports.signing import NotSigned
from motcua.web.board import report_words as words
from motcua.web.board import views
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.questions import Question

REGISTERS = {Role.ONE_STOP_HEAD: "counter_books", Role.AUDITOR: "console_books"}  # where those who may read the register find it
LISTED = 50
SHOWN = 100  # dossiers with causes on one page


class Asked:
    """Who asks, for which period and unit, as the address says it."""

    def __init__(self, request: HttpRequest, given: Mapping[str, str]) -> None:
        self.request, self.actor, self.at = request, request.actor, request.now  # type: ignore[attr-defined]
        self.today = local(self.at).date()
        try:
            self.period = periods.read(given["ky"]) if given.get("ky") else periods.of_day(self.today, Kind.QUARTER, live.cut_off)
        except ValueError:
            raise Http404 from None
        self.unit, self.counted = board.reach(self.actor, given.get("unit") or None)
        self.field = given.get("field", "")
        self.over = live.asked_of(self.period, self.counted, self.today)

    def query(self, unit: Unit | None = None, field: str = "") -> dict[str, str]:
        """Return the parameters that say the same again, or of another unit or of one field."""
        where = unit or self.unit
        return {"ky": self.period.key} | ({"unit": str(where.id)} if where else {}) | ({"field": field} if field else {})

    def to(self, route: str, *parts: str, unit: Unit | None = None, field: str = "") -> str:
        """Return an address of the same period and unit, or of another unit."""
        return f"{reverse(route, args=parts)}?{urlencode(self.query(unit, field))}"

    def draw(self, template: str, context: Mapping[str, object]) -> HttpResponse:
        """Draw a page of the report."""
        frame = {
            "period": self.over, "named": words.period_name(self.period), "key": self.period.key, "running": self.over.last >= self.today,
            "unit": views.name_of(self.unit) if self.unit else "", "unit_id": str(self.unit.id) if self.unit else "", "at": self.at,
        }  # fmt: skip
        return views.draw(self.request, template, {**frame, **context})


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show the report of a period as the facts tell it now, and sign it where nothing stands in the way."""
    return _home(Asked(request, request.GET))


@staff_only(*board.ROLES)
@post_or_back("board_reports")
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the report as it was seen."""
    asked = Asked(request, request.POST)
    if asked.unit is None:
        raise Http404
    try:
        report = signing.sign(
            unit_id=str(asked.unit.id), period=asked.period, seen=request.POST.get("seen", ""), reason=request.POST.get("reason", ""),
            actor=asked.actor, at=asked.at,
        )  # fmt: skip
    except NotSigned as problem:
        return _home(asked, refused=problem.code, typed=request.POST.get("reason", ""))
    messages.success(request, _("The report is signed."))
    return redirect("board_report_signed", report)


@staff_only(*board.ROLES)
def behind(request: HttpRequest, column: str) -> HttpResponse:
    """List the dossiers behind a number of the report: codes, no names; the look is recorded."""
    if column not in NAMES:
        raise Http404
    asked = Asked(request, request.GET)
    ids = live.behind(asked.over, [column], limit=LISTED + 1, field=asked.field, after=views.after(request))
    lines = board.lines(asked.actor, ids[:LISTED])
    ledger.read(actor=asked.actor, at=asked.at, purpose="board", dossier_ids=[line.id for line in lines])
    name = f"{words.COLUMNS[column]}{': ' + asked.field if asked.field else ''}"
    older = str(ids[LISTED - 1]) if len(ids) > LISTED else ""
    return asked.draw("behind", {"name": name, "lines": lines, "now": False, "back": asked.to("board_reports"), "older": older})


@staff_only(*board.ROLES)
def late(request: HttpRequest) -> HttpResponse:
    """List the late dossiers of the period with their causes, and keep those that are named."""
    asked = Asked(request, request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        return _name(request, asked)
    ids = live.behind(asked.over, LATE, limit=SHOWN + 1, after=views.after(request))
    lines = board.lines(asked.actor, ids[:SHOWN])
    ledger.read(actor=asked.actor, at=asked.at, purpose="board", dossier_ids=[line.id for line in lines])
    known, may = causes.named([line.id for line in lines]), causes.may_name(asked.actor)
    rows = [{"line": line, "cause": known.get(line.id, ""), "said": words.CAUSES[known.get(line.id, "")]} for line in lines]
    return asked.draw("report_late", {
        "rows": rows, "may": may, "causes": [(one.value, words.CAUSES[one.value]) for one in Cause], "back": asked.to("board_reports"),
        "older": str(ids[SHOWN - 1]) if len(ids) > SHOWN else "",
    })  # fmt: skip


def _name(request: HttpRequest, asked: Asked) -> HttpResponse:
    try:
        given = {uuid.UUID(key.removeprefix("cause-")): value for key, value in request.POST.items() if key.startswith("cause-") and value}
        count = causes.name(causes={key: str(value) for key, value in given.items()}, actor=asked.actor, at=asked.at)
    except (ValueError, causes.CauseRefused):
        messages.error(request, _("Nothing was kept: one of these dossiers or causes is not yours to name. Open the list again."))
    else:
        messages.success(request, _("Causes kept: %(count)s.") % {"count": count})
    return redirect(asked.to("board_report_late"))


def _home(asked: Asked, *, refused: str = "", typed: str = "") -> HttpResponse:
    draft = signed.draft(str(asked.unit.id), asked.period, asked.today) if asked.unit else None
    found = draft.found if draft else live.read(asked.over)
    units = configuration.current().units
    total = snapshots.whole(found.rows)
    fields = [_row(asked, one, field=one.name) for one in snapshots.by_field(found.rows)]
    agencies = [_row(asked, one, unit=units[one.key]) for one in snapshots.by_unit(found.rows)]
    question = Question(
        name="ky", label=pgettext("board", "Period"), kind="select", value=asked.period.key,
        shape={"choices": words.choices(asked.today, asked.period)},
    )  # fmt: skip
    return asked.draw("reports", {
        "question": question, "tables": [
            {"name": _("By field"), "what": pgettext("report", "Field"), "rows": fields, "total": _row(asked, total)},
            *([{"name": _("By agency that settles"), "what": pgettext("report", "Agency"), "rows": agencies, "total": _row(asked, total)}] if len(agencies) > 1 else []),
        ],
        "groups": words.GROUPS, "heads": [{"short": words.SHORT[n], "number": COLUMNS.get(n, "R")} for n in NAMES[:-1]],
        "rule": words.RULES[found.taken_back], "wrong": found.wrong, "refused": words.REFUSED.get(refused, ""),
        "causes": [{"name": words.CAUSES[key], "count": count} for key, count in zip(words.CAUSES, total.causes, strict=True)],
        "late": total.cells.late + total.cells.open_late, "late_url": asked.to("board_report_late"),
        "procedures": [{"one": one, "name": words.LEVELS[one.level]} for one in catalogue_counts.procedures()],
        "signing": _signing(asked, draft, typed), "signed": [line_of(one) for one in signed.of_units(asked.counted)],
        "register": next((reverse(route) for role, route in REGISTERS.items() if asked.actor.holds(role)), ""),
    })  # fmt: skip


def _row(asked: Asked, one: Sum, *, unit: Unit | None = None, field: str = "") -> dict[str, object]:
    """Return one row of a table, each number with the address of the dossiers behind it."""
    said = one.cells.as_mapping()
    return {
        "name": views.name_of(unit) if unit else one.name, "url": asked.to("board_reports", unit=unit) if unit else "",
        "cells": [
            {"count": said[name], "of": words.COLUMNS[name], "number": COLUMNS.get(name, "R"),
             "url": asked.to("board_report_behind", name, unit=unit, field=field) if said[name] else ""}
            for name in NAMES
        ],
    }  # fmt: skip


def _signing(asked: Asked, draft: Draft | None, typed: str) -> dict[str, object] | None:
    """Return what the form for signing needs, or None where the actor signs nothing here."""
    if draft is None or asked.unit is None or not signed.may_sign(asked.actor, str(asked.unit.id)):
        return None
    before = snapshots.whole(draft.found.rows).cells.before
    stops = [code for code, holds in (("not_over", draft.over), ("broken", draft.holds), ("chain", draft.chained)) if not holds]
    if draft.latest and not draft.changes:
        stops.append("nothing")
    reason = Question(
        name="reason", label=_("Why the report is corrected"), kind="textarea", value=typed,
        help_text=_("It stands in the report. Write no names of citizens."),
    )  # fmt: skip
    return {
        "stops": [words.REFUSED[code] for code in stops], "may": not stops, "seen": draft.seen, "reason": reason if draft.latest else None,
        "latest": line_of(draft.latest) if draft.latest else None, "changes": changes(draft.changes),
        "chain": {"left": draft.carried, "came": before, "report": line_of(draft.before)} if draft.before and not draft.chained else None,
    }  # fmt: skip


def changes(given: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return what differs between two versions, in words."""
    return [{**one, "what": column_words(str(one["column"]))} for one in given]


def column_words(column: str) -> str:
    """Return what a number of a row is called."""
    if column.startswith("cause_"):
        code = column.removeprefix("cause_")
        return _("Cause of lateness: %(cause)s") % {"cause": words.CAUSES["" if code == "none" else code]}
    return str(words.COLUMNS[column])


def line_of(one: signed.Line) -> dict[str, object]:
    """Return a signed report as lists show it."""
    unit = configuration.current().units.get(one.unit)
    return {
        "one": one, "period": words.period_name(periods.read(one.period)), "unit": views.name_of(unit) if unit else "",
        "url": reverse("board_report_signed", args=[one.id]), "by": one.content["signed_by"],
        "number": _("No. %(number)s/%(year)s, version %(version)s") % {"number": f"{one.number:02d}", "year": one.year, "version": one.version},
    }  # fmt: skip
