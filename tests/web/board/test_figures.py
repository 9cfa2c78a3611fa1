"""The pages of indicators and of the national index."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.domain.figures.indicators import ALL
from motcua.queries.figures import comparing
from motcua.storage.ledger.models import Reading
from motcua.web.board import line_chart
from tests import make, signing
from tests.make import World
from tests.web.board.some_dossiers import some_dossiers

DAY = dt.date


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    some_dossiers(world)
    signing.staff(client, world, "leader")
    return client


PERIOD = {"period": "own", "first": "2026-11-01", "last": "2026-11-30"}


def _text(client: Client, route: str, *parts: str, **query: str) -> str:
    return client.get(reverse(route, args=parts), PERIOD | query).content.decode()


def test_every_share_stands_with_its_counts_and_what_is_not_connected_is_missing(leader: Client) -> None:
    page = _text(leader, "board_indicators")
    assert "66,67%" in page
    assert "2 trên 3" in page
    assert "nguồn chưa kết nối" in page
    assert "Chưa có số liệu nhập" in page


def test_an_indicator_opens_down_to_its_dossiers(leader: Client, world: World) -> None:
    page = _text(leader, "board_indicator", "online")
    assert "Đây là gì?" in page
    assert "766/QĐ-TTg" in page
    assert "Tỷ lệ hồ sơ trực tuyến theo Bộ chỉ số" in page
    counted, left = (_text(leader, "board_indicator_behind", "online", which) for which in ("dat", "chua-dat"))
    assert (counted.count("mc-code"), left.count("mc-code")) == (2, 1)
    assert Reading.objects.filter(purpose="board").count() == 2
    assert "NGUYỄN" not in counted.upper().split("</NAV>")[-1]


@pytest.mark.parametrize(
    ("route", "parts"),
    [("board_indicator", ["no_such"]), ("board_indicator_behind", ["online", "moi"]), ("board_indicator_behind", ["received", "chua-dat"]),
     ("board_indicator_behind", ["scanners", "dat"]), ("board_index_behind", ["PUBLISH_ON_TIME"])],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(leader: Client, route: str, parts: list[str]) -> None:
    assert leader.get(reverse(route, args=parts)).status_code == 404


def test_every_indicator_has_its_page(leader: Client) -> None:
    """True of every indicator, including the one you are about to add."""
    for code, one in ALL.items():
        answer = leader.get(reverse("board_indicator", args=[code]), PERIOD)
        assert answer.status_code == 200, code
        assert one.name.vi in answer.content.decode(), code


def test_the_index_says_what_would_gain_and_leaves_out_what_is_not_connected(leader: Client) -> None:
    page = _text(leader, "board_index")
    assert "Hồ sơ thanh toán trực tuyến thêm 3 hồ sơ: +6,00 điểm." in page
    assert "Chưa có dữ liệu" in page
    assert "trên 60 điểm có thể đạt" in page
    assert _text(leader, "board_index_behind", "DOSSIERS_PAID_ONLINE").count("mc-code") == 3


def test_figures_of_another_place_are_not_shown(world: World, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    make.received(world)
    signing.staff(client, world, "head")
    here = client.get(reverse("board_indicator", args=["received"]), PERIOD | {"unit": str(world.other_commune.id)}).content.decode()
    assert "UBND xã Sơn Thử" not in here


EARLIER = [
    ((DAY(2026, 11, 1), DAY(2026, 11, 22)), (DAY(2026, 10, 1), DAY(2026, 10, 22)), "the same days of the month before"),
    ((DAY(2026, 3, 1), DAY(2026, 3, 31)), (DAY(2026, 2, 1), DAY(2026, 2, 28)), "a whole month before a whole month"),
    ((DAY(2026, 10, 1), DAY(2026, 11, 22)), (DAY(2026, 7, 1), DAY(2026, 8, 22)), "the same days of the quarter before"),
    ((DAY(2026, 1, 1), DAY(2026, 11, 22)), (DAY(2025, 1, 1), DAY(2025, 11, 22)), "the same days of the year before"),
    ((DAY(2026, 11, 16), DAY(2026, 11, 22)), (DAY(2026, 11, 9), DAY(2026, 11, 15)), "as many days"),
    ((DAY(2026, 3, 1), DAY(2026, 3, 30)), (DAY(2026, 2, 1), DAY(2026, 2, 28)), "February has no 30th"),
]  # fmt: skip


@pytest.mark.parametrize(("period", "before", "because"), EARLIER)
def test_the_period_before(period: tuple[dt.date, dt.date], before: tuple[dt.date, dt.date], because: str) -> None:
    assert comparing.earlier(*period) == before, because


def test_a_chart_breaks_its_line_where_nothing_is_known() -> None:
    points = [line_chart.Point(str(i), v) for i, v in enumerate([Fraction(1, 2), Fraction(3, 4), None, Fraction(1), Fraction(1, 4)])]
    drawn = line_chart.draw(points, title="<b>", told="t", form=str, top=Fraction(1), target=Fraction(1, 2))
    assert drawn.count("mc-chart__path") == 2
    assert drawn.count("<circle") == 4
    assert "&lt;b&gt;" in drawn
    assert "mc-chart__target" in drawn
