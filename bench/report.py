"""Measuring the lines in turn, so that all see the same machine, and printing them as one table."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

from bench import client
from bench.client import Measured
from bench.lines import FLOOR, Line
from bench.world import World

WARM_UP = 0.5  # seconds
REFERENCES = {"write": 0, "read": 1}


def run(here: World, lines: list[Line], *, port: int, seconds: float, rounds: int, most: int, keep: Path) -> int:
    """Measure every line `rounds` times in turn and print the table; return 1 where the floor is missed without a reason."""
    found = [Measured() for _ in lines]
    for line in lines:
        client.run(port, line.requests(int(most * WARM_UP)), WARM_UP)
    for number in range(rounds):
        print(f"» round {number + 1} of {rounds}", flush=True)
        for line, whole in zip(lines, found, strict=True):
            whole.add(client.run(port, line.requests(int(most * seconds)), seconds))
    return _print(here, lines, found, keep)


def _print(here: World, lines: list[Line], found: list[Measured], keep: Path) -> int:
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {client.CONNECTIONS} connections, fsync on\n")
    print(f"{'':44}{'req/s':>8}{'share':>8}{'p50 ms':>9}{'p95 ms':>9}{'failed':>8}")
    below, kept = [], []
    for line, measured in zip(lines, found, strict=True):
        share = measured.rate / found[REFERENCES[line.against]].rate if line.against else None
        if share is not None and share < FLOOR:
            below.append(line)
        print(
            f"{line.name:44}{measured.rate:8.0f}{'' if share is None else f'{share:.2f}':>8}{measured.percentile(0.5):9.1f}"
            f"{measured.percentile(0.95):9.1f}{measured.failed:8}"
        )
        kept.append({"name": line.name, "rate": measured.rate, "share": share, "p50": measured.percentile(0.5),
                     "p95": measured.percentile(0.95), "failed": measured.failed})  # fmt: skip
    keep.write_text(json.dumps(kept, ensure_ascii=False, indent=1))
    failures = [f"{line.name}: {m.first_failure}" for line, m in zip(lines, found, strict=True) if m.failed]
    print("\nshare: of the bare view measured in the same run; writes against two ORM inserts, reads against one read and one insert")
    for text in failures:
        print(f"\n✗ {text}")
    for line in below:
        why = line.reason(here) if line.reason else "no reason was measured"
        print(f"{' ' if line.reason else '✗'} {line.name} is below {FLOOR} of the bare view: {why}")
    return 1 if failures or any(line.reason is None for line in below) else 0
