"""Facts for figures: which counts a move changes, written in the move's own transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from motcua.domain.dossiers.lateness import Timeliness, timeliness
from motcua.domain.dossiers.limits import LimitUnit
from motcua.domain.dossiers.states import Status
from motcua.domain.hours import local
from motcua.storage import statements

CORRECTED = "corrected"  # a correction was approved, at the unit of whoever asked for it


def rows(
    changes: Iterable[tuple[str, int]], *, learner: object, dossier_id: uuid.UUID, received: uuid.UUID, competent: uuid.UUID,
    procedure: str, channel: str, at: dt.datetime,
) -> list[dict[str, object]]:  # fmt: skip
    """Return the deltas as rows to insert; the day is the local day of the act. Practice (a learner) is never counted.

    What is finished counts at the unit that settled, everything else at the unit that received.
    """
    if learner is not None:
        return []
    return [
        {
            "day": local(at).date(), "unit_id": competent if what.startswith("finished") else received, "procedure_code": procedure,
            "channel": channel, "what": what, "delta": delta, "dossier_id": dossier_id,
        }
        for what, delta in changes
    ]  # fmt: skip


def taken_back(*, dossier_id: uuid.UUID, since: dt.date, unit: uuid.UUID | None = None) -> list[dict[str, object]]:
    """Return what takes back every count a dossier made since the day (of one unit): the same rows, the other way round.

    Each is taken back on its own day, so that no other period changes. The line of corrections stays.
    """
    rows = statements.records(
        "SELECT day, unit_id, procedure_code, channel, what, sum(delta) AS total FROM figures_factdelta "
        "WHERE dossier_id = %s AND day >= %s AND what <> %s AND (%s::uuid IS NULL OR unit_id = %s::uuid) "
        "GROUP BY 1, 2, 3, 4, 5 HAVING sum(delta) <> 0",
        [dossier_id, since, CORRECTED, unit, unit],
    )
    return [{name: value for name, value in r.items() if name != "total"} | {"delta": -int(str(r["total"])), "dossier_id": dossier_id} for r in rows]


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
