"""What a start makes ready: keys, and a private database that they can read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from motcua.cli import private_database, surroundings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "MOTCUA_KEYS", "MOTCUA_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_keys_are_made_once_and_nobody_else_may_read_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surroundings.keys()
    made = os.environ["MOTCUA_KEYS"]
    monkeypatch.delenv("MOTCUA_KEYS")
    surroundings.keys()
    assert os.environ["MOTCUA_KEYS"] == made
    assert (folder / "keys").stat().st_mode & 0o777 == 0o600


def test_a_database_whose_keys_are_gone_is_put_aside_and_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    surroundings.keys()
    place = surroundings.data_folder() / "database"
    server = private_database.start(place=place, fsync=False)
    server.stop()
    home = server.data.parent
    (folder / "keys").unlink()
    monkeypatch.delenv("MOTCUA_KEYS")
    surroundings.keys()
    aside = home.with_name(f"{home.name}-1")
    try:
        assert str(aside) in capsys.readouterr().out
        assert (aside / "pg" / "PG_VERSION").exists()
        assert not (home / "pg").exists()
        assert private_database.put_aside(place=place) is None, "there is nothing left to put aside"
    finally:
        for left in (aside, home, server.sockets):
            shutil.rmtree(left, ignore_errors=True)
