"""Papers on their way: receiving them bundle by bundle, saying what is missing, settling what comes back, the trail."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua import wiring
from motcua.domain.hours import local
from motcua.domain.papers import bundles, rights
from motcua.domain.papers.transfers import TransferNotPossible
from motcua.domain.permissions.roles import Actor
from motcua.ports.post import PostAway
from motcua.queries import configuration
from motcua.queries import transfers as looked_up
from motcua.services.papers import posting, reading, transfers
from motcua.services.papers.reading import NotAllowed
from motcua.services.papers.transfers import Missing
from motcua.web.shared import sure
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import chain_forms, given
from motcua.web.shared.dossiers.rooms import Room
from motcua.web.shared.papers import parcels as questions_of
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import travel

REFUSED = (TransferNotPossible, NotAllowed, PostAway)
KINDS = ("originals", "certified", "copies")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def receive(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what waits to be received; tick what a scanner reads, or receive what is ticked."""
    at = now(request)
    found = reading.to_receive(actor=_actor(request), at=at)
    ticked = {one for text in request.POST.getlist("line") if (one := as_id(text)) is not None}
    scanned, wrong = request.POST.get("scan", "").strip(), ""
    if request.method == "POST" and not scanned and request.POST.get("act") == "receive":
        return _received(request, room, ticked)
    if scanned:
        label = bundles.read_label(scanned)
        here = [one.id for one in found if one.label.upper() == label]
        ticked |= set(here)
        wrong = "" if here else _("No bundle with the label %(label)s waits here.") % {"label": label or scanned[:40]}
    groups: dict[str, list[dict[str, object]]] = {}
    for one in found:
        groups.setdefault(one.from_unit, []).append({"line": one, "ticked": one.id in ticked})
    context = room.frame(request) | {
        "groups": sorted(groups.items()), "wrong": wrong, "scanned": scanned if not wrong else "", "count": len(ticked),
        "room_key": room.key, "places": _places(room),
    }  # fmt: skip
    return render(request, "motcua/papers/receive.html", context, status=422 if wrong else 200)


def _received(request: HttpRequest, room: Room, ticked: set[uuid.UUID]) -> HttpResponse:
    if not ticked:
        messages.error(request, _("Tick at least one bundle first, or scan its label."))
        return redirect(f"{room.key}_papers")
    try:
        count = transfers.receive(line_ids=ticked, actor=_actor(request), at=now(request))
        messages.success(request, ngettext("%(n)s bundle is yours now.", "%(n)s bundles are yours now.", count) % {"n": count})
    except REFUSED as fault:
        messages.error(request, travel.why(fault))
    return redirect(f"{room.key}_papers")


