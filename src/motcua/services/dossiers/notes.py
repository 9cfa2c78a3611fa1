"""Notes of staff on a dossier, and papers attached to it after it was opened."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from motcua.domain.dossiers.lifecycle import InputMissing
from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions.roles import Actor
from motcua.services.dossiers import beside, opening
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.papers import bundles
from motcua.storage import ids, sealing
from motcua.storage.papers.models import Paper
from motcua.storage.writes import Batch


def add(*, dossier_id: uuid.UUID, text: str, actor: Actor, at: dt.datetime) -> None:
    """Add a note. Raises access.NotAllowed, InputMissing for an empty one."""
    if not text.strip():
        raise InputMissing(Action.NOTE, "text")
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.NOTE, dossier_id=dossier_id)
        batch, note_id = Batch(), ids.new()
        batch.insert("dossiers_note", [
            {"id": note_id, "dossier_id": row.id, "text_sealed": sealing.seal(text.strip(), context="dossiers.note"),
             "at": at, "by": uuid.UUID(actor.id)}
        ])  # fmt: skip
        beside.write(row=row, action=Action.NOTE, actor=actor, at=at, batch=batch, data={"note": str(note_id)})


def attach(*, dossier_id: uuid.UUID, papers: Sequence[GivenPaper], actor: Actor, at: dt.datetime) -> None:
    """Attach papers with their files. Raises access.NotAllowed, NotPossible, InputMissing for none."""
    if not papers:
        raise InputMissing(Action.ATTACH, "papers")
    with transaction.atomic():
        row = beside.locked(actor=actor, action=Action.ATTACH, dossier_id=dossier_id)
        batch = Batch()
        rows, files = opening.paper_rows(papers, row.id, at, first=200 + Paper.objects.filter(dossier_id=row.id).count())
        batch.insert("papers_paper", rows)
        batch.insert("papers_paperfile", files)
        here = next(iter(sorted(actor.units_as(*(h.role for h in actor.holdings)))), str(row.received_unit_id))
        bundles.keep(batch, papers=papers, dossier_id=row.id, code=row.code, unit=uuid.UUID(here), actor=actor, at=at)
        data = {"papers": [p.component for p in papers], "files": len(files)}
        beside.write(row=row, action=Action.ATTACH, actor=actor, at=at, batch=batch, data=data)
