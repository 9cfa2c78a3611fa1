"""Moving a dossier: lock within reach, decide by the table, write row, ledger entry and message in one go."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from motcua.domain.dossiers import lifecycle
from motcua.domain.dossiers.lifecycle import Moved
from motcua.domain.dossiers.transitions import OUTCOME_OF, Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import Revision
from motcua.queries import access, configuration, refusals, standings
from motcua.queries.configuration import Configuration
from motcua.services import ledger, once
from motcua.services.dossiers import signatures
from motcua.storage.dossiers.models import Dossier
from motcua.storage.writes import Batch


@dataclass
class Act:
    """One move under way: what effects read and add to."""

    config: Configuration
    row: Dossier
    revision: Revision
    moved: Moved
    actor: Actor
    at: dt.datetime
    inputs: Mapping[str, object]
    batch: Batch
    changes: dict[str, object]
    ledger: dict[str, object]
    tell: dict[str, object]
    slip: dict[str, object] | None = None


@dataclass(frozen=True)
class Done:
    """What came of a move."""

    id: uuid.UUID
    code: str
    before: int
    after: int
    step: str | None
    slip_id: uuid.UUID | None
    repeated: bool = False  # the same request had been made before: this is what came of it


def advance(
    *, dossier_id: uuid.UUID, action: Action, actor: Actor, at: dt.datetime, inputs: Mapping[str, object] | None = None,
    key: str = "",
) -> Done:  # fmt: skip
    """Take one action of the table of moves with a dossier.

    Under the row's lock the moment is never before the last move's. With a `key` it happens once: a second call with
    the same key returns what came of the first. Raises access.NotAllowed, lifecycle.NotPossible,
    lifecycle.InputMissing, once.KeyUsedOtherwise, and what the action's own effect raises (`effects`); nothing is
    written then.
    """
    given = dict(inputs or {})
    with transaction.atomic():
        if not key:
            return _advance(dossier_id, action, actor, at, given)
        digest = _digest(dossier_id, action, given)
        earlier = once.take(actor=actor, key=key, digest=digest, response={}, at=at)
        return _done(earlier) if earlier is not None else _advance(dossier_id, action, actor, at, given, key)


def _digest(dossier_id: uuid.UUID, action: Action, inputs: Mapping[str, object]) -> str:
    body = json.dumps([str(dossier_id), action.value, inputs], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(body.encode()).hexdigest()


def _done(kept: Mapping[str, object]) -> Done:
    slip = kept["slip"]
    return Done(
        uuid.UUID(str(kept["dossier"])), str(kept["code"]), int(str(kept["before"])), int(str(kept["after"])),
        str(kept["step"]) if kept["step"] else None, uuid.UUID(str(slip)) if slip else None, repeated=True,
    )  # fmt: skip


def _advance(
    dossier_id: uuid.UUID, action: Action, actor: Actor, at: dt.datetime, inputs: dict[str, object], key: str = ""
) -> Done:
    from motcua.services.dossiers import effects

    config = configuration.current()
    row = _locked(actor, action, dossier_id, at)
    at = max(at, row.moved_at)
    revision = configuration.revision(row.revision_id)
    has_result = action is Action.ISSUE and standings.result_ready(row)
    inputs["by"] = actor.id
    confirmation = standings.confirmation_of(row) if action in OUTCOME_OF else None
    standing = standings.standing_of(row, workflow=revision.workflow, has_result=has_result, confirmation=confirmation, action=action)
    moved = lifecycle.decide(standing, action, inputs, revision.workflow)
    act = Act(config, row, revision, moved, actor, at, inputs, Batch(), {"status": int(moved.after), "moved_at": at}, {}, {})
    absent = signatures.instead_of(row, actor)
    if absent is not None:
        act.ledger["instead_of"] = absent
    effects.apply(act)
    return _finish(act, key)


def _locked(actor: Actor, action: Action, dossier_id: uuid.UUID, at: dt.datetime) -> Dossier:
    """Lock the dossier within reach. Raises access.NotAllowed, as OwnDossier or DelegationEnded where that may be told."""
    try:
        return access.lock(actor, action, dossier_id)
    except access.NotAllowed:
        raise refusals.why(actor=actor, action=action, dossier_id=dossier_id, day=local(at).date()) from None


def _finish(act: Act, key: str) -> Done:
    row, moved = act.row, act.moved
    step = act.changes.get("step", row.step)
    entry, no, head = ledger.entry(
        chain=row.id, head_no=row.head_no, head=row.head, at=act.at, action=moved.action.value, actor=act.actor,
        before=row.status, after=int(moved.after), step=str(step) if step else None,
        unit=act.changes.get("step_unit_id", row.step_unit_id) or row.received_unit_id, data=act.ledger,
    )  # fmt: skip
    act.changes |= {"head_no": no, "head": head}
    act.batch.update("dossiers_dossier", "id", row.id, act.changes)
    act.batch.insert("ledger_entry", [entry])
    if act.slip is not None:
        act.batch.insert("dossiers_issuedslip", [act.slip])
    body = {"dossier": str(row.id), "code": row.code, "action": moved.action.value, "before": row.status,
            "after": int(moved.after), "at": act.at.isoformat(),
            "slip": str(act.slip["id"]) if act.slip else None, **act.tell}  # fmt: skip
    act.batch.insert("ledger_message", ledger.messages(learner=row.learner, topic="dossier.moved", chain=row.id, body=body, at=act.at))
    if key:
        act.batch.add(*once.finished(actor=act.actor, key=key, response=body | {"step": str(step) if step else None}))
    act.batch.write()
    return Done(row.id, row.code, row.status, int(moved.after), str(step) if step else None, act.slip["id"] if act.slip else None)  # type: ignore[arg-type]
