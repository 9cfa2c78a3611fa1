"""Results issued elsewhere: fetched or delivered with number, day and source; never made here."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.connectors.pretend_sector_results import PretendSectorResults
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor, ActorKind, Holding, Role
from motcua.ports.sector_results import SectorDown, SectorResult
from motcua.queries import access, configuration
from motcua.services import ledger, sector_results
from motcua.services.results import SourceIsOurs
from motcua.services.sector_results import NotIssuedYet
from motcua.storage.books.models import BookLine
from motcua.storage.dossiers.models import Dossier, Result
from tests import make
from tests.desk_stories import at, move, taken

GIVEN = SectorResult(source="Hộ tịch điện tử", number="152/2026", issued_on=dt.date(2026, 11, 16), file=b"%PDF-1.7\n%%EOF\n", file_name="kq.pdf")


@pytest.fixture
def sector(world, settings, tmp_path):
    """A dossier whose result is issued by the civil-status software, taken by the officer."""
    settings.FILES_ROOT = tmp_path / "files"
    document = dict(make.PROCEDURE) | {"code": "9.000006"}
    document["results"] = [{"key": "certificate", "name": {"vi": "Giấy khai sinh"}, "issued_by": "sector", "system": "Hộ tịch điện tử"}]
    make.publish(document)
    configuration.forget()
    return taken(world, at(9), procedure_code="9.000006")


def machine(world, scopes=("results:deliver",), role=Role.OFFICER):
    unit = str(world.commune.id)
    return Actor(kind=ActorKind.MACHINE, id="018f0000-0000-7000-8000-000000000001", holdings=(Holding(role, unit, frozenset({unit})),), scopes=frozenset(scopes))


def deliver(dossier_id, actor, given=GIVEN, when=at(10)):
    return sector_results.deliver(dossier_id=dossier_id, given=given, actor=actor, at=when, antivirus=PretendAntivirus())


def test_a_delivered_result_has_the_others_number_file_and_source_and_uses_none_of_ours(world, sector):
    deliver(sector, machine(world))
    row = Result.objects.get()
    assert (row.number, row.issued_on, row.source, row.file_id is not None) == ("152/2026", dt.date(2026, 11, 16), "Hộ tịch điện tử", True)
    entry = ledger.history(sector)[-1]
    assert (entry.action, entry.actor_kind, entry.data["source"]) == ("deliver_result", "machine", "Hộ tịch điện tử")
    move(world, sector, "officer", Action.PROPOSE, at(11), decision="grant")
    move(world, sector, "head", Action.APPROVE, at(11))
    move(world, sector, "records", Action.ISSUE, at(12))
    assert not BookLine.objects.exists()
    row.refresh_from_db()
    assert row.number == "152/2026"


def test_the_same_result_twice_changes_nothing_and_another_number_replaces_it(world, sector):
    first = deliver(sector, machine(world))
    assert deliver(sector, machine(world), when=at(11)) == first
    deliver(sector, machine(world), SectorResult(source="Hộ tịch điện tử", number="153/2026", issued_on=dt.date(2026, 11, 16)), at(12))
    assert sorted((r.number, r.replaced_at is None) for r in Result.objects.all()) == [("152/2026", False), ("153/2026", True)]


@pytest.mark.parametrize("scopes", [("dossiers:move",), ("dossiers:read",)])
def test_a_key_needs_the_scope_of_delivering(world, sector, scopes):
    with pytest.raises(access.NotAllowed):
        deliver(sector, machine(world, scopes))


def test_a_key_of_delivering_does_nothing_else(world, sector):
    with pytest.raises(access.NotAllowed):
        access.get(machine(world), Action.READ, sector)


def test_a_result_of_ours_is_not_delivered_by_others(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    with pytest.raises(SourceIsOurs):
        deliver(taken(world, at(9)), machine(world))


def test_the_officer_asks_the_system_and_what_it_says_is_taken_in(world, sector, tmp_path):
    system, code = PretendSectorResults(tmp_path / "sector"), Dossier.objects.get(id=sector).code
    given = {"dossier_id": sector, "system": system, "actor": world.actor("officer"), "at": at(10), "antivirus": PretendAntivirus()}
    with pytest.raises(NotIssuedYet):
        sector_results.fetch(**given)
    system.folder.mkdir()
    (system.folder / f"{code}.json").write_text(json.dumps({"number": "152/2026", "issued_on": "2026-11-16", "source": "Hộ tịch điện tử"}))
    sector_results.fetch(**given)
    assert Result.objects.get().number == "152/2026"
    (system.folder / "down").touch()
    with pytest.raises(SectorDown):
        sector_results.fetch(**given)


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"number": "1", "issued_on": "hôm qua"}'])
def test_an_answer_that_cannot_be_read_is_no_result(tmp_path, kept):
    (tmp_path / "H48-1.json").write_text(kept)
    with pytest.raises(SectorDown):
        PretendSectorResults(tmp_path).fetch("H48-1")
