"""Corrections: asked with a reason, decided by a second person, kept for good, and a line of their own in the figures."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from motcua.domain.dossiers import notices
from motcua.domain.dossiers.corrections import RULES, Kind
from motcua.domain.dossiers.explanation import LineKind
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures.counted import HERE
from motcua.domain.figures.parts import during
from motcua.domain.hours import local
from motcua.domain.people.party import PartyRole
from motcua.domain.permissions.roles import Role
from motcua.queries import board, corrections, dossier_pages, morning, progress
from motcua.queries import configuration as cached
from motcua.queries import notices as told
from motcua.queries.access import NotAllowed
from motcua.queries.figures import behind, sums
from motcua.queries.refusals import OwnDossier
from motcua.services import configuration, ledger, till
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import sealing
from motcua.storage.corrections.models import Correction
from motcua.storage.dossiers.models import Dossier, Pause, StepRun
from motcua.storage.fees.models import FeeDue
from motcua.storage.figures.models import Fact
from motcua.storage.ledger.models import Entry, Message
from motcua.storage.papers.travel import Bundle, Call, TransferLine
from motcua.storage.people.models import StaffRole
from tests import make
from tests.desk_stories import at, finished, handed_over, move, taken

REASON = "Nhập trùng với hồ sơ trước"
DAY = dt.date(2026, 11, 16)


def ask(world, dossier_id, kind, when, who="officer", **more):
    return move(world, dossier_id, who, Action.ASK_CORRECTION, when, **({"kind": kind, "reason": REASON} | more))


def corrected(world, dossier_id, kind, action, when, who="officer", **more):
    ask(world, dossier_id, kind, when, who, **more)
    return move(world, dossier_id, "controller", action, when + dt.timedelta(minutes=5), reason="Đồng ý")


def row_of(dossier_id) -> Dossier:
    return Dossier.objects.get(id=dossier_id)


def fact_of(dossier_id) -> Fact | None:
    """Return what the figures say of a dossier now."""
    make.facts_at_once()
    return Fact.objects.filter(dossier_id=dossier_id).first()


def figures(world, when, first=DAY, who="leader"):
    make.facts_at_once()
    return board.board(world.actor(who), unit_id=None, first=first, last=local(when).date(), at=when).total


def test_a_request_changes_nothing_but_stands_with_its_reason_sealed(world):
    dossier_id = taken(world, at(9))
    before = row_of(dossier_id)
    ask(world, dossier_id, "void", at(10))
    row, found = row_of(dossier_id), Correction.objects.get()
    assert (row.status, row.due_at, row.step, row.correction_kind) == (before.status, before.due_at, before.step, "void")
    assert (found.asked_unit_id, found.asked_by, found.outcome, found.late) == (world.commune.id, world.staff["officer"].id, "", False)
    assert sealing.unseal(found.reason_sealed, context="corrections.reason") == REASON
    entry = Entry.objects.get(chain=dossier_id, action="ask_correction")
    assert (entry.data["kind"], entry.data["correction"]) == ("void", str(found.id))
    assert REASON not in str(entry.data)
    with pytest.raises(NotPossible) as caught:
        ask(world, dossier_id, "redate", at(11), until=at(17, 30))
    assert caught.value.why == "correction_open"


@pytest.mark.parametrize(
    ("kind", "more", "name", "why"),
    [
        ("", {}, "kind", None), ("void", {"reason": " "}, "reason", None), ("erase", {}, "kind", "unknown_kind"),
        ("reopen", {}, "kind", "not_here"), ("redate", {}, "until", "missing"), ("redate", {"until": "mai"}, "until", "not_a_moment"),
        ("redate", {"until": at(9)}, "until", "in_the_past"), ("reroute", {}, "unit", "missing"),
        ("reroute", {"unit": "centre"}, "unit", "not_competent"), ("reroute", {"unit": "commune"}, "unit", "not_competent"),
        ("change_unit", {"unit": "other_commune"}, "unit", "no_counter"), ("change_unit", {"unit": "centre"}, "unit", "no_counter"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_meant_is_refused_and_leaves_nothing(world, kind, more, name, why):
    dossier_id = taken(world, at(9))
    if "unit" in more:
        more = {"unit": str(getattr(world, more["unit"]).id)}
    with pytest.raises(InputMissing if why is None else InputWrong) as caught:
        ask(world, dossier_id, kind, at(10), **more)
    assert caught.value.name == name
    assert why is None or caught.value.why == why
    assert not Correction.objects.exists()


def test_who_asked_cannot_decide_even_with_the_role_and_nobody_without_it(world):
    StaffRole.objects.create(staff=world.staff["officer"], role=Role.CONTROLLER.value, unit=world.province, valid_from=dt.date(2025, 7, 1))
    dossier_id = taken(world, at(9))
    ask(world, dossier_id, "void", at(10))
    for action in (Action.VOID, Action.REFUSE_CORRECTION):
        with pytest.raises(NotPossible) as caught:
            move(world, dossier_id, "officer", action, at(11), reason="Đồng ý")
        assert caught.value.why == "second_person"
        with pytest.raises(NotAllowed):
            move(world, dossier_id, "head", action, at(11), reason="Đồng ý")
    assert [one.kind for one in corrections.waiting(world.actor("officer"))] == []
    assert [one.kind for one in corrections.waiting(world.actor("controller"))] == [Kind.VOID]
    with transaction.atomic(), pytest.raises(DatabaseError, match="correction_by_two"):
        Correction.objects.update(outcome="approved", decided_at=at(11), decided_by=world.staff["officer"].id)


def test_a_party_neither_asks_nor_decides(world):
    dossier_id = taken(world, at(9))
    key = sealing.blind("identity", make.OWNER_NUMBER)
    world.staff["head"].person_key = world.staff["controller"].person_key = key
    world.staff["head"].save()
    world.staff["controller"].save()
    with pytest.raises(OwnDossier):
        ask(world, dossier_id, "void", at(10), who="head")
    ask(world, dossier_id, "void", at(10))
    for action in (Action.VOID, Action.REFUSE_CORRECTION):
        with pytest.raises(OwnDossier):
            move(world, dossier_id, "controller", action, at(11), reason="Đồng ý")
    assert corrections.waiting(world.actor("controller")) == ()


def test_a_void_dossier_stays_to_be_seen_and_leaves_the_figures_for_the_line_of_corrections(world):
    dossier_id = taken(world, at(9))
    ordinary = figures(world, at(10))
    assert (ordinary.received, ordinary.open, ordinary.corrected) == (1, 1, 0)
    corrected(world, dossier_id, "void", Action.VOID, at(10, 18))
    row, now = row_of(dossier_id), figures(world, at(11, 18))
    assert (row.status, row.voided_at, row.step, row.correction_by) == (Status.STOPPED, at(10, 18) + dt.timedelta(minutes=5), None, None)
    assert fact_of(dossier_id) is None
    assert now == board.Counts(), "the day it was counted gives it back"
    (line,) = corrections.figures(world.actor("leader"), unit_id=None, first=DAY, last=DAY + dt.timedelta(days=4))
    assert (line.kind, line.unit, line.approved) == (Kind.VOID, world.commune.name, 1)
    listed, _more = corrections.behind(world.actor("leader"), unit_id=None, first=DAY, last=DAY + dt.timedelta(days=4))
    assert [one.code for one in listed] == [row.code]
    assert board.behind(world.actor("leader"), "received", unit_id=None, first=DAY, last=DAY, at=at(11, 18))[0] == []
    assert not FeeDue.objects.filter(dossier_id=dossier_id, cancelled_at=None).exists()
    page = dossier_pages.page(actor=world.actor("officer"), at=at(12, 18), dossier_id=dossier_id)
    assert (page.row.code, page.reason.text, page.corrections[0].words) == (row.code, "Đồng ý", "Đồng ý")
    with pytest.raises(NotPossible) as caught:
        ask(world, dossier_id, "reopen", at(13, 18))
    assert caught.value.why == "voided"
    assert make.received(world, at(14, 18)).code != row.code


def test_what_was_given_or_paid_is_undone_before_a_dossier_is_void(world):
    with pytest.raises(InputWrong) as caught:
        ask(world, finished(world, at(9)), "void", at(15))
    assert caught.value.why == "result_out"
    dossier_id = taken(world, at(9))
    ask(world, dossier_id, "void", at(10))
    till.take(dossier_ids=[dossier_id], way="cash", actor=world.actor("clerk"), at=at(11))
    with pytest.raises(InputWrong) as caught:
        move(world, dossier_id, "controller", Action.VOID, at(12), reason="Đồng ý")
    assert (caught.value.why, row_of(dossier_id).voided_at) == ("money_taken", None)


def test_a_late_dossier_that_is_void_is_counted_as_late_where_corrections_are(world):
    dossier_id = taken(world, at(9))
    corrected(world, dossier_id, "void", Action.VOID, at(10, 24))
    (line,) = corrections.figures(world.actor("leader"), unit_id=None, first=DAY, last=dt.date(2026, 11, 30))
    assert (line.kind, line.unit, line.by, line.asked, line.approved, line.late) == (
        Kind.VOID, world.commune.name, world.staff["officer"].name, 1, 1, 1,
    )  # fmt: skip


def test_a_new_date_stands_beside_the_first_and_makes_nothing_on_time(world):
    dossier_id = taken(world, at(9))
    first = row_of(dossier_id).due_at
    corrected(world, dossier_id, "redate", Action.REDATE, at(10, 18), until=at(17, 27))
    row, found = row_of(dossier_id), Correction.objects.get()
    assert (row.due_at, row.redated_to, row.appointment_at) == (first, at(17, 27), first)
    assert (found.before["until"], found.wanted["until"]) == (first.isoformat(), at(17, 27).isoformat())
    late = at(9, 23)
    assert figures(world, late).late == 1, "the board goes by the first date"
    (published,) = morning.published(at=late).rows
    assert (published.code, published.corrected) == (row.code, True)
    due = morning.of_unit(unit=str(world.commune.id), at=late)
    assert [(one.id, one.due_at, one.corrected_to) for one in due.overdue] == [(dossier_id, first, at(17, 27))]
    seen = progress.of(row, late)
    assert (seen.late, seen.appointment_at, seen.corrected_from) == (True, at(17, 27), first)
    page = dossier_pages.page(actor=world.actor("officer"), at=late, dossier_id=dossier_id)
    assert (page.due_at, page.judged_at) == (at(17, 27), first)
    assert page.minutes is not None
    assert page.minutes < 0, "the page counts as the lists do"
    assert page.due is not None
    assert [line.at for line in page.due.lines if line.kind in (LineKind.REDATED, LineKind.DUE)] == [at(17, 27), first]
    move(world, dossier_id, "officer", Action.PROPOSE, late, decision="refuse", text="Không đủ điều kiện")
    move(world, dossier_id, "head", Action.APPROVE, at(10, 23))
    move(world, dossier_id, "records", Action.ISSUE, at(11, 23))
    fact = fact_of(dossier_id)
    assert (fact.competent_unit, fact.ended, fact.timeliness, fact.ended_late) == (world.commune.id, "done", "late", True)


def test_a_date_given_with_an_apology_is_never_corrected_to_an_earlier_one(world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "head", Action.EXTEND, at(10), reason="Chờ xác minh", cause="b", until=at(17, 27))
    with pytest.raises(InputWrong) as caught:
        ask(world, dossier_id, "redate", at(11), until=at(17, 26))
    assert caught.value.why == "not_later"
    corrected(world, dossier_id, "redate", Action.REDATE, at(12), until=at(17, 30))
    seen = progress.of(row_of(dossier_id), at(9, 24))
    assert (seen.appointment_at, seen.extended_to) == (at(17, 30), None)


def test_a_corrected_date_moves_with_a_wait(world):
    dossier_id = taken(world, at(9))
    corrected(world, dossier_id, "redate", Action.REDATE, at(9), until=at(17, 20))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(8, 17), items=[{"name": "Bản chính"}], reason="Thiếu")
    assert figures(world, at(9, 24)).late == 0
    move(world, dossier_id, "clerk", Action.ANSWER_PAPERS, at(8, 19))
    assert row_of(dossier_id).redated_to == at(17, 24), "two working days waited, and a weekend"


def test_the_citizen_is_told_both_dates(world):
    dossier_id = taken(world, at(9))
    corrected(world, dossier_id, "redate", Action.REDATE, at(10), until=at(17, 27))
    message = Message.objects.order_by("-id").first()
    body = sealing.unseal(message.body_sealed, context="ledger.message")
    about = {k: v for k, v in told.about(body).items() if k in notices.About.__dataclass_fields__}
    notice = notices.of_move(Action(body["action"]), Status(body["after"]), notices.About(**about))
    assert "ngày 27/11/2026" in notice.sentence
    assert "(đã ghi ngày 19/11/2026)" in notice.sentence


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words_for_the_citizen(kind):
    about = notices.About("Lan", "H48-1", "Việc", "Một cửa", "Một cửa", "https://x.vn", appointment_at=at(17, 27))
    notice = notices.of_move(RULES[kind].action, Status.IN_PROGRESS, about)
    assert notice is not None
    assert "{" not in notice.letter


def test_who_can_be_told_by_no_message_is_called(world):
    party = make.person()
    silent = (replace(party, phone=""), replace(party, phone="", role=PartyRole.SUBMITTER))
    dossier_id = taken(world, at(9), parties=silent)
    corrected(world, dossier_id, "void", Action.VOID, at(10))
    assert Call.objects.get(dossier_id=dossier_id).about == "void"


def test_another_unit_settles_it_from_the_first_step_and_the_papers_follow(world):
    dossier_id = taken(world, at(9))
    TransferLine.objects.filter(dossier_id=dossier_id).update(state="received")
    Bundle.objects.filter(dossier_id=dossier_id).update(unit_id=world.commune.id)
    before = row_of(dossier_id)
    corrected(world, dossier_id, "reroute", Action.REROUTE, at(10), unit=str(world.other_commune.id))
    row = row_of(dossier_id)
    assert (row.competent_unit_id, row.step_unit_id, row.step, row.assignee) == (world.other_commune.id, world.other_commune.id, "appraise", None)
    assert (row.code, row.due_at, row.received_unit_id) == (before.code, before.due_at, before.received_unit_id)
    runs = list(StepRun.objects.filter(dossier_id=dossier_id).order_by("id").values_list("unit_id", "outcome"))
    assert runs == [(world.commune.id, "reroute"), (world.other_commune.id, "")]
    line = TransferLine.objects.select_related("transfer").get(dossier_id=dossier_id, state="sent")
    assert (line.transfer.from_unit_id, line.transfer.to_unit_id) == (world.commune.id, world.other_commune.id)
    assert figures(world, at(11)).corrected == 1
    with pytest.raises(NotAllowed):
        move(world, dossier_id, "officer", Action.PROPOSE, at(11), decision="grant")
    move(world, dossier_id, "other_officer", Action.PROPOSE, at(11), decision="refuse", text="Không đủ điều kiện.")


def test_a_dossier_not_handed_over_yet_goes_to_the_other_unit_when_it_is(world):
    dossier_id = make.received(world, at(9)).id
    corrected(world, dossier_id, "reroute", Action.REROUTE, at(10), who="clerk", unit=str(world.other_commune.id))
    assert (row_of(dossier_id).step, Correction.objects.get().asked_unit_id) == (None, world.centre.id)
    move(world, dossier_id, "clerk", Action.HAND_OVER, at(11))
    assert row_of(dossier_id).step_unit_id == world.other_commune.id


def test_another_counter_received_it_and_is_counted_for_it(world):
    dossier_id = taken(world, at(9))
    corrected(world, dossier_id, "change_unit", Action.CHANGE_UNIT, at(10, 18), unit=str(world.other_centre.id))
    row = row_of(dossier_id)
    assert (row.received_unit_id, row.return_unit_id, row.competent_unit_id) == (world.other_centre.id, world.other_centre.id, world.commune.id)
    fact = fact_of(dossier_id)
    assert (fact.received_unit, fact.competent_unit, fact.corrected) == (world.other_centre.id, world.commune.id, 1)
    for unit, ids in ((world.centre, []), (world.other_centre, [dossier_id])):
        assert behind.of_sum(during(HERE), first=DAY, last=DAY, units=[str(unit.id)], limit=10) == ids
        assert sum(sums.totals([HERE], first=DAY, last=DAY, units=[str(unit.id)]).values()) == len(ids)


def test_opened_again_the_first_time_limit_runs_on_and_the_earlier_end_stays(world):
    dossier_id = finished(world, at(9))
    first, ended = row_of(dossier_id).due_at, row_of(dossier_id).finished_at
    corrected(world, dossier_id, "reopen", Action.CORRECT, at(10, 24))
    row, found = row_of(dossier_id), Correction.objects.get()
    assert (row.status, row.step, row.due_at, row.finished_at) == (Status.IN_PROGRESS, "appraise", first, None)
    assert (found.before["finished_at"], found.late) == (ended.isoformat(), False)
    now = figures(world, at(11, 24))
    assert (now.late, now.open, now.finished, now.corrected) == (1, 1, 0, 1), "it is open and not settled; that it was once is said beside it"
    page = dossier_pages.page(actor=world.actor("officer"), at=at(11, 24), dossier_id=dossier_id)
    assert [line.at for line in page.due.lines if line.kind is LineKind.REOPENED] == [at(10, 24) + dt.timedelta(minutes=5)]
    assert page.corrections[0].before == ended


def test_a_province_may_let_the_clock_stand_while_a_dossier_had_ended(world):
    configuration.set_value(key="reopen_clock", value="stood", first=DAY, basis="QĐ 1", actor=world.actor("system_admin"), at=at(8))
    cached.forget()
    dossier_id = finished(world, at(9))
    corrected(world, dossier_id, "reopen", Action.CORRECT, at(9, 18))
    pause = Pause.objects.get(dossier_id=dossier_id)
    assert (pause.kind, pause.started_at, pause.ended_at) == ("ended", at(9), at(9, 18) + dt.timedelta(minutes=5))
    assert local(row_of(dossier_id).due_at) == at(7, 24) + dt.timedelta(minutes=5), "two working days and five minutes stood"
    page = dossier_pages.page(actor=world.actor("officer"), at=at(11, 18), dossier_id=dossier_id)
    assert page.legal is None
    assert [line.pause.value for line in page.due.lines if line.kind is LineKind.PAUSED] == ["ended"]


def test_stopped_while_it_waited_it_comes_back_with_a_due_moment(world):
    dossier_id = taken(world, at(9))
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(8, 17), items=[{"name": "Bản chính"}], reason="Thiếu")
    move(world, dossier_id, "head", Action.STOP, at(8, 18), reason="Không bổ sung")
    assert row_of(dossier_id).due_at is None
    corrected(world, dossier_id, "reopen", Action.CORRECT, at(8, 19))
    assert local(row_of(dossier_id).due_at).date() == dt.date(2026, 11, 20), "one working day was waited"


def test_a_filing_that_was_refused_is_answered_after_all(world):
    opened = make.filed(world, at(9))
    move(world, opened.id, "clerk", Action.REFUSE_INTAKE, at(10), reason="Không đủ")
    corrected(world, opened.id, "reopen", Action.CORRECT, at(8, 18), who="clerk")
    row = row_of(opened.id)
    assert (row.status, row.finished_at, row.step) == (Status.FILED, None, None)
    assert local(row.answer_due_at) == at(8, 19) + dt.timedelta(minutes=5)
    move(world, opened.id, "clerk", Action.ACCEPT, at(9, 18))


def test_a_refusal_and_a_withdrawal_stay_as_lines_and_change_nothing(world):
    dossier_id = taken(world, at(9))
    ask(world, dossier_id, "void", at(10))
    move(world, dossier_id, "controller", Action.REFUSE_CORRECTION, at(11), reason="Hồ sơ đang giải quyết bình thường")
    ask(world, dossier_id, "redate", at(12), until=at(17, 27))
    with pytest.raises(NotPossible) as caught:
        move(world, dossier_id, "head", Action.DROP_CORRECTION, at(13))
    assert caught.value.why == "not_yours"
    move(world, dossier_id, "officer", Action.DROP_CORRECTION, at(13))
    row = row_of(dossier_id)
    assert (row.status, row.redated_to, row.correction_by) == (Status.IN_PROGRESS, None, None)
    shown = corrections.own(world.actor("officer"))
    assert [(one.kind, one.outcome) for one in shown] == [(Kind.REDATE, "withdrawn"), (Kind.VOID, "refused")]
    fact = fact_of(dossier_id)
    assert (fact.received_unit, fact.accepted_on, fact.ended, fact.corrected) == (world.centre.id, DAY, None, 0)
    assert {r.kind: (r.asked, r.refused, r.withdrawn, r.open) for r in corrections.figures(
        world.actor("leader"), unit_id=None, first=DAY, last=DAY)} == {Kind.VOID: (1, 1, 0, 0), Kind.REDATE: (1, 0, 1, 0)}  # fmt: skip


def test_a_request_is_answered_though_the_dossier_moved_on(world):
    dossier_id = finished(world, at(9))
    ask(world, dossier_id, "reopen", at(10))
    move(world, dossier_id, "clerk", Action.RETURN_RESULT, at(11), received_by="Phạm Thị Lan")
    with pytest.raises(NotPossible):
        move(world, dossier_id, "controller", Action.CORRECT, at(12), reason="Đồng ý")
    move(world, dossier_id, "controller", Action.REFUSE_CORRECTION, at(12), reason="Đã trả kết quả")
    assert Correction.objects.get().outcome == "refused"


def test_the_chain_is_sound_and_no_row_can_be_rewritten_or_deleted(world):
    dossier_id = taken(world, at(9))
    corrected(world, dossier_id, "redate", Action.REDATE, at(10), until=at(17, 27))
    entries = ledger.history(dossier_id)
    assert [e.action for e in entries][-2:] == ["ask_correction", "redate"]
    assert entries[-1].data["was"]["until"]
    for change in (lambda: Correction.objects.all().delete(), lambda: Correction.objects.update(late=True)):
        with transaction.atomic(), pytest.raises(DatabaseError):
            change()


def test_a_head_sees_the_corrections_of_their_own_units_only(world):
    dossier_id = taken(world, at(9))
    ask(world, dossier_id, "void", at(10))
    period = {"unit_id": None, "first": DAY, "last": DAY}
    assert len(corrections.figures(world.actor("head"), **period)) == 1
    StaffRole.objects.filter(staff=world.staff["head"]).update(unit=world.other_commune)
    assert corrections.figures(world.actor("head"), **period) == ()
    assert corrections.behind(world.actor("head"), **period)[0] == ()


def test_only_who_may_decide_reads_a_request(world):
    dossier_id = handed_over(world, at(9))
    ask(world, dossier_id, "void", at(10), who="clerk")
    found = Correction.objects.get()
    assert corrections.one(found.id, world.actor("controller")).reason == REASON
    for actor, wanted in (("officer", found.id), ("controller", uuid.UUID(int=7))):
        with pytest.raises(NotAllowed):
            corrections.one(wanted, world.actor(actor))
