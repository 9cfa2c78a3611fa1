"""Taking away what has served its time: idempotency keys, sessions, counts of rate limits."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session

from motcua.services import throttling
from motcua.storage.ledger.models import IdempotencyKey

KEYS_KEPT = dt.timedelta(days=30)
THROTTLES_KEPT = dt.timedelta(days=1)
AT_ONCE = 5000


def idempotency_keys(*, at: dt.datetime) -> int:
    """Delete keys older than thirty days, some at a time; return how many."""
    gone = 0
    while True:
        old = IdempotencyKey.objects.filter(created_at__lt=at - KEYS_KEPT).values("id")[:AT_ONCE]
        deleted = IdempotencyKey.objects.filter(id__in=old)._raw_delete("default")  # type: ignore[attr-defined]
        gone += deleted
        if deleted < AT_ONCE:
            return gone


def sessions(*, at: dt.datetime) -> int:
    """Delete sessions that have ended; return how many."""
    deleted, _by_model = Session.objects.filter(expire_date__lt=at).delete()
    return deleted


def throttles(*, at: dt.datetime) -> int:
    """Delete counts whose window began more than a day ago; return how many."""
    return throttling.sweep(before=int((at - THROTTLES_KEPT).timestamp()))
