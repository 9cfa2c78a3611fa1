"""Opening a dossier: filed online (status 1), or received at a counter with its clock started (status 2)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict

from django.db import IntegrityError, transaction

from motcua.domain.dossiers import lifecycle, numbering
from motcua.domain.dossiers.lifecycle import Standing
from motcua.domain.dossiers.states import Status
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.people import party_json
from motcua.domain.permissions import scope
from motcua.domain.permissions.roles import Actor, ActorKind
from motcua.queries import configuration
from motcua.queries.access import NotAllowed
from motcua.queries.configuration import Configuration
from motcua.services import ledger, once, receipts
from motcua.services.dossiers import clocks, fees, practising, slips
from motcua.services.dossiers.filings import Filing, FilingRefused, GivenPaper, OnPaper, Opened
from motcua.services.dossiers.preparing import Prepared, prepare
from motcua.services.once import KeyUsedOtherwise
from motcua.services.papers import bundles
from motcua.storage import ids, sealing
from motcua.storage.dossiers.models import Dossier
from motcua.storage.writes import Batch, next_ordinal

__all__ = ["KeyUsedOtherwise", "check", "file", "prepare", "receive", "receive_from_paper"]


def file(*, filing: Filing, actor: Actor, at: dt.datetime, key: str = "") -> Opened:
    """Take an online filing: status 1, with the clock of the answer running.

    `key` makes it happen once: a second call with the same key gives the same dossier. Raises FilingRefused with
    every problem, NotAllowed, routing.NoCompetentUnit.
    """
    return _open(Action.FILE, filing, actor, at, key)


def receive(*, filing: Filing, actor: Actor, at: dt.datetime, key: str = "") -> Opened:
    """Receive a complete dossier at a counter: status 2, numbered, clock started, receipt issued. Raises as `file`."""
    return _open(Action.RECEIVE, filing, actor, at, key)


def receive_from_paper(*, filing: Filing, actor: Actor, received_at: dt.datetime, paper: OnPaper) -> Opened:
    """Receive what was received on a fallback slip at `received_at`: clock, figures and receipt are of that moment.

    Ledger and later moves are of `paper.written_at`. Only later entry comes here (`services.fallback.receiving`), which has
    judged time and second person, inside its transaction. Raises as `file`.
    """
    config = configuration.current()
    prepared = check(filing=filing, actor=actor, at=received_at)
    batch, opened = _written(config, prepared, Action.RECEIVE, actor, received_at, paper.code, paper)
    batch.write_alone()
    return opened


def check(*, filing: Filing, actor: Actor, at: dt.datetime, action: Action = Action.RECEIVE) -> Prepared:
    """Return what would be received, nothing drawn or written. Raises as `file`."""
    there = configuration.current().units.get(str(filing.received_unit))  # one that has ended receives nothing, whoever continues it
    ended = there is not None and there.valid_to is not None and there.valid_to < local(at).date()
    allowed = scope.may_start(actor, action, str(filing.received_unit)) and practising.same_world(configuration.current(), actor, filing)
    if ended or not allowed:
        raise NotAllowed(action)
    prepared = prepare(configuration.current(), filing, action, local(at).date())
    _check_who(actor, prepared)
    lifecycle.decide(Standing(status=None), action, {"answers": filing.answers or {"given": True}}, prepared.revision.workflow)
    return prepared


def _open(action: Action, filing: Filing, actor: Actor, at: dt.datetime, key: str) -> Opened:
    config = configuration.current()
    prepared = check(filing=filing, actor=actor, at=at, action=action)
    code = _code(config, prepared, at)
    digest = _digest(filing) if key else ""
    try:
        with transaction.atomic() if _with_receipt(config, prepared, action, at) else nullcontext():
            batch, opened = _written(config, prepared, action, actor, at, code)
            if key:
                kept = once.row(actor=actor, key=key, digest=digest, response={"dossier": str(opened.id)}, at=at)
                batch.insert("ledger_idempotencykey", [kept])
            batch.write_alone()
    except IntegrityError as error:
        if not key or not once.clashed(error):
            raise
        return _earlier(actor, key, digest)
    return opened


def _code(config: Configuration, p: Prepared, at: dt.datetime) -> str:
    """Return the code of the new dossier; drawn before its transaction, so that filings of a unit never wait for it."""
    if p.filing.foreign:
        return p.filing.foreign.code
    day = local(at).date()
    ordinal = next_ordinal(p.received.code, day)
    return numbering.code(pattern=config.code_pattern(day), unit=p.received.code, day=day, ordinal=ordinal)


def _with_receipt(config: Configuration, p: Prepared, action: Action, at: dt.datetime) -> bool:
    zero = action is Action.RECEIVE and bool(config.setting("zero_receipts", local(at).date()))
    return fees.with_receipt(p.quote, paid=bool(p.filing.paid), zero=zero)


def _check_who(actor: Actor, p: Prepared) -> None:
    """Staff take no dossier of their own; a citizen files only what they are a party to."""
    mine = actor.person_key is not None and actor.person_key in p.party_keys
    if actor.kind is ActorKind.CITIZEN and not mine:
        raise FilingRefused([("parties", "not_a_party", {})])
    if actor.kind is ActorKind.STAFF and mine:
        raise FilingRefused([("parties", "own_dossier", {})])
    if (found := practising.misplaced(p.filing.parties, actor)) is not None:
        raise FilingRefused([(f"parties.{found[0]}", found[1], {})])


def _digest(filing: Filing) -> str:
    body = json.dumps(
        [filing.procedure_code, filing.channel.value, str(filing.received_unit), filing.case, dict(filing.answers),
         [party_json.to_json(p) for p in filing.parties], [[p.component, p.originals, p.certified, p.copies] for p in filing.papers]],
        sort_keys=True, ensure_ascii=False, default=str,
    )  # fmt: skip
    return hashlib.sha256(body.encode()).hexdigest()


def _earlier(actor: Actor, key: str, digest: str) -> Opened:
    """Return the dossier of the request that took the key before. Raises KeyUsedOtherwise."""
    kept = once.earlier(actor=actor, key=key, digest=digest)
    row = Dossier.objects.only("id", "code", "status").get(id=str(kept["dossier"]))
    return Opened(id=row.id, code=row.code, status=row.status, repeated=True)


def _written(
    config: Configuration, p: Prepared, action: Action, actor: Actor, at: dt.datetime, code: str, paper: OnPaper | None = None
) -> tuple[Batch, Opened]:
    """Return everything the act writes, and what will then exist; with a receipt, inside the transaction of the act."""
    filing, batch = p.filing, Batch()
    dossier_id, written = (paper.dossier_id, paper.written_at) if paper else (ids.new(), at)
    status = Status.RECEIVED if action is Action.RECEIVE else Status.FILED
    money = _fees(batch, config, p, action, actor, at, dossier_id, code)
    row = _dossier_row(config, p, actor, at, dossier_id, code, status)
    batch_entry, no, head = ledger.entry(
        chain=dossier_id, head_no=0, head=b"", at=written, action=action.value, actor=actor, after=status,
        unit=p.received.id, data=_ledger_data(p, code, actor) | money | dict(paper.said if paper else {}),
    )  # fmt: skip
    row |= {"head_no": no, "head": head, "moved_at": written}
    batch.insert("dossiers_dossier", [row])
    batch.insert("dossiers_party", [party | {"dossier_id": dossier_id} for party in p.parties])
    _insert_papers(batch, filing, dossier_id, at)
    bundles.begin(batch, filing=filing, dossier_id=dossier_id, code=code, actor=actor, at=at)
    batch.insert("ledger_entry", [batch_entry])
    if filing.consent is not None:
        batch.insert("dossiers_consent", [
            {"dossier_id": dossier_id, "how": filing.consent.how, "by": uuid.UUID(actor.id), "at": at, "told_at": None, "taken_over_at": None}
        ])  # fmt: skip
    slip_id = None
    if action is Action.RECEIVE:
        slip = slips.receipt_row(config=config, row=Dossier(**row), revision=p.revision, papers=filing.papers,
                                 contact=p.contact, actor=actor, at=at)  # fmt: skip
        slip_id = slip["id"]
        batch.insert("dossiers_issuedslip", [slip])
    body = {"dossier": str(dossier_id), "code": code, "action": action.value, "before": None, "after": int(status),
            "at": at.isoformat(), "slip": str(slip_id) if slip_id else None}  # fmt: skip
    batch.insert("ledger_message", ledger.messages(learner=actor.learner, topic="dossier.moved", chain=dossier_id, body=body, at=written))
    return batch, Opened(id=dossier_id, code=code, status=int(status))


def _ledger_data(p: Prepared, code: str, actor: Actor) -> dict[str, object]:
    return {
        "code": code, "procedure": p.revision.code, "revision": str(p.revision_id), "channel": p.filing.channel.value,
        "place": p.filing.place.value, "competent": str(p.competent.id), "papers": len(p.filing.papers),
        "on_paper": bundles.begins(p.filing, actor), "parties": len(p.parties), "fee": p.quote.total, "answers": sorted(p.filing.answers),
        **({"agreed_days": p.filing.agreed_days} if p.filing.agreed_days else {}),
    }  # fmt: skip


def _dossier_row(
    config: Configuration, p: Prepared, actor: Actor, at: dt.datetime, dossier_id: uuid.UUID, code: str, status: Status
) -> dict[str, object]:
    filing, day = p.filing, local(at).date()
    owner = next(party for party in p.parties if party["role"] == "owner")
    filed_at = filing.foreign.filed_at if filing.foreign and filing.foreign.filed_at else at
    row: dict[str, object] = {
        "id": dossier_id, "code": code, "code_origin": filing.foreign.system if filing.foreign else "here",
        "procedure_code": p.revision.code, "revision_id": p.revision_id, "case": filing.case,
        "title": p.revision.name.vi[:300], "channel": filing.channel.value, "place": filing.place.value,
        "status": int(status), "payment_status": int(fees.standing_of(p.quote, paid=bool(p.filing.paid))), "delivery_status": 0, "sync_status": 0,
        "received_unit_id": p.received.id, "competent_unit_id": p.competent.id, "help_unit_id": filing.help_unit,
        "return_unit_id": filing.return_unit or p.received.id, "step": None, "step_unit_id": None, "step_role": None,
        "step_due_at": None, "working": False, "assignee": None,
        "filed_by": uuid.UUID(actor.id) if filing.consent else None, "consulted_units": [], "party_keys": p.party_keys,
        "owner_name": owner["name"], "owner_folded": owner["folded"], "filed_at": filed_at,
        "filed_on": local(filed_at).date(), "accepted_at": None, "accepted_on": None, "clock_started_at": None,
        "limit_amount": None, "limit_unit": "", "promised_amount": None, "promised_unit": "",
        "answer_due_at": None, "due_at": None, "promised_at": None, "appointment_at": None, "remaining_minutes": None,
        "promised_remaining": None, "lapsed_at": None, "extended_to": None, "extensions": 0, "intake_requests": 0,
        "restart": False, "correction_by": None, "correction_kind": None, "redated_to": None, "voided_at": None, "decision": None, "finished_at": None, "returned_at": None,
        "moved_at": at, "fee_total": p.quote.total,
        "answers_sealed": sealing.seal(dict(filing.answers), context="dossiers.answers"),
        "contact_sealed": sealing.seal(p.contact, context="dossiers.contact"), "reason_sealed": None, "parent_id": None,
        "calendar_version": "", "learner": uuid.UUID(actor.learner) if actor.learner else None,
    }  # fmt: skip
    if status is Status.FILED:
        row["answer_due_at"] = clocks.answer_due(config, p.received.id, at, day)
    else:
        row |= accepted_columns(config, p.received.id, p.limits, at)
    return row


def accepted_columns(config: Configuration, unit: uuid.UUID, limits: clocks.Limits | None, at: dt.datetime) -> dict[str, object]:
    """Return the columns that complete acceptance sets: the legal clock starts, the appointment is made."""
    assert limits is not None
    day = local(at).date()
    due = clocks.columns(config=config, unit=unit, accepted_on=day, started_at=at, limits=limits)
    return due | {
        "accepted_at": at, "accepted_on": day, "clock_started_at": at, "limit_amount": limits.legal.amount,
        "limit_unit": limits.legal.unit.value, "promised_amount": limits.promised.amount,
        "promised_unit": limits.promised.unit.value, "appointment_at": due["promised_at"],
        "calendar_version": config.calendar(unit).version,
    }  # fmt: skip


def _insert_papers(batch: Batch, filing: Filing, dossier_id: uuid.UUID, at: dt.datetime) -> None:
    papers, files = paper_rows(filing.papers, dossier_id, at)
    batch.insert("papers_paper", papers)
    batch.insert("papers_paperfile", files)


def paper_rows(
    given: Sequence[GivenPaper], dossier_id: uuid.UUID, at: dt.datetime, request_id: uuid.UUID | None = None, first: int = 0
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return rows of papers and of their files."""
    papers: list[dict[str, object]] = []
    files: list[dict[str, object]] = []
    for ordinal, paper in enumerate(given, start=first):
        paper_id = ids.new()
        papers.append(
            {
                "id": paper_id, "dossier_id": dossier_id, "component": paper.component, "name": paper.name[:500],
                "originals": paper.originals, "certified": paper.certified, "copies": paper.copies,
                "electronic": bool(paper.files or paper.references), "references_sealed": _references(paper), "request_id": request_id, "given_at": at, "ordinal": ordinal,
            }
        )  # fmt: skip
        files += [
            {"id": ids.new(), "paper_id": paper_id, "file_id": file_id, "ordinal": i} for i, file_id in enumerate(paper.files)
        ]
    return papers, files


def _references(paper: GivenPaper) -> bytes | None:
    return sealing.seal([asdict(r) for r in paper.references], context="papers.references") if paper.references else None


def _fees(
    batch: Batch, config: Configuration, p: Prepared, action: Action, actor: Actor, at: dt.datetime, dossier_id: uuid.UUID, code: str
) -> dict[str, object]:  # fmt: skip
    """Add the fees, and the receipt where there is one; return what the ledger says of it."""
    dues = fees.of_quote(p.quote, dossier_id=dossier_id, code=code)
    given = _with_receipt(config, p, action, at)
    batch.insert("fees_feedue", fees.rows_of(dues, at=at, paid=given))
    if not given:
        return {}
    taking = receipts.Taking(way=p.filing.paid, payer=p.contact.get("name", ""))
    issued = receipts.issue(batch, config=config, unit_id=p.received.id, dues=dues, taking=taking, actor=actor, at=at, settle=False)
    return issued.note(dossier_id)
