"""Confirming a reorganisation: from here nothing goes back; citizens and staff are told, divided units name their heir."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from motcua.domain.folding import clean_text
from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation import states
from motcua.domain.reorganisation.states import Step
from motcua.services import configuration as configuration_service
from motcua.services import ledger, ledger_bulk
from motcua.services.ledger_bulk import INCOMING, Next
from motcua.services.reorganisation import applying, journal, preparing, tree
from motcua.services.reorganisation.journal import Round
from motcua.services.units import UNFINISHED
from motcua.storage.dossiers.models import Dossier
from motcua.storage.people.models import Unit
from motcua.storage.reorganisation.models import ByHand, Reorganisation

TO_CITIZENS, TO_STAFF = "dossier.continued", "staff.continued"
FREED = "reorganise_free"  # a dossier whose officer did not come along is free again

_UNHELD = """
SELECT d.id, d.head_no, d.head, d.moved_at, d.status, d.step, d.step_unit_id FROM dossiers_dossier d
WHERE d.id = ANY(%(ids)s) AND d.assignee IS NOT NULL AND d.step_unit_id IS NOT NULL AND d.status = ANY(%(status)s) AND NOT EXISTS (
  SELECT 1 FROM people_staffrole r JOIN people_staff s ON s.id = r.staff_id AND s.is_active
  WHERE r.staff_id = d.assignee AND r.unit_id = d.step_unit_id AND r.role = d.step_role AND COALESCE(r.valid_to, 'infinity') >= %(on)s)
ORDER BY d.id FOR UPDATE OF d
"""


class StillByHand(ValueError):
    """So many dossiers, roles and keys still wait for somebody to choose."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(str(count))


class BasisMissing(ValueError):
    """A confirmation names the paper it rests on."""


def confirm(*, reorganisation_id: uuid.UUID, basis: str, actor: Actor, at: dt.datetime) -> int:
    """Confirm what was applied; return how many citizens' dossiers are told of.

    Raises NotForThisPerson, NotNow, StillByHand, BasisMissing; nothing is changed then.
    """
    preparing.demand(actor, Step.CONFIRM)
    words = clean_text(basis)[:300]
    if not words:
        raise BasisMissing
    with transaction.atomic():
        row = applying.locked(reorganisation_id)
        row.state = states.after(Step.CONFIRM, preparing.state_of(row)).value
        _drop_ended(row, actor, at)
        left = ByHand.objects.filter(reorganisation=row, settled_at=None).count()
        if left:
            raise StillByHand(left)
        kept = Round(row.id, row.round)
        dossiers = sorted(journal.rows(kept, "dossiers_dossier"))
        _name_heirs(row)
        freed = _free(dossiers, row, actor, at)
        _tell(kept, dossiers, row, at)
        row.confirmed_at, row.confirmed_by, row.confirmed_basis = at, actor.id, words
        row.save()
        data = {"basis": words, "dossiers": len(dossiers), "freed": freed}
        ledger.note_subject(subject=row.id, kind="reorganisation", action="reorganisation.confirm", actor=actor, at=at, data=data)
        configuration_service.changed()
    return len(dossiers)


def _drop_ended(row: Reorganisation, actor: Actor, at: dt.datetime) -> None:
    """Take dossiers off the list that have ended while they waited: nothing of them goes on anywhere."""
    waiting = ByHand.objects.filter(reorganisation=row, kind="dossier", settled_at=None)
    ended = Dossier.objects.filter(id__in=waiting.values("row")).exclude(status__in=UNFINISHED).values_list("id", flat=True)
    waiting.filter(row__in=list(ended)).update(settled_at=at, settled_by=actor.id)


def _name_heirs(row: Reorganisation) -> None:
    """Let a divided unit name who keeps its archive, now that nothing open is left in it."""
    heirs = tree.heirs_of(row)
    last = row.on - dt.timedelta(days=1)
    for unit in Unit.objects.filter(id__in=heirs.losing, valid_to=last, successor=None):
        Unit.objects.filter(id=unit.id).update(successor_id=heirs.main(unit.id))


def _free(dossiers: Sequence[uuid.UUID], row: Reorganisation, actor: Actor, at: dt.datetime) -> int:
    """Let go of dossiers whose officer has no such role where they are now: their head assigns them anew."""
    with connection.cursor() as cursor:
        cursor.execute(_UNHELD, {"ids": list(dossiers), "status": UNFINISHED, "on": row.on})
        lines = cursor.fetchall()
    ledger_bulk.begin()
    ledger_bulk.collect(_freed(lines, row, at), action=FREED, actor=actor)
    ledger_bulk.write()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE dossiers_dossier d SET assignee = NULL, head_no = i.no, head = i.digest, moved_at = i.at FROM {INCOMING} i WHERE i.chain = d.id"  # noqa: S608
        )
        cursor.execute(
            f"UPDATE dossiers_steprun t SET assignee = NULL FROM {INCOMING} i WHERE i.chain = t.dossier_id AND t.ended_at IS NULL"  # noqa: S608
        )
    return len(lines)


def _freed(lines: Sequence[tuple[object, ...]], row: Reorganisation, at: dt.datetime) -> Iterator[Next]:
    for chain, no, head, moved_at, status, step, unit in lines:
        yield Next(
            chain=chain, head_no=no, head=bytes(head), at=max(at, moved_at), before=status, after=status, step=step, unit=unit,  # type: ignore[arg-type, call-overload, type-var]
            data={"reorganisation": str(row.id)},
        )  # fmt: skip


def _tell(kept: Round, dossiers: Sequence[uuid.UUID], row: Reorganisation, at: dt.datetime) -> None:
    """Put one message a dossier and one a member of staff into the outbox."""
    columns = ("id", "topic", "chain", "body_sealed", "created_at")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT r.staff_id FROM people_staffrole r JOIN reorganisation_change c ON c.row = r.id AND c.inserted "
            "AND c.reorganisation_id = %s AND c.round = %s AND c.\"table\" = 'people_staffrole'",
            [kept.reorganisation, kept.number],
        )
        staff = sorted(one for (one,) in cursor.fetchall())
        with cursor.copy(f"COPY ledger_message ({', '.join(columns)}) FROM STDIN") as copy:
            for dossier in dossiers:
                body = {"dossier": str(dossier), "on": str(row.on), "at": at.isoformat()}
                [message] = ledger.messages(learner=None, topic=TO_CITIZENS, chain=dossier, body=body, at=at)
                copy.write_row([message[name] for name in columns])
            for person in staff:
                body = {"staff": str(person), "on": str(row.on), "at": at.isoformat()}
                [message] = ledger.messages(learner=None, topic=TO_STAFF, chain=None, body=body, at=at)
                copy.write_row([message[name] for name in columns])
