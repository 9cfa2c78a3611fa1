"""Staff sign in: password first, then the second factor; both are rate-limited per account and address."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

import segno
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from motcua.domain.permissions.roles import Actor, ActorKind, Role
from motcua.services import accounts
from motcua.web.shared import counter_session, unlocking
from motcua.web.shared.actors import now, staff_actor
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import public
from motcua.web.shared.throttle import Throttle

PENDING, SECRET = "pending_staff", "new_totp"
CODES = Throttle(name="second-factor", limit=6, seconds=300)


class PasswordForm(Form):
    username = forms.CharField(label=_("Account name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class CodeForm(Form):
    code = forms.CharField(
        label=_("Six-digit code"), max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


@public
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Check account name and password; the second factor is asked next."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            request.session.cycle_key()
            request.session[PENDING] = str(user.pk)
            request.session["next"] = _safe(request, request.GET.get("next", ""))
            return redirect("staff_second_factor")
        form.add_error(None, _("The account name or the password is not right. Check both and try again."))
    context = {"form": form, "counter": counter_session.here(request)}
    return render(request, "motcua/sign_in.html", context, status=200 if request.method == "GET" else 422)


@public
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the authenticator; an account without one sets it up here."""
    pending = request.session.get(PENDING)
    if not pending:
        return redirect("staff_sign_in")
    staff_id = uuid.UUID(pending)
    enrolling = not accounts.has_second_factor(staff_id)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not CODES.allows(pending):
            form.add_error(None, _("Too many wrong codes. Wait five minutes, then try again."))
        elif _accepted(request, staff_id, form.cleaned_data["code"], enrolling):
            CODES.forget(pending)
            return _enter(request, staff_id)
        else:
            form.add_error("code", _("This code is not right or has been used. Wait for the next one and type its six digits."))
    context: dict[str, object] = {"form": form, "enrolling": enrolling}
    if enrolling:
        context |= _enrolment(request)
    elif settings.ENVIRONMENT.demo:
        context["demo_code"] = accounts.code_now(staff_id=staff_id, at=now(request))
    return render(request, "motcua/second_factor.html", context, status=200 if request.method == "GET" else 422)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and the shift at a known counter."""
    unlocking.leave(request)
    logout(request)
    return redirect("staff_sign_in")


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer when too many wrong passwords came for an account from an address."""
    form = PasswordForm(None)
    return render(request, "motcua/sign_in.html", {"form": form, "locked": True}, status=429)


def landing(actor: Actor) -> str:
    """Return the route of the room in which this person's day starts."""
    for roles, name in (
        ((Role.CLERK, Role.ONE_STOP_HEAD, Role.COLLECTOR), "counter_home"),
        ((Role.OFFICER, Role.HEAD, Role.RECORDS, Role.SIGNER), "desk_home"),
        ((Role.LEADER,), "board_home"),
        ((Role.POSTAL,), "counter_parcels"),
    ):
        if actor.holds(*roles):
            return name
    return "console_home"


def _accepted(request: HttpRequest, staff_id: uuid.UUID, code: str, enrolling: bool) -> bool:
    if not enrolling:
        return accounts.check_code(staff_id=staff_id, code=code, at=now(request))
    self_actor = Actor(kind=ActorKind.STAFF, id=str(staff_id))
    return accounts.enrol(
        staff_id=staff_id, secret=request.session.get(SECRET, ""), code=code, actor=self_actor, at=now(request)
    )


def _enter(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    target = request.session.get("next", "")
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(pk=staff_id)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session["second_factor"] = True
    for name in (PENDING, SECRET, "next"):
        request.session.pop(name, None)
    unlocking.welcome(request, staff_actor(request))
    if target:
        return HttpResponseRedirect(target)
    return redirect(landing(staff_actor(request)))


def _enrolment(request: HttpRequest) -> dict[str, object]:
    secret = request.session.setdefault(SECRET, accounts.new_secret())
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(pk=request.session[PENDING])
    address = accounts.enrolment_address(secret, user.get_username())
    return {"secret": secret, "qr": segno.make(address, error="m").svg_data_uri(scale=4, dark="#1f1a17")}


def _safe(request: HttpRequest, target: str) -> str:
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if safe and urlsplit(target).path.startswith("/") else ""
