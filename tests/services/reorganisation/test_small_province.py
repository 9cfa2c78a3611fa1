"""Two communes become one: clocks, rights, papers, what is refused and why; through the product's own services."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from django.db import transaction

from motcua.connectors.email import Email
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import ZONE
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.procedures.revision import Channel
from motcua.domain.reorganisation.states import NotNow
from motcua.ports.messages import Delivered, Parcel
from motcua.queries import actors, configuration, dossier_pages, notices
from motcua.queries.access import NotAllowed
from motcua.services import configuration as configuration_service
from motcua.services import ledger, ledger_checks
from motcua.services.dossiers import moving, opening
from motcua.services.reorganisation import applying, confirming, pages, preparing, settling, undoing
from motcua.services.reorganisation.preparing import NotForThisPerson, OtherUnconfirmed
from motcua.services.reorganisation.reading import SheetRefused
from motcua.services.reorganisation.undoing import WorkedOn
from motcua.storage import ids
from motcua.storage.counters.models import Counter
from motcua.storage.dossiers.models import Dossier, Draft
from motcua.storage.people.models import ApiKey, Delegation, StaffRole, Unit
from motcua.storage.reorganisation.models import ByHand, Reorganisation
from tests import make
from tests.make import MONDAY, World

ON = dt.date(2026, 11, 18)
EVE = dt.datetime(2026, 11, 17, 20, 0, tzinfo=ZONE)
MORNING = dt.datetime(2026, 11, 18, 8, 0, tzinfo=ZONE)
ONE = [
    {"old": "H48.101", "new": "H48.301", "name": "UBND xã Mới Thử", "area": "21003"},
    {"old": "H48.102", "new": "H48.301"},
    {"old": "H48.101.01", "new": "H48.301.01", "name": "Trung tâm xã Mới Thử", "parent": "H48.301"},
]
DIVIDED = [
    {"old": "H48.101", "new": "H48.301", "name": "UBND xã Mới Thử", "area": "21003", "main": "x"},
    {"old": "H48.101", "new": "H48.102"},
    {"old": "H48.101.01", "new": "H48.301.01", "name": "Trung tâm xã Mới Thử", "parent": "H48.301"},
    {"old": "H48.101.01", "new": "H48.102.01"},
]


def prepare(world: World, lines: list[dict[str, object]], *, actor: Actor | None = None, on: dt.date = ON) -> Reorganisation:
    content = json.dumps(lines).encode()
    return preparing.prepare(content=content, name="bang.json", on=on, basis="NQ 1", actor=actor or world.actor("system_admin"), at=MONDAY)


def applied(world: World, lines: list[dict[str, object]]) -> Reorganisation:
    row = prepare(world, lines)
    applying.apply(reorganisation_id=row.id, actor=world.actor("system_admin"), at=EVE)
    configuration.forget()
    row.refresh_from_db()
    return row


def asked(world: World) -> opening.Opened:
    """Return a dossier in which the citizen is asked for papers: its clock stands."""
    opened = make.received(world)
    moving.advance(dossier_id=opened.id, action=Action.HAND_OVER, actor=world.actor("clerk"), at=MONDAY)
    moving.advance(dossier_id=opened.id, action=Action.ASSIGN, actor=world.actor("officer"), at=MONDAY, inputs={"assignee": str(world.staff["officer"].id)})
    moving.advance(dossier_id=opened.id, action=Action.ASK_PAPERS, actor=world.actor("officer"), at=MONDAY + dt.timedelta(hours=1),
                   inputs={"items": [{"component": "proof", "name": "Giấy tờ", "note": "Bản rõ hơn"}], "reason": "Mờ", "answer_by": "2026-12-16"})  # fmt: skip
    return opened


def test_a_clock_that_stood_goes_on_as_if_nothing_had_happened(world):
    configuration_service.set_day(unit_id=world.commune.id, day=dt.date(2026, 11, 17), works=False, name="Lũ", source="QĐ 5", actor=actors.SYSTEM, at=MONDAY)
    configuration.forget()
    opened = asked(world)
    at = MORNING + dt.timedelta(days=1)

    def answered() -> tuple[object, ...]:
        moving.advance(dossier_id=opened.id, action=Action.ANSWER_PAPERS, actor=make.citizen(), at=at, inputs={"papers": []})
        row = Dossier.objects.get(id=opened.id)
        return row.due_at, row.promised_at, row.appointment_at, row.remaining_minutes

    mark = transaction.savepoint()
    without = answered()
    transaction.savepoint_rollback(mark)
    applied(world, ONE)
    assert answered() == without
    page = dossier_pages.page(actor=_member(world, "officer"), at=at, dossier_id=opened.id)
    assert page.due is not None
    assert page.due.at == without[1], "the page explains the same moment"
    assert (page.received, page.continued) == (world.centre.name, "Trung tâm xã Mới Thử")
    assert page.competent == "UBND xã Mới Thử"


def _member(world: World, name: str, at: dt.datetime = MORNING) -> Actor:
    configuration.forget()
    found = actors.staff(world.staff[name].id, configuration.current(), at.date())
    assert found is not None
    return found


def test_people_work_on_in_the_new_unit_and_read_the_archive_of_the_old(world):
    opened = make.received(world)
    ended = make.received(world)
    moving.advance(dossier_id=ended.id, action=Action.WITHDRAW, actor=make.citizen(), at=MONDAY, inputs={})
    applied(world, ONE)
    clerk, officer, head = (_member(world, name) for name in ("clerk", "officer", "head"))
    assert {h.unit for h in clerk.holdings} == {str(Unit.objects.get(code="H48.301.01").id)}
    moving.advance(dossier_id=opened.id, action=Action.HAND_OVER, actor=clerk, at=MORNING)
    moving.advance(dossier_id=opened.id, action=Action.ASSIGN, actor=head, at=MORNING, inputs={"assignee": officer.id})
    row = Dossier.objects.get(id=opened.id)
    assert row.step_unit == Unit.objects.get(code="H48.301")
    assert row.code == opened.code
    archived = dossier_pages.page(actor=clerk, at=MORNING, dossier_id=ended.id)
    assert archived.full
    assert (archived.received, archived.continued) == (world.centre.name, "Trung tâm xã Mới Thử")
    with pytest.raises(NotAllowed):
        opening.receive(filing=make.filing(world), actor=clerk, at=MORNING)
    received = opening.receive(filing=make.filing(world, received_unit=Unit.objects.get(code="H48.301.01").id, parties=_living("21003")), actor=clerk, at=MORNING)
    assert received.code.startswith("H48.301.01")


def _living(area: str):  # type: ignore[no-untyped-def]
    import dataclasses

    from motcua.domain.people.party import PartyRole

    one = make.person()
    assert one.address is not None
    there = dataclasses.replace(one, address=dataclasses.replace(one.address, area_code_new=area))
    return (there, dataclasses.replace(there, role=PartyRole.SUBMITTER))


def test_what_belongs_to_the_units_goes_along_or_ends(world):
    head = world.staff["head"]
    delegation = Delegation.objects.create(
        unit=world.commune, giver=None, giver_title="Chủ tịch", taker=world.staff["officer"], capacity="tuq", document="1", document_day=MONDAY.date(),
        document_signer="x", valid_from=MONDAY.date(), created_at=MONDAY, created_by="x",
    )  # fmt: skip
    for centre in (world.centre, world.other_centre):
        Counter.objects.create(unit=centre, name="Quầy 1", digest=str(centre.id), registered_at=MONDAY, registered_by=head.id)
    key = ApiKey.objects.create(name="Máy", digest="d", unit=world.commune, roles=[], scopes=[], created_at=MONDAY)
    draft = Draft.objects.create(
        procedure_code="9.000001", revision=world.revision, unit=world.centre, place="afar", answers_sealed=b"x", created_at=MONDAY, saved_at=MONDAY
    )
    row = applied(world, ONE)
    new, desk = Unit.objects.get(code="H48.301"), Unit.objects.get(code="H48.301.01")
    delegation.refresh_from_db()
    assert delegation.valid_to == EVE.date()
    assert dict(Counter.objects.values_list("name", "unit_id")) == {"Quầy 1": desk.id, "Quầy 1 Sơn Thử": desk.id}
    assert ApiKey.objects.get(id=key.id).unit_id == new.id
    assert Draft.objects.get(id=draft.id).unit_id == desk.id
    assert StaffRole.objects.get(staff=head, valid_from=ON).unit_id == new.id
    undoing.undo(reorganisation_id=row.id, actor=world.actor("system_admin"), at=EVE)
    delegation.refresh_from_db()
    assert (delegation.valid_to, delegation.ended_at) == (None, None)
    assert set(Counter.objects.values_list("name", "unit_id")) == {("Quầy 1", world.centre.id), ("Quầy 1", world.other_centre.id)}
    assert Draft.objects.get(id=draft.id).unit_id == world.centre.id
    assert not Unit.objects.filter(code__startswith="H48.301").exists()
    assert ledger_checks.verify().sound


def test_a_second_time_another_one_and_an_early_day_are_refused(world):
    row, admin = prepare(world, ONE), world.actor("system_admin")
    assert prepare(world, ONE).id == row.id, "the same file for the same day is the same"
    with pytest.raises(applying.TooEarly):
        applying.apply(reorganisation_id=row.id, actor=admin, at=MONDAY)
    other = prepare(world, DIVIDED)
    applying.apply(reorganisation_id=row.id, actor=admin, at=EVE)
    with pytest.raises(NotNow):
        applying.apply(reorganisation_id=row.id, actor=admin, at=EVE)
    with pytest.raises(OtherUnconfirmed):
        applying.apply(reorganisation_id=other.id, actor=admin, at=EVE)
    controller = world.actor("controller")
    with pytest.raises(confirming.BasisMissing):
        confirming.confirm(reorganisation_id=row.id, basis=" ", actor=controller, at=EVE)
    confirming.confirm(reorganisation_id=row.id, basis="QĐ 2", actor=controller, at=EVE)
    for refused in (undoing.undo, applying.apply):
        with pytest.raises(NotNow):
            refused(reorganisation_id=row.id, actor=admin, at=EVE)
    with pytest.raises(SheetRefused) as wrong:
        applying.apply(reorganisation_id=other.id, actor=admin, at=EVE)
    assert "old_not_found" in {p.fault.value for p in wrong.value.problems}


def test_nobody_does_what_is_not_theirs(world):
    admin, controller, unit_admin, head = (world.actor(n) for n in ("system_admin", "controller", "unit_admin", "head"))
    with pytest.raises(NotForThisPerson):
        prepare(world, ONE, actor=controller)
    row = prepare(world, ONE, actor=unit_admin)
    for stranger in (controller, unit_admin, head):
        with pytest.raises(NotForThisPerson):
            applying.apply(reorganisation_id=row.id, actor=stranger, at=EVE)
    applying.apply(reorganisation_id=row.id, actor=admin, at=EVE)
    with pytest.raises(NotForThisPerson):
        confirming.confirm(reorganisation_id=row.id, basis="QĐ 2", actor=admin, at=EVE)
    with pytest.raises(NotForThisPerson):
        undoing.undo(reorganisation_id=row.id, actor=controller, at=EVE)


def test_undoing_keeps_what_was_done_with_a_dossier_since(world):
    opened = asked(world)
    row = applied(world, ONE)
    moving.advance(dossier_id=opened.id, action=Action.ANSWER_PAPERS, actor=make.citizen(), at=MORNING, inputs={"papers": []})
    undoing.undo(reorganisation_id=row.id, actor=world.actor("system_admin"), at=MORNING)
    kept = Dossier.objects.get(id=opened.id)
    assert (kept.status, kept.received_unit_id, kept.step_unit_id) == (4, world.centre.id, world.commune.id)
    assert ledger_checks.verify().sound


def test_once_a_new_dossier_came_in_the_new_unit_stays(world):
    row = applied(world, ONE)
    desk = Unit.objects.get(code="H48.301.01")
    opening.receive(filing=make.filing(world, received_unit=desk.id, parties=_living("21003")), actor=_member(world, "clerk"), at=MORNING)
    with pytest.raises(WorkedOn) as refused:
        undoing.undo(reorganisation_id=row.id, actor=world.actor("system_admin"), at=MORNING)
    assert refused.value.found["dossiers_dossier"] == 1
    assert Reorganisation.objects.get(id=row.id).state == "applied", "nothing was changed"
    assert Unit.objects.filter(id=desk.id).exists()


def test_a_divided_unit_is_settled_by_hand(world):
    by_address = make.received(world, parties=_living("21003"))
    unclear = asked(world)
    row = applied(world, DIVIDED)
    assert Dossier.objects.get(id=by_address.id).competent_unit.code == "H48.301", "the owner lives in the new area"
    waiting = Dossier.objects.get(id=unclear.id)
    assert (waiting.received_unit_id, waiting.competent_unit_id) == (world.centre.id, world.commune.id)
    controller, admin = world.actor("controller"), world.actor("system_admin")
    dossiers, roles = pages.to_choose(reorganisation=row, actor=controller, at=EVE)
    assert [(one.code, one.address) for one in dossiers] == [(waiting.code, "Thôn Mẫu, xã Ba Thử")]
    assert {name for _id, name in dossiers[0].options} == {"UBND xã Mới Thử", "UBND xã Sơn Thử"}
    assert waiting.code in pages.waiting_csv(reorganisation=row, actor=controller, at=EVE).decode()
    assert ledger.readings_of(unclear.id)[0].purpose == "reorganisation"
    assert {one.who for one in roles} >= {world.staff["officer"].name, world.staff["clerk"].name}
    assert pages.to_choose(reorganisation=row, actor=admin, at=EVE)[0] == (), "whoever runs the system sees no dossier"
    with pytest.raises(NotForThisPerson):
        settling.dossier(reorganisation_id=row.id, dossier_id=unclear.id, heir=world.other_commune.id, actor=admin, at=EVE)
    with pytest.raises(settling.NoSuchHeir):
        settling.dossier(reorganisation_id=row.id, dossier_id=unclear.id, heir=world.province.id, actor=controller, at=EVE)
    settling.dossier(reorganisation_id=row.id, dossier_id=unclear.id, heir=world.other_commune.id, actor=controller, at=EVE)
    moved = Dossier.objects.get(id=unclear.id)
    assert (moved.received_unit_id, moved.competent_unit_id, moved.step_unit_id) == (
        world.other_centre.id, world.other_commune.id, world.other_commune.id)  # fmt: skip
    assert (moved.first_unit_id, moved.code, moved.remaining_minutes) == (world.centre.id, waiting.code, waiting.remaining_minutes)
    with pytest.raises(settling.NotOnList):
        settling.dossier(reorganisation_id=row.id, dossier_id=unclear.id, heir=world.other_commune.id, actor=controller, at=EVE)
    for one in ByHand.objects.filter(reorganisation=row, kind="role", settled_at=None):
        settling.role(reorganisation_id=row.id, role_id=one.row, heir=_heir_of(world, one), actor=admin, at=EVE)
    confirming.confirm(reorganisation_id=row.id, basis="QĐ 2", actor=controller, at=EVE)
    assert Unit.objects.get(id=world.commune.id).successor == Unit.objects.get(code="H48.301")
    assert Dossier.objects.get(id=unclear.id).assignee is None, "her officer went to the other commune: the dossier is free"
    assert ledger_checks.verify().sound


def _heir_of(world: World, one: ByHand) -> uuid.UUID:
    return Unit.objects.get(code="H48.301" if one.unit_id == world.commune.id else "H48.301.01").id


def test_citizens_and_staff_are_told_at_confirmation_and_only_then(world, mailoutbox):
    from motcua.storage.ledger.models import Message

    opened = make.filed(world, channel=Channel.ONLINE)
    row = applied(world, ONE)
    told = Message.objects.filter(topic__in=[confirming.TO_CITIZENS, confirming.TO_STAFF])
    assert not told.exists()
    world.staff["officer"].email = "can.bo@example.vn"
    world.staff["officer"].save()
    confirming.confirm(reorganisation_id=row.id, basis="QĐ 2", actor=world.actor("controller"), at=EVE)
    configuration.forget()
    from motcua.services import outbox

    bodies = [(m.topic, outbox.body(m.id)) for m in told]
    (citizens,) = [body for topic, body in bodies if topic == confirming.TO_CITIZENS]
    assert citizens == {"dossier": str(opened.id), "on": "2026-11-18", "at": EVE.isoformat()}, "no personal data"
    about = notices.about(citizens) | {"email": "lan@example.vn"}
    parcel = Parcel(key="k", topic=confirming.TO_CITIZENS, created_at=EVE, attempt=1, body=citizens, about=about)
    assert Email().deliver(parcel) == Delivered()
    assert "Từ ngày 18/11/2026, Trung tâm xã Mới Thử tiếp tục giải quyết hồ sơ của ông/bà.\nMã hồ sơ và ngày hẹn" in mailoutbox[0].body
    officer = next(body for topic, body in bodies if topic == confirming.TO_STAFF and body["staff"] == str(world.staff["officer"].id))
    parcel = Parcel(key="k", topic=confirming.TO_STAFF, created_at=EVE, attempt=1, body=officer, about=notices.about(officer))
    assert Email().deliver(parcel) == Delivered()
    assert "anh/chị làm việc tại: UBND xã Mới Thử" in mailoutbox[1].body
    assert mailoutbox[1].to == ["can.bo@example.vn"]


def test_each_dossier_says_in_its_chain_who_took_over(world):
    opened = make.received(world)
    row = applied(world, ONE)
    entry = ledger.history(opened.id)[-1]
    assert (entry.action, entry.before, entry.after) == ("reorganise", 2, 2)
    assert entry.data == {"reorganisation": str(row.id), "units": {"H48.101": "H48.301", "H48.101.01": "H48.301.01"}}
    undoing.undo(reorganisation_id=row.id, actor=world.actor("system_admin"), at=EVE)
    assert [e.action for e in ledger.history(opened.id)][-2:] == ["reorganise", "reorganise_undo"]


def test_a_role_that_begins_later_begins_later_in_the_new_unit(world):
    later = dt.date(2027, 1, 1)
    person = make.member("soon", Role.OFFICER, world.commune)
    StaffRole.objects.filter(staff=person).update(valid_from=later)
    applied(world, ONE)
    begun = StaffRole.objects.get(staff=person, unit__code="H48.301")
    assert (begun.valid_from, begun.valid_to) == (later, None)
    assert ids.new() != begun.id
