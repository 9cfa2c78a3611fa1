"""The demo's province once for all tests of its history: units, staff and catalogue without the told dossiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction

from motcua.demo import loading, province, staff
from motcua.demo.history import former
from motcua.demo.history.ground import Ground
from motcua.demo.history.helping import Plan
from motcua.domain.hours import ZONE
from motcua.queries import actors, configuration
from motcua.services import calendars
from motcua.services import configuration as configuration_service
from motcua.services.catalogue import loading as catalogue

NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)
SEED = 7


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker) -> Iterator[Ground]:  # type: ignore[no-untyped-def]
    """The ground of a province that is taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        calendars.extend(actor=actors.SYSTEM, at=NOW)
        staff.build(province.build(), NOW)
        configuration_service.changed()
        configuration.forget()
        catalogue.load(loading.CATALOGUE, actor=actors.SYSTEM, at=NOW)
        former.build()
        configuration.forget()
        yield Ground(SEED)
        transaction.set_rollback(True)
    configuration.forget()


@pytest.fixture
def plan() -> Plan:
    """What the tests make: few dossiers, from a seed of their own."""
    return Plan(until=NOW, seed=SEED, scale=400)
