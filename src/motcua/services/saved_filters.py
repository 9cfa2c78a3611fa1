"""Work-list filters that a member of staff keeps under a name of their own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from motcua.domain.folding import clean_text
from motcua.domain.permissions.roles import Actor
from motcua.queries.worklists import Filter
from motcua.storage.dossiers.models import SavedFilter

MOST = 12
LONGEST = 80


class NoName(ValueError):
    """A filter is kept under a name."""


class TooManyFilters(ValueError):
    """Nobody keeps more filters than they can see at a glance."""


@dataclass(frozen=True)
class Saved:
    """A kept filter."""

    id: uuid.UUID
    name: str
    wanted: Filter


def of(actor: Actor) -> list[Saved]:
    """Return the actor's own filters by name."""
    rows = SavedFilter.objects.filter(staff_id=uuid.UUID(actor.id)).order_by("name", "id")[:MOST]
    return [Saved(row.id, row.name, Filter.read(row.query)) for row in rows]


def keep(*, actor: Actor, name: str, wanted: Filter) -> None:
    """Keep a filter; the same name again replaces it. Raises NoName, TooManyFilters."""
    name = clean_text(name)[:LONGEST]
    if not name:
        raise NoName
    mine = SavedFilter.objects.filter(staff_id=uuid.UUID(actor.id))
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise TooManyFilters(str(MOST))
    SavedFilter.objects.update_or_create(staff_id=uuid.UUID(actor.id), name=name, defaults={"query": wanted.as_query()})


def drop(*, actor: Actor, filter_id: uuid.UUID) -> None:
    """Drop one of one's own filters; somebody else's stays."""
    SavedFilter.objects.filter(staff_id=uuid.UUID(actor.id), id=filter_id).delete()
