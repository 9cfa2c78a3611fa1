"""An indicator by level, by unit of a level, by month; and who received for whom."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from motcua.domain.campaigns.plan import Goal, Target, as_plain
from motcua.domain.figures.indicators import ALL
from motcua.domain.people.territory import Territory
from motcua.domain.people.units import Level
from motcua.queries.figures import behind, comparing, elsewhere, figures, side_by_side, territory
from motcua.storage.campaigns.models import Campaign
from tests import eras, make
from tests.eras import AFTER, BEFORE, Eras
from tests.make import MONDAY, World

TODAY = MONDAY.date()
PERIOD = {"first": BEFORE, "last": AFTER}


@pytest.fixture
def before(world: World) -> Eras:
    made = eras.build(world)
    world.extra["department"] = make.unit("H48.07", "Sở Thử", "department", "province", world.province)
    eras.forget()
    eras.keep(
        *(eras.fact(made.north, channel="online") for _ in range(2)), eras.fact(made.south), eras.fact(made.district), eras.fact(made.lone),
        eras.fact(world.commune, day=AFTER), eras.fact(world.other_commune, day=AFTER, channel="online"),
        eras.fact(world.extra["department"], day=AFTER, channel="online"), eras.fact(world.province, day=AFTER),
    )  # fmt: skip
    return made


def _counted(world: World, reading: Territory) -> frozenset[str]:
    return territory.reach(world.actor("leader"), None, reading, TODAY).counted


def _levels(world: World, reading: Territory) -> dict[str, tuple[int | None, int | None]]:
    _ranked, rows = side_by_side.read("online", [], _counted(world, reading), reading, **PERIOD, today=TODAY)
    return {row.level.value: (row.figure.hit, row.figure.of) for row in rows}


def test_levels_are_told_in_either_reading_and_add_up(world: World, before: Eras) -> None:
    assert _levels(world, Territory.THEN) == {"province": (1, 2), "district": (0, 1), "commune": (3, 6)}
    assert _levels(world, Territory.TODAY) == {"province": (1, 2), "commune": (3, 7)}
    whole = figures.one("online", **PERIOD, units=_counted(world, Territory.THEN))
    assert (whole.hit, whole.of) == (4, 9)


@pytest.mark.parametrize("reading", list(Territory))
def test_units_of_a_level_are_apart_and_together_the_level(world: World, before: Eras, reading: Territory) -> None:
    counted = _counted(world, reading)
    for level, (_hit, of) in _levels(world, reading).items():
        rows = side_by_side.of_level(counted, Level(level), reading, TODAY)
        groups = [ids for _unit, ids in rows]
        assert sum(map(len, groups)) == len(frozenset().union(*groups))
        ranked, _levels_read = side_by_side.read("online", rows, counted, reading, **PERIOD, today=TODAY)
        assert ranked == comparing.units("online", actor_units=rows, **PERIOD)
        assert sum(row.figure.of or 0 for row in ranked) == of


def test_the_province_stands_beside_its_departments(world: World, before: Eras) -> None:
    rows = side_by_side.of_level(_counted(world, Territory.THEN), Level.PROVINCE, Territory.THEN, TODAY)
    assert [unit.name for unit, _ids in rows] == ["Sở Thử", "UBND tỉnh Thử"]
    alone = side_by_side.of_level(frozenset({str(world.commune.id), str(world.centre.id)}), Level.COMMUNE, Territory.THEN, TODAY)
    assert [unit.name for unit, _ids in alone] == ["Trung tâm Phục vụ hành chính công xã Ba Thử", "UBND xã Ba Thử"]


def test_the_last_months_of_all_units_are_read_in_one_statement(world: World, before: Eras, django_assert_num_queries: object) -> None:
    rows = side_by_side.of_level(_counted(world, Territory.TODAY), Level.COMMUNE, Territory.TODAY, TODAY)
    groups = {unit.name: ids for unit, ids in rows}
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = side_by_side.trends("online", groups, last=dt.date(2025, 8, 31), count=4)
    assert found["UBND xã Ba Thử"] == [Fraction(2, 4), None, None, Fraction(0)]
    assert found["UBND xã Sơn Thử"] == [None, None, None, Fraction(1)]


def test_what_is_not_connected_has_no_trend(world: World, before: Eras) -> None:
    assert side_by_side.trends("reused", {"x": [str(world.commune.id)]}, last=AFTER, count=4) == {}


def test_each_level_has_what_a_running_campaign_asks_of_it(world: World, before: Eras) -> None:
    actor, day = world.actor("leader"), dt.timedelta(days=1)
    assert side_by_side.asked(actor, "online", TODAY) == {}
    assert side_by_side.target("online", Level.COMMUNE, {}) == ALL["online"].target
    communes = Target(indicator="online", amount=Fraction(9, 10), levels=frozenset({Level.COMMUNE}))
    grown = Target(indicator="online", amount=Fraction(1, 10), goal=Goal.POINTS, base_year=2022, levels=frozenset({Level.PROVINCE}))
    every = Target(indicator="online", amount=Fraction(7, 10))
    for name, first, last, targets in (
        ("Đợt cũ", TODAY - 90 * day, TODAY - 60 * day, [every]), ("Đang chạy", TODAY - 9 * day, TODAY + 9 * day, [communes, grown]),
        ("Cả năm", TODAY - 300 * day, TODAY + 30 * day, [every]), ("Sắp tới", TODAY + day, TODAY + 30 * day, [every]),
    ):  # fmt: skip
        Campaign.objects.create(
            name=name, state="approved", first=first, last=last, pace="calendar", units=[world.commune.id], targets=[as_plain(t) for t in targets],
            decision="1/QĐ-UBND", decided_on=first, prepared_at=MONDAY, prepared_by="x",
        )  # fmt: skip
    found = side_by_side.asked(actor, "online", TODAY)
    assert {level: (one.amount, one.campaign.plan.name) for level, one in found.items()} == {
        Level.COMMUNE: (Fraction(9, 10), "Đang chạy"), Level.PROVINCE: (Fraction(7, 10), "Cả năm"), Level.DISTRICT: (Fraction(7, 10), "Cả năm"),
    }
    assert side_by_side.target("online", Level.COMMUNE, found) == Fraction(9, 10)
    assert side_by_side.asked(actor, "on_time", TODAY) == {}
    assert side_by_side.asked(world.actor("other_officer"), "online", TODAY) == {}


def test_who_received_for_whom_adds_up_to_both_indicators(world: World, before: Eras, django_assert_num_queries: object) -> None:
    away = {"elsewhere": True, "day": AFTER}
    eras.keep(
        *(eras.fact(world.centre, world.other_commune, **away) for _ in range(3)), eras.fact(world.other_centre, world.commune, **away),
        eras.fact(before.north, before.south, elsewhere=True), eras.fact(world.centre, world.commune, day=AFTER),
    )
    found = {}
    for reading in Territory:
        counted = _counted(world, reading)
        with django_assert_num_queries(1):  # type: ignore[operator]
            pairs = elsewhere.pairs(counted, reading, **PERIOD, today=TODAY)
        found[reading] = {(p.received.name.removeprefix("Trung tâm Phục vụ hành chính công "), p.competent.name): p.dossiers for p in pairs}
        for code in ("here_for_elsewhere", "from_elsewhere"):
            assert sum(p.dossiers for p in pairs) == figures.one(code, **PERIOD, units=counted).hit == 5
        for pair in pairs:
            ids = elsewhere.ids(str(pair.received.id), str(pair.competent.id), reading, **PERIOD, today=TODAY, limit=10)
            assert len(ids) == pair.dossiers
            page = elsewhere.ids(str(pair.received.id), str(pair.competent.id), reading, **PERIOD, today=TODAY, limit=10, after=ids[0])
            assert page == ids[1:]
    both = {("xã Ba Thử", "UBND xã Sơn Thử"): 3, ("xã Sơn Thử", "UBND xã Ba Thử"): 1}
    assert found[Territory.THEN] == both | {("UBND xã Bắc Thử (cũ)", "UBND xã Nam Thử (cũ)"): 1}
    assert found[Territory.TODAY] == both | {("UBND xã Ba Thử", "UBND xã Ba Thử"): 1}
    listed = behind.ids(ALL["from_elsewhere"], behind.HIT, **PERIOD, units=[str(world.other_commune.id)], limit=10)
    assert len(listed) == 3
