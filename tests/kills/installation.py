"""A real installation to be mistreated: a database that syncs to disk, web and worker processes, a key, a client."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from motcua.cli import private_database, running

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@dataclass
class Installation:
    """`motcua serve` with its children, and what is known of it."""

    server: private_database.Server
    data: Path
    port: int
    key: str = ""
    serve: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start web and worker under their keeper."""
        with (self.data / "serve.log").open("ab") as log:
            self.serve = subprocess.Popen([*running.ITSELF, "serve"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.data)

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Look into the database."""
        with psycopg.connect(self.server.url(role=private_database.OWNER), autocommit=True) as connection:
            found = connection.execute(statement, values)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    def ready(self, within: float = 150) -> None:
        """Wait until the web answers and a worker is there."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if self.send("GET", "/readyz")[0] == 200 and self.processes("worker"):
                return
            time.sleep(0.1)
        raise AssertionError(f"it did not come up: {self.said()}")

    def said(self) -> str:
        """Return the last words of all processes."""
        return (self.data / "serve.log").read_text(errors="replace")[-3000:]

    def send(self, method: str, path: str, body: object = None, key: str = "") -> tuple[int, dict[str, object]]:
        """Send one request on a connection of its own."""
        with Client(self, timeout=60) as client:
            return client.send(method, path, body, key)

    def processes(self, what: str) -> list[int]:
        """Return processes by what they are: web (the application server), serving (its workers), worker (ours)."""
        assert self.serve is not None
        direct = _children(self.serve.pid)
        web = [pid for pid in direct if b"granian" in _command(pid)]
        match what:
            case "web":
                return web
            case "serving":
                return [pid for one in web for pid in _children(one) if b"granian" in _command(pid)]
            case _:
                return [pid for pid in direct if _command(pid).endswith(b"worker\0")]

    def kill(self, what: str, number: int = 0) -> bool:
        """End one of these processes at once, whatever it is doing; return whether there was one."""
        found = self.processes(what)
        if found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(found[number % len(found)], signal.SIGKILL)
        return bool(found)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the `motcua` command."""
        return subprocess.run([*running.ITSELF, *arguments], capture_output=True, text=True, check=False, timeout=120, cwd=self.data)

    def stop(self) -> None:
        """Stop everything."""
        if self.serve is not None:
            self.serve.terminate()
            try:
                self.serve.wait(60)
            except subprocess.TimeoutExpired:
                self.serve.kill()
                self.serve.wait(10)
        self.server.stop()
        for left in (self.server.data.parent, self.server.sockets):
            shutil.rmtree(left, ignore_errors=True)


class Client:
    """One connection; a request that cannot be answered gives status 0."""

    def __init__(self, here: Installation, timeout: float = 20) -> None:
        self.here, self.timeout = here, timeout
        self.connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def send(self, method: str, path: str, body: object = None, key: str = "") -> tuple[int, dict[str, object]]:
        """Send one request and return status and answer."""
        headers = {"Host": "localhost", "Content-Type": "application/json"}
        if self.here.key:
            headers["Authorization"] = f"Bearer {self.here.key}"
        if key:
            headers["Idempotency-Key"] = key
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(HOST, self.here.port, timeout=self.timeout)
            self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            with self.connection.getresponse() as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            return 0, {}


def start(data: Path) -> Installation:
    """Make database, province and key; start web and worker."""
    server = private_database.start(place=data / "database", fsync=True, fresh=True)
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    here = Installation(server=server, data=data, port=port)
    os.environ |= _surroundings(here)
    try:
        owner = os.environ | {"DATABASE_URL": server.url(role=private_database.OWNER)}
        made = subprocess.run([sys.executable, "-m", "tests.kills.prepare"], cwd=ROOT, env=owner, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr[-3000:]
        here.key = made.stdout.strip()
        here.start()
        here.ready()
    except BaseException:
        here.stop()
        raise
    return here


def _surroundings(here: Installation) -> dict[str, str]:
    return {
        "DATABASE_URL": here.server.url(role=private_database.APP),
        "DATABASE_OWNER_URL": here.server.url(role=private_database.OWNER),
        "MOTCUA_DATA": str(here.data),
        "PORT": str(here.port),
        "MOTCUA_PRETEND": "sms",
        "MOTCUA_HOSTS": "localhost,127.0.0.1",
        "MOTCUA_LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


FILING: dict[str, object] = {
    "procedure": "9.000001",
    "parties": [
        {"role": role, "name": "Phạm Thị Lan", "identity": {"number": "051090000001"}, "phone": "0905000001",
         "address": {"text": "Thôn Mẫu, xã Ba Thử", "area_code_new": "21001"}}
        for role in ("owner", "submitter")
    ],
    "answers": {"purpose": "Bổ túc hồ sơ"},
    "papers": [{"component": "proof", "name": "Giấy tờ chứng minh", "copies": 1}],
}  # fmt: skip
