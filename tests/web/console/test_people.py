"""The console's pages of units and accounts."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from motcua.storage.people.models import Staff, StaffRole, Unit
from tests import make, signing
from tests.make import World

TODAY = local(timezone.now()).date()


def day(name: str, value: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    signing.staff(client, world, "system_admin")
    return client


@pytest.fixture
def local_admin(world: World, client: Client) -> Client:
    """A browser in which the administrator of the commune is signed in."""
    world.staff["local_admin"] = make.member("local_admin", Role.UNIT_ADMIN, world.commune)
    configuration.forget()
    signing.staff(client, world, "local_admin")
    return client


def test_the_landing_page_offers_only_what_one_may_open(world: World, client: Client) -> None:
    signing.staff(client, world, "auditor")
    page = client.get(reverse("console_home")).content.decode()
    assert reverse("console_ledger") in page
    assert reverse("console_staff") not in page


def test_somebody_without_a_role_is_told_whom_to_ask(world: World, client: Client) -> None:
    StaffRole.objects.filter(staff=world.staff["helper"]).delete()
    signing.staff(client, world, "helper")
    assert "chưa có vai trò" in client.get(reverse("console_home")).content.decode()


def test_a_unit_is_added_under_another(world: World, admin: Client) -> None:
    address = reverse("console_unit_add_under", args=[world.commune.id])
    given = {"code": "H48.101.02", "name": "Phòng Kinh tế", "kind": "office", "level": "commune", **day("first", TODAY)}
    response = admin.post(address, given)
    row = Unit.objects.get(code="H48.101.02")
    assert response["Location"] == reverse("console_unit", args=[row.id])
    assert row.parent_id == world.commune.id
    assert "Thêm đơn vị" in admin.get(response["Location"]).content.decode()


def test_what_is_wrong_with_a_unit_is_said_at_its_box_and_nothing_typed_is_lost(world: World, admin: Client) -> None:
    given = {"code": "H48.101.01", "name": "Phòng Kinh tế", "kind": "office", "level": "commune", **day("first", TODAY)}
    response = admin.post(reverse("console_unit_add_under", args=[world.commune.id]), given)
    page = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#id_code">' in page
    assert "Phòng Kinh tế" in page


def test_a_unit_with_open_dossiers_asks_for_its_successor(world: World, admin: Client) -> None:
    make.received(world)
    address = reverse("console_unit_end", args=[world.centre.id])
    response = admin.post(address, {**day("last", TODAY), "successor": ""})
    assert response.status_code == 422
    assert "Chọn đơn vị tiếp nối" in response.content.decode()
    done = admin.post(address, {**day("last", TODAY), "successor": str(world.other_centre.id)})
    assert done.status_code == 302
    configuration.forget()
    assert world.other_centre.name in admin.get(reverse("console_unit", args=[world.centre.id])).content.decode()


def test_a_units_administrator_sees_other_units_and_changes_only_their_own(world: World, local_admin: Client) -> None:
    own = local_admin.get(reverse("console_unit", args=[world.commune.id])).content.decode()
    other = local_admin.get(reverse("console_unit", args=[world.other_commune.id])).content.decode()
    assert "id_address" in own
    assert "id_address" not in other
    assert local_admin.get(reverse("console_unit_add_under", args=[world.other_commune.id])).status_code == 404
    assert local_admin.get(reverse("console_unit_end", args=[world.commune.id])).status_code == 404


def test_a_new_accounts_password_is_shown_once_and_works(world: World, local_admin: Client) -> None:
    given = {
        "username": "ksor.hbia", "name": "Ksor H'Bia", "role": "clerk", "unit": str(world.centre.id), **day("first", TODAY),
        "last-day": "", "last-month": "", "last-year": "",
    }  # fmt: skip
    response = local_admin.post(reverse("console_hire"), given)
    found = re.search(r'data-copy="([a-z0-9]{4}(?:-[a-z0-9]{4}){3})"', response.content.decode())
    assert found
    row = Staff.objects.get(username="ksor.hbia")
    assert row.check_password(found[1])
    assert found[1] not in local_admin.get(reverse("console_account", args=[row.id])).content.decode()
    assert response["Cache-Control"] == "no-store"


def test_roles_for_the_whole_province_are_not_offered_and_not_taken(world: World, local_admin: Client) -> None:
    page = local_admin.get(reverse("console_hire")).content.decode()
    assert 'value="clerk"' in page
    assert 'value="system_admin"' not in page
    given = {"username": "an.nv", "name": "An", "role": "system_admin", "unit": str(world.centre.id), **day("first", TODAY)}
    assert local_admin.post(reverse("console_hire"), given).status_code == 422
    given |= {"role": "clerk", "unit": str(world.other_centre.id)}
    assert local_admin.post(reverse("console_hire"), given).status_code == 422
    assert not Staff.objects.filter(username="an.nv").exists()


def test_a_role_is_given_and_ended(world: World, local_admin: Client) -> None:
    clerk = world.staff["clerk"]
    give = reverse("console_role_give", args=[clerk.id])
    assert local_admin.post(give, {"role": "collector", "unit": str(world.centre.id), **day("first", TODAY)}).status_code == 302
    role = StaffRole.objects.get(staff=clerk, role="collector")
    end = reverse("console_role_end", args=[clerk.id, role.id])
    assert local_admin.post(end, day("last", TODAY - dt.timedelta(days=1))).status_code == 302
    page = local_admin.get(reverse("console_account", args=[clerk.id])).content.decode()
    assert "đã hết" in page


def test_an_account_of_another_unit_is_shown_without_what_would_change_it(world: World, local_admin: Client) -> None:
    other = world.staff["other_clerk"]
    page = local_admin.get(reverse("console_account", args=[other.id])).content.decode()
    assert "id_name" not in page
    local_admin.post(reverse("console_renew", args=[other.id]), {"sure": "yes"})
    local_admin.post(reverse("console_set_active", args=[other.id]), {"active": "no", "sure": "yes"})
    other.refresh_from_db()
    assert other.is_active
    assert not other.password


def test_closing_an_account_ends_its_sessions(world: World, local_admin: Client) -> None:
    elsewhere = Client()
    signing.staff(elsewhere, world, "clerk")
    assert elsewhere.get(reverse("console_home")).status_code == 200
    local_admin.post(reverse("console_set_active", args=[world.staff["clerk"].id]), {"active": "no", "sure": "yes"})
    assert elsewhere.get(reverse("console_home")).status_code == 302


def test_a_new_password_ends_the_sessions_too(world: World, local_admin: Client) -> None:
    elsewhere = Client()
    signing.staff(elsewhere, world, "clerk")
    response = local_admin.post(reverse("console_renew", args=[world.staff["clerk"].id]), {"factor": "yes", "sure": "yes"})
    assert response.status_code == 200
    assert elsewhere.get(reverse("console_home")).status_code == 302


def test_ones_own_account_is_not_administered(world: World, local_admin: Client) -> None:
    page = local_admin.get(reverse("console_account", args=[world.staff["local_admin"].id])).content.decode()
    assert "chính anh/chị" in page
    assert reverse("console_renew", args=[world.staff["local_admin"].id]) not in page


def test_people_change_their_own_password_and_stay_signed_in(world: World, client: Client) -> None:
    row = world.staff["clerk"]
    row.set_password("mật khẩu đầu tiên 1")
    row.save()
    signing.staff(client, world, "clerk")
    address = reverse("console_password")
    assert client.post(address, {"old": "sai rồi", "new": "trời xanh mây trắng 42"}).status_code == 422
    assert client.post(address, {"old": "mật khẩu đầu tiên 1", "new": "ngắn"}).status_code == 422
    assert client.post(address, {"old": "mật khẩu đầu tiên 1", "new": "trời xanh mây trắng 42"}).status_code == 302
    assert client.get(reverse("console_home")).status_code == 200


def test_the_list_of_accounts_is_filtered(world: World, admin: Client) -> None:
    page = admin.get(reverse("console_staff"), {"role": "clerk", "unit": str(world.commune.id)}).content.decode()
    assert world.staff["clerk"].name in page
    assert world.staff["officer"].name not in page
    assert world.staff["other_clerk"].name not in page
