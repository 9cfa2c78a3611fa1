"""The console's page of fee resolutions and shorter limits."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from motcua.queries import configuration
from motcua.storage.fees.models import FeeDue, FeeRow, LimitRow
from motcua.storage.ledger.models import Entry
from tests import make, signing
from tests.make import World
from tests.web.console.test_people import TODAY, day


@pytest.fixture
def keeper(world: World, client: Client) -> Client:
    signing.staff(client, world, "catalogue")
    return client


def fee(**changes: object) -> dict[str, object]:
    return {
        "decision": "24/2026/NQ-HĐND", "article": "Điều 2", "kind": "le_phi", "fees": "le-phi", "procedures": "", "amount": "15.000",
        "unit": "bản", "cap": "", "tiers": "", "percent_of_base": "", "exempt": "poor_household; 100; Điều 6", "channel": "",
        "areas_old": "", **day("first", TODAY),
    } | changes  # fmt: skip


def test_a_row_of_fees_is_added_counts_at_once_and_is_let_end(world: World, keeper: Client) -> None:
    assert keeper.post(reverse("console_row_fee"), fee()).status_code == 302
    row = FeeRow.objects.get()
    assert row.document["amount"] == 15000
    assert row.document["exempt"] == [{"group": "poor_household", "percent": 100, "article": "Điều 6"}]
    configuration.forget()
    opened = make.received(world, at=dt.datetime.combine(TODAY, dt.time(9), make.MONDAY.tzinfo))
    page = keeper.get(reverse("console_rows")).content.decode()
    assert "24/2026/NQ-HĐND, Điều 2" in page
    assert "15.000" in page
    assert FeeDue.objects.get(dossier_id=opened.id).amount == 15000
    assert keeper.post(reverse("console_row_end", args=[row.key]), day("last", TODAY)).status_code == 302
    row.refresh_from_db()
    assert row.last_day == TODAY
    assert Entry.objects.filter(action="fee_row.set").count() == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"decision": ""}, "Nhập số quyết định"),
        ({"fees": "no_such_fee"}, "Không thủ tục nào đã công bố có các khoản: no_such_fee"),
        ({"procedures": "9.999999"}, "Danh mục không có thủ tục: 9.999999"),
        ({"fees": ""}, "Nêu khoản thu hoặc thủ tục"),
        ({"percent_of_base": "50"}, "không nhập cả hai"),
        ({"tiers": "3 = 1000"}, "Ghi dạng 3: 1000"),
        ({"exempt": "Hộ nghèo"}, "Không đọc được dòng này: Hộ nghèo"),
        ({"amount": "mười nghìn"}, "ví dụ 150.000"),
    ],
)
def test_a_wrong_row_says_what_to_do_and_keeps_what_was_typed(world: World, keeper: Client, changes: dict[str, object], says: str) -> None:
    response = keeper.post(reverse("console_row_fee"), fee(**changes))
    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert "poor_household" in text or "Hộ nghèo" in text
    assert not FeeRow.objects.exists()


def test_two_rows_that_contradict_each_other_are_refused_before_they_stop_the_counters(world: World, keeper: Client) -> None:
    keeper.post(reverse("console_row_fee"), fee())
    response = keeper.post(reverse("console_row_fee"), fee(decision="30/2026/NQ-HĐND", amount="20.000"))
    assert response.status_code == 422
    assert "Mâu thuẫn với dòng của 24/2026/NQ-HĐND" in response.content.decode()
    assert keeper.post(reverse("console_row_fee"), fee(decision="30/2026/NQ-HĐND", amount="20.000", exempt="", channel="online")).status_code == 302


def test_a_row_that_settles_two_others_is_not_ended_before_them(world: World, keeper: Client) -> None:
    old, both = {"areas_old": "62"}, {"areas_old": "62", "procedures": make.PROCEDURE["code"]}
    for number, narrowed in enumerate((both, old, {"procedures": make.PROCEDURE["code"]})):
        sent = keeper.post(reverse("console_row_fee"), fee(decision=f"{number}/NQ", exempt="", **narrowed))
        assert sent.status_code == 302, narrowed
    settling, other = (FeeRow.objects.get(decision=name) for name in ("0/NQ", "1/NQ"))
    refused = keeper.post(reverse("console_row_end", args=[settling.key]), day("last", TODAY))
    assert refused.status_code == 422
    assert "Mâu thuẫn" in refused.content.decode()
    assert keeper.post(reverse("console_row_end", args=[other.key]), day("last", TODAY)).status_code == 302


def test_a_shorter_limit_is_a_share_or_a_limit_of_its_own(world: World, keeper: Client) -> None:
    given = {"decision": "906/QĐ-UBND", "article": "", "procedures": make.PROCEDURE["code"], "channel": "online", "areas_old": "", "percent": "20",
             "amount": "", "unit": "", **day("first", TODAY)}  # fmt: skip
    assert keeper.post(reverse("console_row_limit"), given).status_code == 302
    assert LimitRow.objects.get().document["percent"] == 20
    assert "rút ngắn 20%" in keeper.get(reverse("console_rows")).content.decode()
    both = keeper.post(reverse("console_row_limit"), given | {"amount": "2", "unit": "working_days"})
    assert both.status_code == 422


def test_only_the_keeper_of_the_catalogue_comes_in(world: World, client: Client) -> None:
    signing.staff(client, world, "clerk")
    assert client.get(reverse("console_rows")).status_code == 403
    assert client.post(reverse("console_row_fee"), fee()).status_code == 403
