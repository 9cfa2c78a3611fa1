"""The pages of the reports: live numbers down to codes, what stops a signature, signed versions and their files."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.storage.dossiers.models import Dossier
from motcua.storage.figures.models import Fact as Stored
from motcua.storage.ledger.models import Reading
from motcua.storage.reports.models import LateCause, Report
from motcua.web.board import report_words
from tests import make, signing
from tests.make import World
from tests.services.reports import made

PAST = {"ky": "2026-Q3"}  # until 14/09/2026


@pytest.fixture
def dossier(world: World) -> Dossier:
    """One dossier of a past quarter, settled late."""
    found = make.received(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Stored.objects.filter(dossier_id=found.id).update(
        accepted_on=dt.date(2026, 8, 3), late_on=dt.date(2026, 8, 6), ended_on=dt.date(2026, 8, 10), ended="done", timeliness="late", ended_late=True
    )
    return found


@pytest.fixture
def controller(world: World, client: Client) -> Client:
    signing.staff(client, world, "controller")
    return client


def _page(client: Client, route: str = "board_reports", *parts: object, **query: str) -> str:
    return client.get(reverse(route, args=parts), PAST | query).content.decode()


def _sign(client: Client, world: World, **more: str) -> str:
    page = _page(client, unit=str(world.province.id))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    data = PAST | {"unit": str(world.province.id), "seen": seen} | more
    return client.post(reverse("board_report_sign"), data, follow=True).content.decode()


def test_a_number_opens_down_to_its_dossiers_by_code(controller: Client, dossier: Dossier) -> None:
    page = _page(controller)
    assert "Kỳ đã qua được tính theo dữ liệu hiện tại" in page
    assert "Thử nghiệm" in page
    assert "cột R nêu riêng số này" in page
    listed = _page(controller, "board_report_behind", "late", field="Thử nghiệm")
    assert dossier.code in listed
    assert "Phạm" not in listed
    assert dossier.code not in _page(controller, "board_report_behind", "early")
    assert Reading.objects.filter(purpose="board").count() == 1


def test_a_broken_dossier_is_named_and_there_is_nothing_to_sign_with(controller: Client, world: World, dossier: Dossier) -> None:
    Stored.objects.filter(dossier_id=dossier.id).update(timeliness=None)
    page = _page(controller, unit=str(world.province.id))
    assert dossier.code in page
    assert "7 = 8 + 9 + 10" in page
    assert 'name="seen"' not in page
    data = PAST | {"unit": str(world.province.id), "seen": "x"}
    assert "số liệu không khớp" in controller.post(reverse("board_report_sign"), data).content.decode()
    assert not Report.objects.exists()


def test_signing_shows_the_report_with_its_files_and_a_correction_says_what_changed(controller: Client, world: World, dossier: Dossier) -> None:
    assert "Đã ký báo cáo" in _sign(controller, world)
    one = Report.objects.get()
    for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b'{"changes"')):
        first, second = (controller.get(reverse("board_report_file", args=[one.id, kind])).content for _ in range(2))
        assert first == second
        assert first.startswith(begins)
    assert "số liệu không khác bản đã ký" in _page(controller, unit=str(world.province.id))
    Stored.objects.filter(dossier_id=dossier.id).update(timeliness="on_time", ended_late=False)
    assert "hãy ghi lý do đính chính" in _sign(controller, world)
    page = _sign(controller, world, reason="Sửa thời hạn")
    assert "Số 01/2026, bản 2" in page
    assert "Sửa thời hạn" in page
    assert "Đã giải quyết đúng hạn" in page
    assert "đã có bản mới hơn" in _page(controller, "board_report_signed", one.id)


def test_causes_are_named_on_the_list_of_late_dossiers(world: World, client: Client, dossier: Dossier) -> None:
    signing.staff(client, world, "head")
    page = _page(client, "board_report_late")
    assert dossier.code in page
    name = f"cause-{dossier.id}"
    assert f'name="{name}"' in page
    answer = client.post(reverse("board_report_late"), PAST | {"unit": str(world.commune.id), name: "c"}, follow=True).content.decode()
    assert "Đã lưu nguyên nhân của 1 hồ sơ" in answer
    assert LateCause.objects.get().cause == "c"
    wrong = client.post(reverse("board_report_late"), PAST | {name: "x"}, follow=True).content.decode()
    assert "Chưa lưu gì" in wrong


def test_a_leader_reads_causes_and_names_none(world: World, client: Client, dossier: Dossier) -> None:
    signing.staff(client, world, "leader")
    page = _page(client, "board_report_late")
    assert "Chưa nêu" in page
    assert "<select" not in page.split("<h1")[1]


def test_another_unit_sees_neither_numbers_nor_reports(world: World, client: Client, dossier: Dossier) -> None:
    signing.staff(client, world, "controller")
    _sign(client, world)
    one = Report.objects.get()
    other = Client()
    signing.staff(other, world, "head")
    assert other.get(reverse("board_report_signed", args=[one.id])).status_code == 404
    assert other.get(reverse("board_report_file", args=[one.id, "pdf"])).status_code == 404
    assert 'name="seen"' in other.get(reverse("board_reports"), PAST).content.decode()


@pytest.mark.parametrize("query", ["2026-Q9", "khong", "2026"])
def test_what_is_no_period_is_not_found(controller: Client, query: str) -> None:
    assert controller.get(reverse("board_reports"), {"ky": query}).status_code == 404


def test_units_are_kept_apart_and_open_further(controller: Client, world: World) -> None:
    made.facts(world, 60)
    page = controller.get(reverse("board_reports"), {"ky": "2026-Q1"}).content.decode()
    assert "Theo cơ quan giải quyết" in page
    assert f"unit={world.commune.id}" in page
    inner = controller.get(reverse("board_reports"), {"ky": "2026-Q1", "unit": str(world.commune.id)}).content.decode()
    assert "Theo cơ quan giải quyết" not in inner


def test_every_period_that_can_be_chosen_has_a_name() -> None:
    from motcua.domain.reports.periods import Kind, Reported

    names = [report_words.period_name(Reported(kind, 2026, 1)) for kind in Kind]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("who", "linked"), [("one_stop_head", True), ("controller", False), ("leader", False)])
def test_the_register_is_linked_for_who_may_read_it(world: World, client: Client, who: str, linked: bool) -> None:
    signing.staff(client, world, who)
    page = _page(client)
    assert ("Sổ theo dõi hồ sơ, bản PDF và bảng tính" in page) is linked
    assert (reverse("counter_books") in page.split("<main")[-1]) is linked
    if linked:
        assert client.get(reverse("counter_books")).status_code == 200
