"""Deletes sessions that have ended, at a quarter to four in the morning."""

from django.utils import timezone

from motcua.services import sweeping
from motcua.workers.queue import scheduled


@scheduled("45 20 * * *")
def sweep() -> None:
    """Delete ended sessions."""
    sweeping.sessions(at=timezone.now())
