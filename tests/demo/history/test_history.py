"""The simulated years: told as the services would have written them, each day once, within their figures."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections import Counter

import pytest
from django.apps import apps

from motcua.demo.history import copying, figures, minutes
from motcua.demo.history.columns import COLUMNS, DOSSIER
from motcua.demo.history.figures import Group
from motcua.demo.history.ground import Ground
from motcua.demo.history.helping import Plan
from motcua.demo.history.making import Writer, Written
from motcua.demo.history.stories import Story, Teller
from motcua.demo.history.telling import Lines, Telling
from motcua.demo.history.voice import Voice
from motcua.domain.dossiers import numbering
from motcua.domain.dossiers.lateness import NationalRecord, late_by_national_index
from motcua.domain.dossiers.pauses import Pause as DomainPause
from motcua.domain.dossiers.pauses import PauseKind
from motcua.domain.dossiers.states import Status, SyncStatus
from motcua.domain.hours import ZONE
from motcua.domain.people import units
from motcua.domain.people.units import LAST_DISTRICT_DAY, Level
from motcua.services import ledger_checks
from motcua.storage.dossiers.models import Dossier, Party, Pause, Request, Result, Signature, StepRun
from motcua.storage.fees.models import FeeDue
from motcua.storage.ledger.models import Entry
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Apology
from motcua.storage.writes import next_ordinal
from tests.demo.history.conftest import NOW, SEED
from tests.demo.history.replaying import Replay

pytestmark = pytest.mark.django_db
A_DAY = dt.date(2026, 3, 16)
# Chance, sealing and numbering: two rows that say the same differ in these.
OWN = {
    "id", "code", "head", "dossier_id", "answers_sealed", "contact_sealed", "reason_sealed", "items_sealed", "details_sealed",
    "references_sealed", "signature_id", "book_line", "sync_status", "worked_minutes",
}  # fmt: skip


def test_a_sample_of_every_move_is_equal_to_what_the_services_write(ground: Ground) -> None:
    voice, now = Voice(ground, NOW), minutes.of(NOW)
    stories = _sample(ground)
    lines: Lines = {}
    told = []
    for number, story in enumerate(stories):
        telling = Telling(voice, story, f"H48.900-260316-{number:04d}", lines)
        telling.until(now)
        told.append(uuid.UUID(telling.id))
    copying.write(lines)
    for story, mine in zip(stories, told, strict=True):
        path = [beat.action for beat in story.beats]
        theirs = Replay(ground, story).play(now)
        assert _dossier(mine) == _dossier(theirs), (story.kind.code, path)
        for rows in (_steps, _waits, _requests, _results, _apologies, _papers, _parties, _signatures, _fees, _entries):
            assert rows(mine) == rows(theirs), (rows.__name__, story.kind.code, path)


EVERY = {
    "file", "receive", "accept", "ask_intake", "answer_intake", "refuse_intake", "hand_over", "assign", "forward", "propose", "approve",
    "issue", "send_back", "set_result", "record_fee", "ask_papers", "answer_papers", "extend", "stop", "withdraw", "hand_result",
    "return_result", "ask_correction", "refuse_correction", "void",
}  # fmt: skip


def _sample(ground: Ground) -> list[Story]:
    """Return stories in which every move occurs, and one with a clock that begins anew."""
    teller, seen, found, day = Teller(ground, scale=1), set(), [], A_DAY
    wanted = {(action, False) for action in EVERY} | {("answer_papers", True)}
    while not seen >= wanted:
        for story in teller.of(day):
            actions = {(b.action, b.restart) for b in story.beats}
            if story.paid != "online" and actions - seen:  # an online payment has no door of its own to replay
                found.append(story)
                seen |= actions
        day += dt.timedelta(days=1)
        assert day < A_DAY + dt.timedelta(days=40), wanted - seen
    return found


def test_a_day_is_the_same_whenever_it_is_drawn(ground: Ground) -> None:
    first, again = Teller(ground, scale=100).of(A_DAY), Teller(ground, scale=100).of(A_DAY)
    assert len(first) > 3
    assert [(s.stamp, s.chance, s.times, s.beats, s.owner_no) for s in first] == [(s.stamp, s.chance, s.times, s.beats, s.owner_no) for s in again]
    other = Ground(SEED + 1)
    assert [s.chance for s in Teller(other, scale=100).of(A_DAY)] != [s.chance for s in first]


def test_a_day_is_made_once_and_goes_on_where_it_stood(ground: Ground, plan: Plan) -> None:
    early = dataclasses.replace(plan, until=dt.datetime(2026, 11, 12, 10, 0, tzinfo=ZONE), scale=60)
    days = tuple(dt.date(2026, 11, n) for n in (9, 10, 11, 12))
    first = Writer(early).write(days)
    assert len(first.made) > 20
    assert Writer(early).write(days) == Written(days, (), ())
    taken = Dossier.objects.filter(id__in=first.made, status__in=(2, 4)).first()
    assert taken is not None
    Dossier.objects.filter(id=taken.id).update(head=b"moved by somebody")
    then = Writer(dataclasses.replace(early, until=NOW)).write(days)
    assert then.made, "the afternoon of the last day"
    assert then.went_on
    assert taken.id not in then.went_on, "what somebody has moved is theirs"
    Dossier.objects.filter(id=taken.id).update(head=taken.head)
    now, voice, teller = minutes.of(NOW), Voice(ground, NOW), Teller(ground, scale=60)
    lines: Lines = {}
    for story in (s for day in days for s in teller.of(day) if s.times[0] <= now):
        Telling(voice, story, "x", lines).until(now)
    straight = {line.split("\t")[0]: line.split("\t") for line in lines["dossiers_dossier"]}
    for row in Dossier.objects.filter(id__in=then.went_on):
        said = straight[str(row.id)]
        assert (str(row.status), str(row.head_no)) == (said[DOSSIER.index("status")], said[DOSSIER.index("head_no")])
    assert ledger_checks.verify().findings == ()
    for table, columns in COLUMNS.items():
        assert _orphans(table, columns) == 0, table
    _codes_go_on_after(first.made + then.made)


def _orphans(table: str, columns: tuple[str, ...]) -> int:
    """Count keys of a table that lead nowhere: the bulk load does not look them up."""
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    found = 0
    for field in model._meta.concrete_fields:
        if field.is_relation and field.column in columns:
            there = field.related_model.objects.values(field.target_field.name)
            found += model.objects.exclude(**{f"{field.name}__isnull": True}).exclude(**{f"{field.attname}__in": there}).count()
    return found


def _codes_go_on_after(made: tuple[uuid.UUID, ...]) -> None:
    """Draw the next code of every unit and day: it was never given."""
    codes = set(Dossier.objects.filter(id__in=made).values_list("code", flat=True))
    assert len(codes) == len(made)
    assert all(numbering.looks_like(code) for code in codes)
    for unit, day in {(r.received_unit.code, r.filed_on) for r in Dossier.objects.filter(id__in=made).select_related("received_unit")}:
        code = numbering.code(pattern=numbering.DEFAULT_PATTERN, unit=unit, day=day, ordinal=next_ordinal(unit, day))
        assert not Dossier.objects.filter(code=code).exists()


def test_what_is_filed_and_what_is_late_keeps_to_the_figures(ground: Ground) -> None:
    told = _of_2026(ground)
    groups = Counter(t.story.kind.group for t in told)
    for group, share in figures.GROUPS.items():
        assert groups[group] / len(told) == pytest.approx(share, abs=0.03), group
    late = [t for t in told if _late(t)]
    by_group = Counter(t.story.kind.group for t in late)
    assert by_group[Group.LAND] / len(late) > 0.5, "most lateness lies in land"
    online = sum(t.story.channel == "online" for t in told)
    assert online / len(told) > 0.9
    twice = [t for t in told if sum(b.action == "ask_papers" for b in t.story.beats) > 1]
    assert twice


def test_both_published_rates_of_2026_come_out(ground: Ground) -> None:
    told = _of_2026(ground)
    ours = sum(not _late(t) for t in told) / len(told)
    national = sum(late_by_national_index(_record(t), period_end=PERIOD_END) for t in told) / len(told)
    assert ours == pytest.approx(0.985, abs=0.01)
    assert national == pytest.approx(48_109 / 248_677, abs=0.01)


PERIOD_END = dt.datetime(2026, 10, 10, 17, 0, tzinfo=ZONE)
_known: list[Telling] = []


def _of_2026(ground: Ground) -> list[Telling]:
    """Return dossiers of every sixth day of the index's year, told until its end."""
    if not _known:
        teller, voice, end = Teller(ground, scale=12), Voice(ground, NOW), minutes.of(PERIOD_END)
        for number in range(0, 283, 6):
            for story in teller.of(dt.date(2026, 1, 2) + dt.timedelta(days=number)):
                telling = Telling(voice, story, "x", {})
                telling.until(end)
                _known.append(telling)
    return [t for t in _known if t.accepted is not None]


