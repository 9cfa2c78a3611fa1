"""Parts, terms and indicators: one dossier at a time."""

from __future__ import annotations

import datetime as dt

import pytest

from motcua.domain.figures import counted
from motcua.domain.figures.facts import Fact
from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Better, Kind
from motcua.domain.figures.parts import Part, Sum, When, counts, during, less
from motcua.domain.figures.sources import Source

MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def _fact(**more: object) -> Fact:
    plain: dict[str, object] = {
        "dossier_id": "d", "procedure_code": "1", "channel": "counter", "online_level": "full", "received_unit": "r", "competent_unit": "c",
        "filed_on": dt.date(2026, 3, 2), "accepted_on": dt.date(2026, 3, 2),
    }  # fmt: skip
    return Fact(**(plain | more))  # type: ignore[arg-type]


def _of(found: Sum, fact: Fact, period: tuple[dt.date, dt.date] = MARCH) -> int:
    return sum(counts(term, fact, *period) for term in found)


DONE = {"ended": "done", "timeliness": "on_time", "granted": True}

STANDING = [
    # fact, open at the end of March, late at the end of March, because
    ({}, 1, 0, "it is received and nothing has ended it"),
    ({"late_on": dt.date(2026, 4, 1)}, 1, 0, "it falls due the day after"),
    ({"late_on": dt.date(2026, 3, 31)}, 1, 1, "its last day has passed and nobody had to note it"),
    ({"late_on": dt.date(2026, 3, 5), "ended_on": dt.date(2026, 3, 5), **DONE}, 0, 0, "it was done on its last day"),
    ({"late_on": dt.date(2026, 3, 5), "ended_on": dt.date(2026, 3, 9), "ended_late": True, **DONE}, 0, 0, "it was late and is done"),
    ({"late_on": dt.date(2026, 3, 5), "ended_on": dt.date(2026, 4, 9), "ended_late": True, **DONE}, 1, 1, "it was ended after the period"),
    ({"accepted_on": dt.date(2026, 4, 2), "late_on": dt.date(2026, 4, 5)}, 0, 0, "it comes after the period"),
    ({"accepted_on": None}, 0, 0, "it is filed and not received"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "open_", "late", "because"), STANDING)
def test_a_dossier_stands_open_and_late_by_time_passing(said: dict[str, object], open_: int, late: int, because: str) -> None:
    fact = _fact(**said)
    assert (_of(counted.open_at(When.UNTIL), fact), _of(counted.late_at(When.UNTIL), fact)) == (open_, late), because


OVER = [
    (dt.date(2026, 3, 31), {}, 0, "its last day is today and not over"),
    (dt.date(2026, 4, 1), {}, 1, "the day is over"),
    (dt.date(2026, 3, 31), {"ended_on": dt.date(2026, 4, 9), "ended_late": True, **DONE}, 1, "what ended late was late on its last day"),
]  # fmt: skip


@pytest.mark.parametrize(("today", "more", "late", "because"), OVER)
def test_an_open_dossier_is_late_when_its_last_day_is_over(today: dt.date, more: dict[str, object], late: int, because: str) -> None:
    fact = _fact(late_on=dt.date(2026, 3, 31), **more)
    assert sum(counts(term, fact, *MARCH, today=today) for term in counted.late_at(When.UNTIL)) == late, because


NATIONAL = [
    ({}, (1, 1), "in hand and within time"),
    ({"national_late_on": dt.date(2026, 3, 20)}, (0, 1), "late while it runs"),
    ({"national_late_on": dt.date(2026, 4, 20)}, (1, 1), "late only after the period"),
    ({"national_late_on": dt.date(2026, 3, 20), "ended_on": dt.date(2026, 3, 25), **DONE}, (0, 1), "ended late within the period"),
    ({"accepted_on": dt.date(2026, 1, 5), "national_late_on": dt.date(2026, 1, 9), "ended_on": dt.date(2026, 2, 9), **DONE}, (0, 0), "of an earlier period"),
    ({"accepted_on": dt.date(2026, 1, 5), "ended_on": dt.date(2026, 3, 9), **DONE}, (1, 1), "carried over and done in time"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected", "because"), NATIONAL)
def test_on_time_by_the_national_index_counts_what_is_in_hand_once(said: dict[str, object], expected: tuple[int, int], because: str) -> None:
    one = ALL["on_time_national"]
    fact = _fact(**said)
    assert (_of(one.hit, fact), _of(one.population, fact)) == expected, because


def test_a_sum_without_itself_is_nothing() -> None:
    assert less(during(counted.RECEIVED), during(counted.RECEIVED)) == ()


def test_a_part_of_unknown_facts_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown facts"):
        Part("x", "born_on", "competent_unit")


@pytest.mark.parametrize("code", sorted(ALL))
def test_every_indicator_says_what_it_is(code: str) -> None:
    """True of every indicator, including the one you are about to add."""
    one = ALL[code]
    for text in (one.name, one.sentence, one.formula):
        assert text.vi
        assert text.en
        assert text.vi != text.en
    assert one.basis
    assert one.since >= dt.date(2018, 1, 1)
    assert not one.variant_of or one.variant_of in ALL
    assert not one.source or one.source in {s.value for s in Source}
    own = bool(one.reading) or one.kind is Kind.ENTERED
    assert own != bool(one.hit), "either parts or a reading of its own"
    assert bool(one.population) == (one.has_population and not one.reading)
    if one.target is not None:
        assert one.better is not Better.NEITHER


@pytest.mark.parametrize("code", sorted(c for c, i in ALL.items() if i.kind is Kind.SHARE and i.hit))
def test_no_dossier_is_a_hit_without_being_in_the_population(code: str) -> None:
    """For each dossier what hits is at most what is counted: checked over many kinds of dossiers."""
    one = ALL[code]
    if code in ("late_and_overdue", "overdue_of_due", "taken_back_of_due"):
        return  # as some provinces reckon: hits of one population against another
    for fact in _kinds():
        hit, of = _of(one.hit, fact), _of(one.population, fact)
        assert 0 <= hit <= of, fact


def _kinds() -> list[Fact]:
    days = [None, dt.date(2026, 2, 20), dt.date(2026, 3, 20), dt.date(2026, 4, 20)]
    found = []
    for accepted in days[1:]:
        for ended in (None, *(d for d in days[1:] if d >= accepted)):
            for late in (None, *(d for d in days[1:] if d >= accepted)):
                ended_late = bool(ended and late and ended > late)
                for more in ({}, {"channel": "online", "afar": True, "fee_due": True, "fee": 10, "fee_before": 20, "paid_online": 10, "papers": 2, "papers_digital": 1},
                             {"result_wanted": True, "result_digital": True, "result_signed": True, "rating": 3, "elsewhere": True, "assisted": True, "shortened": 25},
                             {"supplements": 2, "apologised": True, "no_due": late is None, "online_level": "partial", "worked_minutes": 60, "worked_hours": 1}):
                    found.append(_fact(
                        accepted_on=accepted, ended_on=ended, ended="done" if ended else None, granted=bool(ended), late_on=late, ended_late=ended_late,
                        national_late_on=late if ended_late or not ended else None,
                        timeliness=None if ended is None else "late" if ended_late else "early", **more,  # type: ignore[arg-type]
                    ))
    return found
