"""Administering accounts of staff."""

from __future__ import annotations

import datetime as dt
import uuid

import pyotp
import pytest
from django.core.exceptions import ValidationError

from motcua.domain.people.not_valid import NotValid
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import actors, configuration, console_staff
from motcua.services import accounts, ledger, staffing
from motcua.services.accounts import AccountProblem
from motcua.services.staffing import GivenRole, NotAdministered
from motcua.storage import sealing
from motcua.storage.people.models import Staff, StaffRole
from tests import make
from tests.make import MONDAY, World

TODAY = MONDAY.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def local(world: World) -> Actor:
    """The administrator of the commune."""
    make.member("local_admin", Role.UNIT_ADMIN, world.commune)
    configuration.forget()
    row = Staff.objects.get(username="local_admin")
    found = actors.staff(row.id, configuration.current(), TODAY)
    assert found is not None
    return found


def _hire(actor: Actor, unit: uuid.UUID, role: Role = Role.CLERK, **changes: str) -> staffing.Hired:
    given = {"username": "ksor.hbia", "name": "ksor h'bia", "title": "Chuyên viên", "email": "", "phone": ""} | changes
    return staffing.hire(**given, given=GivenRole(role, unit, TODAY), actor=actor, at=MONDAY)  # type: ignore[arg-type]


def test_a_new_account_has_a_role_a_password_and_no_second_factor_yet(world: World, local: Actor) -> None:
    hired = _hire(local, world.centre.id, email="hbia@example.vn", phone="0905 123 456")
    row = Staff.objects.get(id=hired.id)
    assert row.check_password(hired.password)
    assert (row.name, row.email, row.phone) == ("Ksor H'Bia", "hbia@example.vn", "0905123456")
    assert row.totp_sealed is None
    acting = actors.staff(hired.id, configuration.current(), TODAY)
    assert acting is not None
    assert acting.units_as(Role.CLERK) == {str(world.centre.id)}
    assert [e.action for e in ledger.history(hired.id)] == ["staff.create", "role.grant"]


@pytest.mark.parametrize(
    ("where", "role", "because"),
    [
        ("other_centre", Role.CLERK, "another commune"),
        ("centre", Role.AUDITOR, "a role for the whole province"),
        ("centre", Role.SYSTEM_ADMIN, "a role above their own"),
    ],
)
def test_nothing_is_written_when_an_administrator_reaches_too_far(
    world: World, local: Actor, where: str, role: Role, because: str
) -> None:
    with pytest.raises(NotAdministered):
        _hire(local, getattr(world, where).id, role)
    assert not Staff.objects.filter(username="ksor.hbia").exists(), because


def test_a_bad_telephone_number_leaves_no_account_behind(world: World, local: Actor) -> None:
    with pytest.raises(NotValid):
        _hire(local, world.centre.id, phone="12")
    assert not Staff.objects.filter(username="ksor.hbia").exists()


