"""Looking at drafts: the owner's own, unsealed, with the revision they are pinned to."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.domain.procedures.form import CompiledForm
from motcua.domain.procedures.revision import Revision
from motcua.queries import configuration, forms
from motcua.storage import sealing
from motcua.storage.dossiers.models import Draft, DraftFile
from motcua.storage.papers.models import StoredFile

BODY = "dossiers.draft"


class NoDraft(LookupError):
    """There is no such draft, or it is somebody else's: the two are not told apart."""


@dataclass(frozen=True)
class HeldFile:
    """A file put to a component of a draft."""

    id: uuid.UUID
    component: str
    name: str
    size: int
    mime: str


@dataclass(frozen=True)
class Held:
    """A draft as its owner sees it. `body` is everything that is sealed; `answers` may still be wrong or missing."""

    id: uuid.UUID
    procedure_code: str
    revision_id: uuid.UUID
    revision: Revision
    form: CompiledForm
    case: str
    place: str
    unit_id: uuid.UUID | None
    version: int
    created_at: dt.datetime
    saved_at: dt.datetime
    sent_at: dt.datetime | None
    dossier_id: uuid.UUID | None
    citizen_id: uuid.UUID | None
    staff_id: uuid.UUID | None
    body: Mapping[str, Any]
    files: Mapping[str, tuple[HeldFile, ...]]

    @property
    def answers(self) -> Mapping[str, object]:
        """Return the answers as typed, by field id."""
        found = self.body.get("answers")
        return found if isinstance(found, Mapping) else {}

    @property
    def result(self) -> Mapping[str, Any]:
        """Return how the result is to be received: way, unit, address."""
        found = self.body.get("result")
        return found if isinstance(found, Mapping) else {}

    @property
    def every_file(self) -> tuple[HeldFile, ...]:
        """Return the files of all components."""
        return tuple(file for files in self.files.values() for file in files)


@dataclass(frozen=True)
class Listed:
    """A draft in the list of one's own."""

    id: uuid.UUID
    procedure_code: str
    revision: Revision
    saved_at: dt.datetime


def owned(actor: Actor) -> QuerySet[Draft]:
    """Return the rows that are the actor's own; nobody has anybody else's."""
    if actor.kind is ActorKind.CITIZEN:
        return Draft.objects.filter(citizen_id=actor.id)
    if actor.kind is ActorKind.STAFF:
        return Draft.objects.filter(staff_id=actor.id)
    return Draft.objects.none()


def get(*, draft_id: uuid.UUID, actor: Actor) -> Held:
    """Return one's own draft. Raises NoDraft."""
    row = owned(actor).filter(id=draft_id).first()
    if row is None:
        raise NoDraft(str(draft_id))
    return held(row)


def held(row: Draft) -> Held:
    """Return a row unsealed, with its files."""
    revision = configuration.revision(row.revision_id)
    body = sealing.unseal(row.answers_sealed, context=BODY)
    return Held(
        id=row.id, procedure_code=row.procedure_code, revision_id=row.revision_id, revision=revision,
        form=forms.of(row.revision_id, revision), case=row.case, place=row.place, unit_id=row.unit_id,
        version=row.version, created_at=row.created_at, saved_at=row.saved_at, sent_at=row.sent_at,
        dossier_id=row.dossier_id, citizen_id=row.citizen_id, staff_id=row.staff_id,
        body=body if isinstance(body, Mapping) else {}, files=_files(row.id),
    )  # fmt: skip


def mine(actor: Actor) -> list[Listed]:
    """Return one's own unfinished filings, the one last worked at first (answers to requests are not among them)."""
    rows = owned(actor).filter(sent_at=None, dossier_id=None).order_by("-saved_at")[:50]
    return [
        Listed(id=row.id, procedure_code=row.procedure_code, revision=configuration.revision(row.revision_id),
               saved_at=row.saved_at)
        for row in rows.defer("answers_sealed")
    ]  # fmt: skip


def unfinished(actor: Actor, procedure_code: str) -> Listed | None:
    """Return one's own latest unfinished filing of a procedure."""
    return next((d for d in mine(actor) if d.procedure_code == procedure_code), None)


def _files(draft_id: uuid.UUID) -> dict[str, tuple[HeldFile, ...]]:
    uses = list(DraftFile.objects.filter(draft_id=draft_id).order_by("component", "ordinal", "id"))
    rows = {row.id: row for row in StoredFile.objects.filter(id__in=[use.file_id for use in uses])}
    found: dict[str, list[HeldFile]] = {}
    for use in uses:
        row = rows[use.file_id]
        name = str(sealing.unseal(row.name_sealed, context="papers.file_name"))
        found.setdefault(use.component, []).append(HeldFile(row.id, use.component, name, row.size, row.mime))
    return {component: tuple(files) for component, files in found.items()}
