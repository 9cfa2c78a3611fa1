"""Dossiers as machines read them: one record or a page of lines, each in one statement that also records the reading."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.dossiers.transitions import Action
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor
from motcua.queries import configuration
from motcua.queries.access import NotAllowed
from motcua.storage import sealing, statements
from motcua.storage.conditions import to_sql

MOST = 200  # lines a page

_LINE = (
    "id", "code", "procedure_code", "title", "owner_name", "channel", "status", "step", "received_unit_id",
    "competent_unit_id", "filed_at", "accepted_at", "appointment_at", "due_at", "finished_at", "moved_at",
)  # fmt: skip
_MORE = (
    "case", "place", "payment_status", "delivery_status", "return_unit_id", "answer_due_at", "remaining_minutes",
    "extended_to", "decision", "returned_at", "fee_total", "answers_sealed", "revision_id",
)  # fmt: skip
_NOTED = "INSERT INTO ledger_reading (at, actor_kind, actor, purpose, dossier_ids) SELECT %s, %s, %s, %s, {ids} FROM {rows}"

_PARTS = """
(SELECT array_agg(p.details_sealed ORDER BY p.ordinal) FROM dossiers_party p WHERE p.dossier_id = d.id) AS parties,
(SELECT json_agg(json_build_object('component', q.component, 'name', q.name, 'originals', q.originals,
  'certified', q.certified, 'copies', q.copies, 'electronic', q.electronic, 'given_at', q.given_at)
  ORDER BY q.given_at, q.ordinal) FROM papers_paper q WHERE q.dossier_id = d.id) AS papers,
(SELECT json_agg(json_build_object('id', s.id, 'kind', s.kind, 'number', s.number, 'issued_at', s.issued_at)
  ORDER BY s.issued_at, s.id) FROM dossiers_issuedslip s WHERE s.dossier_id = d.id) AS slips,
(SELECT json_agg(json_build_object('name', f.name, 'kind', f.kind, 'quantity', f.quantity, 'amount', f.amount,
  'full_amount', COALESCE(f.before, f.amount), 'relief', f.relief, 'relief_basis', f.relief_basis, 'basis', f.basis,
  'paid_at', f.paid_at, 'cancelled_at', f.cancelled_at) ORDER BY f.made_at, f.id) FROM fees_feedue f WHERE f.dossier_id = d.id) AS fees,
(SELECT json_agg(json_build_object('id', r.id, 'symbol', r.symbol, 'number', r.number, 'at', r.at, 'way', r.way,
  'reference', r.reference, 'amount', l.amount, 'voided_at', r.voided_at) ORDER BY r.at, r.number) FROM fees_receipt r JOIN
  (SELECT receipt_id, sum(amount) AS amount FROM fees_receiptline WHERE dossier_id = d.id GROUP BY receipt_id) l
  ON l.receipt_id = r.id) AS receipts,
(SELECT json_agg(json_build_object('id', t.id, 'step', t.step, 'name', t.name, 'agency', COALESCE(a.name, ''), 'linked', c.code,
  'number', t.number, 'sent_at', t.sent_at, 'received_at', t.received_at, 'due_at', COALESCE(t.due_at, c.due_at),
  'answered_at', t.answered_at, 'answer', t.answer, 'answer_number', t.answer_number, 'answer_day', t.answer_day, 'amount', t.amount,
  'paid_at', t.paid_at, 'cancelled_at', t.cancelled_at) ORDER BY t.opened_at, t.ordinal, t.id)
  FROM chains_task t LEFT JOIN chains_agency a ON a.id = t.agency_id LEFT JOIN dossiers_dossier c ON c.id = t.child_id
  WHERE t.dossier_id = d.id AND t.opened_at IS NOT NULL) AS tasks
