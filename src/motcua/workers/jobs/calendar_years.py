"""Takes in the holidays of the year after next as soon as a new year has begun, at a quarter past midnight."""

from django.utils import timezone

from motcua.queries import actors
from motcua.services import calendars
from motcua.workers.queue import scheduled


@scheduled("15 17 * * *")
def extend() -> None:
    """Keep working calendars two years ahead of the present one."""
    calendars.extend(actor=actors.SYSTEM, at=timezone.now())
