"""What a leader asks in the morning: key figures against targets, who is behind, what falls due, what is new."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from motcua.domain.figures import keys
from motcua.domain.figures.indicators import ALL
from motcua.queries import board, board_today, configuration
from motcua.queries.board import Board
from motcua.queries.figures import behind, dues, figures
from motcua.services import configuration as settings
from motcua.services.figures import folding
from motcua.storage.people.models import Unit
from tests import figures_rows, make
from tests.figures_rows import Row
from tests.make import World

TODAY = dt.date(2026, 11, 17)  # a Tuesday; the last working day before it is Monday the 16th
AT = dt.datetime(2026, 11, 17, 7, 2, tzinfo=make.MONDAY.tzinfo)
FIRST = dt.date(2026, 11, 1)
DAY = dt.timedelta(days=1)
KEYS = keys.read(keys.DEFAULT)


def _on(day: int) -> dt.date:
    return dt.date(2026, 11, day)


COMMUNE = [
    Row(_on(2), due_on=_on(5)),  # overdue for long
    Row(_on(9), due_on=_on(16)),  # overdue since yesterday
    Row(_on(10), due_on=_on(17), online=True, papers_digital=1),  # due today
    Row(_on(16), due_on=_on(18)),  # due on the next working day
    Row(_on(16), due_on=_on(20), online=True),  # due on the third
    Row(_on(16), due_on=_on(23)),  # later
    Row(_on(3), due_on=_on(6), ended_on=_on(10), rating=1),  # settled late, and disliked
    Row(_on(4), due_on=_on(9), ended_on=_on(6), rating=3),
    Row(_on(12), due_on=_on(13), ended_on=_on(16)),  # settled late on Monday
    Row(_on(17), due_on=_on(20), ended_on=_on(17)),  # today
]
OTHER = [Row(_on(5), due_on=_on(10), ended_on=_on(9), online=True), Row(_on(13), due_on=_on(17))]


@pytest.fixture
def filled(world: World) -> World:
    make.facts_at_once()
    given = figures_rows.catalogue(1)
    figures_rows.write(COMMUNE, given=given, received=world.centre, competent=world.commune)
    figures_rows.write(OTHER, given=given, received=world.other_centre, competent=world.other_commune)
    configuration.forget()
    return world


def _board(world: World, unit: Unit | None = None, last: dt.date = TODAY, who: str = "leader") -> Board:
    return board.board(world.actor(who), unit_id=str(unit.id) if unit else None, first=FIRST, last=last, at=AT, keys=KEYS)


def test_what_falls_due_today_is_not_overdue_until_the_day_is_over(filled: World) -> None:
    assert (_board(filled).total.late, _board(filled).total.open) == (2, 7)
    tomorrow = board.board(filled.actor("leader"), unit_id=None, first=FIRST, last=TODAY + DAY, at=AT + DAY)
    assert tomorrow.total.late == 4, "the day is over and nobody had to note it"
    ahead = board.board(filled.actor("leader"), unit_id=None, first=FIRST, last=dt.date(2026, 11, 30), at=AT)
    assert ahead.total.late == 2, "days that are still to come make nothing late"


def test_what_is_about_to_be_late_is_told_by_unit_and_listed(filled: World) -> None:
    found, days = _board(filled), dues.days(None, AT)
    assert (days.since, days.following, days.soon) == (_on(16), _on(18), _on(20))
    whole, rows = board_today.due(found, days)
    assert whole == {"overdue_now": 2, "due_today": 2, "due_next": 1, "due_soon": 4}
    assert [(one.row.unit.id, list(one.counts.values())) for one in rows] == [
        (filled.commune.id, [2, 1, 1, 3]), (filled.other_commune.id, [0, 1, 0, 1]),
    ]  # fmt: skip
    assert whole["overdue_now"] == found.total.late, "the board and the indicator say the same"
    for kind, count in whole.items():
        lines, more = board.behind(filled.actor("leader"), kind, unit_id=None, first=FIRST, last=TODAY, at=AT)
        assert (len(lines), more) == (count, False), kind
        own, _more = board.behind(filled.actor("leader"), kind, unit_id=str(filled.commune.id), first=FIRST, last=TODAY, at=AT)
        assert len(own) == rows[0].counts[kind], kind


def test_what_falls_due_is_told_as_of_now_whatever_the_period(filled: World) -> None:
    past = board.board(filled.actor("leader"), unit_id=None, first=dt.date(2026, 1, 1), last=dt.date(2026, 1, 31), at=AT)
    assert board_today.due(past, dues.days(None, AT))[0] == {"overdue_now": 2, "due_today": 2, "due_next": 1, "due_soon": 4}


def test_before_a_weekend_the_next_working_day_is_monday(filled: World) -> None:
    days = dues.days(None, dt.datetime(2026, 11, 21, 7, 0, tzinfo=AT.tzinfo))  # a Saturday
    assert (days.since, days.following, days.soon) == (_on(20), _on(23), _on(25))
    assert board_today.due(_board(filled), days)[0]["due_next"] == 1


def test_units_short_of_a_target_come_by_how_many_dossiers_they_miss(filled: World) -> None:
    found = _board(filled)
    lagging = {one.indicator.code: one for one in board_today.lagging(KEYS, found)}
    assert list(lagging) == sorted(lagging, key=lambda code: -lagging[code].gap)
    digitised = lagging["digitised"]  # 1 of 12, target 80 %
    assert (digitised.figure.hit, digitised.figure.of, digitised.short, digitised.gap) == (1, 12, 9, Fraction(4, 5) - Fraction(1, 12))
    assert [(lag.row.unit.id, lag.short) for lag in digitised.lags] == [(filled.commune.id, 7), (filled.other_commune.id, 2)]
    overdue = lagging["overdue"]
    assert [(lag.row.unit.id, lag.short) for lag in overdue.lags] == [(filled.commune.id, 2)]
    assert "paid_online" not in lagging, "nothing had to be paid, so there is nothing to compare"
    for one in lagging.values():
        for lag in one.lags:
            which = behind.HIT if one.indicator.better.value == "down" else behind.MISS
            ids = behind.ids(one.indicator, which, first=FIRST, last=TODAY, units=lag.row.inner, limit=100, today=TODAY)
            assert len(ids) >= lag.short, one.indicator.code


@pytest.mark.parametrize(
    ("code", "hit", "of", "target", "short", "because"),
    [
        ("online", 7, 10, Fraction(7, 10), 0, "it is exactly met"),
        ("online", 6, 10, Fraction(7, 10), 1, "one is missing"),
        ("online", 1, 3, Fraction(1, 2), 1, "half of three is two"),
        ("overdue", 3, 10, Fraction(0), 3, "every one is too many"),
        ("overdue", 3, 10, Fraction(1, 4), 1, "a quarter of ten allows two"),
        ("online", 0, 0, Fraction(1), 0, "nothing is missing of nothing"),
    ],
)
def test_how_many_are_missing_to_a_target(code: str, hit: int, of: int, target: Fraction, short: int, because: str) -> None:
    assert keys.short_of(ALL[code], hit, of, target) == short, because


def test_changes_are_against_the_beginning_of_the_last_working_day(filled: World) -> None:
    days, found = dues.days(None, AT), _board(filled)
    before = board_today.before(KEYS, first=FIRST, days=days, units=found.asked)
    assert (before["online"].hit, before["online"].of) == (2, 8)
    assert (found.figures["online"].hit, found.figures["online"].of) == (3, 12)
    assert (before["overdue"].hit, before["on_time"].of) == (2, 3), "one open past due, and one that was settled late afterwards"
    on_the_first = board_today.before(KEYS, first=TODAY, days=days, units=found.asked)
    assert set(on_the_first) == {"overdue"}, "a period that began today has no yesterday; what stands open has"


def test_what_is_new_is_told_until_yesterday_and_today(filled: World) -> None:
    told = {one.indicator.code: (one.earlier, one.today) for one in board_today.news(dues.days(None, AT), units=None)}
    assert told == {"received": (3, 1), "settled": (1, 1), "newly_late": (1, 0), "late_settled": (1, 0)}


def test_all_units_together_are_the_same_numbers_as_each_added_up(filled: World) -> None:
    found = _board(filled)
    assert found.asked is None, "the leader of the province reaches every unit"
    everything = board.reach(filled.actor("leader"), None)[1]
    for code in (*KEYS, *board.COUNTED.values()):
        apart = figures.read([code], first=FIRST, last=TODAY, units=everything, today=TODAY)[""][code]
        assert found.figures[code] == apart, code
        assert found.figures[code].hit == sum(row.figures[code].hit or 0 for row in found.units), code
    assert board_today.due(found, dues.days(None, AT))[0]["due_soon"] == sum(one.counts["due_soon"] for one in board_today.due(found, dues.days(None, AT))[1])
    assert _board(filled, who="head").asked == board.reach(filled.actor("head"), None)[1], "a head is asked about their own units"


def test_the_number_of_statements_does_not_grow_with_the_units(filled: World, django_assert_max_num_queries: object) -> None:
    for i in range(12):
        make.unit(f"H48.9{i:02d}", f"UBND xã Thêm {i}", "commune_committee", "commune", filled.province)
    configuration.forget()
    actor, days = filled.actor("leader"), dues.days(None, AT)
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        found = board.board(actor, unit_id=None, first=FIRST, last=TODAY, at=AT, keys=KEYS)
        board_today.before(KEYS, first=FIRST, days=days, units=found.asked)
        board_today.lagging(KEYS, found)
        board_today.due(found, days)
        board_today.news(days, units=found.asked)
    assert len(found.units) == 15


def test_sums_and_facts_say_the_same_before_and_after_folding(filled: World) -> None:
    before = _board(filled).total
    folding.make_anew(at=AT)
    assert _board(filled).total == before


@pytest.mark.parametrize("text", ["", "no_such", "scanners", "slowest_tenth", "average_time", ", ".join(sorted(ALL)[:9])])
def test_key_figures_that_cannot_stand_on_the_page_are_refused(text: str) -> None:
    with pytest.raises(keys.BadKeys):
        keys.read(text)


def test_the_province_chooses_its_key_figures_from_a_day_on(filled: World) -> None:
    settings.set_value(key="leader_keys", value="received, on_time", first=TODAY, basis="QĐ 1", actor=filled.actor("system_admin"), at=AT)
    configuration.forget()
    assert board_today.key_codes(TODAY) == ("received", "on_time")
    assert board_today.key_codes(TODAY - DAY) == KEYS
