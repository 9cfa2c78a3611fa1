"""Deletes files that nothing has used for a day, at three in the morning."""

from django.utils import timezone

from motcua.services import files
from motcua.workers.queue import scheduled


@scheduled("0 20 * * *")
def sweep() -> None:
    """Delete orphans."""
    files.sweep(at=timezone.now())
