"""Drafts of filings: begun, saved at every step, completed with papers, and sent exactly once.

A draft belongs to a citizen, or to the helper or clerk who fills it in for one. Its id is the key against double
submit; its version tells two tabs apart; the revision it was begun under stays.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.domain.procedures import form, form_values
from motcua.domain.procedures.form import FieldError
from motcua.domain.procedures.revision import Channel, HandledBy, OnlineLevel
from motcua.queries import configuration, forms
from motcua.queries import drafts as draft_queries
from motcua.queries.configuration import Configuration
from motcua.queries.drafts import BODY, Held, NoDraft
from motcua.services import draft_checks, draft_filings, profiles
from motcua.services.dossiers import opening
from motcua.services.dossiers.filings import GivenConsent, Opened
from motcua.services.draft_checks import Look
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier, Draft, DraftFile
from motcua.storage.papers.models import StoredFile

__all__ = ["AlreadySent", "Conflict", "FilingClosed", "NoDraft", "NotReady", "Saved", "TooMany"]

KEEP_UNSENT = dt.timedelta(days=90)
MOST_DRAFTS = 30  # unfinished, of one person
MOST_FILES = 30  # of one component


class FilingClosed(RuntimeError):
    """Nothing can be filed here online. `why`: switched_off, not_in_force, ministry, national, no_online, no_workflow."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class AlreadySent(RuntimeError):
    """The draft has become a dossier and takes no more changes."""

    def __init__(self, dossier_id: uuid.UUID | None) -> None:
        self.dossier_id = dossier_id
        super().__init__(str(dossier_id))


class Conflict(RuntimeError):
    """The same page was saved from another tab or device since this one was loaded; nothing was overwritten."""

    def __init__(self, held: Held) -> None:
        self.held = held
        super().__init__(f"version {held.version}")


class NotReady(ValueError):
    """The draft cannot be sent yet: `look` says what is missing."""

    def __init__(self, look: Look) -> None:
        self.look = look
        super().__init__("not ready")


class TooMany(ValueError):
    """More drafts or files than one person or paper may have; `limit` says how many."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(str(limit))


@dataclass(frozen=True)
class Saved:
    """A page as saved: everything typed is kept, also what is wrong with it."""

    version: int
    errors: tuple[FieldError, ...]
    next_page: str | None


def why_closed(config: Configuration, procedure_code: str, day: dt.date) -> str:
    """Return why the procedure cannot be filed here online on the day, or nothing when it can."""
    if not config.setting("local_filing", day):
        return "switched_off"
    published = config.in_force(procedure_code, day)
    if published is None:
        return "not_in_force"
    revision = configuration.revision(published.id)
    if revision.handled_by is not HandledBy.HERE:
        return revision.handled_by.value
    rules = [rule for rule in revision.channels if rule.channel is Channel.ONLINE and rule.limit is not None]
    if revision.online is OnlineLevel.NONE or not rules:
        return "no_online"
    return "" if revision.workflow is not None and revision.in_scope else "no_workflow"


def begin(
    *,
    procedure_code: str,
    actor: Actor,
    at: dt.datetime,
    draft_id: uuid.UUID | None = None,
    place: Place = Place.AFAR,
    unit_id: uuid.UUID | None = None,
    consent: GivenConsent | None = None,
    profile: Mapping[str, Any] | None = None,
) -> uuid.UUID:
    """Begin a filing and return the draft's id; the same `draft_id` begins it once.

    What is already known of the citizen is filled in. `consent` and `profile` are given by a helper or clerk who files
    for somebody. Raises FilingClosed, TooMany, NoDraft where the id is taken by another.
    """
    config, day = configuration.current(), local(at).date()
    closed = why_closed(config, procedure_code, day)
    if closed:
        raise FilingClosed(closed)
    published = config.in_force(procedure_code, day)
    assert published is not None
    if draft_queries.owned(actor).filter(sent_at=None).count() >= MOST_DRAFTS:
        raise TooMany(MOST_DRAFTS)
    known = profile if profile is not None else profiles.known(actor=actor, at=at)
    compiled = forms.of(published.id, configuration.revision(published.id))
    answers = form.prefill(compiled, known)
    body: dict[str, Any] = {"answers": answers, "touched": {},
                            "prefilled": sorted({compiled.fields[id].page for id in answers})}  # fmt: skip
    if consent is not None:
        body["consent"] = {"how": consent.how}
    row, made = Draft.objects.get_or_create(
        id=draft_id or ids.new(),
        defaults={
            **_owner(actor), "procedure_code": procedure_code, "revision_id": published.id, "unit_id": unit_id,
            "place": place.value, "answers_sealed": sealing.seal(body, context=BODY), "created_at": at, "saved_at": at,
        },
    )  # fmt: skip
    if not made:
        draft_queries.get(draft_id=row.id, actor=actor)
    return row.id


def look(*, draft_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Look:
    """Return one's own draft with what is done, missing and wrong. Raises NoDraft."""
    return _look(draft_queries.get(draft_id=draft_id, actor=actor), actor, at)


