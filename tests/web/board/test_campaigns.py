"""Pages of campaigns: prepared from a template, approved, read by each in their reach, reminded, answered, closed, printed."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.campaigns.plan import Target
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.services.campaigns import preparing, running
from motcua.services.dossiers import moving
from motcua.storage.campaigns.models import Campaign, Difficulty, Reminder, Task
from tests import make, signing
from tests.make import World

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def today() -> dt.date:
    return local(timezone.now()).date()


def boxes(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def running_campaign(world: World, *, first: int = 0, last: int = 30) -> uuid.UUID:
    """Make a campaign that runs today, with three dossiers from the counter and two online in the commune."""
    at = timezone.now()
    control, leader = world.actor("controller", at), world.actor("leader", at)
    key = preparing.begin(name="Ba mươi ngày đêm", first=today() + first * DAY, last=today() + last * DAY, actor=control, at=at)
    preparing.put_target(campaign_id=key, target=Target(indicator="online", amount=Fraction(85, 100), note="Đạt 85 %."), actor=control, at=at)
    preparing.approve(campaign_id=key, decision="140/KH-UBND", decided_on=today(), actor=leader, at=at)
    for _ in range(3):
        make.received(world, at)
    for _ in range(2):
        filed = make.filed(world, at)
        moving.advance(dossier_id=filed.id, action=Action.ACCEPT, actor=world.actor("clerk", at), at=at, inputs={})
    return key


def page(name: str, key: uuid.UUID, *more: object) -> str:
    return reverse(f"board_campaign{name}", args=[key, *more])


def text(response: object) -> str:
    content = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def test_from_the_template_to_the_approval(world: World, client: Client) -> None:
    signing.staff(client, world, "controller")
    assert "407/KH-UBND (UBND tỉnh Bắc Kạn)" in text(client.get(reverse("board_campaign_new")))
    given = {"template": "plan_407", "name": "100 ngày đêm"} | boxes("first", today()) | boxes("last", today() + 101 * DAY)
    assert client.post(reverse("board_campaign_new"), given).status_code == 302
    key = Campaign.objects.get().id
    shown = text(client.get(page("_edit", key)))
    assert "Tỷ lệ hồ sơ trực tuyến của dịch vụ công một phần" in shown
    assert "UBND xã Sơn Thử" in shown
    plan = {"name": "Một trăm ngày đêm", "pace": "calendar", "units": [str(world.commune.id)]} | boxes("first", today()) | boxes("last", today() + 99 * DAY)
    assert client.post(page("_edit", key), plan).status_code == 302
    target = {"indicator": "online", "goal": "relative", "amount": "10", "base_year": "2022", "levels": ["commune"], "weight": "3", "note": "Tăng 10 %"}
    assert client.post(page("_target_add", key), target).status_code == 302
    assert client.post(page("_target", key, 7), target | {"amount": "12,5"}).status_code == 302
    assert client.post(page("_target_out", key, 0)).status_code == 302
    weights = {f"weight_{i}": "2" for i in range(7)}
    assert client.post(page("_formula", key), {"cap": "120", "tasks": "15", "unanswered": "3"} | weights).status_code == 302
    row = Campaign.objects.get()
    assert (row.name, len(row.targets), row.targets[-1]["amount"], row.formula["cap"]) == ("Một trăm ngày đêm", 7, "1/8", 120)
    assert client.get(page("_approve", key)).status_code == 403
    signing.staff(client, world, "leader")
    assert client.post(page("_approve", key), {"decision": "407/KH-UBND"} | boxes("decided_on", today())).status_code == 302
    assert "Đang chạy" in text(client.get(page("", key)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Ghi tên chiến dịch."),
        ({"last-year": "2020"}, "Ngày cuối không trước ngày đầu"),
        ({"first-day": "31", "first-month": "2"}, "31/2/"),
        ({"template": "plan_1"}, "plan_1"),
    ],
)
def test_a_wrong_beginning_keeps_what_was_typed_and_says_what_to_do(world: World, client: Client, changes: dict[str, str], said: str) -> None:
    signing.staff(client, world, "controller")
    given = {"template": "", "name": "Ba mươi"} | boxes("first", today()) | boxes("last", today() + 30 * DAY) | changes
    response = client.post(reverse("board_campaign_new"), given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert 'value="Ba mươi"' in response.content.decode() or "name" in changes
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "0"}, "Ghi số lớn hơn 0"), ({"amount": "101"}, "tỷ lệ không quá 100"), ({"amount": "nhiều"}, "Ghi số lớn hơn 0"), ({"amount": "1/0"}, "Ghi số lớn hơn 0"),
        ({"goal": "points"}, "Ghi năm gốc"), ({"goal": "points", "base_year": "90"}, "Ghi năm gốc"), ({"indicator": "slowest_tenth"}, "Chọn chỉ tiêu"),
        ({"weight": "101"}, "từ 0 đến 100"), ({"indicator": "received", "goal": "points", "base_year": "2022"}, "Điểm phần trăm chỉ dùng"),
    ],
)  # fmt: skip
def test_a_wrong_target_is_said_at_its_box(world: World, client: Client, changes: dict[str, str], said: str) -> None:
    at = timezone.now()
    key = preparing.begin(name="x", first=today(), last=today(), actor=world.actor("controller", at), at=at)
    signing.staff(client, world, "controller")
    given = {"indicator": "online", "goal": "absolute", "amount": "85", "base_year": "", "weight": "1", "note": "Lời kế hoạch"} | changes
    response = client.post(page("_target_add", key), given)
    assert response.status_code == 422
    assert said in text(response)
    assert "Lời kế hoạch" in response.content.decode()
    assert Campaign.objects.get().targets == []


def test_the_morning_page_says_who_is_behind_by_how_many_and_draws_what_its_table_says(world: World, client: Client) -> None:
    key = running_campaign(world, first=-9)
    signing.staff(client, world, "leader")
    response = client.get(page("", key))
    shown = text(response)
    for words in ("40,00%", "2/5", "Mục tiêu: 85,00%", "còn thiếu 3 hồ sơ", "Sáng nay chậm: 1/1 đơn vị", "UBND xã Ba Thử", "Ngày thứ 10/40", "Lũy kế", "Nhịp cần có",
                  "Đôn đốc đơn vị chậm", "Đạt 85 %."):  # fmt: skip
        assert words in shown, words
    assert response.content.decode().count("<svg") >= 1
    assert "Phạm Thị Lan" not in shown
    everything = text(client.get(page("", key) + "?target=0&all=1"))
    assert "Sáng nay chậm: 1/1 đơn vị" in everything
    assert client.get(page("", key) + "?target=khong&all=1").status_code == 200


def test_each_reads_within_reach_and_a_draft_is_for_those_who_make_it(world: World, client: Client) -> None:
    key, at = running_campaign(world), timezone.now()
    draft = preparing.begin(name="Bản nháp", first=today(), last=today(), actor=world.actor("controller", at), at=at)
    make.member("other_head", make.Role.HEAD, world.other_commune)
    world.staff["other_head"] = make.people.Staff.objects.get(username="other_head")
    signing.staff(client, world, "other_head")
    shown = text(client.get(page("", key)))
    assert "UBND xã Sơn Thử" in shown
    assert "UBND xã Ba Thử" not in shown
    assert client.get(page("", draft)).status_code == 404
    assert "Bản nháp" not in text(client.get(reverse("board_campaigns")))
    assert client.get(page("_remind", key)).status_code == 403
    assert client.get(page("_report", draft)).status_code == 404
    signing.staff(client, world, "controller")
    assert "Bản nháp" in text(client.get(reverse("board_campaigns")))


def test_a_reminder_goes_out_and_the_head_answers_it(world: World, client: Client) -> None:
    key = running_campaign(world)
    signing.staff(client, world, "controller")
    shown = text(client.get(page("_remind", key)))
    assert "UBND xã Ba Thử Tỷ lệ hồ sơ tiếp nhận trực tuyến: 40,00%, còn thiếu 3 hồ sơ" in shown
    assert client.get(page("_remind", key) + "?unit=khong").content.decode().count(" checked") == 0
    assert client.get(page("_remind", key) + f"?unit={world.commune.id}&target=0").content.decode().count(" checked") == 1
    assert "UBND xã Sơn Thử" not in shown
    none = client.post(page("_remind", key), {"words": "Làm ngay hôm nay"})
    assert (none.status_code, "Làm ngay hôm nay" in none.content.decode()) == (422, True)
    assert client.post(page("_remind", key), {"units": [str(world.commune.id)], "words": "Làm ngay"}).status_code == 302
    reminder = Reminder.objects.get()
    assert "Không có đơn vị nào chậm mà chưa được đôn đốc." in text(client.get(page("_remind", key)))
    assert client.get(page("_answer", key, "don-doc", reminder.id)).status_code == 403
    signing.staff(client, world, "head")
    assert "Trả lời" in text(client.get(page("", key)))
    asked = page("_answer", key, "don-doc", reminder.id)
    assert "Làm ngay" in text(client.get(asked))
    assert client.post(asked, {"text": " "}).status_code == 422
    assert client.post(asked, {"text": "Mở thêm bàn hướng dẫn"}).status_code == 302
    assert "Mở thêm bàn hướng dẫn" in text(client.get(page("", key)))
    again = client.post(asked, {"text": "Lần nữa"})
    assert (again.status_code, "đã được trả lời" in text(again), "Lần nữa" in text(again)) == (422, True, True)


def test_tasks_and_difficulties_are_given_sent_and_answered(world: World, client: Client) -> None:
    key = running_campaign(world)
    make.member("other_head", make.Role.HEAD, world.other_commune)
    world.staff["other_head"] = make.people.Staff.objects.get(username="other_head")
    signing.staff(client, world, "leader")
    late = client.post(page("_task", key), {"title": "Tập huấn", "unit": str(world.commune.id)} | boxes("due", today() - DAY))
    assert (late.status_code, "không được ở quá khứ" in text(late)) == (422, True)
    assert client.post(page("_task", key), {"title": "Tập huấn", "unit": str(world.commune.id)} | boxes("due", today())).status_code == 302
    task = Task.objects.get()
    signing.staff(client, world, "head")
    assert client.post(page("_answer", key, "nhiem-vu", task.id), {"evidence": "12/BC-UBND"}).status_code == 302
    sent = {"unit": str(world.commune.id), "to_unit": str(world.commune.id), "words": "Mạng chậm"} | boxes("due", today() + DAY)
    assert "Chọn một đơn vị khác" in text(client.post(page("_difficulty", key), sent))
    assert client.post(page("_difficulty", key), sent | {"to_unit": str(world.other_commune.id)}).status_code == 302
    hard = Difficulty.objects.get()
    assert client.get(page("_answer", key, "kho-khan", hard.id)).status_code == 404, "not this head's to answer"
    signing.staff(client, world, "other_head")
    assert "Mạng chậm" in text(client.get(page("_answer", key, "kho-khan", hard.id)))
    assert client.post(page("_answer", key, "kho-khan", hard.id), {"text": "Đã nâng đường truyền"}).status_code == 302
    signing.staff(client, world, "leader")
    shown = text(client.get(page("", key)))
    for words in ("12/BC-UBND", "Đã nâng đường truyền", "Đang làm: 0; đã xong: 1; quá hạn: 0.", "Đang chờ: 0; đã trả lời: 1; quá hạn: 0.", "52,35"):
        assert words in shown, words


def test_closing_asks_first_and_then_nothing_is_taken_any_more(world: World, client: Client) -> None:
    early, key = running_campaign(world), running_campaign(world, first=-20, last=-1)
    at = timezone.now()
    task = running.give_task(campaign_id=key, title="Việc", unit_id=str(world.commune.id), due=today(), actor=world.actor("leader", at), at=at)
    signing.staff(client, world, "leader")
    assert "Ngày cuối chưa qua" in text(client.post(page("_close", early), {"sure": "yes"}, follow=True))
    assert "không thay đổi nữa" in text(client.post(page("_close", key)))
    assert Campaign.objects.get(id=key).closed_at is None
    assert "Đã kết thúc" in text(client.post(page("_close", key), {"sure": "yes"}, follow=True))
    response = client.get(page("_report", key))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    signing.staff(client, world, "head")
    response = client.post(page("_answer", key, "nhiem-vu", task), {"evidence": "Muộn rồi"})
    assert (response.status_code, "Muộn rồi" in text(response)) == (422, True)
    assert client.get(page("_difficulty", key)).status_code == 200


def test_every_page_can_be_read_in_english(world: World, client: Client) -> None:
    key = running_campaign(world, first=-9)
    signing.staff(client, world, "leader")
    client.cookies["django_language"] = "en"
    shown = text(client.get(page("", key), headers={"accept-language": "en"}))
    assert "Behind this morning: 1 of 1 units" in shown
    assert "short by 3 dossiers" in shown
