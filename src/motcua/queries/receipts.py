"""Receipts and shifts looked up: of a unit and a day, one by one, those that wait for a second signature."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from motcua.domain.fees import receipts as rules
from motcua.domain.permissions.roles import Actor
from motcua.queries import apart, configuration
from motcua.storage.fees.models import BankAccount, Receipt, ReceiptLine, Refund, Shift

MOST = 1000  # receipts of one day and unit, shifts of one list


@dataclass(frozen=True)
class Seen:
    """A receipt in a list, without the payer's name; money in whole đồng."""

    id: uuid.UUID
    unit: str  # code
    symbol: str
    number: int
    at: dt.datetime
    codes: tuple[str, ...]
    dossiers: tuple[uuid.UUID, ...]
    way: str
    reference: str
    phi: int
    le_phi: int
    total: int
    given_back: int
    clerk: str
    clerk_name: str
    shift_id: uuid.UUID | None
    visit_id: uuid.UUID | None
    prints: int
    voided_at: dt.datetime | None
    void_reason: str

    @property
    def shown(self) -> str:
        """The number as printed."""
        return rules.shown(self.number)

    @property
    def stands(self) -> bool:
        return self.voided_at is None


def of_day(*, unit_ids: Collection[object], day: dt.date) -> list[Seen]:
    """Return the receipts of these units on a day, in the order of their numbers, in three statements at most."""
    rows = Receipt.objects.filter(unit_id__in=unit_ids, day=day).order_by("unit_id", "symbol", "number")[:MOST]
    return seen(list(rows))


def of_shift(shift_id: uuid.UUID) -> list[Seen]:
    """Return the receipts of a shift in the order of their numbers."""
    return seen(list(Receipt.objects.filter(shift_id=shift_id).order_by("symbol", "number")))


def of_dossier(dossier_id: uuid.UUID) -> list[Seen]:
    """Return the receipts that name a dossier, in the order they were issued."""
    found = Receipt.objects.filter(lines__dossier_id=dossier_id).distinct().order_by("at", "number")
    return seen(list(found))


def refunds_of_shift(shift_id: uuid.UUID) -> list[Refund]:
    """Return what was given back in a shift."""
    return list(Refund.objects.filter(shift_id=shift_id).select_related("receipt").order_by("at"))


def refunds_of_day(*, unit_ids: Collection[object], day: dt.date) -> list[Refund]:
    """Return what was given back at these units on a day."""
    found = Refund.objects.filter(receipt__unit_id__in=unit_ids, day=day).select_related("receipt").order_by("at")
    return list(found[:MOST])


def units_of(actor: Actor, day: dt.date) -> list[str]:
    """Return the units whose receipts the actor may see and which issue any: those of the roles, and those under them."""
    reach = actor.reach_as(*rules.TAKERS)
    config = configuration.current()
    found = [config.unit(unit) for unit in reach if unit in config.units]
    named = sorted((u for u in found if u.valid_from <= day), key=lambda u: u.code)
    return [str(u.id) for u in named]


def may_see(actor: Actor, unit_id: object) -> bool:
    """Return whether the receipts of the unit are the actor's to see."""
    return str(unit_id) in actor.reach_as(*rules.TAKERS)


def shift(*, shift_id: uuid.UUID, actor: Actor) -> Shift | None:
    """Return a shift the actor may see: their own, or of a unit whose receipts they see. None otherwise."""
    found = Shift.objects.filter(apart.of_unit(actor), id=shift_id).first()
    if found is None or not (found.clerk == actor.id or may_see(actor, found.unit_id)):
        return None
    return found


def shifts(*, actor: Actor, day: dt.date) -> list[Shift]:
    """Return the shifts of a day that the actor may see, by unit and clerk."""
    mine = Q(clerk=actor.id) | Q(unit_id__in=actor.reach_as(*rules.KEEPERS))
    return list(Shift.objects.filter(mine, apart.of_unit(actor), day=day).order_by("unit_id", "clerk_name", "ordinal")[:MOST])


def unfinished(*, actor: Actor, day: dt.date) -> list[Shift]:
    """Return what waits: the actor's own shifts of earlier days still open, and closed ones of their units to countersign."""
    keeps = Q(unit_id__in=actor.reach_as(*rules.KEEPERS))
    own = Q(clerk=actor.id, closed_at=None, day__lt=day)
    stale = keeps & Q(closed_at=None, day__lt=day)
    waiting = keeps & Q(closed_at__isnull=False, countersigned_at=None) & ~Q(clerk=actor.id) & ~Q(closed_by=actor.id)
    return list(Shift.objects.filter(own | stale | waiting, apart.of_unit(actor)).order_by("day", "clerk_name", "ordinal")[:100])


def open_shifts(*, actor: Actor, day: dt.date) -> list[Shift]:
    """Return the actor's own open shifts of the day."""
    return list(Shift.objects.filter(apart.of_unit(actor), clerk=actor.id, day=day, closed_at=None).order_by("unit_id"))


def account_of(unit_id: object, day: dt.date) -> BankAccount | None:
    """Return the bank account of a unit on a day, else of the unit above it; None where there is none."""
    config, here = configuration.current(), str(unit_id)
    while here in config.units:
        found = BankAccount.objects.filter(unit_id=here, first_day__lte=day).order_by("-first_day").first()
        if found is not None:
            return found if found.bin else None
        above = config.units[here].parent_id
        if above is None:
            return None
        here = str(above)
    return None


def accounts_of(unit_ids: Iterable[object]) -> list[BankAccount]:
    """Return every bank account of these units, the latest first."""
    return list(BankAccount.objects.filter(unit_id__in=list(unit_ids)).order_by("unit_id", "-first_day"))


def seen(rows: list[Receipt]) -> list[Seen]:
    """Return receipts as a list shows them, with their dossiers and what was given back, in two statements."""
    wanted = [row.id for row in rows]
    codes: dict[uuid.UUID, dict[str, uuid.UUID]] = {one: {} for one in wanted}
    for receipt_id, code, dossier_id in (
        ReceiptLine.objects.filter(receipt_id__in=wanted).order_by("ordinal").values_list("receipt_id", "code", "dossier_id")
    ):
        codes[receipt_id][code] = dossier_id
    back: dict[uuid.UUID, int] = {}
    for receipt_id, total in Refund.objects.filter(receipt_id__in=wanted).values_list("receipt_id", "total"):
        back[receipt_id] = back.get(receipt_id, 0) + total
    unit = configuration.current().unit
    return [
        Seen(
            id=r.id, unit=unit(r.unit_id).code, symbol=r.symbol, number=r.number, at=r.at, codes=tuple(codes[r.id]),
            dossiers=tuple(codes[r.id].values()), way=r.way, reference=r.reference, phi=r.phi, le_phi=r.le_phi, total=r.total,
            given_back=back.get(r.id, 0), clerk=r.clerk, clerk_name=r.clerk_name, shift_id=r.shift_id, visit_id=r.visit_id,
            prints=r.prints, voided_at=r.voided_at, void_reason=r.void_reason,
        )
        for r in rows
    ]  # fmt: skip
