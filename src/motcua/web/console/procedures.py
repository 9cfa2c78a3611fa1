"""Pages of one procedure: its source beside what was made of it, the draft with its preview, publishing, ending."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from motcua.domain.hours import local
from motcua.domain.procedures.revision import NotARevision
from motcua.queries import catalogue, console_catalogue
from motcua.queries.console_catalogue import Page
from motcua.services import inspection
from motcua.services.catalogue import publishing
from motcua.services.catalogue.publishing import (
    AlreadyPublished,
    DraftChanged,
    EndsBeforeItBegins,
    NotPublishable,
    OtherProcedure,
)
from motcua.web.console import revisions, room, understood_words, words
from motcua.web.console.fields import Day
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import catalogue as wording

HERE = "console_catalogue"
GONE = gettext_lazy("Somebody else was faster: this draft is gone or published already.")
CHANGED = gettext_lazy("This draft was changed in another tab or by somebody else after you opened it. What you typed is still here. Open the draft anew beside it and compare: keeping it now replaces that change.")


class EndForm(Form):
    """The last day of a revision."""

    last = Day(label=pgettext_lazy("procedure", "Last day in force"),
               help_text=gettext_lazy("Dossiers received until then are settled under it."))  # fmt: skip


@staff_only(*room.CATALOGUE)
def procedure(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Show one procedure."""
    found = _found(request, procedure_id)
    context = {
        "page": found, **_told(found),
        "events": [{"title": words.happened(e), "at": e.at, "who": words.who(e.who)} for e in inspection.history(procedure_id)],
    }  # fmt: skip
    return room.draw(request, "procedure", context, current=HERE)


