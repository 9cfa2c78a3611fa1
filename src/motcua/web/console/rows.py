"""Pages of fee resolutions and of decisions that shorten limits: what holds, a new row, the end of one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from motcua.domain.fees.provincial import Area
from motcua.domain.hours import local
from motcua.domain.procedures.revision import Channel
from motcua.queries import console_rows
from motcua.services.catalogue import rows as services
from motcua.services.catalogue.rows import RowWrong
from motcua.web.console import room
from motcua.web.console.row_forms import (
    CHANNELS,
    KINDS,
    EndRowForm,
    FeeRowForm,
    LimitRowForm,
    RowForm,
    groups,
)
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import clock, money, procedures

HERE = "console_rows"
_FIELDS = {"first_day": "first", "last_day": "last", "limit": "amount"}


@staff_only(*room.CATALOGUE)
def rows(request: HttpRequest) -> HttpResponse:
    """List every row, those in force first."""
    day = _today(request)
    names = console_rows.fee_keys(day)
    context = {
        "fees": [_fee(line, names) for line in console_rows.fees(day)],
        "limits": [_limit(line) for line in console_rows.shorter(day)],
    }
    return room.draw(request, "rows", context, current=HERE)


@staff_only(*room.CATALOGUE)
def add_fee(request: HttpRequest) -> HttpResponse:
    """Add a row of a fee resolution."""
    form = FeeRowForm(room.posted(request), today=_today(request), initial={"kind": "le_phi"})
    context = {"title": _("A new row of fees"), "known": console_rows.fee_keys(_today(request)), "groups": groups()}
    return _add(request, form, services.add_fees, context)


@staff_only(*room.CATALOGUE)
def add_limit(request: HttpRequest) -> HttpResponse:
    """Add a row that shortens limits."""
    form = LimitRowForm(room.posted(request), today=_today(request))
    return _add(request, form, services.add_limits, {"title": _("A new row of shorter limits"), "known": {}})


@staff_only(*room.CATALOGUE)
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Let a row end with a day."""
    day = _today(request)
    found = _row(key, day)
    if found is None or found.when == "past":
        raise Http404
    form = EndRowForm(room.posted(request), today=day, initial={"last": found.row.last_day or max(day, found.row.first_day)})
    if request.method == "POST" and form.is_valid():
        try:
            services.end(key=key, last_day=form.cleaned_data["last"], actor=request.actor, at=request.now)  # type: ignore[attr-defined]
        except RowWrong as wrong:
            form.add_error("last", procedures.say(wrong.problems[0]))
        else:
            messages.success(request, _("The row ends on that day. Dossiers priced before keep what they were told."))
            return redirect(HERE)
    one = _fee(found, console_rows.fee_keys(day)) if isinstance(found, console_rows.FeeLine) else _limit(found)
    context = {"line": found, "one": one, "form": form}
    return room.draw(request, "row_end", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.CATALOGUE)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take out a row that has not begun."""
    try:
        services.withdraw(key=key, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except LookupError:
        messages.warning(request, _("This row is not here any more."))
    except services.RowBegun:
        messages.error(request, _("The row has begun. Let it end instead."))
        return redirect("console_row_end", key)
    except RowWrong as wrong:
        messages.error(request, procedures.say(wrong.problems[0]))
        return redirect("console_row_end", key)
    else:
        messages.success(request, _("The row is taken out. Nothing was priced by it."))
    return redirect(HERE)


def _row(key: str, day: dt.date) -> console_rows.FeeLine | console_rows.LimitLine | None:
    return next((line for line in (*console_rows.fees(day), *console_rows.shorter(day)) if line.key == key), None)


Adding = Callable[..., int]


def _add(request: HttpRequest, form: RowForm, add: Adding, context: dict[str, object]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            add([form.document(uuid.uuid4().hex[:12])], actor=request.actor, at=request.now)  # type: ignore[attr-defined]
        except RowWrong as wrong:
            for problem in wrong.problems:
                name = _FIELDS.get(problem.where, problem.where)
                form.add_error(name if name in form.fields else None, procedures.say(problem))
        else:
            messages.success(request, _("The row is kept. It counts for dossiers filed from its day on."))
            return redirect(HERE)
    return room.draw(request, "row_add", context | {"form": form}, current=HERE, status=422 if form.is_bound else 200)


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined, no-any-return]


def _fee(line: console_rows.FeeLine, names: Mapping[str, str]) -> dict[str, object]:
    row = line.row
    return {
        "key": line.key, "when": line.when, "row": row, "kind": KINDS[row.kind.value], "what": [*(names.get(key, key) for key in row.fees), *row.procedures],
        "where": _where(row.channel, row.territory),
        "shares": [(money.relief(r.group), r.percent, r.article) for r in row.exempt],
    }  # fmt: skip


def _limit(line: console_rows.LimitLine) -> dict[str, object]:
    row = line.row
    own = clock.limit(row.limit.amount, row.limit.unit) if row.limit else ""
    return {"key": line.key, "when": line.when, "row": row, "what": row.procedures, "own": own, "where": _where(row.channel, row.territory)}


def _where(channel: Channel | None, territory: Area | None) -> str:
    parts = [str(CHANNELS[channel])] if channel else []
    if territory:
        codes: Mapping[str, frozenset[str]] = {"old": territory.old, "new": territory.new}
        named = ", ".join(code for side in codes.values() for code in sorted(side))
        parts.append(pgettext("row", "areas %(codes)s") % {"codes": named})
    return "; ".join(parts) or pgettext("row", "everywhere")
