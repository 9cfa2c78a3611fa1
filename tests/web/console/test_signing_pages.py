"""Pages of delegations and absences: what is typed becomes one act, what is wrong is said at its box."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.storage.people.models import Absence, Delegation
from tests import make, signing


def boxes(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def today() -> dt.date:
    return local(timezone.now()).date()


def paper(world, **changes: str) -> dict[str, str]:
    base = {
        "unit": str(world.commune.id), "capacity": "kt", "giver_title": "Chủ tịch UBND", "giver": "", "document": "45/QĐ-UBND",
        "document_signer": "Chủ tịch", "field": "", "procedures": "",
    }  # fmt: skip
    return base | boxes("document_day", today()) | boxes("first", today()) | changes


def test_a_delegation_is_entered_listed_and_ended(world, client):
    deputy = make.member("deputy", Role.LEADER, world.commune, title="Phó Chủ tịch UBND")
    signing.staff(client, world, "unit_admin")
    answer = client.post(reverse("console_delegation_give", args=[deputy.id]), paper(world))
    assert answer.status_code == 302, answer.content.decode()
    assert "45/QĐ-UBND" in client.get(reverse("console_delegations")).content.decode()
    row = Delegation.objects.get()
    client.post(reverse("console_delegation_end", args=[row.id]), boxes("last", today() - dt.timedelta(days=1)))
    row.refresh_from_db()
    assert row.valid_to == today() - dt.timedelta(days=1)


def test_what_is_wrong_with_a_delegation_is_said_at_its_box(world, client):
    deputy = make.member("deputy", Role.LEADER, world.commune)
    signing.staff(client, world, "unit_admin")
    address = reverse("console_delegation_give", args=[deputy.id])
    for changes, said in (
        ({"capacity": "tuq"}, "phải có thời hạn"), ({"giver": "khong.co"}, "Không có tài khoản"), ({"giver": "deputy"}, "không phải người đứng đầu"),
        ({"procedures": "9.9"}, "không thuộc danh mục"), ({"document": ""}, "Nhập số, ký hiệu văn bản"),
    ):  # fmt: skip
        answer = client.post(address, paper(world, **changes))
        assert (answer.status_code, said in answer.content.decode()) == (422, True), changes
    assert not Delegation.objects.exists()


def test_everybody_enters_and_ends_their_own_absence(world, client):
    signing.staff(client, world, "officer")
    address, last = reverse("console_my_absence"), today() + dt.timedelta(days=3)
    answer = client.post(address, boxes("first", today()) | boxes("last", last) | {"deputy": str(world.staff["head"].id)})
    assert answer.status_code == 302, answer.content.decode()
    absence = Absence.objects.get()
    assert (absence.last, absence.deputy_id) == (last, world.staff["head"].id)
    assert "Nguyễn Văn Head" in client.get(address).content.decode()
    client.post(reverse("console_absence_end", args=[absence.id]))
    absence.refresh_from_db()
    assert absence.last < today()


def test_the_head_of_the_one_stop_enters_it_for_their_staff_only(world, client):
    signing.staff(client, world, "one_stop_head")
    page = client.get(reverse("console_absences"), {"person": str(world.staff["clerk"].id)})
    assert page["Location"] == reverse("console_absence_enter", args=[world.staff["clerk"].id])
    answer = client.post(page["Location"], boxes("first", today()) | boxes("last", today() - dt.timedelta(days=1)) | {"deputy": ""})
    assert answer.status_code == 422
    assert client.get(reverse("console_absence_enter", args=[world.staff["officer"].id])).status_code == 404


def test_each_day_of_an_absence_that_cannot_be_read_is_named(world, client):
    signing.staff(client, world, "officer")
    address = reverse("console_my_absence")
    page = client.post(address, {"deputy": ""}).content.decode()
    assert "Nhập ngày bắt đầu vắng mặt" in page
    assert "Nhập ngày vắng mặt cuối cùng" in page
    wrong = {"first-day": "31", "first-month": "2", "first-year": "2027", "last-day": "1", "last-month": "3", "last-year": "27"}
    page = client.post(address, wrong).content.decode()
    assert "Vắng mặt từ ngày: 31/2/2027" in page
    assert "Đến hết ngày: Nhập năm" in page


def test_an_absence_that_is_called_off_shows_the_days_it_was_entered_for(world, client):
    signing.staff(client, world, "officer")
    address, first, last = reverse("console_my_absence"), today() + dt.timedelta(days=2), today() + dt.timedelta(days=5)
    client.post(address, boxes("first", first) | boxes("last", last) | {"deputy": ""})
    client.post(reverse("console_absence_end", args=[Absence.objects.get().id]))
    page = client.get(address).content.decode()
    assert f"{first:%d/%m/%Y} – {last:%d/%m/%Y}" in page
    assert f"{first:%d/%m/%Y} – {today() - dt.timedelta(days=1):%d/%m/%Y}" not in page
