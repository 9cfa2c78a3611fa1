"""Settling by hand what the table does not decide: dossiers of divided units, roles and keys in them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation import states
from motcua.domain.reorganisation.states import Step
from motcua.services import configuration as configuration_service
from motcua.services import ledger
from motcua.services.reorganisation import deciding, moving, people, preparing, tree
from motcua.services.reorganisation.journal import Round
from motcua.storage.people.models import ApiKey, StaffRole
from motcua.storage.reorganisation.models import ByHand, Reorganisation


class NotOnList(LookupError):
    """It does not wait for anybody to choose, or no longer."""


class NoSuchHeir(ValueError):
    """The unit chosen takes over nothing from the divided one."""


def dossier(*, reorganisation_id: uuid.UUID, dossier_id: uuid.UUID, heir: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Say to which agency a dossier of a divided unit goes, and move it there with all that belongs to it.

    A dossier that has ended meanwhile stays where it is. Raises NotForThisPerson, NotNow, NotOnList, NoSuchHeir.
    """
    preparing.demand(actor, Step.SETTLE)
    with transaction.atomic():
        row = _row(reorganisation_id, Step.SETTLE)
        waiting = _waiting(row, "dossier", dossier_id)
        heirs = tree.heirs_of(row)
        if heir not in heirs.families(waiting.unit_id):
            raise NoSuchHeir(str(heir))
        deciding.list_todo(sorted(heirs.losing), only=[dossier_id])
        kept = Round(row.id, row.round)
        moving.move(kept, heirs, codes=tree.codes(), actor=actor, at=at, families={dossier_id: heir})
        _settle(waiting, heir, actor, at)


def role(*, reorganisation_id: uuid.UUID, role_id: uuid.UUID, heir: uuid.UUID | None, actor: Actor, at: dt.datetime) -> None:
    """Say in which unit somebody of a divided one goes on in a role; None: nowhere, the role ended with the unit.

    Raises NotForThisPerson, NotNow, NotOnList, NoSuchHeir.
    """
    preparing.demand(actor, Step.PLACE)
    with transaction.atomic():
        row = _row(reorganisation_id, Step.PLACE)
        waiting = _waiting(row, "role", role_id)
        _check(row, waiting, heir)
        held = StaffRole.objects.select_for_update().get(id=role_id)
        people.place(Round(row.id, row.round), [(held, heir)], on=row.on, basis=row.basis, actor=actor, at=at)
        _settle(waiting, heir, actor, at)
        configuration_service.changed()


def key(*, reorganisation_id: uuid.UUID, key_id: uuid.UUID, heir: uuid.UUID | None, actor: Actor, at: dt.datetime) -> None:
    """Say to which unit a machine's key goes; None: it stays with the unit that has ended, and opens nothing any more.

    Raises NotForThisPerson, NotNow, NotOnList, NoSuchHeir.
    """
    preparing.demand(actor, Step.PLACE)
    with transaction.atomic():
        row = _row(reorganisation_id, Step.PLACE)
        waiting = _waiting(row, "key", key_id)
        _check(row, waiting, heir)
        if heir is not None:
            people.place_key(Round(row.id, row.round), ApiKey.objects.select_for_update().get(id=key_id), heir)
        told = {"reorganisation": str(row.id), "unit": str(heir) if heir else None}
        ledger.note_subject(subject=key_id, kind="key", action="key.reorganise", actor=actor, at=at, data=told)
        _settle(waiting, heir, actor, at)


def _row(reorganisation_id: uuid.UUID, step: Step) -> Reorganisation:
    row = Reorganisation.objects.select_for_update().filter(id=reorganisation_id).first()
    if row is None:
        raise NotOnList
    states.after(step, preparing.state_of(row))
    return row


def _waiting(row: Reorganisation, kind: str, what: uuid.UUID) -> ByHand:
    found = ByHand.objects.select_for_update().filter(reorganisation=row, kind=kind, row=what, settled_at=None).first()
    if found is None:
        raise NotOnList
    return found


def _check(row: Reorganisation, waiting: ByHand, heir: uuid.UUID | None) -> None:
    if heir is not None and heir not in tree.heirs_of(row).of(waiting.unit_id):
        raise NoSuchHeir(str(heir))


def _settle(waiting: ByHand, heir: uuid.UUID | None, actor: Actor, at: dt.datetime) -> None:
    waiting.chosen, waiting.ended, waiting.settled_at, waiting.settled_by = heir, heir is None, at, actor.id
    waiting.save(update_fields=["chosen", "ended", "settled_at", "settled_by"])