def sent(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what this side sent and nobody received yet; settle one line: sent again, or taken back."""
    if request.method == "POST":
        return _settled(request, room)
    only = request.GET.get("only", "")
    found = reading.sent(actor=_actor(request), at=now(request), only=only)
    days = configuration.current().setting("paper_receipt_days", local(now(request)).date())
    context = room.frame(request) | {
        "rows": found, "only": only, "days": days, "room_key": room.key, "places": _places(room),
        "words": travel.CARRIED,
    }  # fmt: skip
    return render(request, "motcua/papers/sent.html", context)


def _settled(request: HttpRequest, room: Room) -> HttpResponse:
    line_id = as_id(request.POST.get("line", ""))
    act = {"again": transfers.send_again, "back": transfers.withdraw}.get(request.POST.get("act", ""))
    if line_id is None or act is None:
        raise Http404
    try:
        act(line_id=line_id, actor=_actor(request), at=now(request))
        messages.success(request, _("Sent again: it waits to be received.") if act is transfers.send_again else _("The papers are back with you."))
    except REFUSED as fault:
        messages.error(request, travel.why(fault))
    return redirect(f"{room.key}_papers_sent")


def dispute(request: HttpRequest, room: Room, line_id: uuid.UUID) -> HttpResponse:
    """Ask what is missing in a bundle, paper by paper, and send it back to the sender's list."""
    try:
        line, papers = reading.to_dispute(line_id=line_id, actor=_actor(request), at=now(request))
    except NotAllowed:
        raise Http404 from None
    error = ""
    if request.method == "POST":
        counts = [Missing(p.id, **{kind: given.whole(request.POST, f"{kind}-{p.id}") for kind in KINDS}) for p in papers]
        try:
            transfers.dispute(line_id=line_id, missing=counts, said=given.text(request.POST, "said"), actor=_actor(request), at=now(request))
        except REFUSED as fault:
            error = travel.why(fault)
        else:
            messages.success(request, _("%(label)s: the sender sees what is missing.") % {"label": line.label})
            return redirect(f"{room.key}_papers")
    rows = [
        {"paper": p, "counts": [
            {"kind": kind, "id": f"{kind}-{p.id}", "given": getattr(p, kind), "typed": request.POST.get(f"{kind}-{p.id}", "")}
            for kind in KINDS if getattr(p, kind)
        ]} for p in papers
    ]  # fmt: skip
    said = Question(name="said", label=_("In words"), kind="textarea", value=request.POST.get("said", ""), optional=True,
                    shape={"rows": 3, "most": 1000}, errors=[error] if error else [])  # fmt: skip
    context = room.frame(request) | {"line": line, "rows": rows, "said": said, "links": [("id_said", error)] if error else [], "room_key": room.key}
    return render(request, "motcua/papers/dispute.html", context, status=422 if error else 200)


def of_dossier(request: HttpRequest, room: Room, dossier_id: uuid.UUID) -> HttpResponse:
    """Show where the papers of a dossier are and were; send a bundle that lies here to another unit, by hand or by post."""
    actor, at = _actor(request), now(request)
    try:
        code, found = reading.trail(dossier_id=dossier_id, actor=actor, at=at)
    except NotAllowed:
        raise Http404 from None
    mine = actor.units_as(*rights.HOLDERS)
    here = [b for b in found if b.holder == "unit" and str(b.unit_id) in mine and not b.state]
    error = ""
    if request.method == "POST":
        try:
            done = _send(request, [b.id for b in here])
        except REFUSED as fault:
            error = travel.why(fault)
        else:
            messages.success(request, _("The papers are on their way: slip %(number)s.") % {"number": done.number})
            return redirect(f"{room.key}_papers_of", dossier_id)
    questions = _send_questions(request.POST, [error] if error else [])
    context = room.frame(request) | {
        "code": code, "bundles": found, "here": here, "questions": questions, "units": chain_forms.unit_options(local(at).date()),
        "links": [("id_unit", error)] if error else [], "dossier_url": room.dossier(dossier_id), "room_key": room.key,
        "words": travel.CARRIED,
    }  # fmt: skip
    return render(request, "motcua/papers/trail.html", context, status=422 if error else 200)


def _send(request: HttpRequest, here: list[uuid.UUID]) -> transfers.Sent:
    unit = named_unit(given.text(request.POST, "unit"))
    if unit is None:
        raise TransferNotPossible("no_unit")
    parcel = None
    if given.text(request.POST, "way") == "post":
        config = configuration.current()
        name = config.unit(unit).name
        address = config.unit_texts[str(unit)].address or name
        parcel = posting.announce(
            post=wiring.post(), carrier=questions_of.chosen(given.text(request.POST, "carrier")), name=name, address=address, actor=_actor(request),
            waybill=given.text(request.POST, "waybill"),
        )  # fmt: skip
    return transfers.send(bundle_ids=here, to_unit=unit, actor=_actor(request), at=now(request), posting=parcel)


def _send_questions(data: QueryDict, errors: list[str]) -> list[Question]:
    ways = [("hand", _("By hand")), ("post", _("By post"))]
    return [
        Question(name="unit", label=_("To which unit"), value=data.get("unit", ""), help_text=_("Type part of its name."),
                 errors=errors, attrs={"list": "units", "autocomplete": "off"}),
        Question(name="way", label=_("How they go"), kind="radios", value=data.get("way", "hand"), shape={"choices": ways, "inline": True}),
        *questions_of.post_questions(data),
    ]  # fmt: skip


def named_unit(text: str) -> uuid.UUID | None:
    """Return the unit named as in the list: “name (code)”, or its code alone."""
    code = text.rpartition("(")[2].removesuffix(")").strip() or text
    found = configuration.current().by_code.get(code, [])
    return found[-1].id if found else None


def label(request: HttpRequest, bundle_id: uuid.UUID) -> HttpResponse:
    """Send the label of a bundle as a PDF."""
    try:
        content = reading.label(bundle_id=bundle_id, actor=_actor(request), at=now(request), printer=wiring.printer(_actor(request)))
    except NotAllowed:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="nhan-ho-so.pdf"'
    return response


def parcels(request: HttpRequest, room: Room) -> HttpResponse:
    """Show the parcels of this side; write down what the post says of one."""
    if request.method == "POST":
        return _said(request, room)
    everything = request.GET.get("all", "") != ""
    found = reading.parcels(actor=_actor(request), at=now(request), under_way=not everything, waybill=request.GET.get("waybill", ""))
    rows = [{"parcel": p, "said": travel.CARRIED[p.carried], "next": [(value, travel.CARRIED[value]) for value in p.next]} for p in found]
    context = room.frame(request) | {"rows": rows, "everything": everything, "waybill": request.GET.get("waybill", ""), "room_key": room.key}
    return render(request, "motcua/papers/parcels.html", context)


def _said(request: HttpRequest, room: Room) -> HttpResponse:
    told = request.POST.get("told", "")
    if told not in travel.CARRIED:
        raise Http404
    page = _sure(request, room, told)
    if page is not None:
        return page
    try:
        posting.carry(
            waybill=request.POST.get("waybill", ""), told=posting.Carried(told), actor=_actor(request), at=now(request),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, _("%(waybill)s: %(said)s.") % {"waybill": request.POST.get("waybill", ""), "said": travel.CARRIED[told]})
    except REFUSED as fault:
        messages.error(request, travel.why(fault))
    return redirect(f"{room.key}_parcels")


def _sure(request: HttpRequest, room: Room, told: str) -> HttpResponse | None:
    """Ask before a parcel's last word: nothing can be said of it afterwards. What comes back comes back for a reason."""
    if told not in (posting.Carried.DELIVERED.value, posting.Carried.RETURNED.value):
        return None
    back = told == posting.Carried.RETURNED.value
    return sure.asked(
        request, title=f"{request.POST.get('waybill', '')}: {travel.CARRIED[told]}", back=reverse(f"{room.key}_parcels"),
        text=_("After this nothing more can be written down for this parcel. Compare the waybill number once more."),
        button=_("Write it down"), frame=room.frame(request), reason=_("Why it could not be delivered") if back else "",
    )  # fmt: skip


def _places(room: Room) -> list[tuple[str, str]]:
    return [(f"{room.key}_papers", _("To receive")), (f"{room.key}_papers_sent", _("Sent")), (f"{room.key}_parcels", _("Parcels"))]


def counts(actor: Actor, request: HttpRequest) -> looked_up.PaperNumbers:
    """Return the numbers beside the room's links to papers."""
    return looked_up.numbers(actor=actor, at=now(request))


def as_id(text: str) -> uuid.UUID | None:
    """Return the id a text holds, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
