"""Two thousand numbers of one book, drawn by processes that are killed in the middle: no gap, no double, a void one stays."""

from __future__ import annotations

import random
import subprocess
import sys
import time

from tests.kills.installation import ROOT, Installation

NUMBERS, AT_ONCE, KILLS = 2000, 4, 6
WITHIN = 120.0  # seconds


def test_two_thousand_numbers_have_no_gap_and_no_double_whoever_is_killed(here: Installation) -> None:
    chance, killed = random.Random(7), 0
    drawers = [_drawer() for _one in range(AT_ONCE)]
    ends = time.monotonic() + WITHIN
    while any(one.poll() is None for one in drawers) and time.monotonic() < ends:
        time.sleep(0.1)
        if killed < KILLS and _given(here) > killed * 250:
            at = chance.randrange(AT_ONCE)
            drawers[at].kill()
            drawers[at].wait()
            drawers[at], killed = _drawer(), killed + 1
    for one in drawers:
        one.wait(30)
    assert killed == KILLS
    assert _command("void", "1000").returncode == 0
    found = here.ask("SELECT number, l.voided_at IS NOT NULL, void_reason FROM books_bookline l JOIN books_book b ON b.id = l.book_id WHERE b.kind = 'certified_copies' ORDER BY number")
    numbers = [number for number, _void, _reason in found]
    assert len(numbers) >= NUMBERS
    assert numbers == list(range(1, len(numbers) + 1))
    assert here.ask("SELECT last FROM books_book WHERE kind = 'certified_copies'") == [(len(numbers),)]
    assert [(n, reason) for n, void, reason in found if void] == [(1000, "In hỏng")]


def _given(here: Installation) -> int:
    return int(str(here.ask("SELECT count(*) FROM books_bookline l JOIN books_book b ON b.id = l.book_id WHERE b.kind = 'certified_copies'")[0][0]))


def _drawer() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.kills.drawing", "draw", str(NUMBERS)], cwd=ROOT, stdout=subprocess.DEVNULL)


def _command(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "tests.kills.drawing", *words], cwd=ROOT, check=False)
