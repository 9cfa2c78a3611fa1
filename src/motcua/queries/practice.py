"""Looking at practice: what a learner really did in an exercise, what they finished, and who finished what in which unit."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Min, Sum

from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor, Role
from motcua.domain.practice import courses
from motcua.domain.practice.evidence import Act, Evidence, Practised
from motcua.domain.practice.exercises import Course
from motcua.domain.practice.persons import PERSONS
from motcua.queries import configuration
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, Request
from motcua.storage.fees.models import FeeDue, ReceiptLine
from motcua.storage.ledger.models import Entry, Reading
from motcua.storage.papers.models import Paper
from motcua.storage.people.models import Staff, StaffRole
from motcua.storage.practice.models import Attempt, Footprint
from motcua.storage.visits.models import Certified

RECORD_KEEPERS = (Role.UNIT_ADMIN, Role.ONE_STOP_HEAD, Role.HEAD, Role.LEADER)  # who sees who finished, in their units
MOST = 30  # dossiers of one exercise that are looked at


def is_open(day: dt.date) -> bool:
    """Return whether the province has opened practice mode."""
    return configuration.current().practice_centre(day) is not None


def latest(staff_id: uuid.UUID, exercise: str) -> Attempt | None:
    """Return a learner's latest try at an exercise."""
    return Attempt.objects.filter(staff_id=staff_id, exercise=exercise).order_by("-started_at", "-id").first()


def finished(staff_id: uuid.UUID) -> dict[str, dt.datetime]:
    """Return when a learner first finished each exercise."""
    rows = Attempt.objects.filter(staff_id=staff_id, finished_at__isnull=False).values_list("exercise").annotate(first=Min("finished_at"))
    return {key: first for key, first in rows if key in courses.EXERCISES}


def code_of(dossier_id: uuid.UUID | None) -> str:
    """Return the code of the dossier laid ready; empty where there is none."""
    return Dossier.objects.filter(id=dossier_id).values_list("code", flat=True).first() or "" if dossier_id else ""


def answer_by(dossier_id: uuid.UUID | None) -> dt.datetime | None:
    """Return until when a filing must be answered; None for anything else."""
    return Dossier.objects.filter(id=dossier_id).values_list("answer_due_at", flat=True).first() if dossier_id else None


def evidence(attempt: Attempt) -> Evidence:
    """Return what was done since the try began: rows, ledger, readings and pages opened."""
    ids = list(
        Dossier.objects.filter(learner=attempt.staff_id, filed_at__gte=attempt.started_at).order_by("-id").values_list("id", flat=True)[:MOST]
    )
    wanted = [*ids, *([attempt.dossier_id] if attempt.dossier_id else [])]
    seen = _practised(wanted, attempt)
    steps = Footprint.objects.filter(staff=attempt.staff_id, at__gte=attempt.started_at).values_list("route", "about")
    opened = frozenset((route, about) for route, about in steps)
    return Evidence(
        made=tuple(seen[one] for one in ids if one != attempt.dossier_id), wanted=attempt.procedure,
        prepared=seen.get(attempt.dossier_id) if attempt.dossier_id else None, lacking=frozenset(attempt.lacking),
        searched=tuple(about for route, about in opened if route == "portal_search"), opened=opened, answer=attempt.answer,
    )  # fmt: skip


