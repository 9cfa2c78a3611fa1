"""Answering a request for papers: exactly the asked items, gathered in a draft of their own, sent once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from motcua.domain.dossiers.states import Place
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures import form
from motcua.domain.procedures.form import FieldError
from motcua.queries import access, dossier_pages, my_dossiers
from motcua.queries import drafts as draft_queries
from motcua.queries.drafts import BODY, Held
from motcua.queries.my_dossiers import Item, OpenRequest
from motcua.services.dossiers import moving
from motcua.services.dossiers.amending import BelongsElsewhere, PartiesWrong
from motcua.services.dossiers.filings import GivenPaper
from motcua.services.dossiers.moving import Done
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier, Draft, DraftFile

__all__ = [
    "Answering", "BelongsElsewhere", "Incomplete", "NothingAsked", "PartiesWrong", "begin", "missing", "save_answer", "send",
]  # fmt: skip

_KEYS = uuid.UUID("6f0c1d2e-0b3a-5c1f-9f57-5d0c6f9a4b21")  # namespace of answer drafts


class NothingAsked(LookupError):
    """No request of this dossier waits for an answer."""


class Incomplete(ValueError):
    """Some of what was asked for is not there yet: `missing` are the keys of the items."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))


@dataclass(frozen=True)
class Answering:
    """An answer under way: the draft that gathers it, what was asked, and of which dossier."""

    held: Held
    request: OpenRequest
    dossier_id: uuid.UUID
    code: str
    title: str
    accepted: bool
    filed: Mapping[str, object]  # the answers as the dossier holds them

    def brought(self, item: Item, at: dt.datetime) -> tuple[str, ...]:
        """Return the fields that the new answer to an item brings with it: shown since, or wrong since, and asked by no item."""
        return _brought(self, item, local(at).date())


def begin(*, code: str, actor: Actor, at: dt.datetime) -> Answering:
    """Return the draft that answers the open request of one's own dossier, beginning it the first time.

    Its id follows from request and person, so two tabs work on the same one. Raises access.NotAllowed, NothingAsked.
    """
    row, request = _open(code, actor)
    answers = dossier_pages.answers_of(row)
    body = {"answers": dict(answers), "items": [item.key for item in request.items], "touched": {}}
    citizen = uuid.UUID(actor.id)
    draft, _made = Draft.objects.get_or_create(
        id=_draft_id(request, actor),
        defaults={
            "citizen_id": citizen, "procedure_code": row.procedure_code, "revision_id": row.revision_id, "case": row.case,
            "place": Place.AFAR.value, "answers_sealed": sealing.seal(body, context=BODY), "created_at": at, "saved_at": at,
            "dossier_id": row.id,
        },
    )  # fmt: skip
    return Answering(
        draft_queries.held(draft), request, row.id, row.code, row.title, row.accepted_at is not None, answers,
    )


def save_answer(
    *, code: str, actor: Actor, at: dt.datetime, item: str, posted: Mapping[str, list[str]]
) -> tuple[FieldError, ...]:
    """Keep the corrected answer of an item, right or wrong, with those it brings; the others stay as filed. Raises as `begin`."""
    answering = begin(code=code, actor=actor, at=at)
    held = answering.held
    field = _item(answering.request, item).field
    if field not in held.form.fields:
        raise NothingAsked(item)
    fields = (field, *answering.brought(_item(answering.request, item), at))
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(id=held.id)
        held = draft_queries.held(draft)
        answers = dict(held.answers)
        for name in fields:
            given = form.from_post(held.form, held.form.fields[name].page, dict(posted), answers)
            answers[name] = given.get(name)
        touched = {**held.body.get("touched", {}), field: draft.version + 1}
        draft.answers_sealed = sealing.seal(
            {**held.body, "answers": answers, "touched": touched}, context=BODY
        )
        draft.version, draft.saved_at = draft.version + 1, at
        draft.save(update_fields=["answers_sealed", "version", "saved_at"])
    return _errors(held, answers, fields, at)


