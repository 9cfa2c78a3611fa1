"""Counts that are not born from dossiers: entered by a unit for a day, with their source; taken back, never changed."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Kind
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import configuration
from motcua.services import ledger
from motcua.storage import ids
from motcua.storage.figures.models import Entered

ROLES = (Role.CONTROLLER, Role.HEAD, Role.ONE_STOP_HEAD)
MOST = 10**15
EARLIEST = dt.date(2000, 1, 1)


class NotAllowed(PermissionError):
    """The actor enters no counts for this unit."""


class EntryRefused(ValueError):
    """What is wrong, field by field: (field, what)."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {what}" for field, what in problems))
        self.problems = problems


def may(actor: Actor, unit_id: str) -> bool:
    """Return whether the actor enters counts for the unit: in one of its roles there, or above it."""
    config = configuration.current()
    return any(unit_id in config.under(top) for top in actor.units_as(*ROLES))


def enter(*, indicator: str, unit_id: str, day: dt.date, amount: int, source: str, actor: Actor, at: dt.datetime) -> uuid.UUID:
    """Enter a count and return its id. Raises KeyError for what is not entered, NotAllowed, EntryRefused."""
    one = ALL[indicator]
    if one.kind is not Kind.ENTERED:
        raise KeyError(indicator)
    if not may(actor, unit_id):
        raise NotAllowed
    source = clean_text(source)
    found = [("amount", "amount")] if not 0 <= amount <= MOST else []
    found += [("day", "ahead")] if day > local(at).date() else [("day", "long_ago")] if day < EARLIEST else []
    found += [("source", "source")] if not source else [("source", "long")] if len(source) > 300 else []
    if found:
        raise EntryRefused(*found)
    with transaction.atomic():
        row = Entered.objects.create(
            id=ids.new(), indicator=indicator, unit=uuid.UUID(unit_id), day=day, amount=amount, source=source, entered_at=at,
            entered_by=uuid.UUID(actor.id),
        )  # fmt: skip
        ledger.note_subject(
            subject=uuid.UUID(unit_id), kind="unit", action="figure.enter", actor=actor, at=at,
            data={"entry": str(row.id), "indicator": indicator, "day": day.isoformat(), "amount": amount},
        )  # fmt: skip
    return row.id


def withdraw(*, entry_id: uuid.UUID, actor: Actor, at: dt.datetime) -> str:
    """Take an entry back and return its indicator; a second time changes nothing. Raises NotAllowed."""
    with transaction.atomic():
        row = Entered.objects.select_for_update().filter(id=entry_id).first()
        if row is None or not may(actor, str(row.unit)):
            raise NotAllowed
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_by = at, uuid.UUID(actor.id)
            row.save(update_fields=["withdrawn_at", "withdrawn_by"])
            ledger.note_subject(
                subject=row.unit, kind="unit", action="figure.withdraw", actor=actor, at=at, data={"entry": str(row.id), "indicator": row.indicator}
            )
    return row.indicator
