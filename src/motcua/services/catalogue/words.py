"""Words people search with, and moments of life: loaded from plain data, one row each, replaced when given again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import search_words
from motcua.services import configuration, ledger
from motcua.services.catalogue import rights
from motcua.storage.procedures.models import LifeEvent, Synonym


def load_synonyms(entries: Iterable[Mapping[str, object]], *, actor: Actor, at: dt.datetime) -> int:
    """Add or replace synonyms (words, terms, codes); return how many there were. Raises NotController, ValueError."""
    rights.check(actor)
    rows: dict[str, Synonym] = {}
    for entry in entries:
        words = str(entry["words"]).strip()
        folded = search_words.fold(words)
        if not folded:
            raise ValueError(f"a synonym without words: {entry!r}")
        rows[folded] = Synonym(
            words=words, folded=folded, terms=_texts(entry, "terms"), codes=_texts(entry, "codes")
        )
    with transaction.atomic():
        Synonym.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["folded"],
            update_fields=["words", "terms", "codes"],
        )
        _noted("synonyms.load", len(rows), actor, at)
    return len(rows)


def load_life_events(entries: Iterable[Mapping[str, object]], *, actor: Actor, at: dt.datetime) -> int:
    """Add or replace moments of life (key, name, ordinal, codes); return how many there were. Raises NotController."""
    rights.check(actor)
    rows = [
        LifeEvent(
            key=str(e["key"]),
            name=e["name"],
            codes=_texts(e, "codes"),
            ordinal=int(str(e.get("ordinal", place))),
        )
        for place, e in enumerate(entries, start=1)
    ]
    with transaction.atomic():
        LifeEvent.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=["name", "codes", "ordinal"]
        )
        _noted("life_events.load", len(rows), actor, at)
    return len(rows)


def _noted(action: str, count: int, actor: Actor, at: dt.datetime) -> None:
    ledger.note_subject(
        subject=configuration.SUBJECT,
        kind="configuration",
        action=action,
        actor=actor,
        at=at,
        data={"count": count},
    )
    configuration.changed()


def _texts(entry: Mapping[str, object], name: str) -> list[str]:
    given = entry.get(name, [])
    return [str(part) for part in given] if isinstance(given, list | tuple) else []