def missing(answering: Answering, at: dt.datetime) -> tuple[str, ...]:
    """Return the keys of the items that are not answered yet, with everything their new answers bring."""
    return tuple(item.key for item in answering.request.items if not _answered(answering, item, at))


def send(*, code: str, actor: Actor, at: dt.datetime) -> Done:
    """Send what was asked for: the dossier goes on where it stood.

    Raises as `begin`, Incomplete, NotPossible, and BelongsElsewhere or PartiesWrong where the new answers do not fit the dossier.
    """
    with transaction.atomic():
        answering = begin(code=code, actor=actor, at=at)
        request = answering.request
        draft = Draft.objects.select_for_update().get(id=answering.held.id)
        if draft.sent_at is not None:
            raise NothingAsked(code)
        held = draft_queries.held(draft)
        lacking = missing(replace(answering, held=held), at)
        if lacking:
            raise Incomplete(lacking)
        action = Action.ANSWER_PAPERS if answering.accepted else Action.ANSWER_INTAKE
        inputs: dict[str, Any] = {"papers": _papers(held, request), "request": request.id}
        if any(item.field for item in request.items):
            inputs["answers"] = form.check(held.form, held.answers).answers
        done = moving.advance(
            dossier_id=answering.dossier_id, action=action, actor=actor, at=at, inputs=inputs
        )
        Draft.objects.filter(id=draft.id).update(sent_at=at, answers_sealed=sealing.seal({}, context=BODY))
        DraftFile.objects.filter(draft_id=draft.id).delete()
    return done


def _open(code: str, actor: Actor) -> tuple[Dossier, OpenRequest]:
    row = access.get_by_code(actor, Action.READ, code)
    request = my_dossiers.open_request(row.id)
    if request is None or request.kind != "papers":
        raise NothingAsked(code)
    return row, request


def _draft_id(request: OpenRequest, actor: Actor) -> uuid.UUID:
    return uuid.uuid5(_KEYS, f"{request.id}:{actor.id}")


def _item(request: OpenRequest, key: str) -> Item:
    for item in request.items:
        if item.key == key:
            return item
    raise NothingAsked(key)


def _answered(answering: Answering, item: Item, at: dt.datetime) -> bool:
    held = answering.held
    if item.field and item.field in held.form.fields:
        fields = (item.field, *answering.brought(item, at))
        return item.field in held.body.get("touched", {}) and not _errors(held, held.answers, fields, at)
    return bool(held.files.get(item.key))


def _brought(answering: Answering, item: Item, day: dt.date) -> tuple[str, ...]:
    """Look at the form with this item's new answer and without: later items are as they were filed, so none is counted twice."""
    held, compiled = answering.held, answering.held.form
    asked = [one.field for one in answering.request.items if one.field in compiled.fields]
    if item.field not in asked:
        return ()
    turn = asked.index(item.field)
    with_it = {**held.answers, **{name: answering.filed.get(name) for name in asked[turn + 1 :]}}
    without = {**with_it, item.field: answering.filed.get(item.field)}
    new, old = (form.check(compiled, answers, today=day) for answers in (with_it, without))
    wrong = {str(e.path[0]) for e in new.errors if e.path} - {str(e.path[0]) for e in old.errors if e.path}
    return tuple(name for name in compiled.fields if name not in asked and name in (new.shown - old.shown) | wrong)


def _errors(held: Held, answers: Mapping[str, object], fields: Sequence[str], at: dt.datetime) -> tuple[FieldError, ...]:
    return form.check(held.form, answers, today=local(at).date()).errors_of(fields)


def _papers(held: Held, request: OpenRequest) -> tuple[GivenPaper, ...]:
    known = {component.key for component in held.revision.components}
    return tuple(
        GivenPaper(component=item.component if item.component in known else "extra", name=item.name,
                   files=tuple(file.id for file in held.files[item.key]))
        for item in request.items if held.files.get(item.key)
    )  # fmt: skip