def _late(told: Telling) -> bool:
    due = told.due or told.lapsed
    return due is not None and (told.finished or minutes.of(PERIOD_END)) > due


def _record(told: Telling) -> NationalRecord:
    """Return what the portal knows: what stands in the row, and of the end what reached it (`sync_status`)."""
    sync = told.story.sync if told.finished is not None else SyncStatus.SYNCED
    known = {
        Status.FINISHED: "done_at", Status.RETURNED: "done_at", Status.STOPPED: "stopped_at", Status.WITHDRAWN: "withdrawn_at",
    }.get(Status(told.status))  # fmt: skip
    ends: dict[str, dt.datetime] = {}
    if known and sync not in (SyncStatus.PENDING, SyncStatus.FAILED):
        ends[known] = minutes.moment(told.finished or 0)
    if sync == SyncStatus.FAILED and told.returned is not None:
        ends["returned_at"] = minutes.moment(told.returned)
    pauses = tuple(
        DomainPause(kind=PauseKind.SUPPLEMENT, started_at=minutes.moment(first), ended_at=minutes.moment(last) if last is not None else None)
        for _kind, first, last in told.waits
    )
    return NationalRecord(appointment_at=minutes.moment(told.appointment or 0), pauses=pauses, **ends)


def test_nobody_works_on_a_day_off(ground: Ground) -> None:
    teller = Teller(ground, scale=150)
    tet = [s for n in range(14, 23) for s in Teller(ground, scale=20).of(dt.date(2026, 2, n))]
    assert tet
    assert all(s.channel == "online" for s in tet if not ground.today.works_on(s.day)), "the counters are closed"
    told = [*tet, *(s for n in range(40) for s in teller.of(dt.date(2026, 1, 5) + dt.timedelta(days=9 * n)))]
    for story in told:
        for beat, at in zip(story.beats, story.times, strict=True):
            if beat.role != "citizen" and beat.action != "record_fee":
                assert ground.today.works_on(minutes.day_of(at)), (story.kind.code, beat.action, minutes.moment(at))
    assert not ground.today.works_on(dt.date(2026, 2, 17))


