"""The pages of what slows us, for our own dossiers and for a log of somebody else."""

from __future__ import annotations

import io
import re
import uuid
from pathlib import Path
from xml.etree import ElementTree

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse

from motcua.queries import actors, board
from motcua.services import event_logs
from motcua.storage.dossiers.models import Dossier, StepRun
from motcua.storage.flows.models import Log
from motcua.storage.ledger.models import Reading
from motcua.web.board import flow_pages
from tests import make, signing
from tests.desk_stories import at, finished
from tests.make import World
from tests.queries.test_flows import slow
from tests.services.test_event_logs import SMALL

CODE = "9.000001"
NOVEMBER = {"period": "own", "first": "2026-11-01", "last": "2026-11-30"}


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    make.facts_at_once()


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    signing.staff(client, world, "leader")
    return client


@pytest.fixture
def log(world: World, tmp_path: Path) -> Log:
    file = tmp_path / "sample.csv"
    file.write_text(SMALL, encoding="utf-8")
    done = event_logs.take_in(path=file, source="4TU <nguồn>", actor=actors.SYSTEM, at=make.MONDAY)
    return Log.objects.get(id=done.id)


def page(client: Client, route: str, *args: object, **query: str) -> str:
    response = client.get(reverse(route, args=args), NOVEMBER | query)
    assert response.status_code == 200
    return response.content.decode()


def test_from_the_board_to_the_procedure_that_is_late_most(world: World, leader: Client) -> None:
    slow(world)
    finished(world, at(9))
    assert f'href="{reverse("board_flows")}?' in page(leader, "board_home")
    listed = page(leader, "board_flows")
    assert reverse("board_flow", args=[CODE]) in listed
    assert "Cấp giấy xác nhận thử" in listed
    assert "50,0%" in listed


def test_the_page_shows_paths_steps_and_a_map_that_is_told_in_words(world: World, leader: Client) -> None:
    slow(world)
    finished(world, at(9))
    shown = page(leader, "board_flow", CODE)
    svg = ElementTree.fromstring(re.search(r"<svg.*?</svg>", shown, re.DOTALL)[0])  # type: ignore[index]
    names = {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Thẩm định", "Ký duyệt", "Vào sổ, ban hành", "hết hạn tại đây: 1 hồ sơ"} <= names
    told = svg.find("{http://www.w3.org/2000/svg}desc")
    assert told is not None
    assert told.text is not None
    assert told.text.startswith("2 hồ sơ theo 2 lộ trình")
    assert "1. Thẩm định → Ký duyệt → Thẩm định → Ký duyệt → Vào sổ, ban hành" in shown
    assert "Thẩm định → Ký duyệt → Thẩm định" in shown
    assert "Đã đọc 2 trên 2 hồ sơ" in shown
    assert "Thời gian chờ" in shown
    assert "phần còn lại là xử lý" in shown
    assert "Chuyên viên" in shown, "a step names the role that does it"
    assert all(staff.name not in shown for name, staff in world.staff.items() if name != "leader")
    assert "Phạm Thị Lan" not in shown


def test_where_steps_lie_with_several_units_these_are_told_apart(world: World, leader: Client) -> None:
    slow(world)
    assert "Theo đơn vị" not in page(leader, "board_flow", CODE), "one unit did everything"
    StepRun.objects.filter(step="issue").update(unit=world.province)
    shown = page(leader, "board_flow", CODE)
    assert "Theo đơn vị" in shown
    assert shown.count(world.province.name) > 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"step": "sign", "days": "0,2"}, "1 trên 1 hồ sơ quá hạn lẽ ra đã đúng hạn; 1 hồ sơ lẽ ra đã xong sớm hơn."),
        ({"step": "issue", "days": "2"}, "0 trên 1 hồ sơ quá hạn lẽ ra đã đúng hạn; 1 hồ sơ lẽ ra đã xong sớm hơn."),
        ({"step": "sign", "days": "hai"}, "Nhập số ngày lớn hơn 0"),
        ({"step": "sign", "days": "0"}, "Nhập số ngày lớn hơn 0"),
        ({"step": "sign", "days": "inf"}, "Nhập số ngày lớn hơn 0"),
        ({"step": "sign", "days": "366"}, "Nhập số ngày lớn hơn 0"),
    ],
)
def test_what_if_is_answered_with_its_assumption(world: World, leader: Client, given: dict[str, str], said: str) -> None:
    slow(world)
    shown = page(leader, "board_flow", CODE, **given)
    assert said in shown
    assert "Giả định: chỉ bước này ngắn lại" in shown
    assert f'value="{given["days"]}"' in shown, "what was typed stands"


def test_an_unknown_step_and_an_unknown_detail_are_passed_over(world: World, leader: Client) -> None:
    slow(world)
    shown = page(leader, "board_flow", CODE, step="nowhere", days="2", detail="x")
    assert "lẽ ra" not in shown


