"""The bare views: what Django does at least for a write of two rows, and for a read that is noted in one row."""

from __future__ import annotations

import json

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bench.models import Case, Event


@csrf_exempt
def write(request: HttpRequest) -> JsonResponse:
    """Store a case and an event with the ORM, in one transaction."""
    body = json.loads(request.body)
    now = timezone.now()
    with transaction.atomic():
        case = Case.objects.create(code=request.headers["Idempotency-Key"], title="case", answers=body["answers"], at=now)
        Event.objects.create(case=case, action="opened", at=now)
    return JsonResponse({"id": case.id, "code": case.code}, status=201)


def read(request: HttpRequest, number: int) -> JsonResponse:
    """Read a case and note in one row that it was read."""
    case = Case.objects.get(id=number)
    Event.objects.create(case_id=number, action="read", at=timezone.now())
    return JsonResponse({"id": case.id, "code": case.code, "title": case.title, "answers": case.answers, "at": case.at})
