"""Publishes the statistics of quarters that have ended and settled, at four in the morning."""

from django.utils import timezone

from motcua.services.figures import publishing
from motcua.workers.queue import scheduled


@scheduled("0 21 * * *")
def publish_statistics() -> None:
    """Publish what is due and not published."""
    publishing.publish(at=timezone.now())
