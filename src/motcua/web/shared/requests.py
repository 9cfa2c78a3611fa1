"""Request ids, one structured log line a request, and the counts that /metrics shows."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from motcua.ports.tracing import request_id

log = logging.getLogger("motcua.requests")
REQUESTS = Counter("motcua_requests_total", "Requests by route and status", ["method", "route", "status"])
SECONDS = Histogram(
    "motcua_request_seconds", "Time to answer", ["route"], buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15)
)
_GIVEN = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_QUIET = ("/static/", "/healthz", "/readyz", "/metrics")


class RequestLog:
    """Gives each request an id (or takes a well-formed X-Request-ID), logs route and time, never path or query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if _GIVEN.match(given) else uuid.uuid4().hex)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            self._tell(request, response, time.perf_counter() - start)
            return response
        finally:
            request_id.reset(token)

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        if request.path.startswith(_QUIET):
            return
        match = getattr(request, "resolver_match", None)
        route = match.route if match else "unmatched"
        REQUESTS.labels(request.method, route, response.status_code).inc()
        SECONDS.labels(route).observe(seconds)
        actor = getattr(request, "actor", None)
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
                "actor_kind": actor.kind.value if actor else "",
                "actor": actor.id if actor else "",
            },
        )
