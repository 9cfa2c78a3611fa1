"""Pages of known counters: which computers are trusted after one full sign-in a shift, and making this one such."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.counters.shifts import Device
from motcua.domain.hours import local
from motcua.queries import counters as counter_queries
from motcua.services import counters as counter_service
from motcua.services.counters import CounterProblem, NotRegistrar
from motcua.web.console import room, words
from motcua.web.console.fields import Line, One, unit_choices, unit_name
from motcua.web.shared import counter_session, sure
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only

HERE = "console_counters"


KINDS = {
    Device.COUNTER: pgettext_lazy("device", "counter: this computer"),
    Device.KIOSK: pgettext_lazy("device", "kiosk that gives out numbers"),
    Device.SCREEN: pgettext_lazy("device", "screen of the waiting room"),
}


SHORT = {
    Device.COUNTER: pgettext_lazy("device", "counter"),
    Device.KIOSK: KINDS[Device.KIOSK],
    Device.SCREEN: KINDS[Device.SCREEN],
}
REVOKED = {
    Device.COUNTER: gettext_lazy("No PIN opens this counter any more; whoever worked there has to sign in fully."),
    Device.KIOSK: gettext_lazy("This kiosk gives out no numbers any more."),
    Device.SCREEN: gettext_lazy("This screen shows no numbers any more."),
}


class CounterForm(Form):
    """A known device: this computer as a counter, or a kiosk or screen elsewhere."""

    kind = One(label=pgettext_lazy("device", "What it is"), radios=True, missing=gettext_lazy("Choose what it is."),
               choices=[(kind.value, label) for kind, label in KINDS.items()])  # fmt: skip

    unit = One(label=pgettext_lazy("counter", "One-stop office"), missing=words.COUNTERS["no_one_stop"])
    name = Line(label=gettext_lazy("Name of the counter"), most=40, missing=words.COUNTERS["name_missing"],
                help_text=gettext_lazy("It is shown and called in the waiting room."))  # fmt: skip

    def __init__(self, *given: object, units: list[tuple[str, str]]) -> None:
        super().__init__(*given, initial={"unit": units[0][0] if len(units) == 1 else "", "kind": "counter"})  # type: ignore[arg-type]
        self.fields["unit"].choices = [*self.fields["unit"].choices, *units]  # type: ignore[attr-defined]


@staff_only(*room.COUNTERS)
def counters(request: HttpRequest) -> HttpResponse:
    """List the known counters; posting makes this very computer one."""
    actor, today = request.actor, local(request.now).date()  # type: ignore[attr-defined]
    units = unit_choices(counter_queries.units_to_register(actor, today))
    form = CounterForm(room.posted(request), units=units)
    token = _registered(request, form) if request.method == "POST" and form.is_valid() else ""
    if token and form.cleaned_data["kind"] != Device.COUNTER.value:
        link = f"{settings.ENVIRONMENT.public_url}{reverse('counter_device', args=[token])}"
        return room.draw(request, "device_shown", {"link": link, "name": form.cleaned_data["name"]}, current=HERE)
    if token:
        messages.success(request, _("This computer is a known counter from now on. Sign out and sign in once: the shift begins then."))
        response = redirect(HERE)
        counter_session.give(response, token)
        return response
    lines = [
        {"id": one.id, "unit": unit_name(one.unit), "name": one.name, "kind": SHORT[one.kind], "registered_at": one.registered_at,
         "registered_by": one.registered_by, "revoked_at": one.revoked_at}
        for one in counter_queries.of_actor(actor)
    ]  # fmt: skip
    context = {"form": form, "counters": lines, "here": counter_session.here(request)}
    return room.draw(request, "counters", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.COUNTERS)
@post_or_back(HERE)
def revoke(request: HttpRequest, counter_id: uuid.UUID) -> HttpResponse:
    """Take the trust from a computer."""
    page = sure.asked(
        request, title=_("Revoke this device?"), text=_("It no longer opens. To use it again, register it anew at the device itself."),
        button=_("Revoke the device"), back=reverse(HERE), frame=room.frame(request, HERE),
    )  # fmt: skip
    if page is not None:
        return page
    try:
        kind = counter_service.revoke(counter_id=counter_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except NotRegistrar:
        messages.error(request, words.NOT_ADMINISTERED)
    else:
        messages.success(request, REVOKED[kind])
    return redirect(HERE)


def _registered(request: HttpRequest, form: CounterForm) -> str:
    data = form.cleaned_data
    try:
        _counter_id, token = counter_service.register(
            unit_id=uuid.UUID(data["unit"]), name=data["name"], actor=request.actor, at=request.now,  # type: ignore[attr-defined]
            kind=Device(data["kind"]),
        )  # fmt: skip
    except NotRegistrar:
        form.add_error(None, words.NOT_ADMINISTERED)
        return ""
    except CounterProblem as refused:
        form.add_error("unit" if refused.code == "no_one_stop" else "name", words.COUNTERS[refused.code])
        return ""
    return token
