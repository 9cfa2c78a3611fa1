"""Making a move from a page: the form, what was wrong with it, and back to the dossier."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.calendar import OutsideCalendar
from motcua.domain.dossiers.chains import TaskNotPossible
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people.not_valid import NotValid
from motcua.queries.dossier_pages import DossierPage
from motcua.services.dossiers.effects import InputWrong
from motcua.services.files import FileRefused
from motcua.services.results import SourceMissing
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import (
    chain_forms,
    correction_forms,
    kept_files,
    lengths,
    move_acts,
    move_forms,
    pages,
)
from motcua.web.shared.dossiers.kept_files import Keeping
from motcua.web.shared.dossiers.move_acts import Given
from motcua.web.shared.dossiers.move_forms import Asking
from motcua.web.shared.dossiers.rooms import Room
from motcua.web.shared.wording import moves

# The question an error of reading a number, a file or a time belongs to.
_NUMBER_AT = {Action.RETURN_RESULT: "shown"}
_FILE_AT = {Action.SET_RESULT: "document", Action.ANSWER_TASK: "document", Action.PAY_TAX: "proof", Action.RETURN_RESULT: "letter_scan"}

_TIME_AT = {Action.EXTEND: "until", Action.ASK_CORRECTION: "until", Action.SEND_TASK: "days", Action.CONSULT: "hours"}
# The question about the day of a task: when it was received, or when its answer came.
_DAY_AT = {Action.SEND_TASK: "received", Action.RECEIVE_TASK: "day", Action.ANSWER_TASK: "came"}


def move(request: HttpRequest, room: Room, dossier_id: uuid.UUID, name: str) -> HttpResponse:
    """Show the form of a move, or make it; on a refusal everything typed stays."""
    try:
        action = Action(name)
    except ValueError:
        raise Http404 from None
    if action not in pages.SHOWN:
        raise Http404
    page = pages.opened(request, dossier_id, purpose="move")
    if not page.full and action not in page.allowed:
        raise Http404
    if request.method != "POST":
        return _form(request, room, page, action, QueryDict(), {})
    keeping = kept_files.taken(request)
    errors = _unread(request, page, action, keeping)
    if errors:
        return _form(request, room, page, action, request.POST, errors, keeping)
    try:
        did = move_acts.perform(Given(page, request, action, keeping.ids))
    except moves.KNOWN as fault:
        return _refused(request, room, page, action, fault, keeping)
    took = action is Action.ASSIGN and request.POST.get("assignee") == request.actor.id  # type: ignore[attr-defined]
    messages.success(request, _told(room, page, str(moves.TAKEN if took else moves.HAPPENED[action]), did.slip_id))
    receipt = room.receipt(did.receipt_id) if did.receipt_id else ""
    return redirect(receipt or room.dossier(dossier_id))


def _unread(request: HttpRequest, page: DossierPage, action: Action, keeping: Keeping) -> dict[str, list[str]]:
    """Return what keeps a form from being read at all: a text longer than its question allows, a file that was not taken."""
    found = lengths.too_long(move_forms.build(action, _asking(request, page, request.POST, {}, keeping)))
    return found | {f"files-{key}": [moves.say(refused)] for key, refused in keeping.refused.items()}


def _refused(
    request: HttpRequest, room: Room, page: DossierPage, action: Action, fault: Exception, keeping: Keeping
) -> HttpResponse:
    """Show the form again with what was wrong; a move without a form says it on the dossier's page."""
    said = moves.say(fault)
    if isinstance(fault, NotPossible) and fault.why in moves.DONE_ALREADY:
        messages.info(request, said)
        return redirect(room.dossier(page.row.id))
    if action in move_forms.BARE and not _place(action, fault):
        messages.error(request, said)
        return redirect(room.dossier(page.row.id))
    return _form(request, room, page, action, request.POST, {_place(action, fault): [said]}, keeping)


def _place(action: Action, fault: Exception) -> str:
    if isinstance(fault, InputMissing | InputWrong):
        return fault.name
    if isinstance(fault, NotValid):
        return _NUMBER_AT.get(action, "")
    if isinstance(fault, FileRefused):
        return _FILE_AT.get(action, "papers")
    if isinstance(fault, OutsideCalendar):
        return _TIME_AT.get(action, "")
    if isinstance(fault, TaskNotPossible):
        return _DAY_AT.get(action, "") if fault.why == "before_sending" else ""
    if isinstance(fault, SourceMissing):
        return "source"
    return ""


def _asking(request: HttpRequest, page: DossierPage, data: QueryDict, errors: dict[str, list[str]], keeping: Keeping) -> Asking:
    actor, fetches = request.actor, wiring.sector_results() is not None  # type: ignore[attr-defined]
    return Asking(page, actor, local(now(request)).date(), data, errors, fetches, keeping.held)


def _form(
    request: HttpRequest, room: Room, page: DossierPage, action: Action, data: QueryDict, errors: dict[str, list[str]],
    keeping: Keeping | None = None,
) -> HttpResponse:  # fmt: skip
    asking = _asking(request, page, data, errors, keeping or Keeping())
    form = move_forms.build(action, asking)
    links = [("", message) for message in errors.get("", [])] + form.links
    context = room.frame(request) | {
        "page": page, "row": page.row, "form": form, "links": links, "verb": moves.VERBS[action], "action": action.value,
        "grave": action in pages.GRAVE, "back": room.dossier(page.row.id),
        "possible": action in page.allowed and pages.stands(page, action),
        "hidden": {"instead_of": correction_forms.stands(asking)} if action is Action.REISSUE else {},
        "units": _units(page, action, asking.day),
    }  # fmt: skip
    return render(request, "motcua/dossier/move.html", context, status=422 if errors else 200)


def _units(page: DossierPage, action: Action, day: dt.date) -> list[str]:
    """Return the units offered beside a field that names one: nobody asks themselves."""
    if action is Action.CONSULT:
        return chain_forms.unit_options(day, without=page.row.step_unit_id)
    return chain_forms.unit_options(day) if action is Action.ASK_CORRECTION else []


def _told(room: Room, page: DossierPage, happened: str, slip_id: uuid.UUID | None) -> str:
    said = _("%(code)s: %(happened)s.") % {"code": page.row.code, "happened": happened}
    if slip_id is None:
        return said
    return format_html(
        '{} <a class="govuk-notification-banner__link" href="{}" target="_blank" rel="noopener">{}</a>',
        said, room.slip(slip_id), _("Print the slip (opens in a new tab)"),
    )  # fmt: skip
