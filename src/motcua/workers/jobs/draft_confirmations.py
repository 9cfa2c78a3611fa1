"""Takes drafts as right whose time to answer has passed, every ten minutes."""

from django.utils import timezone

from motcua.services import confirmations
from motcua.workers.queue import scheduled


@scheduled("*/10 * * * *")
def silence() -> None:
    """Note silence as consent."""
    confirmations.take_silence(at=timezone.now())
