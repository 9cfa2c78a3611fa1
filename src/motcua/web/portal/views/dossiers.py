"""One's own dossiers: the list, one in full, its papers as PDF, withdrawing, rating, taking over."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import ConsentHow
from motcua.ports.printer import PrintFailed
from motcua.queries import drafts as draft_queries
from motcua.queries.my_dossiers import Mine
from motcua.services import answer_texts, confirmations, files, own_dossiers
from motcua.services.own_dossiers import NotAllowed, Own
from motcua.services.public_pages import AnsweredSection
from motcua.web.portal import guarding, pages, wording
from motcua.web.portal import wording_promises as promises
from motcua.web.portal.views import downloads
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import answers
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import clock
from motcua.web.shared.wording import people as people_wording

MOST_LETTERS = 2000  # of an opinion


@guarding.citizen
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own dossiers and unfinished filings."""
    before = guarding.as_uuid(request.GET.get("truoc", ""))
    found, following = own_dossiers.mine(actor=request.citizen, at=now(request), before=before)  # type: ignore[attr-defined]
    drafts = [] if before else draft_queries.mine(request.citizen)  # type: ignore[attr-defined]
    context = {"rows": _rows(found, now(request)), "drafts": drafts, "older": f"?truoc={following}" if following else ""}
    return pages.show(request, "portal/mine.html", context)


@guarding.citizen
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show one's own dossier in full."""
    own, at = _own(request, code), now(request)
    page, asked = own.page, own.request
    context = {
        "asked": _asked(own), "own": own, "page": page, "row": page.row, "code": code, "stands": wording.stands(own.progress, at),
        "sorry": promises.sorry(own.progress, at), "answer_by": promises.answer_by(asked, at), "linked": _rows(own.linked, at),
        "timeline": wording.timeline(own.progress, at), "sections": answers.pages(page.answers),
        "clock": clock.explain(page.due.lines) if page.due else [],
        "slips": [(slip, wording.SLIPS[slip.kind]) for slip in page.slips if slip.kind in wording.SLIPS],
        "results": page.results if own.shows_result else (), "may": {action.value for action in own.may},
        "waiting": promises.waiting_for(asked.papers, asked.answers) if asked and asked.kind == "papers" else "",
        "to_pay": promises.to_pay(own), "nothing_due": page.row.status in promises.NOTHING_DUE,
        "how": _how(own),
        "ratings": list(wording.RATINGS.items()), "rated": wording.RATINGS.get(own.rating or 0, ""),
    }  # fmt: skip
    return pages.show(request, "portal/dossier.html", context)


def _rows(found: Iterable[Mine], at: dt.datetime) -> list[tuple[Mine, str, str]]:
    """Return dossiers of a list with what they wait for and the day that matters, in words."""
    return [(one, promises.asked_of(one), promises.when(one, at)) for one in found]


def _asked(own: Own) -> confirmations.Asked | None:
    """Return the question about a draft that waits for the citizen."""
    if Action.ANSWER_CONFIRM not in own.may:
        return None
    return next((one for one in confirmations.of_dossier(own.page.row.id) if one.answered_at is None), None)


@guarding.citizen
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the citizen's copy of what was filed."""
    own = _own(request, code)
    sections = [
        AnsweredSection(
            title=page.title.vi, answers=tuple((row.label.vi, answer_texts.of(row)) for row in page.rows)
        )
        for page in own.page.answers
    ]
    made = own_dossiers.copy(code=code, actor=request.citizen, at=now(request), sections=sections)  # type: ignore[attr-defined]
    try:
        return downloads.pdf(wiring.printer(request.citizen).render(made.template, made.data), f"{code}.pdf")
    except PrintFailed:
        return _not_printed(request)


@guarding.citizen
def slip(request: HttpRequest, code: str, slip: uuid.UUID) -> HttpResponse:
    """Answer with a slip as it was issued."""
    try:
        content = own_dossiers.slip_pdf(
            code=code, slip_id=slip, actor=request.citizen, at=now(request), printer=wiring.printer(request.citizen)
        )  # type: ignore[attr-defined]
    except NotAllowed:
        raise Http404 from None
    except PrintFailed:
        return _not_printed(request)
    return downloads.pdf(content, f"{code}-phieu.pdf")


