"""The figures are recomputed from the dossiers and the ledger, and whatever differs is named."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.db import connection

from motcua.domain.dossiers.transitions import Action
from motcua.services.dossiers import moving
from motcua.services.figures import checking, folding
from motcua.storage.dossiers.models import Dossier
from motcua.storage.figures.models import Check, Fact, Rollup
from tests import make
from tests.make import MONDAY, World


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _verify() -> checking.Report:
    return checking.verify(timer=itertools.count().__next__)


def _move(world: World, dossier: object, action: Action, name: str, hours: int, **inputs: object) -> None:
    moving.advance(dossier_id=dossier, action=action, actor=world.actor(name), at=MONDAY + dt.timedelta(hours=hours), inputs=inputs)  # type: ignore[arg-type]


def test_what_the_services_did_is_what_the_figures_say(world: World) -> None:
    filed = make.filed(world)
    _move(world, filed.id, Action.ASK_INTAKE, "clerk", 1, items=[{"component": "proof", "name": "Giấy tờ"}], reason="Thiếu giấy tờ")
    _move(world, make.filed(world).id, Action.REFUSE_INTAKE, "clerk", 1, reason="Không thuộc thẩm quyền")
    _move(world, make.filed(world).id, Action.ACCEPT, "clerk", 2)
    make.received(world)
    folding.fold(at=MONDAY)
    make.received(world)
    report = _verify()
    assert report.sound, report.examples
    assert (report.dossiers, report.seconds) == (5, 1)
    assert report.sums > 10


def test_a_fact_that_was_tampered_with_is_named_with_its_sums_and_mended(world: World) -> None:
    code = make.received(world).code
    folding.fold(at=MONDAY)
    Fact.objects.update(channel="online")
    Rollup.objects.filter(part="received").update(amount=7)
    report = _verify()
    assert report.examples["fact"] == [code]
    assert any(line.startswith("received month 01/11/2026") and line.endswith("+6") for line in report.examples["sum"])
    assert checking.mend(at=MONDAY) == 1
    assert _verify().sound


def test_a_dossier_that_is_not_as_the_ledger_says_is_named(world: World) -> None:
    opened = make.received(world)
    Dossier.objects.filter(id=opened.id).update(status=9, finished_at=MONDAY)
    checking.mend(at=MONDAY)
    report = checking.verify_and_keep(at=MONDAY, timer=itertools.count().__next__)
    assert report.examples == {"ledger_status": [opened.code]}
    kept = Check.objects.get()
    assert (kept.differences, kept.dossiers) == ({"ledger_status": 1}, 1)
