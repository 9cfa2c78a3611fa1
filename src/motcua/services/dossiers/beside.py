"""Acts beside the status (note, attach, money): locked within reach, entered in the ledger, told to the outside."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from motcua.domain.dossiers.lifecycle import NotPossible
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import STANDING, Action
from motcua.domain.permissions.roles import Actor
from motcua.queries import access
from motcua.services import ledger
from motcua.services.dossiers import signatures
from motcua.storage.dossiers.models import Dossier
from motcua.storage.writes import Batch


def locked(*, actor: Actor, action: Action, dossier_id: uuid.UUID) -> Dossier:
    """Lock a dossier for an act that leaves its status alone. Raises access.NotAllowed, NotPossible."""
    row = access.lock(actor, action, dossier_id)
    if Status(row.status) not in STANDING[action]:
        raise NotPossible(action, Status(row.status))
    return row


def write(
    *, row: Dossier, action: Action, actor: Actor, at: dt.datetime, batch: Batch, data: Mapping[str, object],
    changes: Mapping[str, object] | None = None,
) -> None:
    """Write the act's rows with its entry and message in one statement; `data` holds no personal value.

    Who acts for an absent colleague stands in the entry with that colleague.
    """  # fmt: skip
    at = max(at, row.moved_at)
    absent = signatures.instead_of(row, actor)
    data = data if absent is None else {**data, "instead_of": absent}
    entry, no, head = ledger.entry(
        chain=row.id, head_no=row.head_no, head=row.head, at=at, action=action.value, actor=actor, before=row.status,
        after=row.status, step=row.step, unit=row.step_unit_id or row.received_unit_id, data=data,
    )  # fmt: skip
    batch.insert("ledger_entry", [entry])
    batch.update("dossiers_dossier", "id", row.id, {**(changes or {}), "head_no": no, "head": head, "moved_at": at})
    body = {"dossier": str(row.id), "code": row.code, "action": action.value, "at": at.isoformat()}
    batch.insert("ledger_message", ledger.messages(learner=row.learner, topic="dossier.noted", chain=row.id, body=body, at=at))
    batch.write()
