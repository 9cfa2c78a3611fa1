"""The end of a filing: papers, where the result goes, the page to check everything, sending, and what happens next."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.fees.schedule import AmbiguousFee, NoSuchChannel, NotAQuantity
from motcua.domain.hours import local
from motcua.domain.procedures import form
from motcua.domain.procedures.revision import Channel
from motcua.queries import configuration, prices
from motcua.queries.routing import NoCompetentUnit
from motcua.services import draft_checks, drafts, own_dossiers
from motcua.services.dossiers.filings import FilingRefused
from motcua.services.dossiers.opening import Prepared
from motcua.services.draft_checks import DONE, OPTIONAL, Look
from motcua.web.portal import guarding, pages, wording
from motcua.web.portal.views.filing import address, frame, look
from motcua.web.shared import asking
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import answers


@guarding.filing
def check(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Show everything once more, with what it costs, before it is sent."""
    return _show_check(request, look(request, draft))


@guarding.filing
def send(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Send it: once, from however many tabs and clicks."""
    if request.method != "POST":
        return pages.to("filing_check", draft)
    try:
        drafts.submit(draft_id=draft, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    except drafts.NotReady as not_ready:
        return _show_check(request, not_ready.look, status=422)
    except drafts.FilingClosed as closed:
        messages.warning(request, str(wording.CLOSED[closed.why]))
        return pages.to("filing_tasks", draft)
    except FilingRefused as refused:
        return _show_check(request, look(request, draft), problems=_refusals(refused), status=422)
    except NoCompetentUnit:
        return _show_check(request, look(request, draft), problems=[_nobody()], status=422)
    return pages.to("filing_done", draft)


@guarding.citizen
def done(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Say that it was sent, its code, what happens next and when."""
    try:
        opened = drafts.outcome(draft_id=draft, actor=request.citizen)  # type: ignore[attr-defined]
    except drafts.NoDraft:
        raise Http404 from None
    if opened is None:
        return pages.to("filing_tasks", draft)
    own = own_dossiers.show(code=opened.code, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
    keys = [f"draft-{draft}-{p.key}" for p in _pages_of(own)]
    context = {
        "own": own,
        "code": opened.code,
        "limit": _limit_words(own, local(now(request)).date()),
        "fee": own.page.owed,
        "copies": keys,
    }
    return pages.show(request, "portal/done.html", context)


def _show_check(
    request: HttpRequest, seen: Look, *, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    found = list(problems or [])
    found += [wording.party_problem(code) for _path, code in seen.party_problems]
    undone = [task for task in seen.tasks if task.state not in (DONE, OPTIONAL)]
    ready, prepared = seen.ready, None
    if ready:
        try:
            prepared = drafts.preview(seen, actor=request.citizen, at=now(request))  # type: ignore[attr-defined]
        except FilingRefused as refused:
            ready, found = False, found + _refusals(refused)
        except NoCompetentUnit:
            ready, found = False, [*found, _nobody()]
        except (AmbiguousFee, NoSuchChannel, NotAQuantity):
            ready, found = (
                False,
                [
                    *found,
                    _("What this costs cannot be told just now. Please call us, or come to the counter."),
                ],
            )
    day, compiled = local(now(request)).date(), seen.held.form
    context = frame(seen) | {
        "sections": _sections(seen), "papers": _paper_rows(seen), "shown_only": draft_checks.shown_only(
            seen.held, seen.case, seen.checked.answers), "where": seen.where, "result_rows": _result_rows(seen),
        "problems": list(dict.fromkeys(found)), "undone": [address(seen, task) for task in undone], "ready": ready,
        "prepared": prepared, "fees": _fees(prepared), "day": day, "case": _case(seen), "compiled": compiled,
        "back": reverse("filing_tasks", args=[seen.held.id]),
    }  # fmt: skip
    return pages.show(request, "portal/check.html", context, status=status)


def _sections(seen: Look) -> list[dict[str, Any]]:
    found = []
    for page in form.summary(seen.held.form, seen.held.answers):
        change = reverse("filing_page", args=[seen.held.id, page.key])
        rows = [
            {"key": asking.said(row.label), "value": answers.value(row), "change": change}
            for row in page.rows
        ]
        found.append({"title": asking.said(page.title), "rows": rows})
    return found


def _paper_rows(seen: Look) -> list[dict[str, str]]:
    return [
        {
            "key": asking.said(c.name),
            "value": "\n".join(f.name for f in seen.held.files.get(c.key, ())) or pgettext("portal", "None"),
            "change": reverse("filing_paper", args=[seen.held.id, c.key]),
        }
        for c in seen.components
    ]


def _result_rows(seen: Look) -> list[dict[str, str]]:
    result, change = seen.held.result, reverse("filing_result", args=[seen.held.id])
    rows = []
    if seen.where.unit is not None:
        rows.append(
            {
                "key": _("Handed in at"),
                "value": seen.where.unit.name,
                "change": change if seen.where.chosen_by_citizen else "",
            }
        )
    way = str(result.get("way") or "")
    rows.append({"key": _("How you receive it"), "value": str(wording.WAYS.get(way, "")), "change": change})
    place = str(result.get("address") or "") if way == "post" else ""
    if way == "counter":
        chosen = configuration.current().units.get(str(result.get("unit") or "")) or seen.where.unit
        place = chosen.name if chosen else ""
    if place:
        rows.append(
            {
                "key": pgettext("portal", "Where"),
                "value": place,
                "change": reverse("filing_result_place", args=[seen.held.id]),
            }
        )
    return rows


def _fees(prepared: Prepared | None) -> list[dict[str, Any]]:
    if prepared is None:
        return []
    return [
        {"name": asking.said(line.name), "amount": line.amount, "count": line.quantity.count,
         "basis": "; ".join(f"{basis.decision} {basis.article}".strip() for basis in line.basis)}
        for line in prepared.quote.lines
    ]  # fmt: skip


def _case(seen: Look) -> str:
    return next((asking.said(case.name) for case in seen.held.revision.cases if case.key == seen.case), "")


def _refusals(refused: FilingRefused) -> list[str]:
    """Word why a filing was not taken; nothing of it was lost."""
    return [
        wording.party_problem(kind) if path.startswith("parties") else _not_taken(kind, params)
        for path, kind, params in refused.problems
    ]


def _not_taken(kind: str, params: Mapping[str, object]) -> str:
    if kind == "not_received_here":
        return _("This can be handed in only where it is settled: %(unit)s.") % params
    if kind in ("not_in_force", "not_offered"):
        return str(wording.CLOSED["not_in_force"])
    return _(
        "This could not be sent (%(why)s). What you entered is still here. Please call us, or come to the counter."
    ) % {"why": kind}


def _nobody() -> str:
    return _("We could not tell which office settles this. Check the commune of your address.")


def _limit_words(own: own_dossiers.Own, day: dt.date) -> str:
    """Word how long it takes once received: the province's shorter limit where there is one, as the slip will say."""
    from motcua.web.shared.wording import clock

    row, revision = own.page.row, own.page.revision
    rule = revision.rule(Channel.ONLINE, row.case or None)
    if rule is None or rule.limit is None:
        return ""
    legal = prices.limit_of(rule.limit)
    limit, _basis = prices.promised(configuration.current(), revision, legal=legal, channel=Channel.ONLINE, on=day)
    return clock.limit(limit.amount, limit.unit)


def _pages_of(own: own_dossiers.Own) -> tuple[form.Page, ...]:
    from motcua.queries import forms

    return forms.of(own.page.row.revision_id, own.page.revision).pages
