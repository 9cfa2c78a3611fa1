"""Corrections: of a dossier, of one who asked, what waits for procedure control, and the line of their own in the figures."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from motcua.domain.dossiers import corrections as rules
from motcua.domain.dossiers.corrections import Kind, Outcome
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, apart, board, configuration
from motcua.queries.dossier_parts import Names
from motcua.storage import sealing
from motcua.storage.corrections.models import Correction
from motcua.storage.people.models import ApiKey

MOST = 200
PAGE = 50


@dataclass(frozen=True)
class Asked:
    """A correction as pages show it; `reason` and `words` stay empty where only codes may be seen."""

    id: uuid.UUID
    dossier_id: uuid.UUID
    code: str
    title: str
    kind: Kind
    status: int
    asked_at: dt.datetime
    asked_by: str
    asked_unit: str
    late: bool
    outcome: str  # empty while it is open
    decided_at: dt.datetime | None
    decided_by: str
    wanted: str | dt.datetime  # the unit or the date that was asked for
    before: str | dt.datetime  # and the one that stood, or when it had ended
    reason: str = ""
    words: str = ""

    @property
    def open(self) -> bool:
        return self.decided_at is None


def reopened(dossier_id: uuid.UUID, *, since: dt.datetime) -> tuple[dt.datetime, ...]:
    """Return when a dossier was opened again since the moment at which its clock began."""
    found = Correction.objects.filter(
        dossier_id=dossier_id, kind=Kind.REOPEN.value, outcome=Outcome.APPROVED.value, decided_at__gte=since
    )
    return tuple(moment for moment in found.order_by("decided_at").values_list("decided_at", flat=True) if moment)


def of_dossier(dossier_id: uuid.UUID, names: Names) -> tuple[Asked, ...]:
    """Return the corrections of a dossier with their words, oldest first; the caller has judged the right to read it."""
    return _shown(Correction.objects.filter(dossier_id=dossier_id).select_related("dossier").order_by("asked_at"), names, told=True)


def own(actor: Actor) -> tuple[Asked, ...]:
    """Return what the actor asked for, latest first."""
    names = Names(configuration.current())
    return _shown(Correction.objects.filter(apart.of_dossier(actor), asked_by=_id(actor)).select_related("dossier").order_by("-asked_at")[:MOST], names)


def waiting(actor: Actor) -> tuple[Asked, ...]:
    """Return what waits for the actor to decide on, the oldest first: not their own, not where they are a party."""
    found = Correction.objects.filter(decided_at=None, dossier__in=_decidable(actor)).exclude(asked_by=_id(actor))
    return _shown(found.select_related("dossier").order_by("asked_at", "id")[:MOST], Names(configuration.current()))


def count_waiting(actor: Actor) -> int:
    """Return how many dossiers have a request that waits for the actor; a dossier has one at a time."""
    asked = Correction.objects.filter(decided_at=None).exclude(asked_by=_id(actor)).values_list("dossier_id", flat=True)
    return access.reachable(actor, Action.REFUSE_CORRECTION).filter(id__in=list(asked)).count()


def decided(actor: Actor, *, since: dt.datetime) -> tuple[Asked, ...]:
    """Return what was decided since the moment within the actor's reach of deciding, latest first."""
    found = Correction.objects.filter(decided_at__gte=since, dossier__in=_decidable(actor)).exclude(outcome=Outcome.WITHDRAWN.value)
    return _shown(found.select_related("dossier").order_by("-decided_at")[:MOST], Names(configuration.current()))


def one(correction_id: uuid.UUID, actor: Actor) -> Asked:
    """Return a correction on whose dossier the actor may decide. Raises access.NotAllowed."""
    found = Correction.objects.filter(id=correction_id, dossier__in=_decidable(actor)).select_related("dossier")
    shown = _shown(found, Names(configuration.current()), told=True)
    if not shown:
        raise access.NotAllowed(Action.REFUSE_CORRECTION)
    return shown[0]


def _decidable(actor: Actor) -> QuerySet[object]:
    return access.reachable(actor, Action.REFUSE_CORRECTION).values("id")  # type: ignore[return-value]


@dataclass(frozen=True)
class Row:
    """A line of the figures: how many corrections of a kind somebody asked for, and what became of them."""

    kind: Kind
    unit_id: str
    unit: str
    by_id: str
    by: str
    asked: int
    approved: int
    refused: int
    withdrawn: int
    late: int  # of those asked, the dossier had passed its legal time limit already

    @property
    def open(self) -> int:
        return self.asked - self.approved - self.refused - self.withdrawn


