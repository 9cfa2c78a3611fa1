"""The morning page of a leader: in sight at seven on a phone, and three taps from a number to one dossier."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.queries import configuration
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Reading
from tests import make, signing
from tests.make import World

HOME = "/so-lieu/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    make.facts_at_once()
    signing.staff(client, world, "leader")
    return client


def _text(client: Client, address: str = HOME, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def _overdue(world: World, **filing: object) -> Dossier:
    opened = make.received(world, at=timezone.now() - 9 * DAY, **filing)
    make.changed(opened.id, due_at=timezone.now() - 3 * DAY)
    return Dossier.objects.get(id=opened.id)


def test_the_four_questions_stand_before_everything_else(world: World, leader: Client) -> None:
    page = _text(leader)
    places = [page.index(f">{title}") for title in ("Đang ở đâu so với mục tiêu", "Đơn vị nào đang chậm", "Sắp đến hạn và quá hạn", "Có gì mới từ đầu ngày", "Trong kỳ<")]
    assert places == sorted(places)
    assert "Trong kỳ chưa có gì để so với mục tiêu" in page
    assert "Không có hồ sơ nào quá hạn hoặc đến hạn" in page


def test_from_the_provinces_number_to_one_dossier_in_three_taps(world: World, leader: Client) -> None:
    row = _overdue(world)
    home = _text(leader, period="year")
    (first,) = {a for a in re.findall(r'href="([^"]+)"', home) if "/chi-tieu/overdue/dat/" in a and "unit=" + str(world.province.id) in a}
    listed = _text(leader, first.replace("&amp;", "&"))
    (second,) = re.findall(r'href="(/so-lieu/ho-so/[^"]+)"', listed)
    shown = _text(leader, second)
    for told in (row.code, "Cấp giấy xác nhận thử", "đã quá hạn", world.centre.name):
        assert told in shown, told
    for page in (home, listed, shown):
        for secret in ("Phạm Thị Lan", make.OWNER_NUMBER, "0905000001"):
            assert secret not in page
    assert [r.dossier_ids for r in Reading.objects.filter(purpose="board").order_by("id")] == [[row.id], [row.id]], "both looks are recorded"


def test_a_key_figure_says_value_counts_target_and_what_it_is(world: World, leader: Client) -> None:
    _overdue(world)
    page = _text(leader, period="year")
    tile = page[page.index("<strong>Hồ sơ đang giải quyết quá hạn</strong>"):].split("</div>")[0]
    for told in ("1 trên 1", "nhiều nhất 0,00%", "✗", "chưa đạt", "100,00%", "Đây là gì?"):
        assert told in tile, told
    what = re.search(r'href="([^"]*/chi-tieu/overdue/[^"]*)"', tile)
    assert what is not None
    assert "01/2020/TT-VPCP" in _text(leader, what[1].replace("&amp;", "&"))


def test_a_unit_behind_is_named_with_how_many_it_is_short_of(world: World, leader: Client) -> None:
    _overdue(world)
    page = _text(leader, period="year")
    behind = page[page.index(">Đơn vị nào đang chậm"):page.index(">Sắp đến hạn và quá hạn")]
    assert "UBND xã Ba Thử" in behind
    assert "cách mục tiêu 1 hồ sơ" in behind
    assert "UBND xã Sơn Thử" not in behind
    assert reverse("board_campaigns") in behind


def test_what_falls_due_opens_to_codes_of_its_unit(world: World, leader: Client) -> None:
    row = _overdue(world)
    today = make.received(world, at=timezone.now() - 9 * DAY)
    make.changed(today.id, due_at=timezone.now())
    page = _text(leader)
    assert "Đã quá hạn" in page
    for kind, code, other in (("overdue_now", row.code, today.code), ("due_today", today.code, row.code)):
        address = reverse("board_behind", args=[kind])
        assert f'href="{address}?period=month&amp;unit={world.commune.id}"' in page
        listed = _text(leader, address, unit=str(world.commune.id))
        assert code in listed and other not in listed
        assert "Phạm Thị Lan" not in listed


def test_a_number_of_yesterday_leads_to_its_dossiers(world: World, leader: Client) -> None:
    opened = make.received(world, at=timezone.now())
    page = _text(leader)
    new = page[page.index(">Có gì mới từ đầu ngày"):page.index(">Trong kỳ<")]
    (address,) = {a for a in re.findall(r'href="([^"]+)"', new) if "/chi-tieu/received/dat/" in a}
    assert opened.code in _text(leader, address.replace("&amp;", "&"))


def test_the_page_asks_the_same_number_of_statements_however_many_units(world: World, leader: Client, django_assert_max_num_queries: object) -> None:
    _overdue(world)
    for i in range(15):
        make.unit(f"H48.9{i:02d}", f"UBND xã Thêm {i}", "commune_committee", "commune", world.province)
    configuration.forget()
    leader.get(HOME)
    with django_assert_max_num_queries(30):  # type: ignore[operator]  # of which some ten are the session and the room
        leader.get(HOME)


@pytest.mark.parametrize("query", [
    {"period": "own", "first": "2026-13-01", "last": "x"}, {"period": "own", "first": "2026-11-30", "last": "2026-11-01"},
    {"period": "own", "first-day": "31", "first-month": "2", "first-year": "2026"},
])  # fmt: skip
def test_a_period_that_makes_no_sense_is_said_and_this_month_shown(leader: Client, query: dict[str, str]) -> None:
    page = _text(leader, **query)
    assert "Đang hiện số liệu tháng này" in page
    assert "<details class=\"govuk-details\" open>" in page.split("Đang ở đâu so với mục tiêu")[0], "the form stands open with what was typed"


@pytest.mark.parametrize("unit", ["x", "00000000-0000-0000-0000-000000000007"])
def test_a_unit_that_does_not_exist_shows_what_is_in_reach(leader: Client, world: World, unit: str) -> None:
    assert f"Số liệu: {world.province.name}" in _text(leader, unit=unit)


def test_a_past_period_tells_no_change_since_yesterday(world: World, leader: Client) -> None:
    assert "Tăng, giảm là so với đầu ngày" in _text(leader, period="year")
    assert "Tăng, giảm là so với đầu ngày" not in _text(leader, period="own", first="2026-01-01", last="2026-01-31")


def test_a_head_sees_no_dossier_of_another_commune(world: World, client: Client) -> None:
    make.facts_at_once()
    row = _overdue(world)
    make.changed(row.id, competent_unit_id=world.other_commune.id, received_unit_id=world.other_centre.id)
    signing.staff(client, world, "head")
    assert client.get(reverse("board_dossier", args=[row.id])).status_code == 404
    assert client.get(reverse("board_dossier", args=[uuid.uuid4()])).status_code == 404
    assert row.code not in _text(client, reverse("board_behind", args=["overdue_now"]), unit=str(world.other_commune.id))
    assert not Reading.objects.filter(purpose="board").exists()


def test_other_agencies_and_lists_have_a_page_of_their_own(leader: Client) -> None:
    assert reverse("board_beside") in _text(leader)
    assert "Trong kỳ không có hồ sơ nào gửi cơ quan khác" in _text(leader, reverse("board_beside"))


def test_the_page_is_of_today(leader: Client) -> None:
    assert f"{local(timezone.now()):%d/%m/%Y}" in _text(leader)
