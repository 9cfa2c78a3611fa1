"""The demo's province is loaded through the product's own services, and lives."""

from __future__ import annotations

import collections
import datetime as dt

import pytest

from motcua.demo import loading
from motcua.domain.hours import ZONE
from motcua.domain.people import units
from motcua.queries import configuration
from motcua.services import ledger_checks
from motcua.storage.campaigns.models import Campaign
from motcua.storage.counters.models import Counter, Ticket
from motcua.storage.dossiers.models import Dossier, Result
from motcua.storage.fallback.models import LateEntry
from motcua.storage.fees.models import Receipt, Shift
from motcua.storage.people.models import Absence, Delegation, StaffRole

NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)


@pytest.mark.django_db
def test_a_believable_province_is_loaded():
    assert loading.wanted()
    made = loading.load(at=NOW, progress=lambda text: None, count=40)
    assert not loading.wanted()
    assert made["procedures"] >= 40
    assert (made["dossiers"], made["skipped"]) == (61, 0)
    assert sorted(Dossier.objects.filter(procedure_code="2.000488").values_list("status", flat=True)) == [4, 5], "an ended procedure lives on"
    config = configuration.current()
    communes = [u for u in config.units.values() if u.kind is units.UnitKind.COMMUNE_COMMITTEE and units.in_force(u, NOW.date())]
    assert len(communes) == 96
    assert units.problems(list(config.units.values())) == []
    staffed = set(StaffRole.objects.values_list("unit_id", "role"))
    assert all((u.id, "officer") in staffed and (u.id, "head") in staffed for u in communes)
    old = next(u for u in config.units.values() if u.name == "UBND huyện Ba Tơ")
    assert units.continues(config.units.values(), old, NOW.date()) is not None
    assert sorted(Counter.objects.filter(kind="counter").values_list("name", flat=True)) == ["Quầy 1", "Quầy 2"]
    assert collections.Counter(Ticket.objects.filter(day=NOW.date()).values_list("state", flat=True)) == {
        "done": 4, "no_show": 1, "serving": 2, "waiting": 5,
    }  # fmt: skip
    statuses = collections.Counter(Dossier.objects.values_list("status", flat=True))
    assert len(statuses) >= 4
    taken = Receipt.objects.filter(voided_at=None)
    assert taken.exists()
    shown = Shift.objects.filter(unit__name__endswith="Ba Tơ", day__lt=NOW.date())
    assert shown.exists()
    assert not shown.filter(closed_at=None).exists()
    assert ledger_checks.verify().findings == ()
    day = NOW.date()
    assert sorted(d.valid_to is not None and d.valid_to < day for d in Delegation.objects.all()) == [False, False, True]
    assert sorted(a.deputy_id is not None for a in Absence.objects.all()) == [False, True]
    numbered = Result.objects.exclude(book_line=None)
    assert all(row.number.startswith(("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")) and row.issued_on for row in numbered)
    assert numbered.exists()
    assert sorted(Campaign.objects.values_list("template", "state")) == [("plan_140", "approved"), ("plan_96", "draft")]
    assert collections.Counter(LateEntry.objects.values_list("state", flat=True)) == {"done": 2, "waiting": 1, "asked": 1}
