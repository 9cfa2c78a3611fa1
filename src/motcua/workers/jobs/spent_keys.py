"""Deletes idempotency keys that are older than thirty days, at half past three in the morning."""

from django.utils import timezone

from motcua.services import sweeping
from motcua.workers.queue import scheduled


@scheduled("30 20 * * *")
def sweep() -> None:
    """Delete old keys: a request repeated after that counts as a new one."""
    sweeping.idempotency_keys(at=timezone.now())
