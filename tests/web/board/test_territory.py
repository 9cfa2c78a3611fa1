"""Both readings of units on the pages of figures: chosen, named, kept in every address."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import eras, signing
from tests.make import World

PERIOD = {"period": "own", "first": "2025-05-01", "last": "2025-08-31"}
PAGES = [("board_indicators", []), ("board_indicator", ["received"]), ("board_index", []), ("board_indicator_behind", ["received", "dat"])]


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    made = eras.build(world)
    eras.keep(eras.fact(made.north), eras.fact(made.south), eras.fact(world.commune, day=eras.AFTER))
    world.extra["north"] = made.north
    signing.staff(client, world, "leader")
    return client


def _page(client: Client, route: str, parts: list[str], **query: str) -> str:
    return client.get(reverse(route, args=parts), PERIOD | query).content.decode()


@pytest.mark.parametrize(("route", "parts"), PAGES)
def test_every_page_names_its_reading(leader: Client, route: str, parts: list[str]) -> None:
    assert "Như đơn vị lúc đó." in re.sub(r"</?strong>", "", _page(leader, route, parts))
    assert "Theo địa bàn hôm nay." in re.sub(r"</?strong>", "", _page(leader, route, parts, territory="today"))
    assert "Như đơn vị lúc đó." in re.sub(r"</?strong>", "", _page(leader, route, parts, territory="<b>"))


def test_then_a_unit_stands_with_its_end_and_today_its_heir_has_all(leader: Client) -> None:
    then, today = (_page(leader, "board_indicator", ["received"], territory=t) for t in ("then", "today"))
    assert "UBND huyện Cũ Thử (đến hết 30/06/2025)" in then
    assert "UBND huyện Cũ Thử" not in today
    assert re.search(r"UBND xã Ba Thử.*?<strong>3|UBND xã Ba Thử</a>.*?>3<", today, re.DOTALL)


@pytest.mark.parametrize(("route", "parts"), PAGES[:3])
def test_every_address_keeps_the_reading(leader: Client, route: str, parts: list[str]) -> None:
    page = _page(leader, route, parts, territory="today").split("<main", 1)[1]
    inner = [link for link in re.findall(r'href="(/so-lieu/[^"]+)"', page) if "period=" in link]
    assert inner
    assert [link for link in inner if "territory=today" not in link] == []
    assert '<option value="today" selected' in page


def test_a_unit_that_is_no_more_is_said_to_be(leader: Client, world: World) -> None:
    page = _page(leader, "board_indicator", ["received"], territory="today", unit=str(world.extra["north"].id))  # type: ignore[attr-defined]
    assert "UBND xã Bắc Thử (cũ) (đến hết 30/06/2025) đã kết thúc hoạt động; địa bàn nay do UBND xã Ba Thử quản lý" in page
