"""Facts follow the ledger, sums follow the facts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures import counted
from motcua.domain.figures.facts import Fact as Said
from motcua.queries.figures import sums
from motcua.services.dossiers import moving
from motcua.services.figures import folding
from motcua.storage.figures.models import Change, Fact, Rollup
from tests import make
from tests.make import MONDAY, World

TODAY = MONDAY.date()
YEAR = (dt.date(TODAY.year, 1, 1), dt.date(TODAY.year, 12, 31))


def _counted(part: str, first: dt.date, last: dt.date) -> int:
    found = sums.totals([counted.BY_KEY[part]], first=first, last=last)
    return sum(found.values())


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_received_dossier_is_a_fact_at_once_and_stays_one_when_folded(world: World) -> None:
    opened = make.received(world)
    assert Fact.objects.filter(dossier_id=opened.id, accepted_on=TODAY, ended_on=None).count() == 1
    assert _counted("received", *YEAR) == 1
    folding.fold(at=MONDAY)
    make.received(world)
    assert (Change.objects.count(), _counted("received", *YEAR)) == (1, 2)
    assert folding.fold(at=MONDAY) == 1
    assert (Change.objects.count(), _counted("received", *YEAR), _counted("received", TODAY, TODAY)) == (0, 2, 2)


def test_the_columns_of_a_fact_are_the_facts_the_domain_knows() -> None:
    assert {f.name for f in Fact._meta.concrete_fields} == set(Said.__dataclass_fields__)


def test_sums_folded_step_by_step_are_those_made_anew(world: World) -> None:
    for i in range(4):
        filed = make.filed(world)
        moving.advance(dossier_id=filed.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY + dt.timedelta(hours=i), inputs={})
        folding.fold(at=MONDAY)
    stepwise = set(Rollup.objects.exclude(amount=0).values_list("part", "span", "start", "unit", "procedure", "bucket", "amount"))
    folding.make_anew(at=MONDAY)
    assert stepwise == set(Rollup.objects.values_list("part", "span", "start", "unit", "procedure", "bucket", "amount"))
    assert {p for p, *_ in stepwise} >= {"received", "received_online", "answered_in_time", "late_came"}
