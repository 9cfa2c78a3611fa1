"""Scoring on the board: agencies from their dossiers and what they entered; officials by name for whoever answers for them."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures.scoring import Criterion
from motcua.queries import configuration
from motcua.queries.figures import scoring
from motcua.services import results
from motcua.services.figures import checking, entering
from motcua.storage.people.models import DatedSetting
from motcua.storage.procedures.models import Procedure
from tests import desk_stories as desk
from tests import signing
from tests.desk_stories import at
from tests.make import World

AGENCIES, OFFICIALS = 6, 5  # statements
PERIOD = {"period": "own", "first": "2026-11-01", "last": "2026-11-30"}
DAYS = {"first": dt.date(2026, 11, 1), "last": dt.date(2026, 11, 30)}


def _finished(world: World, days: int, *, asked: int = 0) -> uuid.UUID:
    """Return a dossier received on Monday and finished so many days later, its papers asked for so many times."""
    one = desk.taken(world, at(9))
    for hour in range(asked):
        desk.move(world, one, "officer", Action.ASK_PAPERS, at(10 + hour), items=[{"component": "proof", "name": "Giấy tờ"}], reason="Mờ")
        desk.move(world, one, "clerk", Action.ANSWER_PAPERS, at(10 + hour) + dt.timedelta(minutes=30))
    when = at(14, 16 + days)
    results.draft(dossier_id=one, actor=world.actor("officer"), at=when)
    desk.move(world, one, "officer", Action.PROPOSE, when, decision="grant")
    desk.move(world, one, "head", Action.APPROVE, when)
    desk.move(world, one, "records", Action.ISSUE, when)
    return one


@pytest.fixture
def made(world: World) -> list[uuid.UUID]:
    """Early and asked once; on its last day; late."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    found = [_finished(world, 0, asked=1), _finished(world, 3), _finished(world, 8)]
    assert checking.verify(timer=itertools.count().__next__).sound
    return found


def _scores(world: World) -> dict[Criterion, tuple[object, int | None, int | None]]:
    found = scoring.agencies(**DAYS, groups={"": [str(world.commune.id)]})[""]
    return {c: (None if s.value is None else str(s.value), s.points, s.of) for c, s in found.scores.items()}


def test_an_agency_is_scored_from_its_dossiers_and_what_is_not_known_is_missing(world: World, made: list[uuid.UUID]) -> None:
    assert _scores(world) == {
        Criterion.TOTAL_TIME: ("1.0", 3, 3),  # 2 + 1 + 0
        Criterion.UNIT_TIME: ("0.7", 2, 3),  # 12 hours for the appraisal: early, late by a day, late
        Criterion.CONTACTS: ("1.7", 5, 3),  # 1 + 2 + 2
        Criterion.AGENCIES: ("1.0", 3, 3),
        Criterion.ONE_STOP: (None, None, None), Criterion.PUBLICATION: (None, None, None), Criterion.ATTITUDE: (None, None, None),
        Criterion.PETITIONS: (None, None, None), Criterion.ONLINE: ("0.0", None, None),
    }  # fmt: skip


def test_what_the_unit_entered_and_what_is_connected_completes_the_score(world: World, made: list[uuid.UUID]) -> None:
    Procedure.objects.update(levels=["commune"], online="full")
    for code, amount in (("one_stop_whole", 0), ("one_stop_procedures", 1), ("procedures_posted", 1), ("procedures_published", 1), ("petitions", 0)):
        entering.enter(
            indicator=code, unit_id=str(world.commune.id), day=dt.date(2026, 11, 20), amount=amount, source="Báo cáo", actor=world.actor("head"), at=at(9, 25)
        )
    DatedSetting.objects.create(key="source_petitions", value=True, valid_from=dt.date(2026, 1, 1))
    configuration.forget()
    found = _scores(world)
    assert [found[c][0] for c in (Criterion.ONE_STOP, Criterion.PUBLICATION, Criterion.ATTITUDE, Criterion.PETITIONS)] == ["1.0", "2.0", "1.0", "2.0"]
    one = scoring.agencies(**DAYS, groups={"": [str(world.commune.id)]})[""]
    assert (str(one.total), one.unknown) == ("10.4", 0)


def test_of_several_agencies_what_only_some_entered_is_not_known(world: World, made: list[uuid.UUID]) -> None:
    entering.enter(
        indicator="petitions", unit_id=str(world.other_commune.id), day=dt.date(2026, 11, 20), amount=0, source="x", actor=world.actor("controller"), at=at(9, 25)
    )
    both = [str(world.commune.id), str(world.other_commune.id)]
    found = scoring.agencies(**DAYS, groups={"both": both, "other": both[1:]})
    assert found["other"].scores[Criterion.PETITIONS].value == 2
    assert found["both"].scores[Criterion.PETITIONS].value is None, "the one that has the dossiers entered nothing"


