"""The pages that compare: levels, ranking, map, trends; and receiving for other places."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.figures import tiles
from motcua.domain.figures.indicators import ALL
from motcua.queries.figures import figures
from motcua.web.board import spark, tile_map
from motcua.web.board.tile_map import Tile
from tests import eras, make, signing
from tests.make import World

PERIOD = {"period": "own", "first": "2025-05-01", "last": "2025-08-31"}


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    made = eras.build(world)
    eras.keep(
        eras.fact(made.north, channel="online"), eras.fact(made.south), eras.fact(world.commune, day=eras.AFTER),
        *(eras.fact(world.other_commune, day=eras.AFTER, channel="online") for _ in range(3)),
        *(eras.fact(world.centre, world.other_commune, day=eras.AFTER, elsewhere=True, channel="online") for _ in range(2)),
    )
    signing.staff(client, world, "leader")
    return client


def _page(client: Client, route: str = "board_compare", **query: str) -> str:
    return client.get(reverse(route), PERIOD | query).content.decode()


def test_levels_ranks_and_distance_stand_with_their_counts(leader: Client) -> None:
    page = _page(leader, indicator="online")
    assert re.search(r"Cấp huyện|cấp huyện", page)
    assert "6 trên 8" in page
    assert "UBND xã Nam Thử (cũ) (đến hết 30/06/2025)" in page
    assert "UBND xã Nam Thử" not in _page(leader, indicator="online", territory="today")


def test_every_indicator_made_of_parts_can_be_compared(leader: Client) -> None:
    """True of every indicator, including the one you are about to add."""
    codes = [code for code, one in ALL.items() if figures.of_parts(one)]
    assert len(codes) > 30
    for code in codes:
        page = _page(leader, indicator=code)
        assert "Không có chỉ tiêu này để so sánh" not in page, code
        assert f'<option value="{code}" selected' in page, code


@pytest.mark.parametrize("query", [{"indicator": "no_such"}, {"indicator": "scanners"}, {"indicator": "<b>"}])
def test_an_indicator_that_cannot_be_compared_is_said_to_be(leader: Client, query: dict[str, str]) -> None:
    page = _page(leader, **query)
    assert "Không có chỉ tiêu này để so sánh" in page
    assert '<option value="online" selected' in page


@pytest.mark.parametrize(("level", "shown"), [("province", "province"), ("district", "district"), ("commune", "commune"), ("village", "commune"), ("", "commune")])
def test_a_level_is_chosen_or_the_communes_stand_there(leader: Client, level: str, shown: str) -> None:
    page = _page(leader, level=level)
    assert f'<option value="{shown}" selected' in page
    assert ("Bản đồ ô các xã" in page) is (shown == "commune")


def test_the_map_has_a_tile_for_each_commune_of_the_last_day_and_links_down(leader: Client, world: World) -> None:
    page = _page(leader, indicator="online")
    drawn = re.search(r'<div class="mc-scroll".*?</div>', page, re.DOTALL)
    assert drawn
    assert drawn[0].count("<a ") == 2
    assert str(world.commune.id) in drawn[0]
    assert "nhóm 1" in drawn[0]


def test_the_number_of_statements_does_not_grow_with_units(leader: Client, world: World) -> None:
    counts = []
    for few in (False, True):
        _page(leader)
        with CaptureQueriesContext(connection) as seen:
            _page(leader, indicator="online")
        counts.append(len(seen))
        if not few:
            for i in range(5):
                make.unit(f"H48.3{i}", f"UBND xã Thêm {i}", "commune_committee", "commune", world.province)
            eras.forget()
    assert counts[0] == counts[1]


def test_receiving_for_others_shows_both_sides_and_leads_to_codes(leader: Client, world: World) -> None:
    page = _page(leader, "board_compare_elsewhere")
    assert "Nơi nào nhận thay cho nơi nào" in page
    link = next(url for url in re.findall(r'href="([^"]+)"', page) if "danh-sach" in url and str(world.centre.id) in url).replace("&amp;", "&")
    listed = leader.get(link).content.decode()
    assert "nhận thay UBND xã Sơn Thử" in listed


@pytest.mark.parametrize("query", [{}, {"nhan": "x", "cho": "y"}, {"nhan": "00000000-0000-0000-0000-000000000000"}])
def test_a_pair_that_does_not_exist_is_not_found(leader: Client, query: dict[str, str]) -> None:
    assert leader.get(reverse("board_compare_elsewhere_behind"), PERIOD | query).status_code == 404


def test_a_pair_of_other_places_is_not_found(leader: Client, world: World, client: Client) -> None:
    signing.staff(client, world, "head")
    query = {"nhan": str(world.other_centre.id), "cho": str(world.other_commune.id)}
    assert client.get(reverse("board_compare_elsewhere_behind"), PERIOD | query).status_code == 404


def test_a_tile_says_its_class_without_colour_and_escapes_names() -> None:
    drawn = [Tile("a", "Một tên rất dài quá", "50%", 1, "<b> & x", "/x?a=1&b=2"), Tile("b", "B", "–", 0, "t", "/y")]
    text = tile_map.draw(drawn, tiles.place({"a": None, "b": None}), title='"t"')
    assert text.count("mc-chart__second") == 4
    assert "&lt;b&gt; &amp; x" in text
    assert ">Một tên rất</text>" in text
    assert ">dài quá</text>" in text
    assert "/x?a=1&amp;b=2" in text
    assert text.count("<a ") == 2


def test_a_small_line_is_broken_where_nothing_is_known() -> None:
    values = [Fraction(1, 2), Fraction(1), None, Fraction(1, 4), Fraction(0)]
    drawn = spark.draw(values, told='a "b"', top=Fraction(1))
    assert drawn.count("mc-chart__path") == 2
    assert drawn.count("<circle") == 1
    assert "aria-label='a \"b\"'" in drawn
