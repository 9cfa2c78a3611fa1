"""Making the surroundings ready before Django is set up: private keys and a private database where none are given."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.cli import private_database


def data_folder() -> Path:
    """Return the folder where this installation keeps what it must keep."""
    folder = Path(os.environ.get("MOTCUA_DATA", ".motcua")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["MOTCUA_DATA"] = str(folder)
    return folder


def keys() -> None:
    """Take secret key and sealing keys from `.motcua/`, making them on first use; variables that are set win.

    What a private database holds cannot be read with new keys: one that is left from before is put aside.
    """
    folder = data_folder()
    for name, make in (("MOTCUA_SECRET_KEY", _secret), ("MOTCUA_KEYS", new_keys)):
        if os.environ.get(name):
            continue
        path = folder / name.lower().removeprefix("motcua_")
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(make())
            if make is new_keys and not os.environ.get("DATABASE_URL"):
                _begin_anew()
        os.environ[name] = path.read_text().strip()


def _begin_anew() -> None:
    aside = private_database.put_aside(place=_place())
    if aside is not None:
        print(f"» the keys of an older private database are gone; it rests in {aside}, a new one is begun", flush=True)


def new_keys() -> str:
    """Return a fresh set of sealing keys in the form MOTCUA_KEYS wants."""
    return f"k1:{base64.b64encode(os.urandom(32)).decode()};{base64.b64encode(os.urandom(32)).decode()}"


def _secret() -> str:
    return base64.urlsafe_b64encode(os.urandom(48)).decode()


def _place() -> Path:
    return data_folder() / "database"


def revive() -> bool:
    """Start the private database again where it has died; return whether that was needed. Raises NoDatabase."""
    return not private_database.runs(place=_place()) and private_database.start(place=_place()).started


@contextmanager
def database(*, owner: bool = False) -> Iterator[None]:
    """Run with a database: the one of DATABASE_URL, else our own, stopped afterwards if we started it or nobody uses it.

    `owner` uses the role that may migrate (DATABASE_OWNER_URL where a database is given).
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        if owner and os.environ.get("DATABASE_OWNER_URL"):
            os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
        yield
        return
    server = private_database.start(place=_place())
    role = private_database.OWNER if owner else private_database.APP
    os.environ["DATABASE_URL"] = server.url(role=role)
    os.environ["DATABASE_OWNER_URL"] = server.url(role=private_database.OWNER)
    try:
        yield
    finally:
        if server.started or server.unused():
            server.stop()
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("DATABASE_OWNER_URL", None)