def test_an_official_is_scored_for_the_dossiers_they_had(world: World, made: list[uuid.UUID]) -> None:
    found = scoring.officials(unit=world.commune.id, **DAYS)
    assert [(one.name, one.settled) for one in found] == [("Nguyễn Văn Officer", 3)]
    scores = {c: s.value for c, s in found[0].scored.scores.items()}
    agency = scoring.agencies(**DAYS, groups={"": [str(world.commune.id)]})[""]
    assert {c: v for c, v in scores.items() if c is not Criterion.UNIT_TIME} == {
        c: agency.scores[c].value for c in scores if c is not Criterion.UNIT_TIME
    }
    assert scoring.officials(unit=world.other_commune.id, **DAYS) == []


def test_the_page_shows_points_missing_criteria_and_no_class_before_all_is_known(world: World, client: Client, made: list[uuid.UUID]) -> None:
    signing.staff(client, world, "leader")
    page = client.get(reverse("board_indicator_scores"), PERIOD | {"unit": str(world.commune.id)}).content.decode()
    assert "3 điểm của 3 hồ sơ" in page
    assert "0 trên 3 hồ sơ trực tuyến; 0 hồ sơ trực tuyến trả trễ" in page
    assert page.count("Chưa có số liệu") + page.count("Chưa có dữ liệu") >= 4
    assert "chưa xếp loại: từ yếu đến tốt" in page
    assert "4 chỉ số chưa có dữ liệu" in page
    assert "Nguyễn Văn Officer" not in page
    assert reverse("board_indicator_scores_officials") not in page
    whole = client.get(reverse("board_indicator_scores"), PERIOD | {"unit": str(world.province.id)}).content.decode()
    assert "1: 1,0 · 2: 0,7 · 3: 1,7 · 4: 1,0 · 5: – · 6: – · 7: – · 8: – · 9: 0,0" in whole


def test_only_who_answers_for_the_staff_sees_officials_by_name(world: World, client: Client, made: list[uuid.UUID]) -> None:
    here = PERIOD | {"unit": str(world.commune.id)}
    for who, status in (("leader", 403), ("one_stop_head", 403), ("officer", 403), ("head", 200), ("controller", 200)):
        signing.staff(client, world, who)
        answer = client.get(reverse("board_indicator_scores_officials"), here)
        assert answer.status_code == status, who
        assert ("Nguyễn Văn Officer" in answer.content.decode().split("<main")[-1]) is (status == 200), who
    signing.staff(client, world, "head")
    other = client.get(reverse("board_indicator_scores_officials"), PERIOD | {"unit": str(world.other_commune.id)}).content.decode()
    assert "UBND xã Sơn Thử" not in other
    assert "hoàn thành 100% khối lượng" in client.get(reverse("board_indicator_scores_officials"), here).content.decode()
    assert reverse("board_indicator_scores_officials") in client.get(reverse("board_indicator_scores"), here).content.decode()


def test_scoring_ends_with_its_setting(world: World, client: Client, made: list[uuid.UUID]) -> None:
    DatedSetting.objects.create(key="scoring_2018", value=False, valid_from=dt.date(2026, 7, 1))
    configuration.forget()
    signing.staff(client, world, "head")
    for route in ("board_indicator_scores", "board_indicator_scores_officials"):
        page = client.get(reverse(route), PERIOD).content.decode()
        assert "không còn áp dụng" in page
        assert "điểm của 3 hồ sơ" not in page
    assert "Theo chỉ số" in client.get(reverse("board_indicator_scores"), {"period": "own", "first": "2026-06-01", "last": "2026-06-30"}).content.decode()


def test_pages_ask_a_fixed_number_of_statements(world: World, client: Client, made: list[uuid.UUID], django_assert_num_queries: object) -> None:
    signing.staff(client, world, "controller")
    here = PERIOD | {"unit": str(world.commune.id)}
    for route, statements in (("board_indicator_scores", AGENCIES), ("board_indicator_scores_officials", OFFICIALS)):
        client.get(reverse(route), here)
        with django_assert_num_queries(statements):  # type: ignore[operator]
            client.get(reverse(route), here)
    for _ in range(2):
        desk.finished(world, at(9))
    client.get(reverse("board_indicator_scores"), PERIOD)
    with django_assert_num_queries(AGENCIES):  # type: ignore[operator]
        client.get(reverse("board_indicator_scores"), PERIOD)
