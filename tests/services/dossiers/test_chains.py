"""Chains: a task is sent to an agency without an account, its time and its delay are its own, its answer moves the dossier on."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.dossiers.chains import Answer, TaskNotPossible, TaskState
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.states import DeliveryStatus, Status
from motcua.domain.dossiers.transitions import Action
from motcua.queries import chains as looked_up
from motcua.queries import configuration
from motcua.queries.access import NotAllowed
from motcua.queries.figures import figures
from motcua.services.dossiers import slips, tasks
from motcua.services.dossiers.tasks import Given, Sending
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import sealing
from motcua.storage.books.models import BookLine
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import Dossier, IssuedSlip, Pause
from motcua.storage.figures.models import Fact
from motcua.storage.ledger.models import Message
from motcua.storage.people.models import DatedSetting
from tests import chain_stories, make
from tests.chain_stories import CHAIN, Chain, on


@pytest.fixture
def chain(world) -> Chain:  # type: ignore[no-untyped-def]
    return chain_stories.chain(world)


def seen(row: Dossier, at: dt.datetime):  # type: ignore[no-untyped-def]
    return looked_up.of_dossier(Dossier.objects.get(id=row.id), config=configuration.current(), at=at, full=True)


def sent(chain: Chain, row: Dossier, at: dt.datetime, **more: object):  # type: ignore[no-untyped-def]
    task = Task.objects.get(dossier=row)
    return tasks.send(dossier_id=row.id, sending=Sending(task=task.id, **more), actor=chain.world.actor("land_officer", at), at=at)  # type: ignore[arg-type]


def answered(chain: Chain, row: Dossier, at: dt.datetime, who: str = "land_officer", **given: object) -> None:
    task = Task.objects.get(dossier=row)
    tasks.answer(dossier_id=row.id, task_id=task.id, given=Given(**given), actor=chain.world.actor(who, at), at=at)  # type: ignore[arg-type]


def test_the_land_office_that_serves_the_commune_settles_it_and_sends_to_the_tax_office_itself(chain):
    row = chain.to_tax(on(16))
    assert row.competent_unit_id == chain.land_office.id
    assert (row.step, row.step_unit_id, str(row.assignee)) == ("tax", chain.land_office.id, chain.world.actor("land_officer", on(16)).id)
    (task,) = seen(row, on(16, 10))
    assert (task.agency, task.state, task.days, task.due_at) == ("Thuế cơ sở 6 tỉnh Thử", TaskState.TO_SEND, 5, None)


def test_the_step_does_not_go_on_while_the_agency_has_not_answered(chain):
    row = chain.to_tax(on(16))
    with pytest.raises(NotPossible) as refused:
        chain.move(row.id, Action.FORWARD, "land_officer", on(16, 10))
    assert refused.value.why == "tasks_open"


def test_sending_draws_a_number_prints_a_slip_and_counts_from_the_presumed_receipt(chain):
    row = chain.to_tax(on(16))
    done = sent(chain, row, on(16, 10), asked="Chuyển nhượng thửa 125")
    assert done.number == "01/PCTT-CNVPĐKĐĐ"
    assert BookLine.objects.get(about=done.task_id).words == "Phiếu chuyển thông tin"
    slip = IssuedSlip.objects.get(id=done.slip_id)
    page = slips.page_of_row(slip)
    assert (slip.kind, page.data["title"]) == ("transfer", "Phiếu chuyển thông tin")
    assert "Thuế cơ sở 6 tỉnh Thử" in str(page.data["blocks"])
    (task,) = seen(row, on(16, 10))
    assert (task.received_at, task.receipt_known) == (on(18, 17), False)  # a letter counts as received after two working days
    assert task.due_at == done.due_at == on(25, 17)  # five working days after that
    assert (task.state, task.days_late) == (TaskState.SENT, 0)


def test_a_letter_is_presumed_received_by_the_setting_of_the_day(chain):
    DatedSetting.objects.create(key="letter_days", value=0, valid_from=dt.date(2025, 7, 1))
    configuration.forget()
    row = chain.to_tax(on(16))
    assert sent(chain, row, on(16, 10)).due_at == on(23, 17)


def test_the_day_the_agency_received_it_counts_anew_and_only_forward(chain):
    row = chain.to_tax(on(16))
    done = sent(chain, row, on(16, 10))
    officer = chain.world.actor("land_officer", on(20))
    for day in (on(15).date(), on(21).date()):
        with pytest.raises(TaskNotPossible):
            tasks.received(dossier_id=row.id, task_id=done.task_id, day=day, actor=officer, at=on(20))
    assert tasks.received(dossier_id=row.id, task_id=done.task_id, day=on(19).date(), actor=officer, at=on(20)) == on(26, 17)
    assert seen(row, on(20))[0].receipt_known is True


def test_the_delay_is_the_agencys_own_and_stays_after_the_answer(chain):
    row = chain.to_tax(on(16))
    sent(chain, row, on(16, 10))
    assert seen(row, on(25, 16))[0].days_late == 0
    late = seen(row, on(27, 10))[0]
    assert (late.late, late.days_late) == (True, 2)  # due Wednesday 25th, now Friday 27th
    answered(chain, row, on(27, 11), text="Không phát sinh nghĩa vụ tài chính", number="12/TB")
    after = seen(row, on(30, 9))[0]
    assert (after.state, after.late, after.days_late, after.said) == (TaskState.ANSWERED, False, 2, "Không phát sinh nghĩa vụ tài chính")
    assert Dossier.objects.get(id=row.id).status == Status.IN_PROGRESS
    chain.move(row.id, Action.FORWARD, "land_officer", on(27, 12))
    assert Dossier.objects.get(id=row.id).step == "update"


def test_an_answer_that_came_earlier_than_it_is_keyed_in_is_not_the_agencys_delay(chain):
    row = chain.to_tax(on(16))
    sent(chain, row, on(16, 10))
    answered(chain, row, on(30, 9), text="Không phát sinh", came_on=on(25).date())
    assert seen(row, on(30, 10))[0].days_late == 0


def test_an_answer_needs_words_a_number_or_a_file_and_comes_after_the_sending(chain):
    row = chain.to_tax(on(16))
    with pytest.raises(TaskNotPossible):
        answered(chain, row, on(16, 10), text="Quá sớm")
    sent(chain, row, on(17, 10))
    with pytest.raises(InputMissing):
        answered(chain, row, on(18, 10))
    with pytest.raises(TaskNotPossible):
        answered(chain, row, on(18, 10), text="Hôm trước", came_on=on(16).date())


def test_a_notice_of_tax_pauses_the_clock_and_nothing_of_it_is_guessed(chain):
    row = chain.to_tax(on(16))
    sent(chain, row, on(16, 10))
    for missing in ({"day": on(20).date(), "amount": 5_000_000}, {"number": "88/TB", "amount": 5_000_000}, {"number": "88/TB", "day": on(20).date()}):
        with pytest.raises(InputMissing):
            answered(chain, row, on(20, 10), kind=Answer.TAX_NOTICE, **missing)
    assert Task.objects.get(dossier=row).answered_at is None
    answered(chain, row, on(20, 10), kind=Answer.TAX_NOTICE, number="88/TB-T6", day=on(20).date(), amount=5_250_000)
    paused = Dossier.objects.get(id=row.id)
    assert (paused.status, paused.due_at) == (Status.AWAITING_PAYMENT, None)
    pause = Pause.objects.get(dossier=row)
    assert "88/TB-T6 ngày 20/11/2026 của Thuế cơ sở 6 tỉnh Thử" in str(sealing.unseal(pause.reason_sealed, context="dossiers.pause"))
    told = [sealing.unseal(m.body_sealed, context="ledger.message") for m in Message.objects.filter(topic="dossier.moved", chain=row.id)]
    assert told[-1]["action"] == "ask_tax"


def test_the_proof_of_payment_ends_the_pause_and_our_own_till_does_not(chain):
    row = chain.to_tax(on(16))
    sent(chain, row, on(16, 10))
    answered(chain, row, on(20, 10), kind=Answer.TAX_NOTICE, number="88/TB-T6", day=on(20).date(), amount=5_250_000)
    with pytest.raises(NotPossible):
        chain.move(row.id, Action.PAY_FEE, "clerk", on(24))
    with pytest.raises(InputMissing):
        chain.move(row.id, Action.PAY_TAX, "clerk", on(24))
    with pytest.raises(InputWrong, match="before_notice"):
        chain.move(row.id, Action.PAY_TAX, "clerk", on(24), number="GNT 0012", day=on(19).date())
    chain.move(row.id, Action.PAY_TAX, "clerk", on(24), number="GNT 0012", day=on(23).date())
    again = Dossier.objects.get(id=row.id)
    assert (again.status, again.step, again.working) == (Status.IN_PROGRESS, "tax", True)
    assert again.due_at is not None and again.due_at > row.due_at
    (task,) = seen(row, on(24, 10))
    assert (task.amount, task.proof_number, task.proof_day) == (5_250_000, "GNT 0012", on(23).date())
    with pytest.raises(NotPossible):
        chain.move(row.id, Action.PAY_TAX, "clerk", on(25), number="GNT 0013", day=on(24).date())


def test_the_citizen_gives_the_proof_and_a_stranger_does_not(chain):
    row = chain.to_tax(on(16))
    sent(chain, row, on(16, 10))
    answered(chain, row, on(20, 10), kind=Answer.TAX_NOTICE, number="88/TB-T6", day=on(20).date(), amount=5_250_000)
    from motcua.services.dossiers import moving

    inputs = {"number": "GNT 0012", "day": on(23).date()}
    with pytest.raises(NotAllowed):
        moving.advance(dossier_id=row.id, action=Action.PAY_TAX, actor=make.citizen("051090000099"), at=on(24), inputs=inputs)
    moving.advance(dossier_id=row.id, action=Action.PAY_TAX, actor=make.citizen(), at=on(24), inputs=inputs)
    assert Dossier.objects.get(id=row.id).status == Status.IN_PROGRESS


def test_an_agency_that_takes_e_mail_is_written_to_through_the_outbox(chain):
    chain.tax.way, chain.tax.email = "email", "thue6@example.gov.vn"
    chain.tax.save()
    configuration.forget()
    row = chain.to_tax(on(16))
    done = sent(chain, row, on(16, 10))
    assert done.due_at == on(23, 17)  # it has it at once
    body = sealing.unseal(Message.objects.get(topic="chain.sent").body_sealed, context="ledger.message")
    assert (body["task"], body["number"]) == (str(done.task_id), done.number)


def test_only_the_unit_that_sends_may_send_and_key_in(chain):
    row = chain.to_tax(on(16))
    task = Task.objects.get(dossier=row)
    with pytest.raises(NotAllowed):
        tasks.send(dossier_id=row.id, sending=Sending(task=task.id), actor=chain.world.actor("officer"), at=on(16, 10))
    sent(chain, row, on(16, 10))
    with pytest.raises(NotAllowed):
        answered(chain, row, on(17), who="officer", text="Không phải việc của tôi")
    with pytest.raises(TaskNotPossible):
        sent(chain, row, on(17))  # once


def test_a_question_beside_the_steps_is_sent_too_and_holds_nothing_up(chain):
    opened = make.received(chain.world, on(16))
    chain.move(opened.id, Action.HAND_OVER, "clerk", on(16, 9, 10))
    chain.move(opened.id, Action.ASSIGN, "officer", on(16, 9, 20), assignee=chain.world.actor("officer").id)
    asked = Sending(agency=chain.tax.id, name="Xác nhận nợ thuế", asked="Ông A còn nợ thuế không?", days=3)
    tasks.send(dossier_id=opened.id, sending=asked, actor=chain.world.actor("officer"), at=on(16, 10))
    chain.move(opened.id, Action.PROPOSE, "officer", on(16, 11), decision="refuse", text="Còn nợ thuế.")
    assert Task.objects.get(dossier_id=opened.id).step == ""


def test_sent_back_the_open_task_is_not_waited_for_and_asked_anew_later(chain):
    row = chain.to_tax(on(16))
    chain.move(row.id, Action.SEND_BACK, "land_officer", on(16, 10), reason="Thiếu trích lục")
    assert Task.objects.get(dossier=row).cancelled_at is not None
    chain.move(row.id, Action.FORWARD, "land_officer", on(17))
    assert [t.state for t in seen(row, on(17))] == [TaskState.CANCELLED, TaskState.TO_SEND]


def chained(chain: Chain, at: dt.datetime, **changes: object) -> Dossier:
    opened = make.received(chain.world, at, procedure_code=CHAIN, **changes)
    chain.move(opened.id, Action.HAND_OVER, "clerk", at + dt.timedelta(minutes=10))
    chain.move(opened.id, Action.ASSIGN, "officer", at + dt.timedelta(minutes=20), assignee=chain.world.actor("officer").id)
    chain.move(opened.id, Action.FORWARD, "officer", at + dt.timedelta(minutes=30))
    return Dossier.objects.get(id=opened.id)


def settle_child(chain: Chain, child: Dossier, at: dt.datetime) -> None:
    from motcua.services import results

    officer = chain.world.actor("police_officer", at)
    chain.move(child.id, Action.ASSIGN, "police_officer", at, assignee=officer.id)
    results.draft(dossier_id=child.id, actor=officer, at=at + dt.timedelta(minutes=1))
    chain.move(child.id, Action.PROPOSE, "police_officer", at + dt.timedelta(minutes=2), decision="grant")
    chain.move(child.id, Action.APPROVE, "police_head", at + dt.timedelta(minutes=4))
    chain.move(child.id, Action.ISSUE, "police_records", at + dt.timedelta(minutes=6))


def test_on_paper_the_tasks_follow_each_other_and_a_linked_dossier_tells_its_parent_when_it_ends(chain):
    row = chained(chain, on(16))
    assert [t.state for t in seen(row, on(16, 10))] == [TaskState.SENT, TaskState.WAITING]
    child = Dossier.objects.get(parent=row)
    assert (child.code, child.status, child.competent_unit_id, child.owner_name) == (f"{row.code}-L1", Status.RECEIVED, chain.police.id, row.owner_name)
    assert child.due_at == on(30, 17)  # its own clock: ten working days
    settle_child(chain, child, on(18))
    first, second = seen(row, on(18, 10))
    assert (first.state, first.answer_number != "", second.state) == (TaskState.ANSWERED, True, TaskState.TO_SEND)
    child.refresh_from_db()
    assert (child.status, child.delivery_status) == (Status.FINISHED, DeliveryStatus.DELIVERED)  # nothing to hand out at a counter


def test_electronically_they_work_side_by_side(chain):
    from motcua.services.dossiers.filings import GivenPaper

    row = chained(chain, on(16), papers=())
    assert [t.state for t in seen(row, on(16, 10))] == [TaskState.SENT, TaskState.WAITING]  # handed in at the counter
    electronic = make.filed(chain.world, on(16), procedure_code=CHAIN, papers=(GivenPaper("proof", "Giấy tờ", files=()),))
    Dossier.objects.get(id=electronic.id)
    from motcua.storage.papers.models import Paper

    Paper.objects.filter(dossier_id=electronic.id).update(electronic=True)
    chain.move(electronic.id, Action.ACCEPT, "clerk", on(16, 9, 5))
    chain.move(electronic.id, Action.HAND_OVER, "clerk", on(16, 9, 10))
    chain.move(electronic.id, Action.ASSIGN, "officer", on(16, 9, 20), assignee=chain.world.actor("officer").id)
    chain.move(electronic.id, Action.FORWARD, "officer", on(16, 9, 30))
    assert [t.state for t in seen(Dossier.objects.get(id=electronic.id), on(16, 10))] == [TaskState.SENT, TaskState.TO_SEND]


def test_a_linked_dossier_never_counts_as_received_or_finished(chain):
    row = chained(chain, on(16))
    settle_child(chain, Dossier.objects.get(parent=row), on(18))
    make.facts_at_once()
    assert list(Fact.objects.values_list("dossier_id", "ended")) == [(row.id, None)]
    found = figures.read(["received", "settled"], first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31))[""]
    assert [f.hit for f in found.values()] == [1, 0]


def test_parent_and_child_know_each_other_with_their_states(chain):
    row = chained(chain, on(16))
    child = Dossier.objects.get(parent=row)
    config = configuration.current()
    above = looked_up.family(child, config=config, actor=chain.world.actor("police_officer"))
    assert above.parent is not None and (above.parent.code, above.parent.status, above.parent.reachable) == (row.code, Status.IN_PROGRESS, False)
    below = looked_up.family(row, config=config, actor=chain.world.actor("clerk"))
    assert [(c.code, c.status, c.reachable) for c in below.children] == [(child.code, Status.RECEIVED, True)]


def test_the_citizen_sees_the_dossier_they_handed_in_and_a_linked_one_only_while_it_waits_for_them(chain):
    from motcua.queries import my_dossiers

    row = chained(chain, on(16))
    child = Dossier.objects.get(parent=row)
    assert [one.code for one in my_dossiers.mine(actor=make.citizen())[0]] == [row.code]
    chain.move(child.id, Action.ASSIGN, "police_officer", on(17), assignee=chain.world.actor("police_officer", on(17)).id)
    chain.move(child.id, Action.ASK_PAPERS, "police_officer", on(17, 10), items=[{"name": "Giấy tờ chỗ ở hợp pháp"}], reason="Còn thiếu")
    assert [one.code for one in my_dossiers.mine(actor=make.citizen())[0]] == [child.code, row.code]


def test_an_agency_with_a_unit_here_is_asked_at_once_and_answers_from_its_own_list(chain):
    from motcua.queries import worklists
    from motcua.queries.worklists import Filter

    chain.tax.unit = chain.police  # any unit of ours
    chain.tax.save()
    configuration.forget()
    row = chained(chain, on(16))
    settle_child(chain, Dossier.objects.get(parent=row), on(17))
    task = Task.objects.get(dossier=row, agency=chain.tax)
    assert task.due_at == on(20, 17)  # three working days from the moment it was asked
    officer = chain.world.actor("police_officer", on(18))
    listed = [w for w in worklists.page(actor=officer, at=on(18), wanted=Filter()).rows if w.what == "task"]
    assert [(w.id, w.due_at) for w in listed] == [(row.id, on(20, 17))]
    tasks.answer(dossier_id=row.id, task_id=task.id, given=Given(text="Không nợ thuế"), actor=officer, at=on(18))
    assert [w for w in worklists.page(actor=officer, at=on(18), wanted=Filter()).rows if w.what == "task"] == []
