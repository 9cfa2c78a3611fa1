"""Reports and campaigns over a simulated history: equalities of every agency and month, plans that run, forecasts against the end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from motcua.demo.history.ground import Ground
from motcua.demo.history.helping import Plan
from motcua.demo.history.making import Writer
from motcua.domain.campaigns.forecast import forecast
from motcua.domain.reports.periods import Kind, Reported
from motcua.domain.reports.settlement import Cells, equalities
from motcua.queries import actors, configuration
from motcua.queries.campaigns import campaigns, standings
from motcua.queries.figures import figures
from motcua.queries.reports import live
from motcua.services.campaigns import preparing
from motcua.services.figures import folding
from motcua.storage.figures.models import Fact
from tests.demo.history.conftest import NOW

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2025, 4, 1), dt.date(2025, 9, 30)  # three months of either era
PLANS = ("plan_96", "plan_140", "plan_407")
MOST_OFF = 0.05  # points a share's forecast half-way may be off on this history


@pytest.fixture(scope="module")
def told(ground: Ground) -> Ground:
    """Half a year around 1/7/2025, told until its end and followed by a month in which things end."""
    plan = Plan(until=NOW, seed=7, scale=250)
    Writer(plan).write([FIRST + dt.timedelta(days=i) for i in range((LAST - FIRST).days + 1)])
    folding.make_anew(at=NOW)
    return ground


def test_every_equality_holds_for_every_agency_and_month(told: Ground) -> None:
    units = frozenset(configuration.current().units)
    before: dict[str, Cells] = {}
    agencies, rows = set(), 0
    for month in range(4, 11):
        found = live.read(live.asked_of(Reported(Kind.MONTH, 2025, month), units, NOW.date()))
        assert found.wrong == ()
        sums: dict[str, Cells] = {}
        for row in found.rows:
            for total, parts in equalities(found.taken_back):
                assert getattr(row.cells, total) == sum(getattr(row.cells, part) for part in parts), (month, row)
            sums[row.unit] = sums.get(row.unit, Cells()) + row.cells
        for unit in sums.keys() | before.keys():
            now, then = sums.get(unit, Cells()), before.get(unit, Cells())
            assert now.before == then.open or month == 4, (month, unit)
        before, rows = sums, rows + len(found.rows)
        agencies |= set(sums)
    assert len(agencies) > 50 and rows > 200


def test_a_planted_broken_record_is_named(told: Ground) -> None:
    fact = Fact.objects.filter(accepted_on__month=8, ended_on__isnull=False, ended="done").first()
    assert fact is not None
    kept = fact.timeliness
    Fact.objects.filter(pk=fact.pk).update(timeliness=None)
    found = live.read(live.asked_of(Reported(Kind.MONTH, fact.ended_on.year, fact.ended_on.month), [str(fact.competent_unit)], NOW.date()))
    Fact.objects.filter(pk=fact.pk).update(timeliness=kept)
    assert len(found.wrong) == 1


@pytest.mark.parametrize("template", PLANS)
def test_the_plans_run_and_what_they_foretell_is_near_what_came(told: Ground, template: str) -> None:
    first, last = dt.date(2025, 7, 14), dt.date(2025, 9, 12)
    units = frozenset(configuration.current().units)
    key = preparing.begin(name=template, first=first, last=last, template=template, actor=actors.SYSTEM, at=NOW)
    [campaign] = [one for one in campaigns.listed(last) if one.id == key]
    half = first + (last - first) / 2
    found = standings.read(campaign, units, half, by_day=True)
    assert len(found) == len(campaign.plan.targets) >= 2
    foretold = 0
    for number, target in enumerate(campaign.plan.targets):
        if not (target.adds_up and found[number].daily):
            continue
        told_then = forecast(found[number].daily, first=first, today=half, last=last, works=standings.works, share=True)
        of_all = figures.one(target.indicator, first=first, last=last)
        if told_then is None or not of_all.of or target.levels:
            continue
        assert told_then.value == pytest.approx(float(of_all.value or 0), abs=MOST_OFF), (target.indicator, of_all)
        foretold += 1
    assert foretold or template != "plan_140"
    assert replace(campaign.plan, last=half) != campaign.plan
