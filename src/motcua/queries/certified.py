"""What was certified: the originals of a dossier with their numbers, and the day's certifications of a counter."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.domain.certification import deeds
from motcua.domain.certification.deeds import Deed
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import access
from motcua.storage.dossiers.models import Dossier
from motcua.storage.visits.models import Certified


@dataclass(frozen=True)
class Numbered:
    """An original with its certification number; `spoilt` where the number was voided."""

    id: uuid.UUID
    deed: Deed
    ordinal: int
    name: str
    pages: int
    copies: int
    amount: int
    number: int
    year: int
    signer: uuid.UUID | None = None
    spoilt: bool = False


def of_dossier(dossier_id: uuid.UUID, *, spoilt: bool = False) -> tuple[Numbered, ...]:
    """Return the originals of a dossier in order; with `spoilt` also the numbers that were voided. The caller has judged the right."""
    found = Certified.objects.filter(dossier_id=dossier_id).order_by("ordinal", "number")
    return tuple(_numbered(row) for row in found if spoilt or row.spoilt_at is None)


def number_of(dossier_id: uuid.UUID) -> str:
    """Return the certification numbers of a dossier as one number of its result; empty where nothing was certified."""
    return number_text(of_dossier(dossier_id))


def number_text(found: Sequence[Numbered]) -> str:
    """Return certification numbers as one, such as "07-11/2026-SCT/BS"."""
    return deeds.numbers_words(found[0].deed, [one.number for one in found], found[0].year) if found else ""


@dataclass(frozen=True)
class DayLine:
    """A certification of the day."""

    dossier: Dossier
    originals: tuple[Numbered, ...]


def of_day(*, actor: Actor, day: dt.date, most: int = 200) -> list[DayLine]:
    """Return the certifications received on a day within the actor's reach, latest first."""
    rows = list(access.reachable(actor, Action.READ).filter(accepted_on=day, id__in=_of_day(day)).order_by("-id")[:most])
    numbers = _by_dossier(row.id for row in rows)
    return [DayLine(row, numbers.get(row.id, ())) for row in rows]


def _of_day(day: dt.date):  # type: ignore[no-untyped-def]
    return Certified.objects.filter(year=day.year, spoilt_at=None).values("dossier_id")


def _by_dossier(dossier_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Numbered, ...]]:
    found: dict[uuid.UUID, tuple[Numbered, ...]] = {}
    for row in Certified.objects.filter(dossier_id__in=list(dossier_ids), spoilt_at=None).order_by("ordinal"):
        found[row.dossier_id] = (*found.get(row.dossier_id, ()), _numbered(row))
    return found


def _numbered(row: Certified) -> Numbered:
    return Numbered(
        row.id, Deed(row.deed), row.ordinal, row.name, row.pages, row.copies, row.amount, row.number, row.year, row.signer,
        row.spoilt_at is not None,
    )  # fmt: skip
