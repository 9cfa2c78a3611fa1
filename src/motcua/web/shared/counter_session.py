"""What a browser's session knows of the counter it sits at: which one, until when, locked or not, last touched when."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.domain.counters.shifts import Device
from motcua.domain.hours import local
from motcua.queries import configuration, counters
from motcua.queries.counter_configuration import Known
from motcua.web.shared.actors import now

COOKIES = {Device.COUNTER: "motcua_counter", Device.KIOSK: "motcua_kiosk", Device.SCREEN: "motcua_screen"}
COOKIE_AGE = 400 * 86_400  # seconds; the longest browsers keep one
DESK, LOCKED, SEEN, BACK = "counter_desk", "counter_locked", "counter_seen", "counter_back"
TOUCH_EVERY = 20  # seconds between writes of the last activity


def give(response: HttpResponse, token: str, kind: Device = Device.COUNTER) -> None:
    """Make the browser of this answer the known device of the token."""
    response.set_cookie(
        COOKIES[kind], token, max_age=COOKIE_AGE, httponly=True, secure=settings.ENVIRONMENT.secure, samesite="Lax", path="/"
    )


def here(request: HttpRequest, kind: Device = Device.COUNTER) -> Known | None:
    """Return the known counter (or kiosk, or screen) this browser is, if it is one."""
    return counters.by_token(request.COOKIES.get(COOKIES[kind], ""), kind)


def sit_down(request: HttpRequest, counter: Known, until: dt.datetime) -> None:
    """Bind the session to the counter until the shift ends."""
    request.session[DESK] = {"counter": str(counter.id), "until": until.timestamp()}
    request.session[LOCKED] = False
    request.session[SEEN] = now(request).timestamp()
    request.session.set_expiry(max(1, int(until.timestamp() - now(request).timestamp())))


def at_a_counter(request: HttpRequest) -> bool:
    """Return whether this session is bound to a counter."""
    return DESK in request.session


def misplaced(request: HttpRequest) -> bool:
    """Return whether the session has left its counter, the counter lost its trust, or the shift is over."""
    desk, known = request.session[DESK], here(request)
    return known is None or str(known.id) != desk["counter"] or now(request).timestamp() >= desk["until"]


def idle_seconds(request: HttpRequest) -> int:
    """Return after how many seconds without activity a counter locks today."""
    return 60 * int(str(configuration.current().setting("lock_minutes", local(now(request)).date())))


def idle(request: HttpRequest) -> bool:
    """Return whether nobody touched this session for too long."""
    return bool(now(request).timestamp() - request.session.get(SEEN, 0) > idle_seconds(request))


def locked(request: HttpRequest) -> bool:
    """Return whether the session is locked."""
    return bool(request.session.get(LOCKED))


def lock(request: HttpRequest, back: str = "") -> None:
    """Lock the session; `back` is the page to come back to."""
    request.session[LOCKED] = True
    if back:
        request.session[BACK] = back


def touch(request: HttpRequest) -> None:
    """Note that somebody is working."""
    moment = now(request).timestamp()
    if moment - request.session.get(SEEN, 0) > TOUCH_EVERY:
        request.session[SEEN] = moment