def _practised(ids: Sequence[uuid.UUID], attempt: Attempt) -> dict[uuid.UUID, Practised]:
    people = {sealing.blind("identity", person.number): key for key, person in PERSONS.items()}
    learner, since = str(attempt.staff_id), attempt.started_at
    acts, read = _by_dossier(), _by_dossier()
    for entry in Entry.objects.filter(chain__in=ids, actor=learner).order_by("no"):
        acts.setdefault(entry.chain, []).append(Act(entry.action, entry.at, entry.data))
    for row in Reading.objects.filter(dossier_ids__overlap=list(ids), actor=learner, at__gte=since) if ids else ():
        for one in row.dossier_ids:
            read.setdefault(one, []).append((row.purpose, row.at))
    papers = _sets(Paper.objects.filter(dossier_id__in=ids).values_list("dossier_id", "component"))
    originals = _by_dossier()
    for one in Certified.objects.filter(dossier_id__in=ids, spoilt_at=None):
        originals.setdefault(one.dossier_id, []).append((one.pages, one.copies))
    owed = dict(FeeDue.objects.filter(dossier_id__in=ids, paid_at=None, cancelled_at=None).values_list("dossier_id").annotate(s=Sum("amount")))
    receipts = _sets(ReceiptLine.objects.filter(dossier_id__in=ids, receipt__voided_at=None).values_list("dossier_id", "receipt_id"))
    asked = _asked(ids)
    return {
        row.id: Practised(
            code=row.code, procedure=row.procedure_code, status=row.status, papers=frozenset(map(str, papers.get(row.id, ()))),
            persons=frozenset(people[k] for k in row.party_keys if k in people), acts=tuple(acts.get(row.id, ())),
            read=tuple(read.get(row.id, ())), originals=tuple(originals.get(row.id, ())), asked=tuple(asked.get(row.id, ())),
            receipts=len(receipts.get(row.id, ())), owed=int(owed.get(row.id, 0)), answer_by=attempt.answer_by,
        )
        for row in Dossier.objects.filter(id__in=ids, learner=attempt.staff_id)
    }  # fmt: skip


def _by_dossier() -> dict[uuid.UUID, list]:  # type: ignore[type-arg]
    return {}


def _sets(pairs: Iterable[tuple[uuid.UUID, object]]) -> dict[uuid.UUID, set[object]]:
    found: dict[uuid.UUID, set[object]] = {}
    for dossier_id, value in pairs:
        found.setdefault(dossier_id, set()).add(value)
    return found


def _asked(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[frozenset[str]]]:
    found: dict[uuid.UUID, list[frozenset[str]]] = {}
    for row in Request.objects.filter(dossier_id__in=ids).order_by("id"):
        found.setdefault(row.dossier_id, []).append(frozenset(str(item.get("component")) for item in _items(row)))
    return found


def _items(row: Request) -> list[dict[str, object]]:
    kept = sealing.unseal(row.items_sealed, context="dossiers.request")
    items = kept.get("items") if isinstance(kept, dict) else None
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


@dataclass(frozen=True)
class Trained:
    """Somebody who practises: unit, and when each exercise and each course was finished."""

    staff_id: uuid.UUID
    name: str
    title: str
    unit: str
    exercises: dict[str, dt.datetime]
    courses: dict[Course, dt.datetime]


@dataclass(frozen=True)
class Record:
    """Who finished what in the units of whoever asks; `officials` counts everybody working there."""

    rows: tuple[Trained, ...]
    officials: int

    @property
    def trained(self) -> int:
        """Count those who finished a whole course."""
        return sum(1 for row in self.rows if row.courses)


def completed(done: dict[str, dt.datetime]) -> dict[Course, dt.datetime]:
    """Return the courses of which every exercise is finished, with the moment of the last one."""
    found = {}
    for course in Course:
        keys = [one.key for one in courses.of(course)]
        if all(key in done for key in keys):
            found[course] = max(done[key] for key in keys)
    return found


def record(*, actor: Actor, day: dt.date) -> Record:
    """Return who finished what among the staff of the units the actor administers, heads or leads."""
    held = StaffRole.objects.filter(valid_from__lte=day, staff__is_active=True).exclude(valid_to__lt=day)
    if not administration.everywhere(actor):
        held = held.filter(unit_id__in=sorted(actor.reach_as(*RECORD_KEEPERS)))
    units: dict[uuid.UUID, str] = {}
    for staff_id, unit in held.order_by("unit__name").values_list("staff_id", "unit__name"):
        units.setdefault(staff_id, unit)
    done: dict[uuid.UUID, dict[str, dt.datetime]] = {}
    rows = Attempt.objects.filter(staff_id__in=list(units), finished_at__isnull=False)
    for staff_id, key, first in rows.values_list("staff_id", "exercise").annotate(first=Min("finished_at")):
        if key in courses.EXERCISES:
            done.setdefault(staff_id, {})[key] = first
    people = Staff.objects.filter(id__in=list(done)).order_by("name", "username")
    made = [Trained(s.id, s.name, s.title, units[s.id], done[s.id], completed(done[s.id])) for s in people]
    return Record(tuple(sorted(made, key=lambda one: (one.unit, one.name))), len(units))
