"""The funnel of online filing: a stage is the next one and everything that did not come to it."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from motcua.domain.figures.facts import Fact
from motcua.domain.figures.filings import KEYS, LOST, SUMS, Lost, Stage
from motcua.domain.figures.parts import counts

DAY = dt.date(2026, 11, 2)


def _fact(**more: object) -> Fact:
    given: dict[str, object] = {
        "dossier_id": "d", "procedure_code": "1.1", "channel": "online", "online_level": "full", "received_unit": "u", "competent_unit": "u", "filed_on": DAY,
    }  # fmt: skip
    return Fact(**(given | more))  # type: ignore[arg-type]


DONE = {"accepted_on": DAY, "ended_on": DAY, "ended": "done"}
CASES = [
    ({}, {Stage.FILED, Lost.WAITING}, "nobody has answered"),
    ({"ended": "refused", "ended_on": DAY}, {Stage.FILED, Lost.REFUSED}, "not accepted"),
    ({"ended": "withdrawn", "ended_on": DAY}, {Stage.FILED, Lost.LEFT}, "withdrawn before an answer"),
    ({"accepted_on": DAY}, {Stage.FILED, Stage.ACCEPTED, Lost.OPEN}, "being settled"),
    ({"accepted_on": DAY, "ended": "stopped", "ended_on": DAY}, {Stage.FILED, Stage.ACCEPTED, Lost.TAKEN_BACK}, "stopped"),
    ({**DONE, "timeliness": "late"}, {Stage.FILED, Stage.ACCEPTED, Stage.DONE, Lost.LATE}, "late"),
    ({**DONE, "timeliness": "early"}, {Stage.FILED, Stage.ACCEPTED, Stage.DONE, Stage.IN_TIME}, "early is on time"),
    ({**DONE, "timeliness": "on_time", "accepted_on": dt.date(2026, 12, 9)}, {Stage.FILED, Stage.ACCEPTED, Stage.DONE, Stage.IN_TIME}, "later stages count whenever they are reached"),
    ({"channel": "counter", **DONE, "timeliness": "early"}, set(), "brought to the counter"),
    ({"filed_on": dt.date(2026, 10, 31), **DONE, "timeliness": "early"}, set(), "filed before the period"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "told", "because"), CASES)
def test_where_a_filing_stands(facts: dict[str, object], told: set[Stage | Lost], because: str) -> None:
    one = _fact(**facts)
    found = {key: sum(counts(term, one, DAY.replace(day=1), DAY.replace(day=30)) for term in wanted) for key, wanted in SUMS.items()}
    assert {key for key, count in found.items() if count} == told, because
    assert set(found.values()) <= {0, 1}
    stages = list(Stage)
    for stage, following in itertools.pairwise(stages):
        assert found[stage] == found[following] + sum(found[lost] for lost in LOST[stage]), because


def test_every_stage_and_loss_has_a_sum_and_a_key() -> None:
    assert set(KEYS.values()) == {*Stage, *Lost} == set(SUMS)
    assert {lost for losses in LOST.values() for lost in losses} == set(Lost)
