"""Looking at the outbox: how much waits, since when, what failed."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min

from motcua.storage.ledger.models import Delivery, Message


def backlog(at: dt.datetime) -> tuple[int, int]:
    """Return how many messages and deliveries wait, and the age in seconds of the oldest."""
    deliveries = Delivery.objects.filter(settled_at=None).aggregate(n=Count("id"), first=Min("message__created_at"))
    messages = Message.objects.filter(fanned_at=None).aggregate(n=Count("id"), first=Min("created_at"))
    first = min((f for f in (deliveries["first"], messages["first"]) if f is not None), default=None)
    age = max(0, int((at - first).total_seconds())) if first else 0
    return deliveries["n"] + messages["n"], age


def unsettled(limit: int = 100) -> list[Delivery]:
    """Return deliveries that have been tried and wait, oldest first."""
    return list(Delivery.objects.filter(settled_at=None, attempts__gt=0).select_related("message").order_by("next_at")[:limit])


def given_up(limit: int = 100) -> list[Delivery]:
    """Return deliveries that were settled as never, latest first."""
    return list(Delivery.objects.filter(outcome="never").select_related("message").order_by("-settled_at")[:limit])
