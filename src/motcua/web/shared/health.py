"""Health for machines: alive, ready, and the counts Prometheus collects."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from motcua.queries import outbox
from motcua.services import maintenance
from motcua.web.shared.guards import public


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process lives."""
    return HttpResponse("ok", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and is migrated, else 503 with what is missing."""
    try:
        ready = maintenance.database_answers()
    except Error:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503)
    return JsonResponse({"ready": ready, "database": "ok" if ready else "not migrated"}, status=200 if ready else 503)


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the counts of this process and the age of the outbox."""
    waiting, oldest = outbox.backlog(request.now)  # type: ignore[attr-defined]
    text = generate_latest().decode() + (
        "# HELP motcua_outbox_waiting Deliveries that wait\n# TYPE motcua_outbox_waiting gauge\n"
        f"motcua_outbox_waiting {waiting}\n"
        "# HELP motcua_outbox_oldest_seconds Age of the oldest delivery that waits\n"
        f"# TYPE motcua_outbox_oldest_seconds gauge\nmotcua_outbox_oldest_seconds {oldest}\n"
    )
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
