"""Filing online: the start page, the task list, the pages of the form, the choice of the case."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR
from motcua.domain.procedures import form
from motcua.domain.procedures.revision import Revision
from motcua.queries import configuration, prices
from motcua.queries import drafts as draft_queries
from motcua.services import drafts
from motcua.services.draft_checks import DONE, OPTIONAL, Look, Task
from motcua.web.portal import guarding, pages, wording
from motcua.web.portal.views import procedures
from motcua.web.shared import asking
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public

STATES = {"done": "done", "started": "started", "todo": "todo", "optional": "optional"}


@public
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say who can file this, with which papers, for how much, by when; then begin."""
    config, day = configuration.current(), local(now(request)).date()
    published = config.in_force(code, day)
    closed = drafts.why_closed(config, code, day)
    if published is None or closed:
        found = {"code": code, "words": wording.CLOSED.get(closed, wording.CLOSED["not_in_force"])}
        return pages.show(request, "portal/filing_off.html", found, status=404)
    revision = configuration.revision(published.id)
    if request.method == "POST":
        return begin(request, code)
    return pages.show(request, "portal/start.html", _start_context(request, revision))


@guarding.filing
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the filing once, however often the button is pressed."""
    draft_id = guarding.as_uuid(request.POST.get("draft", ""))
    try:
        made = drafts.begin(procedure_code=code, actor=request.citizen, at=now(request), draft_id=draft_id)  # type: ignore[attr-defined]
    except drafts.FilingClosed as closed:
        return pages.show(
            request, "portal/filing_off.html", {"code": code, "words": wording.CLOSED[closed.why]}, status=404
        )
    except drafts.TooMany as many:
        messages.warning(
            request,
            _("You have %(n)s unfinished filings. Finish or throw away one of them first.")
            % {"n": many.limit},
        )
        return pages.to("my_dossiers")
    return pages.to("filing_tasks", made)


@guarding.filing
def tasks(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Show what is done and what is left."""
    seen = look(request, draft)
    config, day = configuration.current(), local(now(request)).date()
    over = drafts.is_over(config, seen.held.procedure_code, seen.held.revision_id, day)
    context = frame(seen) | {"groups": groups(seen), "over": over, "first": next_address(seen)}
    return pages.show(request, "portal/tasks.html", context)


