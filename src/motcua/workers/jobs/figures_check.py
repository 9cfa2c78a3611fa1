"""Recomputes every figure once a night (2:20 in Vietnam) and raises an alarm on any difference."""

import logging
import time

from django.utils import timezone

from motcua.services.figures import checking
from motcua.workers.queue import scheduled

log = logging.getLogger("motcua.figures")


@scheduled("20 19 * * *")
def check_figures() -> None:
    """Verify the figures; the health page shows what was found."""
    report = checking.verify_and_keep(at=timezone.now(), timer=time.monotonic)
    if not report.sound:
        log.error("figures differ from the dossiers", extra={"differences": report.differences})
