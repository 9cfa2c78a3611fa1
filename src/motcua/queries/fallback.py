"""What stands of slips, outages and later entries: booklets with what became of their slips, outages with their entries.

No line names a citizen. Who entered, who confirmed and who approved are named.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from motcua.domain.fallback import rights
from motcua.domain.fallback.rights import Act
from motcua.domain.fallback.rules import EntryState, OutageKind, SlipState
from motcua.domain.people.units import Level
from motcua.domain.permissions.roles import Actor
from motcua.queries import actors, apart, configuration
from motcua.storage.fallback.models import Booklet, LateEntry, Outage, Slip
from motcua.storage.procedures.models import Procedure

MOST = 300


@dataclass(frozen=True)
class BookletLine:
    """A booklet with how many of its slips are blank, used, spoilt and lost."""

    id: uuid.UUID
    unit_id: uuid.UUID
    unit: str
    number: int
    size: int
    made_at: dt.datetime
    made_by: str
    prints: int
    lost_at: dt.datetime | None
    lost_reason: str
    blank: int
    used: int
    spoilt: int
    lost: int


@dataclass(frozen=True)
class SlipLine:
    """A slip with its code, where it stands, and the dossier it became."""

    id: uuid.UUID
    ordinal: int
    code: str
    state: SlipState
    reason: str
    changed_at: dt.datetime | None
    changed_by: str
    dossier_id: uuid.UUID | None


@dataclass(frozen=True)
class OutageLine:
    """An outage with its entries counted: those that are dossiers, those that wait, those refused."""

    id: uuid.UUID
    unit_id: uuid.UUID
    unit: str
    kind: OutageKind
    began_at: dt.datetime
    ended_at: dt.datetime | None
    note: str
    declared_at: dt.datetime
    declared_by: str
    done: int
    waiting: int
    refused: int


@dataclass(frozen=True)
class EntryLine:
    """A later entry: its code, both times, who, the second person, the province, the outage it hangs on."""

    id: uuid.UUID
    dossier_id: uuid.UUID
    unit: str
    code: str
    what: str
    procedure: str
    received_at: dt.datetime
    entered_at: dt.datetime
    entered_by: str
    entered_by_id: uuid.UUID
    state: EntryState
    seconded_by: str
    seconded_at: dt.datetime | None
    seconded_how: str
    approved_by: str
    approved_at: dt.datetime | None
    refused_by: str
    refused_reason: str
    late_reason: str
    paper_receipt: str
    outage_id: uuid.UUID
    outage: OutageKind
    began_at: dt.datetime
    ended_at: dt.datetime | None
    note: str


def reach(actor: Actor, act: Act) -> frozenset[str]:
    """Return the units for which the actor may do this."""
    province = {key for key, unit in configuration.current().units.items() if unit.level is Level.PROVINCE}
    return rights.units(actor, act, province=province)


def booklets(units: Collection[str]) -> list[BookletLine]:
    """Return the booklets of the units, the latest first."""
    return _booklets(Booklet.objects.filter(unit__in=units).order_by("-made_at")[:MOST])


def booklet(booklet_id: uuid.UUID, units: Collection[str]) -> tuple[BookletLine, list[SlipLine]] | None:
    """Return a booklet of the units with its slips."""
    found = _booklets(Booklet.objects.filter(id=booklet_id, unit__in=units))
    if not found:
        return None
    rows = list(Slip.objects.filter(booklet=booklet_id).order_by("ordinal"))
    names = actors.names({row.changed_by for row in rows if row.changed_by})
    became = dict(LateEntry.objects.filter(slip__booklet=booklet_id, state="done").values_list("slip_id", "dossier_id"))
    return found[0], [
        SlipLine(r.id, r.ordinal, r.code, SlipState(r.state), r.reason, r.changed_at, names.get(r.changed_by, ""), became.get(r.id)) for r in rows
    ]


def outages(units: Collection[str], *, first: dt.date | None = None, last: dt.date | None = None) -> list[OutageLine]:
    """Return the outages of the units, the latest first; with two days those that touch them."""
    rows = Outage.objects.filter(unit__in=units)
    if first is not None and last is not None:
        rows = rows.filter(Q(ended_at=None) | Q(ended_at__date__gte=first), began_at__date__lte=last)
    return _outages(rows.order_by("-began_at"))


def outage(outage_id: uuid.UUID, units: Collection[str]) -> OutageLine | None:
    """Return an outage of the units."""
    return next(iter(_outages(Outage.objects.filter(id=outage_id, unit__in=units))), None)


def of_outage(outage_id: uuid.UUID) -> list[EntryLine]:
    """Return the entries of an outage in the order of their true times."""
    return _entries(LateEntry.objects.filter(outage=outage_id).order_by("received_at", "id"))


def of_period(units: Collection[str], *, first: dt.date, last: dt.date) -> list[EntryLine]:
    """Return the entries of the units whose true day lies in a period."""
    return _entries(LateEntry.objects.filter(unit__in=units, received_on__gte=first, received_on__lte=last).order_by("-received_at", "id"))


def to_second(actor: Actor) -> list[EntryLine]:
    """Return what waits for the actor as the second person, in the order of the true times; never what they entered."""
    return _entries(_to_second(actor).order_by("received_at", "id"))


def count_to_second(actor: Actor) -> int:
    """Return how many entries wait for the actor as the second person."""
    return _to_second(actor).count()


def open_of_day(unit_id: object, day: dt.date) -> int:
    """Return how many entries of a unit's true day are not yet dossiers."""
    return LateEntry.objects.filter(unit=unit_id or None, received_on=day, state__in=("waiting", "asked")).count()