def test_before_july_2025_three_levels_received_and_their_heirs_went_on(ground: Ground, plan: Plan) -> None:
    config = ground.config
    then = [s for n in range(6) for s in Teller(ground, scale=40).of(dt.date(2024, 5, 6) + dt.timedelta(days=n))]
    levels = Counter(config.unit(s.received).level for s in then)
    assert set(levels) == {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
    assert {config.unit(s.received).valid_to for s in then} == {LAST_DISTRICT_DAY}
    assert all(units.continues(config.units.values(), config.unit(s.received), NOW.date()) for s in then)
    assert units.problems(list(config.units.values())) == []
    eve = tuple(dt.date(2025, 6, n) for n in (24, 25, 26, 27))
    made = Writer(dataclasses.replace(plan, scale=20)).write(eve).made
    over = Dossier.objects.filter(id__in=made, first_unit__isnull=False)
    assert over.exists()
    for row in over.select_related("received_unit", "first_unit"):
        assert row.received_unit.valid_to is None
        assert row.first_unit is not None
        assert row.first_unit.valid_to == LAST_DISTRICT_DAY
    assert ledger_checks.verify().findings == ()


def _dossier(of: uuid.UUID) -> dict[str, object]:
    row = Dossier.objects.filter(id=of).values().get()
    return {k: sorted(v) if isinstance(v, list) else v for k, v in row.items() if k not in OWN | {"rating"}}


def _rows(found, order: tuple[str, ...], drop: set[str]) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    return [{k: v for k, v in row.items() if k not in OWN | drop} for row in found.order_by(*order).values()]


def _steps(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(StepRun.objects.filter(dossier_id=of), ("started_at", "id"), set())


def _waits(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(Pause.objects.filter(dossier_id=of), ("started_at",), set())


def _requests(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(Request.objects.filter(dossier_id=of), ("asked_at",), set())


def _results(of: uuid.UUID) -> list[dict[str, object]]:
    drop = {"number", "signed", "content_sealed", "file_id"}  # ours are numbered from the book; when signed digitally is told alone
    return _rows(Result.objects.filter(dossier_id=of), ("created_at",), drop)


def _apologies(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(Apology.objects.filter(dossier_id=of), ("sent_at",), {"number"})


def _papers(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(Paper.objects.filter(dossier_id=of), ("given_at", "ordinal"), set())


def _parties(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(Party.objects.filter(dossier_id=of), ("ordinal",), set())


def _signatures(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(Signature.objects.filter(dossier_id=of), ("at",), set())


def _fees(of: uuid.UUID) -> list[dict[str, object]]:
    return _rows(FeeDue.objects.filter(dossier_id=of), ("key",), set())


def _entries(of: uuid.UUID) -> list[tuple[object, ...]]:
    rows = Entry.objects.filter(chain=of).order_by("no")
    return list(rows.values_list("no", "at", "action", "before", "after", "step", "unit_id", "actor_kind", "actor"))
