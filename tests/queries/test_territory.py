"""Figures as the units were then and on today's territory: other groups, the same sums, each dossier once."""

from __future__ import annotations

import pytest

from motcua.domain.people.territory import Territory
from motcua.queries.figures import comparing, figures, territory
from motcua.storage.reorganisation.models import Reorganisation, Succession
from tests import eras
from tests.eras import AFTER, BEFORE, Eras
from tests.make import MONDAY, World

TODAY = MONDAY.date()


@pytest.fixture
def before(world: World) -> Eras:
    made = eras.build(world)
    eras.keep(
        eras.fact(made.north, channel="online"), eras.fact(made.north), eras.fact(made.south), eras.fact(made.district), eras.fact(made.lone),
        eras.fact(world.commune, day=AFTER), eras.fact(world.other_commune, day=AFTER, channel="online"),
    )  # fmt: skip
    return made


def _received(world: World, reading: Territory, unit_id: str | None = None) -> tuple[dict[str, int], int]:
    """Return dossiers received by unit, and in all."""
    actor = world.actor("leader")
    reached = territory.reach(actor, unit_id, reading, TODAY)
    inner = territory.below(actor, reached.unit, reading, TODAY)
    rows = comparing.units("received", actor_units=inner, first=BEFORE, last=AFTER)
    total = figures.one("received", first=BEFORE, last=AFTER, units=reached.counted)
    return {row.unit.name: row.figure.hit or 0 for row in rows if row.figure.hit}, total.hit or 0


def test_then_every_unit_has_its_own_and_today_its_heir_has_it(world: World, before: Eras) -> None:
    then, today = _received(world, Territory.THEN), _received(world, Territory.TODAY)
    assert then == ({"UBND huyện Cũ Thử": 4, "UBND xã Không Người Nối": 1, "UBND xã Ba Thử": 1, "UBND xã Sơn Thử": 1}, 7)
    assert today == ({"UBND xã Ba Thử": 5, "UBND xã Không Người Nối": 1, "UBND xã Sơn Thử": 1}, 7)


@pytest.mark.parametrize("reading", list(Territory))
def test_no_unit_stands_in_two_groups_and_none_is_left_out(world: World, before: Eras, reading: Territory) -> None:
    actor = world.actor("leader")
    reached = territory.reach(actor, None, reading, TODAY)
    groups = [units for _unit, units in territory.below(actor, reached.unit, reading, TODAY)]
    assert frozenset().union(*groups) == reached.counted
    assert sum(map(len, groups)) == len(reached.counted)


def test_a_unit_that_is_no_more_is_answered_by_its_heir(world: World, before: Eras) -> None:
    reached = territory.reach(world.actor("leader"), str(before.north.id), Territory.TODAY, TODAY)
    assert (reached.unit and reached.unit.name, reached.asked and reached.asked.name) == ("UBND xã Ba Thử", "UBND xã Bắc Thử (cũ)")
    assert str(before.south.id) in reached.counted


def test_the_head_of_an_heir_sees_what_it_continues_and_nothing_of_others(world: World, before: Eras) -> None:
    actor = world.actor("head")
    assert str(before.north.id) not in territory.reach(actor, None, Territory.THEN, TODAY).counted
    here = territory.reach(actor, str(before.lone.id), Territory.TODAY, TODAY)
    assert here.unit is not None
    assert here.unit.name == "UBND xã Ba Thử"
    assert {str(before.north.id), str(before.district.id)} < here.counted
    assert not {str(before.lone.id), str(world.other_commune.id)} & here.counted


def test_a_divided_unit_counts_for_its_main_heir_and_the_page_can_say_so(world: World, before: Eras) -> None:
    row = Reorganisation.objects.create(name="x.csv", digest="0" * 64, on=AFTER, lines=[], prepared_at=MONDAY, prepared_by="x")
    for i, heir in enumerate([world.commune, world.other_commune]):
        Succession.objects.create(reorganisation=row, old=before.lone, new=heir, main=heir is world.other_commune, ordinal=i)
    eras.forget()
    assert _received(world, Territory.TODAY) == ({"UBND xã Ba Thử": 5, "UBND xã Sơn Thử": 2}, 7)
    (told,) = territory.divisions(territory.reach(world.actor("leader"), None, Territory.TODAY, TODAY).counted, TODAY)
    assert (told.holder.name, [one.name for one in told.others]) == ("UBND xã Sơn Thử", ["UBND xã Ba Thử"])
    assert territory.divisions([str(world.commune.id)], TODAY) == []


def test_neither_reading_asks_more(world: World, before: Eras, django_assert_num_queries: object) -> None:
    territory.reach(world.actor("leader"), None, Territory.TODAY, TODAY)
    for reading in Territory:
        actor = world.actor("leader")
        with django_assert_num_queries(6):  # type: ignore[operator]
            reached = territory.reach(actor, None, reading, TODAY)
            comparing.units("online", actor_units=territory.below(actor, reached.unit, reading, TODAY), first=BEFORE, last=AFTER)
            figures.one("online", first=BEFORE, last=AFTER, units=reached.counted)
