"""Agencies of chains and lists by decision, as the process keeps them in its snapshot of the configuration."""

from __future__ import annotations

from motcua.domain.people.agencies import Agency, Way
from motcua.domain.procedures.lists import ListKind, ListOfDay, ListState
from motcua.storage.chains import models as chains
from motcua.storage.lists.models import DecidedList


def agencies() -> tuple[Agency, ...]:
    """Return every agency, also those whose days are over."""
    return tuple(agency_of(row) for row in chains.Agency.objects.order_by("name", "valid_from"))


def agency_of(row: chains.Agency) -> Agency:
    """Return a stored agency as the domain knows it."""
    return Agency(
        id=str(row.id), name=row.name, kind=row.kind, areas=frozenset(row.areas), way=Way(row.way), valid_from=row.valid_from,
        valid_to=row.valid_to, unit=str(row.unit_id) if row.unit_id else None,
    )  # fmt: skip


def lists() -> tuple[ListOfDay, ...]:
    """Return the lists that a decision has approved, whatever their days."""
    rows = DecidedList.objects.filter(state=ListState.APPROVED.value).order_by("valid_from")
    return tuple(
        ListOfDay(
            kind=ListKind(row.kind), codes=frozenset(row.codes), first=row.valid_from, last=row.valid_to, decision=row.decision,
            decided_on=row.decided_on,
        )
        for row in rows if row.valid_from is not None and row.decided_on is not None
    )  # fmt: skip