def asked(units: Collection[str]) -> list[EntryLine]:
    """Return what waits for the province, the longest first."""
    return _entries(LateEntry.objects.filter(unit__in=units, state="asked").order_by("entered_at", "id"))


def count_asked(units: Collection[str]) -> int:
    """Return how many entries wait for the province."""
    return LateEntry.objects.filter(unit__in=units, state="asked").count()


def decided(units: Collection[str], *, limit: int = 50) -> list[EntryLine]:
    """Return what came too late and was decided, the latest first."""
    rows = LateEntry.objects.filter(unit__in=units).exclude(late_reason="").filter(Q(state="done") | Q(state="refused"))
    return _entries(rows.order_by("-entered_at")[:limit])


def waits_on_paper(code: str, *, actor: Actor) -> bool:
    """Return whether the code stands on a fallback slip that may still be entered: nobody learns more of it than that."""
    return Slip.objects.filter(apart.of_unit(actor, "booklet__unit"), code__iexact=code.strip(), state__in=(SlipState.BLANK.value, SlipState.USED.value)).exclude(entries__state="done").exists()


def _to_second(actor: Actor) -> QuerySet[LateEntry]:
    return LateEntry.objects.filter(unit__in=reach(actor, Act.SECOND), state="waiting").exclude(entered_by=uuid.UUID(actor.id))


def _booklets(rows: Iterable[Booklet]) -> list[BookletLine]:
    found = list(rows)
    names, unit = actors.names({row.made_by for row in found}), configuration.current().unit
    counts = {(b, s): n for b, s, n in Slip.objects.filter(booklet__in=found).values_list("booklet_id", "state").annotate(n=Count("id"))}
    return [
        BookletLine(
            row.id, row.unit_id, unit(row.unit_id).name, row.number, row.size, row.made_at, names.get(row.made_by, ""), row.prints, row.lost_at,
            row.lost_reason, *(counts.get((row.id, state.value), 0) for state in (SlipState.BLANK, SlipState.USED, SlipState.SPOILT, SlipState.LOST)),
        )
        for row in found
    ]  # fmt: skip


def _outages(rows: QuerySet[Outage]) -> list[OutageLine]:
    def of(*states: EntryState) -> Count:
        return Count("entries", filter=Q(entries__state__in=[state.value for state in states]))

    found = list(rows.annotate(done=of(EntryState.DONE), waiting=of(EntryState.WAITING, EntryState.ASKED), refused=of(EntryState.REFUSED))[:MOST])
    names, unit = actors.names({row.declared_by for row in found}), configuration.current().unit
    return [
        OutageLine(
            row.id, row.unit_id, unit(row.unit_id).name, OutageKind(row.kind), row.began_at, row.ended_at, row.note, row.declared_at,
            names.get(row.declared_by, ""), row.done, row.waiting, row.refused,
        )
        for row in found
    ]  # fmt: skip


def _entries(rows: QuerySet[LateEntry]) -> list[EntryLine]:
    found = list(rows.select_related("outage", "slip").defer("screen_sealed")[:MOST])
    people = {one for row in found for one in (row.entered_by, row.seconded_by, row.approved_by, row.refused_by) if one}
    names, unit = actors.names(people), configuration.current().unit
    titles = dict(Procedure.objects.filter(code__in={row.procedure_code for row in found}).values_list("code", "name"))
    return [
        EntryLine(
            row.id, row.dossier_id, unit(row.unit_id).name, row.slip.code, row.what, titles.get(row.procedure_code, row.procedure_code),
            row.received_at, row.entered_at, names.get(row.entered_by, ""), row.entered_by, EntryState(row.state),
            names.get(row.seconded_by, ""), row.seconded_at, row.seconded_how, names.get(row.approved_by, ""), row.approved_at,
            names.get(row.refused_by, ""), row.refused_reason, row.late_reason, row.paper_receipt,
            row.outage_id, OutageKind(row.outage.kind), row.outage.began_at, row.outage.ended_at, row.outage.note,
        )
        for row in found
    ]  # fmt: skip
