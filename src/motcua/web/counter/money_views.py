"""Money at the counter: what a dossier owes and taking it, the receipts of the day, one receipt, voiding it, giving back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua import wiring
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.queries import receipts as looking
from motcua.queries.dossier_pages import DossierPage
from motcua.services import bank_accounts, receipt_papers, till
from motcua.services.dossiers.waits import InputWrong
from motcua.services.receipt_papers import Opened
from motcua.web.counter.frame import ROOM, frame
from motcua.web.counter.money_forms import GiveBackForm, TakeForm, VoidForm
from motcua.web.shared import words
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import documents, pages
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import staff_only
from motcua.web.shared.wording import money, moves

COUNTER = (Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR)


@staff_only(*COUNTER)
def take(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Show what a dossier owes with the code to pay by, or take the money and go to its receipt."""
    page = pages.opened(request, dossier_id, purpose="money")
    possible = {Action.RECORD_FEE, Action.PAY_FEE} & set(page.allowed)
    if not page.full and not possible:
        raise Http404
    form = TakeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            issued = till.take(
                dossier_ids=[dossier_id], way=data["way"], actor=request.actor, at=now(request), reference=data["reference"]  # type: ignore[attr-defined]
            )
        except moves.KNOWN as fault:
            _refuse(form, fault)
        else:
            messages.success(request, _("The money has been taken. The receipt can be printed."))
            return redirect("counter_receipt", issued.id)
    context = frame(request) | {"page": page, "row": page.row, "form": form, "possible": bool(possible)} | _owed(request, page)
    return render(request, "counter/take.html", context, status=422 if form.errors else 200)


def _owed(request: HttpRequest, page: DossierPage) -> dict[str, object]:
    open_fees = [fee for fee in page.fees if fee.paid_at is None]
    code = None
    if page.owed:
        code = bank_accounts.payload(
            unit_id=page.row.received_unit_id, amount=page.owed, codes=[page.row.code], day=local(now(request)).date()
        )  # fmt: skip
    fees = [{"fee": fee, "kind": money.KINDS[fee.kind], "relief": money.relief(fee.relief) if fee.relief else ""} for fee in open_fees]
    return {"fees": fees, "account": code[1] if code else None, "qr": _drawn(code[0]) if code else "", "message": page.row.code}


def _drawn(text: str) -> str:
    return segno.make(text, error="m").svg_data_uri(scale=5, border=4)


def _refuse(form: Form, fault: Exception) -> None:
    name = fault.name if isinstance(fault, InputWrong) and fault.name in form.fields else None
    form.add_error(name, moves.say(fault))


@staff_only(*COUNTER)
@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    """Show the receipts of a day at the person's counters, with the totals by way."""
    actor, today = request.actor, local(now(request)).date()  # type: ignore[attr-defined]
    day = _day(request, today)
    units = looking.units_of(actor, day)
    seen, back = looking.of_day(unit_ids=units, day=day), looking.refunds_of_day(unit_ids=units, day=day)
    context = frame(request, "receipts") | {
        "lines": [{"seen": one, "way": money.WAYS[one.way]} for one in seen], "day": day, "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1) if day < today else None, "totals": _totals(seen, back), "net": _net(seen, back), "several": len({one.unit for one in seen}) > 1,
        "refunds": [{"refund": one, "way": money.WAYS[one.way]} for one in back],
    }  # fmt: skip
    return render(request, "counter/receipts.html", context)


def _day(request: HttpRequest, today: dt.date) -> dt.date:
    try:
        return min(dt.date.fromisoformat(request.GET.get("ngay", "")), today)
    except ValueError:
        return today


def _net(seen: list[looking.Seen], back: list[Any]) -> int | None:
    """Return what is left of the day's money after what was given back; None where nothing was."""
    return sum(o.total for o in seen if o.stands) - sum(r.total for r in back) if back else None


