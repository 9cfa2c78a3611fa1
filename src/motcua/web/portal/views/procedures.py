"""The page of one procedure: what it needs, costs and takes, and whether it can be begun here; its sheet and poster."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua import wiring
from motcua.domain.hours import local
from motcua.domain.procedures.lists import ListKind
from motcua.domain.procedures.revision import Component, OnlineLevel, Revision
from motcua.queries import catalogue_pages, configuration, decided_lists, prices
from motcua.queries.catalogue_pages import Option, ProcedurePage
from motcua.services import drafts, public_pages
from motcua.web.portal import pages, wording
from motcua.web.portal import wording_catalogue as say
from motcua.web.shared.actors import now
from motcua.web.shared.guards import public
from motcua.web.shared.wording import lists

PAPER_SIZES = {"A4": public_pages.PosterSize.A4, "A5": public_pages.PosterSize.A5}


@public
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one procedure in plain words, with the text of the law below."""
    return pages.show(request, "portal/procedure.html", _context(request, code))


@public
def printable(request: HttpRequest, code: str) -> HttpResponse:
    """Show the same page bare, ready to be printed."""
    return pages.show(request, "portal/procedure.html", _context(request, code) | {"for_print": True})


@public
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with a poster whose QR code opens the procedure."""
    found = _found(request, code)
    address = f"{settings.ENVIRONMENT.public_url}{reverse('portal_procedure', args=[code])}"
    name = found.revision.short_name or found.name if found.revision else found.name
    return pdf_poster(request, title=name.vi, subject=f"Mã thủ tục: {code}", link=address, name=f"{code}.pdf")


def pdf_poster(
    request: HttpRequest, *, title: str, subject: str, link: str, name: str, call: str = ""
) -> HttpResponse:
    """Return a poster as a PDF, of the size asked for (kho=A4 or A5)."""
    size = PAPER_SIZES.get(request.GET.get("kho", "A4").upper(), public_pages.PosterSize.A4)
    more = {"call": call} if call else {}
    page = public_pages.poster(
        office=settings.ENVIRONMENT.province_name, title=title, subject=subject, link=link, at=now(request), size=size,
        footer=link, **more,
    )  # fmt: skip
    content = wiring.printer(request.citizen).render(page.template, page.data)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def papers(revision: Revision) -> list[dict[str, Any]]:
    """Return the papers as the page lists them: which kinds, how many, when they are needed."""
    cases = {case.key: case.name for case in revision.cases}
    return [
        {"name": c.name, "counts": _counts(c), "hint": c.hint, "required": c.required, "show_only": c.show_only,
         "from_form": c.from_form and revision.form is not None, "conditional": c.when is not None,
         "cases": [cases[key] for key in c.cases if key in cases], "blank_form": c.blank_form}
        for c in revision.components
    ]  # fmt: skip


def options(found: tuple[Option, ...]) -> list[dict[str, Any]]:
    """Return the ways side by side in words."""
    return [
        {"case": o.case.name if o.case else None, "counter": _side(o.counter), "online": _side(o.online)}
        for o in found
    ]


def _found(request: HttpRequest, code: str) -> ProcedurePage:
    found = catalogue_pages.procedure(configuration.current(), local(now(request)).date(), code)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, code: str) -> dict[str, Any]:
    config, day = configuration.current(), local(now(request)).date()
    found = _found(request, code)
    revision = found.revision
    closed = drafts.why_closed(config, code, day)
    partial = (
        revision is not None and revision.online is OnlineLevel.PARTIAL and revision.online_reason is not None
    )
    return {
        "procedure": found,
        "revision": revision,
        "name": (revision.short_name if revision else None) or found.name,
        "papers": papers(revision) if revision else [],
        "options": options(found.options),
        "by_place": revision is not None and prices.by_place(config, revision, on=day),
        "closed": closed,
        "listed": [(lists.FOR_CITIZENS[one.kind], one.decision) for one in decided_lists.of_procedure(code, day) if one.kind in lists.FOR_CITIZENS],
        "anywhere": config.setting("received_anywhere", day) != "listed" or decided_lists.on(ListKind.ANYWHERE, code, day) is not None,
        "closed_words": _closed_words(found, closed),
        "partial_words": wording.PARTIAL[revision.online_reason] if partial and not closed else "",  # type: ignore[index,union-attr]
        "levels": [say.LEVELS[level] for level in revision.levels] if revision else [],
        "audience": [say.AUDIENCES[each] for each in revision.audience] if revision else [],
        "record": [(say.RECORD_PARTS.get(name, name), text) for name, text in found.record],
    }


def _closed_words(found: ProcedurePage, closed: str) -> str:
    if not closed:
        return ""
    if found.over_since is not None:
        return _("This procedure ended on %(day)s. For dossiers accepted before, it still holds.") % {
            "day": f"{found.over_since:%d/%m/%Y}"
        }
    if closed == "not_in_force" and not found.in_scope:
        return _(
            "This procedure is not settled by the province. Below is what the national database says about it."
        )
    return str(wording.CLOSED[closed])


def _side(side: Any) -> dict[str, Any] | None:
    if side is None:
        return None
    shorter = side.promised is not None and side.promised != side.legal
    return {
        "limit": say.limit(side.promised or side.legal), "legal": say.limit(side.legal) if shorter else "", "basis": side.basis,
        "cost": say.cost(side), "fees": say.fee_lines(side), "note": side.note,
    }  # fmt: skip


def _counts(component: Component) -> str:
    parts = (
        (component.originals, _("original")),
        (component.certified, _("certified copy")),
        (component.copies, _("plain copy")),
    )
    return ", ".join(f"{count} {word}" for count, word in parts if count)
