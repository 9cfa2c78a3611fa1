"""A procedure's revisions: drafted, judged, published once and for ever, ended on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import problem as problem_kinds
from motcua.domain.procedures import revision as revisions
from motcua.domain.procedures import validator
from motcua.domain.procedures.doubts import Reason
from motcua.domain.procedures.problem import Problem
from motcua.domain.procedures.revision import NotARevision
from motcua.queries import configuration as configuration_query
from motcua.queries import console_catalogue
from motcua.services import configuration, ledger
from motcua.services.catalogue import rights, scope, shown, staffing
from motcua.storage.procedures.models import Procedure, Revision


class NotPublishable(ValueError):
    """Something stands between the draft and its publication: `problems` says what."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(", ".join(sorted({p.code for p in problems})))


class OtherProcedure(ValueError):
    """The document is of another procedure than the one it was to be a draft of."""


class DraftChanged(ValueError):
    """The draft is not the one that was seen: somebody kept, published or threw away one in the meantime."""


class AlreadyPublished(ValueError):
    """A published revision is never changed, and not published twice."""


class EndsBeforeItBegins(ValueError):
    """A revision cannot end before the day it takes effect."""


@dataclass(frozen=True)
class Draft:
    """A draft as kept."""

    revision_id: uuid.UUID
    procedure_id: uuid.UUID
    number: int


def save_draft(
    *,
    document: Mapping[str, object],
    actor: Actor,
    at: dt.datetime,
    procedure_id: uuid.UUID | None = None,
    code: str | None = None,
    seen: str | None = None,
) -> Draft:
    """Keep a draft of a procedure's next revision; a draft that is there already is replaced.

    `seen` is the stamp (`console_catalogue.draft_stamp`) of the draft this one was begun from: another one is not replaced.

    Without `procedure_id` the procedure is the one of the document's code and publisher, made when there is none.
    Raises NotController, NotARevision for a document that cannot be read, OtherProcedure, DraftChanged.
    """
    rights.check(actor)
    read = revisions.parse({"number": 1, **document})
    if code is not None and code != read.code:
        raise OtherProcedure(f"{read.code} is not {code}")
    with transaction.atomic():
        procedure = _procedure(read, procedure_id, at)
        draft = procedure.revisions.filter(state="draft").first()
        if seen is not None and seen != console_catalogue.draft_stamp(procedure.id):
            raise DraftChanged(str(procedure.id))
        number = draft.number if draft else _next_number(procedure, read.number)
        kept = {**document, "number": number}
        if draft is None:
            draft = Revision(procedure=procedure, number=number, created_at=at, created_by=_staff(actor))
        draft.document, draft.effective_from, draft.effective_to = (
            kept,
            read.effective_from,
            read.effective_to,
        )
        draft.save()
        _note(procedure.id, "revision.draft", {"revision": str(draft.id), "number": number}, actor, at)
    return Draft(draft.id, procedure.id, number)


def problems(
    document: Mapping[str, object], *, on: dt.date, staffed: bool = True, procedure_id: uuid.UUID | None = None
) -> list[Problem]:
    """Return everything that keeps a document from being published on a day, what blocks first.

    `staffed` False leaves out whether the steps' roles are held: for data that is loaded before its staff. With
    `procedure_id` the document is judged beside what is published of that procedure already.
    """
    try:
        read = revisions.parse({"number": 1, **document})
    except NotARevision as fault:
        return [problem_kinds.problem("document", "unreadable", text=str(fault))]
    config = configuration_query.current()
    asked = staffing.on(config, read.competence, on) if staffed else None
    found = [*_overlap(procedure_id, read), *validator.problems(read, staffed=asked)]
    if not validator.published_in_time(on, read.effective_from):
        found.append(problem_kinds.advice("effective_from", "published_late", days=validator.DAYS_AHEAD))
    return found


def _overlap(procedure_id: uuid.UUID | None, read: revisions.Revision) -> list[Problem]:
    """Name the published revision that would hold beside this one: it takes effect on the same day or later."""
    if procedure_id is None:
        return []
    rows = Revision.objects.filter(procedure_id=procedure_id, state="published", effective_from__gte=read.effective_from)
    if read.effective_to is not None:
        rows = rows.filter(effective_from__lte=read.effective_to)
    last = rows.order_by("-effective_from", "-number").values_list("number", "effective_from").first()
    if last is None:
        return []
    return [problem_kinds.problem("effective_from", "begins_before", number=last[0], day=f"{last[1]:%d/%m/%Y}")]


