"""The proof that nothing was lost and no clock changed: dossiers by status and digests of their clocks, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from motcua.services.reorganisation.deciding import CONCERNED, UNIT_COLUMNS

# Everything a deadline or a number on paper depends on.
_KEPT = (
    "id", "code", "status", "delivery_status", "payment_status", "filed_on", "accepted_on", "limit_amount", "limit_unit",
    "promised_amount", "promised_unit", "remaining_minutes", "promised_remaining", "extensions", "restart", "intake_requests",
)  # fmt: skip
_MOMENTS = (
    "filed_at", "accepted_at", "clock_started_at", "answer_due_at", "due_at", "promised_at", "appointment_at", "lapsed_at",
    "extended_to", "step_due_at", "finished_at", "returned_at",
)  # fmt: skip


class Differs(RuntimeError):
    """Something was lost, doubled or changed: the whole act is taken back."""


def before() -> dict[str, object]:
    """Return the listed dossiers by status, and digests of their clocks and pauses."""
    return {"statuses": _statuses("count(*)"), **_digests()}


def after(gone: Sequence[UUID]) -> dict[str, object]:
    """Return the same after the move, and of each status how many went and how many still wait in a unit that is gone."""
    still = " OR ".join([*(f"d.{column} = ANY(%(units)s)" for column in UNIT_COLUMNS), "d.consulted_units && %(units)s"])
    waiting = _statuses(f"count(*) FILTER (WHERE {still})", {"units": list(gone)})
    return {**before(), "waiting": waiting}


def agree(first: Mapping[str, object], then: Mapping[str, object]) -> None:
    """Raise Differs unless counts by status and every clock are what they were."""
    for name in ("statuses", "clocks", "pauses", "steps"):
        if first[name] != then[name]:
            raise Differs(name)


def _statuses(counted: str, values: Mapping[str, object] | None = None) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.status, {counted} FROM dossiers_dossier d JOIN {CONCERNED} x ON x.id = d.id GROUP BY d.status ORDER BY d.status",  # noqa: S608
            values or {},
        )
        return {str(status): int(count) for status, count in cursor.fetchall()}


def _digests() -> dict[str, str]:
    kept = ", ".join([*(f"d.{name}" for name in _KEPT), *(f"COALESCE(extract(epoch FROM d.{name})::text, '-')" for name in _MOMENTS)])
    moment = "COALESCE(extract(epoch FROM t.{})::text, '-')"
    pause = ", ".join(["t.id", "t.kind", "t.restart", moment.format("started_at"), moment.format("ended_at")])
    step = ", ".join(["t.id", "t.step", "t.role", moment.format("started_at"), moment.format("due_at"), moment.format("ended_at")])
    return {
        "clocks": _digest(f"SELECT d.id, concat_ws('|', {kept}) FROM dossiers_dossier d JOIN {CONCERNED} x ON x.id = d.id"),  # noqa: S608
        "pauses": _digest(f"SELECT t.id, concat_ws('|', {pause}) FROM dossiers_pause t JOIN {CONCERNED} x ON x.id = t.dossier_id"),  # noqa: S608
        "steps": _digest(f"SELECT t.id, concat_ws('|', {step}) FROM dossiers_steprun t JOIN {CONCERNED} x ON x.id = t.dossier_id"),  # noqa: S608
    }


def _digest(rows: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT encode(sha256(COALESCE(string_agg(sha256(convert_to(line, 'UTF8')), ''::bytea ORDER BY id), ''::bytea)), 'hex') "  # noqa: S608
            f"FROM ({rows}) AS r(id, line)"
        )
        return str(cursor.fetchone()[0])
