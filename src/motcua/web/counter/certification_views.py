"""The certification desk: one screen for whatever somebody brings, its papers to print, the day's certifications."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from motcua import wiring
from motcua.domain.certification.deeds import Deed
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries.routing import NoCompetentUnit
from motcua.services import books, certification, certification_papers, visit_pages
from motcua.services.certification import DeskWrong
from motcua.services.certification_papers import NothingCertified
from motcua.services.dossiers import opening, reading
from motcua.services.dossiers.filings import FilingRefused
from motcua.web.counter import certification_page, certification_state
from motcua.web.counter.certification_state import Screen
from motcua.web.counter.frame import ROOM, frame
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents, given, pages
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import moves

RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)
REFUSALS = (
    DeskWrong, FilingRefused, books.BookClosed, certification.NotOffered, opening.KeyUsedOtherwise, NoCompetentUnit, *moves.KNOWN
)  # fmt: skip


@staff_only(*RECEIVERS)
def certify(request: HttpRequest) -> HttpResponse:
    """Show the screen, take it a step further, or receive the certification."""
    if request.method != "POST":
        deed = Deed.SIGNATURE if request.GET.get("loai") == "chu-ky" else Deed.COPY
        return _draw(request, certification_state.fresh(request, deed), {})
    screen = certification_state.sent(request)
    if request.POST.get("do") == "receive":
        return _receive(request, screen)
    return _draw(request, screen, {"card": said["card"]} if "card" in (said := certification_page.messages(screen, [], [])) else {})


def _receive(request: HttpRequest, screen: Screen) -> HttpResponse:
    said = certification_page.messages(screen, [], [])
    if said:  # a card that could not be read is looked at first
        return _draw(request, screen, said, status=422)
    desk = certification_state.desk(screen)
    try:
        taken = certification.receive(desk, actor=request.actor, at=now(request), key=given.text(screen.data, "key"))  # type: ignore[attr-defined]
    except REFUSALS as fault:
        return _draw(request, screen, refused(fault, screen), status=422)
    request.session["certification_signer"] = str(desk.signer or "")
    if taken.opened.repeated:
        messages.info(request, _("This had been received already; it was not received twice."))
    target = reverse("counter_certified", args=[taken.opened.id])
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def refused(fault: Exception, screen: Screen) -> dict[str, list[str]]:
    """Return in words, by field and row, why the screen was not received: one of REFUSALS."""
    match fault:
        case DeskWrong():
            return certification_page.messages(screen, fault.faults, fault.originals)
        case FilingRefused():
            said: dict[str, list[str]] = {}
            for path, message in moves.problems(fault):
                said.setdefault("number" if path.startswith("parties") else "", []).append(message)
            return said
        case books.BookClosed():
            return {"": [_("The certification book of this year is closed. Ask whoever keeps it.")]}
        case certification.NotOffered():
            return {"": [_("The province offers no such certification today.")]}
    return {"": [moves.say(fault)]}


def _draw(request: HttpRequest, screen: Screen, said: dict[str, list[str]], *, status: int = 200) -> HttpResponse:
    """Draw the screen with the cursor in the field that comes next; with faults the summary takes the focus."""
    page = certification_page.context(request, screen, said, focus=request.POST.get("do") != "quote")
    context = frame(request, "certify") | page | {"titles": certification_page.titles(), "post_url": reverse("counter_certify")}
    html = render_to_string("counter/certify.html", context, request=request)
    if context["focus"]:
        html = html.replace(f'id="{context["focus"]}"', f'id="{context["focus"]}" autofocus data-focus', 1)
    return HttpResponse(html, status=status)


@staff_only(*RECEIVERS)
@require_GET
def certified(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show what was received: the numbers, the words to print, and the way to the next citizen."""
    page = pages.opened(request, dossier_id, purpose="certified")
    found = reading.certified(dossier_id=dossier_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    if not page.full or not found:
        raise Http404
    slip = next((s for s in page.slips if s.kind == "receipt"), None)
    standing = [one for one in found if not one.spoilt]
    deed = standing[0].deed if standing else found[0].deed
    context = frame(request, "certify") | {
        "page": page, "row": page.row, "found": found, "copies": sum(one.copies for one in standing), "deed": deed.value,
        "slip_url": ROOM.slip(slip.id) if slip else "", "dossier_url": ROOM.dossier(dossier_id), "agreed": page.row.limit_unit != "same_day",
        "visit_id": visit_pages.of_dossier(dossier_id=dossier_id, actor=request.actor),  # type: ignore[attr-defined]
        "next_url": reverse("counter_certify") + ("?loai=chu-ky" if deed is Deed.SIGNATURE else ""),
    }  # fmt: skip
    return render(request, "counter/certified.html", context)


@staff_only(*RECEIVERS)
@require_POST
def spoil(request: HttpRequest, dossier_id: uuid.UUID, certified_id: uuid.UUID) -> HttpResponse:
    """Void a number that was spoilt and give the original the next one."""
    try:
        new = certification.spoil(
            certified_id=certified_id, reason=request.POST.get("reason", ""), actor=request.actor, at=now(request)  # type: ignore[attr-defined]
        )
    except books.ReasonMissing:
        messages.error(request, _("Say why the number is spoilt; the reason stays in the book."))
    except (books.NotVoidable, books.BookClosed, LookupError, *moves.KNOWN):
        messages.error(request, _("This number can no longer be changed here. Look at the dossier as it stands now."))
    else:
        messages.success(request, _("The number stays in the book as spoilt; the new number is %(number)s.") % {"number": new.number})
    return redirect("counter_certified", dossier_id)


@staff_only(*RECEIVERS)
@require_GET
def words(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Send the words that certify, a page for each copy, ready to be printed onto it."""
    only = request.GET.get("so", "")
    try:
        content = certification_papers.attestations(
            dossier_id=dossier_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor),  # type: ignore[attr-defined]
            only=uuid.UUID(only) if only else None,
        )  # fmt: skip
    except (NothingCertified, ValueError) as fault:
        if isinstance(fault, certification_papers.TooManyPages):
            messages.error(request, _("That is more than 400 pages at once. Print each paper by itself."))
            return redirect("counter_certified", dossier_id)
        raise Http404 from None
    return documents.pdf(content, "loi-chung.pdf")


@staff_only(*RECEIVERS)
@require_GET
def agreement(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Send the agreement on a day beyond today, for both to sign."""
    try:
        content = certification_papers.agreement(dossier_id=dossier_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except NothingCertified:
        raise Http404 from None
    return documents.pdf(content, "thoa-thuan.pdf")


@staff_only(*RECEIVERS)
@require_GET
def of_day(request: HttpRequest) -> HttpResponse:
    """Show the certifications received today at this counter."""
    found = reading.certified_of_day(actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    context = frame(request, "certify") | {"found": found, "day": local(now(request)).date(), "titles": certification_page.titles()}
    return render(request, "counter/certified_today.html", context)
