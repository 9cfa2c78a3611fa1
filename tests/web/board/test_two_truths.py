"""The page of the two truths: shares beside one another, causes that add up, codes to repair."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers.states import SyncStatus
from motcua.domain.dossiers.transitions import Action
from motcua.services.figures import filling
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Reading
from tests import desk_stories as desk
from tests import signing
from tests.desk_stories import at
from tests.make import World

STATEMENTS = 6
PERIOD = {"period": "own", "first": "2026-11-01", "last": "2026-11-30"}


@pytest.fixture
def codes(world: World, client: Client) -> list[str]:
    """Two dossiers whose end was never sent, one whose clock stands, one that is well."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    ids = [desk.finished(world, at(9)) for _ in range(3)]
    Dossier.objects.filter(id__in=ids[:2]).update(sync_status=SyncStatus.PENDING)
    filling.these(made=[], changed=ids)
    waiting = desk.taken(world, at(9))
    desk.move(world, waiting, "officer", Action.ASK_FEE, at(14), amount=50_000, reason="Phí thẩm định")
    signing.staff(client, world, "leader")
    return [str(Dossier.objects.get(id=one).code) for one in (*ids, waiting)]


def _page(client: Client, **query: str) -> str:
    return client.get(reverse("board_indicator_truths"), PERIOD | query).content.decode()


def _numbers(page: str) -> dict[str, str]:
    """Return the dossiers of each row of the table of causes."""
    table = page.split("</caption>")[1].split("</table>")[0]
    rows = re.findall(r"<tr><th[^>]*><span>(.*?)</span></th>(.*?)</tr>", table, re.DOTALL)
    return {name: re.sub(r"\D", "", re.sub(r"<span class=.*?</span>|<[^>]+>", "", cells.split("</td>")[0])) for name, cells in rows}


def test_causes_add_up_to_the_difference_and_every_share_shows_its_counts(client: Client, codes: list[str]) -> None:
    page = _page(client)
    assert ("100,00%" in page, "3 trên 3" in page) == (True, True)
    assert ("25,00%" in page, "1 trên 4" in page) == (True, True)
    found = _numbers(page)
    assert found["Chưa gửi trạng thái 9 (đã xử lý xong)"] == "2"
    assert found["Đang dừng tính thời gian mà Cổng không biết"] == "1"
    *causes, together, less, difference = (int(n) for n in found.values())
    assert (len(causes), sum(causes), together - less, difference) == (6, together, difference, 3)
    assert "Chưa kết nối đồng bộ" in page
    assert "UBND tỉnh Thử" in page
    assert "Hai con số đúng hạn: UBND xã Ba Thử" in _page(client, unit=str(Dossier.objects.first().competent_unit_id))  # type: ignore[union-attr]


def test_the_list_to_repair_has_codes_no_names_and_the_look_is_recorded(client: Client, codes: list[str]) -> None:
    answer = client.get(reverse("board_indicator_truths_behind", args=["chua-gui-trang-thai-9"]), PERIOD).content.decode()
    assert [code in answer for code in codes] == [True, True, False, False]
    assert "PHẠM THỊ LAN" not in answer.upper()
    kept = Reading.objects.get(purpose="board")
    assert len(kept.dossier_ids) == 2
    assert "Lúc này không có hồ sơ nào" in client.get(reverse("board_indicator_truths_behind", args=["chi-tre-theo-luat"]), PERIOD).content.decode()


@pytest.mark.parametrize("which", ["thoi-tiet", "never_sent", "here"])
def test_a_cause_that_does_not_exist_is_not_found(client: Client, codes: list[str], which: str) -> None:
    assert client.get(reverse("board_indicator_truths_behind", args=[which])).status_code == 404


def test_what_cannot_be_read_is_said_and_this_month_is_shown(client: Client, codes: list[str]) -> None:
    page = client.get(reverse("board_indicator_truths"), {"period": "own", "first": "2026-13-01", "last": "x", "unit": "x"}).content.decode()
    assert "Nhập hai ngày có trong lịch" in page


def test_a_period_without_dossiers_says_so(client: Client, codes: list[str]) -> None:
    assert "Kỳ này không có hồ sơ nào" in _page(client, first="2026-01-01", last="2026-01-31")


def test_the_page_is_linked_from_the_indicators_and_from_each_sense_of_being_on_time(client: Client, codes: list[str]) -> None:
    for route, parts, linked in (
        ("board_indicators", [], True), ("board_indicator", ["on_time"], True), ("board_indicator", ["on_time_national"], True), ("board_indicator", ["online"], False),
    ):  # fmt: skip
        assert (reverse("board_indicator_truths") in client.get(reverse(route, args=parts), PERIOD).content.decode()) is linked, parts


def test_figures_of_another_place_are_not_shown(world: World, client: Client, codes: list[str]) -> None:
    client.logout()
    signing.staff(client, world, "one_stop_head")
    page = _page(client, unit=str(world.other_commune.id))
    assert "UBND xã Sơn Thử" not in page
    signing.staff(client, world, "clerk")
    assert client.get(reverse("board_indicator_truths"), PERIOD).status_code in (302, 403)


def test_the_number_of_statements_does_not_grow_with_units_or_dossiers(
    world: World, client: Client, codes: list[str], django_assert_num_queries: object
) -> None:
    _page(client)
    with django_assert_num_queries(STATEMENTS):  # type: ignore[operator]
        _page(client)
    for _ in range(3):
        desk.finished(world, at(9))
    with django_assert_num_queries(STATEMENTS):  # type: ignore[operator]
        _page(client, unit=str(world.province.id))
