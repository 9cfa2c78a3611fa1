"""Entering a slip later (nhập bù): the counter's own screens with the slip's code, the true time and a second person.

The screens reckon by today's rules; what is entered is judged, priced and given its clock by those of the true day.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django_htmx.http import HttpResponseClientRedirect

from motcua.domain.certification.deeds import Deed
from motcua.domain.counters.pins import LENGTH
from motcua.domain.fallback.rights import RECEIVERS, Act
from motcua.domain.fallback.rules import EntryState, moment
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import counters
from motcua.queries import fallback as looking
from motcua.queries.counter_configuration import Known
from motcua.services import desk_shifts, pins
from motcua.services.fallback import entries
from motcua.services.fallback.entries import OfPaper
from motcua.services.fallback.refusals import FallbackRefused, NotThere
from motcua.services.fallback.screens import Screen
from motcua.web.counter import (
    certification_page,
    certification_state,
    certification_views,
    fallback_views,
    intake_page,
    intake_state,
    intake_views,
)
from motcua.web.counter.frame import frame
from motcua.web.shared import counter_session
from motcua.web.shared.actors import now
from motcua.web.shared.dossiers import given
from motcua.web.shared.guards import staff_only
from motcua.web.shared.questions import Question
from motcua.web.shared.wording import fallback

Said = dict[str, list[str]]
PIN_REFUSED = (desk_shifts.NoShift, desk_shifts.TooManyTries, pins.PinWrong, pins.PinLocked, pins.NoPin)
_BOXES = {"code": "slip_code", "received_at": "true_time", "late_reason": "late_reason", "second": "second"}


@dataclass(frozen=True)
class Late:
    """The outage the entry hangs on, and what was read off the slip so far."""

    outage: looking.OutageLine
    data: QueryDict

    @property
    def units(self) -> tuple[str, ...]:
        return (str(self.outage.unit_id),)


@staff_only(*RECEIVERS)
@sensitive_post_parameters("second_pin")
def dossier(request: HttpRequest, outage_id: uuid.UUID) -> HttpResponse:
    """Show the counter's screen for a slip, take it a step further, or enter it."""
    outage = _outage(request, outage_id)
    if request.method != "POST":
        state = intake_state.fresh(request, (str(outage.unit_id),))
        return _draw_dossier(request, Late(_begun(outage, state.data), state.data), state, {})
    state = intake_state.sent(request, (str(outage.unit_id),))
    late = Late(outage, state.data)
    assert state.walk_in is not None
    if request.POST.get("do") != "receive":
        return _draw_dossier(request, late, state, intake_page.messages(state, [], everything=False))
    said = intake_page.messages(state, [], everything=True)
    if not said:
        try:
            return _enter(request, late, state.walk_in, said)
        except intake_views.REFUSALS as fault:
            said = intake_views.refused(fault, state)
        except FallbackRefused as fault:
            said = _by_box(fault)
        except PIN_REFUSED as fault:
            said = {"second_pin": [_say_pin(fault)]}
    return _draw_dossier(request, late, state, said, status=422)


@staff_only(*RECEIVERS)
@sensitive_post_parameters("second_pin")
def certification(request: HttpRequest, outage_id: uuid.UUID) -> HttpResponse:
    """Show the certification desk for a slip, take it a step further, or enter it."""
    outage = _outage(request, outage_id)
    units = (str(outage.unit_id),)
    if request.method != "POST":
        deed = Deed.SIGNATURE if request.GET.get("loai") == "chu-ky" else Deed.COPY
        screen = certification_state.fresh(request, deed, units)
        return _draw_certification(request, Late(_begun(outage, screen.data), screen.data), screen, {})
    screen = certification_state.sent(request, units)
    late = Late(outage, screen.data)
    said = certification_page.messages(screen, [], [])
    if request.POST.get("do") != "receive":
        return _draw_certification(request, late, screen, {"card": said["card"]} if "card" in said else {})
    if not said:
        try:
            return _enter(request, late, certification_state.desk(screen), said)
        except certification_views.REFUSALS as fault:
            said = certification_views.refused(fault, screen)
        except FallbackRefused as fault:
            said = _by_box(fault)
        except PIN_REFUSED as fault:
            said = {"second_pin": [_say_pin(fault)]}
    return _draw_certification(request, late, screen, said, status=422)


def _outage(request: HttpRequest, outage_id: uuid.UUID) -> looking.OutageLine:
    """Return the outage of a counter at which the actor receives."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = looking.outage(outage_id, looking.reach(actor, Act.ENTER) & set(intake_state.units_of(actor)))
    if found is None:
        raise Http404
    return found


def _begun(outage: looking.OutageLine, data: QueryDict) -> looking.OutageLine:
    """Fill in the day of the outage: most slips are of that day."""
    data["true_day"] = f"{local(outage.began_at):%d/%m/%Y}"
    return outage


def _enter(request: HttpRequest, late: Late, screen: Screen, said: Said) -> HttpResponse:
    """Enter the slip; raises what the services raise, with nothing stored."""
    data, actor = late.data, request.actor  # type: ignore[attr-defined]
    received_at = moment(given.text(data, "true_day"), given.text(data, "true_time"))
    if received_at is None:
        raise FallbackRefused(("received_at", "moment"))
    paper = OfPaper(given.text(data, "slip_code"), received_at, given.text(data, "paper_receipt"), given.text(data, "late_reason"))
    try:
        made = entries.enter(
            screen, paper=paper, outage_id=late.outage.id, actor=actor, at=now(request), key=given.text(data, "key"), second=_second(request, data)
        )
    except NotThere:
        raise Http404 from None
    messages.success(request, fallback_views.say_done(made.state, made.slip.code))
    if made.state == EntryState.DONE.value:
        target = reverse("counter_certified" if made.what == "certification" else "counter_received", args=[made.dossier_id])
    else:
        target = reverse("counter_outage", args=[late.outage.id])
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def _second(request: HttpRequest, data: QueryDict) -> Actor | None:
    """Return the colleague who typed their PIN; None where nobody did: then they confirm from their own list."""
    pin = "".join(sign for sign in request.POST.get("second_pin", "") if sign.isdigit())
    chosen = given.text(data, "second")
    counter = _counter(request)
    if not pin or counter is None:
        return None
    person = next((one for one in _people(request) if str(one.id) == chosen), None)
    if person is None:
        raise FallbackRefused(("second", "who"))
    return desk_shifts.vouch(counter=counter, staff_id=person.id, pin=pin, at=now(request))


def _counter(request: HttpRequest) -> Known | None:
    """Return the known counter at which a colleague can vouch by PIN; nobody's PIN is asked for in practice."""
    return counter_session.here(request) if request.actor.learner is None else None  # type: ignore[attr-defined]


