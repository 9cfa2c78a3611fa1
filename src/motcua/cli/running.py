"""Running the whole system in one foreground process: the private database, the web, the worker."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from motcua.cli import private_database, stamp, surroundings
from motcua.cli.processes import Child, Stop, supervise

WORKERS, THREADS = 2, 16
IN_FLIGHT = 64  # requests a web worker takes at once; more wait in the line before it
READY_WITHIN = 60.0  # seconds
ITSELF = (sys.executable, "-c", "from motcua.cli.main import main; main()")


def serve() -> int:
    """Run web and worker until Ctrl-C: web stops first, then the worker, then the private database."""
    return _run(demo=False)


def demo() -> int:
    """Run everything with a believable province, loaded on the first start."""
    os.environ["MOTCUA_DEMO"] = "on"
    _choose_province(surroundings.data_folder())
    return _run(demo=True)


def _choose_province(folder: Path) -> None:
    """Play in the province that PROVINCE names (by name, H48 or 51), the same at every start: a data folder holds one.

    Ends the process for an unknown province, and for another one than the folder's.
    """
    from motcua.demo import place

    kept = folder / "province"
    before = kept.read_text().strip() if kept.exists() else place.DEFAULT if (folder / "keys").exists() else ""
    try:
        chosen = place.named(os.environ.get("PROVINCE") or before or os.environ.get("MOTCUA_PROVINCE_CODE") or place.DEFAULT)
    except place.UnknownProvince as error:
        raise SystemExit(f"PROVINCE: {error}") from None
    if before and before != chosen.code:
        raise SystemExit(
            f"{folder} holds the demo of {place.named(before).short}. For another province choose another folder: "
            f"MOTCUA_DATA=.motcua-{chosen.code} PROVINCE={chosen.code} motcua demo"
        )
    kept.write_text(chosen.code)
    os.environ["MOTCUA_PROVINCE_CODE"] = chosen.code
    os.environ.setdefault("MOTCUA_PROVINCE_NAME", chosen.name)
    os.environ.setdefault("MOTCUA_PROVINCE_NAME_EN", chosen.name_en)


def address() -> tuple[str, int]:
    """Return where the web listens: PORT (8000), on MOTCUA_BIND (this machine only). Ends the process for a bad one."""
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SystemExit(f"PORT is {port!r}: set it to a number from 1 to 65535, e.g. PORT=8001")
    return os.environ.get("MOTCUA_BIND", "127.0.0.1"), int(port)


def web_command(host: str, port: int, *, target: str = "motcua.wsgi:application") -> list[str]:
    """Return the command of the application server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--host", host, "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--backpressure", str(IN_FLIGHT), "--backlog", "1024",
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning", target,
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Return the command of the worker."""
    return [*ITSELF, "worker"]


def history_command() -> list[str] | None:
    """Return the command that fills the demo's past, at the scale of MOTCUA_HISTORY (10: one dossier in ten); None for `off`.

    Ends the process for anything else.
    """
    scale = os.environ.get("MOTCUA_HISTORY", "10")
    if scale == "off":
        return None
    if not scale.isdigit() or int(scale) < 1:
        raise SystemExit(f"MOTCUA_HISTORY is {scale!r}: set it to off, or to N for one dossier in N (1: full scale)")
    return [*ITSELF, "demo-history", "--background", "--scale", scale]


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"» {text}", flush=True)


def _run(*, demo: bool) -> int:
    began = time.monotonic()
    host, port = address()
    if demo:
        history_command()  # a wrong setting is told before anything is started
    if _taken(host, port):
        print(
            f"Port {port} is in use by another program. Stop it, or choose another one: PORT={port + 1} motcua "
            f"{'demo' if demo else 'serve'}", file=sys.stderr,
        )  # fmt: skip
        return 2
    surroundings.keys()
    ours = "DATABASE_URL" not in os.environ
    say("database" + (" (private PostgreSQL)" if ours else ""))
    try:
        with surroundings.database():
            return _with_database(host, port, demo=demo, ours=ours, began=began)
    except private_database.NoDatabase as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("stopped before everything was up")
        return 130


def _with_database(host: str, port: int, *, demo: bool, ours: bool, began: float) -> int:
    if (ours or os.environ.get("DATABASE_OWNER_URL")) and not _prepared(demo):
        return 1
    stop = Stop()
    logs = surroundings.data_folder() / "logs" if demo else None
    if logs:
        logs.mkdir(exist_ok=True)
    web = Child("web", web_command(host, port), patience=15, log=logs / "web.log" if logs else None)
    worker = Child("worker", worker_command(), patience=25, log=logs / "worker.log" if logs else None)
    say("web")
    web.start()
    ready = _ready(host, port, stop, web)
    say("worker")
    worker.start()
    if ready:
        _tell(host, port, demo=demo, seconds=time.monotonic() - began, logs=logs)
    children = [web, worker]
    if demo and ready and (history := history_command()) is not None:
        children.insert(0, Child("simulated history", history, patience=5, once=True))
        children[0].start()
    return supervise(children, stop=stop, look_after=_database_keeper(ours), say=say)


def _prepared(demo: bool) -> bool:
    """Bring the database up to date (and load the demo) unless its mark says that this has been done."""
    mark = stamp.found()
    if mark and stamp.wanted(demo=demo) in (mark, mark.removesuffix(" demo")):
        return True
    say("bringing the database up to date" + (", loading the demo's province" if demo and "demo" not in mark else ""))
    more = ["--demo"] if demo or "demo" in mark else []
    return subprocess.run([*ITSELF, "prepare", *more], check=False).returncode == 0


def _taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _ready(host: str, port: int, stop: Stop, web: Child) -> bool:
    """Wait until the system answers that it is ready; say what is missing when it does not come up."""
    deadline, said = time.monotonic() + READY_WITHIN, ""
    while time.monotonic() < deadline and not stop.event.is_set() and web.runs():
        try:
            connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
            connection.request("GET", "/readyz", headers={"Host": "localhost"})
            answer = connection.getresponse()
            said = answer.read(200).decode(errors="replace")
            if answer.status == 200:
                return True
        except OSError:
            pass
        stop.event.wait(0.1)
    if not stop.event.is_set() and web.runs():
        say(f"not ready after {READY_WITHIN:g} s. {said or 'The web does not answer.'} It goes on trying.")
    return False


def _tell(host: str, port: int, *, demo: bool, seconds: float, logs: Path | None) -> None:
    base = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    say(f"ready in {seconds:.1f} s")
    print(f"\n  Cổng người dân · citizens   {base}/\n  Cán bộ · staff              {base}/can-bo/dang-nhap/")
    print(f"  Máy · machines              {base}/api/v1/openapi.json")
    if demo:
        from motcua.demo import place
        from motcua.demo.accounts import ACCOUNTS, PASSWORD

        print(f"\n  Tài khoản cán bộ · staff accounts, mật khẩu · password: {PASSWORD}")
        there = place.current().there
        for account in ACCOUNTS:
            print(f"    {account.username:<10} {account.what.replace('xã Ba Tơ', there)}")
        print("  Mã xác thực hiện trên trang đăng nhập. · The sign-in page shows the code of the second factor.")
        if (history := history_command()) is not None:
            print(f"  DỮ LIỆU MÔ PHỎNG từ 1/1/2022, tỷ lệ 1:{history[-1]}, được bổ sung dần · simulated history, one dossier in {history[-1]}, filling in")
    if logs:
        print(f"  Nhật ký · logs              {logs}")
    print("\n  Ctrl-C: dừng · stop\n", flush=True)


def _database_keeper(ours: bool) -> Callable[[], None]:
    """Return what looks after the private database: where it has died it is started again."""
    next_look = time.monotonic() + 2

    def look() -> None:
        nonlocal next_look
        if not ours or time.monotonic() < next_look:
            return
        next_look = time.monotonic() + 2
        try:
            if surroundings.revive():
                say("the database had died; it runs again")
        except private_database.NoDatabase as error:
            say(str(error))

    return look