@pytest.mark.parametrize(
    ("change", "code", "because"),
    [
        ({"first": TODAY - DAY}, "role_starts_in_past", "nobody had the role yesterday"),
        ({"first": TODAY, "last": TODAY - DAY}, "dates_reversed", "it would end before it begins"),
        ({"first": dt.date(2024, 1, 1)}, "unit_not_in_force", "the unit did not exist"),
        ({"first": TODAY + DAY, "role": Role.CLERK}, "role_held_already", "the clerk is a clerk there already"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(
    world: World, local: Actor, change: dict[str, object], code: str, because: str
) -> None:
    given = {"role": Role.COLLECTOR, "unit_id": world.centre.id, "first": TODAY} | change
    with pytest.raises(AccountProblem) as refused:
        staffing.give_role(staff_id=world.staff["clerk"].id, given=GivenRole(**given), actor=local, at=MONDAY)  # type: ignore[arg-type]
    assert refused.value.code == code, because


def test_ending_a_role_with_yesterday_takes_it_away_at_once(world: World, local: Actor) -> None:
    role = StaffRole.objects.get(staff=world.staff["clerk"])
    staffing.end_role(role_id=role.id, last=TODAY - DAY, actor=local, at=MONDAY)
    assert not world.actor("clerk").holdings
    with pytest.raises(AccountProblem) as refused:
        staffing.end_role(role_id=role.id, last=TODAY, actor=local, at=MONDAY)
    assert refused.value.code == "role_ended"


def test_a_role_cannot_be_ended_further_back(world: World, local: Actor) -> None:
    role = StaffRole.objects.get(staff=world.staff["clerk"])
    with pytest.raises(AccountProblem) as refused:
        staffing.end_role(role_id=role.id, last=TODAY - 2 * DAY, actor=local, at=MONDAY)
    assert refused.value.code == "role_ends_too_early"


def test_a_role_that_has_not_begun_can_be_taken_back(world: World, local: Actor) -> None:
    given = GivenRole(Role.COLLECTOR, world.centre.id, TODAY + 7 * DAY)
    role_id = staffing.give_role(staff_id=world.staff["clerk"].id, given=given, actor=local, at=MONDAY)
    staffing.end_role(role_id=role_id, last=TODAY + 6 * DAY, actor=local, at=MONDAY)
    later = MONDAY + 8 * DAY
    assert [h.role for h in world.actor("clerk", later).holdings] == [Role.CLERK]


def test_roles_elsewhere_are_out_of_reach(world: World, local: Actor) -> None:
    role = StaffRole.objects.get(staff=world.staff["other_clerk"])
    with pytest.raises(NotAdministered):
        staffing.end_role(role_id=role.id, last=TODAY, actor=local, at=MONDAY)


@pytest.mark.parametrize("act", ["close", "renew", "factor", "edit"])
def test_an_account_with_power_beyond_reach_is_not_touched(world: World, local: Actor, act: str) -> None:
    make.member("both", Role.CLERK, world.centre)
    staff_id = Staff.objects.get(username="both").id
    StaffRole.objects.create(staff_id=staff_id, role="auditor", unit=world.province, valid_from=TODAY)
    acts = {
        "close": lambda: staffing.set_active(staff_id=staff_id, active=False, actor=local, at=MONDAY),
        "renew": lambda: staffing.renew_password(staff_id=staff_id, actor=local, at=MONDAY),
        "factor": lambda: staffing.reset_second_factor(staff_id=staff_id, actor=local, at=MONDAY),
        "edit": lambda: staffing.edit(staff_id=staff_id, name="X", title="", email="", phone="", actor=local, at=MONDAY),
    }
    with pytest.raises(NotAdministered):
        acts[act]()
    assert ledger.history(staff_id) == []


def test_a_new_second_factor_comes_with_a_new_password(world: World, local: Actor) -> None:
    row = world.staff["clerk"]
    Staff.objects.filter(id=row.id).update(totp_sealed=sealing.seal(pyotp.random_base32(), context="people.totp"))
    password = staffing.reset_second_factor(staff_id=row.id, actor=local, at=MONDAY)
    assert not accounts.has_second_factor(row.id)
    assert Staff.objects.get(id=row.id).check_password(password)
    assert [e.action for e in ledger.history(row.id)] == ["staff.second_factor_reset", "staff.password_renewed"]


def test_the_ledger_names_changed_fields_and_never_their_values(world: World, local: Actor) -> None:
    clerk = world.staff["clerk"]
    change = {"title": "Chuyên viên", "email": "", "phone": "0905123456"}
    staffing.edit(staff_id=clerk.id, name=clerk.name, **change, actor=local, at=MONDAY)
    staffing.edit(staff_id=clerk.id, name=clerk.name, **change, actor=local, at=MONDAY)
    (entry,) = ledger.history(clerk.id)
    assert entry.data == {"fields": ["phone", "title"]}


def test_people_choose_their_own_password_with_the_old_one(world: World) -> None:
    hired = _hire(world.actor("system_admin"), world.centre.id)
    me = actors.staff(hired.id, configuration.current(), TODAY)
    assert me is not None
    wanted = {"staff_id": hired.id, "actor": me, "at": MONDAY}
    with pytest.raises(AccountProblem):
        staffing.change_own_password(old="wrong", new="trời xanh mây trắng 42", **wanted)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        staffing.change_own_password(old=hired.password, new="short", **wanted)  # type: ignore[arg-type]
    staffing.change_own_password(old=hired.password, new="trời xanh mây trắng 42", **wanted)  # type: ignore[arg-type]
    assert Staff.objects.get(id=hired.id).check_password("trời xanh mây trắng 42")


def test_nobody_changes_another_persons_password_with_the_old_one(world: World) -> None:
    hired = _hire(world.actor("system_admin"), world.centre.id)
    with pytest.raises(AccountProblem):
        staffing.change_own_password(
            staff_id=hired.id, old=hired.password, new="trời xanh mây trắng 42", actor=world.actor("clerk"), at=MONDAY
        )


def test_an_administrator_sees_their_own_people_and_finds_others_by_account_name(world: World, local: Actor) -> None:
    seen, more = console_staff.accounts(local, console_staff.Filter(), TODAY)
    assert "clerk" in {a.username for a in seen}
    assert "other_clerk" not in {a.username for a in seen}
    assert not more
    (found,) = console_staff.accounts(local, console_staff.Filter(words="other_clerk"), TODAY)[0]
    assert (found.username, found.changes) == ("other_clerk", False)


def test_lists_of_names_are_in_the_order_of_given_names(world: World) -> None:
    for username, name in (("a1", "Trần Văn Ân"), ("a2", "Nguyễn Thị Anh"), ("a3", "Đỗ Ánh")):
        Staff.objects.create(username=username, name=name, created_at=MONDAY)
    admin = world.actor("system_admin")
    seen, _more = console_staff.accounts(admin, console_staff.Filter(state="without_role"), TODAY)
    assert [a.name for a in seen] == ["Nguyễn Thị Anh", "Đỗ Ánh", "Trần Văn Ân"]
