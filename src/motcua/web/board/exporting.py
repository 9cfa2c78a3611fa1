"""All indicators by unit and month as a file: asked for, made in the background with its progress shown, fetched."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.queries import board, configuration
from motcua.services.figures import exporting
from motcua.services.figures.exporting import ExportRefused, NoSuchExport
from motcua.web.board import figure_files, views
from motcua.web.board.figures import Page
from motcua.web.shared import widgets
from motcua.web.shared.forms import DateField, Form
from motcua.web.shared.guards import post_or_back, staff_only

STATES = {
    "waiting": pgettext_lazy("export", "Waiting for its turn"), "working": pgettext_lazy("export", "Being made"), "ready": pgettext_lazy("export", "Ready"),
    "failed": pgettext_lazy("export", "Not made"), "gone": pgettext_lazy("export", "Put away after a week"),
}  # fmt: skip
WHY = {
    "not_allowed": gettext_lazy("Your account no longer reads the figures of this unit."),
    "nothing": gettext_lazy("Nothing was counted in this period. Choose another one."),
    "not_written": gettext_lazy("The file could not be written: the disk of the server is full or not there. Tell your administrator."),
    "fault": gettext_lazy("The file could not be made for a reason on our side. Your administrator finds it in the logs."),
}
REFUSED = {
    "period": gettext_lazy("Enter a first day that is not after the last one, at most six years apart."),
    "too_many": gettext_lazy("Two of your files are under way. Wait until one of them is ready."),
}
UNDER_WAY = ("waiting", "working")


class AskForm(Form):
    """Which days, and as what."""

    first = DateField(label=pgettext_lazy("board", "First day"))
    last = DateField(label=pgettext_lazy("board", "Last day"))
    kind = forms.ChoiceField(
        label=gettext_lazy("As what"), widget=widgets.Radios(), choices=[("xlsx", gettext_lazy("Excel workbook, one sheet for each indicator")), ("csv", gettext_lazy("CSV, one table"))],
        error_messages={"required": gettext_lazy("Choose Excel or CSV.")},
    )  # fmt: skip


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """Show the files a person asked for; posting asks for one more."""
    page = Page(request)
    form = AskForm(request.POST if request.method == "POST" else None, initial={"first": page.period.first, "last": page.period.last, "kind": "xlsx"})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = exporting.begin(
                unit_id=str(page.unit.id) if page.unit else None, first=data["first"], last=data["last"], kind=data["kind"], actor=page.actor, at=page.at
            )
            return redirect("board_indicator_export", made)
        except ExportRefused as refused:
            form.add_error("first" if refused.code == "period" else None, REFUSED[refused.code])
    return page.draw(
        "exports", {"form": form, "here": page.to("board_indicator_exports"), "rows": [_line(row) for row in exporting.of(page.actor)]},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@staff_only(*board.ROLES)
def one(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """Show how far a file is; asked for as a part, only the part that changes."""
    row = _row(request, export_id)
    context = {"row": _line(row)}
    if request.headers.get("HX-Request"):
        return render(request, "board/export_state.html", context)
    return views.draw(request, "export", context)


@staff_only(*board.ROLES)
def file(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """Give a file that is ready, piece by piece."""
    row = _row(request, export_id)
    if row.state != "ready":
        return redirect("board_indicator_export", export_id)
    try:
        response = StreamingHttpResponse(exporting.opened(row), content_type=figure_files.MEDIA[row.kind])
    except NoSuchExport:
        raise Http404 from None
    response["Content-Length"] = str(row.size)
    response["Content-Disposition"] = f'attachment; filename="chi-tieu-theo-thang-{row.first:%Y%m%d}-{row.last:%Y%m%d}.{row.kind}"'
    return response


@staff_only(*board.ROLES)
@post_or_back("board_indicator_export")
def again(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """Begin a file again that failed or was put away."""
    row = _row(request, export_id)
    try:
        exporting.again(export_id=row.id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except ExportRefused:
        messages.info(request, _("This file is under way or ready already."))
    return redirect("board_indicator_export", export_id)


def _row(request: HttpRequest, export_id: uuid.UUID) -> Any:
    try:
        return exporting.one(export_id, request.actor)  # type: ignore[attr-defined]
    except NoSuchExport:
        raise Http404 from None


def _line(row: Any) -> dict[str, object]:
    unit = configuration.current().units.get(str(row.unit)) if row.unit else None
    return {
        "row": row, "state": STATES[row.state], "why": WHY.get(row.why, ""), "under_way": row.state in UNDER_WAY, "ready": row.state == "ready",
        "again": row.state in ("failed", "gone"), "unit": views.name_of(unit) or _("all units within reach"), "kind": row.kind.upper(),
    }  # fmt: skip
