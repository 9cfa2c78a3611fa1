"""The whole system as real processes: its own database, the demo's province, web and worker on a free port."""

from __future__ import annotations

import atexit
import datetime as dt
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from motcua.cli import private_database, running
from motcua.domain.hours import ZONE

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
READY_WITHIN = 120.0  # seconds
STOPS_WITHIN = 15.0  # seconds a process may take to stop
PREPARED = f"motcua_prepared_{os.getpid()}"  # the province as it is loaded, which every system begins with a copy of
LAST_WORDS = 6000  # characters of a log that are shown when something failed


@dataclass
class System:
    """A running installation; `url` is where its pages are, `data` where it keeps files, mail and pretend messages."""

    url: str
    database: str
    data: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    surroundings: dict[str, str] = field(default_factory=dict)
    begun: dict[str, tuple[str, str]] = field(default_factory=dict)  # username → session as it began, where it led
    told: dt.datetime | None = None  # the latest moment a story set the clock to

    def next_day(self) -> dt.date:
        """Return the working day after today and after every day a story has told: what is written never goes back in time."""
        now = dt.datetime.now(ZONE)
        day = max(now, self.told or now).date() + dt.timedelta(days=1)
        while day.weekday() >= 5:
            day += dt.timedelta(days=1)
        return day

    def says(self, moment: dt.datetime | None) -> None:
        """Set the clock of web to a moment, which then stands still; None lets it go again."""
        clock = self.data / "clock"
        if moment is None:
            clock.unlink(missing_ok=True)
        else:
            self.told = max(moment, self.told or moment)
            clock.with_suffix(".new").write_text(moment.isoformat(), encoding="utf-8")
            clock.with_suffix(".new").replace(clock)

    def runs(self, module: str, *arguments: str) -> str:
        """Run a module beside the system, in its surroundings, and return what it said; fail when it fails."""
        return self._ran([sys.executable, "-m", module, *arguments])

    def commands(self, *words: str) -> str:
        """Give a command of the product, such as `ledger verify`, and return what it said; fail when it fails."""
        return self._ran([*running.ITSELF, *words])

    def _ran(self, command: list[str]) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def log(self, name: str) -> Path:
        """Return the file that holds what a process said."""
        return self.data / f"{name}.log"

    def logs(self, since: Mapping[str, int] | None = None) -> dict[str, str]:
        """Return the end of every log, or what was added since the given sizes."""
        said = {}
        for path in sorted(self.data.glob("*.log")):
            with path.open("rb") as file:
                file.seek((since or {}).get(path.stem, 0))
                said[path.stem] = file.read().decode(errors="replace")[-LAST_WORDS:]
        return said

    def sizes(self) -> dict[str, int]:
        """Return how much every log holds now."""
        return {path.stem: path.stat().st_size for path in self.data.glob("*.log")}

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Look into the database, as an inspector would: journeys change nothing this way."""
        with psycopg.connect(self.database) as connection:
            connection.read_only = True
            return connection.execute(statement, values).fetchall()  # type: ignore[call-overload]

    def keeps_session(self, username: str, key: str, address: str) -> None:
        """Remember how the session of an account was when it had just begun, and the page it led to."""
        [(data,)] = self.ask("SELECT session_data FROM django_session WHERE session_key = %s", key)
        self.begun[username] = (str(data), address)

    def another_session(self, username: str) -> tuple[str, str] | None:
        """Begin a session like the first one of the account; return its key and the page it leads to, None for the first.

        The only thing a story writes past the pages: a code is good once, so each further sign-in would wait half a minute.
        """
        if username not in self.begun:
            return None
        (data, address), key = self.begun[username], secrets.token_hex(16)
        with psycopg.connect(self.database) as connection:
            connection.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, now() + interval '1 day')", (key, data)
            )
        return key, address

    def letters(self, to: str) -> list[str]:
        """Return the subjects of the letters sent to an address, in the order of sending."""
        found = []
        for path in sorted((self.data / "mail").glob("*")):
            for part in path.read_bytes().split(b"-" * 79 + b"\n"):
                letter = message_from_bytes(part.strip(), policy=policy.default)
                if letter["To"] == to:
                    found.append(str(letter["Subject"]))
        return found

    def pretended(self, name: str, dossier: str) -> list[dict[str, object]]:
        """Return what a pretend connector was given about a dossier (its id)."""
        path = self.data / "pretend" / f"{name}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line for line in map(json.loads, lines) if line["dossier"] == dossier]

    def settled(self, within: float = 20.0) -> bool:
        """Wait until nothing waits in the outbox; return whether it came to that."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            waiting = self.ask(
                "SELECT (SELECT count(*) FROM ledger_message WHERE fanned_at IS NULL)"
                " + (SELECT count(*) FROM ledger_delivery WHERE settled_at IS NULL)"
            )
            if waiting == [(0,)]:
                return True
            time.sleep(0.2)
        return False

    def stop(self) -> None:
        """Stop web and worker, and kill what does not stop."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)


class NotReady(RuntimeError):
    """The system did not come up; the message holds what its processes said."""


def start(name: str) -> System:
    """Make the database `name` on the tests' server as a copy of the prepared one, start web and worker, wait until ready."""
    owner = os.environ["DATABASE_URL"]
    port = _free_port()
    system = System(f"http://{HOST}:{port}", _at(owner, database=name), Path(tempfile.mkdtemp(prefix="motcua-journeys-")))
    system.surroundings = surroundings = _surroundings(system, port)
    try:
        shutil.copytree(_prepared(owner), system.data, dirs_exist_ok=True)
        _make_database(owner, name, like=PREPARED)
        for child, command in (("web", running.web_command(HOST, port, target="tests.journeys.clocked:application")), ("worker", running.worker_command())):
            with system.log(child).open("ab") as out:
                system.processes[child] = subprocess.Popen(
                    command, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL, stdout=out, stderr=out, process_group=0
                )
        _wait(system, port)
    except BaseException as error:
        system.stop()
        said = "\n".join(f"--- {child}\n{text}" for child, text in system.logs().items())
        shutil.rmtree(system.data, ignore_errors=True)
        raise NotReady(f"{error}\n{said}") from error
    return system


