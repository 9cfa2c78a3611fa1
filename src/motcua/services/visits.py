"""The visit (lượt): identity once, several dossiers, one taking of money; guidance alone is a visit too."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.services import ledger
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage import ids, sealing
from motcua.storage.visits.models import Visit, VisitDossier

RECEIVERS = (Role.CLERK, Role.ONE_STOP_HEAD)


class NoSuchVisit(LookupError):
    """There is no such visit, or it is another clerk's: the two are not told apart."""


def join(*, dossier_id: uuid.UUID, walk_in: WalkIn, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Put a dossier just received into the submitter's open visit at this counter, or into a new one; return the visit.

    Runs in the transaction of the reception. A dossier stands in one visit only: a repeat changes nothing.
    """
    known = VisitDossier.objects.filter(dossier_id=dossier_id).values_list("visit_id", flat=True).first()
    if known is not None:
        return known
    number = "".join(walk_in.submitter.number.split())
    key = sealing.blind("identity", number) if number else None
    visit = _open(actor, walk_in.received_unit, key, at) or _begin(walk_in.received_unit, walk_in.submitter, key, actor, at)
    VisitDossier.objects.create(visit_id=visit, dossier_id=dossier_id)
    return visit


def guide(*, unit_id: uuid.UUID, actor: Actor, at: dt.datetime, about: str = "") -> uuid.UUID:
    """Log that somebody was told how, without filing; `about` is the procedure's code where one was chosen.

    Raises NoSuchVisit where the actor serves no counter of the unit.
    """
    if str(unit_id) not in actor.reach_as(*RECEIVERS):
        raise NoSuchVisit(str(unit_id))
    day = local(at).date()
    known = about if about and configuration.current().in_force(about, day) is not None else ""
    visit = Visit.objects.create(
        id=ids.new(), unit_id=unit_id, clerk=uuid.UUID(actor.id), day=day, started_at=at, ended_at=at, guided=True, about=known
    )
    ledger.note_subject(subject=visit.id, kind="visit", action="visit.guided", actor=actor, at=at, data={"about": known, "unit": str(unit_id)})
    return visit.id


def end(*, visit_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """End a visit: the next dossier of the same person begins another. Raises NoSuchVisit."""
    visit = mine(visit_id=visit_id, actor=actor)
    if visit.ended_at is None:
        Visit.objects.filter(id=visit.id).update(ended_at=at)


def mine(*, visit_id: uuid.UUID, actor: Actor) -> Visit:
    """Return a visit of a counter the actor serves. Raises NoSuchVisit."""
    visit = Visit.objects.filter(id=visit_id).first()
    if visit is None or str(visit.unit_id) not in actor.reach_as(*RECEIVERS):
        raise NoSuchVisit(str(visit_id))
    return visit


def person(*, visit_id: uuid.UUID, actor: Actor, at: dt.datetime) -> dict[str, str]:
    """Return what is known about the person of an open visit, for the next dossier's screen; the reading is recorded.

    Raises NoSuchVisit, also for a visit that has ended.
    """
    visit = mine(visit_id=visit_id, actor=actor)
    if visit.ended_at is not None or visit.person_sealed is None:
        raise NoSuchVisit(str(visit_id))
    kept = sealing.unseal(visit.person_sealed, context="visits.person")
    shown = list(visit.dossiers.values_list("dossier_id", flat=True))
    ledger.read(actor=actor, at=at, purpose="visit", dossier_ids=shown)
    return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, Mapping) else {}


def _open(actor: Actor, unit: uuid.UUID, key: str | None, at: dt.datetime) -> uuid.UUID | None:
    if key is None:
        return None
    found = Visit.objects.filter(clerk=uuid.UUID(actor.id), day=local(at).date(), ended_at=None, unit_id=unit, person_key=key)
    return found.order_by("-id").values_list("id", flat=True).first()


def _begin(unit: uuid.UUID, submitter: Typed, key: str | None, actor: Actor, at: dt.datetime) -> uuid.UUID:
    said = {name: value for name, value in asdict(submitter).items() if isinstance(value, str) and value}
    visit = Visit.objects.create(
        id=ids.new(), unit_id=unit, clerk=uuid.UUID(actor.id), day=local(at).date(), started_at=at, person_key=key,
        person_sealed=sealing.seal(said, context="visits.person"),
    )  # fmt: skip
    return visit.id
