"""Enters received dossiers in the register of their unit, every minute."""

from django.utils import timezone

from motcua.queries.actors import SYSTEM
from motcua.services import registers
from motcua.workers.queue import scheduled


@scheduled("* * * * *")
def enter() -> None:
    """Give the dossiers of the last days that stand in no register their number."""
    registers.enter(actor=SYSTEM, at=timezone.now())
