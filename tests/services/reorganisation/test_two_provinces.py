"""The night of 30/6/2025: Quảng Ngãi and Kon Tum become one province of ninety-six communes, with everything open in them."""

from __future__ import annotations

import time
import uuid

import pytest
from django.db import connection

from motcua.queries import configuration
from motcua.services import ledger_checks
from motcua.services.reorganisation import applying, confirming, preparing, previewing, settling, undoing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Unit
from motcua.storage.reorganisation.models import ByHand, Reorganisation
from tests import two_provinces
from tests.two_provinces import EVE, ON, SYSTEM

COUNT = 20_000


def test_twenty_thousand(db, capsys):
    started = time.monotonic()
    country = two_provinces.build()
    print("build", time.monotonic() - started); started = time.monotonic()
    made = two_provinces.dossiers(country, COUNT, ended=400)
    print("dossiers", time.monotonic() - started); started = time.monotonic()
    row = preparing.prepare(content=two_provinces.file(), name="x.json", on=ON, basis="NQ 202/2025/QH15", actor=SYSTEM, at=EVE)
    print("prepare", time.monotonic() - started); started = time.monotonic()
    found = previewing.preview(reorganisation=row, actor=SYSTEM, at=EVE)
    print("preview", time.monotonic() - started, found.dossiers, found.dossiers_by_hand, len(found.opened), len(found.ended), found.counts); started = time.monotonic()
    done = applying.apply(reorganisation_id=row.id, actor=SYSTEM, at=EVE)
    print("apply", time.monotonic() - started, done); started = time.monotonic()
    undoing.undo(reorganisation_id=row.id, actor=SYSTEM, at=EVE)
    print("undo", time.monotonic() - started); started = time.monotonic()
    done = applying.apply(reorganisation_id=row.id, actor=SYSTEM, at=EVE)
    print("again", time.monotonic() - started, done); started = time.monotonic()
    report = ledger_checks.verify()
    print("verify", time.monotonic() - started, report.sound, report.entries); started = time.monotonic()
    assert report.sound, report.findings[:3]
