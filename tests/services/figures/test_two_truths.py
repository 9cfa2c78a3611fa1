"""Two truths over real dossiers: every cause through the services, and the national sense as the domain judges it."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from motcua.domain.dossiers.lateness import NationalRecord, late_by_national_index
from motcua.domain.dossiers.pauses import Pause as DomainPause
from motcua.domain.dossiers.pauses import PauseKind
from motcua.domain.dossiers.states import SyncStatus
from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures.two_truths import Cause
from motcua.domain.hours import ZONE
from motcua.queries import configuration
from motcua.queries.figures import two_truths
from motcua.services import results
from motcua.services.catalogue import rows
from motcua.services.figures import checking, filling, folding
from motcua.storage.dossiers.models import Dossier, Pause
from motcua.storage.figures.models import Fact
from tests import desk_stories as desk
from tests import figures_rows, make
from tests.desk_stories import at
from tests.figures_rows import Row
from tests.make import MONDAY, World

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
ITEMS = [{"component": "proof", "name": "Giấy tờ chứng minh"}]
SHORTER = {"key": "fast", "decision": "906/QĐ-UBND", "first_day": "2023-06-14", "procedures": ["9.000001"], "percent": 20}


@pytest.fixture(autouse=True)
def _facts_at_once(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _known(dossier_id: uuid.UUID, **said: object) -> uuid.UUID:
    """Let a dossier stand as the exchange with the portal left it."""
    Dossier.objects.filter(id=dossier_id).update(**said)
    filling.these(made=[], changed=[dossier_id])
    return dossier_id


def _issued(world: World, one: uuid.UUID, when: dt.datetime) -> uuid.UUID:
    desk.move(world, one, "head", Action.APPROVE, when)
    desk.move(world, one, "records", Action.ISSUE, when)
    return one


def _asked_twice(world: World) -> uuid.UUID:
    one = desk.taken(world, at(8))
    for day in (16, 17):
        desk.move(world, one, "officer", Action.ASK_PAPERS, at(9, day), items=ITEMS, reason="Thiếu trang")
        desk.move(world, one, "clerk", Action.ANSWER_PAPERS, at(10, day))
    results.draft(dossier_id=one, actor=world.actor("officer"), at=at(11, 17))
    desk.move(world, one, "officer", Action.PROPOSE, at(11, 17), decision="grant")
    return _issued(world, one, at(14, 17))


def _never_sent(world: World) -> uuid.UUID:
    return _known(desk.finished(world, at(9)), sync_status=SyncStatus.PENDING)


def _undated(world: World) -> uuid.UUID:
    one = desk.to_sign(world, at(9, 13))  # Friday: three working days end on Wednesday, three plain days on Monday
    return _known(_issued(world, one, at(10, 17)), appointment_at=None)


def _sent_late(world: World) -> uuid.UUID:
    return _known(desk.finished(world, at(9)), sync_status=SyncStatus.FAILED, returned_at=at(9, 24))


def _promised_earlier(world: World) -> uuid.UUID:
    rows.add_limits([SHORTER], actor=world.actor("catalogue"), at=MONDAY)
    configuration.forget()
    one = desk.to_sign(world, at(9))  # promised for Wednesday, by law for Thursday
    return _issued(world, one, at(10, 19))


def _clock_stands(world: World) -> uuid.UUID:
    one = desk.taken(world, at(9))
    desk.move(world, one, "officer", Action.ASK_FEE, at(14), amount=50_000, reason="Phí thẩm định")
    return one


MADE: dict[Cause, Callable[[World], uuid.UUID]] = {
    Cause.SUPPLEMENTS: _asked_twice, Cause.NEVER_SENT: _never_sent, Cause.UNDATED: _undated, Cause.SENT_LATE: _sent_late,
    Cause.PROMISED_EARLIER: _promised_earlier, Cause.CLOCK_STANDS: _clock_stands,
}  # fmt: skip


@pytest.mark.parametrize("cause", list(Cause))
def test_a_dossier_of_each_cause_is_late_there_and_not_here(world: World, cause: Cause) -> None:
    one = MADE[cause](world)
    unit = [str(world.commune.id)]
    found = two_truths.read(first=FIRST, last=LAST, groups={"": unit})[""]
    assert {c: n for c, n in found.causes.items() if n} == {cause: 1}, Fact.objects.values()
    assert (found.late_there, found.late_here, found.only_here, found.difference, found.in_hand) == (1, 0, 0, 1, 1)
    assert two_truths.dossiers(cause.value, first=FIRST, last=LAST, units=unit, limit=9) == [one]
    report = checking.verify(timer=itertools.count().__next__)
    assert report.sound, report.examples


def test_late_here_and_on_time_there_is_told_too(world: World) -> None:
    one = desk.to_sign(world, at(9))
    _known(_issued(world, one, at(10, 26)), appointment_at=at(17, 27))  # a later date was sent there
    unit = [str(world.commune.id)]
    found = two_truths.read(first=FIRST, last=LAST, groups={"": unit})[""]
    assert (found.late_there, found.late_here, found.only_here, found.only_there, found.difference) == (0, 1, 1, 0, -1)
    assert two_truths.dossiers(two_truths.HERE, first=FIRST, last=LAST, units=unit, limit=9) == [one]
    with pytest.raises(KeyError):
        two_truths.dossiers("weather", first=FIRST, last=LAST, units=unit, limit=9)


def test_late_there_is_what_the_domain_says_of_what_the_portal_knows(world: World) -> None:
    day = dt.date(2026, 3, 2)
    made = [
        Row(accepted_on=day, due_on=day + dt.timedelta(days=3), ended_on=None if ended is None else day + dt.timedelta(days=ended), supplements=asked,
            sync=sync, returned_on=day + dt.timedelta(days=5) if ended is not None and back else None)
        for ended, asked, sync, back in itertools.product((None, 2, 4), (0, 1, 2), (0, 1, 2, 3), (True, False))
    ]  # fmt: skip
    figures_rows.write(made, given=figures_rows.catalogue(1), received=world.centre, competent=world.commune)
    end = dt.datetime(2026, 4, 30, 17, tzinfo=ZONE)
    for row in Dossier.objects.all():
        fact = Fact.objects.get(dossier_id=row.id)
        assert (fact.national_late_on is not None) == late_by_national_index(_record(row), period_end=end), row.__dict__
        assert fact.national_late_on is None or fact.ended_on is None or fact.national_late_on <= fact.ended_on
    found = two_truths.read(first=dt.date(2026, 3, 1), last=end.date(), groups={"": [str(world.commune.id)]})[""]
    assert (found.in_hand, found.difference) == (len(made), found.only_there - found.only_here)
    assert found.only_there > 10
    assert found.late_here > 10


def _record(row: Dossier) -> NationalRecord:
    """Return what the portal knows of a dossier by how its end was sent."""
    ended, sync = row.finished_at, SyncStatus(row.sync_status)
    pauses = tuple(
        DomainPause(kind=PauseKind.SUPPLEMENT, started_at=p.started_at, ended_at=p.ended_at) for p in Pause.objects.filter(dossier_id=row.id)
    )
    return NationalRecord(
        appointment_at=row.appointment_at, pauses=pauses, done_at=ended if sync in (SyncStatus.NOT_CONNECTED, SyncStatus.SYNCED) else None,
        returned_at=row.returned_at if sync is SyncStatus.FAILED else None,
    )  # fmt: skip


def test_months_and_units_add_up(world: World) -> None:
    for make_one in MADE.values():
        make_one(world)
    make.received(world)
    folding.make_anew(at=MONDAY)
    groups = {"both": [str(world.commune.id), str(world.other_commune.id)], "one": [str(world.commune.id)], "none": [str(world.other_commune.id)]}
    found = two_truths.read(first=FIRST, last=LAST, groups=groups)
    assert found["both"] == found["one"]
    assert found["one"].only_there == len(Cause)
    assert found["none"].in_hand == 0
    assert found["none"].national.value is None
