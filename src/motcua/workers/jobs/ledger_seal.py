"""Seals the heads of all chains once a day: every hour it looks whether yesterday has its seal."""

from django.utils import timezone

from motcua.services import ledger_seals
from motcua.workers.queue import scheduled


@scheduled("5 * * * *")
def seal_yesterday() -> None:
    """Make the seal of yesterday if there is none."""
    ledger_seals.seal_yesterday(at=timezone.now())
