"""A seal waits for those who write to its table, and for nobody else."""

from __future__ import annotations

import threading
import uuid
from typing import Self

import pytest
from django.db import connection, transaction

from motcua.services import ledger_seals
from tests.desk_stories import at

READING = (
    "INSERT INTO ledger_reading (at, actor_kind, actor, purpose, dossier_ids) VALUES (%s, 'staff', 'x', 'view', %s) RETURNING id"
)


class Other:
    """Another connection that runs one statement and stays in its transaction until it is let go."""

    def __init__(self, sql: str, *values: object) -> None:
        self.sql, self.values, self.id = sql, values, 0
        self.began, self.end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self.thread.start()
        assert self.began.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.end.set()
        self.thread.join()

    def _run(self) -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(self.sql, list(self.values))
                self.id = cursor.fetchone()[0]
                self.began.set()
                self.end.wait(30)
        finally:
            self.began.set()
            connection.close()


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(ledger_seals, "PATIENCE", 0.3)


def _read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READING, [at(9), [uuid.uuid4()]])
        return int(cursor.fetchone()[0])


def test_a_reading_still_on_its_way_is_waited_for(committed, quick):
    with Other(READING, at(8), [uuid.uuid4()]) as early:
        late = _read()
        assert 0 < early.id < late
        with pytest.raises(ledger_seals.StillWriting):
            ledger_seals.settled("ledger_reading")
    assert ledger_seals.settled("ledger_reading") == late


def test_who_begins_to_write_meanwhile_is_not_waited_for(committed, quick, monkeypatch):
    early, after = Other(READING, at(8), [uuid.uuid4()]), Other(READING, at(10), [uuid.uuid4()])

    def sleep(_seconds: float) -> None:
        after.__enter__()
        early.__exit__()
        monkeypatch.setattr(ledger_seals.time, "sleep", lambda _s: None)

    try:
        with early:
            late = _read()
            monkeypatch.setattr(ledger_seals.time, "sleep", sleep)
            assert ledger_seals.settled("ledger_reading") == late < after.id
    finally:
        after.__exit__()


def test_a_long_transaction_of_another_table_delays_no_seal(committed, quick):
    with Other("UPDATE people_unit SET name = name WHERE code = 'H77' RETURNING 1"):
        last = _read()
        assert ledger_seals.settled("ledger_reading") == last
