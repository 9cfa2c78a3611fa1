"""Answering a request for papers: the asked items, each on its page, then sent together."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.hours import local
from motcua.domain.procedures.form import FieldError
from motcua.queries import configuration
from motcua.queries.my_dossiers import Item
from motcua.services import drafts, file_types, supplements
from motcua.services.own_dossiers import NotAllowed
from motcua.services.supplements import Answering
from motcua.web.portal import guarding, pages, wording_promises
from motcua.web.portal.views import papers
from motcua.web.shared import asking
from motcua.web.shared.actors import now
from motcua.web.shared.questions import Question


@guarding.citizen
def items(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was asked for, what is done of it, and the button that sends it."""
    found = _begin(request, code)
    return _show(request, found) if found else pages.to("my_dossier", code)


@guarding.citizen
def item(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Take the files, or the corrected answer, of one thing that was asked for."""
    found = _begin(request, code)
    if found is None:
        return pages.to("my_dossier", code)
    wanted = next((i for i in found.request.items if i.key == item), None)
    if wanted is None:
        raise Http404
    if wanted.field and wanted.field in found.held.form.fields:
        return _answer(request, found, wanted)
    return _paper(request, found, wanted)


@guarding.citizen
def remove(request: HttpRequest, code: str, file: uuid.UUID) -> HttpResponse:
    """Take a file out of the answer."""
    found = _begin(request, code)
    if found is None or request.method != "POST":
        return pages.to("my_dossier", code)
    component = next((f.component for f in found.held.every_file if f.id == file), None)
    drafts.remove(draft_id=found.held.id, actor=request.citizen, at=now(request), file_id=file)  # type: ignore[attr-defined]
    return pages.to("my_supplement_item", code, component) if component else pages.to("my_supplement", code)


@guarding.citizen
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send what was asked for; the dossier goes on where it stood."""
    if request.method != "POST":
        return pages.to("my_supplement", code)
    try:
        supplements.send(code=code, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    except supplements.Incomplete as incomplete:
        found = _begin(request, code)
        return _show(request, found, missing=incomplete.missing) if found else pages.to("my_dossier", code)
    except supplements.BelongsElsewhere as elsewhere:
        return _refused(request, code, str(_elsewhere(elsewhere.unit)))
    except supplements.PartiesWrong:
        return _refused(request, code, _("With the new answers the people of the dossier no longer fit together: for example, who files would be nobody named in it. Nothing was sent. Look at the names and numbers again, or ask the office that received the dossier."))
    except (supplements.NothingAsked, NotPossible):
        messages.info(request, _("What was asked for has been sent already."))
        return pages.to("my_dossier", code)
    except NotAllowed:
        raise Http404 from None
    messages.success(request, _("Sent. The dossier goes on from where it stood."))
    return pages.to("my_dossier", code)


def _elsewhere(unit: str) -> str:
    if not unit:
        return _("With the new address no office of this province settles the dossier. Nothing was sent. Look at the address again, or ask the office that received the dossier.")
    return _("With the new address the dossier would be settled by %(unit)s, and an answer cannot move it there. Nothing was sent. Look at the address again, or ask the office that received the dossier.") % {"unit": unit}


def _refused(request: HttpRequest, code: str, why: str) -> HttpResponse:
    found = _begin(request, code)
    return _show(request, found, refused=why) if found else pages.to("my_dossier", code)


def _begin(request: HttpRequest, code: str) -> Answering | None:
    try:
        return supplements.begin(code=code, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    except supplements.NothingAsked:
        return None
    except NotAllowed:
        raise Http404 from None


def _show(request: HttpRequest, found: Answering, *, missing: tuple[str, ...] = (), refused: str = "") -> HttpResponse:
    asked = found.request
    lacking = supplements.missing(found, now(request))
    tasks = [
        {"url": reverse("my_supplement_item", args=[found.code, i.key]), "label": i.name, "hint": i.note,
         "state": "todo" if i.key in lacking else "done"}
        for i in asked.items
    ]  # fmt: skip
    errors = [
        ("", _("“%(name)s” is still missing.") % {"name": i.name}) for i in asked.items if i.key in missing
    ]
    errors += [("", refused)] if refused else []
    context = {"found": found, "asked": asked, "tasks": tasks, "ready": not lacking, "errors": errors,
               "answer_by": wording_promises.answer_by(asked, now(request))}  # fmt: skip
    return pages.show(request, "portal/supplement.html", context, status=422 if errors else 200)


def _answer(request: HttpRequest, found: Answering, wanted: Item) -> HttpResponse:
    errors: tuple[FieldError, ...] = ()
    asked_before = found.brought(wanted, now(request))
    if request.method == "POST":
        posted = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
        errors = supplements.save_answer(
            code=found.code, actor=request.citizen, at=now(request), item=wanted.key, posted=posted
        )  # type: ignore[attr-defined]
        found = _begin(request, found.code) or found
        brought = set(found.brought(wanted, now(request))) - set(asked_before)
        if not errors and not brought:
            return pages.to("my_supplement", found.code)
    held, more = found.held, found.brought(wanted, now(request))
    typed = guarding.typed_before(request)
    drawn = [asking.one(held.form, name, answers=held.answers, errors=errors, posted=typed) for name in (wanted.field, *more)]
    day = local(now(request)).date()
    context = {"found": found, "item": wanted, "drawn": drawn, "errors": asking.error_links(drawn), "kept": typed is not None, "more": more,
               "communes": asking.communes(configuration.current(), drawn, day)}  # fmt: skip
    return pages.show(request, "portal/supplement_answer.html", context, status=422 if errors else 200)


def _paper(request: HttpRequest, found: Answering, wanted: Item) -> HttpResponse:
    errors: list[str] = []
    held = found.held
    if request.method == "POST":
        errors = papers.upload(request, held.id, wanted.key)
        again = _begin(request, found.code)
        held = again.held if again else held
        if not errors and request.POST.get("do") != "upload" and not held.files.get(wanted.key):
            errors.append(_("Choose at least one photo or file of this paper."))
        if not errors:
            stay = request.POST.get("do") == "upload"
            return (
                pages.to("my_supplement_item", found.code, wanted.key)
                if stay
                else pages.to("my_supplement", found.code)
            )
    question = Question(
        name="files", label=_("Photos or files of this paper"), kind="files", errors=errors, attrs={"accept": file_types.ACCEPT},
        help_text=_("Photos, PDF, Word or Excel; at most %(most)s a file. You may choose several.") % {"most": papers.most()},
        shape={"most_bytes": settings.UPLOAD_MAX_BYTES},
    )  # fmt: skip
    context = {"found": found, "item": wanted, "files": held.files.get(wanted.key, ()), "question": question,
               "errors": [(question.anchor, e) for e in errors]}  # fmt: skip
    return pages.show(request, "portal/supplement_paper.html", context, status=422 if errors else 200)
