"""Dossiers: bring one in, read one, list, see what may be done, do it, fetch a slip."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router

from motcua import wiring
from motcua.api.v1 import filings, inputs, replies, schemas
from motcua.api.v1.keys import machine
from motcua.api.v1.problems import Refused
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.queries import configuration, moves
from motcua.services import corrections
from motcua.services.dossiers import answers, moving, opening, printing, records
from motcua.services.dossiers.records import Record

router = Router(tags=["dossiers"])

OPEN = {Action.FILE: opening.file, Action.RECEIVE: opening.receive}
KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", max_length=120,
        description="Any text that is new for each request (a UUID); a repeat with the same key and body does nothing twice.",
    ),
]  # fmt: skip


@router.post("", response={201: schemas.OpenedOut, 200: schemas.OpenedOut}, url_name="dossiers", summary="Bring in a dossier")
def open_dossier(request: HttpRequest, given: schemas.FilingIn, idempotency_key: KeyHeader = None) -> HttpResponse:
    """File a dossier online (`file`, status 1) or receive a complete one (`receive`, status 2: numbered, its clock
    started, its receipt issued). The Idempotency-Key header is required; a repeat answers 200 with the same dossier.
    """
    action = filings.ACTIONS[given.act]
    actor = machine(request, action)
    if not idempotency_key:
        raise Refused("key_missing", 400)
    at = request.now  # type: ignore[attr-defined]
    day = local(at).date()
    filing = filings.of(given, config=configuration.current(), actor=actor, day=day)
    filing = answers.checked(filing, action=action, day=day)
    try:
        opened = OPEN[action](filing=filing, actor=actor, at=at, key=idempotency_key)
    except PermissionError:
        raise Refused("not_allowed_here", 403) from None
    except IntegrityError:
        if given.foreign is None:
            raise
        raise Refused("filing_refused", 422, [("foreign.code", "code_used", {})]) from None
    body = {"id": opened.id, "code": opened.code, "status": opened.status, "repeated": opened.repeated}
    return replies.json(
        body, status=200 if opened.repeated else 201, headers={"Location": f"/api/v1/dossiers/{opened.id}"}
    )


@router.get("", response=schemas.PageOut, url_name="dossiers", summary="List dossiers within reach, newest first")
def list_dossiers(
    request: HttpRequest,
    after: Annotated[uuid.UUID | None, Query(description="The `after` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=records.MOST)] = 50,
    status: Annotated[int | None, Query(ge=1, le=10)] = None,
) -> HttpResponse:
    """Return a page of dossiers; the reading is recorded."""
    actor = machine(request, Action.READ)
    at = request.now  # type: ignore[attr-defined]
    lines = records.page(actor=actor, at=at, after=after, limit=limit, status=status)
    return replies.json({"items": lines, "after": lines[-1].id if len(lines) == limit else None})


@router.get("/{uuid:dossier_id}", response=schemas.RecordOut, url_name="dossier", summary="Read a dossier")
def read_dossier(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Return a dossier with its parties, papers, answers and slips; the reading is recorded."""
    actor = machine(request, Action.READ)
    found = records.one(dossier_id=dossier_id, actor=actor, at=request.now)  # type: ignore[attr-defined]
    return replies.json(_flat(found))


def _flat(found: Record) -> dict[str, object]:
    return vars(found.line) | {name: value for name, value in vars(found).items() if name != "line"}


@router.get("/{uuid:dossier_id}/moves", response=schemas.PossibleListOut, url_name="moves", summary="What may be done now")
def list_moves(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Return the acts open to this key, each with what it needs, the status after it and the slip it issues."""
    actor = machine(request, Action.READ)
    found = moves.possible(dossier_id=dossier_id, actor=actor)
    items = [
        {"action": one.action.value, "after": one.after, "needs": one.needs, "slip": one.slip, "article": one.article}
        for one in found
    ]
    return replies.json({"items": items})


@router.get(
    "/{uuid:dossier_id}/corrections", response=schemas.CorrectionListOut, url_name="corrections", summary="Corrections of a dossier"
)
def list_corrections(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Return the corrections asked for, the earliest first, with what became of each; one is asked for as a move (`ask_correction`)."""
    actor = machine(request, Action.READ)
    found = corrections.of_dossier(dossier_id=dossier_id, actor=actor, at=request.now)  # type: ignore[attr-defined]
    items = [
        {"id": one.id, "kind": one.kind.value, "wanted": _said(one.wanted), "before": _said(one.before)}
        | {name: getattr(one, name) for name in _CORRECTION}
        for one in found
    ]
    return replies.json({"items": items})


_CORRECTION = (
    "status", "asked_at", "asked_by", "asked_unit", "late", "outcome", "decided_at", "decided_by", "reason", "words",
)  # fmt: skip


def _said(value: str | dt.datetime) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else value


@router.post("/{uuid:dossier_id}/moves", response=schemas.MovedOut, url_name="moves", summary="Move a dossier")
def move(
    request: HttpRequest, dossier_id: uuid.UUID, given: schemas.MoveIn, idempotency_key: KeyHeader = None
) -> HttpResponse:
    """Take one action of the table of moves. With an Idempotency-Key a repeat returns what came of the first."""
    try:
        action = Action(given.action)
    except ValueError:
        action = Action.READ
    if action not in inputs.MOVING:
        raise Refused("move_refused", 422, [("action", "unknown_action", {})])
    actor = machine(request, action)
    done = moving.advance(
        dossier_id=dossier_id, action=action, actor=actor, at=request.now,  # type: ignore[attr-defined]
        inputs=inputs.read(action, given.inputs), key=idempotency_key or "",
    )  # fmt: skip
    return replies.json(
        {"id": done.id, "code": done.code, "before": done.before, "after": done.after, "step": done.step,
         "slip": done.slip_id, "repeated": done.repeated}
    )  # fmt: skip


@router.get(
    "/{uuid:dossier_id}/slips/{uuid:slip_id}.pdf", url_name="slip", summary="A slip as PDF",
    openapi_extra={"responses": {200: {"description": "The slip", "content": {"application/pdf": {}}}}},
)  # fmt: skip
def slip(request: HttpRequest, dossier_id: uuid.UUID, slip_id: uuid.UUID) -> HttpResponse:
    """Return an issued slip as it was printed the first time; the reading is recorded."""
    actor = machine(request, Action.PRINT)
    try:
        printed = printing.slip(
            slip_id=slip_id, dossier_id=dossier_id, actor=actor, at=request.now, printer=wiring.printer(actor)  # type: ignore[attr-defined]
        )
    except printing.NoSuchSlip:
        raise Refused("no_such_slip", 404) from None
    response = HttpResponse(printed.content, content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = f'inline; filename="{printed.name}"'
    return response
