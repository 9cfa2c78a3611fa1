"""Finished dossiers as traces: their steps, waits and work from what was really done with them."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.dossiers.transitions import Action
from motcua.domain.flows import delays, paths
from motcua.queries import actors, board, configuration, flows
from motcua.services import results
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Staff, StaffRole
from tests import make
from tests.desk_stories import at, finished, move, taken
from tests.make import MONDAY, World

FIRST, LAST = MONDAY.date(), MONDAY.date() + dt.timedelta(days=30)
CODE = "9.000001"


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    make.facts_at_once()


def read(world: World, who: str = "leader", unit: object = None) -> flows.ReadDossiers:
    found = flows.read(world.actor(who), code=CODE, unit_id=str(unit) if unit else None, first=FIRST, last=LAST)
    assert found is not None
    return found


def slow(world: World) -> Dossier:
    """Finish a dossier late: received Monday 8:00, an hour at the counter, a day until it was taken, sent back once."""
    opened = make.received(world, at(8))
    move(world, opened.id, "clerk", Action.HAND_OVER, at(9))
    move(world, opened.id, "officer", Action.ASSIGN, at(9, 17), assignee=str(world.staff["officer"].id))
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(10, 17))
    move(world, opened.id, "officer", Action.PROPOSE, at(11, 17), decision="grant")
    move(world, opened.id, "head", Action.SEND_BACK, at(8, 18), reason="Thiếu căn cứ")
    move(world, opened.id, "officer", Action.PROPOSE, at(9, 19), decision="grant")
    move(world, opened.id, "head", Action.APPROVE, at(9, 20))
    move(world, opened.id, "records", Action.ISSUE, at(10, 20))
    return Dossier.objects.get(id=opened.id)


def test_a_dossier_is_told_by_what_was_done_with_it(world: World) -> None:
    dossier = slow(world)
    (trace,) = read(world).traces
    assert (trace.case, trace.path) == (dossier.code, ("appraise", "sign", "appraise", "sign", "issue"))
    assert (trace.before, trace.after) == (60, 0)
    appraise = trace.stays[0]
    assert (appraise.waited, appraise.worked) == (480, 120), "a working day until it was taken, two hours until it was proposed"
    sign = trace.stays[1]
    assert (sign.waited, sign.worked) == (300, 0), "nothing was done in it until it was sent back"
    assert (trace.late, trace.ended_at) == (True, at(10, 20))
    assert trace.over == 180, "due at the end of the third working day after Monday; done three hours into the next morning"
    assert trace.passed_in() == "sign"
    assert appraise.over == 0


def test_an_act_in_the_moment_of_the_hand_over_is_work_in_the_step_it_was_done_in(world: World) -> None:
    dossier_id = taken(world, at(8))
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(9))
    move(world, dossier_id, "officer", Action.PROPOSE, at(9), decision="grant")
    move(world, dossier_id, "head", Action.APPROVE, at(11))
    move(world, dossier_id, "records", Action.ISSUE, at(11))
    (trace,) = read(world).traces
    assert [(stay.activity, stay.waited, stay.worked) for stay in trace.stays] == [("appraise", 0, 60), ("sign", 120, 0), ("issue", 0, 0)]


def test_what_leads_on_what_the_citizen_brings_and_what_corrects_begins_no_work() -> None:
    assert not {"hand_over", "propose", "answer_papers", "pay_fee", "correct", "reroute"} & set(flows.WORK)
    assert {"assign", "set_result", "consult", "ask_papers", "send_task", "certify"} <= set(flows.WORK)


def test_what_slows_is_seen_in_the_figures(world: World) -> None:
    slow(world)
    finished(world, at(9))
    found = read(world)
    assert [(v.cases, v.late) for v in paths.variants(found.traces)] == [(1, 1), (1, 0)]
    assert [(x.first, x.second, x.times) for x in paths.loops(found.traces)] == [("appraise", "sign", 1), ("sign", "appraise", 1)]
    assert delays.what_if(found.traces, activity="sign", less=90).rescued == 1, "it lay there twice"
    assert delays.what_if(found.traces, activity="sign", less=89).rescued == 0
    assert delays.what_if(found.traces, activity="issue", less=180).rescued == 0, "it took an hour only"
    assert {edge.handed for edge in paths.edges(found.traces)} == {0}, "all steps lie in one unit"
    assert {key: (one.name.vi, one.role) for key, one in found.steps.items()}["sign"] == ("Ký duyệt", "head")


def test_waits_for_the_citizen_are_neither_waiting_nor_work(world: World) -> None:
    dossier_id = taken(world, at(9))
    asked = {"items": [{"component": "proof", "name": "Giấy tờ", "note": "Thiếu"}], "reason": "Thiếu giấy tờ"}
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), **asked)
    move(world, dossier_id, "clerk", Action.ANSWER_PAPERS, at(10, 18))
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(10, 18))
    move(world, dossier_id, "officer", Action.PROPOSE, at(11, 18), decision="grant")
    move(world, dossier_id, "head", Action.APPROVE, at(11, 18))
    move(world, dossier_id, "records", Action.ISSUE, at(11, 18))
    (trace,) = read(world).traces
    assert (trace.stays[0].took, trace.stays[0].held, trace.late) == (120, 960, False)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"voided_at": MONDAY}, "a void dossier is out of the figures"),
        ({"status": 4}, "opened again it is not finished"),
    ],
)
def test_what_the_board_does_not_count_is_not_read(world: World, changes: dict[str, object], because: str) -> None:
    Dossier.objects.filter(id=finished(world, at(9))).update(**changes)
    assert read(world).traces == (), because


def test_practice_and_linked_dossiers_are_not_read(world: World) -> None:
    one, parent = finished(world, at(9)), finished(world, at(9))
    Dossier.objects.filter(id=one).update(learner=world.staff["officer"].id)
    other = finished(world, at(9))
    Dossier.objects.filter(id=other).update(parent_id=parent)
    assert [trace.case for trace in read(world).traces] == [Dossier.objects.get(id=parent).code]


def test_the_procedures_are_told_with_the_counts_of_the_board(world: World) -> None:
    slow(world)
    finished(world, at(9))
    make.received(world)
    (line,) = flows.procedures(world.actor("leader"), unit_id=None, first=FIRST, last=LAST)
    assert (line.code, line.name.vi, line.finished, line.late) == (CODE, "Cấp giấy xác nhận thử", 2, 1)
    counts = board.board(world.actor("leader"), unit_id=None, first=FIRST, last=LAST, at=at(9, 21)).total
    assert (counts.finished, counts.finished_late) == (line.finished, line.late)


def test_nobody_reads_beyond_their_units(world: World) -> None:
    finished(world, at(9))
    head = Staff.objects.create(username="other_head", name="Trần Thị Mai", created_at=MONDAY)
    StaffRole.objects.create(staff=head, role="head", unit=world.other_commune, valid_from=FIRST)
    actor = actors.staff(head.id, configuration.current(), FIRST)
    assert actor is not None
    asked = {"unit_id": str(world.commune.id), "first": FIRST, "last": LAST}
    assert flows.procedures(actor, **asked) == []  # type: ignore[arg-type]
    found = flows.read(actor, code=CODE, **asked)  # type: ignore[arg-type]
    assert found is not None and found.traces == ()
    assert len(read(world, "head").traces) == 1


def test_only_the_period_is_read_and_a_procedure_nobody_published_is_none(world: World) -> None:
    finished(world, at(9))
    later = FIRST + dt.timedelta(days=1)
    found = flows.read(world.actor("leader"), code=CODE, unit_id=None, first=later, last=LAST)
    assert found is not None and (found.traces, found.total) == ((), 0)
    assert flows.read(world.actor("leader"), code="0.0", unit_id=None, first=FIRST, last=LAST) is None


def test_the_latest_are_read_and_how_many_there_were_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows, "MOST", 1)
    finished(world, at(9))
    last = finished(world, at(10))
    found = read(world)
    assert ([trace.case for trace in found.traces], found.total) == ([Dossier.objects.get(id=last).code], 2)


def test_no_name_of_a_person_is_read(world: World) -> None:
    slow(world)
    told = repr(read(world))
    assert "Phạm Thị Lan" not in told
    assert all(staff.name not in told and str(staff.id) not in told for staff in world.staff.values())
