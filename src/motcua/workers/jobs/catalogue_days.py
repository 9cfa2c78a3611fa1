"""Puts revisions whose day has come in force and takes those out whose day is over, just after midnight."""

from django.utils import timezone

from motcua.services.catalogue import publishing
from motcua.workers.queue import scheduled


@scheduled("2 17 * * *")
def settle() -> None:
    """Settle the catalogue for the new day."""
    publishing.settle(timezone.now())
