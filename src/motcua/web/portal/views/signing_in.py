"""Citizens sign in through the identity provider alone; in a demonstration a pretend provider's page stands in for it."""

from __future__ import annotations

import logging
import secrets

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from motcua import wiring
from motcua.connectors import pretend_identity
from motcua.domain.people.identity import NotValid, parse_citizen_number
from motcua.domain.permissions.roles import VISITOR
from motcua.ports.identity_provider import NotVouched, Vouched
from motcua.services import citizens
from motcua.web.portal import pages
from motcua.web.shared.actors import CITIZEN_SESSION, now
from motcua.web.shared.guards import public
from motcua.web.shared.wording import identity as identity_wording

PENDING = "sign_in"
log = logging.getLogger("motcua.sign_in")

WHY = {
    "cancelled": _("You have not been signed in, because the sign-in was cancelled."),
    "expired": _("You have not been signed in, because it took too long. Please begin again."),
    "altered": _(
        "You have not been signed in, because the answer could not be verified. Please begin again."
    ),
    "unavailable": _(
        "The identity service does not answer just now. Please try again in a few minutes, or come to the counter."
    ),
    "number": _(
        "You have not been signed in: the identity service gave no personal identity number. Please come to the counter."
    ),
}


@public
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Say how one signs in and why; what was typed before is kept meanwhile."""
    target = _safe(request, request.GET.get("next", ""))
    if request.citizen.kind is not VISITOR.kind:  # type: ignore[attr-defined]
        return HttpResponseRedirect(target or reverse("my_dossiers"))
    start = (
        f"{reverse('citizen_sign_in_start')}?{urlencode({'next': target})}"
        if target
        else reverse("citizen_sign_in_start")
    )
    context = {"provider": wiring.identity_provider(), "start": start, "kept": "aside" in request.session,
               "why": WHY.get(request.GET.get("why", ""), "")}  # fmt: skip
    return pages.show(request, "portal/sign_in.html", context)


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the identity provider."""
    provider = wiring.identity_provider()
    if provider is None:
        return pages.to("citizen_sign_in")
    state = secrets.token_urlsafe(24)
    try:
        begun = provider.start(back=_back(request), state=state)
    except NotVouched as fault:
        return _refused(fault.why)
    target = _safe(request, request.GET.get("next", ""))
    request.session[PENDING] = {"state": state, "next": target, "keep": dict(begun.keep)}
    return HttpResponseRedirect(begun.address)


@public
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take in who the provider vouches for; the session gets a new key."""
    provider, pending = wiring.identity_provider(), request.session.pop(PENDING, None)
    if provider is None or not pending:
        return _refused("expired")
    if not secrets.compare_digest(request.GET.get("state", ""), pending["state"]):
        return _refused("altered")
    try:
        vouched = provider.finish(parameters=request.GET.dict(), keep=pending["keep"], back=_back(request))
        citizen_id = citizens.sign_in(vouched=vouched, at=now(request))
    except NotVouched as fault:
        return _refused(fault.why)
    except citizens.NotACitizenNumber:
        return _refused("number")
    request.session.cycle_key()
    request.session[CITIZEN_SESSION] = str(citizen_id)
    return HttpResponseRedirect(pending["next"] or reverse("my_dossiers"))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the citizen's session; a member of staff in the same browser stays signed in."""
    if request.session.get("_auth_user_id"):
        for name in (CITIZEN_SESSION, PENDING, "aside"):
            request.session.pop(name, None)
        request.session.cycle_key()
    else:
        request.session.flush()
    return pages.to("portal_home")


@public
def pretend(request: HttpRequest) -> HttpResponse:
    """Let one choose an invented person, or type a number and a name; only in a demonstration."""
    provider = wiring.pretend_identity()
    if provider is None:
        raise Http404
    state = request.GET.get("state", "")
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        vouched = _chosen(request, errors)
        if vouched is not None:
            answer = provider.answer(vouched=vouched, state=state)
            return HttpResponseRedirect(f"{reverse('citizen_sign_in_back')}?{urlencode(answer)}")
    context = {"people": pretend_identity.CITIZENS, "errors": errors, "typed": request.POST}
    return pages.show(request, "portal/pretend.html", context, status=422 if errors else 200)


def _chosen(request: HttpRequest, errors: list[tuple[str, str]]) -> Vouched | None:
    number, name = request.POST.get("person", ""), request.POST.get("name", "").strip()
    for known in pretend_identity.CITIZENS:
        if known.identity == number:
            return known
    try:
        typed = parse_citizen_number(request.POST.get("identity", "")).value
    except NotValid as wrong:
        errors.append(("id_identity", identity_wording.say(wrong)))
        return None
    if not name:
        errors.append(("id_name", str(_("Enter a name, for example Nguyễn Văn An."))))
        return None
    return Vouched(provider=pretend_identity.NAME, subject=typed, name=name[:100], identity=typed)


def _refused(why: str) -> HttpResponse:
    return pages.to("citizen_sign_in", query=urlencode({"why": why}))


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("citizen_sign_in_back"))


def _safe(request: HttpRequest, target: str) -> str:
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and target.startswith("/") else ""
