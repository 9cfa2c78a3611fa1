"""The page of the funnel of online filing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.figures.filings import KEYS
from motcua.web.board import funnel
from motcua.web.board.funnel import Bar
from tests import eras, make, signing
from tests.make import World

PERIOD = {"period": "own", "first": "2025-08-01", "last": "2025-08-31"}


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    online = {"channel": "online", "day": eras.AFTER}
    eras.keep(
        eras.fact(world.centre, accepted_on=None, ended="refused", ended_on=eras.AFTER, **online), eras.fact(world.centre, **online),
        *(eras.fact(world.centre, ended="done", ended_on=eras.AFTER, timeliness="early", **online) for _ in range(2)),
    )
    signing.staff(client, world, "leader")
    return client


def _page(client: Client, route: str = "board_compare_filings", *parts: str, **query: str) -> str:
    return client.get(reverse(route, args=parts), PERIOD | query).content.decode()


def test_every_stage_stands_with_its_counts_and_leads_to_codes(leader: Client) -> None:
    page = _page(leader)
    assert "75,00% (3 trên 4)" in page
    assert "66,67% (2 trên 3)" in page
    assert "100,00% (2 trên 2)" in page
    links = set(re.findall(r'href="(/so-lieu/phieu-nop/danh-sach/[^"]+)"', page))
    assert len(links) == 6
    for link in links:
        assert leader.get(link.replace("&amp;", "&")).status_code == 200


def test_a_period_whose_drafts_are_gone_tells_no_share(leader: Client) -> None:
    assert "Chưa đủ số liệu" in _page(leader)
    assert "Chưa đủ số liệu" not in leader.get(reverse("board_compare_filings")).content.decode()


def test_what_is_no_stage_is_not_found(leader: Client) -> None:
    assert leader.get(reverse("board_compare_filings_behind", args=["nothing"]), PERIOD).status_code == 404
    assert all(leader.get(reverse("board_compare_filings_behind", args=[key]), PERIOD).status_code == 200 for key in KEYS)


def test_an_empty_period_says_so(leader: Client) -> None:
    assert "Kỳ này không có hồ sơ nộp trực tuyến" in _page(leader, first="2024-08-01", last="2024-08-31")


def test_the_number_of_statements_does_not_grow_with_units(leader: Client, world: World) -> None:
    counts = []
    for few in (False, True):
        _page(leader)
        with CaptureQueriesContext(connection) as seen:
            _page(leader)
        counts.append(len(seen))
        if not few:
            for i in range(5):
                make.unit(f"H48.3{i}", f"UBND xã Thêm {i}", "commune_committee", "commune", world.province)
            eras.forget()
    assert counts[0] == counts[1]


def test_bars_are_as_long_as_their_share_of_the_first() -> None:
    drawn = funnel.draw([Bar("<a>", 4, "4"), Bar("b", 1, "1")], title="t", told="d")
    assert 'width="480.0"' in drawn
    assert 'width="120.0"' in drawn
    assert "&lt;a&gt;" in drawn
    assert "NaN" not in funnel.draw([Bar("a", 0, "0")], title="t", told="d")
