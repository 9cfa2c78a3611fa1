"""Indicators read over dossiers: the one reading and the other agree, and lists are as long as numbers say."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from fractions import Fraction

import pytest

from motcua.domain.figures import counted
from motcua.domain.figures.facts import NAMES, Fact
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Kind
from motcua.domain.figures.parts import Sum, counts
from motcua.queries.figures import behind, figures, sums
from motcua.services.figures import folding
from motcua.storage.figures.models import Change
from motcua.storage.figures.models import Fact as Stored
from tests.make import MONDAY, World

FIRST, LAST = dt.date(2026, 2, 10), dt.date(2026, 5, 20)  # whole months and days at both edges
START = dt.date(2025, 11, 20)
OF_PARTS = sorted(code for code, one in ALL.items() if one.hit and one.kind is not Kind.PERCENTILE and not one.source)


def _made(world: World, count: int, seed: int = 7) -> list[Fact]:
    """Make facts of all kinds over half a year."""
    chance, found = random.Random(seed), []
    units = [str(world.commune.id), str(world.other_commune.id)]
    for _ in range(count):
        accepted = START + dt.timedelta(days=chance.randrange(220))
        late = accepted + dt.timedelta(days=chance.randrange(1, 30))
        ended = chance.choice([None, accepted + dt.timedelta(days=chance.randrange(40))])
        over = ended is not None and ended > late
        fee = chance.choice([0, 10_000, 25_000])
        found.append(Fact(
            dossier_id=str(uuid.UUID(int=chance.getrandbits(128))), procedure_code=chance.choice(["1.1", "1.2"]), channel=chance.choice(["online", "counter", "post"]),
            online_level=chance.choice(["full", "partial", "none"]), received_unit=chance.choice(units), competent_unit=chance.choice(units),
            filed_on=accepted, accepted_on=accepted, ended_on=ended, ended=chance.choice(["done", "done", "withdrawn"]) if ended else None,
            granted=ended is not None, ended_late=over, late_on=late, timeliness=("late" if over else "early") if ended else None,
            national_late_on=late if over or ended is None else None, answered_in_time=chance.choice([None, True, False]),
            worked_minutes=chance.randrange(5000) if ended else None, worked_hours=chance.randrange(90) if ended else None,
            supplements=chance.choice([0, 0, 1, 2]), apologised=chance.random() < 0.2, fee_due=fee > 0, fee=fee, fee_before=fee * 2, paid=fee,
            paid_cashless=fee, paid_online=fee if chance.random() < 0.5 else 0, papers=3, papers_digital=chance.randrange(4), result_wanted=chance.random() < 0.8,
            result_digital=chance.random() < 0.5, rating=chance.choice([None, 1, 2, 3]), afar=chance.random() < 0.5, elsewhere=chance.random() < 0.1,
        ))  # fmt: skip
    Stored.objects.bulk_create(Stored(**{name: getattr(one, name) for name in NAMES}) for one in found)
    return found


def _by_hand(wanted: Sum, made: list[Fact], unit: str | None = None) -> int:
    return sum(
        counts(term, one, FIRST, LAST) for one in made for term in wanted
        if unit is None or getattr(one, term.part.unit) == unit
    )  # fmt: skip


@pytest.fixture
def made(world: World) -> list[Fact]:
    """Some dossiers in the sums, some only in the changes."""
    first = _made(world, 150)
    folding.make_anew(at=MONDAY)
    second = _made(world, 60, seed=8)
    Change.objects.bulk_create(Change(sign=1, **{name: getattr(one, name) for name in NAMES}) for one in second)
    return first + second


def test_every_indicator_made_of_parts_is_the_sum_of_its_dossiers(world: World, made: list[Fact]) -> None:
    unit = str(world.commune.id)
    whole = figures.read(OF_PARTS, first=FIRST, last=LAST)[""]
    apart = figures.read(OF_PARTS, first=FIRST, last=LAST, units=[unit], by_unit=True)[unit]
    for code in OF_PARTS:
        one = ALL[code]
        assert whole[code].hit == _by_hand(one.hit, made), code
        assert apart[code].hit == _by_hand(one.hit, made, unit), code
        if one.has_population:
            assert (whole[code].of, apart[code].of) == (_by_hand(one.population, made), _by_hand(one.population, made, unit)), code
    assert sum(f.hit or 0 for f in whole.values()) > 1000


def test_months_and_days_add_up_to_the_period(world: World, made: list[Fact]) -> None:
    for span in ("month", "day"):
        found = figures.over_time(["online", "overdue"], first=FIRST, last=LAST, span=span)
        assert sum(f["online"].hit or 0 for f in found.values()) == _by_hand(ALL["online"].hit, made)
        last = found["", sums.spans(FIRST, LAST, span)[-1]]["overdue"]
        assert (last.hit, last.of) == (_by_hand(ALL["overdue"].hit, made), _by_hand(ALL["overdue"].population, made))


@pytest.mark.parametrize("code", ["online", "on_time", "overdue", "on_time_national", "not_late", "papers_digitised"])
def test_the_list_behind_a_number_is_as_long_as_the_number(world: World, made: list[Fact], code: str) -> None:
    one, unit = ALL[code], [str(world.commune.id)]
    figure = figures.one(code, first=FIRST, last=LAST, units=unit)
    hits, misses = (behind.ids(one, w, first=FIRST, last=LAST, units=unit, limit=1000) for w in (behind.HIT, behind.MISS))
    if code == "papers_digitised":  # papers are counted, dossiers are listed
        assert 0 < len(hits) < (figure.hit or 0)
        return
    assert (len(hits), len(misses)) == (figure.hit, (figure.of or 0) - (figure.hit or 0))
    page = behind.ids(one, behind.HIT, first=FIRST, last=LAST, units=unit, limit=3)
    rest = behind.ids(one, behind.HIT, first=FIRST, last=LAST, units=unit, limit=1000, after=page[-1])
    assert page + rest == hits


def test_nine_of_ten_is_the_nearest_rank_over_sums_and_edges(world: World, made: list[Fact]) -> None:
    hours = sorted(
        f.worked_hours for f in made if f.ended == "done" and f.worked_hours is not None and f.ended_on is not None and FIRST <= f.ended_on <= LAST
    )
    rank = -(-9 * len(hours) // 10)
    assert figures.one("slowest_tenth", first=FIRST, last=LAST).value == Fraction(hours[rank - 1])


def test_groups_of_units_add_up(world: World, made: list[Fact]) -> None:
    both = {"both": [str(world.commune.id), str(world.other_commune.id)], "one": [str(world.commune.id)]}
    found = figures.grouped(["online", "average_time", "slowest_tenth"], first=FIRST, last=LAST, groups=both)
    assert found["both"] == figures.read(["online", "average_time", "slowest_tenth"], first=FIRST, last=LAST)[""]
    assert (found["one"]["online"].hit or 0) < (found["both"]["online"].hit or 0)


def test_what_is_not_connected_is_missing_and_never_nothing(world: World, made: list[Fact]) -> None:
    found = figures.one("reused", first=FIRST, last=LAST)
    assert (found.missing, found.value) == (True, None)


def test_a_share_of_nothing_is_nothing_and_shows_its_counts(world: World) -> None:
    found = figures.one("online", first=FIRST, last=LAST)
    assert (found.hit, found.of, found.value, found.met) == (0, 0, None, None)


def test_the_number_of_statements_does_not_grow_with_units(world: World, made: list[Fact], django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        figures.read(["online", "on_time", "overdue", "on_time_national"], first=FIRST, last=LAST, by_unit=True)
    assert counted.PARTS
