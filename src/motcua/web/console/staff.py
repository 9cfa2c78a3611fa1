"""Pages of accounts: the list, a new account, one account with its roles, and what may be done to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.hours import local
from motcua.domain.people.not_valid import Field as Named
from motcua.domain.people.not_valid import NotValid
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Role
from motcua.queries import console_staff, console_units
from motcua.queries.console_staff import Account, Filter, RoleLine
from motcua.services import inspection, staffing
from motcua.services.accounts import AccountProblem
from motcua.services.staffing import NotAdministered
from motcua.web.console import room, words
from motcua.web.console.fields import unit_choices, unit_name
from motcua.web.console.staff_forms import EndRoleForm, HireForm, PersonForm, RoleForm
from motcua.web.shared import sure
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only
from motcua.web.shared.wording import identity
from motcua.web.shared.wording.roles import ROLE_WORDS

HERE = "console_staff"
STATES = ("open", "closed", "without_factor", "without_role")
# which box a refusal is shown at
_BOXES = {
    "username_taken": "username", "dates_reversed": "last", "unit_not_in_force": "unit", "role_starts_in_past": "first", "role_too_far": "first",
    "role_held_already": "role", "role_ends_too_early": "last",
}  # fmt: skip


@staff_only(*room.PEOPLE)
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts this person administers."""
    actor, given = request.actor, request.GET  # type: ignore[attr-defined]
    state = given.get("state", "")
    roles = {role.value for role in Role}
    units = console_units.choices(actor, _today(request))
    wanted = Filter(
        words=given.get("q", "")[:100], unit=given.get("unit", "") if given.get("unit") in {str(u.id) for u in units} else "",
        role=given.get("role", "") if given.get("role") in roles else "", state=state if state in STATES else "",
    )  # fmt: skip
    number = max(1, int(given["page"])) if given.get("page", "").isascii() and given.get("page", "").isdigit() else 1
    found, more = console_staff.accounts(actor, wanted, _today(request), number=number)
    context = {
        "wanted": wanted, "accounts": [_account(one) for one in found], "number": number, "more": more,
        "units": unit_choices(units), "roles": [(role.value, ROLE_WORDS[role]) for role in Role if role not in administration.BY_PAPER],
    }  # fmt: skip
    return room.draw(request, "staff", context, current=HERE)


