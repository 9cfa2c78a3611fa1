"""Child processes: started again when they die, given up when that does not help, stopped in order with all they started."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from motcua.cli import processes
from motcua.cli.processes import Child

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
DIES = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"]
WITH_CHILD = [
    sys.executable, "-c",
    (
        "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        "print(p.pid, flush=True); time.sleep(60)"
    ),
]  # fmt: skip


class Told:
    """Stands for Ctrl-C, without signals."""

    def __init__(self) -> None:
        self.event = threading.Event()


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def wait_for(path: Path) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        text = path.read_text() if path.exists() else ""
        if text.endswith("\n"):
            return text.strip()
        time.sleep(0.02)
    raise AssertionError(f"nothing came into {path}")


def test_children_are_stopped_in_the_order_given():
    first, second, said, stop = Child("web", SLEEPS, 5), Child("worker", SLEEPS, 5), [], Told()
    for child in (first, second):
        child.start()
    stop.event.set()
    assert processes.supervise([first, second], stop=stop, look_after=lambda: None, say=said.append) == 0
    assert said == ["stopping web", "stopping worker"]
    assert not first.runs()
    assert not second.runs()


def test_a_child_that_was_killed_is_started_again(monkeypatch):
    monkeypatch.setattr(processes, "PAUSES", (0.1,))
    child, said, stop = Child("web", SLEEPS, 5), [], Told()
    child.start()
    first = child.process.pid
    os.kill(first, 9)

    def look() -> None:
        if child.process is not None and child.process.pid != first:
            stop.event.set()

    processes.supervise([child], stop=stop, look_after=look, say=said.append)
    assert said[0].startswith("web ended with code -9; it starts again")


def test_a_child_that_dies_again_and_again_is_given_up(monkeypatch):
    monkeypatch.setattr(processes, "PAUSES", (0.0,))
    monkeypatch.setattr(processes, "TOO_OFTEN", 2)
    child, said = Child("web", DIES, 5), []
    child.start()
    assert processes.supervise([child], stop=Told(), look_after=lambda: None, say=said.append) == 1
    assert said[-1] == "web ended 3 times in a row (last with code 3): giving up"


def test_a_child_that_does_not_stop_is_killed(tmp_path):
    child = Child("web", STUBBORN, patience=0.3, log=tmp_path / "log")
    child.start()
    wait_for(tmp_path / "log")
    began = time.monotonic()
    child.stop()
    assert time.monotonic() - began < 5
    assert not child.runs()


def test_what_a_child_started_goes_with_it(tmp_path):
    child = Child("web", WITH_CHILD, patience=5, log=tmp_path / "log")
    child.start()
    grandchild = int(wait_for(tmp_path / "log"))
    assert alive(grandchild)
    os.kill(child.process.pid, 9)
    child.process.wait(5)
    assert child.gone() == -9
    deadline = time.monotonic() + 5
    while alive(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(grandchild)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_child_ends_when_its_keeper_is_killed(tmp_path):
    keeper = (
        "import sys, time; from pathlib import Path; from motcua.cli.processes import Child; "
        f"c = Child('web', {SLEEPS!r}, 5); c.start(); print(c.process.pid, flush=True); time.sleep(60)"
    )
    outer = Child("keeper", [sys.executable, "-c", keeper], patience=5, log=tmp_path / "log")
    outer.start()
    inner = int(wait_for(tmp_path / "log"))
    os.kill(outer.process.pid, 9)
    outer.process.wait(5)
    deadline = time.monotonic() + 5
    while alive(inner) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(inner)
