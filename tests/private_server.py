"""Loaded first (`-p tests.private_server`): one private PostgreSQL for the whole run, before Django reads its settings."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
_server = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server; xdist workers find it by the variables they inherit."""
    global _server
    os.environ.setdefault("MOTCUA_SECRET_KEY", "tests-only-tests-only-tests-only-tests-only-tests-only")
    os.environ.setdefault(
        "MOTCUA_KEYS", "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=;ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    )
    os.environ.setdefault("MOTCUA_LOG_LEVEL", "CRITICAL")
    os.environ.setdefault("MOTCUA_HOSTS", "testserver,localhost,127.0.0.1")
    if "MOTCUA_DATA" not in os.environ:
        os.environ["MOTCUA_DATA"] = tempfile.mkdtemp(prefix="motcua-tests-")
    if os.environ.get("DATABASE_URL"):
        return
    from motcua.cli import private_database

    place = Path(tempfile.mkdtemp(prefix="motcua-tests-db-"))
    _server = private_database.start(place=place, fsync=False)
    os.environ["DATABASE_URL"] = _server.url(role=private_database.OWNER)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server if this process started it."""
    if _server is not None and _server.started:
        _server.stop()
        shutil.rmtree(_server.data.parent, ignore_errors=True)
        shutil.rmtree(_server.sockets, ignore_errors=True)


