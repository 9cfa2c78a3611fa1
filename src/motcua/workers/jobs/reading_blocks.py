"""Seals the readings of citizens' data in blocks, every ten minutes."""

from django.utils import timezone

from motcua.services import ledger_seals
from motcua.workers.queue import scheduled


@scheduled("*/10 * * * *")
def seal_readings() -> None:
    """Put every reading that has no block into one."""
    ledger_seals.seal_readings(at=timezone.now())
