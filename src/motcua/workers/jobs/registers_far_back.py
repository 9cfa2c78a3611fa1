"""Enters what the register missed while nothing ran, at ten past one in the morning."""

from django.utils import timezone

from motcua.queries.actors import SYSTEM
from motcua.services import registers
from motcua.workers.queue import scheduled


@scheduled("10 18 * * *")
def enter() -> None:
    """Give the dossiers of the last two months that stand in no register their number."""
    registers.enter(actor=SYSTEM, at=timezone.now(), back=registers.FAR_BACK)
