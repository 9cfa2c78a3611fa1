"""Counting uses in windows of time, for rate limits that all processes share."""

from __future__ import annotations

from django.db import connection

from motcua.storage.people.models import Throttle


def count(*, key: str, window: int) -> int:
    """Count one use of the key in the window (named by its start, in seconds since 1970); return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_throttle (key, time_window, uses) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, time_window) DO UPDATE SET uses = people_throttle.uses + 1 RETURNING uses",
            [key, window],
        )
        return int(cursor.fetchone()[0])


def forget(*, key: str, window: int) -> None:
    """Take the uses of the key in the window back: whoever proved who they are has guessed nothing."""
    Throttle.objects.filter(key=key, time_window=window).delete()


def sweep(*, before: int) -> int:
    """Delete windows that began before the moment (seconds since 1970); return how many."""
    deleted, _by_model = Throttle.objects.filter(time_window__lt=before).delete()
    return deleted
