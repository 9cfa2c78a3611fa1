"""Facts for figures: which counts a move changes, written in the move's own transaction."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers.lateness import Timeliness, timeliness
from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.dossiers.states import Status
from motcua.domain.hours import local


def row(*, dossier_id: uuid.UUID, unit: uuid.UUID, procedure: str, channel: str, at: dt.datetime, what: str, delta: int = 1) -> dict[str, object]:
    """Return one delta as a row to insert; the day is the local day of the act."""
    return {
        "day": local(at).date(), "unit_id": unit, "procedure_code": procedure, "channel": channel,
        "what": what, "delta": delta, "dossier_id": dossier_id,
    }  # fmt: skip


def of_move(*, before: int | None, after: int, due_at: dt.datetime | None, limit_unit: str, at: dt.datetime, reopened: bool) -> list[tuple[str, int]]:
    """Return which counts a change of status alters, and by how much."""
    changes: list[tuple[str, int]] = []
    if before == after:
        return changes
    if after == Status.RECEIVED and before in (None, Status.FILED):
        changes.append(("received", 1))
    if before is None and after == Status.FILED:
        changes.append(("filed", 1))
    if after == Status.NOT_RECEIVED:
        changes.append(("refused_at_intake", 1))
    if after == Status.WITHDRAWN:
        changes.append(("withdrawn", 1))
    if after == Status.STOPPED:
        changes.append(("stopped", 1))
    if after == Status.FINISHED:
        unit = LimitUnit(limit_unit) if limit_unit else LimitUnit.WORKING_DAYS
        late = due_at is not None and timeliness(at, due_at, unit) is Timeliness.LATE
        changes += [("finished", 1), ("finished_late" if late else "finished_in_time", 1)]
    if after == Status.RETURNED:
        changes.append(("returned", 1))
    if reopened:
        changes.append(("reopened", 1))
    return changes
