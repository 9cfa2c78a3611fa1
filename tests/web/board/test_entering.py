"""Counts that are not born from dossiers are entered with their source, taken back, and never changed."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from motcua.queries.figures import figures
from motcua.storage.figures.models import Entered
from motcua.storage.ledger.models import Entry
from tests import signing
from tests.make import MONDAY, World

TODAY = MONDAY.date()


def _post(client: Client, world: World, **fields: str) -> object:
    address = f"{reverse('board_indicator_enter', args=['scanners'])}?unit={world.commune.id}"
    plain = {"amount": "3", "day-day": "2", "day-month": "11", "day-year": "2026", "source": "Báo cáo 15/BC-UBND"}
    return client.post(address, plain | fields)


def test_a_head_enters_a_count_and_takes_it_back(world: World, client: Client) -> None:
    signing.staff(client, world, "head")
    answer = _post(client, world)
    assert answer.status_code == 302, answer.content.decode()[-3000:]  # type: ignore[attr-defined]
    row = Entered.objects.get()
    assert (row.amount, str(row.day), row.source) == (3, "2026-11-02", "Báo cáo 15/BC-UBND")
    assert figures.one("scanners", first=TODAY, last=TODAY, units=[str(world.commune.id)]).value == 3
    page = client.get(f"{reverse('board_indicator_enter', args=['scanners'])}?unit={world.commune.id}").content.decode()
    assert "Báo cáo 15/BC-UBND" in page
    client.post(f"{reverse('board_entry_withdraw', args=[row.id])}?unit={world.commune.id}")
    assert figures.one("scanners", first=TODAY, last=TODAY).value is None
    assert set(Entry.objects.filter(action__startswith="figure.").values_list("action", flat=True)) == {"figure.enter", "figure.withdraw"}


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: World, client: Client) -> None:
    signing.staff(client, world, "head")
    for fields, said in (
        ({"amount": "ba"}, "Nhập số nguyên từ 0 trở lên"), ({"amount": "-1"}, "Nhập số nguyên từ 0 trở lên"), ({"amount": ""}, "Nhập số nguyên từ 0 trở lên"),
        ({"day-year": "2199"}, "Ngày ở tương lai"), ({"day-year": "1999"}, "Ngày trước năm 2000"), ({"source": " "}, "Ghi nguồn của số liệu"),
    ):  # fmt: skip
        answer = _post(client, world, **fields)
        page = answer.content.decode()  # type: ignore[attr-defined]
        assert (answer.status_code, said in page) == (422, True), (fields, page[-4000:])  # type: ignore[attr-defined]
        assert fields.get("amount", "3") in page
    assert not Entered.objects.exists()


def test_a_leader_reads_and_does_not_enter_and_another_place_is_out_of_reach(world: World, client: Client) -> None:
    signing.staff(client, world, "leader")
    assert _post(client, world).status_code == 403  # type: ignore[attr-defined]
    signing.staff(client, world, "head")
    other = f"{reverse('board_indicator_enter', args=['scanners'])}?unit={world.other_commune.id}"
    page = client.get(other).content.decode()
    assert "UBND xã Sơn Thử" not in page
    assert client.get(reverse("board_indicator_enter", args=["online"])).status_code == 404
