"""How the installation is: database, worker, disk, versions; what is missing and what to do is said by the door."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from motcua.queries import configuration
from motcua.storage.figures.models import Check

SILENT = dt.timedelta(seconds=60)  # without a sign of life a worker counts as gone
SHOWN = ("motcua", "django", "psycopg", "granian", "typst", "procrastinate")


@dataclass(frozen=True)
class Worker:
    """The background worker: the last sign of life, what waits in its queue and what failed there."""

    seen_at: dt.datetime | None
    waiting: int
    failed: int

    def alive(self, at: dt.datetime) -> bool:
        """Return whether it gave a sign of life within the last minute."""
        return self.seen_at is not None and at - self.seen_at <= SILENT


@dataclass(frozen=True)
class Health:
    """The installation at a moment; sizes in bytes."""

    server: str  # version of PostgreSQL
    database_bytes: int
    clock_off: float  # seconds between the database's clock and ours
    worker: Worker | None  # None: the queue's tables are not there
    disk_free: int
    disk_total: int
    calendar_until: int  # last year the working calendars hold
    versions: Mapping[str, str]
    figures: Check | None  # the last time the figures were recomputed
    demo: bool
    mail_goes_out: bool


def look(at: dt.datetime) -> Health:
    """Return how the installation is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database()), clock_timestamp()")
        server, size, now = cursor.fetchone()
    disk = shutil.disk_usage(_existing(settings.ENVIRONMENT.data))
    return Health(
        server=server, database_bytes=size, clock_off=abs((now - at).total_seconds()), worker=_worker(),
        disk_free=disk.free, disk_total=disk.total, calendar_until=configuration.current().national.last_year, versions=_versions(),
        figures=Check.objects.order_by("-id").first(), demo=settings.ENVIRONMENT.demo, mail_goes_out=bool(settings.ENVIRONMENT.email_host),
    )  # fmt: skip


def _worker() -> Worker | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('procrastinate_workers')")
            if cursor.fetchone()[0] is None:
                return None
            cursor.execute(
                "SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers), "
                "(SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'), "
                "(SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')"
            )
            return Worker(*cursor.fetchone())
    except Error:
        return None


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in SHOWN:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
