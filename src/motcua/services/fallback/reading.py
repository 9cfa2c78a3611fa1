"""What the second person compares with the slip: names and papers of the entries that wait for them, the reading recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from motcua.domain.permissions.roles import Actor
from motcua.queries import fallback
from motcua.queries.fallback import EntryLine
from motcua.services import ledger
from motcua.services.certification import Desk
from motcua.services.fallback import screens
from motcua.services.fallback.screens import Screen
from motcua.storage import sealing
from motcua.storage.fallback.models import LateEntry


@dataclass(frozen=True)
class Compared:
    """An entry as it was typed: who handed in, for whom, which papers, how the fee was taken."""

    line: EntryLine
    name: str
    number: str
    owner: str
    papers: tuple[str, ...]
    paid: str


def to_second(*, actor: Actor, at: dt.datetime) -> list[Compared]:
    """Return what waits for the actor as the second person, with what stands on the slips; the reading is recorded."""
    lines = fallback.to_second(actor)
    sealed = dict(LateEntry.objects.filter(id__in=[line.id for line in lines]).values_list("id", "screen_sealed"))
    ledger.read(actor=actor, at=at, purpose="late_entry", dossier_ids=[line.dossier_id for line in lines])
    return [_compared(line, sealed[line.id]) for line in lines]


def _compared(line: EntryLine, sealed: bytes) -> Compared:
    screen = screens.from_data(sealing.unseal(sealed, context=screens.CONTEXT))  # type: ignore[arg-type]
    walk_in = screens.walk_in_of(screen)
    owner = walk_in.owner.name if walk_in.owner else ""
    return Compared(line, walk_in.submitter.name, walk_in.submitter.number, owner, _papers(screen), walk_in.paid)


def _papers(screen: Screen) -> tuple[str, ...]:
    if isinstance(screen, Desk):
        return tuple(f"{one.name}: {one.pages} trang, {one.copies} bản" for one in screen.originals)
    return tuple(paper.name for paper in screen.papers)

