"""Looking papers up: what is to be received, what was sent and by whom it is still missed, parcels, one dossier's trail."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from motcua.domain.calendar import Calendar
from motcua.domain.hours import local, moment_on
from motcua.domain.papers import rights
from motcua.domain.papers.transfers import CARRIED_NEXT, OPEN, Act, Carried, Line
from motcua.domain.permissions.roles import Actor
from motcua.queries import actors, configuration
from motcua.queries.configuration import Configuration
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.papers.models import Paper
from motcua.storage.papers.travel import Bundle, Movement, Transfer, TransferLine

MOST = 300


@dataclass(frozen=True)
class Short:
    """A paper that was missed, by its name, counted."""

    name: str
    originals: int
    certified: int
    copies: int


@dataclass(frozen=True)
class PaperLine:
    """One bundle on its way: what it is, between whom, since when, and what became of it so far."""

    id: uuid.UUID
    transfer: uuid.UUID
    number: str
    what: str
    way: str
    label: str
    dossier_id: uuid.UUID
    code: str
    title: str
    owner_name: str
    from_unit: str
    to_unit: str  # empty: to the citizen's home
    state: str
    sent_at: dt.datetime
    state_at: dt.datetime
    overdue: bool
    slip_id: uuid.UUID | None
    waybill: str
    carried: str
    missing: tuple[Short, ...] = ()
    said: str = ""

    @property
    def disputed(self) -> bool:
        return self.state == Line.DISPUTED.value

    @property
    def back(self) -> bool:
        """Whether the post brought it back."""
        return self.carried == Carried.RETURNED.value


@dataclass(frozen=True)
class PaperNumbers:
    """Counts beside the lists of a room."""

    to_receive: int
    overdue: int
    disputed: int


def to_receive(*, actor: Actor, at: dt.datetime) -> tuple[PaperLine, ...]:
    """Return bundles that wait for one of the actor's units, oldest first; a disputed one may be received when it is whole."""
    return _lines(_reached(actor, Act.RECEIVE).filter(state__in=OPEN), actor, at)


def sent(*, actor: Actor, at: dt.datetime, only: str = "") -> tuple[PaperLine, ...]:
    """Return bundles sent by the actor's units and not received yet, oldest first; `only`: overdue, disputed."""
    found = _reached(actor, Act.WITHDRAW).filter(state__in=OPEN)
    if only == "overdue":
        found = found.filter(transfer__sent_at__lt=overdue_before(configuration.current(), actor, at))
    if only == "disputed":
        found = found.filter(state=Line.DISPUTED.value)
    return _lines(found, actor, at)


def numbers(*, actor: Actor, at: dt.datetime) -> PaperNumbers:
    """Return how many bundles wait for the actor's units, and how many of theirs are overdue or disputed: two statements."""
    cut = overdue_before(configuration.current(), actor, at)
    waiting = _reached(actor, Act.RECEIVE).filter(state=Line.SENT.value).count()
    ours = _reached(actor, Act.WITHDRAW).filter(state__in=OPEN).aggregate(
        overdue=Count("id", filter=Q(transfer__sent_at__lt=cut)), disputed=Count("id", filter=Q(state=Line.DISPUTED.value))
    )
    return PaperNumbers(waiting, ours["overdue"], ours["disputed"])


def overdue_before(config: Configuration, actor: Actor, at: dt.datetime) -> dt.datetime:
    """Return the moment before which papers sent should have been received: so many working days have passed since."""
    unit = next((h.unit for h in actor.holdings if h.role in rights.HOLDERS), None)
    calendar: Calendar = config.calendar(unit) if unit else config.national
    day = local(at).date()
    for _n in range(int(str(config.setting("paper_receipt_days", day)))):
        day = calendar.previous_working_day(day)
    return moment_on(day, dt.time())


def _reached(actor: Actor, act: Act) -> QuerySet[TransferLine]:
    """Return the lines of transfers with which the actor may do this: the same table as the act itself."""
    condition = Q(pk__in=[])
    for side, units in rights.reach(actor, act).items():
        condition |= Q(**{f"transfer__{side.value}__in": sorted(units)})
    found = TransferLine.objects.filter(condition)
    if actor.learner is None:  # units of practice are nobody else's
        return found
    return found.filter(dossier_id__in=Dossier.objects.filter(learner=actor.learner).values("id"))


def line(*, line_id: uuid.UUID, actor: Actor, act: Act, at: dt.datetime) -> PaperLine | None:
    """Return one line within reach of the act, or None."""
    found = _lines(_reached(actor, act).filter(id=line_id), actor, at)
    return found[0] if found else None


def _lines(found: QuerySet[TransferLine], actor: Actor, at: dt.datetime) -> tuple[PaperLine, ...]:
    config = configuration.current()
    rows = list(found.select_related("transfer", "bundle").order_by("transfer__sent_at", "id")[:MOST])
    dossiers = {d.id: d for d in Dossier.objects.filter(id__in=[r.dossier_id for r in rows]).only("id", "code", "title", "owner_name")}
    names = _paper_names(rows)
    cut = overdue_before(config, actor, at)
    return tuple(_line(config, row, dossiers[row.dossier_id], names, cut) for row in rows)