"""


@dataclass(frozen=True)
class Line:
    """A dossier in a list."""

    id: uuid.UUID
    code: str
    procedure: str
    title: str
    owner: str
    channel: str
    status: int
    step: str | None
    received_at_unit: str  # code
    competent_unit: str  # code
    filed_at: dt.datetime
    accepted_at: dt.datetime | None
    appointment_at: dt.datetime | None
    due_at: dt.datetime | None
    finished_at: dt.datetime | None
    moved_at: dt.datetime


@dataclass(frozen=True)
class Record:
    """A dossier with everything a machine within reach may read of it; money in VND, unsealed."""

    line: Line
    case: str
    place: str
    payment_status: int
    delivery_status: int
    return_unit: str
    answer_due_at: dt.datetime | None
    remaining_minutes: int | None
    extended_to: dt.datetime | None
    decision: str | None
    returned_at: dt.datetime | None
    fee_total: int
    answers: Mapping[str, object]
    parties: tuple[Mapping[str, object], ...]
    papers: tuple[Mapping[str, object], ...]
    slips: tuple[Mapping[str, object], ...]
    fees: tuple[Mapping[str, object], ...]
    receipts: tuple[Mapping[str, object], ...]
    tasks: tuple[Mapping[str, object], ...] = ()


def one(*, dossier_id: uuid.UUID, actor: Actor, at: dt.datetime, purpose: str = "api") -> Record:
    """Return a dossier within reach and record the reading, in one statement. Raises NotAllowed."""
    text, values = to_sql(scope.of(actor, Action.READ))
    columns = ", ".join(f'd."{c}"' for c in (*_LINE, *_MORE))
    found = statements.records(
        f"WITH d AS MATERIALIZED (SELECT * FROM dossiers_dossier WHERE id = %s AND ({text})), "  # noqa: S608
        f"noted AS ({_NOTED.format(ids='ARRAY[id]', rows='d')}) SELECT {columns}, {_PARTS} FROM d",
        [dossier_id, *values, at, actor.kind.value, actor.id, purpose],
    )
    if not found:
        raise NotAllowed(Action.READ)
    return _record(found[0])


def page(
    *, actor: Actor, at: dt.datetime, after: uuid.UUID | None = None, limit: int = 50, status: int | None = None,
    purpose: str = "api_list",
) -> list[Line]:  # fmt: skip
    """Return dossiers within reach, newest first, after the one given; one statement records the reading too."""
    text, values = to_sql(scope.of(actor, Action.READ))
    conditions = [f"({text})"]
    if after is not None:
        conditions.append("id < %s")
        values.append(after)
    if status is not None:
        conditions.append("status = %s")
        values.append(status)
    columns = ", ".join(f'"{c}"' for c in _LINE)
    found = statements.records(
        f"WITH d AS MATERIALIZED (SELECT {columns} FROM dossiers_dossier WHERE {' AND '.join(conditions)} "  # noqa: S608
        f"ORDER BY id DESC LIMIT %s), noted AS ({_NOTED.format(ids='array_agg(id)', rows='d')} HAVING count(*) > 0) "
        "SELECT * FROM d ORDER BY id DESC",
        [*values, max(1, min(limit, MOST)), at, actor.kind.value, actor.id, purpose],
    )
    return [_line(row) for row in found]


def _line(row: Mapping[str, object]) -> Line:
    unit = configuration.current().unit
    return Line(
        row["id"], row["code"], row["procedure_code"], row["title"], row["owner_name"], row["channel"], row["status"],
        row["step"], unit(row["received_unit_id"]).code, unit(row["competent_unit_id"]).code, row["filed_at"],
        row["accepted_at"], row["appointment_at"], row["due_at"], row["finished_at"], row["moved_at"],
    )  # type: ignore[arg-type]  # fmt: skip


def _record(row: Mapping[str, object]) -> Record:
    back = row["return_unit_id"] or row["received_unit_id"]
    parties = [sealing.unseal(p, context="dossiers.party") for p in row["parties"] or ()]  # type: ignore[attr-defined]
    return Record(
        line=_line(row), case=row["case"], place=row["place"], payment_status=row["payment_status"],
        delivery_status=row["delivery_status"], return_unit=configuration.current().unit(back).code,
        answer_due_at=row["answer_due_at"], remaining_minutes=row["remaining_minutes"], extended_to=row["extended_to"],
        decision=row["decision"], returned_at=row["returned_at"], fee_total=row["fee_total"],
        answers=sealing.unseal(row["answers_sealed"], context="dossiers.answers"), parties=tuple(parties),
        papers=tuple(row["papers"] or ()), slips=tuple(row["slips"] or ()),
        fees=tuple(row["fees"] or ()), receipts=tuple(row["receipts"] or ()), tasks=tuple(row["tasks"] or ()),
    )  # type: ignore[arg-type]  # fmt: skip
