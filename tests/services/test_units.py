"""Changing the tree of units."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from motcua.domain.people.not_valid import NotValid
from motcua.domain.people.units import Level, UnitKind
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import actors, configuration, console_units
from motcua.services import ledger, units
from motcua.services.staffing import NotAdministered
from motcua.services.units import NewUnit, UnitRefused
from motcua.storage.people.models import Epoch, Staff, Unit
from tests import make
from tests.make import MONDAY, World

TODAY = MONDAY.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def local(world: World) -> Actor:
    """The administrator of the commune."""
    make.member("local_admin", Role.UNIT_ADMIN, world.commune)
    return _local()


def _local() -> Actor:
    configuration.forget()
    found = actors.staff(Staff.objects.get(username="local_admin").id, configuration.current(), TODAY)
    assert found is not None
    return found


def _new(parent: uuid.UUID | None, **changes: object) -> NewUnit:
    given: dict[str, object] = {
        "code": "h48.101.02", "name": "Phòng  Kinh tế xã Ba Thử", "kind": UnitKind.OFFICE, "level": Level.COMMUNE,
        "parent_id": parent, "first": TODAY, "phone": "0905 123 456", "address": "Thôn Mẫu",
    }  # fmt: skip
    return NewUnit(**(given | changes))  # type: ignore[arg-type]


def test_a_unit_added_is_there_at_once_and_in_the_ledger(world: World, local: Actor) -> None:
    before = configuration.current().epoch
    unit_id = units.add(new=_new(world.commune.id), actor=local, at=MONDAY)
    row = Unit.objects.get(id=unit_id)
    assert (row.code, row.name, row.phone) == ("H48.101.02", "Phòng Kinh tế xã Ba Thử", "0905123456")
    assert Epoch.objects.get(id=1).number > before
    (entry,) = ledger.history(unit_id)
    assert (entry.action, entry.data["code"]) == ("unit.add", "H48.101.02")
    configuration.forget()
    assert unit_id in {line.unit.id for line in console_units.level(world.commune.id, TODAY)}


@pytest.mark.parametrize(
    ("changes", "code", "because"),
    [
        ({"code": "H48.101.01"}, "same_code", "the centre has this code"),
        ({"kind": UnitKind.DEPARTMENT}, "level_of_kind", "departments stand at the province"),
        ({"kind": UnitKind.DISTRICT, "level": Level.DISTRICT}, "district_too_late", "there are no districts any more"),
        ({"parent_id": uuid.uuid4()}, "parent_unknown", "nothing stands there"),
    ],
)
def test_a_unit_that_would_spoil_the_tree_is_refused(
    world: World, changes: dict[str, object], code: str, because: str
) -> None:
    with pytest.raises(UnitRefused) as refused:
        units.add(new=_new(world.commune.id, **changes), actor=world.actor("system_admin"), at=MONDAY)
    assert code in refused.value.codes, because
    assert not Unit.objects.filter(name="Phòng Kinh tế xã Ba Thử").exists()


def test_a_malformed_code_is_refused(world: World, local: Actor) -> None:
    with pytest.raises(NotValid):
        units.add(new=_new(world.commune.id, code="xã Ba"), actor=local, at=MONDAY)


@pytest.mark.parametrize("parent", [None, "other_commune"])
def test_an_administrator_adds_only_under_their_own_unit(world: World, local: Actor, parent: str | None) -> None:
    with pytest.raises(NotAdministered):
        units.add(new=_new(getattr(world, parent).id if parent else None), actor=local, at=MONDAY)


def test_a_unit_ends_with_its_successor(world: World, local: Actor) -> None:
    old = units.add(new=_new(world.commune.id, first=TODAY - 30 * DAY), actor=local, at=MONDAY)
    new = units.add(new=_new(world.commune.id, code="H48.101.03", name="Phòng Tổng hợp"), actor=local, at=MONDAY)
    units.end(unit_id=old, last=TODAY + DAY, successor_id=new, actor=_local(), at=MONDAY)
    configuration.forget()
    (line,) = console_units.ended(TODAY + 5 * DAY)
    assert (line.unit.id, line.heir and line.heir.id) == (old, new)
    assert [e.action for e in ledger.history(old)] == ["unit.add", "unit.end"]


def test_a_unit_with_unfinished_dossiers_does_not_end_without_a_successor(world: World) -> None:
    make.received(world)
    admin = world.actor("system_admin")
    with pytest.raises(UnitRefused) as refused:
        units.end(unit_id=world.centre.id, last=TODAY, successor_id=None, actor=admin, at=MONDAY)
    assert refused.value.codes == ("open_without_successor",)
    assert units.unfinished(world.centre.id) == 1
    units.end(unit_id=world.centre.id, last=TODAY, successor_id=world.other_centre.id, actor=admin, at=MONDAY)
    assert Unit.objects.get(id=world.centre.id).successor_id == world.other_centre.id


def test_a_unit_does_not_end_before_those_under_it(world: World) -> None:
    with pytest.raises(UnitRefused) as refused:
        units.end(
            unit_id=world.commune.id, last=TODAY, successor_id=world.other_commune.id,
            actor=world.actor("system_admin"), at=MONDAY,
        )  # fmt: skip
    assert refused.value.codes == ("parent_ended",)


def test_an_administrator_does_not_end_their_own_unit(world: World, local: Actor) -> None:
    with pytest.raises(NotAdministered):
        units.end(unit_id=world.commune.id, last=TODAY, successor_id=None, actor=local, at=MONDAY)


def test_the_address_changes_and_the_name_does_not(world: World, local: Actor) -> None:
    change = {"name_en": "Ba Thử Commune Service Centre", "address": "Số 1 đường Mẫu", "phone": ""}
    units.edit(unit_id=world.centre.id, **change, actor=local, at=MONDAY)
    units.edit(unit_id=world.centre.id, **change, actor=local, at=MONDAY)
    row = Unit.objects.get(id=world.centre.id)
    assert (row.address, row.name) == ("Số 1 đường Mẫu", world.centre.name)
    (entry,) = ledger.history(world.centre.id)
    assert entry.data == {"fields": ["address", "name_en"]}
    with pytest.raises(NotAdministered):
        units.edit(unit_id=world.other_centre.id, **change, actor=local, at=MONDAY)


def test_old_problems_do_not_stand_in_the_way_of_new_units(world: World, local: Actor) -> None:
    Unit.objects.filter(id=world.other_centre.id).update(level="province", kind="commune_committee")
    configuration.forget()
    assert [line.unit.id for line in console_units.wrong(TODAY)] == [world.other_centre.id]
    units.add(new=_new(world.commune.id), actor=local, at=MONDAY)


def test_a_search_finds_without_marks_and_by_code(world: World) -> None:
    assert world.centre.id in {line.unit.id for line in console_units.search("hanh chinh cong xa ba", TODAY)}
    assert {line.unit.id for line in console_units.search("h48.102.01", TODAY)} == {world.other_centre.id}
