"""The workflow of a procedure: its table, its picture, out to a workbook and back in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from motcua.domain import plain_data
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.domain.procedures import drawing, revision, workflow
from motcua.domain.procedures.revision import Step, Workflow
from motcua.domain.procedures.workflow import Outcome
from motcua.domain.procedures.workflow_table import NotATable
from motcua.queries import configuration, console_catalogue
from motcua.queries.console_catalogue import Page
from motcua.services import workflow_sheets
from motcua.services.catalogue import publishing
from motcua.web.console import room
from motcua.web.shared.forms import FilesField, Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import procedures as wording
from motcua.web.shared.wording.roles import ROLE_WORDS

HERE = "console_catalogue"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(Form):
    """A workbook with the steps."""

    sheet = FilesField(
        label=gettext_lazy("Workbook with the steps (.xlsx)"), most_bytes=workflow_sheets.LARGEST_FILE,
        error_messages={"required": gettext_lazy("Choose the workbook that was filled in.")},
    )  # fmt: skip


@staff_only(*room.CATALOGUE)
def table(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Show the workflow of the draft, else of the latest revision; posting a workbook puts its steps into the draft."""
    found, document = _document(request, procedure_id)
    form = SheetForm(room.posted(request), request.FILES if request.method == "POST" else None)
    cells: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        try:
            steps = workflow_sheets.read(form.cleaned_data["sheet"][0].read())
        except NotATable as refused:
            cells = [_cell(p) for p in refused.problems]
            form.add_error("sheet", _("The workbook was not taken in. What is wrong stands below, row by row; nothing was changed."))
        else:
            document["workflow"] = plain_data.to_json(steps)
            publishing.save_draft(document=document, procedure_id=procedure_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
            messages.success(request, _("The steps are in the draft now. It is not published yet."))
            return redirect("console_workflow", procedure_id)
    steps_now = _workflow(document)
    context = {
        "page": found, "form": form, "cells": cells, "steps": [_step(s) for s in steps_now.steps] if steps_now else [],
        "picture": _picture(steps_now) if steps_now else "",
        "hours": workflow.longest(steps_now)[0] if steps_now and not workflow.problems(steps_now) else None,
        "problems": [{"place": wording.place(p), "text": wording.say(p)} for p in workflow.problems(steps_now)] if steps_now else [],
    }  # fmt: skip
    return room.draw(request, "workflow", context, current=HERE, status=422 if request.method == "POST" else 200)


@staff_only(*room.CATALOGUE)
def workbook(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Give the workflow as a workbook."""
    found, document = _document(request, procedure_id)
    steps = _workflow(document)
    if steps is None:
        raise Http404
    response = HttpResponse(workflow_sheets.write(steps, title=found.name), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{found.code}.xlsx"'
    return response


def _document(request: HttpRequest, procedure_id: uuid.UUID) -> tuple[Page, dict[str, object]]:
    day = local(request.now).date()  # type: ignore[attr-defined]
    found = console_catalogue.procedure(procedure_id, day)
    if found is None:
        raise Http404
    return found, console_catalogue.first_document(procedure_id, day)


def _workflow(document: dict[str, object]) -> Workflow | None:
    try:
        return revision.parse({"number": 1, **document}).workflow
    except revision.NotARevision:
        return None


def _picture(steps: Workflow) -> SafeString:
    """Return the picture with the words of the page; its own texts are escaped where they are drawn."""
    roles = {role.value: str(words) for role, words in ROLE_WORDS.items()}
    said = drawing.Words(
        language=(get_language() or "vi")[:2], title=pgettext("workflow", "The workflow"), start=pgettext("workflow", "Dossier received"),
        end=pgettext("workflow", "Result ready"), hours=pgettext("workflow", "{n} working hours"),
        here=pgettext("workflow", "now in this step"), consult=pgettext("workflow", "Asks for an opinion: {name}"),
        linked=pgettext("workflow", "task of another agency"), roles=roles,
        outcomes={outcome.value: str(words) for outcome, words in wording.OUTCOMES.items()},
        units={step.unit: unit_words(step.unit) for step in steps.steps},
    )  # fmt: skip
    return mark_safe(drawing.draw(steps, said))  # noqa: S308


def unit_words(selector: str) -> str:
    """Word which unit does a step."""
    kind, _colon, code = selector.partition(":")
    match kind:
        case "received":
            return pgettext("workflow", "where it was received")
        case "competent":
            return pgettext("workflow", "settling unit")
        case "province":
            found = configuration.current().by_code.get(code, [])
            return found[-1].name if found else code
    return pgettext("workflow", "another agency (%(kind)s)") % {"kind": code}


def _step(step: Step) -> dict[str, object]:
    language, end = (get_language() or "vi")[:2], pgettext("workflow", "end")
    ways = [
        (wording.OUTCOMES[Outcome(name)] if name in {o.value for o in Outcome} else name, target) for name, target in step.next.items()
    ]
    return {
        "key": step.key, "name": step.name.in_language(language)[0], "unit": unit_words(step.unit), "hours": step.hours,
        "role": ROLE_WORDS[Role(step.role)] if step.role in {r.value for r in Role} else step.role, "linked": step.linked,
        "ways": [f"{name} → {end if target == workflow.END else target}" for name, target in ways],
        "consults": [f"{c.name.in_language(language)[0]} – {unit_words(c.unit)}" for c in step.consults],
    }  # fmt: skip


def _cell(problem: object) -> dict[str, object]:
    row, column = wording.cell(problem)  # type: ignore[arg-type]
    return {"row": row, "column": column, "text": wording.say(problem)}  # type: ignore[arg-type]
