"""Deletes drafts that nobody has touched for a long time, at a quarter past three in the morning."""

from django.utils import timezone

from motcua.services import drafts
from motcua.workers.queue import scheduled


@scheduled("15 20 * * *")
def sweep() -> None:
    """Delete old drafts."""
    drafts.sweep(at=timezone.now())
