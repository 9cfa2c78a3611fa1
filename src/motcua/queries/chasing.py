"""Whom to chase: answers that did not come in time, stops that are proposed, people to be called."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count

from motcua.domain import where as w
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import actors, configuration
from motcua.storage import sealing, statements
from motcua.storage.conditions import to_sql
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.travel import Call, CallTry, StopProposal

COUNTER = (Role.CLERK, Role.ONE_STOP_HEAD)
DESK = (Role.OFFICER, Role.HEAD, Role.RECORDS)
MOST = 300
_D = "dossiers_dossier"


@dataclass(frozen=True)
class Unanswered:
    """A dossier whose citizen has not answered by the day they were given."""

    id: uuid.UUID
    code: str
    title: str
    owner_name: str
    answer_by: dt.date
    days: int  # past it
    accepted: bool  # before acceptance it is refused at the counter, after it the head stops it
    proposed_at: dt.datetime | None
    proposed_by: str
    reason: str
    unit: str
    may_stop: bool  # the actor decides on a stop there


def unanswered(*, actor: Actor, at: dt.datetime, proposed: bool = False) -> tuple[Unanswered, ...]:
    """Return dossiers of the actor's units past their answer-by day, the longest first; `proposed`: only with a stop proposed."""
    units: frozenset[object] = frozenset(actor.reach_as(*DESK))
    counters: frozenset[object] = frozenset(actor.reach_as(*COUNTER))
    here = w.In("step_unit", units) | w.In("competent_unit", units) | w.In("received_unit", counters)
    text, values = to_sql(w.In("status", frozenset({5, 6})) & here & scope.of(actor, Action.READ))
    heads = actor.reach_as(Role.HEAD)
    today = local(at).date()
    rows = statements.records(
        f"SELECT {_D}.id, code, title, owner_name, competent_unit_id, accepted_at, r.answer_by, p.at AS proposed_at, "  # noqa: S608
        f"p.by AS proposed_by, p.reason_sealed FROM {_D} JOIN dossiers_request r ON r.dossier_id = {_D}.id "
        f"AND r.answered_at IS NULL AND r.answer_by < %s LEFT JOIN papers_stopproposal p ON p.dossier_id = {_D}.id "
        f"AND p.settled_at IS NULL WHERE ({text}) {'AND p.id IS NOT NULL' if proposed else ''} ORDER BY r.answer_by, {_D}.id LIMIT {MOST}",
        [today, *values],
    )
    names = actors.names({row["proposed_by"] for row in rows if row["proposed_by"]})  # type: ignore[misc]
    config = configuration.current()
    return tuple(
        Unanswered(
            id=row["id"], code=str(row["code"]), title=str(row["title"]), owner_name=str(row["owner_name"]), answer_by=row["answer_by"],  # type: ignore[arg-type]
            days=(today - row["answer_by"]).days, accepted=row["accepted_at"] is not None, proposed_at=row["proposed_at"],  # type: ignore[arg-type,operator,union-attr]
            proposed_by=names.get(row["proposed_by"], ""), reason=_opened(row["reason_sealed"]), unit=config.unit(row["competent_unit_id"]).name,  # type: ignore[arg-type]
            may_stop=str(row["competent_unit_id"]) in heads,
        )
        for row in rows
    )  # fmt: skip


def to_decide(*, actor: Actor, at: dt.datetime) -> int:
    """Return on how many stops, proposed for dossiers past their answer-by day, the actor has to decide: one statement."""
    if not actor.holds(Role.HEAD):
        return 0
    text, values = to_sql(w.In("status", frozenset({5, 6})) & scope.of(actor, Action.STOP))
    found = statements.run(
        f"SELECT count(*) FROM {_D} JOIN papers_stopproposal p ON p.dossier_id = {_D}.id AND p.settled_at IS NULL WHERE ({text}) "  # noqa: S608
        f"AND EXISTS (SELECT 1 FROM dossiers_request r WHERE r.dossier_id = {_D}.id AND r.answered_at IS NULL AND r.answer_by < %s)",
        [*values, local(at).date()],
    )
    return int(str(found[0][0]))


def proposal(dossier_id: uuid.UUID) -> str:
    """Return why a stop of the dossier is proposed; empty where none is."""
    row = StopProposal.objects.filter(dossier_id=dossier_id, settled_at=None).first()
    return _opened(row.reason_sealed) if row else ""


def _opened(sealed: object) -> str:
    return str(sealing.unseal(sealed, context="papers.stop")) if sealed else ""  # type: ignore[arg-type]


@dataclass(frozen=True)
class Tried:
    """One try to reach somebody."""

    outcome: str
    told: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class ToCall:
    """Somebody to be told who left neither telephone nor e-mail."""

    id: uuid.UUID
    dossier_id: uuid.UUID
    code: str
    title: str
    name: str
    address: str
    about: str
    made_at: dt.datetime
    unit: str
    tries: tuple[Tried, ...]


def calls(*, actor: Actor, unit: str = "", call_id: uuid.UUID | None = None) -> tuple[ToCall, ...]:
    """Return the people whom the actor's counters must reach, the oldest first; `unit`: of one counter."""
    found = Call.objects.filter(unit_id__in=_counters(actor, unit), settled_at=None)
    if call_id is not None:
        found = found.filter(id=call_id)
    rows = list(found.order_by("made_at", "id")[:MOST])
    dossiers = {d.id: d for d in Dossier.objects.filter(id__in=[r.dossier_id for r in rows])}
    tries = list(CallTry.objects.filter(call__in=rows).order_by("at"))
    names = actors.names({t.by for t in tries})
    return tuple(_to_call(row, dossiers[row.dossier_id], tries, names) for row in rows)


def calls_numbers(*, actor: Actor) -> dict[str, int]:
    """Return how many people wait to be called at each of the actor's counters."""
    waiting = Call.objects.filter(unit_id__in=_counters(actor, ""), settled_at=None)
    return {str(unit): count for unit, count in waiting.values_list("unit_id").annotate(Count("id")).order_by("unit_id")}


def _counters(actor: Actor, unit: str) -> list[str]:
    units = actor.reach_as(*COUNTER)
    return sorted(units & {unit} if unit else units)


def _to_call(row: Call, dossier: Dossier, tries: list[CallTry], names: dict[uuid.UUID, str]) -> ToCall:
    contact = sealing.unseal(dossier.contact_sealed, context="dossiers.contact") or {}
    said = contact if isinstance(contact, dict) else {}
    return ToCall(
        id=row.id, dossier_id=dossier.id, code=dossier.code, title=dossier.title, name=str(said.get("name") or dossier.owner_name),
        address=str(said.get("address") or ""), about=row.about, made_at=row.made_at,
        unit=configuration.current().unit(row.unit_id).name,
        tries=tuple(
            Tried(t.outcome, str(sealing.unseal(t.told_sealed, context="papers.told")) if t.told_sealed else "", t.at, names.get(t.by, ""))
            for t in tries if t.call_id == row.id
        ),
    )  # fmt: skip
