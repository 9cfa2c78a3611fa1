"""Identifiers: UUIDv7 made in Python, known before the insert and ordered by time."""

from __future__ import annotations

import uuid

import uuid_utils


def new() -> uuid.UUID:
    """Return a new UUIDv7."""
    return uuid.UUID(int=uuid_utils.uuid7().int)