def _line(config: Configuration, row: TransferLine, dossier: Dossier, names: Mapping[str, str], cut: dt.datetime) -> PaperLine:
    transfer = row.transfer
    said = sealing.unseal(row.said_sealed, context="papers.said") if row.said_sealed else ""
    return PaperLine(
        id=row.id, transfer=transfer.id, number=transfer.number, what=transfer.what, way=transfer.way,
        label=row.bundle.label if row.bundle else dossier.code, dossier_id=dossier.id, code=dossier.code, title=dossier.title,
        owner_name=dossier.owner_name, from_unit=config.unit(transfer.from_unit_id).name,
        to_unit=config.unit(transfer.to_unit_id).name if transfer.to_unit_id else "", state=row.state, sent_at=transfer.sent_at,
        state_at=row.state_at, overdue=transfer.sent_at < cut, slip_id=transfer.slip_id, waybill=transfer.waybill or "",
        carried=transfer.carried, missing=_shorts(row, names), said=str(said),
    )  # fmt: skip


def _shorts(row: TransferLine, names: Mapping[str, str]) -> tuple[Short, ...]:
    return tuple(
        Short(names.get(one["paper"], ""), one["originals"], one["certified"], one["copies"]) for one in row.missing or ()
    )


def _paper_names(rows: Iterable[TransferLine]) -> dict[str, str]:
    wanted = [one["paper"] for row in rows for one in row.missing or ()]
    return {str(key): name for key, name in Paper.objects.filter(id__in=wanted).values_list("id", "name")} if wanted else {}


@dataclass(frozen=True)
class Step:
    """One holder a bundle had."""

    holder: str
    unit: str
    person: str
    at: dt.datetime


@dataclass(frozen=True)
class BundleTrail:
    """A bundle: who has it, who had it, and whether it is on its way."""

    id: uuid.UUID
    label: str
    holder: str
    unit_id: uuid.UUID | None
    unit: str
    person: str
    since: dt.datetime
    steps: tuple[Step, ...]
    line: uuid.UUID | None = None  # of the open transfer
    on_way_to: str = ""
    state: str = ""
    waybill: str = ""
    carried: str = ""


def trail(dossier_id: uuid.UUID) -> tuple[BundleTrail, ...]:
    """Return the bundles of a dossier with every holder they had. The caller has checked that the dossier may be read."""
    config = configuration.current()
    bundles = list(Bundle.objects.filter(dossier_id=dossier_id).order_by("ordinal"))
    moves = list(Movement.objects.filter(bundle__in=bundles).order_by("bundle_id", "no"))
    names = actors.names({m.person for m in moves if m.person} | {b.person for b in bundles if b.person})
    open_lines = {
        one.bundle_id: one for one in TransferLine.objects.filter(bundle__in=bundles, state__in=OPEN).select_related("transfer")
    }

    def unit(key: uuid.UUID | None) -> str:
        return config.unit(key).name if key else ""

    found = []
    for bundle in bundles:
        way = open_lines.get(bundle.id)
        steps = tuple(
            Step(m.holder, unit(m.unit_id), names.get(m.person, "") if m.person else "", m.at) for m in moves if m.bundle_id == bundle.id
        )
        found.append(
            BundleTrail(
                bundle.id, bundle.label, bundle.holder, bundle.unit_id, unit(bundle.unit_id),
                names.get(bundle.person, "") if bundle.person else "", bundle.since, steps,
                line=way.id if way else None, on_way_to=unit(way.transfer.to_unit_id) if way else "", state=way.state if way else "",
                waybill=(way.transfer.waybill or "") if way else "", carried=way.transfer.carried if way else "",
            )
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True)
class Parcel:
    """A parcel as the post may see it: waybill, name and address written on it, what was said of it; no dossier."""

    id: uuid.UUID
    waybill: str
    name: str
    address: str
    from_unit: str
    carrier: str
    carried: str
    carried_at: dt.datetime | None
    sent_at: dt.datetime
    next: tuple[str, ...] = ()


def parcels(*, actor: Actor, under_way: bool = True, waybill: str = "") -> tuple[Parcel, ...]:
    """Return parcels of the actor's side, newest first: those still under way, or all."""
    condition = Q(pk__in=[])
    for side, units in rights.reach(actor, Act.CARRY).items():
        condition |= Q(**{f"{side.value}__in": sorted(units)})
    found = Transfer.objects.filter(condition, way="post")
    if under_way:
        found = found.exclude(carried__in=[Carried.DELIVERED.value]).filter(closed_at=None)
    if waybill:
        found = found.filter(waybill=waybill.strip().upper())
    config = configuration.current()
    return tuple(_parcel(config, row) for row in found.order_by(F("sent_at").desc())[:MOST])


def _parcel(config: Configuration, row: Transfer) -> Parcel:
    opened = sealing.unseal(row.parcel_sealed, context="papers.parcel") if row.parcel_sealed else {}
    written: Mapping[str, object] = opened if isinstance(opened, Mapping) else {}
    return Parcel(
        id=row.id, waybill=row.waybill or "", name=str(written.get("name", "")), address=str(written.get("address", "")),
        from_unit=config.unit(row.from_unit_id).name, carrier=config.unit(row.carrier_unit_id).name if row.carrier_unit_id else "",
        carried=row.carried, carried_at=row.carried_at, sent_at=row.sent_at,
        next=tuple(c.value for c in Carried if c in CARRIED_NEXT[Carried(row.carried)]),
    )  # fmt: skip


def dossiers_of(lines: Sequence[PaperLine]) -> list[uuid.UUID]:
    """Return the dossiers that a list of lines shows."""
    return list(dict.fromkeys(one.dossier_id for one in lines))
