"""The ledger is checked row by row: what was altered or taken away is found and named."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from motcua.domain.dossiers.transitions import Action
from motcua.services import ledger, ledger_checks, ledger_seals
from motcua.services.dossiers import moving
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import ReadingBlock, Seal
from tests import make
from tests.make import MONDAY

EVENING = MONDAY.replace(hour=23)


@pytest.fixture
def moved(world):
    """A dossier with three entries, and a second one with one."""
    opened = make.received(world)
    for hours, (who, action, inputs) in enumerate(
        [("clerk", Action.HAND_OVER, {}), ("officer", Action.ASSIGN, {"assignee": str(world.staff["officer"].id)})], start=1
    ):
        moving.advance(
            dossier_id=opened.id, action=action, actor=world.actor(who), at=MONDAY + dt.timedelta(hours=hours), inputs=inputs
        )
    make.received(world)
    return opened


def tamper(statement: str, *values: object) -> None:
    """Do what only a superuser who puts the guards aside can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def found(report: ledger_checks.Report) -> list[tuple[str, str, str, int]]:
    return [(f.where, f.problem, f.name, f.no) for f in report.findings]


def test_an_untouched_ledger_is_sound(world, moved):
    ledger_seals.seal(day=MONDAY.date(), at=EVENING)
    ledger.read(actor=world.actor("clerk"), at=MONDAY, purpose="dossier", dossier_ids=[moved.id])
    ledger_seals.seal_readings(at=EVENING)
    report = ledger_checks.verify()
    assert found(report) == []
    assert (report.entries, report.chains, report.seals, report.blocks) == (4, 2, 1, 1)


@pytest.mark.parametrize(
    ("statement", "no", "problem", "because"),
    [
        ("UPDATE ledger_entry SET actor = 'somebody-else' WHERE chain = %s AND no = 2", 2, "altered", "the digest covers who acted"),
        ("UPDATE ledger_entry SET at = at - interval '1 day' WHERE chain = %s AND no = 1", 1, "altered", "it covers the moment"),
        ("UPDATE ledger_entry SET data = '{}' WHERE chain = %s AND no = 3", 3, "altered", "it covers what was noted"),
        ("DELETE FROM ledger_entry WHERE chain = %s AND no = 2", 2, "missing", "numbers run without a gap"),
        ("DELETE FROM ledger_entry WHERE chain = %s AND no = 3", 3, "missing", "the dossier remembers its head"),
        ("DELETE FROM ledger_entry WHERE chain = %s", 1, "missing", "a dossier without entries has lost them all"),
        ("UPDATE dossiers_dossier SET head_no = 2 WHERE id = %s", 3, "head", "the head was put back"),
        ("DELETE FROM ledger_entry WHERE chain = %s AND no = 1", 1, "missing", "the first one counts too"),
    ],
)
def test_a_tampered_row_is_named_by_chain_number_and_code(moved, statement, no, problem, because):
    tamper(statement, moved.id)
    first = ledger_checks.verify().findings[0]
    assert (first.chain, first.no, first.problem, first.name) == (str(moved.id), no, problem, moved.code), because


def test_an_entry_written_anew_with_its_own_digest_is_named(moved):
    from motcua.domain import audit
    from motcua.storage.ledger.models import Entry

    row = Entry.objects.get(chain=moved.id, no=2)
    forged = audit.Entry(
        chain=str(row.chain), no=2, at=row.at, action="hand_over", before=2, after=2, step=row.step, unit=str(row.unit_id),
        actor_kind="staff", actor="forged", data=row.data, previous=bytes(row.previous),
    )  # fmt: skip
    tamper("UPDATE ledger_entry SET actor = 'forged', digest = %s WHERE id = %s", audit.digest(forged), row.id)
    assert found(ledger_checks.verify()) == [("chain", "altered", moved.code, 2)]


def test_entries_of_a_dossier_that_is_gone_are_named(moved):
    Dossier.objects.filter(id=moved.id).delete()
    assert [(f.problem, f.chain) for f in ledger_checks.verify().findings] == [("no_subject", str(moved.id))]


def test_a_chain_cut_back_together_with_its_head_is_caught_by_the_seal(moved):
    ledger_seals.seal(day=MONDAY.date(), at=EVENING)
    tamper("DELETE FROM ledger_entry WHERE chain = %s AND no = 3", moved.id)
    tamper(
        "UPDATE dossiers_dossier SET head_no = 2, head = (SELECT digest FROM ledger_entry WHERE chain = %s AND no = 2) WHERE id = %s",
        moved.id, moved.id,
    )  # fmt: skip
    assert found(ledger_checks.verify()) == [("seal", "altered", str(MONDAY.date()), 0)]


def test_a_seal_stays_true_when_the_ledger_grows(world, moved):
    ledger_seals.seal(day=MONDAY.date(), at=EVENING)
    moving.advance(
        dossier_id=moved.id, action=Action.PROPOSE, actor=world.actor("officer"), at=EVENING, inputs={"decision": "refuse", "text": "Không đủ điều kiện."}
    )
    make.received(world)
    ledger_seals.seal(day=MONDAY.date() + dt.timedelta(days=1), at=EVENING + dt.timedelta(days=1))
    report = ledger_checks.verify()
    assert (found(report), report.seals) == ([], 2)


def test_a_seal_that_was_taken_out_leaves_a_gap(moved):
    for days in range(3):
        ledger_seals.seal(day=MONDAY.date() + dt.timedelta(days=days), at=EVENING + dt.timedelta(days=days))
    tamper("DELETE FROM ledger_seal WHERE day = %s", MONDAY.date() + dt.timedelta(days=1))
    assert found(ledger_checks.verify()) == [("seal", "missing", "before 2026-11-18", 0)]


def test_a_day_is_sealed_once(moved):
    assert ledger_seals.seal(day=MONDAY.date(), at=EVENING) is not None
    assert ledger_seals.seal(day=MONDAY.date(), at=EVENING) is None
    assert ledger_seals.seal_yesterday(at=EVENING + dt.timedelta(hours=3)) is None
    assert Seal.objects.count() == 1


def test_an_altered_or_missing_reading_is_found_in_its_block(world, moved):
    clerk = world.actor("clerk")
    for minute in range(5):
        ledger.read(actor=clerk, at=MONDAY + dt.timedelta(minutes=minute), purpose="list", dossier_ids=[moved.id])
    assert ledger_seals.seal_readings(at=EVENING, most=2) == 3
    assert ledger_checks.verify().sound
    second = ReadingBlock.objects.order_by("id")[1]
    tamper("UPDATE ledger_reading SET actor = 'nobody' WHERE id = %s", second.first)
    assert found(ledger_checks.verify()) == [("readings", "altered", f"readings {second.first}–{second.last}", 0)]
    tamper("DELETE FROM ledger_reading WHERE id = %s", second.first)
    assert found(ledger_checks.verify()) == [("readings", "missing", f"readings {second.first}–{second.last}", 1)]


def test_the_heads_of_other_subjects_are_checked_too(world):
    subject = world.staff["clerk"].id
    ledger.note_subject(subject=subject, kind="staff", action="role.grant", actor=world.actor("unit_admin"), at=MONDAY)
    assert ledger_checks.verify().sound
    tamper("UPDATE ledger_entry SET action = 'role.end' WHERE chain = %s", subject)
    assert [(f.name, f.no, f.problem) for f in ledger_checks.verify().findings] == [("staff", 1, "altered")]


def test_a_dossier_remembers_the_head_of_its_chain(moved):
    row = Dossier.objects.get(id=moved.id)
    assert (row.head_no, len(bytes(row.head))) == (3, 32)
