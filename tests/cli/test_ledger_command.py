"""`motcua ledger`: says what is sound, and names what is not by code, chain and number."""

from __future__ import annotations

from django.db import connection

from motcua.cli import ledger
from tests import make
from tests.make import MONDAY


def test_a_sound_ledger_is_said_to_be_sound(world, capsys):
    make.received(world)
    assert ledger.seal(MONDAY) == 0
    assert ledger.verify() == 0
    said = capsys.readouterr().out
    assert "2026-11-16: 1 chains sealed" in said
    assert "✓ sound: 1 entries in 1 chains, 1 seals" in said


def test_an_altered_row_is_named(world, capsys):
    opened = make.received(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the fact of the dossier is written, as at a commit
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER entry_append_only")
        cursor.execute("UPDATE ledger_entry SET actor = 'somebody' WHERE chain = %s", [opened.id])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER entry_append_only")
    assert ledger.verify() == 1
    assert f"✗ {opened.code} · chain {opened.id} · entry 1: altered" in capsys.readouterr().out


def test_the_guard_refuses_to_alter_a_row(world):
    import pytest
    from django.db import DatabaseError, transaction

    opened = make.received(world)
    for statement in ("UPDATE ledger_entry SET actor = 'x' WHERE chain = %s", "DELETE FROM ledger_entry WHERE chain = %s"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [opened.id])
