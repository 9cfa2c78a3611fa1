"""`python -m bench`: a private PostgreSQL with fsync, the real application server, sixteen connections, one table."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOM = Path(os.environ.get("MOTCUA_BENCH", HERE / ".motcua" / "bench"))
RECEIVED = 1000
HEADROOM = 4000  # requests a second that may at most be needed


def main() -> int:
    """Measure and print; return 1 where a line stays under what it must reach."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a stretch")
    parser.add_argument("--rounds", type=int, default=3, help="stretches of each line, in turn with the others")
    given = parser.parse_args()
    _surroundings()
    from motcua.cli import private_database, surroundings

    surroundings.keys()
    database = private_database.start(place=ROOM / "database", fsync=True, fresh=True)
    try:
        os.environ["DATABASE_OWNER_URL"] = database.url(role=private_database.OWNER)
        os.environ["DATABASE_URL"] = database.url(role=private_database.OWNER)
        return _measure(given.seconds, given.rounds, database.url(role=private_database.APP))
    finally:
        database.stop()


def _surroundings() -> None:
    sys.path.insert(0, str(HERE / "src"))
    ROOM.mkdir(parents=True, exist_ok=True)
    os.environ |= {"MOTCUA_DATA": str(ROOM), "DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": f"{HERE / 'src'}:{HERE}"}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "MOTCUA_DEMO"):
        os.environ.pop(name, None)


def _measure(seconds: float, rounds: int, working_url: str) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import lines, report, world
    from motcua.services import maintenance

    print("» database, catalogue, dossiers", flush=True)
    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    maintenance.grant_working_role()
    here = world.build(received=RECEIVED)
    port = _free_port()
    web = _web(port, working_url)
    try:
        _ready(port)
        return report.run(here, lines.all_of(here), port=port, seconds=seconds, rounds=rounds, most=HEADROOM, keep=ROOM / "last.json")
    finally:
        os.killpg(web.pid, signal.SIGTERM)
        web.wait(20)


def _web(port: int, database_url: str) -> subprocess.Popen[bytes]:
    from motcua.cli import running

    env = dict(os.environ, DATABASE_URL=database_url)
    with (ROOM / "web.log").open("wb") as log:
        return subprocess.Popen(running.web_command("127.0.0.1", port), env=env, stdout=log, stderr=log, start_new_session=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz", headers={"Host": "localhost"})
            answer = json.loads(connection.getresponse().read())
            if answer["ready"]:
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.1)
    raise SystemExit(f"the web did not come up; see {ROOM / 'web.log'}")


if __name__ == "__main__":
    raise SystemExit(main())