@staff_only(*room.CATALOGUE)
def edit(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Edit the draft of the next revision beside its preview; `act` says what a post wants: check or save."""
    found, day, seen = _found(request, procedure_id), _today(request), console_catalogue.draft_stamp(procedure_id)
    if request.method == "POST":
        text = request.POST.get("document", "")
    else:
        text = revisions.written(console_catalogue.first_document(procedure_id, day))
    judged = revisions.judge(text, on=day, procedure_id=procedure_id)
    faults: list[str] = []
    if request.method == "POST" and request.POST.get("act") == "save":
        faults = [judged.fault] if judged.fault else _saved(request, found, judged)
        if not faults:
            messages.success(request, _("The draft has been kept. It is not published yet."))
            return redirect("console_revision_edit", procedure_id)
    if CHANGED not in faults:  # once told of a change, the next keeping replaces it
        seen = request.POST.get("seen", seen)
    context = {"page": found, "text": text, "judged": judged, "faults": [("document", fault) for fault in faults], "seen": seen}
    return room.draw(request, "revision_edit", context, current=HERE, status=422 if faults else 200)


@staff_only(*room.CATALOGUE)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Draw the preview of the text that was sent, while it is being typed."""
    try:
        of = uuid.UUID(request.POST.get("procedure", ""))
    except ValueError:
        of = None
    judged = revisions.judge(request.POST.get("document", ""), on=_today(request), procedure_id=of)
    return render(request, "console/preview.html", {"judged": judged})


@staff_only(*room.CATALOGUE)
def look(request: HttpRequest, procedure_id: uuid.UUID, revision_id: uuid.UUID) -> HttpResponse:
    """Show a revision as it is: its form and its document."""
    found = _found(request, procedure_id)
    line = next((r for r in found.revisions if r.id == revision_id), None)
    if line is None:
        raise Http404
    text = revisions.written(console_catalogue.document(revision_id))
    beside = procedure_id if line.when == "draft" else None
    context = {"page": found, "line": line, "text": text, "judged": revisions.judge(text, on=_today(request), procedure_id=beside)}
    return room.draw(request, "revision", context, current=HERE)


@staff_only(*room.CATALOGUE)
def publish(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Ask once more, then publish the draft."""
    found = _found(request, procedure_id)
    if found.draft is None:
        return _gone(request, procedure_id)
    text = revisions.written(console_catalogue.document(found.draft.id))
    judged = revisions.judge(text, on=_today(request), procedure_id=procedure_id)
    if request.method == "POST" and _acted(request, lambda: publishing.publish(
        revision_id=found.draft.id, actor=request.actor, at=request.now)):  # type: ignore[attr-defined, union-attr]  # fmt: skip
        messages.success(request, _("The procedure has been published. Nobody can change this revision any more."))
        return redirect("console_procedure", procedure_id)
    context = {"page": found, "draft": found.draft, "judged": judged}
    return room.draw(request, "publish", context, current=HERE, status=422 if request.method == "POST" else 200)


@staff_only(*room.CATALOGUE)
@require_POST
def discard(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    found = _found(request, procedure_id)
    if found.draft is None:
        return _gone(request, procedure_id)
    draft = found.draft.id
    if _acted(request, lambda: publishing.discard(revision_id=draft, actor=request.actor, at=request.now)):  # type: ignore[attr-defined]
        messages.success(request, _("The draft has been thrown away. What is published stays as it is."))
    return redirect("console_procedure", procedure_id)


@staff_only(*room.CATALOGUE)
def expire(request: HttpRequest, procedure_id: uuid.UUID, revision_id: uuid.UUID) -> HttpResponse:
    """Let a published revision end with a day."""
    found = _found(request, procedure_id)
    line = next((r for r in found.revisions if r.id == revision_id and r.when in ("now", "later")), None)
    if line is None:
        raise Http404
    form = EndForm(room.posted(request), initial={"last": line.last or _today(request)})
    if request.method == "POST" and form.is_valid():
        try:
            publishing.expire(revision_id=revision_id, last_day=form.cleaned_data["last"], actor=request.actor, at=request.now)  # type: ignore[attr-defined]
        except EndsBeforeItBegins:
            form.add_error("last", _("The last day is before the first day in force. Enter a later day."))
        else:
            messages.success(request, _("The end has been noted. Dossiers received until then keep this revision."))
            return redirect("console_procedure", procedure_id)
    context = {"page": found, "line": line, "form": form}
    return room.draw(request, "expire", context, current=HERE, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, found: Page, judged: revisions.Judged) -> list[str]:
    """Keep the draft; return what stood in its way."""
    assert judged.document is not None
    try:
        publishing.save_draft(
            document=judged.document, procedure_id=found.id, actor=request.actor, at=request.now,  # type: ignore[attr-defined]
            seen=request.POST.get("seen"),
        )  # fmt: skip
    except DraftChanged:
        return [str(CHANGED)]
    except NotARevision as wrong:
        return [_("The document cannot be kept yet: %(text)s") % {"text": wrong}]
    except OtherProcedure:
        return [_("The code in the document is not %(code)s. A draft belongs to its own procedure.") % {"code": found.code}]
    return []


def _gone(request: HttpRequest, procedure_id: uuid.UUID) -> HttpResponse:
    """Say that there is no draft any more, where the procedure shows what became of it. Raises Http404 where none was acted on."""
    if request.method != "POST":
        raise Http404
    messages.warning(request, GONE)
    return redirect("console_procedure", procedure_id)


def _acted(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except NotPublishable:
        messages.error(request, _("It was not published: something below has to be corrected first."))
        return False
    except (AlreadyPublished, ObjectDoesNotExist):
        messages.warning(request, GONE)
        return False
    return True


def _told(found: Page) -> dict[str, object]:
    """Return what the sources tell, the main one first, what was understood of it, and what needs a controller's eye."""
    page = catalogue.procedure(found.id)
    tellings = page.tellings if page else ()
    main = tellings[0] if tellings else None
    doubts = {doubt.reason.value: doubt.text for doubt in (main.doubts if main else ())}
    return {
        "doubts": [{"text": wording.of_reason(flag), "quoted": doubts.get(flag, "")} for flag in found.flags],
        "record": understood_words.source(main.record) if main else [], "source": main.source if main else "",
        "understood": understood_words.told(main.understood.to_json()) if main else [],
        "variants": [one.source for one in tellings[1:]], "others": page.others if page else (),
    }  # fmt: skip


def _found(request: HttpRequest, procedure_id: uuid.UUID) -> Page:
    found = console_catalogue.procedure(procedure_id, _today(request))
    if found is None:
        raise Http404
    return found


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined]
