"""Who is asking, on every request: staff by their session, citizens by theirs, else a visitor."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from motcua.domain.hours import local
from motcua.domain.permissions.roles import VISITOR, Actor
from motcua.queries import actors, configuration

CITIZEN_SESSION = "citizen_id"


class ActorMiddleware:
    """Puts `request.actor` (the staff room's or the citizen's), `request.citizen` and `request.now` on the request.

    A browser may hold both sessions; the rooms of staff use the one, the portal the other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: staff_actor(request))  # type: ignore[attr-defined]
        request.citizen = SimpleLazyObject(lambda: citizen_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def staff_actor(request: HttpRequest) -> Actor:
    """Return the member of staff who is signed in with both factors, else VISITOR."""
    if not request.session.get("second_factor"):
        return VISITOR
    user_id = request.session.get("_auth_user_id")
    if not user_id or not request.user.is_authenticated:
        return VISITOR
    day = local(now(request)).date()
    return actors.staff(uuid.UUID(str(user_id)), configuration.current(), day) or VISITOR


def citizen_actor(request: HttpRequest) -> Actor:
    """Return the citizen who is signed in, else VISITOR."""
    from motcua.queries import citizens

    citizen_id = request.session.get(CITIZEN_SESSION)
    row = citizens.by_id(uuid.UUID(citizen_id)) if citizen_id else None
    return actors.citizen(row) if row else VISITOR


def now(request: HttpRequest) -> dt.datetime:
    """Return the moment of the request."""
    return request.now  # type: ignore[attr-defined,no-any-return]
