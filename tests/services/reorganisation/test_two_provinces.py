"""The night of 30/6/2025: Quảng Ngãi and Kon Tum become one province of ninety-six communes, with everything open in them."""

from __future__ import annotations

import sys
import time
import uuid

import pytest
from django.db import connection

from motcua.domain.people import units
from motcua.queries import configuration
from motcua.services import areas, ledger_checks
from motcua.services.figures import filling
from motcua.services.reorganisation import applying, confirming, preparing, previewing, settling, undoing
from motcua.services.reorganisation.confirming import StillByHand
from motcua.storage.books.models import Book
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Message
from motcua.storage.papers.travel import Bundle, Movement
from motcua.storage.people.models import StaffRole, Unit
from motcua.storage.reorganisation.models import ByHand, Reorganisation
from tests import two_provinces
from tests.two_provinces import EVE, ON, SYSTEM, Country

TRA_BUI, CA_DAM, TAY_TRA_BONG, DONG_SON = "21142", "21136", "21157", "21109"  # old, new, new, new

# What a reorganisation changes for good even when it is undone: the chains go on, papers have one holder more.
_GOES_ON = {"dossiers_dossier": "'{head_no,head,moved_at}'", "papers_bundle": "'{since,changed_by}'"}
_TABLES = (
    "dossiers_dossier", "dossiers_steprun", "dossiers_pause", "dossiers_party", "papers_bundle", "people_unit", "people_staff",
    "people_staffrole", "people_delegation", "books_book", "books_bookline", "dossiers_draft", "counters_counter", "papers_transfer",
)  # fmt: skip


def snapshot() -> dict[str, str]:
    """Return a digest of every row of every table an undone reorganisation leaves as it was."""
    found = {}
    with connection.cursor() as cursor:
        for table in _TABLES:
            without = _GOES_ON.get(table, "'{}'")
            cursor.execute(f"SELECT md5(string_agg(md5((to_jsonb(t) - {without}::text[])::text), '' ORDER BY t.id)) FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


def clocks() -> dict[uuid.UUID, tuple[object, ...]]:
    """Return code, status and every moment of every dossier."""
    return {
        row[0]: row[1:]
        for row in Dossier.objects.values_list(
            "id", "code", "status", "filed_at", "accepted_at", "clock_started_at", "answer_due_at", "due_at", "promised_at",
            "appointment_at", "remaining_minutes", "promised_remaining", "step_due_at", "limit_amount",
        )
    }  # fmt: skip


def clock_digest() -> str:
    """Return one digest over the clocks of every dossier: for many of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(md5(concat_ws('|', id, code, status, filed_at, accepted_at, clock_started_at, COALESCE(answer_due_at::text, '-'), "
            "COALESCE(due_at::text, '-'), COALESCE(promised_at::text, '-'), appointment_at, COALESCE(remaining_minutes, -1), step_due_at, "
            "limit_amount)), '' ORDER BY id)) FROM dossiers_dossier"
        )
        return str(cursor.fetchone()[0])


def by_status() -> dict[int, int]:
    """Return how many dossiers stand in each status."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, count(*) FROM dossiers_dossier GROUP BY 1 ORDER BY 1")
        return dict(cursor.fetchall())


