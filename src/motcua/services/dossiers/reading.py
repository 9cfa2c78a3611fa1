"""Reading citizens' dossiers: every look goes through here, and leaves one row with the dossiers that were shown."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.queries import access, counter_lists, dossier_pages, finding, worklists
from motcua.queries import certified as certifications
from motcua.queries.access import NotAllowed
from motcua.queries.certified import DayLine, Numbered
from motcua.queries.counter_lists import Page as CounterPage
from motcua.queries.dossier_pages import DossierPage
from motcua.queries.finding import Found
from motcua.queries.worklists import Filter
from motcua.queries.worklists import Page as WorkPage
from motcua.services import ledger

__all__ = ["NotAllowed", "certified", "certified_of_day", "counter_list", "dossier", "find", "worklist"]

LISTS: dict[str, Callable[..., CounterPage]] = {
    "to_answer": counter_lists.to_answer,
    "to_hand_over": counter_lists.to_hand_over,
    "to_return": counter_lists.to_return,
    "waiting": counter_lists.waiting,
    "uncollected": counter_lists.uncollected,
}


def dossier(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, purpose: str = "dossier") -> DossierPage:
    """Return a dossier's page and record the reading. Raises NotAllowed."""
    found = dossier_pages.page(actor=actor, at=at, dossier_id=dossier_id)
    _record(actor, at, purpose if found.full else "progress", [dossier_id])
    return found


def worklist(*, actor: Actor, at: dt.datetime, wanted: Filter, after: str = "") -> WorkPage:
    """Return a page of the desk's work-list and record the reading."""
    found = worklists.page(actor=actor, at=at, wanted=wanted, after=after)
    _record(actor, at, "worklist", found.ids)
    return found


def counter_list(*, name: str, actor: Actor, at: dt.datetime, after: str = "", unit: str = "") -> CounterPage:
    """Return a page of one of the counter's lists (LISTS) and record the reading."""
    more = {"after": after} if name != "to_hand_over" else {}
    if name == "uncollected":
        more["unit"] = unit
    found = LISTS[name](actor=actor, at=at, **more)
    _record(actor, at, name, found.ids)
    return found


def find(*, actor: Actor, at: dt.datetime, text: str) -> tuple[Found, ...]:
    """Return the dossiers a text may mean and record which were shown."""
    found = finding.find(actor=actor, at=at, text=text)
    _record(actor, at, "find", [one.id for one in found])
    return found


def certified(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime) -> tuple[Numbered, ...]:
    """Return what was certified in a dossier, spoilt numbers too, and record the reading. Raises NotAllowed."""
    access.get(actor, Action.READ, dossier_id)
    _record(actor, at, "certified", [dossier_id])
    return certifications.of_dossier(dossier_id, spoilt=True)


def certified_of_day(*, actor: Actor, at: dt.datetime) -> list[DayLine]:
    """Return the certifications received today within reach and record the reading."""
    found = certifications.of_day(actor=actor, day=local(at).date())
    _record(actor, at, "certified_today", [line.dossier.id for line in found])
    return found


def _record(actor: Actor, at: dt.datetime, purpose: str, shown: Iterable[uuid.UUID]) -> None:
    ledger.read(actor=actor, at=at, purpose=purpose, dossier_ids=list(shown))
