"""When power or line fails: booklets of fallback slips, outages, and the list of what waits for a second person."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua import wiring
from motcua.domain.fallback.rights import CONFIRMERS, RECEIVERS, Act
from motcua.domain.fallback.rules import EntryState, OutageKind, SlipState
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries import fallback as looking
from motcua.services.fallback import booklets, entries, outages, reading
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.web.counter import intake_state
from motcua.web.counter.fallback_forms import OutageForm, ReasonForm, ReserveForm, TimesForm, typed
from motcua.web.counter.frame import frame
from motcua.web.shared import sure
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.wording import fallback
from motcua.web.shared.wording.fallback import SLIPS

HERE = "fallback"


@staff_only(*RECEIVERS)
def home(request: HttpRequest) -> HttpResponse:
    """Show booklets and outages; posting reserves a booklet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ReserveForm(request.POST if request.method == "POST" else None, units=_offices(actor))
    if form.is_bound and form.is_valid():
        try:
            made = booklets.reserve(unit_id=uuid.UUID(form.cleaned_data["unit"]), size=form.cleaned_data["size"], actor=actor, at=now(request))
        except (FallbackRefused, NotThere):
            form.add_error(None, fallback.NOT_THERE)
        else:
            messages.success(request, _("Booklet %(number)s is reserved. Print it now and keep it at the counter.") % {"number": made.number})
            return redirect("counter_booklet", made.id)
    units = looking.reach(actor, Act.RESERVE)
    context = frame(request, HERE) | {
        "form": form, "booklets": looking.booklets(units), "outages": _outages(looking.outages(units)), "several": len(units) > 1,
        "to_second": looking.count_to_second(actor),
    }  # fmt: skip
    return render(request, "counter/fallback.html", context, status=422 if form.errors else 200)


@staff_only(*RECEIVERS)
def booklet(request: HttpRequest, booklet_id: uuid.UUID) -> HttpResponse:
    """Show a booklet with its slips; posting reports it lost."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = looking.booklet(booklet_id, looking.reach(actor, Act.RESERVE))
    if found is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            gone = booklets.lose(booklet_id=booklet_id, reason=form.cleaned_data["reason"], actor=actor, at=now(request))
        except FallbackRefused as fault:
            form.add_error(None, fallback.whole(fault))
        else:
            messages.success(request, ngettext("%(n)s blank slip is void now.", "%(n)s blank slips are void now.", gone) % {"n": gone})
            return redirect("counter_booklet", booklet_id)
    line, slips = found
    rows = [{"slip": one, "state": SLIPS[one.state], "blank": one.state is SlipState.BLANK} for one in slips]
    context = frame(request, HERE) | {"line": line, "rows": rows, "form": form}
    return render(request, "counter/booklet.html", context, status=422 if form.errors else 200)


@staff_only(*RECEIVERS)
@require_GET
def booklet_pdf(request: HttpRequest, booklet_id: uuid.UUID) -> HttpResponse:
    """Send the slips that are still blank, ready to print."""
    try:
        printed = booklets.pdf(booklet_id=booklet_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    except FallbackRefused as fault:
        messages.error(request, fallback.whole(fault))
        return redirect("counter_booklet", booklet_id)
    return documents.pdf(printed.content, printed.name)


@staff_only(*RECEIVERS)
@require_POST
def spoil(request: HttpRequest, booklet_id: uuid.UUID, slip_id: uuid.UUID) -> HttpResponse:
    """Mark a slip as spoilt."""
    try:
        slip = booklets.spoil(slip_id=slip_id, reason=request.POST.get("reason", ""), actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    except FallbackRefused as fault:
        messages.error(request, fallback.whole(fault))
    else:
        messages.success(request, _("%(code)s is marked as spoilt.") % {"code": slip.code})
    return redirect("counter_booklet", booklet_id)


@staff_only(*RECEIVERS)
def declare(request: HttpRequest) -> HttpResponse:
    """Ask what failed from when to when, or declare it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = f"{local(now(request)):%d/%m/%Y}"
    form = OutageForm(request.POST if request.method == "POST" else None, units=_offices(actor), initial={"began_day": today})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = outages.declare(
                unit_id=uuid.UUID(data["unit"]), kind=OutageKind(data["kind"]), began_at=data["began"], ended_at=data["ended"], note=data["note"],
                actor=actor, at=now(request),
            )  # fmt: skip
        except FallbackRefused as fault:
            form.refused(fallback.by_field(fault))
        except NotThere:
            form.add_error(None, fallback.NOT_THERE)
        else:
            messages.success(request, _("The outage is declared. Enter the slips one by one."))
            return redirect("counter_outage", made.id)
    return render(request, "counter/outage_declare.html", frame(request, HERE) | {"form": form}, status=422 if form.errors else 200)


