"""The mark of a database that is up to date: where it is right, a start need not look through every migration."""

from __future__ import annotations

import hashlib
import os
from importlib import metadata
from pathlib import Path

import psycopg

PACKAGE = Path(__file__).resolve().parent.parent
_WITH_MIGRATIONS = ("django", "django-axes", "procrastinate")


def wanted(*, demo: bool) -> str:
    """Return the mark a database must have: of every migration, of what the working role may do, of the demo."""
    total = hashlib.sha256()
    for path in sorted([*PACKAGE.glob("storage/*/migrations/*.py"), PACKAGE / "services" / "maintenance.py"]):
        total.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    for name in _WITH_MIGRATIONS:
        total.update(f"{name}={metadata.version(name)}".encode())
    return f"motcua {total.hexdigest()[:32]}{' demo' if demo else ''}"


def found() -> str:
    """Return the mark of the database at hand; empty where there is none."""
    try:
        with psycopg.connect(_owner(), connect_timeout=5) as connection:
            row = connection.execute("SELECT obj_description(to_regclass('django_migrations'), 'pg_class')").fetchone()
    except psycopg.Error:
        return ""
    return str(row[0] or "") if row else ""


def put(mark: str) -> None:
    """Mark the database at hand."""
    with psycopg.connect(_owner(), connect_timeout=5) as connection:
        connection.execute(f"COMMENT ON TABLE django_migrations IS '{mark}'")


def _owner() -> str:
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
