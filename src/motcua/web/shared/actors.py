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
from motcua.domain.practice.exercises import Course
from motcua.queries import actors, configuration
from motcua.services.practice import entering

CITIZEN_SESSION = "citizen_id"
PRACTICE_SESSION = "practice"  # the course that is practised; not there: in earnest


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
    config, day = configuration.current(), local(now(request)).date()
    found = actors.staff(uuid.UUID(str(user_id)), config, day)
    if found is None:
        return VISITOR
    course = practises(request)
    return found if course is None else entering.staff(found, course, config, day)


def practises(request: HttpRequest) -> Course | None:
    """Return the course this session practises; None where somebody works in earnest."""
    session = getattr(request, "session", {})  # an error page may come before there is one
    kept = session.get(PRACTICE_SESSION)
    return Course(kept) if kept and session.get("second_factor") else None


def citizen_actor(request: HttpRequest) -> Actor:
    """Return the citizen who is signed in, else VISITOR; in practice the invented one beside a helper, and nobody real."""
    from motcua.queries import citizens

    if (course := practises(request)) is not None:
        learner = str(request.session.get("_auth_user_id", ""))
        beside = entering.citizen(learner) if course is Course.HELPER else None
        return beside or entering.visitor(learner)
    citizen_id = request.session.get(CITIZEN_SESSION)
    row = citizens.by_id(uuid.UUID(citizen_id)) if citizen_id else None
    return actors.citizen(row) if row else VISITOR


def now(request: HttpRequest) -> dt.datetime:
    """Return the moment of the request."""
    return request.now  # type: ignore[attr-defined,no-any-return]