@staff_only(*RECEIVERS)
@post_or_back("counter_outage")
def cancel(request: HttpRequest, outage_id: uuid.UUID) -> HttpResponse:
    """Take an outage back that was declared by mistake, once that is asked and answered."""
    page = sure.asked(
        request, title=_("Take this outage back?"), text=_("Do this only where it was declared by mistake. Nothing was entered for it."),
        button=_("Take it back"), back=reverse("counter_outage", args=[outage_id]), frame=frame(request, HERE),
    )  # fmt: skip
    if page is not None:
        return page
    try:
        outages.cancel(outage_id=outage_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    except FallbackRefused as fault:
        messages.error(request, fallback.whole(fault))
        return redirect("counter_outage", outage_id)
    messages.success(request, _("The outage has been taken back."))
    return redirect("counter_fallback")


@staff_only(*RECEIVERS)
def outage(request: HttpRequest, outage_id: uuid.UUID) -> HttpResponse:
    """Show an outage with its entries; posting puts its times right."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = looking.outage(outage_id, looking.reach(actor, Act.ENTER))
    if found is None:
        raise Http404
    form = TimesForm(request.POST if request.method == "POST" else None, initial=typed(found.began_at, found.ended_at))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            outages.amend(outage_id=outage_id, began_at=data["began"], ended_at=data["ended"], actor=actor, at=now(request))
        except FallbackRefused as fault:
            form.refused(fallback.by_field(fault))
        else:
            messages.success(request, _("The times are put right."))
            return redirect("counter_outage", outage_id)
    lines = looking.of_outage(outage_id)
    context = frame(request, HERE) | {
        "one": _outages([found])[0], "rows": rows_of(lines, actor), "form": form, "dossiers": True, "may_cancel": not lines,
        "may_enter": str(found.unit_id) in intake_state.units_of(actor),
    }  # fmt: skip
    return render(request, "counter/outage.html", context, status=422 if form.errors else 200)


@staff_only(*CONFIRMERS)
@require_GET
def to_second(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person as the second one, with what stands on the slips."""
    found = reading.to_second(actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    rows = [{"one": one, "line": one.line, "outage": fallback.KINDS[one.line.outage]} for one in found]
    return render(request, "counter/late_to_confirm.html", frame(request, "second") | {"rows": rows})


@staff_only(*CONFIRMERS)
@require_POST
def confirm(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Confirm an entry, or refuse it with a reason."""
    actor, at = request.actor, now(request)  # type: ignore[attr-defined]
    back = request.POST.get("back", "")
    target = redirect("counter_outage", uuid.UUID(back)) if _is_id(back) and actor.holds(*RECEIVERS) else redirect("counter_late_to_confirm")
    try:
        if request.POST.get("do") == "refuse":
            done = entries.refuse(entry_id=entry_id, reason=request.POST.get("reason", ""), actor=actor, at=at)
        else:
            done = entries.confirm(entry_id=entry_id, actor=actor, at=at)
    except NotThere:
        raise Http404 from None
    except fallback.DECIDING as fault:
        messages.error(request, fallback.undecided(fault))
    else:
        messages.success(request, say_done(done.state, done.slip.code))
    return target


def say_done(state: str, code: str) -> str:
    """Say what became of an entry."""
    match EntryState(state):
        case EntryState.DONE:
            said = _("%(code)s is entered. It counts on the day it was received.")
        case EntryState.ASKED:
            said = _("%(code)s is kept and waits for the province: it comes after the allowed days.")
        case EntryState.WAITING:
            said = _("%(code)s is kept and waits for a second person. Nothing counts before.")
        case EntryState.REFUSED:
            said = _("%(code)s is not entered. The slip is blank again and can be entered once more.")
    return said % {"code": code}


def rows_of(found: list[looking.EntryLine], actor: Actor) -> list[dict[str, object]]:
    """Return entries as `motcua/late_entries.html` draws them; one's own that still waits can be taken back."""
    return [
        {"line": one, "state": fallback.STATES[one.state], "how": fallback.HOW.get(one.seconded_how, ""), "outage": fallback.KINDS[one.outage],
         "mine": str(one.entered_by_id) == actor.id and one.state in (EntryState.WAITING, EntryState.ASKED), "done": one.state is EntryState.DONE}
        for one in found
    ]  # fmt: skip


def _outages(found: list[looking.OutageLine]) -> list[dict[str, object]]:
    return [{"line": one, "kind": fallback.KINDS[one.kind]} for one in found]


def _offices(actor: Actor) -> list[tuple[str, str]]:
    """Return the offices at whose counters the actor receives."""
    units = configuration.current().units
    return sorted(((key, units[key].name) for key in intake_state.units_of(actor) if key in units), key=lambda pair: pair[1])


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