def save_page(
    *,
    draft_id: uuid.UUID,
    actor: Actor,
    at: dt.datetime,
    page: str,
    posted: Mapping[str, list[str]],
    version: int,
    tab: str,
) -> Saved:
    """Keep a page as typed, right or wrong, and say what is wrong with it.

    `version` and `tab` are those the page was shown with. Raises NoDraft, AlreadySent, KeyError for an unknown page,
    Conflict when another tab has saved this page since.
    """
    with transaction.atomic():
        row, held = _lock(draft_id, actor)
        _refuse_stale(held, page, version, tab)
        values = form.from_post(held.form, page, dict(posted), held.answers)
        touched = {**held.body.get("touched", {}), page: {"version": row.version + 1, "tab": tab}}
        _write(row, held, at, answers={**held.answers, **values}, touched=touched)
    seen = _look(draft_queries.held(row), actor, at)
    return Saved(row.version, seen.errors_of(page), form.next_page(held.form, seen.held.answers, page))


def save_case(*, draft_id: uuid.UUID, actor: Actor, at: dt.datetime, case: str) -> None:
    """Keep which case of the procedure the citizen chose. Raises NoDraft, AlreadySent, ValueError for an unknown one."""
    with transaction.atomic():
        row, held = _lock(draft_id, actor)
        if case not in {c.key for c in held.revision.cases if c.when is None}:
            raise ValueError(case)
        row.case = case
        _write(row, held, at)


def save_result(
    *, draft_id: uuid.UUID, actor: Actor, at: dt.datetime, way: str | None = None, unit_id: str | None = None,
    address: str | None = None, filed_at_unit: str | None = None,
) -> Look:  # fmt: skip
    """Keep how the result is to be received and, where it is a choice, at which counter the dossier is handed in.

    Parts that are None stay as they were; an unknown way or unit is kept as nothing. Raises NoDraft, AlreadySent.
    """
    with transaction.atomic():
        row, held = _lock(draft_id, actor)
        config, day = configuration.current(), local(at).date()
        known = {str(unit.id) for unit in draft_checks.centres(config, day)}
        if filed_at_unit is not None:
            row.unit_id = uuid.UUID(filed_at_unit) if filed_at_unit in known else None
        kept = dict(held.result)
        if way is not None:
            kept["way"] = way if way in draft_checks.WAYS else ""
        if unit_id is not None:
            kept["unit"] = unit_id if unit_id in known else ""
        if address is not None:
            kept["address"] = form_values.clean(address, lines=True)[:500]
        _write(row, held, at, result=kept)
    return _look(draft_queries.held(row), actor, at)


def attach(
    *, draft_id: uuid.UUID, actor: Actor, at: dt.datetime, component: str, file_ids: Sequence[uuid.UUID]
) -> None:
    """Put stored files to a component, after those already there. Raises NoDraft, AlreadySent, TooMany, ValueError."""
    with transaction.atomic():
        row, held = _lock(draft_id, actor)
        if component not in _components(held):
            raise ValueError(component)
        present = held.files.get(component, ())
        if len(present) + len(file_ids) > MOST_FILES:
            raise TooMany(MOST_FILES)
        mine = StoredFile.objects.filter(
            id__in=file_ids, created_by=f"{actor.kind.value}:{actor.id}"[:80]
        ).count()
        if mine != len(set(file_ids)):
            raise ValueError("file")
        DraftFile.objects.bulk_create(
            DraftFile(draft_id=row.id, component=component, file_id=file_id, ordinal=len(present) + n)
            for n, file_id in enumerate(file_ids)
        )
        _write(row, held, at)


def remove(*, draft_id: uuid.UUID, actor: Actor, at: dt.datetime, file_id: uuid.UUID) -> None:
    """Take a file out of the draft; its content is swept a day later. Raises NoDraft, AlreadySent."""
    with transaction.atomic():
        row, held = _lock(draft_id, actor)
        DraftFile.objects.filter(draft_id=row.id, file_id=file_id).delete()
        _write(row, held, at)


def discard(*, draft_id: uuid.UUID, actor: Actor) -> None:
    """Throw an unsent draft away. Raises NoDraft, AlreadySent."""
    with transaction.atomic():
        row, _held = _lock(draft_id, actor)
        row.delete()


def submit(*, draft_id: uuid.UUID, actor: Actor, at: dt.datetime) -> Opened:
    """Send the draft: it becomes one dossier, however often and from wherever this is called.

    Raises NoDraft, FilingClosed, NotReady with what is missing, FilingRefused, routing.NoCompetentUnit, NotAllowed.
    """
    with transaction.atomic():
        row = draft_queries.owned(actor).select_for_update().filter(id=draft_id).first()
        if row is None:
            raise NoDraft(str(draft_id))
        if row.sent_at is not None:
            return _sent(row)
        config, day = configuration.current(), local(at).date()
        _check_open(config, row, day)
        seen = _look(draft_queries.held(row), actor, at)
        if not seen.ready:
            raise NotReady(seen)
        filing = draft_filings.of(seen, config=config, actor=actor)
        opened = opening.file(filing=filing, actor=actor, at=at, key=f"draft:{row.id}")
        Draft.objects.filter(id=row.id).update(
            sent_at=at, dossier_id=opened.id, case=seen.case, answers_sealed=sealing.seal({}, context=BODY)
        )
        DraftFile.objects.filter(draft_id=row.id).delete()
    return opened