@guarding.filing
def page(request: HttpRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    """Ask one page of the form; everything sent is kept, also what is wrong."""
    if request.method == "POST":
        return _save(request, draft, page)
    seen = look(request, draft)
    if not any(task.kind == "page" and task.key == page for task in seen.tasks):
        return pages.to("filing_tasks", draft)
    typed = guarding.typed_before(request)
    errors = seen.errors_of(page) if request.GET.get("sua") else ()
    drawn = asking.page(
        seen.held.form,
        page,
        answers=seen.held.answers,
        errors=errors,
        posted=typed,
        more=request.GET.get("them", ""),
    )
    return _ask(request, seen, page, drawn, kept=typed is not None)


@guarding.filing
@require_POST
def autosave(request: HttpRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    """Keep what is typed while it is typed; answers only with a status."""
    try:
        _keep(request, draft, page)
    except drafts.Conflict:
        return HttpResponse(status=409)
    except KeyError:
        return HttpResponse(status=404)
    return HttpResponse(status=204)


@guarding.filing
def case(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Ask which case of the procedure it is."""
    seen = look(request, draft)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            drafts.save_case(
                draft_id=draft, actor=request.citizen, at=now(request), case=request.POST.get("case", "")
            )  # type: ignore[attr-defined]
            return go_on(request, draft, "case", "")
        except ValueError:
            errors.append(("id_case_0", _("Choose the case that fits you.")))
    question = asking.Question(
        name="case", label=_("Which case is yours?"), kind="radios", heading=True, value=seen.case,
        errors=[message for _anchor, message in errors],
        shape={"choices": [(one.key, asking.said(one.name)) for one in seen.choices]},
    )  # fmt: skip
    context = frame(seen) | {
        "question": question,
        "errors": errors,
        "back": reverse("filing_tasks", args=[draft]),
    }
    return pages.show(request, "portal/question.html", context, status=422 if errors else 200)


@guarding.filing
def discard(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Throw the draft away, after asking."""
    if request.method == "POST":
        drafts.discard(draft_id=draft, actor=request.citizen)  # type: ignore[attr-defined]
        messages.success(request, _("The unfinished filing was thrown away."))
        return pages.to("my_dossiers")
    return pages.show(request, "portal/discard.html", frame(look(request, draft)))


@guarding.filing
def renew(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Move a draft to the form in force, keeping what fits."""
    if request.method != "POST":
        return pages.to("filing_tasks", draft)
    try:
        drafts.renew(draft_id=draft, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    except drafts.FilingClosed as closed:
        messages.warning(request, str(wording.CLOSED[closed.why]))
    return pages.to("filing_tasks", draft)


def look(request: HttpRequest, draft: uuid.UUID) -> Look:
    """Return one's own draft, as long as it is unsent. Raises NoDraft, AlreadySent."""
    seen = drafts.look(draft_id=draft, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    if seen.held.sent_at is not None:
        raise drafts.AlreadySent(seen.held.dossier_id)
    if seen.held.dossier_id is not None:
        raise drafts.NoDraft(str(draft))
    return seen


def frame(seen: Look) -> dict[str, Any]:
    """Return what every page of a filing shows of it."""
    revision = seen.held.revision
    return {
        "draft": seen.held,
        "procedure_name": revision.short_name or revision.name,
        "tasks_url": _url("filing_tasks", seen),
    }


def address(seen: Look, task: Task) -> str:
    """Return the page on which a task is done."""
    match task.kind:
        case "page":
            return reverse("filing_page", args=[seen.held.id, task.key])
        case "paper":
            return reverse("filing_paper", args=[seen.held.id, task.key])
        case "case":
            return _url("filing_case", seen)
    return _url("filing_result", seen)


def next_address(seen: Look, kind: str = "", key: str = "") -> str:
    """Return the page of the task that comes next after this one; the page to check when none is left."""
    tasks = list(seen.tasks)
    places = [n for n, task in enumerate(tasks) if (task.kind, task.key) == (kind, key)]
    following = tasks[places[0] + 1 :] if places else tasks
    for task in [*following, *tasks]:
        if task.state not in (DONE, OPTIONAL) or (task.state == OPTIONAL and task in following):
            return address(seen, task)
    return _url("filing_check", seen)


def go_on(request: HttpRequest, draft: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Go to the next task, or back to the list when the person wants to stop for now."""
    seen = look(request, draft)
    if request.POST.get("later"):
        return pages.to("filing_tasks", draft)
    return pages.HttpResponseRedirect(next_address(seen, kind, key))


def groups(seen: Look) -> list[dict[str, Any]]:
    """Return the task list in parts: the form, the papers, the result, sending."""
    titles = {page.key: page.title for page in seen.held.form.pages}
    names = {component.key: component.name for component in seen.components}
    labels = {"page": titles, "paper": names}
    lines: dict[str, list[dict[str, Any]]] = {"form": [], "papers": [], "result": []}
    for task in seen.tasks:
        label = asking.said(labels[task.kind][task.key]) if task.kind in labels else ""
        label = label or (
            _("Your case") if task.kind == "case" else _("Where and how you receive the result")
        )
        part = {"paper": "papers", "result": "result"}.get(task.kind, "form")
        count = len(seen.held.files.get(task.key, ())) if task.kind == "paper" else 0
        hint = ngettext("%(n)s file", "%(n)s files", count) % {"n": count} if count else ""
        state = "done" if task.state == OPTIONAL and count else task.state
        lines[part].append({"url": address(seen, task), "label": label, "hint": hint, "state": STATES[state]})
    send = {
        "label": _("Check and send"),
        "state": "todo" if seen.ready else "blocked",
        "url": _url("filing_check", seen) if seen.ready else "",
    }
    named = (
        (pgettext("portal", "Form"), lines["form"]),
        (pgettext("portal", "Papers"), lines["papers"]),
        (pgettext("portal", "Result"), lines["result"]),
        (pgettext("portal", "Send"), [send]),
    )
    return [{"title": title, "tasks": tasks} for title, tasks in named if tasks]


def _save(request: HttpRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    try:
        saved = _keep(request, draft, page)
    except drafts.Conflict:
        return _overtaken(request, draft, page)
    except KeyError:
        raise Http404 from None
    if request.POST.get("add_row"):
        return pages.to("filing_page", draft, page, query=f"them={request.POST['add_row'][:60]}")
    if request.POST.get("remove_row"):
        return pages.to("filing_page", draft, page)
    if request.POST.get("later") or not saved.errors:
        return go_on(request, draft, "page", page)
    seen = look(request, draft)
    drawn = asking.page(seen.held.form, page, answers=seen.held.answers, errors=saved.errors)
    return _ask(request, seen, page, drawn, status=422)


def _keep(request: HttpRequest, draft: uuid.UUID, page: str) -> drafts.Saved:
    posted = _posted(request)
    version = request.POST.get("version", "")
    return drafts.save_page(
        draft_id=draft, actor=request.citizen, at=now(request), page=page, posted=posted,  # type: ignore[attr-defined]
        version=int(version) if version.isdigit() else 0, tab=request.POST.get("tab", "")[:40],
    )  # fmt: skip


def _overtaken(request: HttpRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    """Show what was typed here beside what was saved elsewhere; saving again takes what is typed here."""
    seen = look(request, draft)
    drawn = asking.page(seen.held.form, page, answers=seen.held.answers, posted=_posted(request))
    there = next((p for p in form.summary(seen.held.form, seen.held.answers) if p.key == page), None)
    return _ask(request, seen, page, drawn, status=409, there=there)


def _ask(request: HttpRequest, seen: Look, page: str, drawn: list[asking.Drawn], *, status: int = 200, kept: bool = False,
         there: form.SummaryPage | None = None) -> HttpResponse:  # fmt: skip
    from motcua.web.shared.dossiers import answers

    asked = seen.held.form.page(page)
    day = local(now(request)).date()
    prefilled = page in seen.held.body.get("prefilled", ()) and page not in seen.held.body.get("touched", {})
    context = frame(seen) | {
        "page": asked, "drawn": drawn, "errors": asking.error_links(drawn), "kept": kept, "prefilled": prefilled,
        "tab": uuid.uuid4().hex, "communes": asking.communes(configuration.current(), drawn, day),
        "there": answers.pages([there])[0] if there else None, "back": seen and _url("filing_tasks", seen),
    }  # fmt: skip
    return pages.show(request, "portal/page.html", context, status=status)


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was sent, without the row that is being removed."""
    gone = request.POST.get("remove_row", "")
    return {
        name: request.POST.getlist(name)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "version", "tab", "add_row", "remove_row", "later")
        and not (gone and name.startswith(f"{gone}-"))
    }


def _start_context(request: HttpRequest, revision: Revision) -> dict[str, Any]:
    from motcua.queries import catalogue_pages

    citizen = request.citizen  # type: ignore[attr-defined]
    signed_in = citizen.kind is not VISITOR.kind
    config, day = configuration.current(), local(now(request)).date()
    found = catalogue_pages.procedure(config, day, revision.code)
    return {
        "revision": revision, "name": revision.short_name or revision.name, "papers": procedures.papers(revision),
        "options": procedures.options(found.options) if found else [], "by_place": prices.by_place(config, revision, on=day), "signed_in": signed_in, "new_id": uuid.uuid4(),
        "unfinished": draft_queries.unfinished(citizen, revision.code) if signed_in else None,
        "partial_words": wording.PARTIAL[revision.online_reason] if revision.online_reason else "",
    }  # fmt: skip


def _url(name: str, seen: Look) -> str:
    return reverse(name, args=[seen.held.id])