def in_units_that_ended() -> int:
    """Return how many unfinished dossiers stand in a unit that has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM dossiers_dossier d WHERE d.status IN (1, 2, 4, 5, 6, 9) AND EXISTS (SELECT 1 FROM people_unit u "
            "WHERE u.id IN (d.received_unit_id, d.competent_unit_id, d.return_unit_id, d.step_unit_id) AND u.valid_to IS NOT NULL)"
        )
        return int(cursor.fetchone()[0])


def prepared() -> Reorganisation:
    return preparing.prepare(content=two_provinces.file(), name="sap-xep.json", on=ON, basis="NQ 202/2025/QH15", actor=SYSTEM, at=EVE)


def settle_everything(row: Reorganisation, country: Country) -> None:
    """Choose for every line: Cà Đam for dossiers, nowhere for the staff of divided units but those of Trà Bùi."""
    ca_dam = Unit.objects.get(code=two_provinces.new_codes()[CA_DAM])
    for one in ByHand.objects.filter(reorganisation=row, settled_at=None).order_by("id"):
        match one.kind:
            case "dossier":
                settling.dossier(reorganisation_id=row.id, dossier_id=one.row, heir=ca_dam.id, actor=SYSTEM, at=EVE)
            case "role":
                heir = ca_dam.id if one.unit_id == country.unit(f"H48.C{TRA_BUI}").id else None
                settling.role(reorganisation_id=row.id, role_id=one.row, heir=heir, actor=SYSTEM, at=EVE)


def test_the_night_moves_everything_can_be_undone_and_done_again(db):
    country = two_provinces.build()
    two_provinces.dossiers(country, 700, ended=40)
    before, times, statuses = snapshot(), clocks(), by_status()
    row = prepared()
    seen = previewing.preview(reorganisation=row, actor=SYSTEM, at=EVE)
    assert (seen.dossiers, len([u for u in seen.opened if u.kind is units.UnitKind.COMMUNE_COMMITTEE])) == (700, 96)
    assert snapshot() == before, "looking changes nothing"

    done = applying.apply(reorganisation_id=row.id, actor=SYSTEM, at=EVE)
    assert done.moved + done.by_hand == 700
    assert done.by_hand == seen.dossiers_by_hand == ByHand.objects.filter(kind="dossier").count() > 0
    assert (by_status(), clocks()) == (statuses, times)
    assert in_units_that_ended() == done.by_hand, "only what is to be chosen by hand is left behind"
    applied = snapshot()
    _everybody_is_where_they_should_be(country)

    assert undoing.undo(reorganisation_id=row.id, actor=SYSTEM, at=EVE) == done.moved
    assert snapshot() == before, "undone, everything is exactly as it was"
    again = applying.apply(reorganisation_id=row.id, actor=SYSTEM, at=EVE)
    assert again == done
    assert {t: d for t, d in snapshot().items() if t not in ("people_staffrole", "books_book")} == {
        t: d for t, d in applied.items() if t not in ("people_staffrole", "books_book")
    }, "done again, it is the same again (but for the ids of new roles and books)"

    with pytest.raises(StillByHand):
        confirming.confirm(reorganisation_id=row.id, basis="NQ 202/2025/QH15", actor=SYSTEM, at=EVE)
    settle_everything(row, country)
    assert in_units_that_ended() == 0
    assert (by_status(), clocks()) == (statuses, times)
    assert confirming.confirm(reorganisation_id=row.id, basis="NQ 202/2025/QH15", actor=SYSTEM, at=EVE) == 700
    assert Message.objects.filter(topic="dossier.continued").count() == 700
    assert not units.problems([configuration.unit_of(u) for u in Unit.objects.all()])
    report = ledger_checks.verify()
    assert report.sound, report.findings[:3]


def _everybody_is_where_they_should_be(country: Country) -> None:
    codes = two_provinces.new_codes()
    dong_son = Unit.objects.get(code=codes[DONG_SON])
    crossing = {old.district_code for old in areas.predecessors(DONG_SON)}
    assert len(crossing) == 2, "Đông Sơn takes communes of two districts"
    for old in areas.predecessors(DONG_SON):
        unit = Unit.objects.get(code=f"H48.C{old.code}")
        assert (unit.successor_id, unit.valid_to) == (dong_son.id, EVE.date())
        assert not Dossier.objects.filter(competent_unit=unit, status__in=[1, 2, 4, 5, 6, 9]).exists()
        moved = Dossier.objects.filter(first_unit__code=f"{unit.code}.01")
        assert {d.received_unit.code for d in moved} <= {f"{dong_son.code}.01"}
        assert {d.step_unit_id for d in moved if d.step} <= {dong_son.id}
    tra_bui = country.unit(f"H48.C{TRA_BUI}")
    assert Unit.objects.get(id=tra_bui.id).successor is None, "a divided unit names its heir at confirmation"
    waiting = Dossier.objects.filter(id__in=ByHand.objects.filter(kind="dossier").values("row"))
    assert {d.received_unit_id for d in waiting} <= {u.id for u in country.units.values()}, "they wait where they were"
    role = StaffRole.objects.get(unit__code="H34.13", role="officer")
    assert role.valid_to == EVE.date()
    assert StaffRole.objects.filter(staff=role.staff, unit__code="H48.13", role="officer", valid_from=ON).exists()
    closed = Book.objects.exclude(closed_at=None)
    assert closed.count() == Book.objects.filter(unit__in=country.units.values()).count() > 20
    assert all(book.closing_digest and book.closing_words == "2/0" for book in closed)
    assert Book.objects.filter(closed_at=None, last=0).exists()
    bundle = Bundle.objects.exclude(unit__in=country.units.values()).first()
    assert bundle is not None
    assert Movement.objects.filter(bundle=bundle).count() == 2, "the papers' past names both holders"


@pytest.mark.slow
def test_twenty_thousand_dossiers_move_in_one_night(db, capsys):
    country, count = two_provinces.build(), 20_000
    filling.later()  # what figures make of it is seen with fewer dossiers
    two_provinces.dossiers(country, count)
    statuses, times, row, took = by_status(), clock_digest(), prepared(), {}
    for name, act in (("applied", applying.apply), ("undone", undoing.undo), ("applied again", applying.apply)):
        started = time.monotonic()
        act(reorganisation_id=row.id, actor=SYSTEM, at=EVE)
        took[name] = time.monotonic() - started
        assert (by_status(), clock_digest()) == (statuses, times)
    row.refresh_from_db()
    moved, waiting = count - in_units_that_ended(), in_units_that_ended()
    assert row.before["statuses"] == row.after["statuses"]
    assert sum(row.after["waiting"].values()) == waiting < count / 50
    with capsys.disabled():
        figures = ", ".join(f"{name} in {seconds:.1f} s" for name, seconds in took.items())
        sys.stdout.write(f"\n{moved:,} of {count:,} dossiers moved, {waiting} to be chosen by hand: {figures}\n")
