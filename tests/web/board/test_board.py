"""The board's pages."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.domain.hours import local
from motcua.storage.ledger.models import Reading
from motcua.storage.lists.models import DecidedList
from motcua.web.board import chart, periods
from tests import make, signing
from tests.make import World

TODAY = dt.date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("given", "first", "last", "readable"),
    [
        ({}, dt.date(2026, 11, 1), TODAY, True),
        ({"period": "week"}, dt.date(2026, 11, 16), TODAY, True),
        ({"period": "quarter"}, dt.date(2026, 10, 1), TODAY, True),
        ({"period": "year"}, dt.date(2026, 1, 1), TODAY, True),
        ({"period": "own", "first": "2026-02-01", "last": "2026-02-28"}, dt.date(2026, 2, 1), dt.date(2026, 2, 28), True),
        ({"period": "own", "first-day": "1", "first-month": "2", "first-year": "2026", "last-day": "28", "last-month": "2",
          "last-year": "2026"}, dt.date(2026, 2, 1), dt.date(2026, 2, 28), True),
        ({"period": "own", "first": "2026-02-28", "last": "2026-02-01"}, dt.date(2026, 11, 1), TODAY, False),
        ({"period": "own", "first": "1900-01-01", "last": "2026-02-01"}, dt.date(2026, 11, 1), TODAY, False),
        ({"period": "own", "first-day": "31", "first-month": "2", "first-year": "2026"}, dt.date(2026, 11, 1), TODAY, False),
        ({"period": "century"}, dt.date(2026, 11, 1), TODAY, True),
    ],
)  # fmt: skip
def test_a_period_is_read_or_the_month_is_shown(given: dict[str, str], first: dt.date, last: dt.date, readable: bool) -> None:
    found, could = periods.read(given, TODAY)
    assert (found.first, found.last, could) == (first, last, readable)
    assert periods.read(found.query(), TODAY)[0] == found


def boxes(**days: tuple[str, str, str]) -> dict[str, str]:
    return {f"{name}-{part}": typed for name, day in days.items() for part, typed in zip(("day", "month", "year"), day, strict=True)}


@pytest.mark.parametrize(
    ("given", "name", "because"),
    [
        (boxes(first=("01", "09", "2026"), last=("30", "09", "2026")), "own", "the days were changed, whatever the period beside them says"),
        (boxes(first=("1", "11", "2026"), last=("18", "11", "2026")), "quarter", "the days are those the form was drawn with"),
        ({}, "quarter", "an address without boxes names a period"),
    ],
)
def test_days_that_were_changed_go_before_the_named_period(given: dict[str, str], name: str, because: str) -> None:
    drawn = periods.read({}, TODAY)[0]
    found, readable = periods.read(given | {"period": "quarter", "shown": drawn.shown}, TODAY)
    assert (found.name, readable) == (name, True), because


def test_days_that_cannot_be_read_stand_as_they_were_typed() -> None:
    given = {"period": "own"} | boxes(first=("31", "2", "2026"), last=("1", "3", "2026"))
    found, readable = periods.read(given, TODAY)
    assert not readable
    named, first, last = periods.questions(found, given)
    assert (named.value, first.value, last.value) == ("own", ["31", "2", "2026"], ["1", "3", "2026"])


def test_a_chart_says_in_words_what_it_shows_and_escapes_its_labels() -> None:
    svg = chart.draw([chart.Bars("<b>", 3, 1), chart.Bars("2", 0, 0)], title="Tiếp nhận & đã xong", told="Ba và một")
    assert "<b>" not in svg
    assert "Tiếp nhận &amp; đã xong" in svg
    assert svg.count("<rect") == 2, "nothing is drawn for nothing"
    heights = [float(h) for h in re.findall(r'<rect[^>]*height="([\d.]+)"', svg)]
    assert heights[0] == pytest.approx(3 * heights[1], abs=0.2)


def test_a_chart_of_nothing_can_be_drawn() -> None:
    assert "<svg" in chart.draw([], title="", told="")


@pytest.fixture
def leader(world: World, client: Client) -> Client:
    make.facts_at_once()
    signing.staff(client, world, "leader")
    return client


def test_figures_lead_to_codes_without_names_and_the_look_is_recorded(world: World, leader: Client) -> None:
    opened = make.received(world, at=timezone.now())
    page = leader.get(reverse("board_home")).content.decode()
    assert f'href="{reverse("board_behind", args=["received"])}' in page
    listed = leader.get(reverse("board_behind", args=["received"])).content.decode()
    assert opened.code in listed
    assert "Phạm Thị Lan" not in listed
    reading = Reading.objects.latest("id")
    assert (reading.purpose, reading.dossier_ids) == ("board", [opened.id])


def test_a_leader_finds_what_waits_for_approval_from_the_board(world: World, leader: Client) -> None:
    DecidedList.objects.create(
        kind="anywhere", state="appraised", title="X", codes=["9.000001"], unit=world.commune, proposed_at=make.MONDAY, appraised_at=make.MONDAY,
    )  # fmt: skip
    assert f'href="{reverse("console_home")}"' in leader.get(reverse("board_home")).content.decode()
    assert "1 việc chờ anh/chị" in leader.get(reverse("console_home")).content.decode()


def test_percentages_stand_beside_their_counts(world: World, leader: Client) -> None:
    now = timezone.now()
    make.received(world, at=now)
    page = leader.get(reverse("board_home"), {"period": "year"}).content.decode()
    assert "0 trên 1 hồ sơ tiếp nhận" in page
    assert "0,0%" in page


def test_a_late_dossier_marks_its_unit(world: World, leader: Client) -> None:
    opened = make.received(world, at=timezone.now())
    make.changed(opened.id, due_at=timezone.now() - dt.timedelta(days=1))
    page = leader.get(reverse("board_home")).content.decode()
    assert "mc-table__row--late" in page
    assert "mc-figure--late" in page


@pytest.mark.parametrize(("kind", "query"), [("nothing", {}), ("open", {"after": "x"})])
def test_a_number_that_does_not_exist_is_not_found(leader: Client, kind: str, query: dict[str, str]) -> None:
    assert leader.get(reverse("board_behind", args=[kind]), query).status_code == 404


def test_days_nobody_can_read_are_said_and_this_month_is_shown(leader: Client) -> None:
    page = leader.get(reverse("board_home"), {"period": "own", "first-day": "31", "first-month": "2", "first-year": "2026"})
    assert "Đang hiện số liệu tháng này" in page.content.decode()


def test_a_head_asks_in_vain_for_another_commune(world: World, client: Client) -> None:
    make.received(world, at=timezone.now())
    signing.staff(client, world, "head")
    page = client.get(reverse("board_home"), {"unit": str(world.other_commune.id)}).content.decode()
    assert f"Số liệu: {world.commune.name}" in page


def test_today_is_the_day_in_vietnam(leader: Client) -> None:
    page = leader.get(reverse("board_home"), {"period": "week"}).content.decode()
    assert f"{local(timezone.now()):%d/%m/%Y}" in page
