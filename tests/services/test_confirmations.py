"""Drafts confirmed before they are issued: asked, answered, silent; nothing is issued while a question is open."""

from __future__ import annotations

import pytest

from motcua.connectors import notices
from motcua.domain.dossiers.lifecycle import InputMissing, NotPossible
from motcua.domain.dossiers.transitions import Action
from motcua.ports.messages import Parcel
from motcua.queries import access, configuration, standings
from motcua.queries import notices as about
from motcua.services import confirmations, ledger, results
from motcua.services.confirmations import NothingToConfirm
from motcua.services.dossiers.waits import InputWrong
from motcua.storage import sealing
from motcua.storage.dossiers.models import Confirmation, Dossier
from motcua.storage.ledger.models import Message
from motcua.storage.procedures.models import Revision
from tests import make
from tests.desk_stories import at, drafted, move, taken, to_sign


def ask(world, dossier_id, when=at(10), who="officer"):
    return confirmations.ask(dossier_id=dossier_id, actor=world.actor(who), at=when)


def say(dossier_id, says, actor=None, when=at(11), **more):
    confirmations.answer(dossier_id=dossier_id, says=says, actor=actor or make.citizen(), at=when, **more)


def to_issue(world, dossier_id):
    move(world, dossier_id, "officer", Action.PROPOSE, at(10), decision="grant")
    move(world, dossier_id, "head", Action.APPROVE, at(10))


def test_the_citizen_is_told_and_has_the_hours_of_the_rule(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    row = Confirmation.objects.get()
    assert row.due_at == at(10, day=19)  # 24 working hours of eight a day
    message = Message.objects.get(topic="dossier.asked")
    body = sealing.unseal(message.body_sealed, context="ledger.message")
    parcel = Parcel(key="k", topic=message.topic, body=body, about=about.about(body), created_at=at(10), attempt=1)
    told = notices.of(parcel)
    assert "10:00, ngày 19/11/2026" in told.sentence
    assert ledger.history(dossier_id)[-1].action == "ask_confirm"


def test_a_procedure_may_have_hours_of_its_own(world):
    document = dict(make.PROCEDURE) | {"code": "9.000005"}
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy xác nhận"}, "confirm_hours": 4}]
    make.publish(document)
    configuration.forget()
    dossier_id = taken(world, at(8), procedure_code="9.000005")
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(9))
    ask(world, dossier_id, at(9))
    assert Confirmation.objects.get().due_at == at(15).replace(minute=0)


