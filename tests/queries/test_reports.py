"""The report II.06a over facts: one reading and the other agree, the equalities hold, and periods chain."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.figures.facts import Fact
from motcua.domain.reports import settlement, snapshots
from motcua.domain.reports.periods import Kind, Reported
from motcua.domain.reports.settlement import COLUMNS, NAMES, Cells, TakenBack
from motcua.queries import configuration
from motcua.queries.figures import figures
from motcua.queries.reports import catalogue_counts, live, settlement_sql, signed
from motcua.queries.reports.settlement_sql import Asked
from motcua.services import configuration as settings
from motcua.storage.figures.models import Fact as Stored
from tests import make
from tests.make import MONDAY, World
from tests.services.reports import made

FIRST, LAST = dt.date(2026, 2, 15), dt.date(2026, 5, 14)


@pytest.fixture
def facts(world: World) -> list[Fact]:
    return made.facts(world, 400)


def _asked(world: World, rule: TakenBack = TakenBack.SETTLED, first: dt.date = FIRST, last: dt.date = LAST) -> Asked:
    return Asked(configuration.current().under(str(world.province.id)), first, last, rule)


def _sum(facts: list[Fact], rule: TakenBack) -> Cells:
    return sum((settlement.cells(one, FIRST, LAST, rule) for one in facts), Cells())


@pytest.mark.parametrize("rule", list(TakenBack))
def test_every_column_is_the_sum_of_its_dossiers_and_every_equality_holds(world: World, facts: list[Fact], rule: TakenBack) -> None:
    found = live.read(_asked(world, rule))
    whole = snapshots.whole(found.rows)
    assert whole.cells == _sum(facts, rule)
    assert all(whole.cells.as_mapping().values())
    assert snapshots.not_holding(found.rows, rule) == []
    assert found.wrong == ()
    assert sum(whole.causes) == whole.cells.late + whole.cells.open_late


def test_a_dossier_taken_back_stands_where_the_setting_says(world: World, facts: list[Fact]) -> None:
    settled, apart = _sum(facts, TakenBack.SETTLED), _sum(facts, TakenBack.APART)
    assert settled.taken_back == apart.taken_back > 10
    assert settled.settled == apart.settled + apart.taken_back
    assert (settled.total, settled.before, settled.open) == (apart.total, apart.before, apart.open)
    assert settled.late > apart.late
    assert settled.on_time > apart.on_time
    assert settled.early == apart.early


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", [Kind.MONTH, Kind.QUARTER, Kind.YEAR])
def test_what_comes_from_the_earlier_period_is_what_it_left_open(world: World, seed: int, kind: Kind) -> None:
    """Whatever the history: (6) of a period is (11) of the one before, for every agency and field."""
    made.facts(world, 120, seed=seed)
    units, today = configuration.current().under(str(world.province.id)), dt.date(2027, 1, 1)
    one = Reported(kind, 2026, 1)
    for _ in range(3 if kind is not Kind.YEAR else 1):
        rows, after = (live.read(live.asked_of(period, units, today)).rows for period in (one, one.later()))
        left, came = ({(r.unit, r.field): n for r in rows_ if (n := getattr(r.cells, name))} for rows_, name in ((rows, "open"), (after, "before")))
        assert left == came
        assert snapshots.not_holding(rows, TakenBack.SETTLED) == []
        one = one.later()


@pytest.mark.parametrize("column", NAMES)
def test_the_list_behind_a_column_is_as_long_as_the_column(world: World, facts: list[Fact], column: str) -> None:
    asked = _asked(world)
    found = live.read(asked).rows
    assert len(live.behind(asked, [column], limit=1000)) == getattr(snapshots.whole(found).cells, column)
    field = found[0].field
    some = live.behind(asked, [column], limit=1000, field=field)
    assert len(some) == sum(getattr(r.cells, column) for r in found if r.field == field)
    assert some[:2] + live.behind(asked, [column], limit=1000, field=field, after=some[1]) == some


def test_each_dossier_counts_once_at_the_agency_it_is_settled_by(world: World, facts: list[Fact]) -> None:
    rows = snapshots.by_unit(live.read(_asked(world)).rows)
    assert {row.key for row in rows} == {str(world.commune.id), str(world.other_commune.id)}  # the centre counts with its commune
    named = {row.field for row in live.read(_asked(world)).rows}
    assert named == {"Thử nghiệm", live.NO_FIELD}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"timeliness": None}, "7 = 8 + 9 + 10"),
        ({"channel": "fax"}, "3 = 4 + 5 + 6"),
        ({"ended_on": FIRST - dt.timedelta(days=3)}, "3 = 4 + 5 + 6"),
    ],
)
def test_a_broken_dossier_is_found_by_itself(world: World, change: dict[str, object], wrong: str) -> None:
    made.facts(world, 20)
    (one,) = made.facts(
        world, 1, seed=9, accepted_on=FIRST, ended_on=FIRST + dt.timedelta(days=2), ended="done", timeliness="early", channel="counter"
    )
    assert settlement_sql.wrong(_asked(world)) == []
    Stored.objects.filter(dossier_id=one.dossier_id).update(**change)
    (found,) = settlement_sql.wrong(_asked(world))
    assert str(found.dossier_id) == one.dossier_id
    assert wrong in found.equalities


def test_numbers_are_those_of_the_indicators(world: World, facts: list[Fact]) -> None:
    from motcua.services.figures import folding

    folding.make_anew(at=MONDAY)
    cells = _sum(facts, TakenBack.APART)
    read = figures.read(["received", "overdue"], first=FIRST, last=LAST)[""]
    assert read["received"].hit == cells.online + cells.direct
    assert read["overdue"].hit == cells.open_late


def test_the_number_of_statements_does_not_grow(world: World, facts: list[Fact], django_assert_max_num_queries: object) -> None:
    asked = _asked(world)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        live.read(asked)


def test_the_cut_off_is_a_dated_setting(world: World) -> None:
    admin = world.actor("system_admin")
    settings.set_value(key="report_last_day", value=20, first=dt.date(2027, 2, 1), basis="01/QĐ-UBND", actor=admin, at=MONDAY)
    configuration.forget()
    assert live.days(Reported(Kind.MONTH, 2027, 1)) == (dt.date(2026, 12, 15), dt.date(2027, 1, 14))
    assert live.days(Reported(Kind.MONTH, 2027, 2)) == (dt.date(2027, 1, 15), dt.date(2027, 2, 20))


def test_a_period_that_runs_is_told_until_today(world: World) -> None:
    asked = live.asked_of(Reported(Kind.QUARTER, 2026, 4), [str(world.commune.id)], dt.date(2026, 11, 16))
    assert (asked.first, asked.last) == (dt.date(2026, 9, 15), dt.date(2026, 11, 16))
    assert not signed.draft(str(world.commune.id), Reported(Kind.QUARTER, 2026, 4), dt.date(2026, 11, 16)).over


def test_what_is_due_today_is_not_late_yet(world: World) -> None:
    today = dt.date(2026, 11, 16)
    for days in (0, 1):
        made.facts(world, 1, seed=days, accepted_on=dt.date(2026, 11, 2), ended_on=None, ended=None, late_on=today - dt.timedelta(days=days))
    units = configuration.current().under(str(world.province.id))
    period = Reported(Kind.QUARTER, 2026, 4)
    cells, later = (snapshots.whole(live.read(live.asked_of(period, units, day)).rows).cells for day in (today, dt.date(2026, 12, 20)))
    assert (cells.open, cells.open_in_time, cells.open_late) == (2, 1, 1)
    assert (later.open, later.open_late) == (2, 2)


def test_procedures_are_counted_from_the_catalogue(world: World) -> None:
    linked = make.PROCEDURE | {"code": "9.000077", "levels": ["province", "commune"]}
    step = {**make.PROCEDURE["workflow"]["steps"][0], "tasks": [{"key": "t", "to": "agency:tax", "days": 3}]}  # type: ignore[index]
    make.publish(linked | {"workflow": {"steps": [step]}})
    from motcua.storage.procedures.models import Procedure

    Procedure.objects.filter(code="9.000001").update(levels=["commune"])
    Procedure.objects.filter(code="9.000077").update(levels=["province", "commune"])
    province, commune = catalogue_counts.procedures()
    assert (province.total, province.one_stop, province.linked, province.process) == (1, 1, 1, 1)
    assert (commune.total, commune.linked) == (2, 1)


def test_the_columns_have_the_numbers_of_the_circular() -> None:
    assert list(COLUMNS.values()) == list(range(3, 14))
