"""When it goes wrong: apologies, proposals to stop, calls to make, the morning list, the public list."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.connectors.typst_printer import TypstPrinter
from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.people.party import Address
from motcua.queries import chasing
from motcua.queries import configuration as cached
from motcua.queries import morning as lists
from motcua.queries.access import NotAllowed
from motcua.services import calls, configuration, ledger, morning, outbox
from motcua.services.calls import CallIncomplete
from motcua.services.dossiers import waits
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Delivery, Entry, Message
from motcua.storage.papers.travel import Apology, Call, CallTry, StopProposal
from tests import make
from tests.desk_stories import at, handed_over, move, taken


def extend(world, dossier_id, when, **more):
    given = {"reason": "Chờ xác minh", "cause": "b", "until": at(17, 27)} | more
    return move(world, dossier_id, "head", Action.EXTEND, when, **given)


@pytest.mark.parametrize(
    ("when", "in_time", "because"),
    [
        (at(10, 17), True, "due on Thursday the 19th: Tuesday is early enough"), (at(16, 18), True, "Wednesday is the working day before"),
        (at(8, 19), False, "the day itself is late"), (at(8, 20), False, "after it is later still"),
    ],
)  # fmt: skip
def test_an_apology_is_in_time_a_working_day_before(world, when, in_time, because):
    dossier_id = taken(world, at(9))
    assert Dossier.objects.get(id=dossier_id).due_at.date() == dt.date(2026, 11, 19)
    extend(world, dossier_id, when)
    row = Apology.objects.get()
    assert (row.in_time, row.cause, row.unit_id) == (in_time, "b", world.commune.id), because
    entry = Entry.objects.get(chain=dossier_id, action="extend")
    assert (entry.data["in_time"], entry.data["cause"]) == (in_time, "b")


def test_an_apology_names_the_class_of_its_cause(world):
    dossier_id = taken(world, at(9))
    with pytest.raises(InputMissing):
        move(world, dossier_id, "head", Action.EXTEND, at(10), reason="x", until=at(17, 27))
    with pytest.raises(waits.InputWrong):
        extend(world, dossier_id, at(10), cause="e")
    assert not Apology.objects.exists()


def asked(world, when):
    dossier_id = taken(world, when)
    move(world, dossier_id, "officer", Action.ASK_PAPERS, when, items=[{"name": "Giấy khai sinh"}], reason="Thiếu", answer_by=dt.date(2026, 11, 20))
    return dossier_id


def test_past_the_answer_by_day_the_desk_proposes_and_the_head_stops(world):
    dossier_id = asked(world, at(9))
    officer, head = world.actor("officer"), world.actor("head")
    assert calls.unanswered(actor=officer, at=at(9, 20)) == ()  # the day itself is still theirs
    (one,) = calls.unanswered(actor=officer, at=at(9, 23))
    assert (one.id, one.days, one.accepted, one.proposed_at) == (dossier_id, 3, True, None)
    assert [r.id for r in calls.unanswered(actor=world.actor("clerk"), at=at(9, 23))] == [dossier_id]
    assert calls.unanswered(actor=world.actor("other_officer"), at=at(9, 23)) == ()
    move(world, dossier_id, "officer", Action.PROPOSE_STOP, at(10, 23), reason="Quá hạn, đã báo hai lần")
    assert Dossier.objects.get(id=dossier_id).status == Status.AWAITING_PAPERS  # nothing stops by itself
    (one,) = calls.unanswered(actor=head, at=at(11, 23), proposed=True)
    assert (one.reason, one.proposed_by) == ("Quá hạn, đã báo hai lần", officer.label)
    assert chasing.proposal(dossier_id) == "Quá hạn, đã báo hai lần"
    move(world, dossier_id, "officer", Action.PROPOSE_STOP, at(12, 23), reason="Quá hạn")
    move(world, dossier_id, "head", Action.STOP, at(14, 23), reason=chasing.proposal(dossier_id))
    assert StopProposal.objects.get().settled_at == at(14, 23)
    assert Dossier.objects.get(id=dossier_id).status == Status.STOPPED


def test_papers_that_come_after_all_settle_the_proposal(world):
    dossier_id = asked(world, at(9))
    move(world, dossier_id, "officer", Action.PROPOSE_STOP, at(10, 23), reason="Quá hạn")
    move(world, dossier_id, "clerk", Action.ANSWER_PAPERS, at(11, 23), papers=())
    assert chasing.proposal(dossier_id) == ""


def silent(world):
    """A dossier of somebody without telephone and e-mail."""
    somebody = make.person()
    parties = tuple(
        type(somebody)(role=role, kind=somebody.kind, name="Phạm Văn Re", identity=somebody.identity, address=Address(text="Làng Teng", area_code_new="21001"))
        for role in (somebody.role, make.PartyRole.SUBMITTER)
    )
    return handed_over(world, at(9), parties=parties)


def test_who_left_no_telephone_is_put_on_the_call_list_and_stays_until_told(world):
    dossier_id = silent(world)
    move(world, dossier_id, "officer", Action.ASSIGN, at(9), assignee=str(world.staff["officer"].id))
    assert not Call.objects.exists()  # an assignment concerns nobody outside
    move(world, dossier_id, "officer", Action.ASK_PAPERS, at(10), items=[{"name": "x"}], reason="Thiếu")
    clerk = world.actor("clerk")
    (one,) = calls.waiting(actor=clerk, at=at(11))
    assert (one.name, one.address, one.about) == ("Phạm Văn Re", "Làng Teng", "ask_papers")
    for outcome, told, name in (("shouted", "", "outcome"), ("village_head", " ", "told")):
        with pytest.raises(CallIncomplete) as caught:
            calls.tried(call_id=one.id, outcome=outcome, told=told, actor=clerk, at=at(11))
        assert caught.value.name == name
    calls.tried(call_id=one.id, outcome="not_reached", told="", actor=clerk, at=at(11))
    calls.tried(call_id=one.id, outcome="village_head", told="ông Phạm Văn Ót, trưởng thôn", actor=clerk, at=at(14))
    (one,) = calls.waiting(actor=clerk, at=at(15))
    assert [(t.outcome, t.told) for t in one.tries] == [("not_reached", ""), ("village_head", "ông Phạm Văn Ót, trưởng thôn")]
    with pytest.raises(NotAllowed):
        calls.tried(call_id=one.id, outcome="reached", told="", actor=world.actor("other_clerk"), at=at(16))
    calls.tried(call_id=one.id, outcome="reached", told="", actor=clerk, at=at(16))
    assert calls.waiting(actor=clerk, at=at(16)) == ()
    assert CallTry.objects.count() == 3
    assert [e.data["outcome"] for e in ledger.history(one.id)] == ["not_reached", "village_head", "reached"]


def test_who_left_a_telephone_is_not_called(world):
    asked(world, at(9))
    assert not Call.objects.exists()


def test_the_morning_list_parts_overdue_today_and_tomorrow_with_holder_and_step(world):
    late, today, tomorrow = taken(world, at(9, 12)), taken(world, at(9, 13)), handed_over(world, at(9, 16))
    handed_over(world, at(9, 17))
    found = morning.of_unit(unit=str(world.commune.id), actor=world.actor("head"), at=at(7, 18))
    assert [[one.id for one in part] for part in (found.overdue, found.today, found.tomorrow)] == [[late], [today], [tomorrow]]
    assert (found.overdue[0].holder, found.overdue[0].step.vi) == (world.actor("officer").label, "Thẩm định")
    assert (found.tomorrow[0].holder, found.tomorrow[0].apologise_by) == ("", dt.date(2026, 11, 18))
    assert [one.warned for one in (*found.today, *found.tomorrow)] == [True, False]
    with pytest.raises(NotAllowed):
        morning.of_unit(unit=str(world.commune.id), actor=world.actor("other_officer"), at=at(7, 18))


def test_the_warning_follows_its_dated_setting(world):
    handed_over(world, at(9, 16))  # due on the 19th at the end of the day
    configuration.set_value(key="warning_hours", value=48, first=dt.date(2026, 11, 1), basis="QĐ", actor=world.actor("system_admin"), at=at(8))
    cached.forget()
    found = lists.of_unit(unit=str(world.commune.id), at=at(7, 18))
    assert found.warned == 1


def test_the_morning_list_is_printed_without_a_name_of_a_citizen(world):
    taken(world, at(9, 12))
    kept = {}

    class Printer:
        def render(self, template, data):
            kept.update(data)
            return TypstPrinter().render(template, data)

    content = morning.printed(unit=str(world.commune.id), actor=world.actor("head"), at=at(7, 18), printer=Printer())
    assert content[:4] == b"%PDF"
    assert "Phạm Thị Lan" not in str(kept)
    assert "Quá hạn: 01 hồ sơ" in str(kept)


def test_the_public_list_shows_code_unit_days_and_apology_and_nothing_else(world):
    late, sorry = taken(world, at(9, 12)), taken(world, at(9, 12))
    handed_over(world, at(9, 17))
    extend(world, sorry, at(9, 18))
    found = lists.published(at=at(9, 20))
    codes = dict(Dossier.objects.values_list("id", "code"))
    assert {(r.code, r.unit, r.days, r.apology) for r in found.rows} == {
        (codes[late], "UBND xã Ba Thử", 3, False), (codes[sorry], "UBND xã Ba Thử", 3, True),
    }  # fmt: skip
    assert found.units == ((str(world.commune.id), "UBND xã Ba Thử", 2),)
    assert lists.published(at=at(9, 20), unit=str(world.commune.id), first=1).rows == found.rows[1:]


@pytest.mark.parametrize(
    ("outcomes", "called", "because"),
    [
        (["never", "never"], True, "nothing could reach them"), (["delivered", "never"], False, "one letter arrived"),
        (["", "never"], False, "one may still arrive"), (["not_needed", "never"], True, "no number, and a refused address"),
    ],
)  # fmt: skip
def test_a_message_that_nothing_could_deliver_becomes_a_call(world, outcomes, called, because):
    asked(world, at(9))
    message = Message.objects.order_by("id").last()
    deliveries = [
        Delivery.objects.create(message=message, connector=f"c{n}", next_at=at(9), settled_at=at(9) if outcome and n == 0 else None, outcome=outcome if n == 0 else "")
        for n, outcome in enumerate(outcomes)
    ]
    outbox.settle(delivery=deliveries[1].id, outcome="never", at=at(10), reason="address_refused")
    outbox.settle(delivery=deliveries[1].id, outcome="never", at=at(10), reason="address_refused")
    assert Call.objects.filter(about="ask_papers").count() == called, because
