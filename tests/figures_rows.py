"""Dossiers by the thousand, as rows: counted by the whole engine, so that published tables come out of real dossiers.

A `Row` says of one dossier what figures may ask; everything else is filled in. Rows go to the tables by COPY.
"""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection, models, transaction

from motcua.domain.hours import ZONE
from motcua.services.figures import filling, folding
from motcua.storage import ids
from motcua.storage.dossiers.models import Dossier, Pause, Rating, Result
from motcua.storage.fees.models import FeeDue, Payment
from motcua.storage.figures.models import Mark
from motcua.storage.papers.models import Paper
from motcua.storage.people import models as people
from motcua.storage.procedures import models as procedures

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
BATCH = 20_000  # dossiers written in one go


@dataclass
class Row:
    """One dossier: days, and what is true of it."""

    accepted_on: dt.date
    procedure: int = 0  # index among the procedures given
    online: bool = False
    due_on: dt.date | None = None
    ended_on: dt.date | None = None
    status: int = 0  # 0: 10 where it has ended, else 4
    supplements: int = 0
    papers: int = 1
    papers_digital: int = 0
    result_digital: bool = False
    fee: int = 0
    paid_online: bool = False
    rating: int | None = None
    synced: bool = False
    marks: tuple[str, ...] = ()


@dataclass
class Catalogue:
    """The procedures of a test, with one revision each."""

    rows: list[tuple[procedures.Procedure, procedures.Revision]]


def catalogue(count: int, *, fees: Collection[int] = (), unit_code: str = "", level: str = "commune", online: str = "full", people: int | None = None) -> Catalogue:
    """Make so many procedures in scope; those at `fees` set a fee, the first `people` (all) are for persons."""
    found, now = [], dt.datetime(2022, 1, 1, tzinfo=ZONE)
    for i in range(count):
        code = f"7.{i:06d}{'.' + unit_code if unit_code else ''}"
        person = people is None or i < people
        one = procedures.Procedure.objects.create(
            code=code, publisher="H48", name=f"Thủ tục {i}", in_scope=True, levels=[level], completeness="complete", online=online,
            audience=["citizen"] if person else ["organisation"], unit_code=unit_code, updated_at=now,
        )  # fmt: skip
        document = {"online": online, "results": [{"key": "r"}], "fees": [{"key": "f"}] if i in fees else []}
        revision = procedures.Revision.objects.create(
            procedure=one, number=1, state="published", document=document, effective_from=dt.date(2022, 1, 1), created_at=now
        )
        one.current = revision
        one.save(update_fields=["current"])
        found.append((one, revision))
    return Catalogue(found)


def write(rows: Iterable[Row], *, given: Catalogue, received: people.Unit, competent: people.Unit) -> int:
    """Write dossiers of one agency with everything the figures read of them, and their facts."""
    count = sum(_batch(batch, given, received, competent) for batch in _batches(rows))
    folding.make_anew(at=dt.datetime(2026, 1, 1, tzinfo=ZONE))
    return count


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(itertools.islice(left, BATCH)):
        yield batch


def _batch(rows: Iterable[Row], given: Catalogue, received: people.Unit, competent: people.Unit) -> int:
    tables: dict[type[models.Model], list[dict[str, object]]] = {
        m: [] for m in (Dossier, Paper, Pause, Result, FeeDue, Payment, Rating, Mark)
    }
    for row in rows:
        _one(tables, row, given, received, competent)
    made = [uuid.UUID(str(one["id"])) for one in tables[Dossier]]
    with transaction.atomic():
        filling.later()
        for model, lines in tables.items():
            _copy(model, lines)
        filling.these(made=made)
    return len(made)


def _one(tables: Mapping[type[models.Model], list[dict[str, object]]], row: Row, given: Catalogue, received: people.Unit, competent: people.Unit) -> None:
    procedure, revision = given.rows[row.procedure]
    key, accepted = ids.new(), _at(row.accepted_on, 8)
    due = _at(row.due_on, 17) if row.due_on else None
    ended = _at(row.ended_on, 16) if row.ended_on else None
    tables[Dossier].append({
        "id": key, "code": f"G-{key.hex}", "procedure_code": procedure.code, "revision": revision.id, "title": procedure.name,
        "channel": "online" if row.online else "counter", "place": "afar" if row.online else "counter",
        "status": row.status or (10 if ended else 4), "sync_status": 2 if row.synced else 0, "received_unit": received.id,
        "competent_unit": competent.id, "owner_name": "A", "owner_folded": "a", "filed_at": accepted, "filed_on": row.accepted_on,
        "accepted_at": accepted, "accepted_on": row.accepted_on, "clock_started_at": accepted, "limit_amount": 3,
        "limit_unit": "working_days", "due_at": due, "promised_at": due, "appointment_at": due, "finished_at": ended, "moved_at": ended or accepted,
        "answers_sealed": b"", "fee_total": row.fee,
    })  # fmt: skip
    for i in range(row.papers):
        tables[Paper].append({"id": ids.new(), "dossier_id": key, "component": f"c{i}", "name": "x", "electronic": i < row.papers_digital, "given_at": accepted})
    for i in range(row.supplements):
        begun = accepted + i * HOUR
        tables[Pause].append({"id": ids.new(), "dossier": key, "kind": "papers", "started_at": begun, "ended_at": begun + HOUR / 2})
    if row.result_digital:
        tables[Result].append({
            "id": ids.new(), "dossier": key, "key": "r", "name": "x", "issued_on": row.ended_on or row.accepted_on, "file_id": ids.new(),
            "created_at": accepted, "created_by": uuid.UUID(int=1),
        })  # fmt: skip
    if row.fee:
        tables[FeeDue].append({"id": ids.new(), "dossier_id": key, "key": "f", "name": "x", "kind": "le_phi", "amount": row.fee, "made_at": accepted})
    if row.paid_online:
        tables[Payment].append({"id": ids.new(), "dossier_id": key, "amount": row.fee, "way": "online", "reference": f"p{key}", "at": accepted, "by": "x"})
    if row.rating:
        tables[Rating].append({"dossier": key, "level": row.rating, "at": accepted})
    for mark in row.marks:
        tables[Mark].append({"dossier_id": key, "mark": mark, "at": accepted})


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=ZONE)


def _copy(model: type[models.Model], rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.BigAutoField)]
    names = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[f.name] if f.name in row else _default(f) for f in fields])


def _default(field: models.Field) -> object:  # type: ignore[type-arg]
    value = field.get_default()
    return [] if isinstance(value, list) else value