def outcome(*, draft_id: uuid.UUID, actor: Actor) -> Opened | None:
    """Return the dossier a draft has become, or None while it is unsent. Raises NoDraft."""
    row = draft_queries.owned(actor).filter(id=draft_id).first()
    if row is None:
        raise NoDraft(str(draft_id))
    return _sent(row) if row.sent_at is not None else None


def preview(seen: Look, *, actor: Actor, at: dt.datetime) -> opening.Prepared:
    """Return what sending would decide: who settles it and what it costs. Raises as `submit`, writes nothing."""
    config = configuration.current()
    return opening.prepare(
        config, draft_filings.of(seen, config=config, actor=actor), Action.FILE, local(at).date()
    )


def renew(*, draft_id: uuid.UUID, actor: Actor, at: dt.datetime) -> bool:
    """Move a draft whose revision is over to the one in force, keeping every answer that still has its question.

    Returns whether it was moved. Raises NoDraft, AlreadySent, FilingClosed when the procedure is over.
    """
    config, day = configuration.current(), local(at).date()
    with transaction.atomic():
        row, held = _lock(draft_id, actor)
        if not is_over(config, row.procedure_code, row.revision_id, day):
            return False
        published = config.in_force(row.procedure_code, day)
        if published is None:
            raise FilingClosed("not_in_force")
        compiled = forms.of(published.id, configuration.revision(published.id))
        row.revision_id = published.id
        _write(row, held, at, answers={k: v for k, v in held.answers.items() if k in compiled.fields})
        Draft.objects.filter(id=row.id).update(revision_id=published.id)
    return True


def is_over(config: Configuration, procedure_code: str, revision_id: uuid.UUID, day: dt.date) -> bool:
    """Tell whether a revision is no longer in force on the day: a draft begun under it must move on."""
    for one in config.published.get(procedure_code, ()):
        if one.id == revision_id:
            return one.effective_to is not None and one.effective_to < day
    return True


def sweep(*, at: dt.datetime, older: dt.timedelta = KEEP_UNSENT) -> int:
    """Delete drafts nobody has touched for a long time; return how many."""
    gone, by_model = Draft.objects.filter(sent_at=None, saved_at__lt=at - older).delete()
    return int(by_model.get("dossiers.Draft", gone))


def _look(held: Held, actor: Actor, at: dt.datetime) -> Look:
    config, day = configuration.current(), local(at).date()
    at_practice = config.practice_centre(day) if actor.learner is not None else None
    return draft_checks.look(held, profile=profiles.vouched(actor), config=config, day=day, at_practice=at_practice)


def _owner(actor: Actor) -> dict[str, uuid.UUID]:
    if actor.kind is ActorKind.CITIZEN:
        return {"citizen_id": uuid.UUID(actor.id)}
    if actor.kind is ActorKind.STAFF:
        return {"staff_id": uuid.UUID(actor.id)}
    raise NoDraft(actor.kind.value)


def _lock(draft_id: uuid.UUID, actor: Actor) -> tuple[Draft, Held]:
    row = draft_queries.owned(actor).select_for_update().filter(id=draft_id).first()
    if row is None:
        raise NoDraft(str(draft_id))
    if row.sent_at is not None:
        raise AlreadySent(row.dossier_id)
    return row, draft_queries.held(row)


def _refuse_stale(held: Held, page: str, version: int, tab: str) -> None:
    """Refuse what another tab has overtaken; a tab never conflicts with itself, so a lost answer does no harm."""
    last = held.body.get("touched", {}).get(page)
    if last and last["version"] > version and last["tab"] != tab:
        raise Conflict(held)


def _write(row: Draft, held: Held, at: dt.datetime, **parts: object) -> None:
    row.answers_sealed = sealing.seal({**held.body, **parts}, context=BODY)
    row.version, row.saved_at = row.version + 1, at
    row.save(update_fields=["answers_sealed", "version", "saved_at", "case", "unit_id"])


def _components(held: Held) -> set[str]:
    if held.dossier_id is not None:
        return {str(key) for key in held.body.get("items", ())}
    return {component.key for component in held.revision.components}


def _check_open(config: Configuration, row: Draft, day: dt.date) -> None:
    if not config.setting("local_filing", day):
        raise FilingClosed("switched_off")
    if is_over(config, row.procedure_code, row.revision_id, day):
        raise FilingClosed("not_in_force")


def _sent(row: Draft) -> Opened:
    dossier = Dossier.objects.only("id", "code", "status").get(id=row.dossier_id)
    return Opened(id=dossier.id, code=dossier.code, status=dossier.status, repeated=True)