@staff_only(*room.PEOPLE)
def hire(request: HttpRequest) -> HttpResponse:
    """Create an account with its first role and show its password once."""
    actor, today = request.actor, _today(request)  # type: ignore[attr-defined]
    form = HireForm(
        room.posted(request), roles=administration.roles_to_give(actor), units=console_units.choices(actor, today), today=today,
        initial={"unit": request.GET.get("unit", "")},
    )  # fmt: skip
    made: list[staffing.Hired] = []
    if request.method == "POST" and form.is_valid():
        person = {key: form.cleaned_data[key] for key in ("username", "name", "title", "email", "phone")}
        _did(form, lambda: made.append(
            staffing.hire(**person, given=form.given(), actor=actor, at=request.now)))  # type: ignore[attr-defined]  # fmt: skip
    if made:
        return _shown_once(request, made[0].id, made[0].password, new=True)
    return room.draw(request, "hire", {"form": form}, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def account(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    """Show one account; posting corrects what it says of its person."""
    found = _found(request, staff_id)
    start = {"name": found.name, "title": found.title, "email": found.email, "phone": found.phone}
    form = PersonForm(room.posted(request), initial=start)
    if request.method == "POST" and form.is_valid() and _did(form, lambda: staffing.edit(
        staff_id=staff_id, **form.cleaned_data, actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The account has been corrected."))
        return redirect("console_account", staff_id)
    context = {
        "account": _account(found), "form": form if found.changes else None,
        "itself": str(staff_id) == request.actor.id,  # type: ignore[attr-defined]
        "events": [{"title": words.happened(e), "at": e.at, "who": words.who(e.who)} for e in inspection.history(staff_id)],
    }  # fmt: skip
    return room.draw(request, "account", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def give_role(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    """Give an account another role."""
    actor, today, found = request.actor, _today(request), _found(request, staff_id)  # type: ignore[attr-defined]
    form = RoleForm(
        room.posted(request), roles=administration.roles_to_give(actor), units=console_units.choices(actor, today), today=today
    )
    if request.method == "POST" and form.is_valid() and _did(form, lambda: staffing.give_role(
        staff_id=staff_id, given=form.given(), actor=actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The role has been given."))
        return redirect("console_account", staff_id)
    context = {"form": form, "account": _account(found)}
    return room.draw(request, "role_give", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
def end_role(request: HttpRequest, staff_id: uuid.UUID, role_id: uuid.UUID) -> HttpResponse:
    """End a role of an account."""
    found = _found(request, staff_id)
    role = next((r for r in found.roles if r.id == role_id and r.ends), None)
    if role is None:
        raise Http404
    today = _today(request)
    start = today if role.when == "now" else role.first - dt.timedelta(days=1)
    form = EndRoleForm(room.posted(request), initial={"last": start})
    if request.method == "POST" and form.is_valid() and _did(form, lambda: staffing.end_role(
        role_id=role_id, last=form.cleaned_data["last"], actor=request.actor, at=request.now)):  # type: ignore[attr-defined]  # fmt: skip
        messages.success(request, _("The end of the role has been noted."))
        return redirect("console_account", staff_id)
    context = {"form": form, "account": _account(found), "role": _role(role)}
    return room.draw(request, "role_end", context, current=HERE, status=422 if form.is_bound else 200)


@staff_only(*room.PEOPLE)
@post_or_back("console_account")
def set_active(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    """Open or close an account."""
    active = request.POST.get("active") == "yes"
    page = None if active else _sure(request, staff_id, _("Close this account?"), _("Whoever is signed in with it is signed out at once."), _("Close the account"))
    if page is not None:
        return page
    said = _("The account is open again.") if active else _("The account is closed. Whoever was signed in is no longer.")
    return _acted(request, staff_id, said, lambda: staffing.set_active(
        staff_id=staff_id, active=active, actor=request.actor, at=request.now))  # type: ignore[attr-defined]  # fmt: skip


@staff_only(*room.PEOPLE)
@post_or_back("console_account")
def renew(request: HttpRequest, staff_id: uuid.UUID) -> HttpResponse:
    """Give a new password, with or without forgetting the second factor, and show it once."""
    page = _sure(
        request, staff_id, _("Give a new password?"),
        _("Every session of this person ends, and the old password opens nothing any more. The new one is shown once."), _("Give a new password"),
    )  # fmt: skip
    if page is not None:
        return page
    act = staffing.reset_second_factor if request.POST.get("factor") == "yes" else staffing.renew_password
    try:
        password = act(staff_id=staff_id, actor=request.actor, at=request.now)  # type: ignore[attr-defined]
    except NotAdministered:
        messages.error(request, words.NOT_ADMINISTERED)
        return redirect("console_account", staff_id)
    return _shown_once(request, staff_id, password, new=False)


def _sure(request: HttpRequest, staff_id: uuid.UUID, title: str, text: str, button: str) -> HttpResponse | None:
    found = _found(request, staff_id)
    back = reverse("console_account", args=[staff_id])
    return sure.asked(request, title=f"{title} {found.name}", text=text, button=button, back=back, frame=room.frame(request, HERE))


def _shown_once(request: HttpRequest, staff_id: uuid.UUID, password: str, *, new: bool) -> HttpResponse:
    """Show a password on the answer itself: it is kept nowhere, so it cannot be shown again."""
    context = {"account": _account(_found(request, staff_id)), "password": password, "new": new}
    return room.draw(request, "password_shown", context, current=HERE)


def _acted(request: HttpRequest, staff_id: uuid.UUID, said: str, act: Callable[[], object]) -> HttpResponse:
    _found(request, staff_id)
    try:
        act()
    except NotAdministered:
        messages.error(request, words.NOT_ADMINISTERED)
    else:
        messages.success(request, said)
    return redirect("console_account", staff_id)


def _did(form: Form, act: Callable[[], object]) -> bool:
    """Make the change; what stands in its way becomes errors of the form."""
    try:
        act()
    except NotAdministered:
        form.add_error(None, words.NOT_ADMINISTERED)
    except AccountProblem as refused:
        box = _BOXES.get(refused.code)
        form.add_error(box if box in form.fields else None, words.ACCOUNTS[refused.code])
    except NotValid as wrong:
        form.add_error("phone" if wrong.field is Named.PHONE else "email", identity.say(wrong))
    return form.is_valid()


def _found(request: HttpRequest, staff_id: uuid.UUID) -> Account:
    found = console_staff.account(request.actor, staff_id, _today(request))  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _today(request: HttpRequest) -> dt.date:
    return local(request.now).date()  # type: ignore[attr-defined]


def _account(found: Account) -> dict[str, object]:
    roles = [_role(role) for role in found.roles]
    return {
        "id": found.id, "username": found.username, "name": found.name, "title": found.title, "email": found.email,
        "phone": found.phone, "active": found.active, "second_factor": found.second_factor, "last_login": found.last_login,
        "changes": found.changes, "roles": roles, "now": [r for r in roles if r["when"] == "now"],
    }  # fmt: skip


def _role(role: RoleLine) -> dict[str, object]:
    return {
        "id": role.id, "role": ROLE_WORDS[role.role], "unit": unit_name(role.unit) if role.unit else "", "first": role.first,
        "last": role.last, "document": role.document, "when": role.when, "ends": role.ends,
    }  # fmt: skip
