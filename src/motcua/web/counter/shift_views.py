"""Shifts at the counter: the day's list and what waits, one shift with its papers, closing it, countersigning, printing."""

from __future__ import annotations

import datetime as dt
import re
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua import wiring
from motcua.domain.fees.receipts import TAKERS
from motcua.domain.fees.shifts import PIECES, NotAPiece, Tally
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.queries import receipts as looking
from motcua.services import receipt_papers, shifts
from motcua.services.shifts import NoSuchShift
from motcua.web.counter.frame import frame
from motcua.web.counter.money_forms import BeginForm, CloseForm
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.wording import money

COUNTER = (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)
KEEPERS = (Role.ONE_STOP_HEAD, Role.COLLECTOR)


@staff_only(*COUNTER)
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """Show the shifts of a day, and what waits to be closed or countersigned."""
    actor, today = request.actor, local(now(request)).date()  # type: ignore[attr-defined]
    shown = _day(request, today)
    mine = looking.open_shifts(actor=actor, day=today)
    context = frame(request, "shifts") | {
        "day": shown, "before": shown - dt.timedelta(days=1), "after": shown + dt.timedelta(days=1) if shown < today else None,
        "lines": _lines(looking.shifts(actor=actor, day=shown)), "waiting": _lines(looking.unfinished(actor=actor, day=today)),
        "mine": _lines(mine), "may_begin": bool(actor.units_as(*TAKERS) - {str(one.unit_id) for one in mine}),
    }  # fmt: skip
    return render(request, "counter/shifts.html", context)


def _day(request: HttpRequest, today: dt.date) -> dt.date:
    try:
        return min(dt.date.fromisoformat(request.GET.get("ngay", "")), today)
    except ValueError:
        return today


def _lines(found: list) -> list[dict[str, object]]:  # type: ignore[type-arg]
    unit = configuration.current().unit
    return [{"shift": one, "unit": unit(one.unit_id).name, "difference": _difference(one)} for one in found]


def _difference(shift) -> str:  # type: ignore[no-untyped-def]
    gap = (shift.counted_cash or 0) - (shift.expected_cash or 0)
    return money.signed(gap) if shift.closed_at and gap else ""


@staff_only(*COUNTER)
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the change in the drawer, or open the shift."""
    actor, today = request.actor, local(now(request)).date()  # type: ignore[attr-defined]
    config = configuration.current()
    reach = sorted(actor.units_as(*TAKERS), key=lambda unit: config.unit(unit).code)
    form = BeginForm(request.POST if request.method == "POST" else None, units=[(unit, config.unit(unit).name) for unit in reach])
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            shift = shifts.begin(unit_id=uuid.UUID(data["unit"]), float_amount=data["float_amount"], actor=actor, at=now(request))
        except money.KNOWN as fault:
            form.add_error(None, money.say(fault))
        else:
            messages.success(request, _("Your shift is open."))
            return redirect("counter_shift", shift.id)
    context = frame(request, "shifts") | {"form": form, "day": today}
    return render(request, "counter/shift_begin.html", context, status=422 if form.errors else 200)


@staff_only(*COUNTER)
def shift(request: HttpRequest, shift_id: uuid.UUID) -> HttpResponse:
    """Show a shift with its papers and sums; posting closes it with the cash that was counted."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form, typed = CloseForm(request.POST if request.method == "POST" else None), {}
    if request.method == "POST":
        typed = {piece: request.POST.get(f"piece-{piece}", "").strip() for piece in PIECES}
        if form.is_valid() and _close(request, shift_id, form, typed):
            messages.success(request, _("The shift is closed and signed. A second person countersigns it."))
            return redirect("counter_shift", shift_id)
    found = looking.shift(shift_id=shift_id, actor=actor)
    if found is None:
        raise Http404
    keeps = str(found.unit_id) in actor.reach_as(*KEEPERS)
    tally, seen = shifts.tally_of(found.id), looking.of_shift(found.id)
    context = frame(request, "shifts") | {
        "shift": found, "unit": configuration.current().unit(found.unit_id).name, "tally": tally, "ways": _ways(tally),
        "lines": [{"seen": one, "way": money.WAYS[one.way]} for one in seen],
        "refunds": [{"refund": r, "way": money.WAYS[r.way]} for r in looking.refunds_of_shift(found.id)],
        "difference": _difference(found), "form": form, "pieces": [(p, typed.get(p, "")) for p in PIECES],
        "may_close": found.closed_at is None and (actor.id == found.clerk or keeps), "mine": actor.id == found.clerk,
        "may_sign": keeps and found.closed_at and not found.countersigned_at and actor.id not in (found.clerk, found.closed_by),
        "counted_pieces": sorted(((int(p), n) for p, n in found.pieces.items()), reverse=True),
    }  # fmt: skip
    return render(request, "counter/shift.html", context, status=422 if form.errors else 200)


def _ways(tally: Tally) -> list[dict[str, object]]:
    rows = [{"label": money.WAYS[way], "sum": one, "back": False} for way, one in tally.taken.items() if one.count]
    return rows + [{"label": money.WAYS[way], "sum": one, "back": True} for way, one in tally.given_back.items() if one.count]


def _close(request: HttpRequest, shift_id: uuid.UUID, form: CloseForm, typed: dict[int, str]) -> bool:
    data = form.cleaned_data
    try:
        shifts.close(
            shift_id=shift_id, counted=data["counted"], pieces=_pieces(typed), reason=data["reason"], actor=request.actor,  # type: ignore[attr-defined]
            at=now(request),
        )  # fmt: skip
    except NoSuchShift:
        raise Http404 from None
    except money.KNOWN as fault:
        why = getattr(fault, "why", "")
        form.add_error({"difference": "reason", "absent_reason": "reason"}.get(why, "counted"), money.say(fault))
        return False
    return True


def _pieces(typed: dict[int, str]) -> dict[int, int]:
    """Return how many of each note were typed. Raises NotAPiece for what is no whole number."""
    found = {}
    for piece, text in typed.items():
        if text and not re.fullmatch(r"\d{1,6}", text, re.ASCII):
            raise NotAPiece(text)
        if text:
            found[piece] = int(text)
    return found


@staff_only(*KEEPERS)
@post_or_back("counter_shift")
def countersign(request: HttpRequest, shift_id: uuid.UUID) -> HttpResponse:
    """Countersign a closed shift."""
    try:
        shifts.countersign(shift_id=shift_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except NoSuchShift:
        raise Http404 from None
    except money.KNOWN as fault:
        messages.error(request, money.say(fault))
    else:
        messages.success(request, _("The shift has been countersigned."))
    return redirect("counter_shift", shift_id)


@staff_only(*COUNTER)
@require_GET
def shift_pdf(request: HttpRequest, shift_id: uuid.UUID) -> HttpResponse:
    """Send the cash list of a shift."""
    try:
        printed = receipt_papers.shift_pdf(shift_id=shift_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except NoSuchShift:
        raise Http404 from None
    return documents.pdf(printed.content, printed.name)