def test_numbers_lead_to_codes_and_the_look_is_recorded(world: World, leader: Client) -> None:
    late = slow(world)
    fine = Dossier.objects.get(id=finished(world, at(9)))
    shown = page(leader, "board_flow", CODE)
    for query, codes in (
        (re.search(r'danh-sach/\?([^"]*path=[^"]*)"', shown)[1], {late.code}),  # type: ignore[index]
        ("late=1", {late.code}), ("", {late.code, fine.code}), ("passed=sign", {late.code}), ("passed=issue", set()), ("path=x", set()),
    ):  # fmt: skip
        address = f"{reverse('board_flow_behind', args=[CODE])}?{query.replace('&amp;', '&')}&period=own&first=2026-11-01&last=2026-11-30"
        listed = leader.get(address).content.decode()
        assert {code for code in (late.code, fine.code) if code in listed} == codes, query
        assert "Phạm Thị Lan" not in listed
    assert Reading.objects.filter(purpose="board", dossier_ids=[late.id]).exists()


def test_the_workbook_holds_the_same_numbers(world: World, leader: Client) -> None:
    slow(world)
    finished(world, at(9))
    response = leader.get(reverse("board_flow_sheet", args=[CODE]), NOVEMBER)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    about, variants, steps, *_rest = (book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names)))
    assert about[0][0] == f"Cấp giấy xác nhận thử ({CODE})"
    assert [row[1:5] for row in variants[1:]] == [[1, 0.5, 1, 1], [1, 0.5, 0, 0]]
    assert sum(row[-2] for row in steps[1:]) == 1
    assert len(book.sheet_names) == 5


def test_a_log_of_somebody_else_is_shown_apart_and_named_as_such(log: Log, leader: Client) -> None:
    listed = page(leader, "board_flows")
    assert reverse("board_event_log", args=[log.id]) in listed
    assert "Không phải hồ sơ của hệ thống này" in listed
    shown = page(leader, "board_event_log", log.id)
    assert "Dữ liệu của hệ thống khác" in shown
    assert "4TU &lt;nguồn&gt;" in shown
    assert "Đã đọc 2 trên 2 hồ sơ" in shown
    assert "1. Nhận" in shown
    assert "phần còn lại là xử lý" not in shown, "the file does not say when work began"
    assert page(leader, "board_home").count("sample.csv") == 0
    behind = page(leader, "board_event_log_behind", log.id, late="1")
    assert "c1" in behind
    assert "c2" not in behind
    assert not Reading.objects.exists(), "no dossier was shown"
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(leader.get(reverse("board_event_log_sheet", args=[log.id])).content))
    assert "Dữ liệu của hệ thống khác" in book.get_sheet_by_index(0).to_python()[1][0]


def test_a_period_without_anything_says_so(world: World, leader: Client) -> None:
    finished(world, at(9))
    earlier = {"period": "own", "first": "2026-01-01", "last": "2026-01-31"}
    for route, args, said in (
        ("board_flows", [], "Không có hồ sơ nào giải quyết xong trong thời gian này"), ("board_flow", [CODE], "Anh/chị chọn thời gian dài hơn"),
        ("board_flow_behind", [CODE], "Có thể hồ sơ đã chuyển tiếp"),
    ):  # fmt: skip
        assert said in leader.get(reverse(route, args=args), earlier).content.decode()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(leader.get(reverse("board_flow_sheet", args=[CODE]), earlier).content))
    assert len(book.get_sheet_by_index(1).to_python()) == 1, "headings alone"


def test_days_nobody_can_read_are_said(world: World, leader: Client) -> None:
    shown = leader.get(reverse("board_flow", args=[CODE]), {"period": "own", "first-day": "31", "first-month": "2", "first-year": "2026"})
    assert "Đang hiện số liệu tháng này" in shown.content.decode()


@pytest.mark.parametrize(
    ("route", "args", "query"),
    [
        ("board_flow", ["0.000000"], {}), ("board_event_log", [uuid.UUID(int=7)], {}), ("board_event_log_sheet", [uuid.UUID(int=7)], {}),
        ("board_flows", [], {"page": "x"}), ("board_flow_behind", [CODE], {"page": "0"}), ("board_flow_behind", [CODE], {"page": "x"}), ("board_flow_behind", [CODE], {"page": "٢"}),
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(world: World, leader: Client, route: str, args: list[object], query: dict[str, str]) -> None:
    assert leader.get(reverse(route, args=args), query).status_code == 404


def test_the_list_is_paged(world: World, leader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_pages, "PAGE", 1)
    codes = [Dossier.objects.get(id=finished(world, at(hour))).code for hour in (9, 10)]
    first, second, third = (page(leader, "board_flow_behind", CODE, page=number) for number in "123")
    assert codes[1] in first and codes[0] not in first
    assert codes[0] in second
    assert "page=2" in first and "page=1" in second and "page=3" not in second
    assert not [code for code in codes if code in third]


@pytest.mark.parametrize("role", ["clerk", "officer", "records", "auditor"])
def test_only_those_who_see_the_board_see_what_slows(world: World, client: Client, log: Log, role: str) -> None:
    assert role not in {one.value for one in board.ROLES}
    signing.staff(client, world, role)
    for route, args in (("board_flows", []), ("board_flow", [CODE]), ("board_flow_behind", [CODE]), ("board_event_log", [log.id])):
        assert client.get(reverse(route, args=args), NOVEMBER).status_code == 403


def test_a_head_asks_in_vain_for_another_commune(world: World, client: Client) -> None:
    finished(world, at(9))
    signing.staff(client, world, "head")
    shown = page(client, "board_flow", CODE, unit=str(world.other_commune.id))
    assert world.commune.name in shown
    assert world.other_commune.name not in shown
