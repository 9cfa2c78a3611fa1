"""Loading a whole catalogue from a folder: procedures, scope, schedules, words; what is there already is left alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.problem import Problem
from motcua.services import configuration
from motcua.services.catalogue import publishing, rights, rows, scope, words
from motcua.storage.procedures.models import Revision


@dataclass(frozen=True)
class Loaded:
    """How many of each were loaded, and what kept which procedure from being published."""

    published: int = 0
    unchanged: int = 0
    refused: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    decisions: int = 0
    fees: int = 0
    limits: int = 0
    synonyms: int = 0
    life_events: int = 0


def load(folder: Path, *, actor: Actor, at: dt.datetime) -> Loaded:
    """Load the procedures, decisions, rows and words of a folder, in one transaction. Raises NotController."""
    with transaction.atomic():
        found = load_documents(folder / "procedures", actor=actor, at=at)
        return Loaded(
            published=found.published, unchanged=found.unchanged, refused=found.refused,
            decisions=scope.load(_part(folder / "scope.json", "decisions"), actor=actor, at=at),
            fees=rows.add_fees(_part(folder / "fees.json", "rows"), actor=actor, at=at),
            limits=rows.add_limits(_part(folder / "limits.json", "rows"), actor=actor, at=at),
            synonyms=words.load_synonyms(_part(folder / "synonyms.json"), actor=actor, at=at),
            life_events=words.load_life_events(_part(folder / "life_events.json"), actor=actor, at=at),
        )  # fmt: skip


def load_documents(folder: Path, *, actor: Actor, at: dt.datetime) -> Loaded:
    """Draft and publish every document of a folder; staffing is not asked for, the staff may come later.

    A document that is published already is left alone; one with blocking problems is refused and named.
    """
    rights.check(actor)
    published, unchanged, refused = 0, 0, {}
    with transaction.atomic():
        for path in sorted(folder.glob("*.json")):
            document = json.loads(path.read_text(encoding="utf-8"))
            if _is_published(document):
                unchanged += 1
                continue
            blocking = tuple(
                p for p in publishing.problems(document, on=local(at).date(), staffed=False) if p.blocking
            )
            if blocking:
                refused[path.stem] = blocking
                continue
            draft = publishing.save_draft(document=document, actor=actor, at=at)
            publishing.freeze(
                Revision.objects.select_related("procedure").get(id=draft.revision_id), actor, at
            )
            published += 1
        if published:
            scope.recompute(local(at).date())
            configuration.changed()
    return Loaded(published=published, unchanged=unchanged, refused=refused)


def _is_published(document: Mapping[str, object]) -> bool:
    """Whether this very document, its number apart, is a published revision."""
    same = Revision.objects.filter(
        state="published",
        procedure__code=document.get("code"),
        procedure__publisher=document.get("publisher"),
    )
    bare = _without_number(document)
    return any(_without_number(kept) == bare for kept in same.values_list("document", flat=True))


def _without_number(document: Mapping[str, object]) -> dict[str, object]:
    return {name: part for name, part in document.items() if name != "number"}


def _part(path: Path, name: str | None = None) -> Iterable[Mapping[str, object]]:
    """The list in a file, under a name or as the whole; nothing where the file is absent."""
    if not path.exists():
        return []
    data = json.loads(path.read_text(encoding="utf-8"))
    found = data[name] if name else data
    assert isinstance(found, list)
    return found