def test_nothing_is_issued_while_the_question_is_open_and_all_else_goes_on(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    to_issue(world, dossier_id)
    with pytest.raises(NotPossible) as refused:
        move(world, dossier_id, "records", Action.ISSUE, at(11))
    assert refused.value.why == "confirmation_open"
    row = Dossier.objects.get(id=dossier_id)
    workflow = configuration.revision(row.revision_id).workflow
    assert Action.ISSUE not in standings.allowed(row, world.actor("records"), workflow=workflow, has_result=True)
    say(dossier_id, "yes")
    move(world, dossier_id, "records", Action.ISSUE, at(12))


def test_what_is_wrong_is_sealed_comes_back_and_holds_the_draft_until_it_is_another(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    say(dossier_id, "wrong", text="Tên đệm là Thị, không phải Thi.")
    row = Confirmation.objects.get()
    assert (row.answer, row.how, confirmations.of_dossier(dossier_id)[0].text) == ("wrong", "portal", "Tên đệm là Thị, không phải Thi.")
    assert "Thị" not in str(ledger.history(dossier_id)[-1].data)
    assert "Tên đệm".encode() not in bytes(row.text_sealed)
    to_issue(world, dossier_id)
    with pytest.raises(NotPossible) as refused:
        move(world, dossier_id, "records", Action.ISSUE, at(12))
    assert refused.value.why == "confirmation_wrong"
    for who in ("records", "head"):
        move(world, dossier_id, who, Action.SEND_BACK, at(12), reason="Sai tên đệm")
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(12), content="Phạm Thị Lan")
    move(world, dossier_id, "officer", Action.PROPOSE, at(12), decision="grant")
    move(world, dossier_id, "head", Action.APPROVE, at(12))
    move(world, dossier_id, "records", Action.ISSUE, at(13))


def test_silence_until_the_set_time_is_consent_and_noted_as_such(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    assert confirmations.take_silence(at=at(9, day=19)) == 0
    assert confirmations.take_silence(at=at(10, day=19)) == 1
    assert confirmations.take_silence(at=at(10, day=19)) == 0
    entry = ledger.history(dossier_id)[-1]
    assert (entry.action, entry.actor_kind, entry.data["answer"]) == ("answer_confirm", "system", "silence")
    with pytest.raises(NothingToConfirm):
        say(dossier_id, "yes", when=at(11, day=19))


def test_another_draft_closes_the_question_about_the_first(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(11), content="Khác")
    assert Confirmation.objects.get().answer == "dropped"
    ask(world, dossier_id, at(11))


def test_a_clerk_notes_what_was_said_by_telephone_or_at_the_counter(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    with pytest.raises(InputWrong):
        say(dossier_id, "yes", world.actor("clerk"))
    say(dossier_id, "yes", world.actor("clerk"), how="phone")
    entry = ledger.history(dossier_id)[-1]
    assert (entry.data["answer"], entry.data["how"]) == ("yes", "phone")


@pytest.mark.parametrize(("who", "because"), [("other_clerk", "receives elsewhere"), ("records", "does not speak with citizens"), ("head", "signs")])
def test_others_answer_for_nobody(world, who, because):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    with pytest.raises(access.NotAllowed):
        say(dossier_id, "yes", world.actor(who), how="phone")
    with pytest.raises(access.NotAllowed):
        say(dossier_id, "yes", make.citizen("051090000099"))


def test_what_cannot_be_asked_or_answered_is_refused(world):
    dossier_id = taken(world, at(9))
    with pytest.raises(NothingToConfirm):
        ask(world, dossier_id)
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(9))
    ask(world, dossier_id)
    with pytest.raises(NotPossible):
        ask(world, dossier_id, at(11))
    with pytest.raises(InputMissing):
        say(dossier_id, "wrong", text=" ")
    with pytest.raises(InputWrong):
        say(dossier_id, "maybe")
    assert Revision.objects.count() == 1


def test_a_refusal_is_issued_whatever_was_asked_about_the_draft(world):
    dossier_id = drafted(world, at(9))
    ask(world, dossier_id)
    move(world, dossier_id, "officer", Action.PROPOSE, at(10), decision="refuse", text="Không đủ điều kiện.")
    move(world, dossier_id, "head", Action.APPROVE, at(10))
    move(world, dossier_id, "records", Action.ISSUE, at(11))


def test_the_draft_is_shown_while_the_question_is_open_only(world):
    class Recorder:
        def render(self, template, data):
            return str(data["number"]).encode()

    dossier_id = to_sign(world, at(9))
    with pytest.raises(NothingToConfirm):
        confirmations.draft_pdf(dossier_id=dossier_id, actor=make.citizen(), at=at(10), printer=Recorder())
    Dossier.objects.filter(id=dossier_id).update(step="appraise", step_role="officer")
    ask(world, dossier_id)
    shown = confirmations.draft_pdf(dossier_id=dossier_id, actor=make.citizen(), at=at(10), printer=Recorder())
    assert shown.decode() == "……/GXN-UBND"


def test_the_draft_of_a_sector_result_is_confirmed_before_its_number_exists(world):
    document = dict(make.PROCEDURE) | {"code": "9.000006"}
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy khai sinh"}, "issued_by": "sector", "system": "Hộ tịch điện tử"}]
    make.publish(document)
    configuration.forget()
    dossier_id = taken(world, at(8), procedure_code="9.000006")
    officer = world.actor("officer")
    results.draft(dossier_id=dossier_id, actor=officer, at=at(9))
    ask(world, dossier_id)
    move(world, dossier_id, "officer", Action.PROPOSE, at(10), decision="grant")
    move(world, dossier_id, "head", Action.APPROVE, at(10))
    numbered = {"number": "152/2026", "issued_on": at(11).date(), "source": "Hộ tịch điện tử"}
    results.draft(dossier_id=dossier_id, actor=world.actor("records"), at=at(11), **numbered)
    with pytest.raises(NotPossible) as refused:
        move(world, dossier_id, "records", Action.ISSUE, at(11))
    assert refused.value.why == "confirmation_open"
    say(dossier_id, "yes", when=at(12))
    move(world, dossier_id, "records", Action.ISSUE, at(12))


def test_a_sector_result_without_its_number_is_not_issued(world):
    document = dict(make.PROCEDURE) | {"code": "9.000006"}
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy khai sinh"}, "issued_by": "sector", "system": "Hộ tịch điện tử"}]
    make.publish(document)
    configuration.forget()
    dossier_id = taken(world, at(8), procedure_code="9.000006")
    results.draft(dossier_id=dossier_id, actor=world.actor("officer"), at=at(9))
    to_issue(world, dossier_id)
    with pytest.raises(NotPossible) as refused:
        move(world, dossier_id, "records", Action.ISSUE, at(11))
    assert refused.value.why == "result_missing"
