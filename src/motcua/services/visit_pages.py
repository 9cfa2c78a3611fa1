"""Looking at visits: one visit with its dossiers, the day of a counter, what a person has with us; each look is recorded."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import visits as found_visits
from motcua.queries.visits import Day, Known, VisitLine
from motcua.services import ledger, visits
from motcua.storage import sealing


@dataclass(frozen=True)
class VisitPage:
    """A visit as its page shows it."""

    id: uuid.UUID
    name: str
    started_at: dt.datetime
    ended_at: dt.datetime | None
    lines: tuple[VisitLine, ...]

    @property
    def owed(self) -> int:
        """What is still to be paid, in đồng."""
        return sum(line.owed for line in self.lines)


def page(*, visit_id: uuid.UUID, actor: Actor, at: dt.datetime) -> VisitPage:
    """Return a visit with its dossiers and record the reading. Raises visits.NoSuchVisit."""
    visit = visits.mine(visit_id=visit_id, actor=actor)
    lines = tuple(found_visits.lines(visit_id=visit_id, actor=actor))
    ledger.read(actor=actor, at=at, purpose="visit", dossier_ids=[line.id for line in lines])
    kept = sealing.unseal(visit.person_sealed, context="visits.person") if visit.person_sealed else {}
    name = str(kept.get("name", "")) if isinstance(kept, dict) and lines else ""
    return VisitPage(visit.id, name, visit.started_at, visit.ended_at, lines)


def of_dossier(*, dossier_id: uuid.UUID, actor: Actor) -> uuid.UUID | None:
    """Return the visit that brought a dossier, at a counter the actor serves."""
    visit_id = found_visits.of_dossier(dossier_id)
    try:
        return visits.mine(visit_id=visit_id, actor=actor).id if visit_id else None
    except visits.NoSuchVisit:
        return None


def day(*, actor: Actor, at: dt.datetime) -> Day:
    """Return the day of the counters the actor serves: numbers by clerk, nobody's data."""
    return found_visits.day(actor=actor, on=local(at).date())


def known(*, number: str, code: str, components: Iterable[str], actor: Actor, at: dt.datetime) -> Known:
    """Return what the person with this identity number has with us within the actor's reach, and record the look."""
    plain = "".join(number.split())
    if not plain:
        return Known()
    found = found_visits.known(person_key=sealing.blind("identity", plain), code=code, components=components, actor=actor)
    ledger.read(actor=actor, at=at, purpose="known_person", dossier_ids=found.dossier_ids)
    return found