@guarding.citizen
def file(request: HttpRequest, code: str, file: uuid.UUID) -> HttpResponse:
    """Show a file of one's own dossier: a paper handed in, or the result once it is issued."""
    own = _own(request, code)
    drafted = {result.file_id for result in own.page.results if not own.shows_result}
    try:
        if file in drafted:
            raise files.NoSuchFile(str(file))
        found = files.of_dossier(
            dossier_id=own.page.row.id,
            file_id=file,
            actor=request.citizen,
            at=now(request),
            purpose="own_file",
        )  # type: ignore[attr-defined]
    except files.NoSuchFile:
        raise Http404 from None
    return downloads.answer(found)


@guarding.citizen
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then withdraw."""
    own = _own(request, code)
    if request.method == "POST":
        try:
            own_dossiers.withdraw(code=code, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
            messages.success(request, _("You have withdrawn this dossier."))
        except (NotPossible, NotAllowed):
            messages.warning(request, _("This dossier can no longer be withdrawn. It stays as it is."))
        return pages.to("my_dossier", code)
    if Action.WITHDRAW not in own.may:
        return pages.to("my_dossier", code)
    return pages.show(request, "portal/withdraw.html", {"own": own, "row": own.page.row, "code": code})


@guarding.citizen
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """Ask how satisfied one is: three levels, once."""
    own = _own(request, code)
    if Action.RATE not in own.may:
        return pages.to("my_dossier", code)
    errors: list[str] = []
    long: list[str] = []
    typed = guarding.typed_before(request) or {
        name: request.POST.getlist(name) for name in ("level", "comment")
    }
    level, comment = ((typed.get(name) or [""])[0] for name in ("level", "comment"))
    if len(comment) > MOST_LETTERS:
        long.append(_("Your opinion may have at most %(most)s letters. Shorten it.") % {"most": f"{MOST_LETTERS:,}".replace(",", ".")})
    elif request.method == "POST":
        try:
            own_dossiers.rate(
                code=code, level=int(level or 0), comment=comment, actor=request.citizen, at=now(request)
            )  # type: ignore[attr-defined]
            messages.success(request, _("Thank you. Your answer helps us do better."))
            return pages.to("my_dossier", code)
        except ValueError as fault:
            if isinstance(fault, NotPossible):
                return pages.to("my_dossier", code)
            errors.append(_("Choose one of the three."))
    questions = [
        Question(name="level", label=_("How satisfied are you?"), kind="radios", errors=errors, value=level,
                 shape={"choices": list(wording.RATINGS.items())}),
        Question(name="comment", label=_("What should we do better?"), kind="textarea", optional=True,
                 errors=long, value=comment, shape={"rows": 4, "most": MOST_LETTERS}),
    ]  # fmt: skip
    context = {
        "own": own,
        "row": own.page.row,
        "code": code,
        "questions": questions,
        "errors": [(q.anchor, e) for q in questions for e in q.errors],
    }
    return pages.show(request, "portal/rate.html", context, status=422 if errors or long else 200)


@guarding.citizen
def take_over(request: HttpRequest, code: str) -> HttpResponse:
    """Take over what somebody filed on one's behalf."""
    if request.method != "POST":
        return pages.to("my_dossier", code)
    try:
        own_dossiers.take_over(code=code, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
        messages.success(request, _("This dossier is now in your own hands."))
    except (NotPossible, NotAllowed):
        messages.warning(
            request, _("This dossier was not filed on your behalf, or you have taken it over already.")
        )
    return pages.to("my_dossier", code)


def _own(request: HttpRequest, code: str) -> Own:
    try:
        return own_dossiers.show(code=code, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    except NotAllowed:
        raise Http404 from None


def _how(own: Own) -> str:
    """Word how the owner agreed that somebody else files."""
    try:
        return str(people_wording.CONSENTS[ConsentHow(own.on_behalf.how)]) if own.on_behalf else ""
    except ValueError:
        return ""


def _not_printed(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "portal/not_printed.html", status=503)
