"""After any history the figures are what dossiers and ledger say: random moves, corrections, mergers, time passing."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sys
from collections import Counter

import pytest

from motcua.domain.dossiers.states import Status
from motcua.domain.figures import counted
from motcua.domain.hours import local
from motcua.queries.figures import figures, sums
from motcua.services.figures import checking
from motcua.storage.dossiers.models import Dossier
from tests import random_moves
from tests.random_moves import FIRST, LAST, History

MOVES = int(os.environ.get("MOTCUA_MOVES", "400"))  # by hand: 100,000
SEED = int(os.environ.get("MOTCUA_SEED", "1"))


def test_figures_are_what_happened_after_any_history(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    history = History(random_moves.province(), MOVES, SEED)
    for _part in range(4):
        history.goes_on(MOVES // 4)
        report = checking.verify(timer=itertools.count().__next__)
        assert report.sound, report.examples
    with capsys.disabled():
        sys.stdout.write(f"\n{history.made} moves, {history.refused} refused, {report.dossiers} dossiers, {report.sums} sums: {dict(history.done)}\n")
    assert history.done["merger"] == 2 and history.at.date() > dt.date(2026, 2, 20), "past the mergers, quarters, the year and Tết"
    if MOVES >= 400:
        assert set(history.done) >= {"void", "correct", "withdraw", "stop", "ask_papers", "answer_papers", "refuse_intake", "rate", "return_result"}
    _tallied()


def _tallied() -> None:
    """What stands in the figures is what a plain look at the rows of dossiers counts, month by month."""
    rows = list(Dossier.objects.filter(voided_at=None, parent=None))
    received = Counter(d.accepted_on.replace(day=1) for d in rows if d.accepted_on)
    told = figures.over_time(["received", "open"], first=FIRST.date(), last=LAST.date(), span="month")
    assert {day: one["received"].hit for (_unit, day), one in told.items() if one["received"].hit} == dict(received)
    over = (Status.FINISHED, Status.RETURNED, Status.STOPPED, Status.WITHDRAWN, Status.NOT_RECEIVED)
    assert figures.one("open", first=FIRST.date(), last=LAST.date()).hit == sum(d.accepted_on is not None and d.status not in over for d in rows)
    late = [d for d in rows if d.accepted_on and d.status not in over and d.due_at is not None and local(d.due_at).date() < LAST.date()]
    by_day = sums.totals([counted.RECEIVED], first=FIRST.date(), last=LAST.date(), span="day")
    assert sum(by_day.values()) == sum(received.values())
    assert late, "some are late by time alone"