def publish(*, revision_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Publish a draft: from now on nobody changes it, and dossiers received while it is in force are pinned to it.

    Raises NotController, AlreadyPublished, NotPublishable with what blocks.
    """
    rights.check(actor)
    with transaction.atomic():
        row = Revision.objects.select_for_update(of=("self",)).select_related("procedure").get(id=revision_id)
        if row.state != "draft":
            raise AlreadyPublished(str(revision_id))
        blocking = [p for p in problems(row.document, on=local(at).date(), procedure_id=row.procedure_id) if p.blocking]
        if blocking:
            raise NotPublishable(blocking)
        freeze(row, actor, at)
        scope.recompute(local(at).date())
        configuration.changed()


def freeze(row: Revision, actor: Actor, at: dt.datetime) -> None:
    """Make a judged draft the published revision, end what it replaces, show it: within the transaction at hand."""
    before = row.effective_from - dt.timedelta(days=1)
    row.procedure.revisions.filter(state="published", effective_from__lte=before).exclude(
        effective_to__lte=before
    ).update(effective_to=before)
    row.state, row.published_at, row.published_by = "published", at, _staff(actor)
    row.save()
    kept = [flag for flag in row.procedure.flags if flag == Reason.SEVERAL_SOURCES.value]
    row.procedure.flags = kept  # completing settles every other doubt about the record
    shown.update(row.procedure, at, day=local(at).date())
    _note(row.procedure_id, "revision.publish",
          {"revision": str(row.id), "number": row.number, "from": str(row.effective_from)}, actor, at)  # fmt: skip


def expire(*, revision_id: uuid.UUID, last_day: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Let a published revision end with a day; dossiers received until then keep it. Raises NotController,
    EndsBeforeItBegins, LookupError for what is not published."""
    rights.check(actor)
    with transaction.atomic():
        row = (
            Revision.objects.select_for_update(of=("self",))
            .select_related("procedure")
            .filter(id=revision_id)
            .first()
        )
        if row is None or row.state != "published":
            raise LookupError(str(revision_id))
        if last_day < row.effective_from:
            raise EndsBeforeItBegins(f"{last_day} is before {row.effective_from}")
        row.effective_to = last_day
        row.save(update_fields=["effective_to"])
        shown.update(row.procedure, at, day=local(at).date())
        scope.recompute(local(at).date())
        _note(row.procedure_id, "revision.expire", {"revision": str(row.id), "to": str(last_day)}, actor, at)
        configuration.changed()


def discard(*, revision_id: uuid.UUID, actor: Actor, at: dt.datetime) -> None:
    """Throw a draft away. Raises NotController, AlreadyPublished."""
    rights.check(actor)
    with transaction.atomic():
        row = Revision.objects.select_for_update().get(id=revision_id)
        if row.state != "draft":
            raise AlreadyPublished(str(revision_id))
        _note(
            row.procedure_id, "revision.discard", {"revision": str(row.id), "number": row.number}, actor, at
        )
        row.delete()


def settle(at: dt.datetime) -> int:
    """Show what is in force today: revisions that begin or end overnight, decisions that do. For a daily job."""
    with transaction.atomic():
        changed = shown.update_all(at)
        changed += scope.recompute(local(at).date())
        if changed:
            configuration.changed()
    return changed


def _procedure(read: revisions.Revision, procedure_id: uuid.UUID | None, at: dt.datetime) -> Procedure:
    if procedure_id is None:
        procedure, _made = Procedure.objects.get_or_create(
            code=read.code, publisher=read.publisher, defaults={"name": read.name.vi, "updated_at": at}
        )
        return Procedure.objects.select_for_update(of=("self",)).get(id=procedure.id)
    procedure = Procedure.objects.select_for_update(of=("self",)).get(id=procedure_id)
    if procedure.code != read.code:
        raise OtherProcedure(f"{read.code} is not {procedure.code}")
    return procedure


def _next_number(procedure: Procedure, given: int) -> int:
    """The number the document asks for where it is free, else the next one."""
    last = procedure.revisions.aggregate(last=Max("number"))["last"] or 0
    return max(last + 1, given)


def _staff(actor: Actor) -> uuid.UUID | None:
    try:
        return uuid.UUID(actor.id)
    except ValueError:
        return None  # the system


def _note(subject: uuid.UUID, action: str, data: Mapping[str, object], actor: Actor, at: dt.datetime) -> None:
    ledger.note_subject(subject=subject, kind="procedure", action=action, actor=actor, at=at, data=data)
