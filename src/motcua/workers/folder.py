"""The folder: what changed in the figures goes into their sums every two seconds; the figures themselves do not wait for it."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, connection
from django.utils import timezone

from motcua.services.figures import folding

log = logging.getLogger("motcua.folder")

EVERY = 2.0  # seconds between looks
AT_ONCE = 20_000  # changes folded in one transaction


def run(stop: threading.Event) -> None:
    """Fold until told to stop. A database that is away is waited for."""
    while not stop.is_set():
        folded = 0
        try:
            folded = folding.fold(at=timezone.now(), most=AT_ONCE)
        except DatabaseError as error:
            log.error("folder: the database does not answer", exc_info=error)
        except Exception as error:
            log.exception("folder", exc_info=error)
        if folded < AT_ONCE:
            connection.close()
            stop.wait(EVERY)
    connection.close()
