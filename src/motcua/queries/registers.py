"""The register (sổ theo dõi hồ sơ): which received dossiers are not entered yet, and what each line says of its dossier."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.books.kinds import Kind
from motcua.domain.dossiers.corrections import Kind as Correction
from motcua.storage import statements
from motcua.storage.dossiers.models import Dossier
from motcua.storage.ledger.models import Entry

_NOT_ENTERED = """
SELECT d.id, d.received_unit_id, d.accepted_at, d.title FROM dossiers_dossier d
WHERE d.id IN (SELECT f.dossier_id FROM figures_fact f WHERE f.accepted_on >= %s
               UNION SELECT c.dossier_id FROM corrections_correction c WHERE c.kind = %s AND c.decided_at >= %s)
  AND (%s::uuid[] IS NULL OR d.received_unit_id = ANY(%s::uuid[]))
  AND d.parent_id IS NULL AND d.accepted_on >= %s AND d.learner IS NULL
  AND NOT EXISTS (SELECT 1 FROM books_bookline l JOIN books_book b ON b.id = l.book_id AND b.kind = %s WHERE l.dossier_id = d.id)
ORDER BY d.accepted_at, d.id
"""
_LINE = """
SELECT b.year, l.number FROM books_bookline l JOIN books_book b ON b.id = l.book_id AND b.kind = %s WHERE l.dossier_id = %s
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A received dossier that stands in no register yet."""

    dossier_id: uuid.UUID
    unit: uuid.UUID
    accepted_at: dt.datetime
    title: str


def not_entered(*, since: dt.date, units: Sequence[uuid.UUID] | None = None) -> list[Waiting]:
    """Return the dossiers received since a day that stand in no register, in the order they were received.

    What is done for others inside a dossier (a linked task) stands in the register of the dossier it belongs to. A dossier
    made void meanwhile has no fact any more and is found by its correction: it was received, so it stands there.
    """
    wanted = [str(unit) for unit in units] if units is not None else None
    rows = statements.run(_NOT_ENTERED, [since, Correction.VOID.value, since, wanted, wanted, since, Kind.REGISTER.value])
    return [Waiting(*row) for row in rows]  # type: ignore[arg-type]


def line_of(dossier_id: uuid.UUID) -> tuple[int, int] | None:
    """Return year and number of a dossier in the register; None while it is not entered."""
    rows = statements.run(_LINE, [Kind.REGISTER.value, dossier_id])
    return (int(str(rows[0][0])), int(str(rows[0][1]))) if rows else None


def dossiers(wanted: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Dossier]:
    """Return the dossiers of some lines by id."""
    return Dossier.objects.in_bulk(list(wanted))


def ways_of_return(wanted: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Return by which way each result reached the citizen, as its ledger says it."""
    found = Entry.objects.filter(chain__in=list(wanted), action="return_result").order_by("no").values_list("chain", "data")
    return {chain: str(data.get("way", "")) for chain, data in found}