def _people(request: HttpRequest) -> list[counters.Person]:
    """Return who else signed in at this counter today and can prove themself by PIN."""
    counter = _counter(request)
    found = counters.people_at(counter.id, at=now(request)) if counter else []
    return [one for one in found if str(one.id) != request.actor.id]  # type: ignore[attr-defined]


def _say_pin(refused: Exception) -> str:
    match refused:
        case pins.PinWrong():
            return _("This is not the PIN of the second person.") + " " + (
                ngettext("%(n)s try is left.", "%(n)s tries are left.", refused.left) % {"n": refused.left}
            )
        case pins.PinLocked():
            return _("Too many wrong PINs. Sign in with password and code; after that the PIN works again.")
        case desk_shifts.TooManyTries():
            return _("Too many PINs were typed at this counter. Wait five minutes, or sign in with password and code.")
    return _("The second person has no PIN or no shift at this counter today. Leave the PIN empty; they confirm from their own list.")


def _by_box(fault: FallbackRefused) -> Said:
    return {_BOXES.get(name, name): messages_ for name, messages_ in fallback.by_field(fault).items()}


def _fields(request: HttpRequest, late: Late, said: Said) -> dict[str, object]:
    """Return the questions about the slip, and what the head of the page says of the outage."""
    def ask(name: str, label: str, width: int, **more: object) -> Question:
        attrs = {"autocomplete": "off", **(more.pop("attrs", None) or {})}  # type: ignore[dict-item]
        value = "" if name == "second_pin" else late.data.get(name) or ""
        return Question(name=name, label=label, value=value, errors=said.get(name, ()), attrs=attrs, shape={} if "kind" in more else {"width": width}, **more)  # type: ignore[arg-type]

    asked = [
        ask("slip_code", _("Code on the slip"), 30, attrs={"spellcheck": "false", "placeholder": "…-261116-0007"}),
        ask("true_day", _("Received on"), 10, attrs={"placeholder": "17/11/2026"}),
        ask("true_time", _("Received at (hour on the slip)"), 5, attrs={"placeholder": "09:40"}),
        ask("paper_receipt", _("Receipt written by hand: symbol, number"), 20, optional=True),
    ]  # fmt: skip
    if said.get("late_reason") or late.data.get("late_reason") or entries.too_late(late.outage.began_at, now(request)):
        asked.append(ask("late_reason", _("Why it comes so late"), 30, help_text=_("After the allowed days the province decides.")))
    people = _people(request)
    if people:
        choices = [("", ""), *((str(one.id), one.name) for one in people)]
        asked.append(Question(name="second", label=_("Second person"), kind="select", value=late.data.get("second") or "", errors=said.get("second", ()),
                              shape={"choices": choices}, optional=True))  # fmt: skip
        asked.append(ask("second_pin", _("PIN of the second person"), 10, optional=True,
                         kind="password", attrs={"inputmode": "numeric", "maxlength": str(LENGTH)}))  # fmt: skip
    return {"late": late, "late_fields": asked, "outage": late.outage, "kind": fallback.KINDS[late.outage.kind], "by_pin": bool(people)}


def _draw_dossier(request: HttpRequest, late: Late, state: intake_state.State, said: Said, *, status: int = 200) -> HttpResponse:
    page = intake_page.context(request, state, said, focus=request.POST.get("do") != "quote")
    post_url = reverse("counter_late_dossier", args=[late.outage.id])
    return _draw(request, "counter/receive.html", frame(request, "fallback") | page | _fields(request, late, said) | {"post_url": post_url}, status)


def _draw_certification(request: HttpRequest, late: Late, screen: certification_state.Screen, said: Said, *, status: int = 200) -> HttpResponse:
    page = certification_page.context(request, screen, said, focus=request.POST.get("do") != "quote")
    post_url = reverse("counter_late_certification", args=[late.outage.id])
    context = frame(request, "fallback") | page | _fields(request, late, said) | {"titles": certification_page.titles(), "post_url": post_url}
    return _draw(request, "counter/certify.html", context, status)


def _draw(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    """Draw the screen with the cursor in the field that comes next; an empty screen begins with the code on the slip."""
    html = render_to_string(template, context, request=request)
    focus = context["focus"] if request.method == "POST" else "id_slip_code"
    if focus:
        html = html.replace(f'id="{focus}"', f'id="{focus}" autofocus data-focus', 1)
    return HttpResponse(html, status=status)
