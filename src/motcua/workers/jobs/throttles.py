"""Deletes counts of rate limits whose window is long over, at four in the morning."""

from django.utils import timezone

from motcua.services import sweeping
from motcua.workers.queue import scheduled


@scheduled("0 21 * * *")
def sweep() -> None:
    """Delete old counts."""
    sweeping.throttles(at=timezone.now())
