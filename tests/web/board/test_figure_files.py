"""Files of the pages of figures: the same numbers on the page, in the workbook, the CSV, the PDF and for other systems."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest
import python_calamine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from motcua.domain.figures.indicators import ALL
from motcua.domain.permissions.roles import Role
from motcua.queries import actors, configuration
from motcua.services import accounts
from motcua.services.figures import exporting, sheets
from motcua.storage.figures.models import Export
from motcua.storage.ledger.models import Message
from motcua.storage.people.models import Staff
from motcua.web.board.index766 import COMPONENTS
from motcua.workers.jobs import figures_export
from tests import signing
from tests.make import MONDAY, World
from tests.web.board.some_dossiers import some_dossiers

PERIOD = {"period": "own", "first": "2026-11-01", "last": "2026-11-30"}
KINDS = ("xlsx", "csv", "pdf")


@pytest.fixture
def leader(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    some_dossiers(world)
    signing.staff(client, world, "leader")
    return client


def body(answer) -> bytes:  # type: ignore[no-untyped-def]
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def got(client: Client, route: str, *parts: str, **more: str) -> bytes:
    return body(client.get(reverse(route, args=parts), PERIOD | more))


def cells(content: bytes) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def text(content: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def row_of(rows: list[list[object]], name: str) -> list[object]:
    return next(row for row in rows if row and row[0] == name and len(row) > 4)


def of_key(world: World, client: Client, path: str) -> dict[str, object]:
    _id, secret = accounts.new_key(
        name="x", unit_id=world.province.id, roles=[Role.LEADER], scopes=["figures:read"], actor=world.actor("unit_admin"), at=MONDAY
    )
    answer = Client().get(f"/api/v1/figures{path}", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200, answer.content
    return answer.json()["items"][0]


@pytest.mark.parametrize("code", ["online", "received", "on_time", "answered", "reused"])
def test_a_figure_is_the_same_on_the_page_in_every_file_and_for_other_systems(leader: Client, world: World, code: str) -> None:
    page = leader.get(reverse("board_indicators"), PERIOD).content.decode()
    name = ALL[code].name.vi
    found = re.search(rf">{re.escape(name)}</a>.*?<strong>(.*?)</strong>.*?<span>(.*?)</span>", page, re.DOTALL)
    assert found, code
    value, counts = found.groups()
    told = {one["indicator"]: one for one in of_key(world, leader, "?first=2026-11-01&last=2026-11-30")["figures"]}[code]  # type: ignore[attr-defined]
    comma = row_of(lines(got(leader, "board_indicators_file", "csv")), name)  # type: ignore[arg-type]
    sheet = row_of(cells(got(leader, "board_indicators_file", "xlsx")), name)
    printed = text(got(leader, "board_indicators_file", "pdf"))
    assert comma[1:3] == [value.replace(".", ""), counts]
    assert f"{name} {value} {counts}" in printed
    if told["printed"] is None:
        assert (told["value"], sheet[1], sheet[2]) == (None, value, counts)
    else:
        share = told["of"] is not None
        assert round(Decimal(str(sheet[1])) * (100 if share else 1), 2) == Decimal(told["printed"])
        assert value == f"{told['printed'].replace('.', ',')}%" if share else value == str(told["hit"])
        if share:
            assert [sheet[3], sheet[4], comma[3], comma[4]] == [told["hit"], told["of"], str(told["hit"]), str(told["of"])]
            assert counts == f"{told['hit']} trên {told['of']}"


def test_the_index_is_the_same_on_the_page_in_every_file_and_for_other_systems(leader: Client, world: World) -> None:
    page = leader.get(reverse("board_index"), PERIOD).content.decode()
    told = of_key(world, leader, "/index?first=2026-11-01&last=2026-11-30")
    total = str(told["total"]).replace(".", ",")
    assert f"<dd>{total}</dd>" in page
    found = {c["code"]: c for c in told["components"]}  # type: ignore[attr-defined]
    with translation.override("vi"):
        names = {code: str(COMPONENTS[code]) for code in ("DOSSIERS_ONLINE", "PROGRESS_ON_TIME", "DOSSIERS_PAID_ONLINE")}
    sheet, comma = cells(got(leader, "board_index_file", "xlsx")), lines(got(leader, "board_index_file", "csv"))
    printed = text(got(leader, "board_index_file", "pdf"))
    assert total in [row[0] for row in comma if row]
    assert Decimal(str(told["total"])) in [Decimal(str(row[0])) for row in sheet if row and isinstance(row[0], float | int)]
    for code, name in names.items():
        one, points = found[code], found[code]["points"].replace(".", ",")
        assert re.search(rf"{name}</span></th>.*?<strong>{points}</strong>", page, re.DOTALL), code
        assert row_of(comma, name)[2:4] == [str(one["hit"]), str(one["of"])]  # type: ignore[arg-type]
        assert row_of(comma, name)[5] == points  # type: ignore[arg-type]
        assert Decimal(str(row_of(sheet, name)[5])) == Decimal(one["points"])
        assert f"{one['hit']} trên {one['of']}" in printed
    assert total in printed


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_says_period_unit_and_moment_and_that_its_data_is_simulated(leader: Client, settings, kind: str) -> None:  # type: ignore[no-untyped-def]
    def said(content: bytes) -> str:
        return text(content) if kind == "pdf" else " ".join(str(c) for r in (cells(content) if kind == "xlsx" else lines(content)) for c in r)

    here = said(got(leader, "board_indicator_file", "online", kind))
    for line in ("Kỳ: từ 01/11/2026 đến 30/11/2026", "Đơn vị: UBND tỉnh Thử", "Lập lúc 09:00:00 ngày 16/11/2026"):
        assert line in here, line
    assert "MÔ PHỎNG" not in here
    if kind != "pdf":  # on paper the printer itself marks every page
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
        assert "DỮ LIỆU MÔ PHỎNG" in said(got(leader, "board_index_file", kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_indicator_has_its_files(leader: Client, kind: str) -> None:
    """True of every indicator, including the one you are about to add."""
    codes = list(ALL) if kind == "csv" else ["online", "slowest_tenth"]
    for code in codes:
        content = got(leader, "board_indicator_file", code, kind)
        assert len(content) > 200, code


def test_what_is_no_file_is_not_found_and_the_unit_stays(leader: Client, world: World) -> None:
    for route, parts in (("board_indicators_file", ["docx"]), ("board_indicator_file", ["nonsense", "csv"]), ("board_index_file", ["html"])):
        assert leader.get(reverse(route, args=parts)).status_code == 404
    assert "Đơn vị: UBND xã Ba Thử" in got(leader, "board_indicators_file", "csv", unit=str(world.commune.id)).decode()
    page = leader.get(reverse("board_indicators"), PERIOD | {"unit": str(world.commune.id)}).content.decode()
    assert f"{reverse('board_indicators_file', args=['xlsx'])}?period=own&amp;first=2026-11-01&amp;last=2026-11-30&amp;unit={world.commune.id}" in page


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begins: str) -> None:
    told = sheets.Sheets("t", ["a"], [sheets.Table("t", ["h"], [[sheets.Cell(f"{begins}SUM(A1)")]])], "u", "", MONDAY)
    csv_text = b"".join(sheets.as_csv(told)).decode("utf-8-sig")
    assert f"'{begins}SUM(A1)".strip() in csv_text.replace('"', "")
    with zipfile.ZipFile(sheets.workbook(told)) as book:
        assert all(b"<f>" not in book.read(n) for n in book.namelist() if "sheet" in n)


def test_a_page_as_a_file_costs_as_many_statements_as_the_page(leader: Client) -> None:
    leader.get(reverse("board_indicators"), PERIOD)
    with CaptureQueriesContext(connection) as page:
        leader.get(reverse("board_indicators"), PERIOD)
    with CaptureQueriesContext(connection) as file:
        got(leader, "board_indicators_file", "csv")
    asked, shown = (sum("figures_" in one["sql"] for one in seen) for seen in (file, page))
    assert asked == shown


# the file of everything, made in the background


@pytest.fixture
def folder(settings, tmp_path):  # type: ignore[no-untyped-def]
    settings.FILES_ROOT = tmp_path
    return tmp_path


def asked(client: Client, kind: str = "csv", **more: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("board_indicator_exports"), days(client) | {"kind": kind} | more)


def days(client: Client) -> dict[str, str]:
    """Fill in the boxes of days as they are named on the page."""
    names = re.findall(r'name="((?:first|last)[^"]*)"', client.get(reverse("board_indicator_exports")).content.decode())
    values = iter(["1", "10", "2026", "30", "11", "2026"])
    return {name: next(values) for name in names}


@pytest.mark.parametrize("kind", exporting.KINDS)
def test_a_long_file_is_made_in_the_background_with_its_progress_and_fetched(leader: Client, folder, kind: str) -> None:  # type: ignore[no-untyped-def]
    answer = asked(leader, kind)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = Export.objects.get()
    assert answer["Location"] == reverse("board_indicator_export", args=[row.id])
    assert Message.objects.filter(topic=exporting.TOPIC).count() == 1
    waiting = leader.get(answer["Location"]).content.decode()
    assert "Đang chờ đến lượt" in waiting
    assert leader.get(reverse("board_indicator_export_file", args=[row.id])).status_code == 302
    figures_export.make_export({"export": str(row.id)})
    row.refresh_from_db()
    assert (row.state, row.why, row.done) == ("ready", "", row.whole)
    assert "Tải về" in leader.get(answer["Location"]).content.decode()
    fetched = leader.get(reverse("board_indicator_export_file", args=[row.id]))
    content = body(fetched)
    assert len(content) == row.size == int(fetched["Content-Length"])
    rows = lines(content) if kind == "csv" else cells(content)
    line = next(r for r in rows if len(r) > 5 and r[0] == "online" and r[2] == "H48" and r[4] == "11/2026")
    assert [str(c).removesuffix(".0") for c in line[5:10]] == ["2", "3", "2/3", "66,67", "%"]
    assert any("Kỳ: từ 01/10/2026 đến 30/11/2026" in str(c) for r in rows for c in r)
    assert not list(folder.rglob("*.part"))
    figures_export.make_export({"export": str(row.id)})
    assert Export.objects.get().ended_at == row.ended_at, "made once"


def test_a_file_that_fails_says_why_and_can_be_begun_again(leader: Client, folder, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    asked(leader)
    row = Export.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(exporting, "_write_csv", lambda *_: (_ for _ in ()).throw(OSError("full")))
        figures_export.make_export({"export": str(row.id)})
    page = leader.get(reverse("board_indicator_export", args=[row.id])).content.decode()
    assert "Chưa ghi được tệp" in page
    assert not [p for p in folder.rglob("*") if p.is_file()]
    leader.post(reverse("board_indicator_export_again", args=[row.id]))
    figures_export.make_export({"export": str(row.id)})
    row.refresh_from_db()
    assert (row.state, row.size > 0) == ("ready", True)


def test_a_period_without_anything_gives_no_empty_file(leader: Client, folder) -> None:  # type: ignore[no-untyped-def]
    made = exporting.begin(unit_id=None, first=MONDAY.date().replace(year=2020), last=MONDAY.date().replace(year=2020), kind="csv", actor=_actor(), at=MONDAY)
    figures_export.make_export({"export": str(made)})
    assert (Export.objects.get().state, Export.objects.get().why) == ("failed", "nothing")
    assert "Kỳ này chưa có số liệu" in leader.get(reverse("board_indicator_export", args=[made])).content.decode()


def test_files_are_put_away_after_a_week_and_are_of_whoever_asked(leader: Client, world: World, folder) -> None:  # type: ignore[no-untyped-def]
    asked(leader)
    row = Export.objects.get()
    figures_export.make_export({"export": str(row.id)})
    assert exporting.put_away(at=MONDAY) == 0
    assert exporting.put_away(at=MONDAY + exporting.KEPT * 2) == 1
    assert not [p for p in folder.rglob("*") if p.is_file()]
    assert "Đã dọn sau một tuần" in leader.get(reverse("board_indicator_export", args=[row.id])).content.decode()
    other = Client()
    signing.staff(other, world, "head")
    for route in ("board_indicator_export", "board_indicator_export_file"):
        assert other.get(reverse(route, args=[row.id])).status_code == 404


def test_wrong_days_and_too_many_files_are_said(leader: Client, folder) -> None:  # type: ignore[no-untyped-def]
    wrong = dict(zip(days(leader), ["1", "12", "2026", "30", "11", "2026"], strict=True))
    answer = leader.post(reverse("board_indicator_exports"), wrong | {"kind": "csv"})
    assert (answer.status_code, "không sau ngày cuối" in answer.content.decode()) == (422, True)
    assert leader.post(reverse("board_indicator_exports"), {}).status_code == 422
    for _ in range(exporting.AT_ONCE):
        asked(leader)
    assert "hai tệp chờ lập" in asked(leader).content.decode()
    assert Export.objects.count() == exporting.AT_ONCE


def _actor():  # type: ignore[no-untyped-def]
    found = actors.staff(Staff.objects.get(username="leader").id, configuration.current(), MONDAY.date())
    assert found is not None
    return found
