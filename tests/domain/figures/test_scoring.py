"""Scoring by TT 01/2018/TT-VPCP: points of each criterion, sums, classes, and what is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.domain.figures import scoring
from motcua.domain.figures.scoring import OF_OFFICIALS, AgencyClass, Criterion, Duty, Score, Tally

D = Decimal
TALLY = Tally(
    settled=8, early=3, on_time=4, stepped=6, steps_early=2, steps_on_time=3, not_asked=5, asked_once=2, afar=6, early_unblamed=2, on_time_unblamed=4
)


def test_points_of_dossiers_are_means_to_one_decimal_half_up() -> None:
    found = {c: (s.value, s.points, s.of) for c, s in scoring.of_dossiers(TALLY, petitions_known=True).items()}
    assert found == {
        Criterion.TOTAL_TIME: (D("1.3"), 10, 8), Criterion.UNIT_TIME: (D("1.2"), 7, 6), Criterion.CONTACTS: (D("1.5"), 12, 8),
        Criterion.AGENCIES: (D("1.8"), 14, 8), Criterion.ATTITUDE: (D("1.0"), 8, 8),
    }  # fmt: skip


def test_what_is_not_known_or_not_there_has_no_points() -> None:
    assert scoring.of_dossiers(TALLY, petitions_known=False)[Criterion.ATTITUDE] == Score(None)
    assert {s.value for s in scoring.of_dossiers(Tally(), petitions_known=True).values()} == {None}


OF_AGENCY = [
    (scoring.one_stop(done=20, received=50, of=100), "2.0", "a fifth is wholly done there"),
    (scoring.one_stop(done=19, received=100, of=100), "1.0", "all are received there"),
    (scoring.one_stop(done=19, received=99, of=100), "0.0", "one is received elsewhere"),
    (scoring.one_stop(done=None, received=99, of=100), None, "nothing was entered"),
    (scoring.one_stop(done=0, received=0, of=0), None, "it has no procedures"),
    (scoring.publication(posted=10, electronic=10, of=10), "2.0", "both ways"),
    (scoring.publication(posted=10, electronic=9, of=10), "1.0", "one way"),
    (scoring.publication(posted=9, electronic=9, of=10), "0.0", "neither wholly"),
    (scoring.publication(posted=10, electronic=None, of=10), None, "one of both was not entered"),
    (scoring.petitions(on_time=None, of=0), "2.0", "none was made"),
    (scoring.petitions(on_time=10, of=10), "2.0", "all in time"),
    (scoring.petitions(on_time=9, of=10), "1.0", "nine of ten"),
    (scoring.petitions(on_time=89, of=100), "0.0", "fewer"),
    (scoring.petitions(on_time=None, of=10), None, "how many were in time is not known"),
    (scoring.petitions(on_time=None, of=None), None, "nothing was entered"),
    (scoring.online(offered=20, procedures=100, received_online=30, received=100, late=0), "2.0", "both shares, none late"),
    (scoring.online(offered=19, procedures=100, received_online=90, received=100, late=0), "1.0", "too few procedures"),
    (scoring.online(offered=90, procedures=100, received_online=15, received=100, late=0), "1.0", "fifteen percent"),
    (scoring.online(offered=90, procedures=100, received_online=14, received=100, late=0), "0.0", "below fifteen"),
    (scoring.online(offered=90, procedures=100, received_online=90, received=100, late=1), "0.0", "one online dossier was late"),
    (scoring.online(offered=90, procedures=100, received_online=0, received=0, late=0), None, "nothing was received"),
]


@pytest.mark.parametrize(("score", "value", "because"), OF_AGENCY)
def test_points_of_an_agency(score: Score, value: str | None, because: str) -> None:
    assert score.value == (D(value) if value else None), because


def test_a_sum_says_how_much_of_it_is_not_known() -> None:
    scores = {c: Score(D("1.5")) for c in Criterion} | {Criterion.ATTITUDE: Score(None), Criterion.ONE_STOP: Score(None)}
    assert scoring.total(scores) == (D("10.5"), 2)
    assert scoring.total(scores, OF_OFFICIALS) == (D("6.0"), 1)


@pytest.mark.parametrize(
    ("points", "name"),
    [("18", AgencyClass.EXCELLENT), ("15", AgencyClass.EXCELLENT), ("14.9", AgencyClass.GOOD), ("12", AgencyClass.GOOD), ("11.9", AgencyClass.FAIR),
     ("9", AgencyClass.FAIR), ("8.9", AgencyClass.AVERAGE), ("6", AgencyClass.AVERAGE), ("5.9", AgencyClass.WEAK), ("0", AgencyClass.WEAK)],
)  # fmt: skip
def test_an_agency_is_classed(points: str, name: AgencyClass) -> None:
    assert scoring.agency_class(D(points)) is name


@pytest.mark.parametrize(("points", "name"), [("10", Duty.FULL), ("5", Duty.FULL), ("4.9", Duty.MOST), ("3.5", Duty.MOST), ("3.4", Duty.LESS)])
def test_an_official_has_done_so_much(points: str, name: Duty) -> None:
    assert scoring.duty(D(points)) is name