def figures(actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date) -> tuple[Row, ...]:
    """Return the corrections asked for in the period, both days included, by unit, requester and kind; within the board's reach."""
    found = (
        _of_period(actor, unit_id, first, last)
        .order_by()
        .values("asked_unit_id", "asked_by", "kind")
        .annotate(
            asked=Count("id"), late=Count("id", filter=Q(late=True)),
            **{o.value: Count("id", filter=Q(outcome=o.value)) for o in Outcome},
        )
    )  # fmt: skip
    config, rows = configuration.current(), list(found)
    names = Names(config)
    _fetch(names, [row["asked_by"] for row in rows])
    made = [
        Row(
            Kind(r["kind"]), str(r["asked_unit_id"]), names.unit(r["asked_unit_id"]), str(r["asked_by"]), names.person(r["asked_by"]),
            r["asked"], r["approved"], r["refused"], r["withdrawn"], r["late"],
        )
        for r in rows
    ]  # fmt: skip
    order = {kind: number for number, kind in enumerate(rules.RULES)}
    return tuple(sorted(made, key=lambda r: (r.unit, r.by, order[r.kind])))


def behind(
    actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date, kind: str = "", by: str = "", after: uuid.UUID | None = None
) -> tuple[tuple[Asked, ...], bool]:
    """Return a page of the corrections behind a number, the latest first, without their words, and whether more follow."""
    found = _of_period(actor, unit_id, first, last)
    if kind:
        found = found.filter(kind=kind)
    if by:
        found = found.filter(asked_by=by)
    if after is not None:
        found = found.filter(id__lt=after)
    page = list(found.select_related("dossier").order_by("-id")[: PAGE + 1])
    return _shown(page[:PAGE], Names(configuration.current())), len(page) > PAGE


def numbers(*, unit: str, since: dt.date) -> Mapping[str, int]:
    """Return how many corrections a unit asked for since the day: `asked`, of them `open`, of them for dossiers already `late`."""
    found = Correction.objects.filter(asked_unit_id=unit, asked_on__gte=since)
    return found.aggregate(asked=Count("id"), open=Count("id", filter=Q(decided_at=None)), late=Count("id", filter=Q(late=True)))


def _of_period(actor: Actor, unit_id: str | None, first: dt.date, last: dt.date) -> QuerySet[Correction]:
    _unit, counted = board.reach(actor, unit_id)
    return Correction.objects.filter(asked_on__range=(first, last), asked_unit_id__in=sorted(counted))


def _shown(found: Iterable[Correction], names: Names, *, told: bool = False) -> tuple[Asked, ...]:
    rows = list(found)
    _fetch(names, [person for row in rows for person in (row.asked_by, row.decided_by) if person])
    return tuple(_one(row, names, told) for row in rows)


def _fetch(names: Names, ids: Iterable[uuid.UUID]) -> None:
    """Fetch the names of staff, and of the keys through which another system asked."""
    wanted = set(ids)
    names.fetch(wanted)
    machines = wanted - set(names.people)
    if machines:
        names.people |= dict(ApiKey.objects.filter(id__in=machines).values_list("id", "name"))


def _one(row: Correction, names: Names, told: bool) -> Asked:
    was = dict(row.before)
    return Asked(
        id=row.id, dossier_id=row.dossier_id, code=row.dossier.code, title=row.dossier.title, kind=Kind(row.kind), status=row.status,
        asked_at=row.asked_at, asked_by=names.person(row.asked_by), asked_unit=names.unit(row.asked_unit_id), late=row.late,
        outcome=row.outcome, decided_at=row.decided_at, decided_by=names.person(row.decided_by),
        wanted=_value(row.wanted.get("to_unit"), row.wanted.get("until"), names),
        before=_value(was.get("unit"), was.get("until") or was.get("finished_at"), names),
        reason=_opened(row.reason_sealed, "corrections.reason") if told else "",
        words=_opened(row.words_sealed, "corrections.words") if told else "",
    )  # fmt: skip


def _value(unit: object, moment: object, names: Names) -> str | dt.datetime:
    if unit:
        return names.unit(unit)
    return dt.datetime.fromisoformat(str(moment)) if moment else ""


def _opened(sealed: object, context: str) -> str:
    return str(sealing.unseal(sealed, context=context) or "") if sealed else ""  # type: ignore[arg-type]


def _id(actor: Actor) -> uuid.UUID:
    return uuid.UUID(actor.id)

