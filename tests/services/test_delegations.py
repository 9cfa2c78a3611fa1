"""Delegations of signing: entered, bounded, ended; what is signed by one says so."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Role
from motcua.domain.permissions.signing import Capacity
from motcua.queries import actors, colleagues, configuration, worklists
from motcua.queries.delegations import DelegationEnded
from motcua.queries.refusals import OwnDossier
from motcua.services import delegations, ledger, result_documents
from motcua.services.delegations import DelegationProblem, Given
from motcua.services.dossiers import moving
from motcua.services.dossiers.reading import NotAllowed
from motcua.services.staffing import NotAdministered
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, Result, Signature
from motcua.storage.people.models import Delegation, Staff, StaffRole
from tests import make
from tests.desk_stories import at, move, taken, to_sign

MONDAY, TUESDAY = at(9), at(9, day=17)


@pytest.fixture
def deputy(world):
    """A deputy who is no signing head: an officer of the neighbouring desk with a title."""
    return make.member("deputy", Role.LEADER, world.commune, title="Phó Chủ tịch UBND")


def given(world, deputy, **changes):
    base = {
        "unit_id": world.commune.id, "taker": deputy.id, "capacity": Capacity.KT, "giver_title": "Chủ tịch UBND",
        "document": "45/QĐ-UBND", "document_day": dt.date(2026, 11, 10), "document_signer": "Chủ tịch UBND xã", "first": MONDAY.date(),
    }  # fmt: skip
    return Given(**(base | changes))


def enter(world, deputy, when=at(7), **changes) -> uuid.UUID:
    return delegations.give(given=given(world, deputy, **changes), actor=world.actor("unit_admin"), at=when)


def actor_of(person, when=MONDAY):
    found = actors.staff(person.id, configuration.current(), when.date())
    assert found is not None
    return found


def approve(person, dossier_id, when=MONDAY):
    return moving.advance(dossier_id=dossier_id, action=Action.APPROVE, actor=actor_of(person, when), at=when)


def test_who_signs_by_delegation_is_named_in_ledger_and_result(world, deputy):
    delegation_id = enter(world, deputy)
    dossier_id = to_sign(world, at(8))
    approve(deputy, dossier_id)
    entry = ledger.history(dossier_id)[-1]
    assert (entry.action, entry.data["capacity"], entry.data["delegation"]) == ("approve", "kt", str(delegation_id))
    signature = Result.objects.get(dossier_id=dossier_id).signature
    assert (signature.authority, signature.position) == ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    row, draft = Dossier.objects.get(id=dossier_id), Result.objects.get(dossier_id=dossier_id)
    page = result_documents.lay_out(row=row, draft=draft, at=at(10))
    assert page.data["signer"]["authority"] == "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH"
    assert page.data["signer"]["name"] == deputy.name


@pytest.mark.parametrize(("field", "offered"), [(None, True), ("its own", True), ("Đất đai", False)])
def test_who_is_offered_to_sign_follows_the_bounds_of_the_delegation(world, deputy, field, offered):
    fields = [world.procedure.field_name if field == "its own" else field] if field else []
    Delegation.objects.filter(id=enter(world, deputy)).update(fields=fields)
    found = colleagues.who_signs(unit=world.commune.id, procedure=world.procedure.code, day=MONDAY.date())
    assert [one.id for one in found] == [world.staff["head"].id, *([deputy.id] if offered else [])]


def test_the_head_signs_as_head_without_a_delegation(world):
    Staff.objects.filter(id=world.staff["head"].id).update(title="Chủ tịch UBND")
    dossier_id = to_sign(world, at(8))
    move(world, dossier_id, "head", Action.APPROVE, MONDAY)
    signature = Signature.objects.get(dossier_id=dossier_id)
    assert (signature.capacity, signature.authority, signature.position) == ("head", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_a_delegation_that_ended_yesterday_gives_no_right_and_is_named(world, deputy):
    enter(world, deputy, last=MONDAY.date())
    dossier_id = to_sign(world, at(8))
    with pytest.raises(DelegationEnded) as refused:
        approve(deputy, dossier_id, TUESDAY)
    assert (refused.value.delegation.document, refused.value.delegation.last) == ("45/QĐ-UBND", MONDAY.date())
    assert not Signature.objects.exists()
    approve(deputy, dossier_id, at(16))


def test_an_ended_delegation_says_nothing_of_dossiers_it_never_covered(world, deputy):
    enter(world, deputy, last=MONDAY.date())
    dossier_id = taken(world, at(8))
    with pytest.raises(NotAllowed) as refused:
        approve(deputy, dossier_id, TUESDAY)
    assert type(refused.value) is NotAllowed


def test_a_delegation_ends_on_the_day_its_end_is_brought_forward_to(world, deputy):
    delegation_id = enter(world, deputy)
    dossier_id = to_sign(world, at(8))
    delegations.end(delegation_id=delegation_id, last=dt.date(2026, 11, 15), actor=world.actor("unit_admin"), at=at(9))
    with pytest.raises(DelegationEnded):
        approve(deputy, dossier_id, at(10))


def test_it_reaches_only_the_procedures_it_names(world, deputy):
    dossier_id = to_sign(world, at(8))
    make.publish(make.PROCEDURE | {"code": "9.000002"})
    enter(world, deputy, procedures=("9.000002",))
    with pytest.raises(NotAllowed):
        approve(deputy, dossier_id)
    enter(world, deputy, procedures=("9.000001", "9.000002"))
    approve(deputy, dossier_id)


def test_it_reaches_the_procedures_of_the_field_it_names(world, deputy):
    world.procedure.field_name = "Thử nghiệm"
    world.procedure.save()
    dossier_id = to_sign(world, at(8))
    enter(world, deputy, fields=("Thử nghiệm",))
    found = worklists.page(actor=actor_of(deputy), at=MONDAY, wanted=worklists.Filter(view="sign"))
    assert [line.id for line in found.rows] == [dossier_id]
    approve(deputy, dossier_id)


def test_a_delegate_sends_back_and_assigns_but_neither_stops_nor_extends(world, deputy):
    enter(world, deputy)
    dossier_id = to_sign(world, at(8))
    for action in (Action.STOP, Action.EXTEND, Action.PROPOSE):
        with pytest.raises(NotAllowed):
            moving.advance(dossier_id=dossier_id, action=action, actor=actor_of(deputy), at=MONDAY, inputs={"reason": "x"})
    moving.advance(dossier_id=dossier_id, action=Action.SEND_BACK, actor=actor_of(deputy), at=MONDAY, inputs={"reason": "Thiếu căn cứ"})
    inputs = {"assignee": str(make.member("colleague", Role.OFFICER, world.commune).id)}
    moving.advance(dossier_id=dossier_id, action=Action.REASSIGN, actor=actor_of(deputy), at=at(10), inputs=inputs)


def test_a_signature_is_given_anew_after_the_dossier_was_sent_back(world, deputy):
    enter(world, deputy)
    dossier_id = to_sign(world, at(8))
    approve(deputy, dossier_id)
    move(world, dossier_id, "records", Action.SEND_BACK, at(10), reason="Sai ngày")
    assert Signature.objects.filter(dossier_id=dossier_id, cancelled_at=None).count() == 0
    move(world, dossier_id, "head", Action.APPROVE, at(11))
    assert Signature.objects.get(dossier_id=dossier_id, cancelled_at=None).by == world.staff["head"].id


def test_nobody_signs_their_own_dossier_by_delegation(world, deputy):
    Staff.objects.filter(id=deputy.id).update(person_key=sealing.blind("identity", make.OWNER_NUMBER))
    enter(world, deputy)
    dossier_id = to_sign(world, at(8))
    with pytest.raises(OwnDossier):
        approve(deputy, dossier_id)


def test_a_delegation_by_a_named_head_ends_when_they_are_head_no_longer(world, deputy):
    enter(world, deputy, giver=world.staff["head"].id)
    dossier_id = to_sign(world, at(8))
    StaffRole.objects.filter(staff=world.staff["head"]).update(valid_to=MONDAY.date())
    with pytest.raises(NotAllowed):
        approve(deputy, dossier_id, TUESDAY)
    approve(deputy, dossier_id, at(16))


def test_technical_staff_never_sign(world):
    admin = world.staff["system_admin"]
    StaffRole.objects.create(staff=admin, role="leader", unit=world.commune, valid_from=dt.date(2025, 7, 1))
    with pytest.raises(DelegationProblem, match="technical"):
        enter(world, admin)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"capacity": Capacity.TUQ}, "needs_end"),
        ({"capacity": Capacity.HEAD}, "capacity"),
        ({"last": dt.date(2026, 11, 15)}, "dates_reversed"),
        ({"first": dt.date(2026, 11, 15)}, "starts_in_past"),
        ({"document_day": dt.date(2026, 11, 17)}, "document_later"),
        ({"document": " "}, "document"),
        ({"document_signer": ""}, "document_signer"),
        ({"giver_title": ""}, "giver_title"),
        ({"procedures": ("9.999999",)}, "unknown_procedure"),
        ({"fields": ("Không có",)}, "unknown_field"),
    ],
)
def test_a_delegation_that_its_document_cannot_mean_is_refused(world, deputy, changes, code):
    with pytest.raises(DelegationProblem, match=f"^{code}$"):
        enter(world, deputy, **changes)


def test_who_signs_by_delegation_cannot_pass_it_on(world, deputy):
    enter(world, deputy)
    with pytest.raises(DelegationProblem, match="giver_not_head"):
        enter(world, world.staff["officer"], giver=deputy.id)


def test_only_the_units_administrator_enters_one_and_never_for_themself(world, deputy):
    with pytest.raises(NotAdministered):
        delegations.give(given=given(world, deputy), actor=world.actor("head"), at=at(7))
    with pytest.raises(NotAdministered):
        enter(world, world.staff["unit_admin"])
    with pytest.raises(DelegationProblem, match="taker_elsewhere"):
        enter(world, world.staff["other_officer"])


def test_a_role_may_say_that_its_holder_signs_as_head_or_as_deputy(world):
    Staff.objects.filter(id=world.staff["head"].id).update(title="Quyền Chủ tịch UBND")
    StaffRole.objects.filter(staff=world.staff["head"]).update(position="deputy")
    dossier_id = to_sign(world, at(8))
    move(world, dossier_id, "head", Action.APPROVE, MONDAY)
    assert Signature.objects.get(dossier_id=dossier_id).capacity == "kt"
