"""Papers of a draft: their files taken in, shown again and removed, one paper a page."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.procedures.revision import Component
from motcua.services import drafts, file_types, files
from motcua.services.draft_checks import Look
from motcua.web.portal import guarding, pages, wording
from motcua.web.portal.views import downloads
from motcua.web.portal.views.filing import frame, go_on, look
from motcua.web.shared.actors import now
from motcua.web.shared.questions import Question
from motcua.web.shared.uploads import TOO_LARGE


@guarding.filing
def paper(request: HttpRequest, draft: uuid.UUID, component: str) -> HttpResponse:
    """Take the files of one paper; what was taken stays, what was refused is named."""
    seen = look(request, draft)
    wanted = next((c for c in seen.components if c.key == component), None)
    if wanted is None:
        return pages.to("filing_tasks", draft)
    errors: list[str] = []
    if request.method == "POST":
        errors = upload(request, draft, component)
        seen = look(request, draft)
        lacking = wanted.required and not seen.held.files.get(component)
        if not errors and request.POST.get("do") == "next" and lacking:
            errors.append(_("Choose at least one photo or file of this paper."))
        if not errors:
            stay = request.POST.get("do") == "upload" and not request.POST.get("later")
            return (
                pages.to("filing_paper", draft, component)
                if stay
                else go_on(request, draft, "paper", component)
            )
    return _show_paper(request, seen, wanted, errors)


def upload(request: HttpRequest, draft: uuid.UUID, component: str) -> list[str]:
    """Store the files that came and put them to the component; return what is wrong with the others, in words."""
    taken, refused = [], []
    for each in request.FILES.getlist("files"):
        name = files.clean_name(each.name or "")
        try:
            if each.content_type == TOO_LARGE:
                raise files.FileRefused("too_large", name)
            taken.append(files.store(content=each.file, name=name, actor=request.citizen, at=now(request),  # type: ignore[arg-type,attr-defined]
                                     antivirus=wiring.antivirus()))  # fmt: skip
        except files.FileRefused as fault:
            refused.append(_file_words(fault.why, fault.name))
    if taken:
        try:
            drafts.attach(
                draft_id=draft, actor=request.citizen, at=now(request), component=component, file_ids=taken
            )  # type: ignore[attr-defined]
        except drafts.TooMany as many:
            refused.append(str(wording.FILE_REFUSED["too_many"]) % {"most": many.limit})
        except ValueError:
            raise Http404 from None
    return refused


@guarding.filing
def remove(request: HttpRequest, draft: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take a file out of the draft and go back to its paper."""
    seen = look(request, draft)
    if request.method != "POST":
        return pages.to("filing_tasks", draft)
    component = next((f.component for f in seen.held.every_file if f.id == file), None)
    drafts.remove(draft_id=draft, actor=request.citizen, at=now(request), file_id=file)  # type: ignore[attr-defined]
    return pages.to("filing_paper", draft, component) if component else pages.to("filing_tasks", draft)


@guarding.citizen
def file(request: HttpRequest, draft: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Show a file of one's own draft."""
    try:
        return downloads.answer(files.of_draft(draft_id=draft, file_id=file, actor=request.citizen))  # type: ignore[attr-defined]
    except files.NoSuchFile:
        raise Http404 from None


def _show_paper(request: HttpRequest, seen: Look, component: Component, errors: list[str]) -> HttpResponse:
    question = Question(
        name="files", label=_("Photos or files of this paper"), kind="files", errors=errors, optional=not component.required,
        help_text=_("Photos, PDF, Word or Excel; at most %(most)s a file. You may choose several.") % {"most": most()},
        attrs={"accept": file_types.ACCEPT}, shape={"most_bytes": settings.UPLOAD_MAX_BYTES},
    )  # fmt: skip
    context = frame(seen) | {
        "component": component, "files": seen.held.files.get(component.key, ()), "question": question,
        "errors": [(question.anchor, e) for e in errors], "back": reverse("filing_tasks", args=[seen.held.id]),
        "partly": bool(errors) and bool(seen.held.files.get(component.key)),
    }  # fmt: skip
    return pages.show(request, "portal/paper.html", context, status=422 if errors else 200)


def _file_words(why: str, name: str) -> str:
    return str(wording.FILE_REFUSED[why]) % {"name": name, "most": most()}


def most() -> str:
    """Return how large a file may be, in words."""
    return f"{settings.UPLOAD_MAX_BYTES // 1_048_576}\N{NO-BREAK SPACE}MB"