def _totals(seen: list[looking.Seen], back: list[Any]) -> list[dict[str, object]]:
    """Return the sums by way of paying, and after them what was given back that day, below nought."""
    found = []
    for way, label in money.WAYS.items():
        mine = [one for one in seen if one.way == way and one.stands]
        if mine:
            found.append({"label": label, "count": len(mine), "phi": sum(o.phi for o in mine), "le_phi": sum(o.le_phi for o in mine),
                          "total": sum(o.total for o in mine)})  # fmt: skip
    for way, label in money.WAYS.items():
        out = [one for one in back if one.way == way]
        if out:
            found.append({"label": label, "back": True, "count": len(out), "phi": -sum(r.phi for r in out),
                          "le_phi": -sum(r.le_phi for r in out), "total": -sum(r.total for r in out)})  # fmt: skip
    return found


@staff_only(*COUNTER)
@require_GET
def receipt(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    """Show one receipt with everything on it, and what may be done with it."""
    return render(request, "counter/receipt.html", _receipt_context(request, _opened(request, receipt_id)))


def _opened(request: HttpRequest, receipt_id: uuid.UUID) -> Opened:
    try:
        return receipt_papers.opened(receipt_id=receipt_id, actor=request.actor, at=now(request))  # type: ignore[attr-defined]
    except till.NoSuchReceipt:
        raise Http404 from None


def _receipt_context(request: HttpRequest, found: Opened) -> dict[str, object]:
    return frame(request, "receipts") | {
        "receipt": found, "seen": found.seen, "way": money.WAYS[found.seen.way], "unit": configuration.current().unit(found.unit_id).name,
        "fees": [{"line": x, "kind": money.KINDS[x.kind], "relief": money.relief(x.relief) if x.relief else ""} for x in found.lines],
        "refunds": [{"refund": r, "way": money.WAYS[r.way]} for r in found.refunds],
        "dossiers": list(zip(found.seen.codes, (ROOM.dossier(d) for d in found.seen.dossiers), strict=True)),
    }  # fmt: skip


@staff_only(*COUNTER)
@require_GET
def receipt_pdf(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    """Send the receipt to print."""
    try:
        printed = receipt_papers.receipt_pdf(receipt_id=receipt_id, actor=request.actor, at=now(request), printer=wiring.printer(request.actor))  # type: ignore[attr-defined]
    except till.NoSuchReceipt:
        raise Http404 from None
    return documents.pdf(printed.content, printed.name)


@staff_only(*COUNTER)
def void(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    """Ask why a receipt is made void, or make it void."""
    found = _opened(request, receipt_id)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            till.void(receipt_id=receipt_id, reason=form.cleaned_data["reason"], actor=request.actor, at=now(request))  # type: ignore[attr-defined]
        except moves.KNOWN as fault:
            _refuse(form, fault)
        else:
            messages.success(request, _("The receipt is void and keeps its number. The fee is owed again."))
            return redirect("counter_receipt", receipt_id)
    context = _receipt_context(request, found) | {"form": form, "possible": found.may_void, "title": _("Void the receipt"), "does": "void"}
    return render(request, "counter/receipt_act.html", context, status=422 if form.errors else 200)


@staff_only(Role.COLLECTOR, Role.ONE_STOP_HEAD)
def give_back(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    """Ask what is given back and why, or give it back."""
    found = _opened(request, receipt_id)
    language = get_language() or "vi"
    lines = [
        (str(x.id), f"{x.name}, {x.code}: {words.money(x.amount, language=language)}") for x in found.lines if x.refund_id is None and x.amount
    ]
    form = GiveBackForm(request.POST if request.method == "POST" else None, lines=lines, paid=found.seen.way)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            till.give_back(
                receipt_id=receipt_id, line_ids=[uuid.UUID(x) for x in data["lines"]], way=data["way"], reason=data["reason"],
                basis=data["basis"], reference=data["reference"], actor=request.actor, at=now(request),  # type: ignore[attr-defined]
            )  # fmt: skip
        except moves.KNOWN as fault:
            _refuse(form, fault)
        else:
            messages.success(request, _("The money has been given back and stands in your shift."))
            return redirect("counter_receipt", receipt_id)
    context = _receipt_context(request, found) | {
        "form": form, "possible": found.may_give_back, "title": _("Give the money back"), "does": "give_back",
    }  # fmt: skip
    return render(request, "counter/receipt_act.html", context, status=422 if form.errors else 200)