@cache
def _prepared(owner: str) -> Path:
    """Load the province into a database of its own, once for all systems of this process; return its folder of files."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    there = System("http://localhost", _at(owner, database=PREPARED), folder)
    _make_database(owner, PREPARED)
    with there.log("prepare").open("ab") as out:
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.prepare"], cwd=ROOT, env=_surroundings(there, 0) | {"DATABASE_URL": there.database},
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False, timeout=300,
        )  # fmt: skip
    if done.returncode:
        raise NotReady(there.logs()["prepare"])
    return folder


def remove(system: System) -> None:
    """Stop everything and leave nothing behind."""
    system.stop()
    shutil.rmtree(system.data, ignore_errors=True)
    with psycopg.connect(_at(system.database, database="postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{urlsplit(system.database).path.strip("/")}" WITH (FORCE)')


def _surroundings(system: System, port: int) -> dict[str, str]:
    """Return the variables of the processes: the demo on, and the working role where the server knows it."""
    return os.environ | {
        "DATABASE_URL": _working(system.database),
        "DJANGO_SETTINGS_MODULE": "motcua.settings",
        "MOTCUA_DATA": str(system.data),
        "MOTCUA_TEST_CLOCK": str(system.data / "clock"),
        "MOTCUA_DEMO": "on",
        "MOTCUA_HOSTS": f"localhost,{HOST}",
        "MOTCUA_LOG_LEVEL": "WARNING",
        "MOTCUA_PUBLIC_URL": system.url,
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "PYTHONUNBUFFERED": "1",
    }


def _make_database(owner: str, name: str, like: str = "template1") -> None:
    with psycopg.connect(_at(owner, database="postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def _working(address: str) -> str:
    """Return the address for the role that may not change the ledger, where it may sign in; else as given."""
    as_app = _at(address, role=private_database.APP)
    try:
        with psycopg.connect(_at(as_app, database="postgres"), connect_timeout=5):
            return as_app
    except psycopg.OperationalError:
        return address


def _at(address: str, *, database: str = "", role: str = "") -> str:
    parts = urlsplit(address)
    place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(
        netloc=f"{role or place[0]}{place[1]}{place[2]}", path=f"/{database}" if database else parts.path
    ))  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(system: System, port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        for name, process in system.processes.items():
            if process.poll() is not None:
                raise NotReady(f"{name} ended with code {process.returncode}")
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/readyz")
            with connection.getresponse() as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise NotReady(f"/readyz did not say 200 within {READY_WITHIN:g} s")
