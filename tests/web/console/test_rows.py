"""The console's page of fee resolutions and shorter limits."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from motcua.queries import configuration
from motcua.storage.fees.models import FeeDue, FeeRow, LimitRow
from motcua.storage.ledger.models import Entry
from motcua.web.console.row_forms import KINDS
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
        ({"amount": "50000.5"}, "ví dụ 150.000"),
        ({"exempt": "ho_ngheo; 100; Điều 6"}, "Không có nhóm “ho_ngheo”"),
        ({"areas_old": "zz"}, "không có địa bàn mang mã: zz"),
        ({"kind": "phi"}, "khoản này là Lệ phí: le-phi"),
    ],
)
def test_a_wrong_row_says_what_to_do_and_keeps_what_was_typed(world: World, keeper: Client, changes: dict[str, object], says: str) -> None:
    response = keeper.post(reverse("console_row_fee"), fee(**changes))
    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert "poor_household" in text or "Hộ nghèo" in text or "ho_ngheo" in text
    assert not FeeRow.objects.exists()


def test_each_day_that_is_missing_or_wrong_is_named_in_the_summary(world: World, keeper: Client) -> None:
    given = fee(**{f"last-{part}": number for part, number in (("day", "31"), ("month", "2"), ("year", "2027"))}) | {"first-day": "", "first-month": "", "first-year": ""}
    text = keeper.post(reverse("console_row_fee"), given).content.decode()
    assert "Có hiệu lực từ: Nhập ngày" in text
    assert "Ngày cuối còn hiệu lực: 31/2/2027 không có trong lịch" in text


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


def test_the_page_that_ends_a_row_shows_which_row_it_is(world: World, keeper: Client) -> None:
    keeper.post(reverse("console_row_fee"), fee())
    row = FeeRow.objects.get()
    page = keeper.get(reverse("console_row_end", args=[row.key])).content.decode()
    for shown in ("15.000", "hộ nghèo", "bản", str(KINDS["le_phi"])):
        assert shown in page
    listed = keeper.get(reverse("console_rows")).content.decode()
    assert "hộ nghèo" in listed
    assert "poor_household" not in listed
    assert "poor_household" in keeper.get(reverse("console_row_fee")).content.decode(), "the groups are listed where they are typed"


def test_a_day_that_has_passed_is_asked_about_once_more(world: World, keeper: Client) -> None:
    early = fee(**day("first", dt.date(1900, 1, 1)))
    answer = keeper.post(reverse("console_row_fee"), early)
    assert answer.status_code == 422
    assert "Ngày này đã qua" in answer.content.decode()
    assert not FeeRow.objects.exists()
    assert keeper.post(reverse("console_row_fee"), early | {"sure": "on"}).status_code == 302
    end = reverse("console_row_end", args=[FeeRow.objects.get().key])
    assert 'name="sure"' not in keeper.get(end).content.decode()
    past = day("last", dt.date(2021, 1, 1))
    assert keeper.post(end, past).status_code == 422
    assert FeeRow.objects.get().last_day is None
    assert keeper.post(end, past | {"sure": "on"}).status_code == 302


def test_a_row_that_has_not_begun_is_taken_out_whole(world: World, keeper: Client) -> None:
    keeper.post(reverse("console_row_fee"), fee(**day("first", dt.date(2099, 1, 1))))
    row = FeeRow.objects.get()
    page = keeper.get(reverse("console_row_end", args=[row.key])).content.decode()
    assert 'value="2099"' in page, "the end is not offered before the beginning"
    address = reverse("console_row_withdraw", args=[row.key])
    assert address in page
    assert keeper.post(address).status_code == 302
    assert not FeeRow.objects.exists()
    assert Entry.objects.filter(action="fee_row.withdraw").count() == 1
    keeper.post(reverse("console_row_fee"), fee())
    begun = FeeRow.objects.get()
    keeper.post(reverse("console_row_withdraw", args=[begun.key]))
    assert FeeRow.objects.filter(key=begun.key).exists()


def test_a_limit_that_cannot_be_counted_is_told_in_words(world: World, keeper: Client) -> None:
    given = {"decision": "906/QĐ-UBND", "article": "", "procedures": make.PROCEDURE["code"], "channel": "", "areas_old": "", "percent": "",
             "amount": "0", "unit": "working_days", **day("first", TODAY)}  # fmt: skip
    text = keeper.post(reverse("console_row_limit"), given).content.decode()
    assert "0 ngày làm việc" in text
    assert "0 working_days" not in text


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
