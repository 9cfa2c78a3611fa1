"""Applying a reorganisation: one transaction in which units turn and everything open goes to its heir, or nothing does."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation import states
from motcua.domain.reorganisation.plan import Plan
from motcua.domain.reorganisation.states import Step
from motcua.queries import configuration
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.reorganisation import deciding, desks, moving, people, preparing, proof, tree
from motcua.services.reorganisation.journal import Round
from motcua.services.reorganisation.preparing import OtherUnconfirmed
from motcua.storage.reorganisation.models import ByHand, Reorganisation


class TooEarly(ValueError):
    """Units turn on the eve of the day at the earliest: until then people still work in the old ones. `first` may try."""

    def __init__(self, first: dt.date) -> None:
        self.first = first
        super().__init__(str(first))


@dataclass(frozen=True)
class Applied:
    """What was done: dossiers moved, dossiers somebody has to choose for, units opened and ended."""

    moved: int
    by_hand: int
    opened: int
    ended: int


def apply(*, reorganisation_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Applied:
    """Apply a prepared (or undone) reorganisation.

    Raises NotForThisPerson, NotNow, OtherUnconfirmed, TooEarly, SheetRefused (units have changed since), proof.Differs;
    nothing is changed then.
    """
    preparing.demand(actor, Step.APPLY)
    with transaction.atomic():
        row = locked(reorganisation_id)
        row.state = states.after(Step.APPLY, preparing.state_of(row)).value
        other = Reorganisation.objects.filter(state=row.state).exclude(id=row.id).first()
        if other is not None:
            raise OtherUnconfirmed(other.name)
        eve = row.on - dt.timedelta(days=1)
        if local(at).date() < eve:
            raise TooEarly(eve)
        plan = preparing.plan_of(row)
        row.round += 1
        done = _turn(row, plan, actor, at)
        row.applied_at, row.applied_by = at, actor.id
        row.save()
        data = {"round": row.round, "on": str(row.on), "moved": done.moved, "by_hand": done.by_hand, "opened": done.opened,
                "ended": done.ended, "statuses": row.before["statuses"], "clocks": row.before["clocks"]}  # fmt: skip
        ledger.note_subject(subject=row.id, kind="reorganisation", action="reorganisation.apply", actor=actor, at=at, data=data)
        configuration_service.changed()
    return done


def locked(reorganisation_id: uuid.UUID) -> Reorganisation:
    """Lock the tree of units and a reorganisation, and take the time it needs; raises Reorganisation.DoesNotExist."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT 1 FROM people_epoch WHERE id = 1 FOR UPDATE")
    return Reorganisation.objects.select_for_update().get(id=reorganisation_id)


def _turn(row: Reorganisation, plan: Plan, actor: Actor, at: dt.datetime) -> Applied:
    kept, heirs, ending = Round(row.id, row.round), plan.heirs(), [unit.id for unit in plan.closings]
    deciding.list_todo(sorted(heirs.losing | set(ending)))
    row.before = proof.before()
    tree.turn(kept, plan, actor=actor, at=at)
    chosen = ByHand.objects.filter(reorganisation=row, kind="dossier").exclude(chosen=None)
    families = {one.row: one.chosen for one in chosen if one.chosen is not None}
    done = moving.move(kept, heirs, codes=tree.codes(), actor=actor, at=at, families=families)
    desks.papers(kept, ending, heirs, actor=actor, at=at)
    people.roles(kept, ending, heirs, on=row.on, basis=row.basis, actor=actor, at=at)
    people.keys(kept, ending, heirs)
    people.delegations(kept, ending, on=row.on, actor=actor, at=at)
    people.counters(kept, ending, heirs)
    people.drafts(kept, ending, heirs)
    closed = desks.close_books(kept, ending, actor=actor, at=at)
    desks.open_books(kept, closed, heirs, configuration.current(), on=max(row.on, local(at).date()), at=at)
    ByHand.objects.filter(reorganisation=row).exclude(chosen=None, ended=False).update(settled_at=at, settled_by=actor.id)
    row.after = proof.after(ending)
    proof.agree(row.before, row.after)
    return Applied(done.moved, done.by_hand, len(plan.openings), len(ending))
