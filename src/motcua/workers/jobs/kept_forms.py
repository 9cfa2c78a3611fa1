"""Deletes forms kept over a lock that nobody took up, at ten to four in the morning."""

from django.utils import timezone

from motcua.services import kept_forms
from motcua.workers.queue import scheduled


@scheduled("50 20 * * *")
def sweep() -> None:
    """Delete forms kept long enough."""
    kept_forms.sweep(at=timezone.now())
