"""Child processes of one foreground process: started in order, started again when they die, stopped in reverse."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before a process that died is started again
STEADY = 10.0  # seconds after which a process that runs counts as well
TOO_OFTEN = 20  # deaths in a row after which we stop trying
_PARENT_DIED = 1  # PR_SET_PDEATHSIG


@dataclass
class Child:
    """A process with its own process group, so that Ctrl-C reaches only us and we choose the order."""

    name: str
    command: Sequence[str]
    patience: float  # seconds it may take to stop
    log: Path | None = None
    once: bool = False  # it ends by itself, and is not started again
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it; a log file takes what it prints."""
        out = self.log.open("ab") if self.log else None
        try:
            self.process = subprocess.Popen(
                list(self.command), process_group=0, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT if out else None,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - our only thread
            )  # fmt: skip
        finally:
            if out:
                out.close()
        self.started_at = time.monotonic()

    def runs(self) -> bool:
        """Return whether it is there."""
        return self.process is not None and self.process.poll() is None

    def gone(self) -> int | None:
        """Return its exit code when it has ended, with what it left behind killed."""
        if self.process is None:
            return None
        code = self.process.poll()
        if code is not None:
            self._kill_group()
        return code

    def stop(self) -> None:
        """Ask it to stop, wait, and kill it with everything it started when it does not."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        self._kill_group()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process = None

    def _kill_group(self) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Stop:
    """Set by Ctrl-C or SIGTERM."""

    def __init__(self) -> None:
        self.event = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._take)

    def _take(self, number: int, frame: object) -> None:
        self.event.set()


def supervise(children: Sequence[Child], *, stop: Stop, look_after: Callable[[], None], say: Callable[[str], None]) -> int:
    """Keep the children alive until told to stop, then stop them in the order given; return the exit code."""
    code = 0
    try:
        while not stop.event.wait(0.2):
            look_after()
            if any(_tend(child, say) for child in children):
                code = 1
                break
    finally:
        for child in children:
            if child.process is not None:
                say(f"stopping {child.name}")
                child.stop()
    return code


def _tend(child: Child, say: Callable[[str], None]) -> bool:
    """Start a child again when it has died; return True when it dies too often."""
    now = time.monotonic()
    if child.process is None:
        if now >= child.start_at:
            child.start()
        return False
    code = child.gone()
    if code is None:
        if child.deaths and now - child.started_at > STEADY:
            child.deaths = 0
        return False
    child.process = None
    if child.once:
        child.start_at = math.inf
        if code:
            say(f"{child.name} ended with code {code}; the next start goes on with it")
        return False
    child.deaths += 1
    pause = PAUSES[min(child.deaths - 1, len(PAUSES) - 1)]
    child.start_at = now + pause
    if child.deaths > TOO_OFTEN:
        say(f"{child.name} ended {child.deaths} times in a row (last with code {code}): giving up")
        return True
    say(f"{child.name} ended with code {code}; it starts again in {pause:g} s")
    return False


def _end_with_parent() -> None:
    """Ask the kernel to end us when our parent is killed."""
    ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGTERM)
