"""Locking a counter with one key, and opening it or taking it over by PIN: the pages."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from motcua.domain.counters.pins import LENGTH
from motcua.domain.permissions.roles import VISITOR, Actor
from motcua.queries import counters
from motcua.queries.counter_configuration import Known
from motcua.queries.counters import Person
from motcua.services import desk_shifts, kept_forms, pins
from motcua.web.shared import counter_session, locking
from motcua.web.shared.actors import now, practises, staff_actor
from motcua.web.shared.guards import public, staff_only

BACKEND = "django.contrib.auth.backends.ModelBackend"


@staff_only()
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this counter; what was typed on the page comes along and is kept."""
    counter = counter_session.here(request)
    if counter is None or not counter_session.at_a_counter(request):
        return redirect("staff_sign_in")
    actor = request.actor  # type: ignore[attr-defined]
    locking.keep(request, locking.begun_by(request) or actor.id)
    counter_session.lock(request, locking.back_to(request))
    desk_shifts.lock(counter=counter, actor=actor, at=now(request), by_itself=bool(request.GET.get("tu-dong")))
    return redirect("staff_locked")


@staff_only()
@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Note that somebody is typing, so that the counter does not lock under their hands."""
    return HttpResponse(status=204)


@public
@sensitive_post_parameters("pin")
def locked(request: HttpRequest) -> HttpResponse:
    """Show the lock page, or open the counter for the person and PIN that were typed."""
    counter = counter_session.here(request)
    if counter is None:
        return redirect("staff_sign_in")
    if request.method != "POST":
        return locking.lock_page(request, status=200)
    person, pin = _typed(request, counters.people_at(counter.id, at=now(request)))
    if person is None:
        return locking.lock_page(request, error=_wrong(pin), status=422)
    before = _before(request)
    try:
        opened = desk_shifts.open_by_pin(counter=counter, staff_id=person.id, pin=pin, before=before, at=now(request))
    except (desk_shifts.NoShift, desk_shifts.TooManyTries, pins.PinWrong, pins.PinLocked, pins.NoPin) as refused:
        return locking.lock_page(request, error=_say(refused, person), chosen=str(person.number), status=422)
    return _enter(request, counter, opened, same=before.id == opened.actor.id)


@staff_only()
def kept(request: HttpRequest) -> HttpResponse:
    """Show what was being typed when the counter was locked, to go on with it or throw it away."""
    counter, actor = counter_session.here(request), request.actor  # type: ignore[attr-defined]
    staff_id = uuid.UUID(actor.id)
    if request.method == "POST":
        kept_forms.drop(form_id=request.POST.get("form", ""), staff_id=staff_id)
        return redirect("staff_kept")
    forms = _kept(request, counter, staff_id) if counter else []
    if not forms:
        return HttpResponseRedirect(_home(request))
    shown = [{"kept": one, "fields": _without_the_act(one)} for one in forms]
    return render(request, "motcua/kept_forms.html", {"forms": shown})


def _typed(request: HttpRequest, people: list[Person]) -> tuple[Person | None, str]:
    """Return who is meant and their PIN: the key of the person and then the PIN, or the person ticked and the PIN."""
    digits = "".join(sign for sign in request.POST.get("pin", "") if sign.isdigit())
    chosen = request.POST.get("who", "")
    if len(digits) == LENGTH + 1:
        chosen, digits = digits[0], digits[1:]
    person = next((one for one in people if str(one.number) == chosen), None)
    return (person if len(digits) == LENGTH else None), digits


def _before(request: HttpRequest) -> Actor:
    """Return whose session stands here, locked or not."""
    return staff_actor(request) if counter_session.at_a_counter(request) else VISITOR


def _enter(request: HttpRequest, counter: Known, opened: desk_shifts.Opened, *, same: bool) -> HttpResponse:
    """Give the person a session under a new key: their own again, or one with nothing of the other's in it."""
    back = request.session.get(counter_session.BACK, "") if same else ""
    if same:
        request.session.cycle_key()
        request.session.pop(counter_session.BACK, None)
    else:
        request.session.flush()
        login(request, get_user_model().objects.get(pk=opened.actor.id), backend=BACKEND)
        request.session["second_factor"] = True
    counter_session.sit_down(request, counter, opened.until)
    if _kept(request, counter, uuid.UUID(opened.actor.id)):
        return redirect("staff_kept")
    return HttpResponseRedirect(back if back.startswith(locking.STAFF_ROOMS) else _landing(opened.actor))


def _kept(request: HttpRequest, counter: Known, staff_id: uuid.UUID) -> list[kept_forms.Kept]:
    return kept_forms.of(counter_id=counter.id, staff_id=staff_id, at=now(request), practised=practises(request) is not None)


def _without_the_act(form: kept_forms.Kept) -> kept_forms.Pairs:
    """Return the fields; on the clerk's screen the pressed button is left out, so that it is looked at again first."""
    if form.path.split("?")[0] != reverse("counter_receive"):
        return form.fields
    return [(name, value) for name, value in form.fields if name != "do"] + [("do", "next")]


def _landing(actor: Actor) -> str:
    from motcua.web.shared.signing_in import landing

    return reverse(landing(actor))


def _home(request: HttpRequest) -> str:
    return _landing(request.actor)  # type: ignore[attr-defined]


def _wrong(pin: str) -> str:
    if len(pin) != LENGTH:
        return _("Type the number in front of your name, then the six digits of your PIN.")
    return _("Nobody has this number here. Look at the list and type your number and your PIN.")


def _say(refused: Exception, person: Person) -> str:
    match refused:
        case pins.PinWrong():
            left = ngettext("%(n)s try is left.", "%(n)s tries are left.", refused.left) % {"n": refused.left}
            return _("This is not the PIN of %(name)s.") % {"name": person.name} + " " + left
        case pins.PinLocked():
            return _("Too many wrong PINs. Sign in with password and code; after that the PIN works again.")
        case pins.NoPin():
            return _("%(name)s has no PIN yet. Sign in with password and code, then choose one under “My PIN”.") % {"name": person.name}
        case desk_shifts.TooManyTries():
            return _("Too many PINs were typed at this counter. Wait five minutes, or sign in with password and code.")
    return _("The shift is over. Sign in with password and code.")


def welcome(request: HttpRequest, actor: Actor) -> None:
    """After a full sign-in at a known counter: begin the shift there, and say what is missing for unlocking it."""
    counter = counter_session.here(request)
    until = desk_shifts.begin(counter=counter, actor=actor, at=now(request)) if counter else None
    if counter is None or until is None:
        return
    counter_session.sit_down(request, counter, until)
    if not counters.has_pin(uuid.UUID(actor.id)):
        messages.info(request, _("Choose a PIN under “My PIN”: with it you unlock this counter within seconds until the end of your shift."))


def leave(request: HttpRequest) -> None:
    """Before signing out at a known counter: end the shift there."""
    counter, actor = counter_session.here(request), staff_actor(request)
    if counter is not None and counter_session.at_a_counter(request) and actor.kind is not VISITOR.kind:
        desk_shifts.end(counter=counter, actor=actor, at=now(request))
