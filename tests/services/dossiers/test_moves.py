"""What each move does beside the status: pauses, requests, fees, extensions, corrections, consultations."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import DeliveryStatus, PaymentStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.people.party import PartyRole
from motcua.domain.permissions.scope import NotAllowed
from motcua.queries import dossier_parts
from motcua.queries.figures import figures
from motcua.services import results
from motcua.services.dossiers import effects, moving, slips, steps
from motcua.services.dossiers.filings import FilingRefused, Foreign
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import sealing
from motcua.storage.dossiers.models import (
    Consultation,
    Dossier,
    IssuedSlip,
    Note,
    Party,
    Pause,
    Request,
    Result,
    StepRun,
)
from motcua.storage.fees.models import FeeDue, Payment
from motcua.storage.figures.models import Fact
from motcua.storage.ledger.models import Entry, Message
from tests import make

ITEMS = [{"component": "proof", "name": "Giấy tờ chứng minh", "note": "mờ"}]


def at(hour: int, day: int = 16, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def move(world, dossier, who, action, when, **inputs):
    actor = who if not isinstance(who, str) else world.actor(who)
    return moving.advance(dossier_id=dossier.id, action=action, actor=actor, at=when, inputs=inputs)


def in_progress(world, **changes):
    opened = make.received(world, **changes)
    move(world, opened, "clerk", Action.HAND_OVER, at(10))
    move(world, opened, "officer", Action.ASSIGN, at(10), assignee=str(world.staff["officer"].id))
    return opened


def row_of(opened) -> Dossier:
    return Dossier.objects.get(id=opened.id)


def test_papers_are_asked_once_at_intake_and_the_answer_starts_the_eight_hours_again(world):
    opened = make.filed(world)
    move(world, opened, "clerk", Action.ASK_INTAKE, at(10), items=ITEMS, reason="Thiếu trang")
    row = row_of(opened)
    assert (row.status, row.intake_requests, row.answer_due_at) == (Status.AWAITING_PAPERS, 1, None)
    move(world, opened, make.citizen(), Action.ANSWER_INTAKE, at(9, 18))
    row = row_of(opened)
    assert (row.status, row.answer_due_at) == (Status.FILED, at(9, 19))
    assert Request.objects.get(dossier_id=opened.id).answered_at == at(9, 18)
    with pytest.raises(NotPossible) as caught:
        move(world, opened, "clerk", Action.ASK_INTAKE, at(10, 18), items=ITEMS, reason="Thiếu nữa")
    assert caught.value.why == "asked_once"


def test_a_refusal_at_intake_keeps_the_code_and_says_why(world):
    opened = make.filed(world)
    move(world, opened, "clerk", Action.REFUSE_INTAKE, at(11), reason="Không thuộc thẩm quyền")
    row = row_of(opened)
    assert (row.status, row.code, row.finished_at) == (Status.NOT_RECEIVED, opened.code, at(11))
    slip = IssuedSlip.objects.get(dossier_id=opened.id)
    page = slips.page_of_row(slip)
    assert (slip.kind, page.data["office"]) == ("refusal", world.centre.name)
    assert f"{world.centre.name} thông báo không tiếp nhận, giải quyết hồ sơ này" in str(page.data)


def test_a_restart_counts_the_whole_limit_again_from_the_answer(world):
    opened = in_progress(world)
    move(world, opened, "officer", Action.ASK_PAPERS, at(9, 17), items=ITEMS, reason="Không đủ điều kiện", restart=True)
    move(world, opened, make.citizen(), Action.ANSWER_PAPERS, at(9, 20))
    row = row_of(opened)
    assert row.clock_started_at == at(9, 20)
    assert row.due_at == at(17, 25)  # the third working day after Friday the 20th
    assert Pause.objects.get(dossier_id=opened.id).restart is True


def test_a_fee_asked_for_stops_the_clock_until_it_is_paid(world):
    opened = in_progress(world)
    move(world, opened, "officer", Action.ASK_FEE, at(14), amount=150_000, reason="Phí thẩm định")
    row = row_of(opened)
    assert (row.status, row.due_at, row.payment_status) == (Status.AWAITING_PAYMENT, None, PaymentStatus.DUE)
    assert row.fee_total == 160_000
    move(world, opened, "collector", Action.PAY_FEE, at(14, 18), way="transfer")
    row = row_of(opened)
    assert (row.status, row.payment_status) == (Status.IN_PROGRESS, PaymentStatus.PAID)
    assert row.due_at == at(17, 23)
    assert Payment.objects.get(dossier_id=opened.id).amount == 160_000
    assert not FeeDue.objects.filter(dossier_id=opened.id, paid_at=None).exists()


@pytest.mark.parametrize("amount", [0, -5, "100", 1.5, None])
def test_a_fee_that_is_no_amount_is_refused(world, amount):
    opened = in_progress(world)
    with pytest.raises((effects.InputWrong, InputMissing)):
        move(world, opened, "officer", Action.ASK_FEE, at(14), amount=amount, reason="x")


def test_an_extension_is_given_once_and_never_moves_the_legal_due_moment(world):
    opened = in_progress(world)
    legal = row_of(opened).due_at
    with pytest.raises(effects.InputWrong):
        move(world, opened, "head", Action.EXTEND, at(15), reason="Chờ xác minh", cause="d", until=at(9, 17))
    move(world, opened, "head", Action.EXTEND, at(15), reason="Chờ xác minh", cause="d", until=at(17, 25))
    row = row_of(opened)
    assert (row.due_at, row.extended_to, row.extensions) == (legal, at(17, 25), 1)
    with pytest.raises(NotPossible):
        move(world, opened, "head", Action.EXTEND, at(16), reason="Lại chờ", cause="d", until=at(17, 27))


def test_what_is_sent_back_returns_to_the_person_who_had_it(world):
    opened = in_progress(world)
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(11))
    move(world, opened, "officer", Action.PROPOSE, at(14), decision="grant")
    move(world, opened, "head", Action.SEND_BACK, at(15), reason="Sửa ngày sinh")
    row = row_of(opened)
    assert (row.step, row.assignee) == ("appraise", world.staff["officer"].id)
    runs = list(StepRun.objects.filter(dossier_id=opened.id).order_by("id").values_list("step", "outcome"))
    assert runs == [("appraise", "propose"), ("sign", "send_back"), ("appraise", "")]
    assert Note.objects.filter(dossier_id=opened.id).count() == 1


def test_nothing_is_put_before_the_head_or_signed_or_issued_without_a_result(world):
    opened = in_progress(world)
    _refused(world, opened, "officer", Action.PROPOSE, "draft_missing", decision="grant")
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(13))
    move(world, opened, "officer", Action.PROPOSE, at(14), decision="grant")
    drafts = Result.objects.filter(dossier_id=opened.id)
    drafts.update(replaced_at=at(14))
    _refused(world, opened, "head", Action.APPROVE, "draft_missing")
    drafts.update(replaced_at=None)
    move(world, opened, "head", Action.APPROVE, at(14))
    drafts.update(replaced_at=at(14))
    _refused(world, opened, "records", Action.ISSUE, "result_missing")


def _refused(world, opened, who: str, action: Action, why: str, **inputs: object) -> None:
    with pytest.raises(NotPossible) as caught:
        move(world, opened, who, action, at(14), **inputs)
    assert caught.value.why == why


def test_what_the_head_has_signed_goes_back_before_it_changes(world):
    opened = in_progress(world)
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(13), content="Bản A")
    move(world, opened, "officer", Action.PROPOSE, at(14), decision="grant")
    move(world, opened, "head", Action.APPROVE, at(15))
    with pytest.raises(NotPossible) as caught:
        results.draft(dossier_id=opened.id, actor=world.actor("records"), at=at(16), content="Bản B")
    assert caught.value.why == "changed_after_signing"
    move(world, opened, "records", Action.SEND_BACK, at(16), reason="Sai ngày sinh")
    move(world, opened, "head", Action.SEND_BACK, at(16), reason="Sai ngày sinh")
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(16), content="Bản B")
    move(world, opened, "officer", Action.PROPOSE, at(16), decision="grant")
    move(world, opened, "head", Action.APPROVE, at(16))
    Result.objects.filter(dossier_id=opened.id, replaced_at=None).update(signature=None)
    with pytest.raises(NotPossible) as caught:
        move(world, opened, "records", Action.ISSUE, at(16))
    assert caught.value.why == "changed_after_signing", "what came in after the signature goes out under none"


def test_a_refusal_takes_the_drafted_result_out_of_sight(world):
    opened = in_progress(world)
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(13), content="Đã kết hôn")
    move(world, opened, "officer", Action.PROPOSE, at(14), decision="refuse", text="Không đủ điều kiện.")
    move(world, opened, "head", Action.APPROVE, at(15))
    assert Result.objects.get(dossier_id=opened.id).signature is None
    move(world, opened, "records", Action.ISSUE, at(16))
    assert not Result.objects.filter(dossier_id=opened.id, replaced_at=None).exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"number": "7", "issued_on": dt.date(2026, 11, 17)}, ("issued_on", "in_the_future")),
        ({"number": "7", "issued_on": dt.date(1920, 1, 1)}, ("issued_on", "before_the_dossier")),
        ({"number": "7" * 81, "issued_on": dt.date(2026, 11, 16)}, ("number", "too_long")),
    ],
)
def test_number_and_day_of_another_system_are_believable(world, given, why):
    opened = in_progress(world)
    with pytest.raises(InputWrong) as caught:
        results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(16), source="Hệ thống khác", **given)
    assert (caught.value.name, caught.value.why) == why


def test_a_refusal_after_appraisal_ends_with_its_slip_and_no_result(world):
    opened = in_progress(world)
    move(world, opened, "officer", Action.PROPOSE, at(14), decision="refuse", text="Thửa đất đang tranh chấp.", basis="Điều 5")
    move(world, opened, "head", Action.APPROVE, at(15))
    move(world, opened, "records", Action.ISSUE, at(16))
    row = row_of(opened)
    assert (row.status, row.decision, row.delivery_status) == (Status.FINISHED, "refuse", DeliveryStatus.AT_AGENCY)
    page = slips.page_of_row(IssuedSlip.objects.get(dossier_id=opened.id, kind="refusal"))
    printed = str(page.data)
    assert page.data["office"] == world.commune.name
    assert "UBND xã Ba Thử thông báo từ chối giải quyết hồ sơ này" in printed
    assert "Thửa đất đang tranh chấp." in printed
    assert "Điều 5" in printed
    assert world.staff["head"].name in printed
    assert dossier_parts.reason(row) == dossier_parts.SeenReason("Thửa đất đang tranh chấp.", "Điều 5")


def test_a_refusal_is_not_proposed_without_its_reason_and_a_new_proposal_forgets_the_old_one(world):
    opened = in_progress(world)
    with pytest.raises(InputMissing) as caught:
        move(world, opened, "officer", Action.PROPOSE, at(14), decision="refuse", text="  ")
    assert caught.value.name == "text"
    move(world, opened, "officer", Action.PROPOSE, at(14), decision="refuse", text="Thiếu điều kiện.")
    move(world, opened, "head", Action.SEND_BACK, at(15), reason="Đã đủ điều kiện")
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(16))
    move(world, opened, "officer", Action.PROPOSE, at(16), decision="grant")
    assert not dossier_parts.reason(row_of(opened))


def test_a_dossier_that_is_stopped_reopens_only_by_a_second_person(world):
    opened = in_progress(world)
    move(world, opened, "head", Action.STOP, at(15), reason="Người nộp đề nghị dừng")
    assert row_of(opened).status == Status.STOPPED
    assert dossier_parts.reason(row_of(opened)).text == "Người nộp đề nghị dừng"
    assert IssuedSlip.objects.filter(dossier_id=opened.id, kind="stop").exists()
    with pytest.raises(NotPossible):
        move(world, opened, "controller", Action.CORRECT, at(16), reason="Dừng nhầm")
    move(world, opened, "officer", Action.ASK_CORRECTION, at(16), kind="reopen", reason="Dừng nhầm hồ sơ")
    with pytest.raises(NotAllowed):
        move(world, opened, "officer", Action.CORRECT, at(16), reason="Dừng nhầm")
    move(world, opened, "controller", Action.CORRECT, at(17), reason="Đúng là dừng nhầm")
    row = row_of(opened)
    assert (row.status, row.step, row.finished_at, row.correction_by) == (Status.IN_PROGRESS, "appraise", None, None)
    assert not dossier_parts.reason(row)
    make.facts_at_once()
    fact = Fact.objects.get(dossier_id=opened.id)
    assert (fact.ended, fact.ended_on, fact.corrected) == (None, None, 1), "it is open again, and counted as corrected"


def test_a_citizen_withdraws_and_the_clock_ends(world):
    opened = in_progress(world)
    move(world, opened, make.citizen(), Action.WITHDRAW, at(14))
    row = row_of(opened)
    assert (row.status, row.step, row.finished_at) == (Status.WITHDRAWN, None, at(14))
    with pytest.raises(NotAllowed):
        move(world, make.filed(world), make.citizen("051090000099"), Action.WITHDRAW, at(14))


def test_an_opinion_is_asked_and_answered_beside_the_step(world):
    opened = in_progress(world)
    due = row_of(opened).due_at
    move(world, opened, "officer", Action.CONSULT, at(11), unit=str(world.other_commune.id), question="Có tranh chấp không?", hours=16)
    with pytest.raises(NotAllowed):
        move(world, opened, "other_clerk", Action.ANSWER_CONSULT, at(14), answer="Không")
    move(world, opened, "other_officer", Action.ANSWER_CONSULT, at(14), answer="Không có tranh chấp.")
    consultation = Consultation.objects.get(dossier_id=opened.id)
    assert sealing.unseal(consultation.answer_sealed, context="dossiers.consultation") == "Không có tranh chấp."
    assert consultation.due_at == at(11, 18)
    assert (row_of(opened).due_at, row_of(opened).status) == (due, Status.IN_PROGRESS)


def test_work_is_given_only_to_somebody_who_holds_the_role_there(world):
    opened = make.received(world)
    move(world, opened, "clerk", Action.HAND_OVER, at(10))
    for nobody in (str(world.staff["other_officer"].id), "ai đó"):
        with pytest.raises(steps.AssigneeUnfit):
            move(world, opened, "head", Action.ASSIGN, at(11), assignee=nobody)
    move(world, opened, "head", Action.ASSIGN, at(11), assignee=str(world.staff["officer"].id))
    assert row_of(opened).assignee == world.staff["officer"].id


def test_nobody_receives_or_moves_a_dossier_of_their_own(world):
    key = make.citizen().person_key
    world.staff["clerk"].person_key = key
    world.staff["clerk"].save()
    with pytest.raises(FilingRefused) as caught:
        make.received(world)
    assert caught.value.problems[0][1] == "own_dossier"
    opened = make.filed(world)
    with pytest.raises(NotAllowed):
        move(world, opened, "clerk", Action.ACCEPT, at(10))


def test_a_citizen_files_only_what_they_are_a_party_to(world):
    other = make.person("051090000008", "Lê Văn Hai")
    with pytest.raises(FilingRefused) as caught:
        make.filed(world, parties=(other, make.person("051090000008", "Lê Văn Hai", PartyRole.SUBMITTER)))
    assert caught.value.problems[0][1] == "not_a_party"


def test_a_dossier_from_the_national_portal_keeps_its_code_and_moment(world):
    foreign = Foreign(code="H48.101-261115-0042", filed_at=at(20, 15))
    opened = make.filed(world, foreign=foreign)
    row = row_of(opened)
    assert (row.code, row.code_origin, row.filed_at, row.filed_on) == (foreign.code, "national", at(20, 15), at(20, 15).date())
    with pytest.raises(IntegrityError), transaction.atomic():
        make.filed(world, foreign=foreign)


def test_a_move_is_never_dated_before_the_one_before_it(world):
    opened = make.received(world, when := at(9))
    move(world, opened, "clerk", Action.HAND_OVER, when - dt.timedelta(minutes=5))
    entries = list(Entry.objects.filter(chain=opened.id).order_by("no").values_list("at", flat=True))
    assert entries == sorted(entries)


def test_no_name_number_or_answer_stands_clear_in_ledger_outbox_or_sealed_columns(world):
    opened = in_progress(world, answers={"purpose": "Bí mật gia đình"})
    move(world, opened, "officer", Action.ASK_PAPERS, at(14), items=ITEMS, reason="Lý do riêng tư")
    secrets = ["Phạm Thị Lan", "051090000001", "0905000001", "Bí mật gia đình", "Lý do riêng tư"]
    for model in (Entry, Message, Party, Request, Note, IssuedSlip, Pause, Dossier):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            text = "\n".join(line[0] for line in cursor.fetchall())
        clear = {"Phạm Thị Lan"} if model in (Party, Dossier) else set()  # names are searched by
        found = [s for s in secrets if s not in clear and (s in text or s.encode().hex() in text)]
        assert found == [], model


def test_a_receipt_is_printed_from_what_was_kept(world):
    opened = make.received(world)
    slip = IssuedSlip.objects.get(dossier_id=opened.id)
    page = slips.page_of_row(slip)
    assert page.data["code"] == opened.code
    assert all(said in str(page.data) for said in ("Thôn Mẫu, xã Ba Thử", "0905000001", "051090000001"))
    assert "tra-cuu/" + opened.code in str(page.data["qr"])


def test_the_counts_of_a_dossier_follow_its_moves(world):
    opened = in_progress(world)
    results.draft(dossier_id=opened.id, actor=world.actor("officer"), at=at(11))
    for who, action, hour, inputs in (
        ("officer", Action.PROPOSE, 14, {"decision": "grant"}), ("head", Action.APPROVE, 15, {}), ("records", Action.ISSUE, 16, {}),
    ):  # fmt: skip
        move(world, opened, who, action, at(hour), **inputs)
    make.facts_at_once()
    fact = Fact.objects.get(dossier_id=opened.id)
    day = row_of(opened).accepted_on
    assert (fact.accepted_on, fact.ended_on, fact.ended, fact.timeliness) == (day, day, "done", "early")
    found = figures.read(["received", "settled", "on_time", "late_settled", "open"], first=day, last=day)[""]
    assert [f.hit for f in found.values()] == [1, 1, 1, 0, 0]
