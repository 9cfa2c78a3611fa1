"""What went wrong by our own fault: of a dossier, and counted by responsible unit, kind and cause."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from motcua.domain.dossiers.faults import FaultCause, FaultKind
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import board, configuration
from motcua.queries.dossier_parts import Names
from motcua.storage import sealing
from motcua.storage.corrections.models import Fault

PAGE = 50


@dataclass(frozen=True)
class Admitted:
    """A fault as pages show it; `words` and `settled_words` stay empty where only codes may be seen."""

    id: uuid.UUID
    dossier_id: uuid.UUID
    code: str
    kind: FaultKind
    unit: str
    role: Role
    cause: FaultCause
    admitted_at: dt.datetime
    admitted_by: str
    reissued: bool
    settled_at: dt.datetime | None
    settled_by: str
    words: str = ""
    settled_words: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the figures: faults of a kind and cause for which a unit is responsible."""

    unit: str
    kind: FaultKind
    role: Role
    cause: FaultCause
    count: int
    open: int


def of_dossier(dossier_id: uuid.UUID, names: Names) -> tuple[Admitted, ...]:
    """Return the faults admitted in a dossier, oldest first; the caller has judged the right to read it."""
    return _shown(Fault.objects.filter(dossier_id=dossier_id).select_related("dossier").order_by("admitted_at"), names, told=True)


def open_of(dossier_id: uuid.UUID) -> frozenset[FaultKind]:
    """Return which kinds of faults are admitted in a dossier and not made good yet."""
    return frozenset(FaultKind(kind) for kind in Fault.objects.filter(dossier_id=dossier_id, settled_at=None).values_list("kind", flat=True))


def to_reissue(dossier_id: uuid.UUID) -> bool:
    """Return whether a wrong result of the dossier was admitted and has no right one yet."""
    return Fault.objects.filter(dossier_id=dossier_id, kind=FaultKind.WRONG_RESULT.value, settled_at=None, right=None).exists()


def figures(actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date) -> tuple[Row, ...]:
    """Return the faults admitted in the period, both days included, by responsible unit, kind, role and cause."""
    found = (
        _of_period(actor, unit_id, first, last)
        .order_by()
        .values("unit_id", "kind", "role", "cause")
        .annotate(count=Count("id"), open=Count("id", filter=Q(settled_at=None)))
    )
    names = Names(configuration.current())
    made = [
        Row(names.unit(r["unit_id"]), FaultKind(r["kind"]), Role(r["role"]), FaultCause(r["cause"]), r["count"], r["open"]) for r in found
    ]
    return tuple(sorted(made, key=lambda r: (r.unit, r.kind.value, r.role.value, r.cause.value)))


def behind(actor: Actor, *, unit_id: str | None, first: dt.date, last: dt.date) -> tuple[Admitted, ...]:
    """Return the latest faults behind the figures, without their words."""
    found = _of_period(actor, unit_id, first, last).select_related("dossier").order_by("-id")[:PAGE]
    return _shown(found, Names(configuration.current()))


def _of_period(actor: Actor, unit_id: str | None, first: dt.date, last: dt.date) -> QuerySet[Fault]:
    _unit, counted = board.reach(actor, unit_id)
    return Fault.objects.filter(admitted_on__range=(first, last), unit_id__in=sorted(counted))


def _shown(found: Iterable[Fault], names: Names, *, told: bool = False) -> tuple[Admitted, ...]:
    rows = list(found)
    names.fetch([person for row in rows for person in (row.admitted_by, row.settled_by)])
    return tuple(
        Admitted(
            id=row.id, dossier_id=row.dossier_id, code=row.dossier.code, kind=FaultKind(row.kind), unit=names.unit(row.unit_id),
            role=Role(row.role), cause=FaultCause(row.cause), admitted_at=row.admitted_at, admitted_by=names.person(row.admitted_by),
            reissued=row.right_id is not None, settled_at=row.settled_at, settled_by=names.person(row.settled_by),
            words=_opened(row.words_sealed, told), settled_words=_opened(row.settled_sealed, told),
        )
        for row in rows
    )  # fmt: skip


def _opened(sealed: object, told: bool) -> str:
    return str(sealing.unseal(sealed, context="corrections.fault") or "") if sealed and told else ""  # type: ignore[arg-type]
