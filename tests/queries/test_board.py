"""The figures of the board."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.queries import actors, board, configuration
from motcua.services import inspection, ledger
from motcua.services.dossiers import moving
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Reading
from motcua.storage.people.models import Staff, StaffRole
from tests import make
from tests.make import MONDAY, World

TODAY = MONDAY.date()
DAY = dt.timedelta(days=1)


def _board(world: World, name: str, unit: object = None, first: dt.date = TODAY, last: dt.date = TODAY) -> board.Board:
    at = MONDAY + DAY
    return board.board(world.actor(name), unit_id=str(unit) if unit else None, first=first, last=last, at=at)


@pytest.fixture(autouse=True)
def _at_once(world: World) -> None:
    make.facts_at_once()


def _finished(world: World, *, late: bool) -> None:
    due = MONDAY - DAY if late else MONDAY + DAY
    make.changed(make.received(world).id, status=9, due_at=due, finished_at=MONDAY + dt.timedelta(hours=2))


def test_received_online_share_and_open_are_counted_with_their_parts(world: World) -> None:
    make.received(world)
    make.received(world)
    filed = make.filed(world)
    moving.advance(dossier_id=filed.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY, inputs={})
    make.filed(world)
    found = _board(world, "leader")
    assert (found.total.received, found.total.online, found.total.open, found.total.unanswered) == (3, 1, 3, 1)
    assert found.total.online_share == pytest.approx(1 / 3)
    assert found.total.in_time_share is None
    assert [s.counts.received for s in found.spans] == [3]


def test_finished_dossiers_count_at_the_settling_unit(world: World) -> None:
    for late in (False, False, True):
        _finished(world, late=late)
    found = _board(world, "leader", world.commune.id)
    assert (found.total.finished, found.total.in_time, found.total.finished_late) == (3, 2, 1)
    assert found.total.in_time_share == pytest.approx(2 / 3)
    assert [r.counts.finished for r in found.units] == [3, 0]


def test_late_and_waiting_are_counted_now(world: World) -> None:
    opened = make.received(world)
    other = make.received(world)
    make.changed(opened.id, due_at=MONDAY)
    make.changed(other.id, status=5, due_at=None, remaining_minutes=60, lapsed_at=MONDAY)
    found = _board(world, "head").total
    assert (found.open, found.late, found.waiting) == (2, 2, 1)


def test_every_number_leads_to_as_many_dossiers(world: World) -> None:
    make.received(world)
    opened = make.filed(world)
    moving.advance(dossier_id=opened.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY, inputs={})
    make.changed(opened.id, due_at=MONDAY)
    _finished(world, late=False)
    _finished(world, late=True)
    make.filed(world)
    total = _board(world, "leader").total
    for kind in (f.name for f in fields(board.Counts)):
        lines, more = board.behind(
            world.actor("leader"), kind, unit_id=None, first=TODAY, last=TODAY, at=MONDAY + DAY
        )
        assert len(lines) == getattr(total, kind), kind
        assert not more
    assert (total.late, total.in_time, total.finished_late, total.unanswered) == (1, 1, 1, 1)


def test_rows_of_units_add_up_to_the_total(world: World) -> None:
    make.received(world)
    make.filed(world)
    found = _board(world, "leader", world.commune.id)
    assert [r.unit.id for r in found.units] == [world.commune.id, world.centre.id]
    assert sum(r.counts.received for r in found.units) == found.total.received == 1
    assert sum(r.counts.unanswered for r in found.units) == found.total.unanswered == 1
    assert found.above is not None
    whole = _board(world, "leader")
    assert whole.unit is not None
    assert {r.unit.id for r in whole.units} == {world.province.id, world.commune.id, world.other_commune.id}


def test_nobody_sees_figures_beyond_their_units(world: World) -> None:
    make.received(world)
    head = Staff.objects.create(username="other_head", name="Trần Thị Mai", created_at=MONDAY)
    StaffRole.objects.create(staff=head, role="head", unit=world.other_commune, valid_from=TODAY)
    actor = actors.staff(head.id, configuration.current(), TODAY)
    assert actor is not None
    found = board.board(actor, unit_id=str(world.commune.id), first=TODAY, last=TODAY, at=MONDAY)
    assert found.unit is not None
    assert (found.unit.id, found.total.received, found.total.open) == (world.other_commune.id, 0, 0)
    assert board.behind(actor, "open", unit_id=str(world.commune.id), first=TODAY, last=TODAY, at=MONDAY) == ([], False)


def test_the_head_of_a_one_stop_sees_the_agency_it_serves(world: World) -> None:
    assert [u.id for u in board.tops(world.actor("one_stop_head"))] == [world.commune.id]


def test_roles_in_a_unit_and_under_it_count_once(world: World) -> None:
    StaffRole.objects.create(staff=world.staff["leader"], role=Role.HEAD.value, unit=world.commune, valid_from=TODAY)
    assert [u.id for u in board.tops(world.actor("leader"))] == [world.province.id]


def test_a_long_period_is_told_by_month(world: World) -> None:
    make.received(world)
    found = _board(world, "leader", first=dt.date(2026, 9, 15), last=TODAY)
    assert found.by_month
    assert [(s.first, s.last, s.counts.received) for s in found.spans] == [
        (dt.date(2026, 9, 15), dt.date(2026, 9, 30), 0),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 31), 0),
        (dt.date(2026, 11, 1), TODAY, 1),
    ]


def test_the_list_is_paged_by_what_came_before(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "PAGE", 2)
    codes = [make.received(world).code for _ in range(3)]
    wanted = {"unit_id": None, "first": TODAY, "last": TODAY, "at": MONDAY}
    lines, more = board.behind(world.actor("leader"), "received", **wanted)  # type: ignore[arg-type]
    assert [line.code for line in lines] == [codes[2], codes[1]]
    assert more
    rest, more = board.behind(world.actor("leader"), "received", after=lines[-1].id, **wanted)  # type: ignore[arg-type]
    assert ([line.code for line in rest], more) == ([codes[0]], False)


def test_an_inspection_shows_a_sound_chain_and_is_itself_recorded(world: World) -> None:
    opened = make.received(world)
    auditor = world.actor("auditor")
    found = inspection.dossier(code=opened.code.lower(), actor=auditor, at=MONDAY)
    assert found is not None
    assert (found.faults, [line.action for line in found.lines]) == ((), ["receive"])
    assert found.lines[0].who.name == world.staff["clerk"].name
    assert Reading.objects.filter(actor=auditor.id, purpose="ledger", dossier_ids=[opened.id]).count() == 1
    assert inspection.dossier(code="H48-000000-0001", actor=auditor, at=MONDAY) is None


def test_an_altered_entry_is_named(world: World) -> None:
    opened = make.received(world)
    Dossier.objects.filter(id=opened.id).update(head=b"\0" * 32)
    found = inspection.dossier(code=opened.code, actor=world.actor("auditor"), at=MONDAY)
    assert found is not None
    assert [f.no for f in found.faults] == [1]
    assert found.lines[0].fault


def test_the_history_of_an_account_names_who_changed_it(world: World) -> None:
    clerk, admin = world.staff["clerk"], world.actor("system_admin")
    ledger.note_subject(subject=clerk.id, kind="staff", action="staff.close", actor=admin, at=MONDAY)
    (line,) = inspection.history(clerk.id)
    assert (line.action, line.who.name) == ("staff.close", world.staff["system_admin"].name)
