"""Undoing a reorganisation that is not confirmed: every row gets back what it held, and the chains say that it did."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence

from django.apps import apps
from django.db import connection, models, transaction

from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation import states
from motcua.domain.reorganisation.states import Step
from motcua.services import configuration as configuration_service
from motcua.services import ledger, ledger_bulk
from motcua.services.ledger_bulk import Next
from motcua.services.reorganisation import applying, journal, preparing
from motcua.services.reorganisation.journal import Round
from motcua.storage.people.models import Unit
from motcua.storage.reorganisation.models import ByHand, Succession

UNDONE = "reorganise_undo"  # what the entry in a dossier's chain is called
_CHUNK = 5000
_NOT_WORK = frozenset({"reorganisation_succession"})


class WorkedOn(ValueError):
    """People have worked in the new units since: `found` says how many rows of which table would lose their unit."""

    def __init__(self, found: Mapping[str, int]) -> None:
        self.found = dict(found)
        super().__init__(", ".join(f"{table}: {count}" for table, count in self.found.items()))


def undo(*, reorganisation_id: uuid.UUID, actor: Actor, at: dt.datetime) -> int:
    """Put everything back as it was and return how many dossiers; what somebody has done with one since stays done.

    What was chosen by hand is remembered for the next time. Raises NotForThisPerson, NotNow, WorkedOn; nothing is
    changed then.
    """
    preparing.demand(actor, Step.UNDO)
    with transaction.atomic():
        row = applying.locked(reorganisation_id)
        row.state = states.after(Step.UNDO, preparing.state_of(row)).value
        kept = Round(row.id, row.round)
        opened = [uuid.UUID(one) for one in row.opened.values()]
        dossiers = sorted(journal.rows(kept, "dossiers_dossier"))
        _enter(dossiers, kept, actor, at)
        journal.put_back(kept)
        _bundles(kept, actor, at)
        Succession.objects.filter(reorganisation=row).delete()
        _refuse_work(opened)
        Unit.objects.filter(id__in=opened)._raw_delete("default")
        ByHand.objects.filter(reorganisation=row).update(settled_at=None, settled_by="")
        row.undone_at, row.undone_by = at, actor.id
        row.save()
        data = {"round": row.round, "dossiers": len(dossiers)}
        ledger.note_subject(subject=row.id, kind="reorganisation", action="reorganisation.undo", actor=actor, at=at, data=data)
        configuration_service.changed()
    return len(dossiers)


def _enter(dossiers: Sequence[uuid.UUID], kept: Round, actor: Actor, at: dt.datetime) -> None:
    """Add an entry to each chain: it went back. The heads are written with the units (`journal.put_back`)."""
    ledger_bulk.begin()
    ledger_bulk.collect(_next(dossiers, kept, at), action=UNDONE, actor=actor)
    ledger_bulk.write()


def _next(dossiers: Sequence[uuid.UUID], kept: Round, at: dt.datetime) -> Iterator[Next]:
    for start in range(0, len(dossiers), _CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT d.id, d.head_no, d.head, d.moved_at, d.status, d.step, COALESCE(c.before->>'step_unit_id', "
                "c.before->>'received_unit_id') FROM dossiers_dossier d JOIN reorganisation_change c ON c.row = d.id "
                "AND c.reorganisation_id = %s AND c.round = %s AND c.\"table\" = 'dossiers_dossier' "
                "WHERE d.id = ANY(%s) ORDER BY d.id FOR UPDATE OF d",
                [kept.reorganisation, kept.number, list(dossiers[start : start + _CHUNK])],
            )
            lines = cursor.fetchall()
        for chain, no, head, moved_at, status, step, unit in lines:
            yield Next(
                chain=chain, head_no=no, head=bytes(head), at=max(at, moved_at), before=status, after=status, step=step, unit=unit,
                data={"reorganisation": str(kept.reorganisation)},
            )  # fmt: skip


def _bundles(kept: Round, actor: Actor, at: dt.datetime) -> None:
    """Date the return of the papers: their past is kept as it happened, so a holder is never taken out of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE papers_bundle SET since = GREATEST(since, %s), changed_by = %s WHERE id = ANY(%s)",
            [at, actor.id, journal.rows(kept, "papers_bundle")],
        )


def _refuse_work(opened: Sequence[uuid.UUID]) -> None:
    """Raise WorkedOn where anything still names a unit that is about to vanish."""
    found: dict[str, int] = {}
    for table, column, several in _references():
        match = f"{column} && %(units)s" if several else f"{column} = ANY(%(units)s)"
        own = " AND NOT id = ANY(%(units)s)" if table == "people_unit" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {match}{own}", {"units": list(opened)})  # noqa: S608
            count = int(cursor.fetchone()[0])
        if count:
            found[table] = max(found.get(table, 0), count)
    if found:
        raise WorkedOn(found)


def _references() -> Iterator[tuple[str, str, bool]]:
    """Give every column of every table that names a unit: table, column, whether it names several."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Unit and model._meta.db_table not in _NOT_WORK:
                yield model._meta.db_table, field.column, False
    yield "dossiers_dossier", "consulted_units", True
